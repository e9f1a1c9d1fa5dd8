//! What happened in a period, counted from the cases of an organisation.

use crate::Moment;
use crate::case::crisis::ContingencyTrigger;
use crate::case::severity::Severity;
use crate::case::{Case, Kind};
use crate::clock::{Interval, Reading, State, Target};
use crate::coverage::Verdict;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a report needs of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    pub number: String,
    pub title: String,
    pub kind: Kind,
    pub severity: Severity,
    /// The product line of its device; empty when nobody has said.
    pub product: String,
    pub opened_at: Moment,
    /// When it was resolved; a refused service record takes that back.
    pub resolved_at: Option<Moment>,
    pub verdict: Verdict,
    pub readings: Vec<Reading>,
    /// Why a contingency plan was called, if one was: the customer knows of it then.
    pub trigger: Option<ContingencyTrigger>,
    /// The cause that the service record names; empty before there is one.
    pub cause: String,
}

impl CaseFacts {
    /// Of a case with its readings.
    pub fn of(case: Case, product: String, readings: Vec<Reading>) -> CaseFacts {
        let verdict = case.coverage().verdict;
        let case = case.for_customer();
        CaseFacts {
            number: case.opening.number,
            title: case.opening.title,
            kind: case.opening.kind,
            severity: case.severity,
            product,
            opened_at: case.opened_at,
            resolved_at: case.resolution.as_ref().map(|resolution| resolution.at),
            verdict,
            readings,
            trigger: case.contingency.map(|plan| plan.trigger),
            cause: case.resolution.map(|resolution| resolution.cause).unwrap_or_default(),
        }
    }
}

/// How many cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseCount {
    /// Opened in the period.
    pub opened: u32,
    /// Resolved in it, whenever they were opened.
    pub resolved: u32,
    /// Opened before its end and not resolved then; of a period that goes on, not resolved now.
    pub open: u32,
}

impl CaseCount {
    fn add(&mut self, case: &CaseFacts, within: &Interval) {
        let resolved_before = |end| case.resolved_at.is_some_and(|at| at < end);
        self.opened += u32::from(is_in(within, case.opened_at));
        self.resolved += u32::from(case.resolved_at.is_some_and(|at| is_in(within, at)));
        self.open += u32::from(case.opened_at < within.until && !resolved_before(within.until));
    }

    fn is_none(self) -> bool {
        self == CaseCount::default()
    }
}

/// How a target was kept. It counts when it is decided: when it was met in time, or when its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetCount {
    pub target: Target,
    pub due: u32,
    pub met: u32,
    /// Met late, or not met yet.
    pub breached: u32,
    /// Half of them took no longer than this: service time, and what was late by the clock on the wall, in milliseconds. None
    /// when none was due, or so many are not met yet that nobody knows.
    pub median_ms: Option<i64>,
}

/// A target that was not met in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub number: String,
    pub title: String,
    pub severity: Severity,
    pub target: Target,
    pub limit_ms: i64,
    pub due: Moment,
    /// Until it was met, or until now, by the clock on the wall.
    pub over_ms: i64,
    pub met: bool,
    pub trigger: Option<ContingencyTrigger>,
    pub cause: String,
}

/// Everything that is counted from cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub cases: CaseCount,
    /// Without those of which there was nothing.
    pub kinds: Vec<(Kind, CaseCount)>,
    pub severities: Vec<(Severity, CaseCount)>,
    /// By product line, the most opened first.
    pub products: Vec<(String, CaseCount)>,
    /// Every target that policies promise.
    pub targets: Vec<TargetCount>,
    /// The first one that was due first.
    pub breaches: Vec<Breach>,
    /// Of the cases opened, without those of which there was none.
    pub coverage: Vec<(Verdict, u32)>,
}

impl Figures {
    /// All targets together: how many were due, and how many of them met.
    pub fn kept(&self) -> (u32, u32) {
        self.targets.iter().fold((0, 0), |(due, met), count| (due + count.due, met + count.met))
    }
}

