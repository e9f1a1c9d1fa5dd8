//! The overview of secretary, expert and manager: how things stand, what is most urgent, which contracts end.

use crate::frame::{use_language, use_person};
use crate::i18n::{Locale, td_string};
use crate::pages::home::customer::ContractLines;
use crate::ui::severity::Mark;
use crate::ui::{Card, CaseRows};
use crate::words;
use domain::access::{Action, Whose, may};
use domain::case::severity::Severity;
use domain::overview::StaffHome;
use domain::survey::Grade;
use leptos::prelude::*;

/// Used by `/` and `/manage`.
#[component]
pub fn Staff(home: StaffHome) -> impl IntoView {
    let language = use_language();
    let urgent = if home.urgent.is_empty() {
        view! { <p class="soft">{td_string!(language, home.no_urgent)}</p> }.into_any()
    } else {
        view! { <CaseRows rows=home.urgent.clone() organisation=true /> }.into_any()
    };
    let expiring = if home.expiring.is_empty() {
        view! { <p class="soft">{td_string!(language, home.no_expiring)}</p> }.into_any()
    } else {
        view! { <ContractLines contracts=home.expiring.clone() organisation=true /> }.into_any()
    };
    view! {
        <header class="page-head"><h1>{td_string!(language, home.overview)}</h1></header>
        <Counts home=home.clone() />
        <div class="home-grid">
            <div class="home-main">
                <Card title=td_string!(language, home.urgent) class="rows-card">{urgent}</Card>
            </div>
            <div class="home-side">
                <BySeverity counts=home.by_severity.clone() />
                <Satisfaction grades=home.grades />
                <Card title=td_string!(language, home.expiring)>{expiring}</Card>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Counts(home: StaffHome) -> impl IntoView {
    let language = use_language();
    let counts = [
        ("plain", home.open, td_string!(language, home.count_open), "/cases"),
        ("plain", home.unassigned, td_string!(language, home.count_unassigned), "/cases?show=new"),
        ("bad", home.breached, td_string!(language, home.count_breached), "/cases"),
        ("warning", home.at_risk, td_string!(language, home.count_at_risk), "/cases"),
        ("plain", home.awaiting_confirmation, td_string!(language, home.count_confirm), "/cases?show=confirm"),
    ];
    let counts = counts.map(|(tone, count, name, href)| {
        let tone = if count == 0 { "plain" } else { tone };
        view! {
            <li>
                <a class="count" href=href data-tone=tone>
                    <b class="count-figure">{count}</b>
                    <span>{name}</span>
                </a>
            </li>
        }
    });
    view! { <ul class="counts">{counts.into_iter().collect::<Vec<_>>()}</ul> }.into_any()
}

#[component]
fn BySeverity(counts: Vec<(Severity, i64)>) -> impl IntoView {
    let language = use_language();
    let lines = counts
        .into_iter()
        .map(|(severity, count)| {
            view! {
                <tr>
                    <th scope="row"><Mark severity=severity />" "{words::severity(language, severity)}</th>
                    <td>{count}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, home.by_severity)><table class="figures"><tbody>{lines}</tbody></table></Card>
    }
    .into_any()
}

#[component]
fn Satisfaction(grades: [i64; 4]) -> impl IntoView {
    let language = use_language();
    let all: i64 = grades.iter().sum();
    let content = match all {
        0 => view! { <p class="soft">{td_string!(language, home.no_ratings)}</p> }.into_any(),
        _ => graded(language, grades, all),
    };
    let role = use_person().map(|person| person.role);
    let may = |action| role.is_some_and(|role| may(role, action, Whose::Others));
    let ways = [
        (Action::EnterSurvey, "/manage/surveys", td_string!(language, sending.title)),
        (Action::FollowUp, "/manage/follow-ups", td_string!(language, follow_ups.title)),
    ];
    let ways = ways.into_iter().filter(|(action, ..)| may(*action));
    let ways =
        ways.map(|(_, href, name)| view! { <p class="card-foot"><a href=href>{name}</a></p> }).collect::<Vec<_>>();
    view! { <Card title=td_string!(language, home.satisfaction)>{content}{ways}</Card> }.into_any()
}

fn graded(language: Locale, grades: [i64; 4], all: i64) -> AnyView {
    let share = (grades[0] + grades[1]) * 100 / all;
    let lines = Grade::ALL
        .into_iter()
        .zip(grades)
        .map(|(grade, count)| view! { <tr><th scope="row">{words::grade(language, grade)}</th><td>{count}</td></tr> })
        .collect::<Vec<_>>();
    view! {
        <p>{td_string!(language, home.satisfied, share = share)}</p>
        <table class="figures"><tbody>{lines}</tbody></table>
    }
    .into_any()
}
