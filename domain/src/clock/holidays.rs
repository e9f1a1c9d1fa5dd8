//! Public holidays and adjusted working days (调休) of a region, year by year; reading them from JSON and from ICS; and
//! knowing where the data ends, for from there on due moments are guesses.

mod ics;
mod import;
mod json;

pub use import::{Announced, YearChange};

use super::Timetable;
use chrono::{Datelike, NaiveDate, TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One year of a region's holidays, e.g. `domain/calendars/cn-2026.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    pub region: String,
    pub year: i32,
    /// Where the dates are announced.
    pub source: String,
    /// Days of the week that are off although they would be worked.
    #[serde(with = "crate::day")]
    pub off: Vec<NaiveDate>,
    /// Adjusted working days (调休): weekends that are worked.
    #[serde(with = "crate::day")]
    pub work: Vec<NaiveDate>,
}

/// Why a file of holidays is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("line {line}: {kind:?}")]
pub struct HolidayFlaw {
    /// The line of the file, from 1.
    pub line: usize,
    pub kind: HolidayFlawKind,
}

/// The ways a file of holidays can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayFlawKind {
    /// Not JSON, from that line on.
    NotJson,
    /// Not an ICS calendar.
    NotIcs,
    /// A date that is none.
    NotADate,
    /// An event or a day without a date.
    NoDate,
    /// The day is neither said to be off nor to be worked.
    NeitherOffNorWorked,
    /// The same day is off and worked.
    OffAndWorked {
        #[serde(with = "crate::day")]
        day: NaiveDate,
    },
    /// An event that ends before it begins, or lasts longer than a year.
    ImpossibleLength,
    /// Nothing in it.
    NoDays,
}

/// A day as read from a file.
struct ReadDay {
    line: usize,
    day: NaiveDate,
    off: bool,
}

impl Holidays {
    /// Reads JSON: `{"off": ["2026-01-01", …], "work": [ … ]}` as this program writes it, or
    /// `{"days": [{"date": "2026-01-01", "isOffDay": true}, …]}`, or a list of such days. Days of several years give
    /// several records, the oldest first; `source` is where they are from.
    ///
    /// # Errors
    /// The first [`HolidayFlaw`], with its line.
    pub fn from_json(text: &str, region: &str, source: &str) -> Result<Vec<Holidays>, HolidayFlaw> {
        by_year(json::days(text)?, region, source)
    }

    /// Reads an ICS calendar (RFC 5545): whole-day events whose summary or category says 休 or 班 (or holiday, workday).
    /// In a calendar that marks no event at all, as those of other countries, every event is a day off; in one that does,
    /// unmarked events are mere remarks.
    ///
    /// # Errors
    /// The first [`HolidayFlaw`], with its line.
    pub fn from_ics(text: &str, region: &str, source: &str) -> Result<Vec<Holidays>, HolidayFlaw> {
        by_year(ics::days(text)?, region, source)
    }
}

fn by_year(days: Vec<ReadDay>, region: &str, source: &str) -> Result<Vec<Holidays>, HolidayFlaw> {
    if days.is_empty() {
        return Err(HolidayFlaw { line: 1, kind: HolidayFlawKind::NoDays });
    }
    let mut known: BTreeMap<NaiveDate, bool> = BTreeMap::new();
    for ReadDay { line, day, off } in days {
        if known.insert(day, off).is_some_and(|before| before != off) {
            return Err(HolidayFlaw { line, kind: HolidayFlawKind::OffAndWorked { day } });
        }
    }
    let years: BTreeSet<i32> = known.keys().map(Datelike::year).collect();
    let of_year = |year: i32, off: bool| {
        known.iter().filter(|(day, is_off)| day.year() == year && **is_off == off).map(|(day, _)| *day).collect()
    };
    let record = |year| Holidays {
        region: region.to_owned(),
        year,
        source: source.to_owned(),
        off: of_year(year, true),
        work: of_year(year, false),
    };
    Ok(years.into_iter().map(record).collect())
}

/// The last day whose holidays are on file for that region: the end of its last year; none without any data.
pub fn data_ends(holidays: &[Holidays], region: &str) -> Option<NaiveDate> {
    let last = holidays.iter().filter(|year| year.region == region).map(|year| year.year).max()?;
    NaiveDate::from_ymd_opt(last, 12, 31)
}

/// Managers are warned so many days before the holidays of a region end: the State Council announces a year about two
/// months ahead.
pub const WARNING_DAYS: i64 = 60;

/// A calendar whose holidays are not on file, now or soon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarWarning {
    /// The calendar's id, e.g. `5x8`.
    pub calendar: String,
    /// e.g. `cn`
    pub region: String,
    pub lack: DataLack,
}

/// What is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataLack {
    /// The data ends soon; 0 days are left on the last day.
    EndsSoon {
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
        days_left: i64,
    },
    /// The data has ended: due moments from there on are guesses.
    Ended {
        #[serde(with = "crate::day")]
        ended_on: NaiveDate,
    },
    /// There are later years, but not the present one.
    YearMissing { year: i32 },
    /// There never was any.
    NoData,
}

/// What to warn about on that day, of one calendar.
pub fn lack_of<Z: TimeZone>(hours: &super::calendar::ServiceHours<Z>, today: NaiveDate) -> Option<DataLack> {
    lack(&hours.holidays, hours.calendar.holidays.as_ref()?, today)
}

/// What to warn about on that day, by calendar id.
pub fn calendar_warnings<Z: TimeZone>(timetable: &Timetable<Z>, today: NaiveDate) -> Vec<CalendarWarning> {
    let warning = |(id, hours): (&String, &super::calendar::ServiceHours<Z>)| {
        let (region, lack) = (hours.calendar.holidays.clone()?, lack_of(hours, today)?);
        Some(CalendarWarning { calendar: id.clone(), region, lack })
    };
    timetable.iter().filter_map(warning).collect()
}

fn lack(holidays: &[Holidays], region: &str, today: NaiveDate) -> Option<DataLack> {
    let Some(ends_on) = data_ends(holidays, region) else { return Some(DataLack::NoData) };
    let days_left = (ends_on - today).num_days();
    let on_file = |year| holidays.iter().any(|known| known.region == region && known.year == year);
    match days_left {
        ..0 => Some(DataLack::Ended { ended_on: ends_on }),
        _ if !on_file(today.year()) => Some(DataLack::YearMissing { year: today.year() }),
        0..=WARNING_DAYS => Some(DataLack::EndsSoon { ends_on, days_left }),
        _ => None,
    }
}
