//! The coverage decision as a box: the verdict as a word and a mark, why, and what happens then.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::words;
use domain::coverage::{Coverage, Verdict};
use leptos::prelude::*;

fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => "covered",
        Verdict::AdviceOnly => "advice_only",
        Verdict::Billable => "billable",
        Verdict::NeedsDecision => "needs_decision",
    }
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => "✓",
        Verdict::AdviceOnly => "i",
        Verdict::Billable => "¥",
        Verdict::NeedsDecision => "?",
    }
}

/// The verdict, every reason, and what then. `about` names the device, when it is known.
#[component]
pub fn VerdictBox(coverage: Coverage, #[prop(optional, into)] about: String) -> impl IntoView {
    let language = use_language();
    let verdict = coverage.verdict;
    let mut reasons = coverage.reasons.iter().map(|reason| words::reason(language, reason));
    let first = reasons.next().unwrap_or_default();
    let others = reasons.map(|reason| view! { <li>{reason}</li> }).collect::<Vec<_>>();
    let then = words::what_then(language, verdict);
    let rates =
        coverage.rates.map(|rates| td_string!(language, words.rates_line, rates = words::rates(language, &rates)));
    let about = if about.is_empty() { then.to_owned() } else { format!("{about} · {then}") };
    view! {
        <div class="verdict" data-verdict=key(verdict)>
            <p class="verdict-word">
                <span class="verdict-mark" aria-hidden="true">{mark(verdict)}</span>
                <b>{words::verdict(language, verdict)}</b>
                " · "
                {first}
            </p>
            {(!others.is_empty()).then(|| view! { <ul class="verdict-reasons">{others}</ul> })}
            <p class="verdict-then">{about}</p>
            {rates.map(|rates| view! { <p class="verdict-then">{rates}</p> })}
        </div>
    }
}
