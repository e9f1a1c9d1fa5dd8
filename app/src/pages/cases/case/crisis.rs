//! The crisis (危急情况, domain.md §6) on top of the case: why, who handles it, how things stand, and the countdown of the
//! update that is owed next. The customer follows it here.

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::pages::cases::actions::{ActForm, Acting, Deed, Facts};
use crate::ui::keyed::steady;
use crate::ui::{Countdown, Fact, FactList, Parking, moment};
use crate::words;
use domain::Moment;
use domain::case::crisis::Crisis;
use domain::case::sheet::CaseSheet;
use leptos::prelude::*;

/// Nothing unless a crisis is on.
#[component]
pub fn CrisisCard(sheet: CaseSheet, acting: Acting, parking: Parking) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    sheet.case.crisis_on().cloned().map(|crisis| {
        let since = moment::moment(language, &zone, sheet.now, crisis.since);
        let countdown = sheet.crisis_reading.clone().map(|reading| view! { <Countdown reading=reading /> }.into_any());
        let facts = facts_of(&crisis, sheet.now);
        let acts = acts(&sheet, acting, &parking);
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

/// Shows one form of the card.
type Show = Box<dyn Fn(&Facts, &Parking) -> AnyView + Send + Sync>;

/// The update stands open for whoever owes it; forming the task force and ending the crisis are folded.
fn acts(sheet: &CaseSheet, acting: Acting, parking: &Parking) -> Option<AnyView> {
    let (language, facts) = (use_language(), Facts::from(sheet));
    let fitting = facts.deeds(&sheet.may);
    let form = move |facts: &Facts, parking: &Parking, deed: Deed, big: bool| {
        let (facts, parking) = (facts.clone(), parking.clone());
        view! { <ActForm deed=deed facts=facts acting=acting parking=parking engineers=Vec::new() big=big /> }
            .into_any()
    };
    let shown = |deed: Deed, show: Show| {
        let (facts, parking) = (facts.clone(), parking.clone());
        steady(&(facts.number.clone(), deed.key()), move || show(&facts, &parking))
    };
    let update = fitting.contains(&Deed::UpdateCrisis).then(|| {
        shown(Deed::UpdateCrisis, Box::new(move |facts, parking| form(facts, parking, Deed::UpdateCrisis, true)))
    });
    let folded = [Deed::FormTaskForce, Deed::EndCrisis].into_iter().filter(|deed| fitting.contains(deed));
    let folded = folded.map(|deed| {
        let fold = move |facts: &Facts, parking: &Parking| {
            let open = parking.only_if("act", deed.key()).is_some();
            let form = form(facts, parking, deed, false);
            view! { <details class="act" open=open><summary>{deed.label(language)}</summary>{form}</details> }
                .into_any()
        };
        shown(deed, Box::new(fold))
    });
    let folded: Vec<_> = folded.collect();
    (update.is_some() || !folded.is_empty()).then(|| {
        view! { <div class="acts"><div class="next-act">{update}</div><div class="more-acts">{folded}</div></div> }
            .into_any()
    })
}
