//! Service hours as data: weekly hours in a zone, with public holidays and adjusted working days (调休). The zone
//! database is the caller's: everything here is generic over [`chrono::TimeZone`].

pub use super::holidays::Holidays;
use crate::Moment;
use crate::person::Bilingual;
use chrono::{Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stretch of time, `from` included, `until` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub from: Moment,
    pub until: Moment,
}

/// One calendar file, e.g. `domain/calendars/5x8.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// e.g. `5x8`
    pub id: String,
    pub name: Bilingual,
    /// IANA name.
    pub time_zone: String,
    /// Region whose holidays close it, e.g. `cn`; none for calendars that never close.
    #[serde(default)]
    pub holidays: Option<String>,
    /// Empty means around the clock.
    #[serde(default)]
    pub weekly: Vec<WeeklyHours>,
}

/// Opening hours of some days of the week. An adjusted working day takes the hours of Monday. Hours that end no later than
/// they begin end on the next day: `22:00` to `06:00` is a night shift, `00:00` to `00:00` a whole day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyHours {
    pub days: Vec<Weekday>,
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// A calendar with its zone and holidays, ready to be asked.
#[derive(Clone, Debug)]
pub struct ServiceHours<Z: TimeZone> {
    pub calendar: Calendar,
    pub zone: Z,
    pub holidays: Vec<Holidays>,
}

/// Every calendar by its id.
pub type Timetable<Z> = BTreeMap<String, ServiceHours<Z>>;

/// How far ahead opening hours are looked for: longer than any promise, short enough for hours that never come.
const HORIZON_DAYS: usize = 20 * 366;
/// "For ever" of calendars without weekly hours.
const FAR_DAYS: i64 = 200 * 366;

impl Calendar {
    /// Service time of a week without holidays, in minutes.
    pub fn weekly_minutes(&self) -> i64 {
        let day = 24 * 60;
        let span = |hours: &WeeklyHours| match (hours.until - hours.from).num_minutes() {
            over_midnight @ ..=0 => over_midnight + day,
            within_a_day => within_a_day,
        };
        let week = self.weekly.iter().map(|hours| span(hours) * i64::try_from(hours.days.len()).unwrap_or(7)).sum();
        if self.weekly.is_empty() { 7 * day } else { week }
    }
}

impl<Z: TimeZone> ServiceHours<Z> {
    /// The stretches of service time from that moment on, oldest first, apart from one another; adjacent ones are one.
    ///
    /// A wall time that does not exist (the clocks went forward) stands for the end of the gap; one that comes twice opens
    /// at the first and closes at the last occurrence. Lazy, and ends after twenty years.
    pub fn intervals(&self, from: Moment) -> impl Iterator<Item = Interval> {
        let around_the_clock = self.calendar.weekly.is_empty();
        let endless = around_the_clock.then(|| endless(from));
        let days = if around_the_clock { 0 } else { HORIZON_DAYS };
        let opened = days_from(from, &self.zone)
            .take(days)
            .flat_map(|day| self.opened_on(day))
            .filter(move |interval| interval.until > from)
            .map(move |interval| Interval { from: interval.from.max(from), ..interval });
        endless.into_iter().chain(Merged { rest: opened.peekable() })
    }

    /// Opening hours that begin on that day, oldest first.
    pub(super) fn opened_on(&self, day: NaiveDate) -> Vec<Interval> {
        let Some(weekday) = self.worked_as(day) else { return Vec::new() };
        let hours = self.calendar.weekly.iter().filter(|hours| hours.days.contains(&weekday));
        let mut intervals: Vec<Interval> = hours.filter_map(|hours| self.interval_on(day, hours)).collect();
        intervals.sort_by_key(|interval| interval.from);
        intervals
    }

    /// Whose hours the day takes: its own, Monday's on an adjusted working day, nobody's on a holiday.
    pub(super) fn worked_as(&self, day: NaiveDate) -> Option<Weekday> {
        let mut years = self.holidays.iter().filter(|year| self.calendar.holidays.as_ref() == Some(&year.region));
        if years.clone().any(|year| year.work.contains(&day)) {
            return Some(Weekday::Mon);
        }
        (!years.any(|year| year.off.contains(&day))).then(|| day.weekday())
    }

    /// The end of the last service hour of the n-th working day after the day of that moment, 1 for the next one; none when
    /// the hours never come.
    pub fn end_of_working_day(&self, from: Moment, days: usize) -> Option<Moment> {
        let today = from.with_timezone(&self.zone).date_naive();
        let ends = today.iter_days().skip(1).take(HORIZON_DAYS).filter_map(|day| self.closes_on(day));
        ends.filter(|end| *end > from).nth(days.saturating_sub(1))
    }

    fn closes_on(&self, day: NaiveDate) -> Option<Moment> {
        if self.calendar.weekly.is_empty() {
            return last_moment(&self.zone, day.succ_opt()?.and_time(NaiveTime::MIN));
        }
        self.opened_on(day).into_iter().map(|interval| interval.until).max()
    }

    fn interval_on(&self, day: NaiveDate, hours: &WeeklyHours) -> Option<Interval> {
        let last_day = if hours.until > hours.from { day } else { day.checked_add_days(Days::new(1))? };
        let from = first_moment(&self.zone, day.and_time(hours.from))?;
        let until = last_moment(&self.zone, last_day.and_time(hours.until))?;
        (from < until).then_some(Interval { from, until })
    }
}

/// The days from the one before on: its night shift may still run.
fn days_from<Z: TimeZone>(from: Moment, zone: &Z) -> impl Iterator<Item = NaiveDate> + use<Z> {
    let today = from.with_timezone(zone).date_naive();
    today.pred_opt().unwrap_or(today).iter_days()
}

/// From that moment on without an end: what a clock on the wall runs in.
pub(super) fn endless(from: Moment) -> Interval {
    Interval { from, until: from.checked_add_signed(TimeDelta::days(FAR_DAYS)).unwrap_or(Moment::MAX_UTC) }
}

fn first_moment<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> Option<Moment> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc().into()),
        LocalResult::None => end_of_gap(zone, wall),
    }
}

fn last_moment<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> Option<Moment> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => Some(at.to_utc().into()),
        LocalResult::None => end_of_gap(zone, wall),
    }
}

/// The first full minute after a gap. Gaps are an hour or less, but a zone that changed sides of the date line skipped a day.
fn end_of_gap<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> Option<Moment> {
    let minute = wall
        - TimeDelta::nanoseconds(wall.and_utc().timestamp_subsec_nanos().into())
        - TimeDelta::seconds(wall.and_utc().timestamp().rem_euclid(60));
    let later = (1..=25 * 60).filter_map(|minutes| minute.checked_add_signed(TimeDelta::minutes(minutes)));
    later.filter_map(|wall| zone.from_local_datetime(&wall).earliest()).map(|at| at.to_utc().into()).next()
}

/// Joins intervals that touch or overlap; they come ordered by their beginning.
struct Merged<I: Iterator<Item = Interval>> {
    rest: std::iter::Peekable<I>,
}

impl<I: Iterator<Item = Interval>> Iterator for Merged<I> {
    type Item = Interval;

    fn next(&mut self) -> Option<Interval> {
        let mut interval = self.rest.next()?;
        while let Some(next) = self.rest.next_if(|next| next.from <= interval.until) {
            interval.until = interval.until.max(next.until);
        }
        Some(interval)
    }
}
