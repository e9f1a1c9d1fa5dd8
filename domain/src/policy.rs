//! Service policies (SLA 模板, domain.md §4) as data: a manager's file, never a constant in code.
//!
//! Here is the policy as a whole and which of its promises hold for a case; [`promise`] and [`escalation`] hold its
//! rows, [`role`] whom it names, [`check`] what is wrong with one that somebody edits, [`draft`] the form in which they do,
//! [`glance`] its tables to read, [`sheet`] what pages show of it.

pub mod check;
pub mod draft;
pub mod escalation;
pub mod glance;
pub mod promise;
pub mod role;
pub mod sheet;

pub use check::{Known, PolicyFlaw, PolicyFlawKind};
pub use draft::PolicyDraft;
pub use escalation::{
    Audience, CrisisDuty, Emergency, Escalation, EscalationClock, HalfTime, Lead, Recipient, Reminder, Rise,
};
pub use promise::{Limit, Promise, Start, Waiting};
pub use role::{Bound, EscalationRole, RoleBinding, Roles};

use crate::case::severity::Severity;
use crate::case::{Case, Kind, Origin};
use crate::clock::Target;
use crate::coverage::Verdict;
use crate::person::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One service policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// e.g. `a`
    pub id: String,
    /// Grows with every edit; open cases keep the version they were opened with.
    #[serde(default = "first_version")]
    pub version: i64,
    /// Whose time the escalation matrix counts.
    #[serde(default)]
    pub escalation_clock: EscalationClock,
    pub name: Bilingual,
    /// One sentence for the customer: what it promises.
    pub summary: Bilingual,
    /// The levels this policy has, the most severe first.
    pub severities: Vec<SeverityDefinition>,
    #[serde(rename = "promise", default)]
    pub promises: Vec<Promise>,
    /// The escalation matrix (升级上报, domain.md §5), one row a cell.
    #[serde(rename = "escalation", default)]
    pub escalations: Vec<Escalation>,
    #[serde(rename = "reminder", default)]
    pub reminders: Vec<Reminder>,
    /// Severity that rises by itself; none where the policy has no such rule.
    #[serde(default)]
    pub rise: Option<Rise>,
    /// The half-time rule of the contingency plan (domain.md §6).
    #[serde(default)]
    pub contingency: Option<HalfTime>,
    /// Emergency levels (domain.md §5, A).
    #[serde(rename = "emergency", default)]
    pub emergencies: Vec<Emergency>,
    /// What a crisis demands (domain.md §6).
    #[serde(default)]
    pub crisis: Option<CrisisDuty>,
}

/// The version of policies and of records made before there were versions.
pub(crate) fn first_version() -> i64 {
    1
}

/// A level of severity in this policy's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityDefinition {
    pub level: Severity,
    pub name: Bilingual,
    /// The plain definition shown to the reporter while choosing.
    pub meaning: Bilingual,
}

/// What a promise or a step is asked for: the part of a case that rows of a policy look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub severity: Severity,
    pub kind: Kind,
    pub verdict: Verdict,
    pub origin: Origin,
}

impl Demand {
    /// What the case is, by the coverage decided last.
    pub fn of(case: &Case) -> Demand {
        let opening = &case.opening;
        Demand { severity: case.severity, kind: opening.kind, verdict: case.coverage().verdict, origin: opening.origin }
    }
}

impl Policy {
    /// The promises that hold for such a case reported in the portal; see [`Policy::promises_on`].
    pub fn promises_for(&self, severity: Severity, kind: Kind, verdict: Verdict) -> Vec<&Promise> {
        self.promises_on(Demand { severity, kind, verdict, origin: Origin::Web })
    }

    /// The promises that hold for such a case, in the order of [`Target`]; of several for one target the first in the
    /// file wins. A level that the policy lacks counts as its [`nearest`](Policy::nearest_level).
    pub fn promises_on(&self, demand: Demand) -> Vec<&Promise> {
        let demand = Demand { severity: self.nearest_level(demand.severity), ..demand };
        let mut found: Vec<&Promise> = Vec::new();
        for promise in self.promises.iter().filter(|promise| promise.holds(demand)) {
            if !found.iter().any(|other| other.target == promise.target) {
                found.push(promise);
            }
        }
        found.sort_by_key(|promise| promise.target);
        found
    }

    /// The promise of one target, if it holds.
    pub fn promise_of(&self, target: Target, demand: Demand) -> Option<&Promise> {
        self.promises_on(demand).into_iter().find(|promise| promise.target == target)
    }

    /// The policy's words for that level; none when it lacks the level.
    pub fn definition(&self, severity: Severity) -> Option<&SeverityDefinition> {
        self.severities.iter().find(|definition| definition.level == severity)
    }

    /// That level, or, when the policy lacks it, the next more severe one it has; nobody is served worse for it.
    pub fn nearest_level(&self, severity: Severity) -> Severity {
        let levels = || self.severities.iter().map(|definition| definition.level);
        levels().filter(|level| *level <= severity).max().or_else(|| levels().min()).unwrap_or(severity)
    }

    /// The next more severe level the policy has, if that one can rise.
    pub fn level_above(&self, severity: Severity) -> Option<Severity> {
        self.severities.iter().map(|definition| definition.level).filter(|level| *level < severity).max()
    }

    /// Ids of the roles it tells something.
    pub fn roles(&self) -> BTreeSet<&str> {
        let escalations = self.escalations.iter().flat_map(|escalation| &escalation.roles);
        let emergencies = self.emergencies.iter();
        let called = emergencies.flat_map(|emergency| emergency.experts.iter().chain(&emergency.accountable));
        escalations.chain(called).map(String::as_str).collect()
    }

    /// Ids of the calendars whose hours it counts: a timetable must hold them all.
    pub fn calendars(&self) -> BTreeSet<&str> {
        let escalation = match &self.escalation_clock {
            EscalationClock::Wall => None,
            EscalationClock::Service { hours } => Some(hours.as_str()),
        };
        self.promises.iter().map(|promise| promise.hours.as_str()).chain(escalation).collect()
    }
}
