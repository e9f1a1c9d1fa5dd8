//! Clocks that go forward and back, night shifts, hours that touch: the calendar away from the ordinary day.

use crate::cast::{at_in, hours};
use chrono::{TimeZone, Weekday};
use chrono_tz::Tz;
use chrono_tz::{America::New_York, Asia::Shanghai, Europe::Berlin, Pacific::Apia};
use domain::clock::calendar::{Calendar, ServiceHours, WeeklyHours};
use domain::person::Bilingual;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn daily(zone: Tz, hours: &[(&str, &str)]) -> ServiceHours<Tz> {
    let weekly = hours.iter().map(|(from, until)| WeeklyHours {
        days: WEEK.to_vec(),
        from: from.parse().expect("a time"),
        until: until.parse().expect("a time"),
    });
    let calendar = Calendar {
        id: "daily".to_owned(),
        name: Bilingual::default(),
        time_zone: zone.name().to_owned(),
        holidays: None,
        weekly: weekly.collect(),
    };
    ServiceHours { calendar, zone, holidays: Vec::new() }
}

/// The first stretches from that wall time on: moments in UTC, and the length in minutes.
fn stretches(hours: &ServiceHours<Tz>, from: &str, count: usize) -> Vec<(String, i64)> {
    let told = |interval: domain::clock::Interval| {
        (interval.from.format("%m-%d %H:%M").to_string(), (interval.until - interval.from).num_minutes())
    };
    hours.intervals(at_in(hours.zone, from)).take(count).map(told).collect()
}

fn expect(found: &[(String, i64)], expected: &[(&str, i64)]) {
    let expected: Vec<(String, i64)> = expected.iter().map(|(from, length)| ((*from).to_owned(), *length)).collect();
    assert_eq!(found, expected);
}

#[test]
fn hours_over_the_missing_hour_are_an_hour_shorter() {
    // New York, 2026-03-08: 02:00 to 03:00 does not exist.
    let hours = daily(New_York, &[("01:00:00", "04:00:00")]);
    expect(
        &stretches(&hours, "2026-03-07 00:00", 3),
        &[("03-07 06:00", 180), ("03-08 06:00", 120), ("03-09 05:00", 180)],
    );
}

#[test]
fn a_wall_time_that_does_not_exist_is_the_end_of_the_gap() {
    let opens_in_it = daily(New_York, &[("02:30:00", "05:00:00")]);
    expect(&stretches(&opens_in_it, "2026-03-08 00:00", 1), &[("03-08 07:00", 120)]);
    let closes_in_it = daily(New_York, &[("01:00:00", "02:30:00")]);
    expect(&stretches(&closes_in_it, "2026-03-08 00:00", 1), &[("03-08 06:00", 60)]);
    let within_it = daily(New_York, &[("02:10:00", "02:50:00")]);
    expect(&stretches(&within_it, "2026-03-08 00:00", 1), &[("03-09 06:10", 40)]);
}

#[test]
fn hours_over_the_doubled_hour_are_an_hour_longer() {
    // Berlin, 2026-10-25: 02:00 to 03:00 comes twice.
    let over_it = daily(Berlin, &[("01:00:00", "04:00:00")]);
    expect(&stretches(&over_it, "2026-10-25 00:00", 1), &[("10-24 23:00", 240)]);
    let closes_in_it = daily(Berlin, &[("01:00:00", "02:30:00")]);
    expect(&stretches(&closes_in_it, "2026-10-25 00:00", 1), &[("10-24 23:00", 150)]);
    let opens_in_it = daily(Berlin, &[("02:30:00", "04:00:00")]);
    expect(&stretches(&opens_in_it, "2026-10-25 00:00", 1), &[("10-25 00:30", 150)]);
}

#[test]
fn a_day_that_a_zone_skipped_has_no_hours() {
    // Samoa went from 29 to 31 December 2011.
    let hours = daily(Apia, &[("09:00:00", "12:00:00")]);
    expect(&stretches(&hours, "2011-12-29 00:00", 2), &[("12-29 19:00", 180), ("12-30 19:00", 180)]);
}

#[test]
fn a_night_shift_ends_on_the_next_day() {
    let hours = daily(Shanghai, &[("22:00:00", "06:00:00")]);
    expect(&stretches(&hours, "2026-11-18 03:00", 2), &[("11-17 19:00", 180), ("11-18 14:00", 480)]);
}

#[test]
fn the_night_shift_before_a_holiday_runs_into_it() {
    let mut hours = daily(Shanghai, &[("22:00:00", "06:00:00")]);
    hours.calendar.holidays = Some("cn".to_owned());
    hours.holidays = crate::cast::holidays();
    expect(&stretches(&hours, "2026-06-18 12:00", 2), &[("06-18 14:00", 480), ("06-20 14:00", 480)]);
}

#[test]
fn hours_that_touch_or_overlap_are_one_stretch() {
    let touching = daily(Shanghai, &[("13:00:00", "18:00:00"), ("09:00:00", "13:00:00")]);
    expect(&stretches(&touching, "2026-11-18 00:00", 1), &[("11-18 01:00", 540)]);
    let nested = daily(Shanghai, &[("09:00:00", "18:00:00"), ("10:00:00", "11:00:00"), ("17:00:00", "19:00:00")]);
    expect(&stretches(&nested, "2026-11-18 00:00", 1), &[("11-18 01:00", 600)]);
}

#[test]
fn whole_days_join_over_midnight_for_as_long_as_anybody_looks() {
    let hours = daily(Shanghai, &[("00:00:00", "00:00:00")]);
    let only: Vec<_> = hours.intervals(at_in(Shanghai, "2026-11-18 10:00")).collect();
    assert_eq!(only.len(), 1);
    assert!((only[0].until - only[0].from).num_days() > 365 * 10);
}

#[test]
fn around_the_clock_is_one_stretch_even_at_the_end_of_time() {
    let hours = hours("7x24");
    for from in [at_in(Shanghai, "2026-11-18 10:00"), domain::Moment::MAX_UTC - chrono::TimeDelta::days(1)] {
        let stretches: Vec<_> = hours.intervals(from).collect();
        assert_eq!(stretches.len(), 1);
        assert!(stretches[0].from == from && stretches[0].until > from);
    }
}

#[test]
fn looking_from_the_middle_of_a_stretch_begins_there() {
    let hours = hours("5x8");
    expect(&stretches(&hours, "2026-11-18 10:30", 2), &[("11-18 02:30", 90), ("11-18 05:00", 300)]);
}

#[test]
fn a_readers_zone_follows_its_offsets() {
    let moment = |text: &str| domain::Moment::from(chrono::Utc.from_utc_datetime(&text.parse().expect("a moment")));
    let berlin = domain::zone::Zone {
        name: "Europe/Berlin".to_owned(),
        offsets: vec![(moment("2026-03-29T01:00:00"), 7200), (moment("2026-10-25T01:00:00"), 3600)],
    };
    let local = |text| berlin.local(moment(text)).format("%d %H:%M").to_string();
    assert_eq!(local("2026-10-25T00:59:00"), "25 02:59");
    assert_eq!(local("2026-10-25T01:00:00"), "25 02:00");
    assert_eq!(local("2020-01-01T00:00:00"), "01 02:00", "the first offset holds for everything before it");
}
