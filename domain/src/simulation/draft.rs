//! The form of a trial as typed, or as it stands in an address: local wall times in the reader's zone.

use super::Scenario;
use crate::Moment;
use crate::case::severity::Severity;
use crate::case::{Kind, Origin};
use crate::coverage::Verdict;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// What is assumed, field by field; moments like `2026-09-30T17:30`, as browsers send them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ScenarioDraft {
    pub policy: String,
    pub severity: String,
    pub kind: String,
    pub opened: String,
    pub paused_from: String,
    pub paused_until: String,
    pub restored: String,
}

impl ScenarioDraft {
    /// The scenario that was meant: a covered case, reported in the portal.
    ///
    /// # Errors
    /// `Flawed` with every field that is no choice or no moment, or a pause that ends before it begins.
    pub fn parse(&self, zone: &Zone) -> Result<Scenario, Refusal> {
        let mut flaws = Vec::new();
        let severity = self.severity.parse().ok().and_then(Severity::from_level);
        let kind = Kind::from_key(&self.kind);
        flaws.extend(severity.is_none().then(|| Flaw::of("severity", FlawKind::NotAChoice)));
        flaws.extend(kind.is_none().then(|| Flaw::of("kind", FlawKind::NotAChoice)));
        let mut at = |field: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => {
                let read = local(zone, typed);
                flaws.extend(read.is_none().then(|| Flaw::of(field, FlawKind::NotAMoment)));
                read
            }
        };
        let opened_at = at("opened", &self.opened);
        let (since, until) = (at("paused_from", &self.paused_from), at("paused_until", &self.paused_until));
        let restored_at = at("restored", &self.restored);
        if opened_at.is_none() && self.opened.trim().is_empty() {
            flaws.push(Flaw::of("opened", FlawKind::Empty));
        }
        if since.zip(until).is_some_and(|(since, until)| until < since) {
            flaws.push(Flaw::of("paused_until", FlawKind::NotAMoment));
        }
        match (severity, kind, opened_at) {
            (Some(severity), Some(kind), Some(opened_at)) if flaws.is_empty() => Ok(Scenario {
                severity,
                kind,
                origin: Origin::Web,
                verdict: Verdict::Covered,
                opened_at,
                registered_at: None,
                pauses: since.map(|since| (since, until)).into_iter().collect(),
                part_needed_at: None,
                restored_at,
                spare_on_site: false,
            }),
            _ => Err(Refusal::Flawed(flaws)),
        }
    }
}

fn local(zone: &Zone, typed: &str) -> Option<Moment> {
    zone.moment(typed::wall(typed)?)
}
