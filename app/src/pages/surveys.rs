//! `/manage/surveys`: what was sent to whom, and whether it was answered; for those who send surveys, and for those who type
//! in what a caller says.

pub mod editor;
pub mod questionnaires;
pub mod send;

use crate::api::questionnaires::sent_surveys;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::address::in_query;
use crate::ui::{EmptyState, LinkButton, Notice, Pager, Tone, loaded, moment};
use crate::wire::fetched;
use domain::Moment;
use domain::survey::{SurveyFilter, SurveyLine, SurveyPage};
use domain::zone::Zone;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn SurveysPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let said = move |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
    let filter = Memo::new(move |_| SurveyFilter { show: said("show"), q: said("q"), after: said("after") });
    let page = fetched(move || filter.get(), sent_surveys);
    let sent = query.with_untracked(|query| query.get("sent"));
    let sent =
        sent.map(|count| view! { <Notice tone=Tone::Good title=td_string!(language, sending.sent, n = count) /> });
    view! {
        <Title text=td_string!(language, sending.title) />
        {sent}
        {loaded(page, move |page: SurveyPage| show(page, filter.get_untracked()))}
    }
    .into_any()
}

fn list(filter: &SurveyFilter, after: &str) -> String {
    format!("/manage/surveys?show={}&q={}&after={after}", in_query(&filter.show), in_query(&filter.q))
}

fn show(page: SurveyPage, filter: SurveyFilter) -> AnyView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let next = page.more_after.as_ref().map(|after| list(&filter, after));
    let first = (!filter.after.is_empty()).then(|| list(&filter, ""));
    let lines = page.lines.into_iter().map(|line| row(language, &zone, now, line)).collect::<Vec<_>>();
    let rows = match lines.is_empty() {
        true => view! { <EmptyState title=td_string!(language, sending.none) /> }.into_any(),
        false => view! { <ul class="rows">{lines}</ul> }.into_any(),
    };
    let ways = page.may_send.then(|| {
        view! { <LinkButton href="/manage/surveys/new" label=td_string!(language, sending.send) /> }
    });
    let states = [
        ("", td_string!(language, sending.all)),
        ("waiting", td_string!(language, sending.waiting)),
        ("answered", td_string!(language, sending.answered)),
        ("expired", td_string!(language, sending.expired)),
    ];
    let states = states.map(|(value, label)| {
        view! { <option value=value selected=value == filter.show>{label}</option> }
    });
    view! {
        <header class="page-head"><h1>{td_string!(language, sending.title)}</h1>{ways}</header>
        <p class="soft">{td_string!(language, sending.about)}</p>
        <form class="search" method="get" action="/manage/surveys" role="search">
            <input class="control" type="search" name="q" autocomplete="off" value=filter.q.clone()
                aria-label=td_string!(language, sending.search) placeholder=td_string!(language, sending.search) />
            <select class="control" name="show" aria-label=td_string!(language, sending.state)>
                {states.into_iter().collect::<Vec<_>>()}
            </select>
            <button class="button button-secondary" type="submit">{td_string!(language, sending.find)}</button>
        </form>
        {rows}
        <Pager next=next first=first />
    }
    .into_any()
}

fn row(language: Locale, zone: &Zone, now: Moment, line: SurveyLine) -> AnyView {
    let at = |at: Moment| moment::moment(language, zone, now, at);
    let (state, tone) = match line.answered_at {
        Some(answered_at) => (td_string!(language, sending.answered_at, at = at(answered_at)), "good"),
        None if line.expires_at <= now => (td_string!(language, sending.expired).to_owned(), "plain"),
        None => (td_string!(language, sending.until, at = at(line.expires_at)), "warning"),
    };
    let asked = at(line.asked_at);
    let how = match (line.sent, line.reminded) {
        (false, _) => td_string!(language, sending.portal_only, at = asked),
        (true, false) => td_string!(language, sending.sent_at, at = asked),
        (true, true) => td_string!(language, sending.reminded, at = asked),
    };
    let facts = [line.organisation_name, line.recipient_name, line.about, how];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let facts = facts.map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=line.link>{line.title}</a>
                <p class="row-facts">{facts}</p>
            </div>
            <span class="standing" data-tone=tone>{state}</span>
        </li>
    }
    .into_any()
}
