//! What the manager's pages show of calendars.

use super::calendar::Calendar;
use super::holidays::{DataLack, YearChange};
use super::year::DayKind;
use crate::Moment;
use crate::person::PersonRef;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A calendar in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRow {
    pub calendar: Calendar,
    /// The last day whose holidays are on file; none for calendars that never close.
    #[serde(default, with = "crate::day")]
    pub data_ends: Option<NaiveDate>,
    pub lack: Option<DataLack>,
}

/// A year of holidays that a manager imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayImport {
    pub year: i32,
    /// The file's name.
    pub source: String,
    pub at: Moment,
    pub by: PersonRef,
}

/// A calendar as a year one can look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSheet {
    pub row: CalendarRow,
    pub year: i32,
    /// Of every day of that year, in order.
    pub days: Vec<DayKind>,
    /// Years that are on file for its region, in order.
    pub years: Vec<i32>,
    /// The latest first.
    pub imports: Vec<HolidayImport>,
    /// What a file that was sent would change; none when nothing waits.
    pub preview: Option<Vec<YearChange>>,
}
