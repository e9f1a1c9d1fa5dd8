//! `/inspections`: what was inspected, the latest first.

pub mod record;
pub mod report;

use crate::api::inspections::inspections;
use crate::frame::{use_language, use_person};
use crate::i18n::{Locale, td_string};
use crate::ui::address::{in_query, inspection};
use crate::ui::{EmptyState, LinkButton, Pager, loaded, moment};
use crate::wire::fetched;
use domain::inspection::{InspectionFilter, InspectionLine, InspectionPage, Outcome};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn InspectionsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        InspectionFilter { q: said("q"), after: said("after") }
    });
    let page = fetched(move || filter.get(), inspections);
    view! {
        <Title text=td_string!(language, inspections.title) />
        {loaded(page, move |page: InspectionPage| show(page, filter.get_untracked()))}
    }
    .into_any()
}

fn show(page: InspectionPage, filter: InspectionFilter) -> AnyView {
    let language = use_language();
    let InspectionFilter { q, after } = filter;
    let staff = use_person().is_some_and(|person| !person.role.is_customer());
    let record = page.may_record.then(|| {
        view! { <LinkButton href="/inspections/new" label=td_string!(language, inspections.record) /> }
    });
    let next = page.more_after.map(|after| format!("/inspections?q={}&after={after}", in_query(&q)));
    let first = (!after.is_empty()).then(|| format!("/inspections?q={}", in_query(&q)));
    let list = if page.lines.is_empty() {
        let then = td_string!(language, inspections.none_then);
        view! { <EmptyState title=td_string!(language, inspections.none_title) text=then /> }.into_any()
    } else {
        let rows = page.lines.into_iter().map(|line| row(language, line, staff)).collect::<Vec<_>>();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <header class="page-head"><h1>{td_string!(language, inspections.title)}</h1>{record}</header>
        <p class="soft">{td_string!(language, inspections.about)}</p>
        <form class="search" method="get" action="/inspections" role="search">
            <input class="control" type="search" name="q" autocomplete="off" value=q
                aria-label=td_string!(language, inspections.search_hint)
                placeholder=td_string!(language, inspections.search_hint) />
            <button class="button button-secondary" type="submit">{td_string!(language, inspections.search_do)}</button>
        </form>
        {list}
        <Pager next=next first=first />
    }
    .into_any()
}

fn row(language: Locale, line: InspectionLine, staff: bool) -> AnyView {
    let counts = counts(language, &line);
    let InspectionLine { number, organisation_name, site, inspected_on, inspector, .. } = line;
    let title = format!("{} · {}", moment::date(inspected_on), place(language, &site));
    let whose = staff.then_some(organisation_name);
    let facts = whose.into_iter().chain([number.clone(), inspector, counts]);
    let facts = facts.map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=inspection(&number)>{title}</a>
                <p class="row-facts">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}

/// `中心机房`, or all of them.
pub fn place(language: Locale, site: &str) -> String {
    if site.is_empty() { td_string!(language, inspections.all_sites).to_owned() } else { site.to_owned() }
}

/// `故障 1 · 提示 2`, or that all was well.
pub fn counts(language: Locale, line: &InspectionLine) -> String {
    let faults = (line.faults > 0).then(|| td_string!(language, inspections.faults, n = line.faults));
    let remarks = (line.remarks > 0).then(|| td_string!(language, inspections.remarks, n = line.remarks));
    let said: Vec<String> = faults.into_iter().chain(remarks).collect();
    if said.is_empty() { td_string!(language, inspections.all_fine).to_owned() } else { said.join(" · ") }
}

/// `故障`
pub fn outcome(language: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fine => td_string!(language, inspections.fine),
        Outcome::Remark => td_string!(language, inspections.remark),
        Outcome::Fault => td_string!(language, inspections.fault),
    }
}

/// The mark of an outcome.
pub fn tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fine => "good",
        Outcome::Remark => "plain",
        Outcome::Fault => "warning",
    }
}
