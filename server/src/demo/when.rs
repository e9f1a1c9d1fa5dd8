//! Moments and days as the demo's files tell them: relative to the moment the demo is laid out. Public holidays are not
//! looked at: a demo that was worked on a holiday harms nobody.

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveTime, Weekday};
use domain::Moment;
use domain::zone::Zone;
use serde::Deserialize;

/// A moment before now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum When {
    /// `40m`, `3h12m`
    Ago(Duration),
    /// `2d 09:15`: two days ago at that time of the company's day.
    DaysAgo(u64, NaiveTime),
    /// `w3 10:20`: the third day from Monday to Friday before today, at that time.
    WorkdaysAgo(u64, NaiveTime),
}

impl Default for When {
    fn default() -> When {
        When::Ago(Duration::zero())
    }
}

impl When {
    /// So much later; of a working day that stays the day it is, as its weekends are not known here.
    pub fn later(self, span: Duration) -> When {
        match self {
            When::Ago(ago) => When::Ago(ago - span),
            When::DaysAgo(days, time) => {
                let (time, wrapped_seconds) = time.overflowing_add_signed(span);
                let wrapped = u64::try_from(Duration::seconds(wrapped_seconds).num_days()).unwrap_or_default();
                When::DaysAgo(days.saturating_sub(wrapped), time)
            }
            day => day,
        }
    }
}

/// What a moment in the files must look like.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is none of 40m, 3h12m, 2d 09:15, w3 10:20")]
pub struct NotAMoment(String);

impl TryFrom<String> for When {
    type Error = NotAMoment;

    fn try_from(told: String) -> Result<When, NotAMoment> {
        When::read(&told).ok_or(NotAMoment(told))
    }
}

impl When {
    fn read(told: &str) -> Option<When> {
        let Some((day, time)) = told.split_once(' ') else { return ago(told).map(When::Ago) };
        let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
        let (count, kind): (&str, fn(u64, NaiveTime) -> When) = match day.strip_prefix('w') {
            Some(count) => (count, When::WorkdaysAgo),
            None => (day.strip_suffix('d')?, When::DaysAgo),
        };
        // Not today: that could be still to come.
        count.parse().ok().filter(|count| *count > 0).map(|count| kind(count, time))
    }

    /// The moment it means now.
    pub fn moment(self, now: Moment, zone: &Zone) -> Moment {
        let today = zone.local(now).date();
        let (day, time) = match self {
            When::Ago(duration) => return now - duration,
            When::DaysAgo(days, time) => (today - Days::new(days), time),
            When::WorkdaysAgo(days, time) => (workdays_before(today, days), time),
        };
        let local = Moment::from(day.and_time(time).and_utc());
        local - Duration::seconds(i64::from(zone.offset_seconds(local)))
    }
}

fn ago(told: &str) -> Option<Duration> {
    let (hours, minutes) = match told.split_once('h') {
        Some((hours, "")) => (hours, "0"),
        Some((hours, rest)) => (hours, rest.strip_suffix('m')?),
        None => ("0", told.strip_suffix('m')?),
    };
    Some(Duration::hours(hours.parse().ok()?) + Duration::minutes(minutes.parse().ok()?))
}

fn workdays_before(today: NaiveDate, count: u64) -> NaiveDate {
    let mut day = today;
    for _ in 0..count {
        day = day - Days::new(1);
        while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day = day - Days::new(1);
        }
    }
    day
}

/// The first day of the month so many months from that day.
pub fn first_of_month(day: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 { day - count } else { day + count };
    moved.with_day(1).unwrap_or(moved)
}

/// The last day of the month so many months from that day.
pub fn last_of_month(day: NaiveDate, months: i32) -> NaiveDate {
    first_of_month(day, months + 1) - Days::new(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(told: &str) -> String {
        let now = "2026-11-23T01:30:00Z".parse().unwrap();
        let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
        When::try_from(told.to_owned()).unwrap().moment(now, &zone).to_rfc3339()
    }

    #[test]
    fn a_moment_is_told_by_distance_or_by_day_and_time_of_the_company() {
        assert_eq!(moment("40m"), "2026-11-23T00:50:00+00:00");
        assert_eq!(moment("3h"), "2026-11-22T22:30:00+00:00");
        assert_eq!(moment("3h12m"), "2026-11-22T22:18:00+00:00");
        assert_eq!(moment("2d 02:15"), "2026-11-20T18:15:00+00:00");
    }

    #[test]
    fn later_may_be_another_day() {
        let later = When::try_from("2d 22:30".to_owned()).unwrap().later(Duration::minutes(24 * 60 + 100));
        assert_eq!(later, When::DaysAgo(0, "00:10:00".parse().unwrap()));
    }

    #[test]
    fn working_days_leave_out_weekends() {
        // 23 November 2026 is a Monday.
        assert_eq!(moment("w1 09:00"), "2026-11-20T01:00:00+00:00");
        assert_eq!(moment("w6 09:00"), "2026-11-13T01:00:00+00:00");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for told in ["", "40", "h5m", "0d 10:00", "d 10:00", "2d 25:00", "x3 10:00", "-5m x"] {
            assert!(When::try_from(told.to_owned()).is_err(), "{told}");
        }
    }

    #[test]
    fn months_begin_and_end_where_the_calendar_says() {
        assert_eq!(first_of_month(day("2026-11-22"), -19), day("2025-04-01"));
        assert_eq!(last_of_month(day("2026-11-22"), 16), day("2028-03-31"));
        assert_eq!(last_of_month(day("2026-12-31"), 2), day("2027-02-28"));
        assert_eq!(first_of_month(day("2026-03-31"), -1), day("2026-02-01"));
    }
}
