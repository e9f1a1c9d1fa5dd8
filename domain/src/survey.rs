//! The per-service survey (单次服务指标考核评核表, domain.md §9): eight questions, four grades, a comment.

use crate::Moment;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// Most characters of the comment.
pub const COMMENT_MOST: usize = 2000;

/// 优 / 良 / 中 / 差
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Excellent,
    Good,
    Fair,
    Poor,
}

impl Grade {
    /// The scale, best first.
    pub const ALL: [Grade; 4] = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Grade::Excellent => "excellent",
            Grade::Good => "good",
            Grade::Fair => "fair",
            Grade::Poor => "poor",
        }
    }

    /// The grade of that [`key`](Grade::key).
    pub fn from_key(key: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| grade.key() == key)
    }
}

/// The eight questions of the per-service form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    ResponseTime,
    ArrivalTime,
    ResolutionTime,
    SpareParts,
    SolvedInOneVisit,
    FollowUp,
    Attitude,
    TechnicalLevel,
}

impl Question {
    /// All eight, in the order of the form.
    pub const ALL: [Question; 8] = [
        Question::ResponseTime,
        Question::ArrivalTime,
        Question::ResolutionTime,
        Question::SpareParts,
        Question::SolvedInOneVisit,
        Question::FollowUp,
        Question::Attitude,
        Question::TechnicalLevel,
    ];

    /// The name of its form field.
    pub fn key(self) -> &'static str {
        match self {
            Question::ResponseTime => "response_time",
            Question::ArrivalTime => "arrival_time",
            Question::ResolutionTime => "resolution_time",
            Question::SpareParts => "spare_parts",
            Question::SolvedInOneVisit => "solved_in_one_visit",
            Question::FollowUp => "follow_up",
            Question::Attitude => "attitude",
            Question::TechnicalLevel => "technical_level",
        }
    }
}

/// The form as typed: a grade key per question in the order of [`Question::ALL`], and the comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyDraft {
    pub response_time: String,
    pub arrival_time: String,
    pub resolution_time: String,
    pub spare_parts: String,
    pub solved_in_one_visit: String,
    pub follow_up: String,
    pub attitude: String,
    pub technical_level: String,
    pub comment: String,
}

/// A complete answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub grades: Vec<(Question, Grade)>,
    pub comment: String,
}

impl SurveyDraft {
    /// What was chosen for that question.
    pub fn chosen(&self, question: Question) -> &str {
        match question {
            Question::ResponseTime => &self.response_time,
            Question::ArrivalTime => &self.arrival_time,
            Question::ResolutionTime => &self.resolution_time,
            Question::SpareParts => &self.spare_parts,
            Question::SolvedInOneVisit => &self.solved_in_one_visit,
            Question::FollowUp => &self.follow_up,
            Question::Attitude => &self.attitude,
            Question::TechnicalLevel => &self.technical_level,
        }
    }

    /// The answers, or every question left open.
    ///
    /// # Errors
    /// One [`Flaw`] a field, in the order of the form.
    pub fn parse(&self) -> Result<Answers, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let mut grades = Vec::new();
        for question in Question::ALL {
            match Grade::from_key(self.chosen(question)) {
                Some(grade) => grades.push((question, grade)),
                None => flaws.push(Flaw::of(question.key(), FlawKind::NotAChoice)),
            }
        }
        let comment = typed::text(&self.comment);
        if comment.chars().count() > COMMENT_MOST {
            flaws.push(Flaw::of("comment", FlawKind::TooLong { most: COMMENT_MOST }));
        }
        if flaws.is_empty() { Ok(Answers { grades, comment }) } else { Err(flaws) }
    }
}

/// The survey page: of which case, and whether it can still be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySheet {
    pub number: String,
    pub title: String,
    pub engineer_name: String,
    pub closed_at: Moment,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
    /// The answer, for those who may read it again.
    pub answers: Option<Answers>,
}
