//! Service policies (SLA 模板, domain.md §4) as data: a manager's file, never a constant in code.

use crate::case::Kind;
use crate::case::severity::Severity;
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
    pub name: Bilingual,
    /// One sentence for the customer: what it promises.
    pub summary: Bilingual,
    /// The levels this policy has, the most severe first.
    pub severities: Vec<SeverityDefinition>,
    #[serde(rename = "promise")]
    pub promises: Vec<Promise>,
}

/// A level of severity in this policy's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityDefinition {
    pub level: Severity,
    pub name: Bilingual,
    /// The plain definition shown to the reporter while choosing.
    pub meaning: Bilingual,
}

/// A promised time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub target: Target,
    pub severities: Vec<Severity>,
    pub kinds: Vec<Kind>,
    /// Verdicts it holds for; covered cases only when the file says nothing.
    #[serde(default = "covered_only")]
    pub verdicts: Vec<Verdict>,
    /// Service time, in minutes.
    pub within_minutes: i64,
    /// Id of the calendar whose hours count, e.g. `7x24`.
    pub hours: String,
}

fn covered_only() -> Vec<Verdict> {
    vec![Verdict::Covered]
}

impl Policy {
    /// The promises that hold for such a case, in the order of [`Target`]; of several for one target the first in the
    /// file wins. A level that the policy lacks counts as its [`nearest`](Policy::nearest_level).
    pub fn promises_for(&self, severity: Severity, kind: Kind, verdict: Verdict) -> Vec<&Promise> {
        let severity = self.nearest_level(severity);
        let mut found: Vec<&Promise> = Vec::new();
        for promise in &self.promises {
            let holds = promise.severities.contains(&severity)
                && promise.kinds.contains(&kind)
                && promise.verdicts.contains(&verdict);
            if holds && !found.iter().any(|other| other.target == promise.target) {
                found.push(promise);
            }
        }
        found.sort_by_key(|promise| promise.target);
        found
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

    /// Ids of the calendars whose hours its promises count: a timetable must hold them all.
    pub fn calendars(&self) -> BTreeSet<&str> {
        self.promises.iter().map(|promise| promise.hours.as_str()).collect()
    }
}
