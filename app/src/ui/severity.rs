//! Severity as a shape first, a word second and a colour last: filled square, diamond, open square, open circle.

use crate::frame::use_language;
use crate::words;
use domain::case::severity::Severity;
use leptos::prelude::*;

/// The shape alone, hidden from screen readers: a word stands beside it.
#[component]
pub fn Mark(severity: Severity) -> impl IntoView {
    let shape = match severity {
        Severity::One => "M1 1h12v12H1z",
        Severity::Two => "M7 0l7 7-7 7-7-7z",
        Severity::Three => "M2 2h10v10H2z",
        Severity::Four => "M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0z",
    };
    view! {
        <svg class="severity-mark" data-severity=severity.level() viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            <path d=shape />
        </svg>
    }
    .into_any()
}

/// The mark with its word; with the impact on the business too where `full`.
#[component]
pub fn SeverityMark(severity: Severity, #[prop(optional)] full: bool) -> impl IntoView {
    let language = use_language();
    view! {
        <span class="severity">
            <Mark severity=severity />
            <b>{words::severity(language, severity)}</b>
            {full.then(|| view! { <b class="severity-impact">{words::impact(language, severity)}</b> })}
        </span>
    }
    .into_any()
}
