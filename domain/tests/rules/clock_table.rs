//! When is it due? Computed by hand from the calendar of 2025 and 2026, for both calendars.

use crate::cast::{Story, at, hours, opening, policy, promise, timetable, wall};
use chrono_tz::Tz;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::calendar::{Interval, ServiceHours};
use domain::clock::{self, Target};
use domain::policy::{Policy, Promise};

/// A policy that promises one thing, in minutes of those hours.
fn promising(within_minutes: i64, hours: &str) -> Policy {
    let promise = Promise { kinds: Kind::ALL.to_vec(), ..promise(Target::Respond, within_minutes, hours) };
    Policy { promises: vec![promise], ..policy("a") }
}

fn due(opened: &str, within_minutes: i64, hours: &str) -> String {
    let story = Story::of(opening(Kind::Fault, Severity::Two), opened);
    let readings = clock::readings(&story.case, &promising(within_minutes, hours), &timetable());
    wall(readings[0].due.expect("due"))
}

/// Whether that moment is service time.
fn open_at(hours: &ServiceHours<Tz>, moment: &str) -> bool {
    hours.intervals(at(moment)).next().is_some_and(|open| open.from == at(moment))
}

#[test]
fn due_moments_around_the_clock() {
    let table = [
        ("2026-11-18 10:00", 15, "2026-11-18 10:15"),
        ("2026-11-21 23:50", 15, "2026-11-22 00:05"), // over midnight, Saturday to Sunday
        ("2026-10-01 08:00", 240, "2026-10-01 12:00"), // 国庆
        ("2026-12-31 20:00", 1440, "2027-01-01 20:00"), // beyond the last year of holidays
    ];
    for (opened, within, expected) in table {
        assert_eq!(due(opened, within, "7x24"), expected, "opened {opened}, {within} min");
    }
}

#[test]
fn due_moments_in_working_hours() {
    let table = [
        ("2026-11-18 09:00", 30, "2026-11-18 09:30"),
        ("2026-11-18 06:00", 30, "2026-11-18 09:30"),   // before opening
        ("2026-11-18 10:00", 120, "2026-11-18 12:00"),  // used up exactly at noon
        ("2026-11-18 11:30", 120, "2026-11-18 14:30"),  // over lunch
        ("2026-11-18 12:30", 30, "2026-11-18 13:30"),   // during lunch
        ("2026-11-18 12:00", 30, "2026-11-18 13:30"),   // closing time is not service time
        ("2026-11-18 17:00", 120, "2026-11-19 10:00"),  // over night
        ("2026-11-18 18:00", 30, "2026-11-19 09:30"),   // exactly at closing
        ("2026-11-20 17:30", 120, "2026-11-23 10:30"),  // over the weekend
        ("2026-11-21 12:00", 30, "2026-11-23 09:30"),   // on a Saturday
        ("2026-11-16 09:00", 1440, "2026-11-18 18:00"), // 24 service hours are three working days
    ];
    for (opened, within, expected) in table {
        assert_eq!(due(opened, within, "5x8"), expected, "opened {opened}, {within} min");
    }
}

#[test]
fn due_moments_around_holidays_and_adjusted_working_days() {
    let table = [
        ("2026-09-30 17:00", 120, "2026-10-08 10:00"), // 国庆: 1 to 7 October are off
        ("2026-10-03 12:00", 30, "2026-10-08 09:30"),
        ("2026-10-09 17:00", 120, "2026-10-10 10:00"), // Saturday 10 October is worked
        ("2026-10-10 11:30", 60, "2026-10-10 13:30"),  // with Monday's lunch
        ("2026-10-10 17:30", 60, "2026-10-12 09:30"),
        ("2026-09-20 09:00", 30, "2026-09-20 09:30"), // an adjusted Sunday
        ("2026-02-14 17:30", 60, "2026-02-24 09:30"), // 春节
        ("2025-12-31 17:30", 60, "2026-01-04 09:30"), // over New Year to an adjusted Sunday, two files
        ("2025-01-27 17:30", 60, "2025-02-05 09:30"), // 春节 2025
        ("2025-09-30 17:30", 60, "2025-10-09 09:30"), // 国庆 with 中秋 2025
    ];
    for (opened, within, expected) in table {
        assert_eq!(due(opened, within, "5x8"), expected, "opened {opened}, {within} min");
    }
}

#[test]
fn days_of_a_year_without_announced_holidays_are_ordinary() {
    assert_eq!(due("2027-10-01 09:00", 30, "5x8"), "2027-10-01 09:30");
}

#[test]
fn a_reading_lists_the_stretches_that_count_up_to_the_due_moment() {
    let story = Story::of(opening(Kind::Fault, Severity::Two), "2026-11-18 11:30");
    let reading = &clock::readings(&story.case, &promising(120, "5x8"), &timetable())[0];
    let expected = [
        Interval { from: at("2026-11-18 11:30"), until: at("2026-11-18 12:00") },
        Interval { from: at("2026-11-18 13:00"), until: at("2026-11-18 14:30") },
    ];
    assert_eq!(reading.running, expected);
}

#[test]
fn a_limit_of_nothing_is_due_at_once_and_an_absurd_one_does_not_overflow() {
    assert_eq!(due("2026-11-21 12:00", 0, "5x8"), "2026-11-21 12:00");
    assert_eq!(due("2026-11-21 12:00", -5, "5x8"), "2026-11-21 12:00");
    assert!(due("2026-11-21 12:00", i64::MAX, "7x24").starts_with("2036-"));
}

#[test]
fn a_promise_in_hours_that_nobody_keeps_gives_no_reading() {
    let story = Story::of(opening(Kind::Fault, Severity::Two), "2026-11-18 11:30");
    assert!(clock::readings(&story.case, &promising(15, "9x9"), &timetable()).is_empty());
    let mut never_open = timetable();
    never_open.get_mut("5x8").expect("5x8").calendar.weekly.iter_mut().for_each(|hours| hours.days.clear());
    assert!(clock::readings(&story.case, &promising(15, "5x8"), &never_open).is_empty());
}

#[test]
fn a_moment_is_service_time_or_not() {
    let hours = hours("5x8");
    let open = ["2026-11-18 09:00", "2026-11-18 11:59", "2026-11-18 13:00", "2026-10-10 10:00"];
    let shut = ["2026-11-18 08:59", "2026-11-18 12:00", "2026-11-18 18:00", "2026-11-21 10:00", "2026-10-01 10:00"];
    assert!(open.iter().all(|moment| open_at(&hours, moment)));
    assert!(!shut.iter().any(|moment| open_at(&hours, moment)));
}

#[test]
fn only_the_holidays_of_the_calendars_own_region_close_it() {
    let mut abroad = hours("5x8");
    abroad.calendar.holidays = Some("de".to_owned());
    assert!(open_at(&abroad, "2026-10-01 10:00"));
    abroad.calendar.holidays = None;
    assert!(open_at(&abroad, "2026-10-01 10:00"));
}

#[test]
fn readings_come_in_the_order_of_the_journey() {
    let targets = |kind| -> Vec<Target> {
        Story::of(opening(kind, Severity::Two), "2026-11-18 10:00").readings().iter().map(|r| r.target).collect()
    };
    assert_eq!(targets(Kind::Fault), [Target::Respond, Target::OnSite, Target::Restore]);
    assert_eq!(targets(Kind::Consultation), [Target::Respond, Target::Resolve]);
}
