//! The way back, the title, and the case in one line.

use crate::frame::{use_language, use_viewer, use_zone};
use crate::i18n::td_string;
use crate::ui::{SeverityMark, StagePath, moment};
use crate::words;
use domain::Moment;
use domain::case::Case;
use domain::person::Role;
use leptos::prelude::*;

#[component]
pub fn Head(case: Case, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let (href, back) = match use_viewer().person().map(|person| person.role) {
        Some(Role::Engineer) => ("/queue", td_string!(language, common.queue)),
        Some(role) if role.is_customer() => ("/cases", td_string!(language, common.my_cases)),
        _ => ("/cases", td_string!(language, common.all_cases)),
    };
    let engineer = match &case.assignee {
        Some(engineer) => td_string!(language, cases.engineer, name = engineer.name),
        None => td_string!(language, cases.nobody).to_owned(),
    };
    let at = moment::moment(language, &zone, now, case.opened_at);
    let opened = td_string!(language, cases.opened, at = at, origin = words::origin(language, case.opening.origin));
    view! {
        <header class="case-head">
            <p class="case-way">
                <a href=href>"‹ "{back}</a>
                <span class="soft">{case.opening.number}</span>
            </p>
            <h1>{case.opening.title}</h1>
            <p class="case-facts">
                <SeverityMark severity=case.severity full=true />
                <span>{words::stage(language, case.stage)}</span>
                <span>{engineer}</span>
                <span>{opened}</span>
            </p>
            <StagePath stage=case.stage />
        </header>
    }
    .into_any()
}
