//! The path of a case through its stages.

use crate::frame::use_language;
use crate::words;
use domain::case::stage::Stage;
use leptos::prelude::*;

/// The five stages in order, the passed ones ticked, the present one marked.
#[component]
pub fn StagePath(stage: Stage) -> impl IntoView {
    let language = use_language();
    let steps = Stage::ALL
        .into_iter()
        .map(|step| {
            let standing = match step {
                passed if passed < stage || stage == Stage::Closed => "passed",
                present if present == stage => "present",
                _ => "ahead",
            };
            let current = (step == stage).then_some("step");
            view! { <li data-standing=standing aria-current=current>{words::stage(language, step)}</li> }
        })
        .collect::<Vec<_>>();
    view! { <ol class="stage-path">{steps}</ol> }.into_any()
}
