//! The countdown: the hero of every page. What it shows is [`Reading::at`], the function the server's workers use. Each
//! state is told by its words and its numerals' form, colour only follows.

mod explanation;
mod face;

pub use face::{Shown, show};

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::now::use_clock;
use crate::words;
use domain::clock::Reading;
use explanation::Explanation;

pub use explanation::Why;
use leptos::prelude::*;

/// How large a countdown is: 56, 30 or 26 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Hero,
    #[default]
    Normal,
    /// Numerals and due moment only, for lists.
    Row,
}

impl Size {
    fn class(self) -> &'static str {
        match self {
            Size::Hero => "countdown countdown-hero",
            Size::Normal => "countdown",
            Size::Row => "countdown countdown-row",
        }
    }
}

/// One reading, ticking, with its why on demand: under the countdown, in a row behind it. Put in a page that has provided
/// the clock ([`crate::now`]).
#[component]
pub fn Countdown(
    reading: Reading,
    #[prop(optional)] size: Size,
    /// What the server knows beside the reading; without it the reading explains itself.
    #[prop(optional)]
    why: Why,
) -> impl IntoView {
    let (language, clock) = (use_language(), use_clock());
    let zone = use_zone();
    let row = size == Size::Row;
    let target = words::target(language, reading.target);
    let explained = view! { <Explanation reading=reading.clone() why=why /> };
    let shown = Memo::new(move |_| show(language, &zone, &reading, clock.now(), row));
    let state = move || shown.with(|shown| shown.state);
    let face = view! {
        <time role="timer" class="countdown-face" datetime=move || shown.with(|shown| shown.datetime.clone())>
            {move || shown.with(|shown| shown.face.clone())}
        </time>
    };
    let due = move || shown.with(|shown| shown.due.clone());
    if row {
        let how = td_string!(language, clock.how_counted);
        return view! {
            <details class=size.class() data-state=state>
                <summary title=how>{face}<span class="countdown-due">{due}</span></summary>
                {explained}
            </details>
        }
        .into_any();
    }
    view! {
        <div class=size.class() data-state=state>
            <p class="countdown-head">
                <span>{target}</span>
                <span class="countdown-standing">{move || shown.with(|shown| shown.standing)}</span>
            </p>
            {face}
            <svg class="countdown-bar" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="countdown-bar-whole" width="1000" height="4" />
                <rect class="countdown-bar-gone" width=move || shown.with(|shown| shown.elapsed_permille) height="4" />
            </svg>
            <p class="countdown-due">{due}</p>
            <details class="countdown-why">
                <summary>{td_string!(language, clock.how_counted)}</summary>
                {explained}
            </details>
        </div>
    }
    .into_any()
}
