//! Surveys: of a case in the portal, and by a link with a token that needs no sign-in. Answering is a plain form of the process
//! (`POST /cases/{number}/survey`, `POST /surveys/{token}`), for what it asks is the questionnaire's to say.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::survey::SurveySheet;
use leptos::prelude::*;

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
