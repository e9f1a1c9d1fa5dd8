//! Why a countdown stands where it stands, on demand: which hours counted, which pauses and closed days were left out.
//! Computed on the server from the calendar; plain data for the page and the simulator, without a word.

use super::calendar::{Interval, ServiceHours};
use super::measure::service_time;
use super::year::{DayKind, DaySheet};
use super::{Pause, PauseReason, Reading, Target};
use crate::Moment;
use crate::case::Case;
use crate::person::Bilingual;
use chrono::{Days, NaiveDate, TimeZone};
use serde::{Deserialize, Serialize};

/// Most days that are listed as skipped or adjusted: a longer limit is explained by its first year.
const DAYS_MOST: u64 = 366;

/// One countdown explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub target: Target,
    /// What the calendar is called.
    pub hours: Bilingual,
    pub from: Moment,
    /// None while it is paused.
    pub due: Option<Moment>,
    pub limit_ms: i64,
    /// The stretches that count, oldest first, up to the due moment or to the pause.
    pub counted: Vec<Interval>,
    /// The pauses within, oldest first.
    pub pauses: Vec<PauseSheet>,
    /// Days within, from first to last, on which the calendar is closed.
    pub skipped: Vec<SkippedDay>,
    /// 调休: days within that are worked by announcement.
    #[serde(with = "crate::day")]
    pub adjusted: Vec<NaiveDate>,
    /// True when a day within is beyond the holidays on file, so that the due moment may move.
    pub beyond_data: bool,
}

/// What happened to a case that made its clocks count as they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// When it was typed in, if later than it was opened.
    pub registered_at: Option<Moment>,
    /// When its severity last changed.
    pub severity_since: Option<Moment>,
    /// When coverage was decided, if after the opening.
    pub decided_at: Option<Moment>,
    /// When the customer refused a service record, oldest first.
    pub reopened: Vec<Moment>,
}

impl Background {
    /// That of a case as it is now.
    pub fn of(case: &Case) -> Background {
        let refused = case.pauses.iter().filter(|pause| pause.why == PauseReason::AwaitingConfirmation);
        Background {
            registered_at: case.registered_at,
            severity_since: case.severity_since,
            decided_at: case.decision.as_ref().map(|decision| decision.at),
            reopened: refused.filter_map(|pause| pause.until).collect(),
        }
    }
}

/// One pause and what it was worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseSheet {
    pub since: Moment,
    /// None while it lasts.
    pub until: Option<Moment>,
    pub why: PauseReason,
    /// Its length on the wall; none while it lasts.
    pub wall_ms: Option<i64>,
    /// The service time it gave back; none while it lasts. Of two that overlap each says its own.
    pub service_ms: Option<i64>,
}

/// One day that did not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedDay {
    #[serde(with = "crate::day")]
    pub date: NaiveDate,
    pub kind: DayKind,
}

/// Explains a reading by the hours it was counted in.
pub fn explain<Z: TimeZone>(reading: &Reading, hours: &ServiceHours<Z>) -> Explanation {
    let days = days_within(reading, hours);
    let closed = |day: &&DaySheet| day.hours.is_empty();
    let adjusted = |day: &&DaySheet| day.kind == DayKind::AdjustedWork;
    let mut pauses: Vec<PauseSheet> = reading.pauses.iter().map(|pause| sheet(pause, reading, hours)).collect();
    pauses.sort_by_key(|pause| pause.since);
    Explanation {
        target: reading.target,
        hours: hours.calendar.name.clone(),
        from: reading.opened_at,
        due: reading.due,
        limit_ms: reading.limit_ms,
        counted: reading.running.clone(),
        pauses,
        skipped: days.iter().filter(closed).map(|day| SkippedDay { date: day.date, kind: day.kind }).collect(),
        adjusted: days.iter().filter(adjusted).map(|day| day.date).collect(),
        beyond_data: days.iter().any(|day| day.kind == DayKind::BeyondData),
    }
}

/// The days from the first moment to the last that is known, both included.
fn days_within<Z: TimeZone>(reading: &Reading, hours: &ServiceHours<Z>) -> Vec<DaySheet> {
    let stands_at = reading.pauses.iter().map(|pause| pause.since).max();
    let last = reading.due.or(stands_at).unwrap_or(reading.opened_at).max(reading.opened_at);
    let date = |at: Moment| at.with_timezone(&hours.zone).date_naive();
    let (first, last) = (date(reading.opened_at), date(last));
    let last = last.min(first.checked_add_days(Days::new(DAYS_MOST)).unwrap_or(last));
    first.iter_days().take_while(|day| *day <= last).map(|day| hours.day(day)).collect()
}

fn sheet<Z: TimeZone>(pause: &Pause, reading: &Reading, hours: &ServiceHours<Z>) -> PauseSheet {
    let since = pause.since.max(reading.opened_at);
    PauseSheet {
        since: pause.since,
        until: pause.until,
        why: pause.why.clone(),
        wall_ms: pause.until.map(|until| (until - since).num_milliseconds().max(0)),
        service_ms: pause.until.map(|until| service_time(since, until, hours).num_milliseconds().max(0)),
    }
}
