//! Surveys: of a case in the portal, and by a link with a token that needs no sign-in. Answering is a plain form of the process
//! (`POST /cases/{number}/survey`, `POST /surveys/{token}`), for what it asks is the questionnaire's to say.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::survey::SurveySheet;
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

/// How often the viewer wants to be written to about surveys: the key of a `Pace`.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchSurveyPace, prefix = "/api/fn", endpoint = "survey_pace", protocol = Asked)]
pub async fn survey_pace() -> Result<String, Problem> {
    Ok(crate::ssr::desk()?.survey_pace().await?.key().to_owned())
}

/// From now on at most that often.
///
/// # Errors
/// `Flawed` when that is no pace.
#[server(name = SetSurveyPace, prefix = "/api/fn", endpoint = "set_survey_pace", output = Postcard)]
pub async fn set_survey_pace(#[server(default)] pace: String) -> Result<(), Problem> {
    crate::ssr::desk()?.set_survey_pace(&pace).await?;
    leptos_axum::redirect("/me?done=own");
    Ok(())
}
