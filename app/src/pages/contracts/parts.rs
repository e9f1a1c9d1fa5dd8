//! The parts of a contract's page.

use crate::frame::{said, use_viewer, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::field::described_by;
use crate::ui::parked::flaws_of;
use crate::ui::severity::Mark;
use crate::ui::{Card, Fact, FactList, FormProblem, Look, Parking, Submit, address, moment};
use crate::words;
use domain::Moment;
use domain::case::sheet::Attachment;
use domain::clock::Target;
use domain::contract::event::ContractEvent;
use domain::contract::sheet::PromiseRow;
use domain::contract::{Contract, ContractSheet, Terms};
use domain::person::Bilingual;
use domain::policy::Limit;
use leptos::prelude::*;

/// Severity by severity: what within which time, and in which hours it counts.
pub(super) fn promises(language: Locale, rows: Vec<PromiseRow>) -> AnyView {
    if rows.iter().all(|row| row.targets.is_empty()) {
        return view! { <p class="soft">{td_string!(language, contracts.no_promises)}</p> }.into_any();
    }
    let target = |(target, limit, hours): (Target, Limit, Bilingual)| {
        let within = match limit {
            Limit::Minutes(0) => words::limit(language, limit),
            limit => td_string!(language, contracts.promise_within, limit = words::limit(language, limit)),
        };
        let hours = td_string!(language, contracts.promise_hours, hours = said(language, &hours));
        view! { <li>{words::target(language, target)} " " <b>{within}</b><span class="soft">{hours}</span></li> }
    };
    let row = |row: PromiseRow| {
        let targets = row.targets.into_iter().map(target).collect::<Vec<_>>();
        view! {
            <li>
                <p><Mark severity=row.level /> " " <b>{said(language, &row.name)}</b></p>
                <p class="soft">{said(language, &row.meaning)}</p>
                <ul class="bullets">{targets}</ul>
            </li>
        }
    };
    let rows = rows.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <p class="soft">{td_string!(language, contracts.promises_about)}</p>
        <ol class="contract-promises">{rows}</ol>
    }
    .into_any()
}

/// What the contract says and what is used of it; `book` stands below.
pub(super) fn terms(language: Locale, sheet: &ContractSheet, book: Option<AnyView>) -> AnyView {
    let contract = &sheet.contract;
    let used_up = contract.is_used_up().then(|| {
        view! { <p class="contract-used-up"><b>{td_string!(language, contracts.used_up)}</b></p> }
    });
    let facts = facts(language, sheet);
    view! {
        <Card title=td_string!(language, contracts.facts)>
            <FactList facts=facts />
            {used_up}
            {book}
        </Card>
    }
    .into_any()
}

fn facts(language: Locale, sheet: &ContractSheet) -> Vec<Fact> {
    let Contract { kinds, sites, terms, .. } = &sheet.contract;
    let listed = |words: &[String], none: &str| match words.is_empty() {
        true => none.to_owned(),
        false => words.join(td_string!(language, common.between)),
    };
    let kinds_said = |kinds: &[domain::case::Kind]| {
        let kinds: Vec<String> = kinds.iter().map(|kind| words::kind(language, *kind).to_owned()).collect();
        listed(&kinds, td_string!(language, contracts.metered_hint_none))
    };
    let everything = td_string!(language, contracts.everything);
    let devices = td_string!(language, coverage.devices_some, count = sheet.asset_count);
    let mut facts = vec![
        Fact::text(td_string!(language, contracts.policy), said(language, &sheet.policy_name)),
        Fact::text(td_string!(language, contracts.kinds), kinds_said(kinds)),
        Fact::text(td_string!(language, contracts.assets), devices),
        Fact::text(td_string!(language, contracts.sites), listed(sites, everything)),
    ];
    for (term, words) in [
        (td_string!(language, contracts.product_lines), &terms.product_lines),
        (td_string!(language, contracts.applications), &terms.applications),
    ] {
        facts.extend((!words.is_empty()).then(|| Fact::text(term, listed(words, everything))));
    }
    let contacts = listed(&terms.contacts, td_string!(language, contracts.everybody));
    facts.push(Fact::text(td_string!(language, contracts.contacts), contacts));
    facts.push(excluded(language, terms));
    facts.extend(used(language, &sheet.contract));
    if terms.included.minutes.is_some() || terms.included.visits.is_some() {
        facts.push(Fact::text(td_string!(language, contracts.metered), kinds_said(&terms.included.kinds)));
    }
    let rates = terms.rates.map(|rates| words::rates(language, &rates));
    let rates = rates.unwrap_or_else(|| td_string!(language, contracts.rates_company).to_owned());
    facts.push(Fact::text(td_string!(language, contracts.rates), rates));
    facts
}

