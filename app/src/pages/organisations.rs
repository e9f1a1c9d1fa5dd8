//! `/organisations`: the customers, each with the way to its service archive.

mod archive;
mod edit;
mod entries;

pub use archive::ArchivePage;
pub use edit::{AddOrganisationPage, EditArchivePage};

use crate::api::organisations::organisations;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::address::in_query;
use crate::ui::{EmptyState, LinkButton, Look, Pager, loaded};
use crate::wire::fetched;
use domain::organisation::{OrganisationPage as Page, OrganisationRow};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        (said("q"), said("after"))
    });
    let page = fetched(move || asked.get(), |(q, after)| organisations(q, after));
    view! {
        <Title text=td_string!(language, archive.organisations) />
        {loaded(page, move |page: Page| show(page, asked.get_untracked()))}
    }
    .into_any()
}

fn show(page: Page, (q, after): (String, String)) -> AnyView {
    let language = use_language();
    let add = page.may_edit.then(|| {
        let label = td_string!(language, archive.add);
        view! { <LinkButton href="/organisations/new" label=label look=Look::Secondary /> }
    });
    let next = page.more_after.map(|after| format!("/organisations?q={}&after={after}", in_query(&q)));
    let first = (!after.is_empty()).then(|| format!("/organisations?q={}", in_query(&q)));
    let list = match (page.rows.is_empty(), q.is_empty()) {
        (true, true) => view! { <EmptyState title=td_string!(language, archive.none_yet) /> }.into_any(),
        (true, false) => {
            let then = td_string!(language, archive.none_then);
            view! { <EmptyState title=td_string!(language, archive.none_title) text=then /> }.into_any()
        }
        (false, _) => {
            let rows = page.rows.into_iter().map(|each| row(language, each)).collect::<Vec<_>>();
            view! { <ul class="rows">{rows}</ul> }.into_any()
        }
    };
    view! {
        <header class="page-head"><h1>{td_string!(language, archive.organisations)}</h1>{add}</header>
        <p class="soft">{td_string!(language, archive.organisations_about)}</p>
        <form class="search" method="get" action="/organisations" role="search">
            <input class="control" type="search" name="q" autocomplete="off" value=q
                aria-label=td_string!(language, archive.search_hint) placeholder=td_string!(language, archive.search_hint) />
            <button class="button button-secondary" type="submit">{td_string!(language, archive.search_do)}</button>
        </form>
        {list}
        <Pager next=next first=first />
    }
    .into_any()
}

fn row(language: Locale, row: OrganisationRow) -> AnyView {
    let OrganisationRow { organisation, dedicated_engineer, people, contracts, assets, open_cases } = row;
    let dedicated = (!dedicated_engineer.is_empty())
        .then(|| td_string!(language, archive.row_dedicated, name = dedicated_engineer));
    let counts = [
        td_string!(language, archive.row_open, n = open_cases),
        td_string!(language, archive.row_contracts, n = contracts),
        td_string!(language, archive.row_assets, n = assets),
        td_string!(language, archive.row_people, n = people),
    ];
    let facts = dedicated.into_iter().chain(counts).map(|fact| view! { <span>{fact}</span> }).collect::<Vec<_>>();
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=format!("/organisations/{}", organisation.id)>{organisation.name}</a>
                <p class="row-facts">{facts}</p>
            </div>
        </li>
    }
    .into_any()
}
