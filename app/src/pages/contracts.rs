//! `/contracts`: those in sight, searched, filtered and sorted by the address.

pub mod contract;
pub mod editor;
mod parts;

pub(crate) use parts::excluded;

use crate::api::contracts::contract_list;
use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::{EmptyState, LinkButton, Pager, Select, address, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::contract::Standing;
use domain::contract::sheet::{ContractFilter, ContractList, ContractRow};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The list.
#[component]
pub fn ContractsPage() -> impl IntoView {
    let language = use_language();
    let filter = use_filter();
    let found = fetched(move || filter.get(), contract_list);
    view! {
        <Title text=td_string!(language, contracts.title) />
        {loaded(found, move |list: ContractList| {
            view! { <Listed list=list filter=filter.get_untracked() /> }.into_any()
        })}
    }
    .into_any()
}

fn use_filter() -> Memo<ContractFilter> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let asked = |name: &str| query.get(name).unwrap_or_default();
            ContractFilter {
                q: asked("q"),
                show: asked("show"),
                organisation: asked("organisation"),
                sort: asked("sort"),
                after: asked("after"),
            }
        })
    })
}

/// The address of that list.
fn address_of(filter: &ContractFilter) -> String {
    let ContractFilter { q, show, organisation, sort, after } = filter;
    let pairs = [("q", q), ("show", show), ("organisation", organisation), ("sort", sort), ("after", after)];
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", address::in_query(value))).collect();
    if query.is_empty() { "/contracts".to_owned() } else { format!("/contracts?{}", query.join("&")) }
}

#[component]
fn Listed(list: ContractList, filter: ContractFilter) -> impl IntoView {
    let language = use_language();
    let add = list.may_edit.then(|| {
        view! { <LinkButton href="/contracts/new" label=td_string!(language, contracts.add) /> }
    });
    let of_whom = !list.organisations.is_empty();
    let rows = match list.rows.is_empty() {
        true => {
            let (title, text) =
                (td_string!(language, contracts.empty_title), td_string!(language, contracts.empty_text));
            view! { <EmptyState title=title text=text /> }.into_any()
        }
        false => table(language, list.rows, of_whom),
    };
    let next = list.more_after.map(|after| address_of(&ContractFilter { after, ..filter.clone() }));
    let first =
        (!filter.after.is_empty()).then(|| address_of(&ContractFilter { after: String::new(), ..filter.clone() }));
    view! {
        <header class="page-head"><h1>{td_string!(language, contracts.title)}</h1>{add}</header>
        <Search filter=filter organisations=list.organisations />
        {rows}
        <Pager next=next first=first />
        <p class="export"><a href="/export/contracts.csv" download="">{td_string!(language, contracts.export)}</a></p>
    }
    .into_any()
}

#[component]
fn Search(filter: ContractFilter, organisations: Vec<domain::person::OrganisationRef>) -> impl IntoView {
    let language = use_language();
    let choices = |choices: &[(&str, &str)]| -> Vec<(String, String)> {
        choices.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
    };
    let shows = choices(&[
        ("", td_string!(language, contracts.show_in_force)),
        ("ending", td_string!(language, contracts.show_ending)),
        ("renewal", td_string!(language, contracts.show_renewal)),
        ("not_yet", td_string!(language, contracts.show_not_yet)),
        ("expired", td_string!(language, contracts.show_expired)),
        ("all", td_string!(language, contracts.show_all)),
    ]);
    let sorts = choices(&[
        ("", td_string!(language, contracts.sort_end)),
        ("number", td_string!(language, contracts.sort_number)),
        ("organisation", td_string!(language, contracts.sort_organisation)),
    ]);
    let everybody = (String::new(), td_string!(language, contracts.organisation_all).to_owned());
    let organisations = (!organisations.is_empty()).then(|| {
        let named = organisations.into_iter().map(|one| (one.id.to_string(), one.name));
        view! {
            <Select name="organisation" label=td_string!(language, contracts.organisation)
                options=std::iter::once(everybody).chain(named).collect() chosen=filter.organisation.clone() optional=true />
        }
    });
    view! {
        <form class="contracts-search" role="search" method="get" action="/contracts">
            <div class="field contracts-words">
                <label class="field-label" for="q">{td_string!(language, contracts.search)}</label>
                <input class="control" id="q" type="search" name="q" value=filter.q.clone() autocomplete="off"
                    placeholder=td_string!(language, contracts.search_hint) />
            </div>
            <Select name="show" label=td_string!(language, contracts.show) options=shows chosen=filter.show optional=true />
            {organisations}
            <Select name="sort" label=td_string!(language, contracts.sort) options=sorts chosen=filter.sort optional=true />
            <button type="submit" class="button button-secondary">{td_string!(language, contracts.search_submit)}</button>
            <a class="button button-quiet" href="/contracts">{td_string!(language, contracts.search_clear)}</a>
        </form>
    }
    .into_any()
}

/// The tone of a standing, as [`style/pages/contracts.css`] knows it.
fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce { days_left: ..=90 } => "warning",
        Standing::InForce { .. } => "good",
        Standing::NotYet | Standing::Expired { .. } => "plain",
    }
}

fn table(language: Locale, rows: Vec<ContractRow>, of_whom: bool) -> AnyView {
    let line = |row: ContractRow| {
        let period = td_string!(
            language,
            coverage.period,
            from = moment::date(row.starts_on),
            until = moment::date(row.ends_on)
        );
        let asked = row.renewal_asked.then(|| {
            view! { <span class="badge">{td_string!(language, contracts.renewal_asked)}</span> }
        });
        view! {
            <tr>
                <th scope="row"><a href=address::contract(&row.number)>{row.number.clone()}</a></th>
                {of_whom.then(|| view! { <td data-term=td_string!(language, contracts.organisation)>{row.organisation_name}</td> })}
                <td data-term=td_string!(language, contracts.policy)>{said(language, &row.policy_name)}</td>
                <td data-term=td_string!(language, contracts.period)><span class="serial">{period}</span></td>
                <td data-term=td_string!(language, contracts.standing)>
                    <span class="standing" data-tone=tone(row.standing)>{words::standing(language, row.standing)}</span>
                    {asked}
                </td>
            </tr>
        }
    };
    let lines = rows.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <table class="listing contract-table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(language, contracts.number)}</th>
                    {of_whom.then(|| view! { <th scope="col">{td_string!(language, contracts.organisation)}</th> })}
                    <th scope="col">{td_string!(language, contracts.policy)}</th>
                    <th scope="col">{td_string!(language, contracts.period)}</th>
                    <th scope="col">{td_string!(language, contracts.standing)}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}
