//! What comes of a policy that is tried out: the same of a saved one and of a draft.

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::{Card, moment};
use crate::words;
use domain::simulation::{Mark, Occurrence, SimulatedTarget, Simulation};
use leptos::prelude::*;

/// Due moments and the time line, with their reasons.
#[component]
pub(super) fn Outcome(simulation: Simulation) -> impl IntoView {
    let language = use_language();
    let none = simulation
        .targets
        .is_empty()
        .then(|| view! { <p class="soft">{td_string!(language, simulate.no_targets)}</p> });
    let targets = simulation.targets.into_iter().map(target).collect::<Vec<_>>();
    let line = simulation.line.into_iter().map(mark).collect::<Vec<_>>();
    let standing = simulation.standing.into_iter().map(|step| view! { <li>{words::deed(language, &step.deed)}</li> });
    let standing = standing.collect::<Vec<_>>();
    let standing = (!standing.is_empty()).then(|| {
        view! { <p class="soft">{td_string!(language, simulate.standing)}</p><ul class="bullets">{standing}</ul> }
    });
    view! {
        <div class="simulator-outcome">
            <Card title=td_string!(language, simulate.targets)>{none}<ul class="trial-targets">{targets}</ul></Card>
            <Card title=td_string!(language, simulate.line)><ol class="trial-line">{line}</ol>{standing}</Card>
        </div>
    }
    .into_any()
}

fn target(target: SimulatedTarget) -> AnyView {
    let (said, why) = words::simulated_target(use_language(), &use_zone(), &target);
    let why = why.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>();
    view! { <li><p>{said}</p><ul class="trial-why">{why}</ul></li> }.into_any()
}

fn mark(mark: Mark) -> AnyView {
    let (language, zone) = (use_language(), use_zone());
    let why = words::occurrence_because(language, &mark.what);
    let due = matches!(mark.what, Occurrence::Due { .. }).then_some("true");
    view! {
        <li data-due=due>
            <time datetime=moment::rfc3339(mark.at)>{moment::full(&zone, mark.at)}</time>
            <span>{words::occurrence(language, &mark.what)}</span>
            {(!why.is_empty()).then(|| view! { <span class="soft">{why}</span> })}
        </li>
    }
    .into_any()
}
