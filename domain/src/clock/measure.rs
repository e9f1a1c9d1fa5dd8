//! Measures one promise for one case: which stretches count, when the limit is used up. No current time is needed, so
//! nothing here goes stale before the case changes.

use super::calendar::{Interval, ServiceHours};
use super::{Pause, Reading};
use crate::Moment;
use crate::case::Case;
use crate::case::stage::Stage;
use crate::policy::Promise;
use chrono::{TimeDelta, TimeZone};

/// Ten years: no promise is longer, and sums of milliseconds stay far from overflow.
const LIMIT_MOST_MINUTES: i64 = 10 * 366 * 24 * 60;

/// The reading of that promise; none when its hours end before the limit is used up and nothing pauses the clock.
pub(super) fn reading<Z: TimeZone>(case: &Case, promise: &Promise, hours: &ServiceHours<Z>) -> Option<Reading> {
    let limit = TimeDelta::minutes(promise.within_minutes.clamp(0, LIMIT_MOST_MINUTES));
    let met_at = case.met_at(promise.target);
    let resolved = matches!(case.stage, Stage::Confirmation | Stage::Closed);
    let pauses = pauses_before(met_at, &case.pauses);
    let standstill = pauses.iter().filter(|pause| pause.until.is_none()).map(|pause| pause.since).min();
    let closed = closed(&pauses);
    let stretches = hours.intervals(case.opened_at).flat_map(|open| without(open, &closed));
    let (running, due) = run(case.opened_at, stretches, limit, standstill);
    (due.is_some() || standstill.is_some()).then(|| Reading {
        target: promise.target,
        limit_ms: limit.num_milliseconds(),
        hours: promise.hours.clone(),
        opened_at: case.opened_at,
        running,
        due,
        met_at,
        pauses,
        dropped: resolved && met_at.is_none(),
    })
}

/// A target that was met has its time: later pauses do not move it.
fn pauses_before(met_at: Option<Moment>, pauses: &[Pause]) -> Vec<Pause> {
    pauses.iter().filter(|pause| met_at.is_none_or(|met_at| pause.since < met_at)).cloned().collect()
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
fn run(
    opened_at: Moment,
    stretches: impl Iterator<Item = Interval>,
    limit: TimeDelta,
    standstill: Option<Moment>,
) -> (Vec<Interval>, Option<Moment>) {
    let mut running = Vec::new();
    let mut left = limit;
    if left.is_zero() {
        return (running, Some(opened_at));
    }
    for stretch in stretches {
        let until = standstill.map_or(stretch.until, |standstill| stretch.until.min(standstill));
        if until <= stretch.from {
            return (running, None);
        }
        if until - stretch.from >= left {
            let due = stretch.from + left;
            running.push(Interval { from: stretch.from, until: due });
            return (running, Some(due));
        }
        left -= until - stretch.from;
        running.push(Interval { from: stretch.from, until });
    }
    (running, None)
}
