//! Which of several contracts is the best for the customer: first the one whose policy promises more for this kind of service,
//! then the one that uses nothing up, then the one that runs longer. Numbers decide between equals, so that the order in
//! which contracts are looked at never matters.

use super::{Lesser, Question};
use crate::case::Kind;
use crate::case::severity::Severity;
use crate::clock::Target;
use crate::contract::Contract;
use crate::coverage::Verdict;
use crate::policy::{Limit, Policy};
use std::cmp::{Ordering, Reverse};

const DAY_MINUTES: i64 = 24 * 60;
const WEEK_MINUTES: i64 = 7 * DAY_MINUTES;

/// What a policy promises for one kind of service under a contract: minutes by the wall clock, on average, for each target of
/// each severity, the most severe first. The smaller the stricter; no promise is the most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strictness(Vec<i64>);

impl Strictness {
    /// Of that policy. `weekly_minutes` of a calendar by its id: two hours of 5×8 last longer than two hours of 7×24.
    pub fn of(policy: &Policy, kind: Kind, weekly_minutes: impl Fn(&str) -> i64) -> Strictness {
        let wall = |severity: Severity, target: Target| {
            let promises = policy.promises_for(severity, kind, Verdict::Covered);
            let promise = promises.into_iter().find(|promise| promise.target == target)?;
            let open = weekly_minutes(&promise.hours).clamp(1, WEEK_MINUTES);
            Some(match promise.limit() {
                Limit::Minutes(minutes) => minutes.saturating_mul(WEEK_MINUTES) / open,
                Limit::WorkingDays(days) => days.saturating_add(1).saturating_mul(DAY_MINUTES),
            })
        };
        let targets = [Target::Restore, Target::OnSite, Target::Respond, Target::Resolve];
        let limits = Severity::ALL.into_iter().flat_map(|severity| targets.map(|target| (severity, target)));
        Strictness(limits.map(|(severity, target)| wall(severity, target).unwrap_or(i64::MAX)).collect())
    }
}

/// A policy that is not known promises the least.
fn compare_promises(question: &Question<'_>, one: &Contract, other: &Contract) -> Ordering {
    let strictness = |contract: &Contract| question.strictness.get(&contract.policy);
    match (strictness(one), strictness(other)) {
        (Some(one), Some(other)) => one.cmp(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The better contract first.
pub(super) fn by_goodness(question: &Question<'_>, one: &Contract, other: &Contract) -> Ordering {
    let meters = |contract: &Contract| contract.terms.included.meters(question.kind);
    let length = |contract: &Contract| Reverse(contract.ends_on);
    compare_promises(question, one, other)
        .then_with(|| meters(one).cmp(&meters(other)))
        .then_with(|| length(one).cmp(&length(other)))
        .then_with(|| (&one.number, one.id).cmp(&(&other.number, other.id)))
}

/// Why that one is not the best.
pub(super) fn lesser(question: &Question<'_>, best: &Contract, other: &Contract) -> Lesser {
    let meters = |contract: &Contract| contract.terms.included.meters(question.kind);
    match compare_promises(question, best, other) {
        Ordering::Less => Lesser::PromisesLess,
        _ if meters(other) && !meters(best) => Lesser::UsesUpIncluded,
        _ => Lesser::EndsSooner,
    }
}
