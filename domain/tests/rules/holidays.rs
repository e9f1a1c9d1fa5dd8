//! Holidays by import, where their data ends, and the calendar as a year one can look at.

use crate::cast::{Story, at, holidays, hours, minutes, opening, pause, policy, promise, timetable};
use domain::case::Kind;
use domain::case::decide::Command;
use domain::case::severity::Severity;
use domain::clock::holidays::{DataLack, HolidayFlaw, HolidayFlawKind, Holidays, WARNING_DAYS};
use domain::clock::year::DayKind;
use domain::clock::{self, Target, calendar_warnings, data_ends, explain};
use domain::policy::Policy;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn days(texts: &[&str]) -> Vec<chrono::NaiveDate> {
    texts.iter().map(|text| day(text)).collect()
}

fn json(text: &str) -> Result<Vec<Holidays>, HolidayFlaw> {
    Holidays::from_json(text, "cn", "a test")
}

fn ics(events: &str) -> Result<Vec<Holidays>, HolidayFlaw> {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"));
    Holidays::from_ics(&text, "cn", "a test")
}

fn flaw(line: usize, kind: HolidayFlawKind) -> Result<Vec<Holidays>, HolidayFlaw> {
    Err(HolidayFlaw { line, kind })
}

#[test]
fn json_as_this_program_writes_it_reads_back() {
    for year in holidays() {
        let text = serde_json::to_string_pretty(&year).expect("json");
        let read = Holidays::from_json(&text, &year.region, &year.source).expect("holidays");
        assert_eq!(read, [year]);
    }
}

