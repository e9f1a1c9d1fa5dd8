//! `/manage/simulator`: a policy tried out. What is assumed stands in the address, so that a trial can be sent to somebody.

use crate::api::notices::simulate;
use crate::frame::{use_frame, use_language, use_zone};
use crate::i18n::td_string;
use crate::problem::Problem;
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, Select, Submit, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::simulation::{Mark, Occurrence, ScenarioDraft, SimulatedTarget, Simulation};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The policies that ship with the program.
const POLICIES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// The form and what comes of it.
#[component]
pub fn SimulatorPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, manage.simulator);
    let (zone, now) = (use_zone(), use_frame().now);
    let query = use_query_map();
    let draft = Memo::new(move |_| {
        query.with(|query| {
            let said = |name: &str, otherwise: &str| query.get(name).unwrap_or_else(|| otherwise.to_owned());
            ScenarioDraft {
                policy: said("policy", "a"),
                severity: said("severity", "1"),
                kind: said("kind", Kind::Fault.key()),
                opened: said("opened", &zone.local(now).format("%Y-%m-%dT%H:%M").to_string()),
                paused_from: said("paused_from", ""),
                paused_until: said("paused_until", ""),
                restored: said("restored", ""),
            }
        })
    });
    // What is wrong with the fields belongs to the page, not in its place.
    let found = fetched(
        move || draft.get(),
        |draft| async move {
            match simulate(draft).await {
                Err(problem) if problem.flaws().is_empty() => Err(problem),
                answer => Ok(answer),
            }
        },
    );
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <p class="soft">{td_string!(language, manage.simulator_about)}</p>
        {loaded(found, move |answer: Result<Simulation, Problem>| {
            view! { <Tried draft=draft.get_untracked() answer=answer /> }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn Tried(draft: ScenarioDraft, answer: Result<Simulation, Problem>) -> impl IntoView {
    let (shown, problem) = match answer {
        Ok(simulation) => (Some(view! { <Outcome simulation=simulation /> }), None),
        Err(problem) => (None, Some(problem)),
    };
    let problem = Signal::stored(problem);
    view! {
        <div class="simulator">
            <Assumed draft=draft problem=problem />
            {shown}
        </div>
    }
    .into_any()
}

#[component]
fn Assumed(draft: ScenarioDraft, problem: Signal<Option<Problem>>) -> impl IntoView {
    let language = use_language();
    let flaws = flaws_of(problem);
    let policies = POLICIES.map(|id| (id.to_owned(), id.to_uppercase()));
    let severities =
        Severity::ALL.map(|level| (level.level().to_string(), words::severity(language, level).to_owned()));
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), words::kind(language, kind).to_owned()));
    let moment_field = move |name: &'static str, label: &'static str, value: String| {
        let wrong = Signal::derive(move || flaws.with(|flaws| flaws.iter().any(|flaw| flaw.field == name)));
        view! {
            <div class="field" data-flawed=move || wrong.get().then_some("true")>
                <label class="field-label" for=name>{label}</label>
                <input class="control" type="datetime-local" id=name name=name value=value
                    aria-invalid=move || wrong.get().then_some("true") />
            </div>
        }
    };
    view! {
        <Card title=td_string!(language, manage.assumed)>
            <FormProblem problem=problem />
            <form class="form simulator-form" method="get" action="/manage/simulator">
                <Select name="policy" label=td_string!(language, manage.policy) options=policies.to_vec() chosen=draft.policy flaws=flaws />
                <Select name="severity" label=td_string!(language, manage.severity) options=severities.to_vec() chosen=draft.severity flaws=flaws />
                <Select name="kind" label=td_string!(language, manage.kind) options=kinds.to_vec() chosen=draft.kind flaws=flaws />
                {moment_field("opened", td_string!(language, manage.opened), draft.opened)}
                {moment_field("paused_from", td_string!(language, manage.paused_from), draft.paused_from)}
                {moment_field("paused_until", td_string!(language, manage.paused_until), draft.paused_until)}
                {moment_field("restored", td_string!(language, manage.restored), draft.restored)}
                <Submit label=td_string!(language, manage.try_out) />
            </form>
        </Card>
    }
    .into_any()
}

#[component]
fn Outcome(simulation: Simulation) -> impl IntoView {
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
