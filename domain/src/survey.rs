//! Surveys (满意度, domain.md §9): questionnaires that are data with versions, what is answered to them, and what a bad
//! answer leads to. A survey is one questionnaire sent to one recipient; it keeps the version it was sent with.

mod answers;
mod check;
mod complaint;
mod draft;
mod follow_up;
mod questionnaire;
mod send;
mod sheet;

pub use answers::{Answer, TEXT_MOST, Typed};
pub use complaint::complaint_words;
pub use draft::{ChoiceDraft, QuestionDraft, QuestionnaireDraft, QuestionnaireLine, QuestionnaireSheet, TextDraft};
pub use follow_up::{
    FollowUpDraft, FollowUpEnd, FollowUpEvent, FollowUpFilter, FollowUpLine, FollowUpPage, FollowUpPlan, FollowUpSheet,
    FollowUpStep, follow_up_plan, follow_up_reading,
};
pub use questionnaire::{AnswerKind, Choice, Condition, Question, Questionnaire, Scales};
pub use send::{
    PEOPLE_MOST, SendDraft, SendFacts, SendForm, SurveyFilter, SurveyLine, SurveyPage, WaitingSurvey, yearly_due,
};
pub use sheet::{AboutCase, AnswerSheet, QuestionSheet, SurveySheet, WhenSheet};

use crate::Moment;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

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

/// Why somebody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A case was closed.
    Closing,
    Yearly,
    Training,
    /// A manager wants to know.
    ByHand,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Occasion; 4] = [Occasion::Closing, Occasion::Yearly, Occasion::Training, Occasion::ByHand];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Occasion::Closing => "closing",
            Occasion::Yearly => "yearly",
            Occasion::Training => "training",
            Occasion::ByHand => "by_hand",
        }
    }

    /// The occasion of that [`key`](Occasion::key).
    pub fn from_key(key: &str) -> Option<Occasion> {
        Occasion::ALL.into_iter().find(|occasion| occasion.key() == key)
    }
}

/// How an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Signed in.
    Portal,
    /// By the link of the letter, or the one that staff passed on.
    Link,
    /// By the code on the printed service record.
    Record,
    /// Typed in by staff for a customer who said or wrote it.
    Phone,
    Letter,
    Email,
    Fax,
    Visit,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 8] = [
        Channel::Portal,
        Channel::Link,
        Channel::Record,
        Channel::Phone,
        Channel::Letter,
        Channel::Email,
        Channel::Fax,
        Channel::Visit,
    ];
    /// Those that staff types in.
    pub const BY_STAFF: [Channel; 5] = [Channel::Phone, Channel::Letter, Channel::Email, Channel::Fax, Channel::Visit];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Channel::Portal => "portal",
            Channel::Link => "link",
            Channel::Record => "record",
            Channel::Phone => "phone",
            Channel::Letter => "letter",
            Channel::Email => "email",
            Channel::Fax => "fax",
            Channel::Visit => "visit",
        }
    }

    /// The channel of that [`key`](Channel::key).
    pub fn from_key(key: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

/// How often a person wants to be written to about surveys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// As they come.
    #[default]
    Any,
    Week,
    Month,
}

impl Pace {
    /// Every pace.
    pub const ALL: [Pace; 3] = [Pace::Any, Pace::Week, Pace::Month];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Pace::Any => "any",
            Pace::Week => "week",
            Pace::Month => "month",
        }
    }

    /// The pace of that [`key`](Pace::key).
    pub fn from_key(key: &str) -> Option<Pace> {
        Pace::ALL.into_iter().find(|pace| pace.key() == key)
    }

    /// Whether somebody who was last written to then may be written to again.
    pub fn allows(self, last: Moment, now: Moment) -> bool {
        let apart = match self {
            Pace::Any => return true,
            Pace::Week => TimeDelta::days(7),
            Pace::Month => TimeDelta::days(30),
        };
        now - last >= apart
    }
}
