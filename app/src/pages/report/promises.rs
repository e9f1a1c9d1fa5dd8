//! What the policy promises for the chosen severity, before anything is sent.

use super::filling::Filling;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::words;
use domain::clock::Target;
use domain::policy::Promise;
use leptos::prelude::*;

fn within(language: Locale, target: Target) -> &'static str {
    match target {
        Target::Respond => td_string!(language, report.within_respond),
        Target::Quote => td_string!(language, report.within_quote),
        Target::OnSite => td_string!(language, report.within_on_site),
        Target::Restore => td_string!(language, report.within_restore),
        Target::PartReplaced => td_string!(language, report.within_part_replaced),
        Target::Resolve => td_string!(language, report.within_resolve),
        Target::AnalysisReport => td_string!(language, report.within_analysis_report),
        // No policy promises a follow-up.
        Target::CrisisUpdate | Target::FollowUp => td_string!(language, report.within_crisis_update),
    }
}

/// Which hours count; a list that mixes them says nothing, the case page explains each.
fn hours(language: Locale, promises: &[Promise]) -> Option<&'static str> {
    let always = promises.iter().filter(|promise| promise.hours == "7x24").count();
    if always == promises.len() {
        Some(td_string!(language, report.hours_always))
    } else {
        (always == 0).then(|| td_string!(language, report.hours_calendar))
    }
}

/// The promises, once coverage is known and a severity chosen.
#[component]
pub fn Promises(filling: Filling) -> impl IntoView {
    let language = use_language();
    let promised = Memo::new(move |_| {
        let severity = filling.form.with(|form| form.severity())?;
        let kind = filling.form.with(|form| form.kind());
        filling.coverage.answer.with(|answer| {
            let answer = answer.as_ref()?;
            let promises = answer.policy.promises_for(severity, kind, answer.coverage.verdict);
            Some(promises.into_iter().cloned().collect::<Vec<Promise>>())
        })
    });
    let line = move |promise: Promise| {
        view! {
            <li>
                <b>{words::limit(language, promise.limit())}</b>
                <span>{within(language, promise.target)}</span>
            </li>
        }
    };
    let shown = move || match promised.get() {
        None => ().into_any(),
        Some(promises) if promises.is_empty() => {
            view! { <p class="field-hint">{td_string!(language, report.promises_none)}</p> }.into_any()
        }
        Some(promises) => {
            let hours = hours(language, &promises).map(|hours| view! { <p class="field-hint">{hours}</p> });
            let lines = promises.into_iter().map(line).collect::<Vec<_>>();
            view! {
                <ul class="promises" aria-label=td_string!(language, report.promises_title)>{lines}</ul>
                {hours}
            }
            .into_any()
        }
    };
    view! { <div aria-live="polite">{shown}</div> }
}
