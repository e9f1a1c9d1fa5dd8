//! What stands beside the history: coverage with its why, whom to call, attachments, articles.

use crate::frame::{said, use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::{Card, Fact, FactList, address, moment};
use crate::words;
use domain::Moment;
use domain::access::Action;
use domain::case::Case;
use domain::case::sheet::{Attachment, CaseSheet};
use domain::case::stage::Stage;
use domain::coverage::{Coverage, Verdict};
use domain::knowledge::ArticleHit;
use domain::person::{Bilingual, OrganisationRef};
use leptos::prelude::*;

/// `decision`: where staff decide whether a contract covers the case.
#[component]
pub fn Aside(sheet: CaseSheet, decision: Option<AnyView>) -> impl IntoView {
    let language = use_language();
    let record = (sheet.case.stage >= Stage::Confirmation).then(|| {
        let href = address::record(&sheet.case.opening.number);
        view! { <p class="links"><a href=href>{td_string!(language, cases.record_link)}</a></p> }
    });
    let beside = sheet.may.contains(&Action::AttachArticle).then(|| {
        let href = format!("/kb/case/{}", sheet.case.opening.number);
        view! { <p class="links"><a href=href>{td_string!(language, cases.articles_beside)}</a></p> }
    });
    let quote = sheet.case.quote.as_ref().map(|_| {
        let href = address::quote(&sheet.case.opening.number);
        view! { <p class="links"><a href=href>{td_string!(language, cases.quote_link)}</a></p> }
    });
    let follow_up = sheet.follow_up.map(|id| {
        let name = sheet.case.opening.organisation.name.clone();
        let label = td_string!(language, follow_ups.one, name = name);
        view! { <p class="links"><a href=format!("/manage/follow-ups/{id}")>{label}</a></p> }
    });
    view! {
        <aside class="case-aside">
            <CoverageCard coverage=sheet.case.coverage().clone() case=sheet.case.clone() policy_name=sheet.policy_name
                decision=decision />
            <Contacts archive=sheet.may.contains(&Action::SeeArchive) case=sheet.case
                engineer_phone=sheet.engineer_phone hotline=sheet.hotline />
            <Attachments attachments=sheet.attachments now=sheet.now />
            <Articles articles=sheet.articles />
            {beside}
            {follow_up}
            {quote}
            {record}
        </aside>
    }
    .into_any()
}

#[component]
fn CoverageCard(coverage: Coverage, case: Case, policy_name: Bilingual, decision: Option<AnyView>) -> impl IntoView {
    let language = use_language();
    let mark = match coverage.verdict {
        Verdict::Covered => ("good", "✓ "),
        Verdict::AdviceOnly | Verdict::Billable => ("warning", "◇ "),
        Verdict::NeedsDecision => ("plain", "? "),
    };
    let mut facts = Vec::new();
    if let Some(by) = &coverage.covered_by {
        let (href, number) = (address::contract(&by.contract), by.contract.clone());
        let link = view! { <a href=href>{number}</a> }.into_any();
        facts.push(Fact::view(td_string!(language, cases.contract), link));
        let until = td_string!(language, cases.until, day = moment::date(by.ends_on));
        facts.push(Fact::text(td_string!(language, cases.valid_until), until));
    }
    facts.extend(device(&case));
    if !policy_name.chinese.is_empty() {
        facts.push(Fact::text(td_string!(language, cases.service), said(language, &policy_name)));
    }
    let reasons = coverage.reasons.iter().map(|reason| view! { <li>{words::reason(language, reason)}</li> });
    let reasons = reasons.collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, cases.coverage)>
            <p class="case-verdict" data-tone=mark.0><span aria-hidden="true">{mark.1}</span>{words::verdict(language, coverage.verdict)}</p>
            <p class="soft">{words::what_then(language, coverage.verdict)}</p>
            {coverage.rates.map(|rates| {
                let rates = words::rates(language, &rates);
                view! { <p class="soft">{td_string!(language, words.rates_line, rates = rates)}</p> }
            })}
            <FactList facts=facts />
            <p class="fact-title">{td_string!(language, cases.why)}</p>
            <ul class="reasons">{reasons}</ul>
            {decision}
        </Card>
    }
    .into_any()
}

