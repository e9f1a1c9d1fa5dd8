//! What is known of a device: its contracts, its configuration sheet, the parts of its cases.

use crate::frame::{said, use_language, use_zone};
use crate::i18n::td_string;
use crate::pages::inspections::{outcome, tone};
use crate::ui::{Card, Fact, FactList, address, moment};
use crate::words;
use domain::asset::{ContractLine, Part, configuration};
use domain::contract::Standing;
use domain::inspection::AssetFinding;
use leptos::prelude::*;

#[component]
pub fn Contracts(contracts: Vec<ContractLine>) -> impl IntoView {
    let language = use_language();
    let lines = contracts.into_iter().map(|line| {
        let tone = if matches!(line.standing, Standing::InForce { .. }) { "good" } else { "plain" };
        let period = td_string!(
            language,
            coverage.period,
            from = moment::date(line.starts_on),
            until = moment::date(line.ends_on)
        );
        let all = (!line.named).then(|| format!(" · {}", td_string!(language, assets.whole_organisation)));
        view! {
            <li>
                <a href=address::contract(&line.number)><b>{line.number.clone()}</b></a>
                <span class="soft">{said(language, &line.policy_name)} " · " {period} {all}</span>
                <span class="standing" data-tone=tone>{words::standing(language, line.standing)}</span>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="soft">{td_string!(language, assets.contracts_none)}</p> }.into_any()
    } else {
        view! { <ul class="contract-lines">{lines}</ul> }.into_any()
    };
    view! { <Card title=td_string!(language, assets.contracts)>{list}</Card> }.into_any()
}

#[component]
pub fn Configuration(text: String) -> impl IntoView {
    let language = use_language();
    let facts: Vec<Fact> = configuration(&text).into_iter().map(|(term, value)| Fact::text(term, value)).collect();
    let list = if facts.is_empty() {
        view! { <p class="soft">{td_string!(language, assets.configuration_none)}</p> }.into_any()
    } else {
        view! { <FactList facts=facts /> }.into_any()
    };
    view! { <Card title=td_string!(language, assets.configuration)>{list}</Card> }.into_any()
}

#[component]
pub fn Findings(findings: Vec<AssetFinding>) -> impl IntoView {
    let language = use_language();
    let lines = findings.into_iter().map(|finding| {
        view! {
            <li>
                <a href=address::inspection(&finding.number)><b>{moment::date(finding.inspected_on)}</b></a>
                <span class="said">{finding.words}</span>
                <span class="standing" data-tone=tone(finding.outcome)>{outcome(language, finding.outcome)}</span>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="soft">{td_string!(language, inspections.none_yet)}</p> }.into_any()
    } else {
        view! { <ul class="contract-lines">{lines}</ul> }.into_any()
    };
    view! { <Card title=td_string!(language, inspections.of_device)>{list}</Card> }.into_any()
}

#[component]
pub fn Parts(parts: Vec<Part>) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let lines = parts.into_iter().map(|part| {
        let what = match part.replaced {
            true => td_string!(language, assets.part_replaced),
            false => td_string!(language, assets.part_needed),
        };
        view! {
            <li>
                <b>{moment::date(zone.local(part.at).date())} " · " {what}</b>
                <span class="said">{part.words}</span>
                <a href=address::case(&part.number)>{part.number.clone()}</a>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="soft">{td_string!(language, assets.parts_none)}</p> }.into_any()
    } else {
        view! { <ul class="contract-lines">{lines}</ul> }.into_any()
    };
    view! { <Card title=td_string!(language, assets.parts)>{list}</Card> }.into_any()
}
