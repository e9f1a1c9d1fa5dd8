//! Surveys as pages show them: plain data in the reader's language, so that the browser needs no questionnaire.

use super::AnswerKind;
use crate::Moment;
use serde::{Deserialize, Serialize};

/// The survey page: what is asked and why, and whether it can still be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySheet {
    /// The questionnaire's name.
    pub title: String,
    pub intro: String,
    /// The name of the training, or what else it is about; may be empty.
    pub subject: String,
    pub case: Option<AboutCase>,
    pub questions: Vec<QuestionSheet>,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
    /// What was answered, for those who may read it again.
    pub answers: Vec<AnswerSheet>,
    /// The viewer types in what a customer said, and has to say how it came.
    pub entering: bool,
}

/// The case a survey is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutCase {
    pub number: String,
    pub title: String,
    /// Empty when nobody was assigned.
    pub engineer_name: String,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionSheet {
    pub key: String,
    pub kind: AnswerKind,
    pub text: String,
    pub hint: String,
    pub required: bool,
    /// Values and what they are called.
    pub choices: Vec<(String, String)>,
    pub when: Option<WhenSheet>,
}

/// When a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhenSheet {
    /// Their keys.
    pub questions: Vec<String>,
    pub values: Vec<String>,
    /// The question's text, when it is a single one.
    pub question: String,
    /// What the values are called.
    pub called: Vec<String>,
}

/// One answer, to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSheet {
    pub question: String,
    /// In words.
    pub answer: String,
    pub bad: bool,
}