/// What it does not cover, one a line.
pub(crate) fn excluded(language: Locale, terms: &Terms) -> Fact {
    let lines = words::excluded(language, terms).into_iter().map(|line| view! { <li>{line}</li> });
    let lines = lines.collect::<Vec<_>>();
    Fact::view(td_string!(language, contracts.exclusions), view! { <ul class="bullets">{lines}</ul> }.into_any())
}

/// Hours and visits: what is used of what is included.
fn used(language: Locale, contract: &Contract) -> [Fact; 2] {
    let (included, used) = (&contract.terms.included, contract.used);
    let of = |used: String, most: Option<String>| {
        let most = most.unwrap_or_else(|| td_string!(language, contracts.unlimited).to_owned());
        td_string!(language, contracts.used_of, used = used, most = most)
    };
    let hours = |minutes: i64| words::used(language, Some(minutes), None);
    let visits = |visits: i64| words::used(language, None, Some(visits));
    [
        Fact::text(td_string!(language, contracts.hours), of(hours(used.minutes), included.minutes.map(hours))),
        Fact::text(td_string!(language, contracts.visits), of(visits(used.visits), included.visits.map(visits))),
    ]
}

/// The first devices it covers: serial number, title and site.
pub(super) fn assets(language: Locale, assets: Vec<(String, String, String)>) -> AnyView {
    if assets.is_empty() {
        return view! { <p class="soft">{td_string!(language, contracts.assets_empty)}</p> }.into_any();
    }
    let count = assets.len();
    let more = (count >= 50).then(|| {
        view! { <p class="soft">{td_string!(language, contracts.assets_more, n = count as u64)}</p> }
    });
    let line = |(serial, title, site): (String, String, String)| {
        let href = format!("/assets/{}", address::in_query(&serial));
        view! { <li><a href=href>{title}</a> <span class="soft serial">{serial} " · " {site}</span></li> }
    };
    let lines = assets.into_iter().map(line).collect::<Vec<_>>();
    view! { <ul class="contract-assets">{lines}</ul>{more} }.into_any()
}

/// Documents to download; managers add to them.
pub(super) fn documents(
    language: Locale,
    number: &str,
    documents: Vec<Attachment>,
    may_add: bool,
    parking: &Parking,
) -> AnyView {
    let line = |file: Attachment| {
        let (href, size) = (format!("/files/{}", file.id), moment::bytes(file.size_bytes));
        view! { <li><a href=href download="">{file.name}</a> <span class="soft">{size}</span></li> }
    };
    let none =
        documents.is_empty().then(|| view! { <p class="soft">{td_string!(language, contracts.documents_empty)}</p> });
    let lines = documents.into_iter().map(line).collect::<Vec<_>>();
    let add = may_add.then(|| add_document(language, number, &parking.only_if("act", "document")));
    view! {
        <Card title=td_string!(language, contracts.documents)>
            {none}
            <ul class="contract-assets">{lines}</ul>
            {add}
        </Card>
    }
    .into_any()
}

fn add_document(language: Locale, number: &str, parking: &Parking) -> AnyView {
    let problem = Signal::stored(parking.problem());
    let flaw = crate::ui::field::flaw_of(flaws_of(problem), "files");
    let hint = td_string!(language, contracts.document_hint);
    let describedby = described_by("files", hint, flaw);
    view! {
        <details class="act" open=parking.is_some()>
            <summary>{td_string!(language, contracts.document_add)}</summary>
            <form class="form" method="post" enctype="multipart/form-data" action=address::contract(number) + "/documents">
                <input type="hidden" name="act" value="document" />
                <FormProblem problem=problem />
                <crate::ui::Field id="files" label=td_string!(language, contracts.document_file) hint=hint flaw=flaw>
                    <input class="control" id="files" type="file" name="files" aria-describedby=describedby />
                </crate::ui::Field>
                <Submit label=td_string!(language, contracts.document_add) look=Look::Secondary />
            </form>
        </details>
    }
    .into_any()
}

/// What happened to it, the newest first.
pub(super) fn history(language: Locale, events: Vec<ContractEvent>, now: Moment) -> AnyView {
    if events.is_empty() {
        return view! { <p class="soft">{td_string!(language, contracts.history_empty)}</p> }.into_any();
    }
    let (zone, reader) = (use_zone(), use_viewer().person().map(|person| person.id));
    let line = |event: ContractEvent| {
        let told = words::contract_happening(language, &event, reader);
        let at = moment::moment(language, &zone, now, event.at);
        let quotes = told.quotes.into_iter().map(|quote| view! { <span>{quote}</span> }).collect::<Vec<_>>();
        view! {
            <li>
                <span><b>{told.who}</b> " " {told.did}</span>
                {quotes}
                <time class="soft" datetime=moment::rfc3339(event.at)>{at}</time>
            </li>
        }
    };
    let lines = events.into_iter().map(line).collect::<Vec<_>>();
    view! { <ol class="policy-versions">{lines}</ol> }.into_any()
}
