//! What happened to a case: the append-only history that the customer reads, internal notes excepted (domain.md §2).

use super::Opening;
use super::crisis::{ContingencyAction, ContingencyTrigger, TaskForce};
use super::quote::Offer;
use super::severity::Severity;
use crate::Moment;
use crate::clock::{PauseReason, Target};
use crate::coverage::Coverage;
use crate::person::{PersonRef, Role};
use crate::policy::{Recipient, first_version};
use crate::survey::FollowUpStep;
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
    /// An article of the knowledge base, by the title it had then.
    ArticleAttached {
        slug: String,
        title: String,
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
    /// What a bad answer led to, with what was done and what the customer said to it at the end.
    FollowedUp {
        step: FollowUpStep,
        #[serde(default)]
        words: Vec<String>,
    },
    /// Coverage decided after the opening; replaces what the opening says.
    CoverageDecided {
        coverage: Coverage,
        policy: String,
        #[serde(default = "first_version")]
        policy_version: i64,
    },
    /// The plan with its quote (工时支持) went to the customer.
    Quoted {
        words: String,
        /// What it costs and until when that holds; none in histories of before it was asked for.
        #[serde(default)]
        offer: Option<Offer>,
        /// The end of its last day.
        #[serde(default)]
        expires_at: Option<Moment>,
    },
    QuoteAccepted {
        nth: u32,
        total_fen: i64,
    },
    QuoteDeclined {
        nth: u32,
        why: String,
    },
    /// Its last day passed without an answer: it can be answered no more, and the clock waits for it no more.
    QuoteLapsed {
        nth: u32,
        #[serde(default)]
        late: bool,
    },
    /// A part has to be replaced: which one.
    PartNeeded {
        words: String,
    },
    PartReplaced {
        words: String,
    },
    /// The fault analysis report: cause, response, process, result, advice.
    AnalysisReported {
        words: String,
    },
    /// A step of the escalation matrix. `late` here and below: it could not be taken when it was due.
    Escalated {
        /// Ids of the role catalogue.
        roles: Vec<String>,
        severity: Severity,
        elapsed_minutes: i64,
        customer_told: bool,
        late: bool,
    },
    Reminded {
        target: Target,
        due: Moment,
        to: Recipient,
        late: bool,
    },
    /// Severity rose by itself when the limit of that target passed.
    SeverityRose {
        from: Severity,
        to: Severity,
        target: Target,
        late: bool,
    },
    ContingencyProposed {
        trigger: ContingencyTrigger,
        actions: Vec<ContingencyAction>,
        words: String,
    },
    /// By a manager, or by the policy's half-time rule.
    ContingencyCalled {
        trigger: ContingencyTrigger,
        actions: Vec<ContingencyAction>,
        late: bool,
    },
    CrisisProposed {
        words: String,
    },
    TaskForceFormed {
        task_force: TaskForce,
    },
    CrisisUpdated {
        words: String,
    },
    /// The update of the record was due then and has not come.
    CrisisUpdateDemanded {
        due: Moment,
        late: bool,
    },
    CrisisEnded {
        words: String,
    },
}

impl Happening {
    /// True for what only staff may read.
    pub fn is_internal(&self) -> bool {
        matches!(
            self,
            Happening::NotedInternally { .. }
                | Happening::FollowedUp { .. }
                | Happening::Escalated { customer_told: false, .. }
                | Happening::Reminded { .. }
                | Happening::ContingencyProposed { .. }
                | Happening::CrisisUpdateDemanded { .. }
        )
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
            Happening::ArticleAttached { .. } => "article_attached",
            Happening::ClockPaused { .. } => "clock_paused",
            Happening::ClockResumed => "clock_resumed",
            Happening::SeverityChanged { .. } => "severity_changed",
            Happening::Restored => "restored",
            Happening::Resolved { .. } => "resolved",
            Happening::ServiceConfirmed => "service_confirmed",
            Happening::ServiceRefused { .. } => "service_refused",
            Happening::SurveyAnswered => "survey_answered",
            Happening::FollowedUp { .. } => "followed_up",
            Happening::CoverageDecided { .. } => "coverage_decided",
            Happening::Quoted { .. } => "quoted",
            Happening::QuoteAccepted { .. } => "quote_accepted",
            Happening::QuoteDeclined { .. } => "quote_declined",
            Happening::QuoteLapsed { .. } => "quote_lapsed",
            Happening::PartNeeded { .. } => "part_needed",
            Happening::PartReplaced { .. } => "part_replaced",
            Happening::AnalysisReported { .. } => "analysis_reported",
            Happening::Escalated { .. } => "escalated",
            Happening::Reminded { .. } => "reminded",
            Happening::SeverityRose { .. } => "severity_rose",
            Happening::ContingencyProposed { .. } => "contingency_proposed",
            Happening::ContingencyCalled { .. } => "contingency_called",
            Happening::CrisisProposed { .. } => "crisis_proposed",
            Happening::TaskForceFormed { .. } => "task_force_formed",
            Happening::CrisisUpdated { .. } => "crisis_updated",
            Happening::CrisisUpdateDemanded { .. } => "crisis_update_demanded",
            Happening::CrisisEnded { .. } => "crisis_ended",
        }
    }
}
