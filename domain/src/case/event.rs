//! What happened to a case: the append-only history that the customer reads, internal notes excepted (domain.md §2).

use super::Opening;
use super::severity::Severity;
use crate::Moment;
use crate::clock::PauseReason;
use crate::person::{PersonRef, Role};
use serde::{Deserialize, Serialize};

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Grows over all cases; live updates resume after it.
    pub id: i64,
    pub at: Moment,
    pub actor: Actor,
    pub happening: Happening,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// None for what the system did by itself.
    pub person: Option<PersonRef>,
    pub role: Option<Role>,
}

/// What happened, with everything needed to fold the case and to tell the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    Opened {
        opening: Box<Opening>,
        opened_at: Moment,
    },
    Assigned {
        from: Option<PersonRef>,
        to: PersonRef,
    },
    Accepted,
    /// First response to the customer, with what was said.
    Responded {
        words: String,
    },
    /// On the way, with the engineer's estimate of arrival.
    SetOut {
        expected_at: Option<Moment>,
    },
    Arrived,
    Commented {
        words: String,
    },
    /// Seen by staff only.
    NotedInternally {
        words: String,
    },
    Attached {
        attachment_id: i64,
        name: String,
    },
    ClockPaused {
        why: PauseReason,
    },
    ClockResumed,
    SeverityChanged {
        from: Severity,
        to: Severity,
        why: String,
    },
    Restored,
    Resolved {
        cause: String,
        done: String,
    },
    ServiceConfirmed,
    ServiceRefused {
        why: String,
    },
    SurveyAnswered,
}

impl Happening {
    /// True for what only staff may read.
    pub fn is_internal(&self) -> bool {
        matches!(self, Happening::NotedInternally { .. })
    }

    /// The name stored beside the event, for queries.
    pub fn key(&self) -> &'static str {
        match self {
            Happening::Opened { .. } => "opened",
            Happening::Assigned { .. } => "assigned",
            Happening::Accepted => "accepted",
            Happening::Responded { .. } => "responded",
            Happening::SetOut { .. } => "set_out",
            Happening::Arrived => "arrived",
            Happening::Commented { .. } => "commented",
            Happening::NotedInternally { .. } => "noted_internally",
            Happening::Attached { .. } => "attached",
            Happening::ClockPaused { .. } => "clock_paused",
            Happening::ClockResumed => "clock_resumed",
            Happening::SeverityChanged { .. } => "severity_changed",
            Happening::Restored => "restored",
            Happening::Resolved { .. } => "resolved",
            Happening::ServiceConfirmed => "service_confirmed",
            Happening::ServiceRefused { .. } => "service_refused",
            Happening::SurveyAnswered => "survey_answered",
        }
    }
}
