//! Measures one promise for one case: which stretches count, when the limit is used up. No current time is needed, so
//! nothing here goes stale before the case changes.

use super::calendar::{Interval, ServiceHours, endless};
use super::{Pause, Reading, Target};
use crate::Moment;
use crate::case::Case;
use crate::case::stage::Stage;
use crate::policy::{Limit, Promise, Start, Waiting};
use chrono::{TimeDelta, TimeZone};

/// Ten years: no promise is longer, and sums of milliseconds stay far from overflow.
const LIMIT_MOST_DAYS: i64 = 10 * 366;

/// What a clock did: the stretches in which it ran, and when it reached its limit; none while it stands still before.
pub(crate) struct Run {
    pub running: Vec<Interval>,
    pub due: Option<Moment>,
}

/// The reading of that promise; none when it does not run for the case (yet), or when its hours end before the limit is
/// used up and nothing pauses the clock.
pub(super) fn reading<Z: TimeZone>(case: &Case, promise: &Promise, hours: &ServiceHours<Z>) -> Option<Reading> {
    let from = counts_from(case, promise)?;
    let limit = limit(promise, from, hours)?;
    let met_at = case.met_at(promise.target).or(promise.is_kept_by_opening().then_some(from));
    let pauses = pauses_that_count(from, met_at, promise, &case.pauses);
    let lasts = pauses.iter().any(|pause| pause.until.is_none());
    let Run { running, due } = run_in_hours(from, limit, &pauses, hours);
    (due.is_some() || lasts).then(|| Reading {
        target: promise.target,
        limit_ms: limit.num_milliseconds(),
        hours: promise.hours.clone(),
        opened_at: from,
        running,
        due,
        met_at,
        pauses,
        dropped: met_at.is_none() && is_needless(case, promise.target),
    })
}

/// The reading of what is due at a moment, whatever service time that is.
pub fn reading_until<Z: TimeZone>(
    target: Target,
    from: Moment,
    due: Moment,
    met_at: Option<Moment>,
    hours: &ServiceHours<Z>,
) -> Reading {
    let limit = service_time(from, due, hours);
    let Run { running, .. } = run_in_hours(from, limit, &[], hours);
    Reading {
        target,
        limit_ms: limit.num_milliseconds(),
        hours: hours.calendar.id.clone(),
        opened_at: from,
        running,
        due: Some(due),
        met_at,
        pauses: Vec::new(),
        dropped: false,
    }
}

/// A limit in minutes, kept within what can be counted.
pub(crate) fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count.clamp(0, LIMIT_MOST_DAYS * 24 * 60))
}

/// The run of a clock that counts those hours; the pauses are those that stop it.
pub(crate) fn run_in_hours<Z: TimeZone>(
    from: Moment,
    limit: TimeDelta,
    pauses: &[Pause],
    hours: &ServiceHours<Z>,
) -> Run {
    let closed = closed(pauses);
    let stretches = hours.intervals(from).flat_map(|open| without(open, &closed));
    run(from, stretches, limit, standstill(pauses))
}

/// The run of the clock on the wall; the pauses are those that stop even that one.
pub(crate) fn run_on_wall(from: Moment, limit: TimeDelta, pauses: &[Pause]) -> Run {
    run(from, without(endless(from), &closed(pauses)).into_iter(), limit, standstill(pauses))
}

/// From when the promise counts for the case; none while it does not.
fn counts_from(case: &Case, promise: &Promise) -> Option<Moment> {
    let waits_for_a_part = promise.target == Target::PartReplaced;
    if waits_for_a_part && case.part_needed_at.is_none() && case.met_at(promise.target).is_none() {
        return None;
    }
    match promise.counts_from {
        Start::Opening => Some(case.opened_at),
        Start::Restoration => case.restored_at,
    }
}

fn limit<Z: TimeZone>(promise: &Promise, from: Moment, hours: &ServiceHours<Z>) -> Option<TimeDelta> {
    match promise.limit() {
        Limit::Minutes(count) => Some(minutes(count)),
        Limit::WorkingDays(days) => {
            let days = usize::try_from(days.clamp(1, LIMIT_MOST_DAYS)).ok()?;
            Some(service_time(from, hours.end_of_working_day(from, days)?, hours))
        }
    }
}

/// Service time between two moments.
pub(crate) fn service_time<Z: TimeZone>(from: Moment, until: Moment, hours: &ServiceHours<Z>) -> TimeDelta {
    let stretches = hours.intervals(from).take_while(|open| open.from < until);
    stretches.map(|open| open.until.min(until) - open.from).sum()
}

/// What a resolved case owes no more. Its analysis report it does.
fn is_needless(case: &Case, target: Target) -> bool {
    matches!(case.stage, Stage::Confirmation | Stage::Closed) && target != Target::AnalysisReport
}

/// The pauses that stop it. A target that was met has its time: later pauses do not move it.
fn pauses_that_count(from: Moment, met_at: Option<Moment>, promise: &Promise, pauses: &[Pause]) -> Vec<Pause> {
    let counts = |pause: &&Pause| {
        promise.paused_by.contains(&Waiting::of(&pause.why))
            && pause.until.is_none_or(|until| until > from)
            && met_at.is_none_or(|met_at| pause.since < met_at)
    };
    pauses.iter().filter(counts).cloned().collect()
}

/// Since when the clock stands still for good.
fn standstill(pauses: &[Pause]) -> Option<Moment> {
    pauses.iter().filter(|pause| pause.until.is_none()).map(|pause| pause.since).min()
}

/// The pauses that are over, oldest first.
fn closed(pauses: &[Pause]) -> Vec<Interval> {
    let over = |pause: &Pause| pause.until.map(|until| Interval { from: pause.since, until });
    let mut closed: Vec<Interval> = pauses.iter().filter_map(over).collect();
    closed.sort_by_key(|pause| pause.from);
    closed
}

/// What is left of a stretch when the pauses, ordered by their beginning, are cut out.
fn without(open: Interval, pauses: &[Interval]) -> Vec<Interval> {
    let mut left = Vec::new();
    let mut from = open.from;
    for pause in pauses.iter().filter(|pause| pause.from < open.until) {
        if pause.from > from {
            left.push(Interval { from, until: pause.from });
        }
        from = from.max(pause.until);
    }
    if from < open.until {
        left.push(Interval { from, until: open.until });
    }
    left
}

/// Lets the clock run until the limit is used up, which is due, or until it stands still.
fn run(from: Moment, stretches: impl Iterator<Item = Interval>, limit: TimeDelta, standstill: Option<Moment>) -> Run {
    let mut running = Vec::new();
    let mut left = limit;
    if left.is_zero() {
        return Run { running, due: Some(from) };
    }
    for stretch in stretches {
        let until = standstill.map_or(stretch.until, |standstill| stretch.until.min(standstill));
        if until <= stretch.from {
            return Run { running, due: None };
        }
        if until - stretch.from >= left {
            let due = stretch.from + left;
            running.push(Interval { from: stretch.from, until: due });
            return Run { running, due: Some(due) };
        }
        left -= until - stretch.from;
        running.push(Interval { from: stretch.from, until });
    }
    Run { running, due: None }
}
