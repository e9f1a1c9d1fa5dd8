//! What a questionnaire asks. Its texts are in it, in both languages: nothing else knows them.

use super::Grade;
use crate::person::Bilingual;
use serde::{Deserialize, Serialize};

/// One version of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    pub id: String,
    pub version: i64,
    pub name: Bilingual,
    /// What stands above the questions; may be empty.
    #[serde(default)]
    pub intro: Bilingual,
    /// Days until a survey of it can no longer be answered.
    pub expires_days: u32,
    /// Days after which whoever has not answered is reminded once.
    pub remind_days: u32,
    /// Working days within which somebody follows a bad answer up.
    pub follow_up_working_days: u32,
    /// Id of the calendar by which these are counted.
    pub follow_up_hours: String,
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name of its form field; the same through all versions in which the question means the same.
    pub key: String,
    pub kind: AnswerKind,
    pub text: Bilingual,
    #[serde(default)]
    pub hint: Bilingual,
    #[serde(default)]
    pub required: bool,
    /// Of [`AnswerKind::One`] and [`AnswerKind::Several`].
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The values of which any one is to be followed up.
    #[serde(default)]
    pub bad: Vec<String>,
    /// Asked only when this holds.
    #[serde(default)]
    pub when: Option<Condition>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// 优良中差: the keys of [`Grade`].
    Grade,
    /// `1` to `5`, 5 the best.
    Five,
    /// `0` to `10`, as the net promoter score is asked: up to 6 a detractor, from 9 a promoter.
    Nps,
    YesNo,
    /// One of the question's choices.
    One,
    /// Any number of the question's choices.
    Several,
    Text,
}

impl AnswerKind {
    /// Every kind.
    pub const ALL: [AnswerKind; 7] = [
        AnswerKind::Grade,
        AnswerKind::Five,
        AnswerKind::Nps,
        AnswerKind::YesNo,
        AnswerKind::One,
        AnswerKind::Several,
        AnswerKind::Text,
    ];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            AnswerKind::Grade => "grade",
            AnswerKind::Five => "five",
            AnswerKind::Nps => "nps",
            AnswerKind::YesNo => "yes_no",
            AnswerKind::One => "one",
            AnswerKind::Several => "several",
            AnswerKind::Text => "text",
        }
    }

    /// The kind of that [`key`](AnswerKind::key).
    pub fn from_key(key: &str) -> Option<AnswerKind> {
        AnswerKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether its choices are the question's own.
    pub fn has_choices(self) -> bool {
        matches!(self, AnswerKind::One | AnswerKind::Several)
    }

    /// The values of a scale, in the order they are shown in; none where there is no scale.
    pub fn scale(self) -> Vec<String> {
        match self {
            AnswerKind::Grade => Grade::ALL.map(|grade| grade.key().to_owned()).to_vec(),
            AnswerKind::Five => (1..=5).map(|value| value.to_string()).collect(),
            AnswerKind::Nps => (0..=10).map(|value| value.to_string()).collect(),
            AnswerKind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
            AnswerKind::One | AnswerKind::Several | AnswerKind::Text => Vec::new(),
        }
    }

    /// What usually counts as bad on such a scale: 差, at most 2 of 5, no. A detractor is not yet somebody who complains.
    pub fn usually_bad(self) -> Vec<String> {
        let bad: &[&str] = match self {
            AnswerKind::Grade => &["poor"],
            AnswerKind::Five => &["1", "2"],
            AnswerKind::YesNo => &["no"],
            AnswerKind::Nps | AnswerKind::One | AnswerKind::Several | AnswerKind::Text => &[],
        };
        bad.iter().map(|value| (*value).to_owned()).collect()
    }
}

/// One of the choices of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub key: String,
    pub text: Bilingual,
}

/// Any of these questions, all of them before this one, was answered with any of these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub questions: Vec<String>,
    pub values: Vec<String>,
}

/// What the values of scales are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    pub grade: Vec<Choice>,
    pub yes_no: Vec<Choice>,
}

impl Questionnaire {
    /// The question of that key.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

impl Question {
    /// Every value it can be answered with; none for texts.
    pub fn values(&self) -> Vec<String> {
        match self.kind.has_choices() {
            true => self.choices.iter().map(|choice| choice.key.clone()).collect(),
            false => self.kind.scale(),
        }
    }

    /// What a value is called. A number is called what it is.
    pub fn label(&self, scales: &Scales, value: &str) -> Bilingual {
        let known = match self.kind {
            AnswerKind::Grade => &scales.grade,
            AnswerKind::YesNo => &scales.yes_no,
            _ => &self.choices,
        };
        let named = known.iter().find(|choice| choice.key == value).map(|choice| choice.text.clone());
        named.unwrap_or_else(|| Bilingual { chinese: value.to_owned(), english: String::new() })
    }
}
