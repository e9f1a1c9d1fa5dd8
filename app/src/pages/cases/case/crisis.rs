//! The crisis (危急情况, domain.md §6) on top of the case: why, who handles it, how things stand, and the countdown of the
//! update that is owed next. The customer follows it here.

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::{Countdown, Fact, FactList, moment};
use crate::words;
use domain::Moment;
use domain::case::crisis::Crisis;
use domain::case::sheet::CaseSheet;
use leptos::prelude::*;

/// Nothing unless a crisis is on. `acts`: what staff can do about it.
#[component]
pub fn CrisisCard(sheet: CaseSheet, acts: Option<AnyView>) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    sheet.case.crisis_on().cloned().map(|crisis| {
        let since = moment::moment(language, &zone, sheet.now, crisis.since);
        let countdown = sheet.crisis_reading.clone().map(|reading| view! { <Countdown reading=reading /> }.into_any());
        let facts = facts_of(&crisis, sheet.now);
        view! {
            <section class="card crisis" aria-labelledby="crisis">
                <header class="crisis-head">
                    <h2 id="crisis">{td_string!(language, crisis.title)}</h2>
                    <p class="soft">{td_string!(language, crisis.since, at = since)}</p>
                </header>
                <div class="crisis-body">
                    {countdown}
                    <FactList facts=facts />
                </div>
                <p class="soft">{td_string!(language, crisis.duty)}</p>
                {acts}
            </section>
        }
        .into_any()
    })
}

fn facts_of(crisis: &Crisis, now: Moment) -> Vec<Fact> {
    let (language, zone) = (use_language(), use_zone());
    let force = match &crisis.task_force {
        Some(force) => words::task_force(language, force),
        None => td_string!(language, crisis.no_task_force).to_owned(),
    };
    let latest = match crisis.updates.last() {
        Some(update) => {
            let at = moment::moment(language, &zone, now, update.at);
            let who = update.by.as_ref().map(|person| person.name.clone()).unwrap_or_default();
            let told = td_string!(language, crisis.updated, at = at, who = who);
            view! { <span class="crisis-words">{update.words.clone()}</span> <span class="soft">{told}</span> }
                .into_any()
        }
        None => td_string!(language, crisis.no_update).into_any(),
    };
    vec![
        Fact::text(td_string!(language, crisis.why), crisis.words.clone()),
        Fact::text(td_string!(language, crisis.task_force), force),
        Fact::view(td_string!(language, crisis.last_update), latest),
    ]
}
