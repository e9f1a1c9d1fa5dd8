//! Deciding whether a contract covers the case, late or otherwise: folded under what holds now.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::parked::{flaws_of, problem_of};
use crate::ui::{FormProblem, Look, Parking, Select, Sending, SentForm, Submit, TextArea};
use crate::words;
use domain::case::Case;
use domain::coverage::{Exclusion, Verdict};
use leptos::prelude::*;

/// What a form that came back carries, so that it finds its place again.
const ACT: &str = "decide_coverage";

/// The form, with the numbers of the customer's contracts to choose from.
#[component]
pub fn Decision(case: Case, contracts: Vec<String>, deciding: Sending<()>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let parking = parking.only_if("act", ACT);
    let problem = problem_of(deciding.value(), &parking);
    let (flaws, came_back) = (flaws_of(problem), parking.is_some());
    let choose = (String::new(), td_string!(language, cases.choose).to_owned());
    let verdicts =
        Verdict::DECIDED.map(|verdict| (verdict.key().to_owned(), words::verdict(language, verdict).to_owned()));
    let none = (String::new(), td_string!(language, cases.decide_no_contract).to_owned());
    let unexcluded = (String::new(), td_string!(language, cases.decide_no_exclusion).to_owned());
    let exclusion = |one: Exclusion| (one.key().to_owned(), words::exclusion(language, one).to_owned());
    let exclusions = std::iter::once(unexcluded).chain(Exclusion::ALL.map(exclusion)).collect::<Vec<_>>();
    let covering = case.coverage().covered_by.as_ref().map(|by| by.contract.clone()).unwrap_or_default();
    let contracts = contracts.into_iter().map(|number| (number.clone(), number));
    view! {
        <details class="act decision" open=came_back>
            <summary>{td_string!(language, cases.decide)}</summary>
            <SentForm way=deciding.way() class="form">
                <input type="hidden" name="number" value=case.opening.number.clone() />
                <input type="hidden" name="act" value=ACT />
                <FormProblem problem=problem />
                <Select id="decide-verdict" name="verdict" label=td_string!(language, cases.decide_verdict)
                    options=std::iter::once(choose).chain(verdicts).collect() chosen=parking.field("verdict") flaws=flaws />
                <Select id="decide-contract" name="contract" label=td_string!(language, cases.decide_contract)
                    hint=td_string!(language, cases.decide_contract_hint) options=std::iter::once(none).chain(contracts).collect()
                    chosen=parking.field_or("contract", &covering) flaws=flaws />
                <Select id="decide-exclusion" name="exclusion" label=td_string!(language, cases.decide_exclusion)
                    hint=td_string!(language, cases.decide_exclusion_hint) options=exclusions
                    chosen=parking.field("exclusion") flaws=flaws />
                <TextArea id="decide-words" name="words" label=td_string!(language, cases.decide_words)
                    hint=td_string!(language, cases.decide_words_hint) rows=3 value=parking.field("words") flaws=flaws />
                <Submit label=td_string!(language, cases.decide_do) look=Look::Secondary pending=deciding.pending() />
            </SentForm>
        </details>
    }
    .into_any()
}
