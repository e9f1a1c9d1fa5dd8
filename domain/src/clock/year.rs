//! A calendar as a year one can look at: each day with its kind and its hours.

use super::calendar::{ServiceHours, WeeklyHours};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone, Weekday};
use serde::{Deserialize, Serialize};

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary day with service hours.
    Worked,
    /// A day of the week without service hours.
    Weekend,
    /// Off by announcement.
    Holiday,
    /// 调休: worked by announcement, with Monday's hours.
    AdjustedWork,
    /// The holidays of its year are not on file: counted as an ordinary day, which may be wrong.
    BeyondData,
}

/// One day of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySheet {
    #[serde(with = "crate::day")]
    pub date: NaiveDate,
    pub kind: DayKind,
    /// Wall-clock hours that begin on that day, `(from, until)`, the earliest first; `until` no later than `from` is on the
    /// next day, `00:00` to `00:00` is the whole day.
    pub hours: Vec<(NaiveTime, NaiveTime)>,
}

impl<Z: TimeZone> ServiceHours<Z> {
    /// Every day of that year, in order; empty for a year that no calendar has.
    pub fn year(&self, year: i32) -> Vec<DaySheet> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let days = first.into_iter().flat_map(|first| first.iter_days());
        days.take_while(|day| day.year() == year).map(|day| self.day(day)).collect()
    }

    /// That day.
    pub fn day(&self, date: NaiveDate) -> DaySheet {
        DaySheet { date, kind: self.kind(date), hours: self.hours_on(date) }
    }

    fn kind(&self, day: NaiveDate) -> DayKind {
        let region = self.calendar.holidays.as_ref();
        let mut years = self.holidays.iter().filter(|year| region == Some(&year.region));
        if years.clone().any(|year| year.work.contains(&day)) {
            return DayKind::AdjustedWork;
        }
        if years.clone().any(|year| year.off.contains(&day)) {
            return DayKind::Holiday;
        }
        if region.is_some() && !years.any(|year| year.year == day.year()) {
            return DayKind::BeyondData;
        }
        if self.hours_on(day).is_empty() { DayKind::Weekend } else { DayKind::Worked }
    }

    fn hours_on(&self, day: NaiveDate) -> Vec<(NaiveTime, NaiveTime)> {
        if self.calendar.weekly.is_empty() {
            return vec![(NaiveTime::MIN, NaiveTime::MIN)];
        }
        let Some(weekday) = self.worked_as(day) else { return Vec::new() };
        let mut hours = hours_of(&self.calendar.weekly, weekday);
        hours.sort_unstable();
        hours
    }
}

fn hours_of(weekly: &[WeeklyHours], weekday: Weekday) -> Vec<(NaiveTime, NaiveTime)> {
    weekly.iter().filter(|hours| hours.days.contains(&weekday)).map(|hours| (hours.from, hours.until)).collect()
}
