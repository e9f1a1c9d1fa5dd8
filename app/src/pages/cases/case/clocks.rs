//! The countdowns of a case: what is due next as the hero, the others beside it, each with its why.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::{Countdown, Size, Why};
use domain::Moment;
use domain::case::sheet::CaseSheet;
use domain::clock::{Background, Reading};
use leptos::prelude::*;

#[component]
pub fn Clocks(sheet: CaseSheet) -> impl IntoView {
    let language = use_language();
    let background = Background::of(&sheet.case);
    let explained = |reading: &Reading| {
        let of_target = sheet.explanations.iter().find(|explanation| explanation.target == reading.target);
        Why { explanation: of_target.cloned(), background: background.clone() }
    };
    let (hero, others) = hero_first(sheet.readings.clone(), sheet.now);
    if hero.is_none() && others.is_empty() {
        return view! { <p class="card soft">{td_string!(language, cases.no_clocks)}</p> }.into_any();
    }
    let hero = hero.map(|reading| view! { <Countdown why=explained(&reading) reading=reading size=Size::Hero /> });
    let others = others.into_iter().map(|reading| view! { <Countdown why=explained(&reading) reading=reading /> });
    let others = others.collect::<Vec<_>>();
    view! {
        <section class="card clocks" aria-label=td_string!(language, cases.clocks)>
            {hero}
            {others}
        </section>
    }
    .into_any()
}

/// The most urgent open reading, and the others in their order; no hero when nothing is to be met any more.
fn hero_first(mut readings: Vec<Reading>, now: Moment) -> (Option<Reading>, Vec<Reading>) {
    let open = (0..readings.len()).filter(|index| readings[*index].is_open());
    let hero = open.min_by_key(|index| readings[*index].urgency(now)).map(|index| readings.remove(index));
    (hero, readings)
}
