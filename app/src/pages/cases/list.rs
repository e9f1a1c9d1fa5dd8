//! `/cases`: a list whose filter, words and page stand in the address.

use crate::api::cases::cases;
use crate::frame::{use_language, use_viewer};
use crate::i18n::{Locale, td_string};
use crate::live;
use crate::ui::{CaseRows, EmptyState, LinkButton, Look, Pager, address, loaded};
use crate::wire::fetched;
use crate::words;
use domain::access::{Action, Whose, may};
use domain::case::sheet::{CaseFilter, CasePage};
use domain::coverage::Verdict;
use domain::person::Role;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list in sight of the viewer.
#[component]
pub fn CasesPage() -> impl IntoView {
    let language = use_language();
    let role = use_viewer().person().map(|person| person.role);
    let customer = role.is_none_or(Role::is_customer);
    let filter = use_filter();
    let page = fetched(move || filter.get(), cases);
    live::keep_fresh(page, None, |page: &CasePage| page.last_event_id);
    let title = if customer { td_string!(language, cases.my_cases) } else { td_string!(language, cases.all_cases) };
    let reports = role.is_some_and(|role| {
        may(role, Action::OpenCase, Whose::Own) || may(role, Action::OpenCaseForCaller, Whose::Others)
    });
    view! {
        <Title text=title />
        <header class="page-head">
            <h1>{title}</h1>
            {reports.then(|| view! { <LinkButton href="/cases/new" label=td_string!(language, cases.report) /> })}
        </header>
        <Search filter=filter customer=customer />
        {loaded(page, move |page: CasePage| show(page, filter.get_untracked(), customer))}
    }
    .into_any()
}

fn use_filter() -> Memo<CaseFilter> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let asked = |name: &str| query.get(name).unwrap_or_default();
            CaseFilter { show: asked("show"), q: asked("q"), coverage: asked("coverage"), before: asked("before") }
        })
    })
}

/// The address of that list.
fn address_of(filter: &CaseFilter) -> String {
    let CaseFilter { show, q, coverage, before } = filter;
    let pairs = [("show", show), ("q", q), ("coverage", coverage), ("before", before)];
    let query = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", address::in_query(value)))
        .collect::<Vec<_>>()
        .join("&");
    if query.is_empty() { "/cases".to_owned() } else { format!("/cases?{query}") }
}

fn views(language: Locale, customer: bool) -> Vec<(&'static str, &'static str)> {
    let mut views = vec![("", td_string!(language, cases.show_open))];
    if !customer {
        views.push(("new", td_string!(language, cases.show_new)));
    }
    views.extend([
        ("confirm", td_string!(language, cases.show_confirm)),
        ("closed", td_string!(language, cases.show_closed)),
        ("all", td_string!(language, cases.show_all)),
    ]);
    views
}

#[component]
fn Search(filter: Memo<CaseFilter>, customer: bool) -> impl IntoView {
    let language = use_language();
    let tabs = views(language, customer)
        .into_iter()
        .map(|(show, label)| {
            let href = move || address_of(&CaseFilter { show: show.to_owned(), before: String::new(), ..filter.get() });
            let here = move || filter.with(|filter| filter.show == show || (show.is_empty() && filter.show == "open"));
            view! { <li><a class="tab" href=href aria-current=move || here().then_some("page")>{label}</a></li> }
        })
        .collect::<Vec<_>>();
    let any = [("", td_string!(language, cases.coverage_any))];
    let verdicts = Verdict::ALL.map(|verdict| (verdict.key(), words::verdict(language, verdict)));
    let coverages = any.into_iter().chain(verdicts).map(|(key, label)| {
        let selected = move || filter.with(|filter| filter.coverage == key);
        view! { <option value=key selected=selected>{label}</option> }
    });
    let coverages = coverages.collect::<Vec<_>>();
    view! {
        <nav class="tabs" aria-label=td_string!(language, cases.filters)><ul>{tabs}</ul></nav>
        <form class="search" method="get" action="/cases" role="search">
            <input type="hidden" name="show" value=move || filter.with(|filter| filter.show.clone()) />
            <input class="control" type="search" name="q" aria-label=td_string!(language, cases.search_hint)
                placeholder=td_string!(language, cases.search_hint) value=move || filter.with(|filter| filter.q.clone()) />
            <select class="control" name="coverage" aria-label=td_string!(language, cases.coverage)>{coverages}</select>
            <button class="button button-secondary" type="submit">{td_string!(language, cases.search_do)}</button>
        </form>
    }
    .into_any()
}

fn show(page: CasePage, filter: CaseFilter, customer: bool) -> AnyView {
    let next = page.more_before.map(|before| address_of(&CaseFilter { before, ..filter.clone() }));
    let first =
        (!filter.before.is_empty()).then(|| address_of(&CaseFilter { before: String::new(), ..filter.clone() }));
    let whole = CaseFilter { before: String::new(), ..filter.clone() };
    let export = address_of(&whole).replacen("/cases", "/export/cases.csv", 1);
    if page.rows.is_empty() {
        return view! { <Nothing filter=filter customer=customer /> }.into_any();
    }
    view! {
        <CaseRows rows=page.rows organisation=!customer />
        <Pager next=next first=first />
        <p class="export"><a href=export download="">{td_string!(use_language(), lists.export_csv)}</a></p>
    }
    .into_any()
}

#[component]
fn Nothing(filter: CaseFilter, customer: bool) -> impl IntoView {
    let language = use_language();
    let said = [&filter.q, &filter.coverage, &filter.before];
    let narrowed = said.iter().any(|said| !said.is_empty()) || !matches!(filter.show.as_str(), "" | "open");
    if narrowed {
        return view! {
            <EmptyState title=td_string!(language, cases.none_found) text=td_string!(language, cases.none_found_then)>
                <LinkButton href="/cases?show=all" label=td_string!(language, cases.show_all) look=Look::Secondary />
            </EmptyState>
        }
        .into_any();
    }
    let report = customer.then(|| view! { <LinkButton href="/cases/new" label=td_string!(language, cases.report) /> });
    let then = if customer { td_string!(language, cases.none_open_then) } else { "" };
    view! { <EmptyState title=td_string!(language, cases.none_open) text=then>{report}</EmptyState> }.into_any()
}