/// What happened from the first moment of the period to the first after it, as is known at `now`.
pub fn figures(cases: &[CaseFacts], within: Interval, now: Moment) -> Figures {
    let count = |belongs: &dyn Fn(&CaseFacts) -> bool| {
        let mut count = CaseCount::default();
        cases.iter().filter(|case| belongs(case)).for_each(|case| count.add(case, &within));
        count
    };
    let kinds = Kind::ALL.map(|kind| (kind, count(&|case| case.kind == kind)));
    let severities = Severity::ALL.map(|severity| (severity, count(&|case| case.severity == severity)));
    let opened =
        |verdict| cases.iter().filter(|case| case.verdict == verdict && is_in(&within, case.opened_at)).count();
    let coverage = Verdict::ALL.map(|verdict| (verdict, u32::try_from(opened(verdict)).unwrap_or(u32::MAX)));
    let decided = decided(cases, &within, now);
    Figures {
        cases: count(&|_| true),
        kinds: kinds.into_iter().filter(|(_, count)| !count.is_none()).collect(),
        severities: severities.into_iter().filter(|(_, count)| !count.is_none()).collect(),
        products: products(cases, &within),
        targets: Target::PROMISED.map(|target| kept(target, &decided)).to_vec(),
        breaches: breaches(&decided),
        coverage: coverage.into_iter().filter(|(_, count)| *count > 0).collect(),
    }
}

fn is_in(within: &Interval, at: Moment) -> bool {
    within.from <= at && at < within.until
}

fn products(cases: &[CaseFacts], within: &Interval) -> Vec<(String, CaseCount)> {
    let mut products: BTreeMap<&str, CaseCount> = BTreeMap::new();
    for case in cases {
        products.entry(&case.product).or_default().add(case, within);
    }
    let counted = products.into_iter().filter(|(_, count)| !count.is_none());
    let mut counted: Vec<(String, CaseCount)> = counted.map(|(name, count)| (name.to_owned(), count)).collect();
    counted.sort_by_key(|(name, count)| (name.is_empty(), Reverse((count.opened, count.resolved, count.open))));
    counted
}

/// A target whose outcome is known.
struct Decided<'a> {
    case: &'a CaseFacts,
    reading: &'a Reading,
    at: Moment,
    /// By how long it was late; none when it was met in time.
    over_ms: Option<i64>,
    /// None while it is not met.
    took_ms: Option<i64>,
}

fn decided<'a>(cases: &'a [CaseFacts], within: &Interval, now: Moment) -> Vec<Decided<'a>> {
    let readings = cases.iter().flat_map(|case| case.readings.iter().map(move |reading| (case, reading)));
    let known = readings.filter_map(|(case, reading)| {
        let (at, over_ms, took_ms) = match reading.at(now).state {
            State::Met { took_ms } => (reading.met_at?, None, Some(took_ms)),
            State::MetLate { over_ms } => (reading.due?, Some(over_ms), Some(reading.limit_ms + over_ms)),
            State::Breached { over_ms } => (reading.due?, Some(over_ms), None),
            State::Running { .. } | State::Standing { .. } | State::Paused { .. } | State::Dropped => return None,
        };
        Some(Decided { case, reading, at, over_ms, took_ms })
    });
    known.filter(|decided| is_in(within, decided.at)).collect()
}

fn kept(target: Target, decided: &[Decided<'_>]) -> TargetCount {
    let of_target = decided.iter().filter(|decided| decided.reading.target == target);
    let mut count = TargetCount { target, due: 0, met: 0, breached: 0, median_ms: None };
    let mut took = Vec::new();
    for decided in of_target {
        count.due += 1;
        count.met += u32::from(decided.over_ms.is_none());
        count.breached += u32::from(decided.over_ms.is_some());
        took.push(decided.took_ms);
    }
    count.median_ms = median(took);
    count
}

/// The one in the middle, or what lies between the two there; what is not met yet takes longer than everything else.
fn median(mut took: Vec<Option<i64>>) -> Option<i64> {
    took.sort_by_key(|took| (took.is_none(), *took));
    let middle = took.len() / 2;
    let upper = *took.get(middle)?;
    match took.len() % 2 {
        1 => upper,
        _ => Some((took.get(middle - 1).copied()?? + upper?) / 2),
    }
}

fn breaches(decided: &[Decided<'_>]) -> Vec<Breach> {
    let late = decided.iter().filter_map(|decided| {
        let Decided { case, reading, at, over_ms, took_ms } = decided;
        Some(Breach {
            number: case.number.clone(),
            title: case.title.clone(),
            severity: case.severity,
            target: reading.target,
            limit_ms: reading.limit_ms,
            due: *at,
            over_ms: (*over_ms)?,
            met: took_ms.is_some(),
            trigger: case.trigger,
            cause: case.cause.clone(),
        })
    });
    let mut late: Vec<Breach> = late.collect();
    late.sort_by(|one, other| (one.due, &one.number).cmp(&(other.due, &other.number)));
    late
}
