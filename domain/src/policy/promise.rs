//! A promised time (domain.md §4): for which cases it holds, how long it is, from when it counts and what stops it.

use super::Demand;
use crate::case::severity::Severity;
use crate::case::{Kind, Origin};
use crate::clock::{PauseReason, Target};
use crate::coverage::Verdict;
use serde::{Deserialize, Serialize};

/// A promised time: one row of the table of targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub target: Target,
    pub severities: Vec<Severity>,
    pub kinds: Vec<Kind>,
    /// Verdicts it holds for; covered cases only when the file says nothing.
    #[serde(default = "covered_only")]
    pub verdicts: Vec<Verdict>,
    /// Origins (channels) it holds for; empty means every one.
    #[serde(default)]
    pub origins: Vec<Origin>,
    /// Service time, in minutes; 0 means at once. Not looked at when [`working_days`](Promise::working_days) is given.
    #[serde(default)]
    pub within_minutes: i64,
    /// Instead of minutes: by the end of that many working days after the day it counts from, 1 is the next one.
    #[serde(default)]
    pub working_days: Option<i64>,
    #[serde(default)]
    pub counts_from: Start,
    /// Id of the calendar whose hours count, e.g. `7x24`.
    pub hours: String,
    /// The waiting that stops it; all there is when the file says nothing.
    #[serde(default = "every_waiting")]
    pub paused_by: Vec<Waiting>,
}

/// How long a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Service time, in minutes.
    Minutes(i64),
    /// Until the last service hour of the n-th working day after.
    WorkingDays(i64),
}

/// From when a promise counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    #[default]
    Opening,
    /// The restoration; before it there is no countdown.
    Restoration,
}

/// The states that can pause a clock. Our own waiting is none of them (domain.md §4), so that no policy can name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// The customer was asked for something.
    ForCustomer,
    /// Between a claimed restoration and the customer's refusal.
    ForConfirmation,
}

impl Waiting {
    /// Every waiting.
    pub const ALL: [Waiting; 2] = [Waiting::ForCustomer, Waiting::ForConfirmation];

    /// The name used in forms and in policy files.
    pub fn key(self) -> &'static str {
        match self {
            Waiting::ForCustomer => "for_customer",
            Waiting::ForConfirmation => "for_confirmation",
        }
    }

    /// The waiting of that [`key`](Waiting::key).
    pub fn from_key(key: &str) -> Option<Waiting> {
        Waiting::ALL.into_iter().find(|waiting| waiting.key() == key)
    }

    /// The waiting that a recorded pause was.
    pub fn of(why: &PauseReason) -> Waiting {
        match why {
            PauseReason::WaitingForCustomer { .. } | PauseReason::AwaitingQuoteAnswer => Waiting::ForCustomer,
            PauseReason::AwaitingConfirmation => Waiting::ForConfirmation,
        }
    }
}

impl Promise {
    /// Whether it holds for such a case; the severity is one of the policy's levels.
    pub(super) fn holds(&self, demand: Demand) -> bool {
        self.severities.contains(&demand.severity)
            && self.kinds.contains(&demand.kind)
            && self.verdicts.contains(&demand.verdict)
            && (self.origins.is_empty() || self.origins.contains(&demand.origin))
    }

    /// How long it is.
    pub fn limit(&self) -> Limit {
        self.working_days.map_or(Limit::Minutes(self.within_minutes), Limit::WorkingDays)
    }

    /// True for an answer given at once: taking the call is the response.
    pub fn is_kept_by_opening(&self) -> bool {
        self.target == Target::Respond && self.limit() == Limit::Minutes(0)
    }
}

fn covered_only() -> Vec<Verdict> {
    vec![Verdict::Covered]
}

fn every_waiting() -> Vec<Waiting> {
    Waiting::ALL.to_vec()
}
