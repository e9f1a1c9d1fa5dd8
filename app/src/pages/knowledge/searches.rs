//! `/kb/searches`: what people searched for and did not find, for those who write articles.

use crate::api::knowledge::misses;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::address::in_query;
use crate::ui::{EmptyState, Pager, loaded, moment};
use crate::wire::fetched;
use domain::knowledge::{Miss, MissPage};
use domain::zone::Zone;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list, the most frequent first.
#[component]
pub fn SearchesPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let page = fetched(move || after.get(), misses);
    view! {
        <Title text=td_string!(language, knowledge.misses) />
        <p class="crumbs"><a href="/kb">"‹ " {td_string!(language, knowledge.back)}</a></p>
        <header class="page-head"><h1>{td_string!(language, knowledge.misses)}</h1></header>
        {loaded(page, move |page: MissPage| show(language, page, after.get_untracked()))}
    }
    .into_any()
}

fn show(language: Locale, page: MissPage, after: String) -> AnyView {
    let MissPage { misses, more_after } = page;
    if misses.is_empty() {
        let (title, text) = (td_string!(language, knowledge.misses_none), td_string!(language, knowledge.misses_about));
        return view! { <EmptyState title=title text=text /> }.into_any();
    }
    let zone = use_zone();
    let rows = misses.into_iter().map(|miss| row(language, &zone, miss)).collect::<Vec<_>>();
    let next = more_after.map(|after| format!("/kb/searches?after={}", in_query(&after)));
    let first = (!after.is_empty()).then(|| "/kb/searches".to_owned());
    view! {
        <p class="soft kb-about">{td_string!(language, knowledge.misses_about)}</p>
        <ul class="rows">{rows}</ul>
        <Pager next=next first=first />
    }
    .into_any()
}

fn row(language: Locale, zone: &Zone, Miss { words, times, last_at }: Miss) -> AnyView {
    let last = moment::date(zone.local(last_at).date());
    let again = format!("/kb?q={}", in_query(&words));
    let write = format!("/kb/new?title={}", in_query(&words));
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=again>{words}</a>
                <p class="row-facts">
                    <span>{td_string!(language, knowledge.misses_times, times = times)}</span>
                    <span>{td_string!(language, knowledge.misses_last, date = last)}</span>
                </p>
            </div>
            <a class="button button-secondary" href=write>{td_string!(language, knowledge.misses_write)}</a>
        </li>
    }
    .into_any()
}
