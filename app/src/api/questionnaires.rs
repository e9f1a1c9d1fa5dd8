//! Questionnaires to edit, and surveys to send. Saving and sending are plain forms of the process, for their rows are many.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::survey::{QuestionnaireLine, QuestionnaireSheet, SendForm, SurveyFilter, SurveyPage};
use leptos::prelude::*;

/// Every questionnaire.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchQuestionnaires, prefix = "/api/fn", endpoint = "questionnaires", protocol = Asked)]
pub async fn questionnaires() -> Result<Vec<QuestionnaireLine>, Problem> {
    Ok(crate::ssr::desk()?.questionnaires().await?)
}

/// One to edit; with the form as it was left, when the address says where it was put aside.
///
/// # Errors
/// A refusal for everybody but managers, and when there is no such questionnaire.
#[server(name = FetchQuestionnaire, prefix = "/api/fn", endpoint = "questionnaire", protocol = Asked)]
pub async fn questionnaire(id: String, parked: Option<String>) -> Result<QuestionnaireSheet, Problem> {
    use domain::refusal::Refusal;
    use domain::survey::QuestionnaireDraft;
    let desk = crate::ssr::desk()?;
    // A form that is gone is no reason to withhold the page.
    let parked = match parked {
        Some(parked) => desk.parked(&parked).await.ok(),
        None => None,
    };
    let left = parked.as_ref().map(|parked| QuestionnaireDraft::read(&parked.fields));
    let sheet = desk.questionnaire(&id, left).await?;
    let Some(parked) = parked else { return Ok(sheet) };
    // What is new has no text yet, which is told when it is saved.
    let flaws = if parked.field("button") == "add" { Vec::new() } else { sheet.flaws };
    let overtaken = parked.refusal == Refusal::ChangedMeanwhile;
    Ok(QuestionnaireSheet { flaws, overtaken, ..sheet })
}

/// What was sent.
///
/// # Errors
/// A refusal for everybody but managers and secretaries.
#[server(name = FetchSentSurveys, prefix = "/api/fn", endpoint = "sent_surveys", protocol = Asked)]
pub async fn sent_surveys(filter: SurveyFilter) -> Result<SurveyPage, Problem> {
    Ok(crate::ssr::desk()?.sent_surveys(&filter).await?)
}

/// What the form of a sending starts from.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchSendForm, prefix = "/api/fn", endpoint = "send_form", protocol = Asked)]
pub async fn send_form(q: String) -> Result<SendForm, Problem> {
    Ok(crate::ssr::desk()?.send_form(&q).await?)
}
