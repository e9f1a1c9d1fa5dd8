//! Contracts as cards: standing first, then what is bought.

use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::pages::contracts::excluded;
use crate::ui::{EmptyState, Fact, FactList, address, moment};
use crate::words;
use domain::contract::{Contract, ContractSheet, Standing};
use leptos::prelude::*;

/// A contract that ends within so many days is marked: a figure of the page, no promise of a policy.
const SOON_DAYS: i64 = 90;

fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::NotYet => "not_yet",
        Standing::InForce { days_left } if days_left <= SOON_DAYS => "ending",
        Standing::InForce { .. } => "in_force",
        Standing::Expired { .. } => "expired",
    }
}

/// Every contract in sight; with the organisation's name for staff.
#[component]
pub fn Contracts(contracts: Vec<ContractSheet>, of_whom: bool) -> impl IntoView {
    let language = use_language();
    let cards = contracts
        .into_iter()
        .map(|sheet| view! { <li><ContractCard sheet=sheet of_whom=of_whom /></li> })
        .collect::<Vec<_>>();
    let list = if cards.is_empty() {
        let hint = td_string!(language, coverage.contracts_empty_hint);
        view! { <EmptyState title=td_string!(language, coverage.contracts_empty_title) text=hint /> }.into_any()
    } else {
        view! { <ul class="contracts">{cards}</ul> }.into_any()
    };
    view! {
        <section>
            <h2 class="section-title">{td_string!(language, coverage.contracts)}</h2>
            {list}
            <p class="export"><a href="/contracts">{td_string!(language, coverage.all_contracts)}</a></p>
        </section>
    }
}

#[component]
fn ContractCard(sheet: ContractSheet, of_whom: bool) -> impl IntoView {
    let language = use_language();
    let ContractSheet { contract, organisation_name, policy_name, policy_summary, standing, asset_count } = sheet;
    let period = td_string!(
        language,
        coverage.period,
        from = moment::date(contract.starts_on),
        until = moment::date(contract.ends_on)
    );
    let mut facts = Vec::new();
    if of_whom {
        facts.push(Fact::text(td_string!(language, coverage.organisation), organisation_name));
    }
    facts.push(Fact::text(td_string!(language, coverage.policy), said(language, &policy_name)));
    facts.push(Fact::text(td_string!(language, coverage.kinds), kinds(language, &contract)));
    facts.push(Fact::text(td_string!(language, coverage.device_count), devices(language, &contract, asset_count)));
    facts.push(Fact::text(td_string!(language, coverage.sites), sites(language, &contract)));
    facts.extend(included(language, &contract));
    facts.push(excluded(language, &contract.terms));
    view! {
        <article class="card contract" data-standing=key(standing)>
            <h3 class="contract-number"><a href=address::contract(&contract.number)>{contract.number.clone()}</a></h3>
            <p class="contract-standing"><b>{words::standing(language, standing)}</b></p>
            <p class="contract-period">{period}</p>
            <p class="contract-promise">{said(language, &policy_summary)}</p>
            <FactList facts=facts />
        </article>
    }
}

fn listed(language: Locale, parts: &[String]) -> String {
    parts.join(td_string!(language, common.between))
}

fn kinds(language: Locale, contract: &Contract) -> String {
    let kinds: Vec<String> = contract.kinds.iter().map(|kind| words::kind(language, *kind).to_owned()).collect();
    listed(language, &kinds)
}

fn devices(language: Locale, contract: &Contract, count: i64) -> String {
    let some = td_string!(language, coverage.devices_some, count = count);
    match contract.asset_ids.is_empty() {
        true => format!("{} · {some}", td_string!(language, coverage.devices_all)),
        false => some,
    }
}

/// What is used of what is included, where there is a limit.
fn included(language: Locale, contract: &Contract) -> Vec<Fact> {
    let (included, used) = (&contract.terms.included, contract.used);
    let of = |term: &'static str, used: String, most: String| {
        Fact::text(term, td_string!(language, contracts.used_of, used = used, most = most))
    };
    let hours = |minutes: i64| words::used(language, Some(minutes), None);
    let visits = |visits: i64| words::used(language, None, Some(visits));
    let hours =
        included.minutes.map(|most| of(td_string!(language, contracts.hours), hours(used.minutes), hours(most)));
    let visits =
        included.visits.map(|most| of(td_string!(language, contracts.visits), visits(used.visits), visits(most)));
    hours.into_iter().chain(visits).collect()
}

fn sites(language: Locale, contract: &Contract) -> String {
    match contract.sites.as_slice() {
        [] => td_string!(language, coverage.sites_all).to_owned(),
        sites => listed(language, sites),
    }
}
