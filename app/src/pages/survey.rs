//! Surveys: of a case in the portal, and by a link without signing in.

pub mod draft;
pub mod questions;
mod sheet;

use crate::api::surveys::{survey_by_token, survey_of_case};
use crate::ui::{Parking, address, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::survey::SurveySheet;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
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
    loaded_with_parked(sheet, use_parked(), move |sheet: SurveySheet, parking: Parking| {
        let action = address::survey(&number.get_untracked());
        view! { <Survey sheet=sheet parking=parking action=action in_portal=true /> }.into_any()
    })
}

/// `/surveys/{token}`; `?via=record` from the code on the printed service record.
#[component]
pub fn SurveyPage() -> impl IntoView {
    let token = param("token");
    let query = use_query_map();
    let sheet = fetched(move || token.get(), survey_by_token);
    loaded_with_parked(sheet, use_parked(), move |sheet: SurveySheet, parking: Parking| {
        let action = format!("/surveys/{}", address::in_query(&token.get_untracked()));
        let via = query.with_untracked(|query| query.get("via")).unwrap_or_default();
        view! { <Survey sheet=sheet parking=parking action=action via=via /> }.into_any()
    })
}
