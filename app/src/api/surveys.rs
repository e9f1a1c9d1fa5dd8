//! The survey after a service: in the portal, and by a link with a token that needs no sign-in.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::survey::{SurveyDraft, SurveySheet};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// The survey of a case the viewer reported.
///
/// # Errors
/// `NotFound` when there is none to see, `WrongStage` while the case is not closed.
#[server(prefix = "/api/fn", endpoint = "survey_of_case", protocol = Asked)]
pub async fn survey_of_case(number: String) -> Result<SurveySheet, Problem> {
    Ok(crate::ssr::desk()?.survey_of_case(&number).await?)
}

/// The survey behind a link.
///
/// # Errors
/// `NotFound` for an unknown token, `Expired` when its time is over.
#[server(prefix = "/api/fn", endpoint = "survey_by_token", protocol = Asked)]
pub async fn survey_by_token(token: String) -> Result<SurveySheet, Problem> {
    Ok(crate::ssr::desk()?.survey_by_token(&token).await?)
}

/// Answers the survey of a case: the form's fields are those of [`SurveyDraft`], beside `number`.
///
/// # Errors
/// `Flawed` for every question left open; `AlreadyAnswered`, `Expired`.
#[server(prefix = "/api/fn", endpoint = "answer_survey", output = Postcard)]
pub async fn answer_survey(number: String, #[server(flatten)] form: SurveyDraft) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.answer_survey(&number, &form).await?)
}

/// Answers the survey behind a link, once.
///
/// # Errors
/// `Flawed` for every question left open; `AlreadyAnswered`, `Expired`, `NotFound`.
#[server(prefix = "/api/fn", endpoint = "answer_survey_by_token", output = Postcard)]
pub async fn answer_survey_by_token(token: String, #[server(flatten)] form: SurveyDraft) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.answer_survey_by_token(&token, &form).await?)
}
