//! Calendars as managers look at them, and holidays as they import them. An import is a record; the newest of a year takes
//! the place of what the program or an earlier one says, and every open case is planned anew by it (timers.rs).

use super::edit::begin;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use chrono::Datelike;
use chrono_tz::Tz;
use domain::access::{Action, Whose};
use domain::clock::calendar::ServiceHours;
use domain::clock::holidays::{YearChange, lack_of};
use domain::clock::sheet::{CalendarRow, CalendarSheet, HolidayImport};
use domain::clock::{CalendarWarning, Holidays, calendar_warnings, data_ends};
use domain::person::PersonRef;
use domain::refusal::{Flaw, FlawKind, Refusal};

const IMPORTS_MOST: i64 = 20;

sql!(
    IMPORTED,
    "INSERT INTO holiday_import (region, year, document, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    IMPORTS_OF_REGION,
    "SELECT i.document, i.imported_at, p.id, p.name FROM holiday_import i JOIN person p ON p.id = i.imported_by
     WHERE i.region = $1 ORDER BY i.id DESC LIMIT $2"
);

impl Desk {
    fn calendar_editor(&self) -> Result<&domain::person::Person, Refusal> {
        self.person_who_may(Action::EditCalendars, Whose::Others)
    }

    /// Every calendar, and whether its holidays are on file.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn calendars(&self) -> Result<Vec<CalendarRow>> {
        self.calendar_editor()?;
        Ok(self.policies().timetable().values().map(|hours| self.calendar_row(hours)).collect())
    }

    fn calendar_row(&self, hours: &ServiceHours<Tz>) -> CalendarRow {
        let region = hours.calendar.holidays.as_deref();
        CalendarRow {
            data_ends: region.and_then(|region| data_ends(&hours.holidays, region)),
            lack: lack_of(hours, self.today()),
            calendar: hours.calendar.clone(),
        }
    }

    /// Calendars whose holidays end soon, or have ended; nothing for everybody but managers.
    pub fn calendar_warnings(&self) -> Vec<CalendarWarning> {
        match self.calendar_editor() {
            Ok(_) => calendar_warnings(self.policies().timetable(), self.today()),
            Err(_) => Vec::new(),
        }
    }

    fn hours(&self, id: &str) -> Result<&ServiceHours<Tz>, Refusal> {
        self.policies().timetable().get(id).ok_or(Refusal::NotFound)
    }

    /// A calendar in that year, or in the present one; with what `waiting` holidays would change.
    ///
    /// # Errors
    /// `NotFound` when there is no such calendar; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn calendar(&self, id: &str, year: Option<i32>, waiting: Option<&[Holidays]>) -> Result<CalendarSheet> {
        self.calendar_editor()?;
        let hours = self.hours(id)?;
        let year = year.unwrap_or_else(|| self.today().year());
        let mut years: Vec<i32> = hours.holidays.iter().map(|known| known.year).collect();
        years.sort_unstable();
        let changes = |waiting: &[Holidays]| waiting.iter().map(|new| new.changes(&hours.holidays)).collect();
        Ok(CalendarSheet {
            row: self.calendar_row(hours),
            days: hours.year(year).into_iter().map(|day| day.kind).collect(),
            imports: self.imports(hours.calendar.holidays.as_deref().unwrap_or_default()).await?,
            preview: waiting.map(changes),
            years,
            year,
        })
    }

    async fn imports(&self, region: &str) -> Result<Vec<HolidayImport>> {
        let rows: Vec<(String, i64, i64, String)> =
            self.db().all(&IMPORTS_OF_REGION, args![region, IMPORTS_MOST]).await?;
        let import = |(document, at, id, name): (String, i64, i64, String)| {
            let Holidays { year, source, .. } = serde_json::from_str(&document)?;
            Ok(HolidayImport { year, source, at: moment(at)?, by: PersonRef { id, name } })
        };
        rows.into_iter().map(import).collect()
    }

    /// Reads a file of holidays for a calendar, JSON or ICS, without saving it; `source` names it.
    ///
    /// # Errors
    /// `Flawed` (field `file`) with the line that is wrong; `NotFound` when there is no such calendar, or none that closes on
    /// holidays; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn read_holidays(&self, calendar: &str, text: &str, source: &str) -> Result<Vec<Holidays>> {
        self.calendar_editor()?;
        let region = self.hours(calendar)?.calendar.holidays.as_deref().ok_or(Refusal::NotFound)?;
        let text = text.trim_start_matches('\u{feff}');
        let read = match text.trim_start().starts_with("BEGIN:VCALENDAR") {
            true => Holidays::from_ics(text, region, source),
            false => Holidays::from_json(text, region, source),
        };
        let flawed = |kind| Refusal::Flawed(vec![Flaw::of("file", kind)]);
        let read = read.map_err(|flaw| flawed(FlawKind::Holidays { line: flaw.line, kind: flaw.kind }))?;
        if !read.iter().all(Holidays::is_plausible) {
            return Err(flawed(FlawKind::NotAMoment).into());
        }
        Ok(read)
    }

    /// Imports holidays that were read before; the answer is what they changed. A year that changes nothing is not recorded.
    ///
    /// # Errors
    /// `NotFound` when there is no such calendar, or none that closes on these holidays; `Flawed` (field `file`) when they
    /// cannot be; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn import_holidays(&self, calendar: &str, years: &[Holidays]) -> Result<Vec<YearChange>> {
        let person = self.calendar_editor()?;
        let (mut tx, policies) = begin(self).await?;
        let hours = policies.timetable().get(calendar).ok_or(Refusal::NotFound)?;
        let mut changed = Vec::new();
        for year in years {
            if hours.calendar.holidays.as_ref() != Some(&year.region) {
                return Err(Refusal::NotFound.into());
            }
            if !year.is_plausible() {
                return Err(Refusal::Flawed(vec![Flaw::of("file", FlawKind::NotAMoment)]).into());
            }
            let changes = year.changes(&hours.holidays);
            if changes.known && changes.changes.is_empty() {
                continue;
            }
            let document = serde_json::to_string(year)?;
            tx.run(&IMPORTED, args![&year.region, i64::from(year.year), document, self.now, person.id]).await?;
            changed.push(changes);
        }
        tx.commit().await?;
        self.store.keep_up().await?;
        Ok(changed)
    }
}
