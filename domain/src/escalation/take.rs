//! What is recorded when a step is due: nothing when it no longer holds.

use super::{Deed, Step, crisis_key, level, quote_key, reminder_key, wants_contingency};
use crate::Moment;
use crate::case::Case;
use crate::case::decide::quote_lapsed;
use crate::case::event::Happening;
use crate::case::severity::Severity;
use crate::clock::Target;
use crate::policy::{Lead, Policy};
use chrono::TimeDelta;

/// What to record for a step that is due: nothing when it is not yet, or no longer holds (met, resolved, another
/// severity). It is marked late when more than the tolerance has passed since it was due.
///
/// The step is one that [`super::steps`] gave for the case as it is now; a change of the case may have moved it.
pub fn take(case: &Case, policy: &Policy, step: &Step, now: Moment, tolerance: TimeDelta) -> Vec<Happening> {
    let Some(at) = step.at.filter(|at| *at <= now) else { return Vec::new() };
    let late = now - at > tolerance;
    let holds = !case.is_resolved() && holds(case, policy, step);
    if holds { recorded(case, &step.deed, late) } else { Vec::new() }
}

fn holds(case: &Case, policy: &Policy, step: &Step) -> bool {
    let now = level(case, policy).severity;
    match &step.deed {
        Deed::Escalate { severity, elapsed_minutes, roles, .. } => {
            now == *severity && escalates(case, policy, *elapsed_minutes, roles)
        }
        Deed::Remind { target, lead, .. } => reminds(case, policy, *target, *lead, &step.key),
        Deed::RaiseSeverity { from, to, target } => rises(case, policy, (*from, *to), *target, now),
        Deed::CallContingency { target, .. } => wants_contingency(case) && awaits(case, policy, *target),
        Deed::DemandCrisisUpdate { .. } => {
            case.crisis_on().is_some_and(|crisis| crisis_key(crisis.next_update()) == step.key)
        }
        Deed::LapseQuote { .. } => {
            case.quote.as_ref().is_some_and(|quote| quote.is_pending() && quote_key(quote.nth) == step.key)
        }
    }
}

/// Coverage decided meanwhile may have taken the case out of the matrix.
fn escalates(case: &Case, policy: &Policy, elapsed_minutes: i64, roles: &[String]) -> bool {
    let demand = level(case, policy);
    let in_matrix = policy
        .escalations
        .iter()
        .any(|row| row.holds(demand) && row.elapsed_minutes == elapsed_minutes && row.roles == roles);
    let in_emergency = policy
        .emergencies
        .iter()
        .any(|row| row.holds(demand) && row.within_minutes == Some(elapsed_minutes) && row.told() == roles);
    case.restored_at.is_none() && (in_matrix || in_emergency)
}

fn reminds(case: &Case, policy: &Policy, target: Target, lead: Lead, key: &str) -> bool {
    awaits(case, policy, target) && key == reminder_key(target, level(case, policy).severity, lead)
}

fn rises(case: &Case, policy: &Policy, (from, to): (Severity, Severity), target: Target, now: Severity) -> bool {
    now == from && policy.level_above(from) == Some(to) && awaits(case, policy, target)
}

/// Whether the target is promised and not met.
fn awaits(case: &Case, policy: &Policy, target: Target) -> bool {
    case.met_at(target).is_none() && policy.promise_of(target, level(case, policy)).is_some()
}

fn recorded(case: &Case, deed: &Deed, late: bool) -> Vec<Happening> {
    let happening = match deed.clone() {
        Deed::Escalate { roles, severity, elapsed_minutes, customer_told } => {
            Happening::Escalated { roles, severity, elapsed_minutes, customer_told, late }
        }
        Deed::Remind { due: None, .. } => return Vec::new(),
        Deed::Remind { target, due: Some(due), to, .. } => Happening::Reminded { target, due, to, late },
        Deed::RaiseSeverity { from, to, target } => Happening::SeverityRose { from, to, target, late },
        Deed::CallContingency { trigger, actions, .. } => Happening::ContingencyCalled { trigger, actions, late },
        Deed::DemandCrisisUpdate { due } => Happening::CrisisUpdateDemanded { due, late },
        Deed::LapseQuote { .. } => return quote_lapsed(case, late),
    };
    vec![happening]
}