#[test]
fn json_with_a_mark_on_each_day_is_read_over_the_turn_of_the_year() {
    let text = r#"{"$schema": "x", "year": 2024, "papers": ["http:\/\/a"], "days": [
        {"name": "元旦\"", "date": "2023-12-31", "isOffDay": true, "n": [1, -2.5e3, null]},
        {"date": "2024-02-04", "isOffDay": false},
        {"date": "2024-02-12", "isOffDay": true}]}"#;
    let read = json(text).expect("holidays");
    assert_eq!(read.iter().map(|year| year.year).collect::<Vec<_>>(), [2023, 2024]);
    assert_eq!((read[1].off.clone(), read[1].work.clone()), (days(&["2024-02-12"]), days(&["2024-02-04"])));
    assert_eq!(json(r#"[{"date": "2024-02-12", "off": true}]"#).expect("holidays")[0].off, days(&["2024-02-12"]));
}

#[test]
fn json_that_is_wrong_is_told_with_its_line() {
    assert_eq!(json("{\n\"off\": [\"2024-02-12\",]}"), flaw(2, HolidayFlawKind::NotJson));
    assert_eq!(json("{\"off\": [\n\n\"2024-02-30\"]}"), flaw(3, HolidayFlawKind::NotADate));
    assert_eq!(json("[\n{\"date\": \"2024-02-12\"}]"), flaw(2, HolidayFlawKind::NeitherOffNorWorked));
    assert_eq!(json("[\n{\"off\": true}]"), flaw(2, HolidayFlawKind::NoDate));
    assert_eq!(json("{}"), flaw(1, HolidayFlawKind::NoDays));
    let both = "{\"off\": [\"2024-02-12\"],\n\"work\": [\"2024-02-12\"]}";
    assert_eq!(json(both), flaw(2, HolidayFlawKind::OffAndWorked { day: day("2024-02-12") }));
    for text in ["", "{", "[", "\"", "\"\\", "[1", "{\"a\"", "{\"a\":}", "nope", "[]]", "{\"a\" 1}", "\u{feff}", "é"] {
        assert!(json(text).is_err(), "{text}");
    }
    assert!(json(&"[".repeat(100_000)).is_err(), "deep nesting is refused, not followed");
}

#[test]
fn an_ics_calendar_says_off_and_worked_in_its_events() {
    let read =
        ics("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240210\nDTEND;VALUE=DATE:20240218\nSUMMARY:春节(\n 休)\nEND:VEVENT\n\
        BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240204\nSUMMARY:春节（班）\nEND:VEVENT\n\
        BEGIN:VEVENT\nDTSTART:20240218T000000\nSUMMARY:补\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\nEND:VEVENT\n\
        BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240214\nSUMMARY:情人节\nEND:VEVENT\n");
    let read = &read.expect("holidays")[0];
    assert_eq!(read.off.len(), 8);
    assert_eq!((read.off[0], read.off[7]), (day("2024-02-10"), day("2024-02-17")));
    assert_eq!(read.work, days(&["2024-02-04", "2024-02-18"]));
}

#[test]
fn an_ics_calendar_without_marks_has_only_days_off() {
    let read = ics("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261003\nSUMMARY:Tag der Deutschen Einheit\nEND:VEVENT\n");
    assert_eq!(read.expect("holidays")[0].off, days(&["2026-10-03"]));
}

#[test]
fn an_ics_calendar_that_is_wrong_is_told_with_its_line() {
    assert_eq!(Holidays::from_ics("hello", "cn", ""), flaw(1, HolidayFlawKind::NotIcs));
    assert_eq!(ics(""), flaw(1, HolidayFlawKind::NoDays));
    assert_eq!(ics("BEGIN:VEVENT\nDTSTART:2024-01\nEND:VEVENT\n"), flaw(4, HolidayFlawKind::NotADate));
    assert_eq!(ics("BEGIN:VEVENT\nDTSTART:春节春节\nEND:VEVENT\n"), flaw(4, HolidayFlawKind::NotADate));
    assert_eq!(ics("BEGIN:VEVENT\nSUMMARY:休\nEND:VEVENT\n"), flaw(3, HolidayFlawKind::NoDate));
    assert_eq!(ics("BEGIN:VEVENT\nDTSTART:20240101\n"), flaw(3, HolidayFlawKind::NotIcs));
    let backwards = "BEGIN:VEVENT\nDTSTART:20240103\nDTEND:20240101\nEND:VEVENT\n";
    assert_eq!(ics(backwards), flaw(3, HolidayFlawKind::ImpossibleLength));
    let endless = "BEGIN:VEVENT\nDTSTART:20240103\nDTEND:20990101\nEND:VEVENT\n";
    assert_eq!(ics(endless), flaw(3, HolidayFlawKind::ImpossibleLength));
}

#[test]
fn managers_are_warned_before_the_data_ends_and_told_when_it_has() {
    assert_eq!(data_ends(&holidays(), "cn"), Some(day("2026-12-31")));
    assert_eq!(data_ends(&holidays(), "de"), None);
    let lack = |today| calendar_warnings(&timetable(), day(today)).into_iter().map(|w| w.lack).collect::<Vec<_>>();
    let ends_on = day("2026-12-31");
    assert_eq!(lack("2026-10-31"), []);
    assert_eq!(lack("2026-11-01"), [DataLack::EndsSoon { ends_on, days_left: WARNING_DAYS }]);
    assert_eq!(lack("2026-12-31"), [DataLack::EndsSoon { ends_on, days_left: 0 }]);
    assert_eq!(lack("2027-01-01"), [DataLack::Ended { ended_on: ends_on }]);
    assert_eq!(lack("2023-06-01"), [DataLack::YearMissing { year: 2023 }]);
    let mut bare = timetable();
    bare.get_mut("5x8").expect("5x8").holidays.clear();
    let warnings = calendar_warnings(&bare, day("2026-06-01"));
    assert_eq!((warnings[0].calendar.as_str(), &warnings[0].lack), ("5x8", &DataLack::NoData));
}

#[test]
fn a_year_shows_each_day_with_its_kind_and_hours() {
    let year = hours("5x8").year(2026);
    assert_eq!(year.len(), 365);
    let kind = |text| year.iter().find(|sheet| sheet.date == day(text)).expect("a day").kind;
    assert_eq!(kind("2026-10-01"), DayKind::Holiday);
    assert_eq!(kind("2026-10-10"), DayKind::AdjustedWork);
    assert_eq!(kind("2026-10-11"), DayKind::Weekend);
    assert_eq!(kind("2026-10-12"), DayKind::Worked);
    let worked = year.iter().filter(|sheet| !sheet.hours.is_empty()).count();
    assert_eq!(worked, 248, "as many as announced");
    assert!(year.iter().all(|sheet| sheet.hours.is_empty() || sheet.hours.len() == 2));
    let beyond = hours("5x8").day(day("2027-10-01"));
    assert_eq!((beyond.kind, beyond.hours.len()), (DayKind::BeyondData, 2));
    let around_the_clock = hours("7x24").day(day("2026-10-01"));
    assert_eq!((around_the_clock.kind, around_the_clock.hours.len()), (DayKind::Worked, 1));
    assert!(hours("5x8").year(i32::MAX).is_empty());
}

#[test]
fn a_countdown_is_explained_by_its_hours_pauses_and_closed_days() {
    let mut story = Story::of(opening(Kind::Fault, Severity::Two), "2026-09-30 17:30").in_work();
    story.engineer("2026-10-08 09:30", pause()).engineer("2026-10-08 13:30", Command::ResumeClock);
    let promising = Policy { promises: vec![promise(Target::Restore, 300, "5x8")], ..policy("a") };
    let reading = &clock::readings(&story.case, &promising, &timetable())[0];
    let explanation = explain(reading, &hours("5x8"));
    assert_eq!(explanation.due, Some(at("2026-10-08 17:30")));
    assert_eq!(explanation.counted.len(), 3);
    let skipped: Vec<_> = explanation.skipped.iter().map(|skipped| (skipped.date, skipped.kind)).collect();
    let expected = ["01", "02", "03", "04", "05", "06", "07"].map(|d| day(&format!("2026-10-{d}")));
    assert_eq!(skipped.iter().map(|(date, _)| *date).collect::<Vec<_>>(), expected);
    assert_eq!((skipped[0].1, skipped[2].1), (DayKind::Holiday, DayKind::Weekend));
    let waited = &explanation.pauses[0];
    assert_eq!((waited.wall_ms, waited.service_ms), (Some(minutes(240)), Some(minutes(180))));
    assert!(explanation.adjusted.is_empty() && !explanation.beyond_data);
    let beyond = Story::of(opening(Kind::Fault, Severity::Two), "2026-12-31 17:30");
    let reading = &clock::readings(&beyond.case, &promising, &timetable())[0];
    assert!(explain(reading, &hours("5x8")).beyond_data);
}
