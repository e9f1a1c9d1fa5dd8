//! `/manage/follow-ups`: what bad answers led to, the most urgent first.

use crate::api::follow_ups::follow_ups;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::address::in_query;
use crate::ui::{Countdown, EmptyState, Pager, Size, loaded};
use crate::wire::fetched;
use domain::survey::{FollowUpFilter, FollowUpLine, FollowUpPage};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn FollowUpsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        FollowUpFilter { show: said("show"), owner: said("owner"), q: said("q"), after: said("after") }
    });
    let page = fetched(move || filter.get(), follow_ups);
    view! {
        <Title text=td_string!(language, follow_ups.title) />
        {loaded(page, move |page: FollowUpPage| show(page, filter.get_untracked()))}
    }
    .into_any()
}

/// The address of a list like this one, from another line on.
fn list(filter: &FollowUpFilter, after: &str) -> String {
    let FollowUpFilter { show, owner, q, .. } = filter;
    format!("/manage/follow-ups?show={}&owner={}&q={}&after={after}", in_query(show), in_query(owner), in_query(q))
}

fn show(page: FollowUpPage, filter: FollowUpFilter) -> AnyView {
    let language = use_language();
    let title = td_string!(language, follow_ups.title);
    let next = page.more_after.as_ref().map(|after| list(&filter, after));
    let first = (!filter.after.is_empty()).then(|| list(&filter, ""));
    let lines = page.lines.into_iter().map(|line| row(language, line)).collect::<Vec<_>>();
    let rows = match lines.is_empty() {
        true => view! { <EmptyState title=td_string!(language, follow_ups.none) /> }.into_any(),
        false => view! { <ul class="rows">{lines}</ul> }.into_any(),
    };
    let whose = page.sees_all.then(|| {
        let choices =
            [("", td_string!(language, follow_ups.everybodys)), ("own", td_string!(language, follow_ups.own))];
        select("owner", td_string!(language, follow_ups.owner), &choices, &filter.owner)
    });
    let states = [
        ("", td_string!(language, follow_ups.open)),
        ("ended", td_string!(language, follow_ups.ended)),
        ("all", td_string!(language, follow_ups.all)),
    ];
    view! {
        <p class="crumbs"><a href="/manage">{td_string!(language, manage.manage)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        <p class="soft">{td_string!(language, follow_ups.about)}</p>
        <form class="search" method="get" action="/manage/follow-ups" role="search">
            <input class="control" type="search" name="q" autocomplete="off" value=filter.q.clone()
                aria-label=td_string!(language, follow_ups.search) placeholder=td_string!(language, follow_ups.search) />
            {select("show", td_string!(language, follow_ups.state), &states, &filter.show)}
            {whose}
            <button class="button button-secondary" type="submit">{td_string!(language, follow_ups.find)}</button>
        </form>
        {rows}
        <Pager next=next first=first />
    }
    .into_any()
}

fn select(name: &'static str, label: &'static str, choices: &[(&'static str, &'static str)], chosen: &str) -> AnyView {
    let options = choices.iter().map(|(value, label)| {
        view! { <option value=*value selected=*value == chosen>{*label}</option> }
    });
    view! { <select class="control" name=name aria-label=label>{options.collect::<Vec<_>>()}</select> }.into_any()
}

fn row(language: Locale, line: FollowUpLine) -> AnyView {
    let FollowUpLine { id, organisation_name, about, owner_name, reading } = line;
    let owner = match owner_name.is_empty() {
        true => td_string!(language, follow_ups.nobody).to_owned(),
        false => owner_name,
    };
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=format!("/manage/follow-ups/{id}")>{about}</a>
                <p class="row-facts"><span>{organisation_name}</span><span>{owner}</span></p>
            </div>
            <Countdown reading=reading size=Size::Row />
        </li>
    }
    .into_any()
}
