//! What a policy does by itself as time passes (domain.md §§5–6), as data: the escalation matrix, reminders, severity
//! that rises, the half-time rule, emergency levels, the duty of a crisis. When each is due is in [`crate::escalation`].

use super::Demand;
use crate::case::Kind;
use crate::case::crisis::ContingencyAction;
use crate::case::severity::Severity;
use crate::clock::Target;
use crate::coverage::Verdict;
use serde::{Deserialize, Serialize};

/// Whose time escalations count. Either way the time in which a case counted as resolved is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscalationClock {
    /// The clock on the wall: nights, holidays and waiting for the customer count.
    #[default]
    Wall,
    /// The service hours of that calendar; stands still while waiting for the customer.
    Service { hours: String },
}

/// One cell of the escalation matrix: so long after the opening these roles are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    pub severity: Severity,
    /// Minutes since the opening, by the policy's [`EscalationClock`].
    pub elapsed_minutes: i64,
    /// Ids of the role catalogue, e.g. `department_manager`.
    pub roles: Vec<String>,
    #[serde(default)]
    pub audience: Audience,
    /// Faults only when the file says nothing.
    #[serde(default = "faults_only")]
    pub kinds: Vec<Kind>,
    /// Covered or not yet decided when the file says nothing.
    #[serde(default = "served")]
    pub verdicts: Vec<Verdict>,
}

/// Who reads that a case was escalated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The service company only.
    #[default]
    Staff,
    /// The customer, too.
    Customer,
}

/// A reminder before a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    pub targets: Vec<Target>,
    pub lead: Lead,
    #[serde(default)]
    pub to: Recipient,
}

/// How long before a limit a reminder comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// When that share of the limit is gone, 1 to 99.
    SharePercent(i64),
    /// When that many minutes of service time are left; limits no longer than that have no such reminder.
    MinutesLeft(i64),
}

/// Who is reminded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The engineer who has the case; the dispatcher while nobody has it.
    #[default]
    Engineer,
    Dispatcher,
}

/// Severity rises by itself, one level, when the limit of that target passes (domain.md §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rise {
    pub target: Target,
}

/// When that share of the target's limit is gone and no spare stands at the site, a contingency is called (domain.md §6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfTime {
    pub target: Target,
    /// 1 to 99.
    pub share_percent: i64,
    pub actions: Vec<ContingencyAction>,
}

/// An emergency level (domain.md §5, A): who is called when it is not handled in time, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    pub severity: Severity,
    /// Handling time in minutes by the policy's [`EscalationClock`]; none is open.
    #[serde(default)]
    pub within_minutes: Option<i64>,
    /// Role ids of those called up.
    pub experts: Vec<String>,
    /// Role ids of those accountable.
    #[serde(default)]
    pub accountable: Vec<String>,
    #[serde(default)]
    pub audience: Audience,
    #[serde(default = "faults_only")]
    pub kinds: Vec<Kind>,
    #[serde(default = "served")]
    pub verdicts: Vec<Verdict>,
}

/// What a crisis demands of those who handle it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrisisDuty {
    /// Minutes, by the clock on the wall, within which the record is updated again.
    pub update_every_minutes: i64,
}

impl Escalation {
    /// Whether it is about such a case; the severity is one of the policy's levels.
    pub(crate) fn holds(&self, demand: Demand) -> bool {
        self.severity == demand.severity && self.kinds.contains(&demand.kind) && self.verdicts.contains(&demand.verdict)
    }
}

impl Emergency {
    /// Whether it is about such a case; the severity is one of the policy's levels.
    pub(crate) fn holds(&self, demand: Demand) -> bool {
        self.severity == demand.severity && self.kinds.contains(&demand.kind) && self.verdicts.contains(&demand.verdict)
    }

    /// Everybody who is told, each once: those called up, then those accountable.
    pub fn told(&self) -> Vec<String> {
        let mut told = self.experts.clone();
        told.extend(self.accountable.iter().filter(|role| !self.experts.contains(role)).cloned());
        told
    }
}

fn faults_only() -> Vec<Kind> {
    vec![Kind::Fault]
}

fn served() -> Vec<Verdict> {
    vec![Verdict::Covered, Verdict::NeedsDecision]
}
