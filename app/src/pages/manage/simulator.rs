//! `/manage/simulator`: a policy tried out. What is assumed stands in the address, so that a trial can be sent to somebody.

use super::outcome::Outcome;
use super::scenario::ScenarioFields;
use crate::api::manage::{Trial, simulate};
use crate::frame::{said, use_language};
use crate::i18n::td_string;
use crate::problem::Problem;
use crate::ui::{Card, FormProblem, Select, Submit, loaded};
use crate::wire::fetched;
use domain::refusal::Refusal;
use domain::simulation::ScenarioDraft;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form and what comes of it.
#[component]
pub fn SimulatorPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, manage.simulator);
    let query = use_query_map();
    let draft = Memo::new(move |_| {
        query.with(|query| {
            let said = |name: &str| query.get(name).unwrap_or_default();
            ScenarioDraft {
                policy: said("policy"),
                severity: said("severity"),
                kind: said("kind"),
                opened: said("opened"),
                paused_from: said("paused_from"),
                paused_until: said("paused_until"),
                restored: said("restored"),
            }
        })
    });
    let found = fetched(move || draft.get(), simulate);
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <p class="soft">{td_string!(language, manage.simulator_about)}</p>
        {loaded(found, |trial: Trial| view! { <Tried trial=trial /> }.into_any())}
    }
    .into_any()
}

#[component]
fn Tried(trial: Trial) -> impl IntoView {
    let language = use_language();
    let Trial { policies, draft, simulation, flaws } = trial;
    let policies = policies.iter().map(|(id, name)| (id.clone(), said(language, name))).collect();
    let problem = (!flaws.is_empty()).then(|| Problem::Refused(Refusal::Flawed(flaws.clone())));
    let flaws = Signal::stored(flaws);
    view! {
        <div class="simulator">
            <Card title=td_string!(language, manage.assumed)>
                <FormProblem problem=Signal::stored(problem) />
                <form class="form simulator-form" method="get" action="/manage/simulator">
                    <Select name="policy" label=td_string!(language, manage.policy) options=policies
                        chosen=draft.policy.clone() flaws=flaws />
                    <ScenarioFields draft=draft flaws=flaws />
                    <Submit label=td_string!(language, manage.try_out) />
                </form>
            </Card>
            {simulation.map(|simulation| view! { <Outcome simulation=simulation /> })}
        </div>
    }
    .into_any()
}
