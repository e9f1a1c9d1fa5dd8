//! The manager's pages: what the service clock does by itself, and the rules it goes by. Here is the page that leads to them.

pub mod calendar;
pub mod calendars;
pub mod escalations;
pub mod follow_up;
pub mod follow_ups;
pub mod import;
pub mod letters;
mod outcome;
pub mod policies;
pub mod policy;
pub mod rates;
pub mod roles;
mod scenario;
pub mod simulator;

use crate::frame::use_language;
use crate::i18n::td_string;
use leptos::prelude::*;
use leptos_meta::Title;

/// `/manage`
#[component]
pub fn ManagePage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, manage.manage);
    let places = [
        (
            "/manage/escalations",
            td_string!(language, manage.escalations),
            td_string!(language, manage.escalations_about),
        ),
        ("/satisfaction", td_string!(language, satisfaction.title), td_string!(language, satisfaction.about)),
        ("/manage/follow-ups", td_string!(language, follow_ups.title), td_string!(language, follow_ups.about)),
        ("/manage/surveys", td_string!(language, sending.title), td_string!(language, sending.about)),
        (
            "/manage/questionnaires",
            td_string!(language, questionnaires.title),
            td_string!(language, questionnaires.about),
        ),
        ("/contracts", td_string!(language, contracts.title), td_string!(language, contracts.about)),
        ("/announcements", td_string!(language, announcements.title), td_string!(language, announcements.publish)),
        ("/manage/rates", td_string!(language, rates.title), td_string!(language, rates.about)),
        ("/manage/policies", td_string!(language, policies.title), td_string!(language, policies.about)),
        ("/manage/simulator", td_string!(language, manage.simulator), td_string!(language, manage.simulator_about)),
        ("/manage/calendars", td_string!(language, calendars.title), td_string!(language, calendars.about)),
        ("/manage/roles", td_string!(language, roles.title), td_string!(language, roles.about)),
        (
            "/organisations",
            td_string!(language, archive.organisations),
            td_string!(language, archive.organisations_about),
        ),
        ("/people", td_string!(language, people.title), td_string!(language, people.about)),
        ("/inspections", td_string!(language, inspections.title), td_string!(language, inspections.about)),
        ("/assets", td_string!(language, assets.title), td_string!(language, assets.about)),
        ("/manage/import", td_string!(language, lists.title), td_string!(language, lists.about)),
        ("/manage/letters", td_string!(language, letterbox.title), td_string!(language, letterbox.about)),
    ];
    let places = places.map(|(href, name, about)| {
        view! { <li><a class="card place" href=href><b>{name}</b><span class="soft">{about}</span></a></li> }
    });
    view! {
        <Title text=title />
        <header class="page-head"><h1>{title}</h1></header>
        <ul class="places">{places.into_iter().collect::<Vec<_>>()}</ul>
    }
    .into_any()
}
