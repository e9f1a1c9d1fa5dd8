//! Holidays from an ICS calendar (RFC 5545), as published for phones. Only what tells days off and worked is read.

use super::{HolidayFlaw, HolidayFlawKind, ReadDay};
use chrono::NaiveDate;

/// Longest event that is believed.
const DAYS_MOST: i64 = 366;

/// Marks of the format's users, not words for readers.
const OFF_MARKS: [&str; 5] = ["休", "放假", "public holiday", "work-holiday", "holiday"];
const WORK_MARKS: [&str; 5] = ["班", "workday", "working day", "work-day", "makeup"];

/// A line without its folds, with the number of its first line.
struct Line {
    number: usize,
    /// Upper case, parameters cut off: `DTSTART`.
    name: String,
    value: String,
}

#[derive(Default)]
struct Event {
    line: usize,
    start: Option<NaiveDate>,
    /// The day after the last.
    end: Option<NaiveDate>,
    off: Option<bool>,
}

/// Every day of the calendar that is off or worked.
pub(super) fn days(text: &str) -> Result<Vec<ReadDay>, HolidayFlaw> {
    let lines = unfolded(text);
    if !lines.first().is_some_and(|line| line.name == "BEGIN" && line.value.eq_ignore_ascii_case("VCALENDAR")) {
        return Err(HolidayFlaw { line: 1, kind: HolidayFlawKind::NotIcs });
    }
    let events = events(&lines)?;
    let marks_some = events.iter().any(|event| event.off.is_some());
    let mut days = Vec::new();
    for event in events {
        if let Some(off) = event.off.or((!marks_some).then_some(true)) {
            days.extend(event.days()?.into_iter().map(|day| ReadDay { line: event.line, day, off }));
        }
    }
    Ok(days)
}

/// Lines that begin with a blank go on the line before.
fn unfolded(text: &str) -> Vec<Line> {
    let mut folded: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        match (line.strip_prefix([' ', '\t']), folded.last_mut()) {
            (Some(more), Some((_, before))) => before.push_str(more),
            _ if line.trim().is_empty() => {}
            _ => folded.push((number, line.to_owned())),
        }
    }
    folded.into_iter().filter_map(|(number, line)| named(number, &line)).collect()
}

fn named(number: usize, line: &str) -> Option<Line> {
    let (head, value) = line.split_once(':')?;
    let name = head.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
    Some(Line { number, name, value: value.trim().to_owned() })
}

fn events(lines: &[Line]) -> Result<Vec<Event>, HolidayFlaw> {
    let mut events = Vec::new();
    let mut open: Option<Event> = None;
    for line in lines {
        let is_event = line.value.eq_ignore_ascii_case("VEVENT");
        match (line.name.as_str(), &mut open) {
            ("BEGIN", None) if is_event => open = Some(Event { line: line.number, ..Event::default() }),
            ("END", Some(_)) if is_event => events.extend(open.take()),
            ("DTSTART", Some(event)) => event.start = Some(date(line)?),
            ("DTEND", Some(event)) => event.end = Some(date(line)?),
            ("SUMMARY" | "CATEGORIES" | "X-APPLE-SPECIAL-DAY", Some(event)) => event.off = event.off.or(mark(line)),
            _ => {}
        }
    }
    match open {
        Some(event) => Err(HolidayFlaw { line: event.line, kind: HolidayFlawKind::NotIcs }),
        None => Ok(events),
    }
}

/// `20240101`, also before a time of day.
fn date(line: &Line) -> Result<NaiveDate, HolidayFlaw> {
    let day = line.value.get(..8).and_then(|digits| NaiveDate::parse_from_str(digits, "%Y%m%d").ok());
    day.ok_or(HolidayFlaw { line: line.number, kind: HolidayFlawKind::NotADate })
}

/// Off, worked or unmarked. Worked is asked first: `alternate workday of the holiday` is worked.
fn mark(line: &Line) -> Option<bool> {
    let value = line.value.to_lowercase();
    let says = |marks: [&str; 5]| marks.into_iter().any(|mark| value.contains(mark));
    if says(WORK_MARKS) { Some(false) } else { says(OFF_MARKS).then_some(true) }
}

impl Event {
    fn days(&self) -> Result<Vec<NaiveDate>, HolidayFlaw> {
        let flaw = |kind| HolidayFlaw { line: self.line, kind };
        let start = self.start.ok_or_else(|| flaw(HolidayFlawKind::NoDate))?;
        let count = self.end.map_or(1, |end| (end - start).num_days().max(i64::from(end == start)));
        if !(1..=DAYS_MOST).contains(&count) {
            return Err(flaw(HolidayFlawKind::ImpossibleLength));
        }
        Ok(start.iter_days().zip(0..count).map(|(day, _)| day).collect())
    }
}
