//! A customer's home: what needs an answer, what runs, and the contracts.

use crate::frame::{said, use_language, use_person, use_zone};
use crate::i18n::td_string;
use crate::now::use_clock;
use crate::pages::assets::SerialCheck;
use crate::pages::work_row::WorkRow;
use crate::ui::{Card, CaseRows, EmptyState, LinkButton, Look, address, moment};
use crate::words;
use domain::case::sheet::CaseRow;
use domain::case::stage::Stage;
use domain::contract::{ContractSheet, Standing};
use domain::overview::CustomerHome;
use domain::person::Role;
use domain::survey::WaitingSurvey;
use leptos::prelude::*;

#[component]
pub fn Customer(home: CustomerHome) -> impl IntoView {
    let language = use_language();
    let name = use_person().map_or_else(String::new, |person| person.name);
    let needs_answer = (!home.needs_answer.is_empty()).then(|| {
        view! {
            <Card title=td_string!(language, home.needs_answer) class="rows-card calls">
                <ul class="rows">{home.needs_answer.into_iter().map(asked).collect::<Vec<_>>()}</ul>
            </Card>
        }
    });
    let news = (!home.news.is_empty()).then(|| {
        let line = |(id, title): (i64, String)| {
            view! { <li class="row"><a class="row-title" href=format!("/announcements/{id}")>{title}</a></li> }
        };
        let lines = home.news.into_iter().map(line).collect::<Vec<_>>();
        view! { <Card title=td_string!(language, home.news) class="rows-card"><ul class="rows">{lines}</ul></Card> }
    });
    let surveys = (!home.surveys.is_empty()).then(|| {
        view! {
            <Card title=td_string!(language, sending.waiting_title) class="rows-card calls">
                <ul class="rows">{home.surveys.into_iter().map(waiting).collect::<Vec<_>>()}</ul>
            </Card>
        }
    });
    let open = if home.open.is_empty() {
        view! { <EmptyState title=td_string!(language, home.nothing_open) /> }.into_any()
    } else {
        view! { <CaseRows rows=home.open /> }.into_any()
    };
    view! {
        <header class="page-head">
            <h1>{td_string!(language, home.hello, name = name)}</h1>
            <LinkButton href="/cases/new" label=td_string!(language, cases.report) />
        </header>
        <div class="home-grid">
            <div class="home-main">
                {news}
                {needs_answer}
                {surveys}
                <Card title=td_string!(language, home.open) class="rows-card">
                    {open}
                    <p class="card-foot"><a href="/cases?show=all">{td_string!(language, home.all_cases)}</a></p>
                </Card>
            </div>
            <div class="home-side">
                {(!home.welcome.is_empty()).then(|| view! { <div inner_html=home.welcome></div> })}
                <div class="card"><SerialCheck /></div>
                <Contracts contracts=home.contracts />
            </div>
        </div>
    }
    .into_any()
}

/// A survey that is about no case.
fn waiting(survey: WaitingSurvey) -> AnyView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let subject = (!survey.subject.is_empty()).then(|| view! { <span>{survey.subject}</span> });
    let until = td_string!(language, sending.until, at = moment::moment(language, &zone, now, survey.expires_at));
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=survey.link.clone()>{survey.title}</a>
                <p class="row-facts">{subject}<span>{until}</span></p>
            </div>
            <LinkButton href=survey.link label=td_string!(language, sending.answer) look=Look::Secondary />
        </li>
    }
    .into_any()
}

/// A case with what is asked of the customer.
fn asked(row: CaseRow) -> AnyView {
    let language = use_language();
    let (href, label) = match row.stage {
        Stage::Confirmation => (address::record(&row.number), td_string!(language, home.ask_confirm)),
        Stage::Closed => (address::survey(&row.number), td_string!(language, home.ask_survey)),
        _ if row.awaits_quote => (address::quote(&row.number), td_string!(language, home.ask_quote)),
        _ => (address::case(&row.number), td_string!(language, home.ask_answer)),
    };
    let facts = vec![row.site.clone(), row.assignee_name.clone().unwrap_or_default(), row.number.clone()];
    view! {
        <WorkRow row=row facts=facts>
            <LinkButton href=href label=label look=Look::Secondary />
        </WorkRow>
    }
    .into_any()
}

#[component]
fn Contracts(contracts: Vec<ContractSheet>) -> impl IntoView {
    let language = use_language();
    let admin = use_person().filter(|person| person.role == Role::CustomerAdmin);
    let report = admin.and_then(|person| person.organisation).map(|own| {
        let href = format!("/organisations/{}/report", own.id);
        view! { <a href=href>{td_string!(language, satisfaction.report)}</a> }
    });
    let content = if contracts.is_empty() {
        view! { <p class="soft">{td_string!(language, home.no_contracts)}</p> }.into_any()
    } else {
        view! { <ContractLines contracts=contracts /> }.into_any()
    };
    view! {
        <Card title=td_string!(language, home.contracts)>
            {content}
            <p class="card-foot"><a href="/coverage">{td_string!(language, home.all_contracts)}</a>{report}</p>
        </Card>
    }
    .into_any()
}

/// Contracts in two lines each, for the side of a page.
#[component]
pub fn ContractLines(contracts: Vec<ContractSheet>, #[prop(optional)] organisation: bool) -> impl IntoView {
    let language = use_language();
    let lines = contracts
        .into_iter()
        .map(|sheet| {
            let tone = match sheet.standing {
                Standing::InForce { days_left: ..=90 } => "warning",
                Standing::InForce { .. } => "good",
                Standing::NotYet | Standing::Expired { .. } => "plain",
            };
            let name = said(language, &sheet.policy_name);
            let day = moment::date(sheet.contract.ends_on);
            view! {
                <li>
                    <a href=address::contract(&sheet.contract.number)><b>{sheet.contract.number.clone()}</b></a>
                    {organisation.then(|| view! { <span>{sheet.organisation_name}</span> })}
                    <span class="soft">{td_string!(language, home.contract_line, name = name, day = day)}</span>
                    <span class="standing" data-tone=tone>{words::standing(language, sheet.standing)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="contract-lines">{lines}</ul> }.into_any()
}
