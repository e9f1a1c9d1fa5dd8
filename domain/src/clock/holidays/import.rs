//! Holidays that somebody is about to import: what they change of what is on file.

use super::Holidays;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Years that can be imported: beyond, a date is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What is announced of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announced {
    Off,
    /// 调休
    Worked,
    /// Nothing: an ordinary day.
    Nothing,
}

/// One year of a file, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearChange {
    pub year: i32,
    /// False when nothing of that year is on file yet.
    pub known: bool,
    /// Days off and days worked that the file names.
    pub off: usize,
    pub work: usize,
    /// Days of which something else was announced before, in order: before, after.
    pub changes: Vec<(NaiveDate, Announced, Announced)>,
}

impl Holidays {
    /// What is announced of that day.
    pub fn announced(&self, day: NaiveDate) -> Announced {
        match (self.off.contains(&day), self.work.contains(&day)) {
            (_, true) => Announced::Worked,
            (true, false) => Announced::Off,
            (false, false) => Announced::Nothing,
        }
    }

    /// What it changes of what is on file for its region.
    pub fn changes(&self, known: &[Holidays]) -> YearChange {
        let before = known.iter().find(|known| (known.year, &known.region) == (self.year, &self.region));
        let days = |holidays: &Holidays| holidays.off.iter().chain(&holidays.work).copied().collect::<BTreeSet<_>>();
        let all: BTreeSet<NaiveDate> = before.map(days).unwrap_or_default().union(&days(self)).copied().collect();
        let change = |day: NaiveDate| {
            let was = before.map_or(Announced::Nothing, |before| before.announced(day));
            (was != self.announced(day)).then(|| (day, was, self.announced(day)))
        };
        YearChange {
            year: self.year,
            known: before.is_some(),
            off: self.off.len(),
            work: self.work.len(),
            changes: all.into_iter().filter_map(change).collect(),
        }
    }

    /// Whether it can be kept: a year that people plan for, and no day of another one.
    pub fn is_plausible(&self) -> bool {
        YEARS.contains(&self.year) && self.off.iter().chain(&self.work).all(|day| day.year() == self.year)
    }
}
