//! What a bad answer leads to (回访, domain.md §9): somebody asks the customer what went wrong, does something about it, and
//! writes down what the customer says to that. It has an owner and a moment by which it is done.

use crate::Moment;
use crate::clock::calendar::ServiceHours;
use crate::clock::{Reading, Target, reading_until};
use crate::person::PersonRef;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use chrono::TimeZone;
use serde::{Deserialize, Serialize};

use super::AnswerSheet;

/// Most characters of what was done, and of what the customer said.
pub const SAID_MOST: usize = 2000;

/// What happened to a follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpStep {
    /// By the bad answer itself; nobody owns it while the company has no manager.
    Opened {
        owner: Option<PersonRef>,
        due_at: Moment,
    },
    HandedOn {
        to: PersonRef,
    },
    /// Its owner was reminded before it was due.
    Reminded,
    /// Its owner and the managers were told that it is overdue.
    Overdue,
    /// A complaint (投诉) was made of it: the number of that case.
    Complained {
        number: String,
    },
    Ended,
}

impl FollowUpStep {
    /// The name of what happened.
    pub fn key(&self) -> &'static str {
        match self {
            FollowUpStep::Opened { .. } => "opened",
            FollowUpStep::HandedOn { .. } => "handed_on",
            FollowUpStep::Reminded => "reminded",
            FollowUpStep::Overdue => "overdue",
            FollowUpStep::Complained { .. } => "complained",
            FollowUpStep::Ended => "ended",
        }
    }
}

/// A step, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpEvent {
    pub at: Moment,
    /// Empty when it happened by itself.
    pub actor_name: String,
    pub step: FollowUpStep,
}

/// When it is due, and when its owner is reminded: half of the service time before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUpPlan {
    pub due_at: Moment,
    pub remind_at: Moment,
}

/// The plan of a follow-up that opens then: due at the end of the n-th working day after it. None when the hours never come.
pub fn follow_up_plan<Z: TimeZone>(opened_at: Moment, days: u32, hours: &ServiceHours<Z>) -> Option<FollowUpPlan> {
    let due_at = hours.end_of_working_day(opened_at, usize::try_from(days).ok()?)?;
    let reading = follow_up_reading(opened_at, due_at, None, hours);
    let remind_at = reading.reaches(reading.limit_ms / 2).unwrap_or(due_at);
    Some(FollowUpPlan { due_at, remind_at })
}

/// Its countdown.
pub fn follow_up_reading<Z: TimeZone>(
    opened_at: Moment,
    due_at: Moment,
    ended_at: Option<Moment>,
    hours: &ServiceHours<Z>,
) -> Reading {
    reading_until(Target::FollowUp, opened_at, due_at, ended_at, hours)
}

/// The form that ends it, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowUpDraft {
    pub done: String,
    pub customer_said: String,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpEnd {
    pub done: String,
    pub customer_said: String,
}

impl FollowUpDraft {
    /// How it ended: both have to be said.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] with every flaw.
    pub fn end(&self) -> Result<FollowUpEnd, Refusal> {
        let end = FollowUpEnd { done: typed::text(&self.done), customer_said: typed::text(&self.customer_said) };
        let flaw = |field: &str, text: &str| {
            let kind = match text.chars().count() {
                0 => FlawKind::Empty,
                length if length > SAID_MOST => FlawKind::TooLong { most: SAID_MOST },
                _ => return None,
            };
            Some(Flaw::of(field, kind))
        };
        let flaws: Vec<Flaw> =
            flaw("done", &end.done).into_iter().chain(flaw("customer_said", &end.customer_said)).collect();
        if flaws.is_empty() { Ok(end) } else { Err(Refusal::Flawed(flaws)) }
    }
}

/// `/manage/follow-ups`: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowUpFilter {
    /// Empty for the open ones, `ended`, `all`.
    pub show: String,
    /// `own` for the viewer's.
    pub owner: String,
    /// Words in organisation, subject or number of the case.
    pub q: String,
    /// The id of the last one of the page before.
    pub after: String,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpLine {
    pub id: i64,
    pub organisation_name: String,
    /// Of the case, the training, or what else the survey was about.
    pub about: String,
    pub owner_name: String,
    pub reading: Reading,
}

/// A page of the list: open ones by when they are due, ended ones the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpPage {
    pub lines: Vec<FollowUpLine>,
    /// [`FollowUpFilter::after`] of the next page.
    pub more_after: Option<String>,
    /// Whether the viewer sees those of others too.
    pub sees_all: bool,
}

/// One follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpSheet {
    pub id: i64,
    pub organisation_name: String,
    /// Name of the questionnaire.
    pub questionnaire: String,
    /// Of the training, or what else it was about; may be empty.
    pub subject: String,
    /// Number and title.
    pub case: Option<(String, String)>,
    /// Whom to ask back.
    pub recipient_name: String,
    pub recipient_phone: String,
    pub recipient_email: String,
    pub answered_at: Moment,
    pub answers: Vec<AnswerSheet>,
    pub owner: Option<PersonRef>,
    pub reading: Reading,
    /// The complaint that was made of it: number, and whether the viewer may see that case. None while one can be made.
    pub complaint: Option<(String, bool)>,
    /// What was done and what the customer said to it, once it has ended.
    pub ended: Option<(String, String)>,
    pub events: Vec<FollowUpEvent>,
    /// Whom it can be handed on to; nobody once it has ended or when it is not the viewer's.
    pub heirs: Vec<PersonRef>,
    /// Whether the viewer may end it now.
    pub may_end: bool,
}