fn device(case: &Case) -> Vec<Fact> {
    let language = use_language();
    let product = &case.opening.product;
    let mut facts = Vec::new();
    if !product.name.is_empty() {
        facts.push(Fact::text(td_string!(language, cases.device), product.name.clone()));
    }
    if !product.serial.is_empty() {
        let serial = product.serial.clone();
        let shown = match product.asset_id {
            Some(_) => view! { <a href=address::asset(&serial)>{serial.clone()}</a> }.into_any(),
            None => serial.into_any(),
        };
        facts.push(Fact::view(td_string!(language, cases.serial), shown));
    }
    if !product.site.is_empty() {
        facts.push(Fact::text(td_string!(language, cases.site), product.site.clone()));
    }
    facts
}

fn call(phone: &str) -> AnyView {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    view! { <a href=format!("tel:{digits}")>{phone.to_owned()}</a> }.into_any()
}

#[component]
fn Contacts(case: Case, archive: bool, engineer_phone: String, hotline: String) -> impl IntoView {
    let language = use_language();
    let contact = case.opening.contact;
    let mut facts = Vec::new();
    if let Some(engineer) = case.assignee {
        let phone = (!engineer_phone.is_empty()).then(|| call(&engineer_phone));
        let shown = view! { <span class="spaced">{engineer.name}</span> {phone} }.into_any();
        facts.push(Fact::view(td_string!(language, cases.engineer_term), shown));
    }
    if !hotline.is_empty() {
        facts.push(Fact::view(td_string!(language, cases.hotline_term), call(&hotline)));
    }
    let OrganisationRef { id, name } = case.opening.organisation;
    let organisation = match archive {
        true => view! { <a href=format!("/organisations/{id}")>{name}</a> }.into_any(),
        false => name.into_any(),
    };
    facts.push(Fact::view(td_string!(language, cases.organisation), organisation));
    let phone = (!contact.phone.is_empty()).then(|| call(&contact.phone));
    let reporter = view! { <span class="spaced">{contact.name}</span> {phone} }.into_any();
    facts.push(Fact::view(td_string!(language, cases.contact_term), reporter));
    if !contact.email.is_empty() {
        let mail = view! { <a href=format!("mailto:{}", contact.email)>{contact.email.clone()}</a> }.into_any();
        facts.push(Fact::view(td_string!(language, cases.email), mail));
    }
    facts.push(Fact::text(td_string!(language, cases.kind), words::kind(language, case.opening.kind)));
    view! { <Card title=td_string!(language, cases.contacts)><FactList facts=facts /></Card> }.into_any()
}

#[component]
fn Attachments(attachments: Vec<Attachment>, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    (!attachments.is_empty()).then(|| {
        let files = attachments
            .into_iter()
            .map(|file| {
                let about =
                    format!("{} · {}", moment::bytes(file.size_bytes), moment::moment(language, &zone, now, file.at));
                view! {
                    <li>
                        <a href=format!("/files/{}", file.id) rel="external" download="">{file.name}</a>
                        <span class="soft">{about}</span>
                    </li>
                }
            })
            .collect::<Vec<_>>();
        view! { <Card title=td_string!(language, cases.attachments)><ul class="links">{files}</ul></Card> }
    })
}

#[component]
fn Articles(articles: Vec<ArticleHit>) -> impl IntoView {
    let language = use_language();
    (!articles.is_empty()).then(|| {
        let links = articles.into_iter().map(|article| {
            let minutes = td_string!(language, cases.minutes, n = article.minutes);
            view! {
                <li>
                    <a href=format!("/kb/{}", address::in_query(&article.slug))>{article.title}</a>
                    <span class="soft">{minutes}</span>
                </li>
            }
        });
        let links = links.collect::<Vec<_>>();
        view! { <Card title=td_string!(language, cases.articles)><ul class="links">{links}</ul></Card> }
    })
}
