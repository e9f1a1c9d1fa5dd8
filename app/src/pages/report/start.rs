//! What the report page starts from: asked in one go, so that the first answer of the server is the whole page.

use super::form::Form;
use crate::api;
use crate::problem::Problem;
use domain::case::Kind;
use domain::case::sheet::{CoverageAnswer, ReportForm};
use domain::knowledge::ArticleHit;
use domain::parked::Parked;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// Everything the page shows at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    pub sheet: ReportForm,
    pub form: Form,
    pub answer: Option<CoverageAnswer>,
    pub articles: Vec<ArticleHit>,
    /// Why the form came back, if it did.
    pub parked: Option<Parked>,
}

/// What coverage is asked about: kind, serial number and organisation as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageQuestion {
    kind: Kind,
    serial: String,
    organisation_id: Option<i64>,
}

impl CoverageQuestion {
    /// The question of a form; none while nothing is said that an answer could be about.
    pub fn of(form: &Form, for_caller: bool) -> Option<CoverageQuestion> {
        let organisation_id = form.draft.organisation_id.parse().ok();
        let serial = form.draft.serial.trim().to_owned();
        let (kind, severity) = (form.kind(), form.severity());
        let said = !serial.is_empty() || kind != Kind::Fault || severity.is_some();
        (said && (organisation_id.is_some() || !for_caller)).then_some(CoverageQuestion {
            kind,
            serial,
            organisation_id,
        })
    }

    /// The answer; none when the server does not give one.
    pub async fn ask(self) -> Option<CoverageAnswer> {
        let kind = self.kind.key().to_owned();
        api::report::check_coverage(kind, self.serial, self.organisation_id).await.ok()
    }
}

/// Of a description, how much is a question to the knowledge base: no more is asked while the rest is typed.
const DESCRIPTION_CHARS: usize = 80;

/// What the knowledge base is asked: title, serial number and the beginning of the description, as typed.
pub type KnowledgeQuestion = (String, String, String);

/// Articles for what is typed.
pub async fn articles((title, serial, description): KnowledgeQuestion) -> Option<Vec<ArticleHit>> {
    api::knowledge::fitting_articles(title, serial, description).await.ok()
}

/// What is typed as a question to the knowledge base; none while it says too little.
pub fn asked_of_knowledge(form: &Form) -> Option<KnowledgeQuestion> {
    let draft = &form.draft;
    let (title, serial) = (draft.title.trim(), draft.serial.trim());
    let begun: String = draft.description.trim().chars().take(DESCRIPTION_CHARS).collect();
    let said = title.chars().count().max(begun.chars().count()) >= 2;
    said.then(|| (title.to_owned(), serial.to_owned(), begun))
}

/// Asks for everything.
pub async fn start(address: ParamsMap) -> Result<Start, Problem> {
    let parked = match address.get("parked") {
        // A parked form that is gone is no reason to withhold the page.
        Some(id) => api::parked(id).await.ok(),
        None => None,
    };
    let key = parked.as_ref().map(|parked| parked.field("draft_key").to_owned()).or(address.get("draft_key"));
    let mut sheet = api::report::report_form(key.filter(|key| !key.is_empty())).await?;
    // One of the devices that were offered for what is typed: the way without scripts.
    let asked = |field: &str| match field {
        "serial" => address.get("device").or_else(|| address.get("serial")),
        field => address.get(field),
    };
    let mut form = Form::starting(&sheet, asked, parked.as_ref());
    let for_caller = !sheet.organisations.is_empty();
    if for_caller && form.draft.organisation_id.is_empty() && !form.draft.serial.is_empty() {
        let organisation_id = api::report::organisation_of(form.draft.serial.clone()).await?;
        form.draft.organisation_id = organisation_id.map(|id| id.to_string()).unwrap_or_default();
    }
    let (whose, typed) = (form.draft.organisation_id.parse().ok(), form.draft.serial.trim().to_owned());
    if for_caller && whose.is_some() || !for_caller && !typed.is_empty() {
        sheet.assets = api::report::assets_of(whose, typed).await?;
    }
    let answer = match CoverageQuestion::of(&form, for_caller) {
        Some(question) => question.ask().await,
        None => None,
    };
    let articles = match asked_of_knowledge(&form) {
        Some(question) => articles(question).await.unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(Start { sheet, form, answer, articles, parked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untouched_form_asks_nothing() {
        let mut form = Form::default();
        form.set("kind", "fault");
        assert_eq!(CoverageQuestion::of(&form, false), None);
        assert_eq!(asked_of_knowledge(&form), None);
    }

    #[test]
    fn a_secretary_asks_for_an_organisation_or_not_at_all() {
        let mut form = Form::default();
        form.set("serial", " 7XK2P93 ");
        assert_eq!(CoverageQuestion::of(&form, true), None);
        assert!(CoverageQuestion::of(&form, false).is_some());
        form.set("organisation_id", "3");
        let question = CoverageQuestion::of(&form, true);
        assert_eq!(
            question.map(|question| (question.serial, question.organisation_id)),
            Some(("7XK2P93".into(), Some(3)))
        );
    }

    #[test]
    fn two_characters_are_a_question_to_the_knowledge_base() {
        let mut form = Form::default();
        form.set("title", "蓝");
        assert_eq!(asked_of_knowledge(&form), None);
        form.set("title", "蓝屏");
        assert_eq!(asked_of_knowledge(&form), Some(("蓝屏".to_owned(), String::new(), String::new())));
    }
}
