//! When things go badly (domain.md §6): the contingency plan (应急预案) and the crisis (危急情况) as a case records them.
//! Who may do what is in [`crate::access`], what fits the stage in [`super::decide`].

use crate::Moment;
use crate::person::PersonRef;
use serde::{Deserialize, Serialize};

/// What triggers the contingency plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContingencyTrigger {
    /// The engineer cannot arrive in time.
    CannotArrive,
    NoSparePart,
    FirstVisitFailed,
    /// Down without a known cause.
    CauseUnknown,
    ForceMajeure,
    /// The policy's share of the restore limit is gone and no spare stands at the site.
    HalfTime,
}

impl ContingencyTrigger {
    /// What a person can name; the half-time rule triggers by itself.
    pub const NAMED: [ContingencyTrigger; 5] = [
        ContingencyTrigger::CannotArrive,
        ContingencyTrigger::NoSparePart,
        ContingencyTrigger::FirstVisitFailed,
        ContingencyTrigger::CauseUnknown,
        ContingencyTrigger::ForceMajeure,
    ];

    /// The name used in forms.
    pub fn key(self) -> &'static str {
        match self {
            ContingencyTrigger::CannotArrive => "cannot_arrive",
            ContingencyTrigger::NoSparePart => "no_spare_part",
            ContingencyTrigger::FirstVisitFailed => "first_visit_failed",
            ContingencyTrigger::CauseUnknown => "cause_unknown",
            ContingencyTrigger::ForceMajeure => "force_majeure",
            ContingencyTrigger::HalfTime => "half_time",
        }
    }

    /// The trigger that a person named by that [`key`](ContingencyTrigger::key).
    pub fn from_key(key: &str) -> Option<ContingencyTrigger> {
        ContingencyTrigger::NAMED.into_iter().find(|trigger| trigger.key() == key)
    }
}

/// What the contingency plan does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContingencyAction {
    /// 备机
    SpareMachine,
    AnotherEngineer,
    Parts,
    ThirdParty,
}

impl ContingencyAction {
    /// Every action.
    pub const ALL: [ContingencyAction; 4] = [
        ContingencyAction::SpareMachine,
        ContingencyAction::AnotherEngineer,
        ContingencyAction::Parts,
        ContingencyAction::ThirdParty,
    ];

    /// The name used in forms.
    pub fn key(self) -> &'static str {
        match self {
            ContingencyAction::SpareMachine => "spare_machine",
            ContingencyAction::AnotherEngineer => "another_engineer",
            ContingencyAction::Parts => "parts",
            ContingencyAction::ThirdParty => "third_party",
        }
    }

    /// The action of that [`key`](ContingencyAction::key).
    pub fn from_key(key: &str) -> Option<ContingencyAction> {
        ContingencyAction::ALL.into_iter().find(|action| action.key() == key)
    }
}

/// The contingency plan of a case: proposed by somebody, called by a manager or by the policy's rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contingency {
    pub since: Moment,
    /// None when the policy's rule called it.
    pub proposed_by: Option<PersonRef>,
    pub trigger: ContingencyTrigger,
    pub actions: Vec<ContingencyAction>,
    /// The proposer's words; empty when the rule called it.
    pub words: String,
    /// None while it is only proposed.
    pub called_at: Option<Moment>,
}

/// The crisis of a case, from the proposal on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crisis {
    pub since: Moment,
    pub proposed_by: Option<PersonRef>,
    /// Why it was proposed.
    pub words: String,
    pub task_force: Option<TaskForce>,
    /// Oldest first.
    pub updates: Vec<CrisisUpdate>,
    /// Updates owed by earlier crises of the case: numbers of updates never come twice.
    pub earlier_updates: usize,
    pub ended_at: Option<Moment>,
}

/// Who handles a crisis, as named by the manager: people of the vendor need no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForce {
    /// From the vendor.
    pub coordinator: String,
    /// The local leader.
    pub leader: String,
    pub members: Vec<String>,
}

/// One update of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrisisUpdate {
    pub at: Moment,
    pub by: Option<PersonRef>,
    pub words: String,
}

impl Crisis {
    /// True until somebody ends it.
    pub fn is_on(&self) -> bool {
        self.ended_at.is_none()
    }

    /// When the record was last brought up to date; its beginning counts.
    pub fn updated_at(&self) -> Moment {
        self.updates.last().map_or(self.since, |update| update.at)
    }

    /// The number of the update that is owed next: 1 for the first of the case.
    pub fn next_update(&self) -> usize {
        self.earlier_updates + self.updates.len() + 1
    }
}
