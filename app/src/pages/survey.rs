//! The survey after a service: in the portal and by a link without signing in, the same eight questions.

mod questions;
mod sheet;

use crate::api::surveys::{AnswerSurvey, AnswerSurveyByToken, survey_by_token, survey_of_case};
use crate::ui::parked::problem_of;
use crate::ui::{Sending, SentForm, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::survey::SurveySheet;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use questions::Questions;
use sheet::Survey;

fn param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default())
}

/// `/cases/{number}/survey`
#[component]
pub fn CaseSurveyPage() -> impl IntoView {
    let number = param("number");
    let sheet = fetched(move || number.get(), survey_of_case);
    let parked = use_parked();
    loaded_with_parked(sheet, parked, move |sheet: SurveySheet, parking| {
        let answer = Sending::to::<AnswerSurvey>();
        let problem = problem_of(answer.value(), &parking);
        let parking = StoredValue::new(parking);
        let number = StoredValue::new(sheet.number.clone());
        view! {
            <Survey sheet=sheet in_portal=true done=Signal::derive(move || matches!(answer.answer(), Some(Ok(()))))>
                <SentForm way=answer.way()>
                    <input type="hidden" name="number" value=number.get_value() />
                    <Questions parking=parking.get_value() problem=problem pending=answer.pending() />
                </SentForm>
            </Survey>
        }
        .into_any()
    })
}

/// `/surveys/{token}`
#[component]
pub fn SurveyPage() -> impl IntoView {
    let token = param("token");
    let sheet = fetched(move || token.get(), survey_by_token);
    let parked = use_parked();
    loaded_with_parked(sheet, parked, move |sheet: SurveySheet, parking| {
        let answer = Sending::to::<AnswerSurveyByToken>();
        let problem = problem_of(answer.value(), &parking);
        let parking = StoredValue::new(parking);
        view! {
            <Survey sheet=sheet done=Signal::derive(move || matches!(answer.answer(), Some(Ok(()))))>
                <SentForm way=answer.way()>
                    <input type="hidden" name="token" value=token.get_untracked() />
                    <Questions parking=parking.get_value() problem=problem pending=answer.pending() />
                </SentForm>
            </Survey>
        }
        .into_any()
    })
}
