//! The service report, against tables worked out by hand.

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use domain::Moment;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::{Interval, Reading, Target};
use domain::coverage::Verdict;
use domain::refusal::{Flaw, FlawKind};
use domain::satisfaction::Period;
use domain::service_report::{CaseCount, CaseFacts, ReportFilter, ReportPeriod, Span, TargetCount, figures};

const MINUTE_MS: i64 = 60_000;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Noon of that day, and so many minutes.
fn noon(on: &str, minutes: i64) -> Moment {
    Moment::from(Utc.from_utc_datetime(&day(on).and_hms_opt(12, 0, 0).expect("noon"))) + TimeDelta::minutes(minutes)
}

/// The third quarter, in UTC.
fn quarter() -> Interval {
    let midnight = |text: &str| Moment::from(Utc.from_utc_datetime(&day(text).and_hms_opt(0, 0, 0).expect("midnight")));
    Interval { from: midnight("2026-07-01"), until: midnight("2026-10-01") }
}

/// Promised within `limit` minutes of noon, round the clock; met after so many minutes.
fn reading(target: Target, on: &str, limit: i64, met_after: Option<i64>) -> Reading {
    let (opened_at, due) = (noon(on, 0), noon(on, limit));
    Reading {
        target,
        limit_ms: limit * MINUTE_MS,
        hours: "7x24".to_owned(),
        opened_at,
        running: vec![Interval { from: opened_at, until: due }],
        due: Some(due),
        met_at: met_after.map(|minutes| noon(on, minutes)),
        pauses: Vec::new(),
        dropped: false,
    }
}

fn case(number: &str, on: &str, resolved_on: Option<&str>, readings: Vec<Reading>) -> CaseFacts {
    CaseFacts {
        number: number.to_owned(),
        title: format!("about {number}"),
        kind: Kind::Fault,
        severity: Severity::Two,
        product: "存储".to_owned(),
        opened_at: noon(on, 0),
        resolved_at: resolved_on.map(|on| noon(on, 0)),
        verdict: Verdict::Covered,
        readings,
        trigger: None,
        cause: String::new(),
    }
}

/// | case | opened | resolved | respond (30 min) | restore (240 min) |
/// | --- | --- | --- | --- | --- |
/// | 1 | June 20 | July 2 | June | – |
/// | 2 | July 10 | July 11 | 10 min | 200 min |
/// | 3 | August 1 | September 30 | 20 min | after 300: late by 60 |
/// | 4 | September 30 | October 1 | 40 min: late by 10 | after 230 |
/// | 5 | September 1 | never | never | – |
/// | 6 | October 1 | never | 10 min, in October | – |
fn six() -> Vec<CaseFacts> {
    let respond = |on, met| reading(Target::Respond, on, 30, met);
    let restore = |on, met| reading(Target::Restore, on, 240, met);
    let asked = |facts: CaseFacts| CaseFacts {
        kind: Kind::Consultation,
        severity: Severity::Four,
        product: String::new(),
        verdict: Verdict::AdviceOnly,
        ..facts
    };
    vec![
        case("1", "2026-06-20", Some("2026-07-02"), vec![respond("2026-06-20", Some(5))]),
        case(
            "2",
            "2026-07-10",
            Some("2026-07-11"),
            vec![respond("2026-07-10", Some(10)), restore("2026-07-10", Some(200))],
        ),
        case(
            "3",
            "2026-08-01",
            Some("2026-09-30"),
            vec![respond("2026-08-01", Some(20)), restore("2026-08-01", Some(300))],
        ),
        case(
            "4",
            "2026-09-30",
            Some("2026-10-01"),
            vec![respond("2026-09-30", Some(40)), restore("2026-09-30", Some(230))],
        ),
        asked(case("5", "2026-09-01", None, vec![respond("2026-09-01", None)])),
        asked(case("6", "2026-10-01", None, vec![respond("2026-10-01", Some(10))])),
    ]
}

fn count(opened: u32, resolved: u32, open: u32) -> CaseCount {
    CaseCount { opened, resolved, open }
}

#[test]
fn cases_are_counted_as_they_stood_when_the_period_ended() {
    let figures = figures(&six(), quarter(), noon("2026-11-22", 0));
    // Opened: 2 to 5. Resolved: 1 to 3. Open on the first of October: 4, resolved at noon of that day, and 5.
    assert_eq!(figures.cases, count(4, 3, 2));
    assert_eq!(figures.kinds, [(Kind::Fault, count(3, 3, 1)), (Kind::Consultation, count(1, 0, 1))]);
    assert_eq!(figures.severities, [(Severity::Two, count(3, 3, 1)), (Severity::Four, count(1, 0, 1))]);
    assert_eq!(figures.products, [("存储".to_owned(), count(3, 3, 1)), (String::new(), count(1, 0, 1))]);
    assert_eq!(figures.coverage, [(Verdict::Covered, 3), (Verdict::AdviceOnly, 1)]);
}

#[test]
fn a_target_counts_when_its_outcome_is_known_and_its_median_counts_what_is_not_met_as_the_longest() {
    let figures = figures(&six(), quarter(), noon("2026-11-22", 0));
    let minutes = |minutes: i64| Some(minutes * MINUTE_MS);
    let expected = |target, due, met, breached, median_ms| TargetCount { target, due, met, breached, median_ms };
    // Respond: 10, 20, 40 and never, the middle of 20 and 40. Restore: 200, 230 and 300.
    assert_eq!(figures.targets[0], expected(Target::Respond, 4, 2, 2, minutes(30)));
    assert_eq!(figures.targets[3], expected(Target::Restore, 3, 2, 1, minutes(230)));
    assert_eq!(figures.targets[1], expected(Target::Quote, 0, 0, 0, None));
    assert_eq!(figures.targets.len(), 7);
    assert_eq!(figures.kept(), (7, 4));
    let late: Vec<_> =
        figures.breaches.iter().map(|breach| (breach.number.as_str(), breach.target, breach.met)).collect();
    let expected = [("3", Target::Restore, true), ("5", Target::Respond, false), ("4", Target::Respond, true)];
    assert_eq!(late, expected);
    assert_eq!(figures.breaches[0].over_ms, 60 * MINUTE_MS);
    assert_eq!(figures.breaches[2].over_ms, 10 * MINUTE_MS);
}

#[test]
fn when_most_are_not_met_nobody_knows_the_median() {
    let open = |number: &str| case(number, "2026-08-01", None, vec![reading(Target::Respond, "2026-08-01", 30, None)]);
    let met = case("3", "2026-08-01", None, vec![reading(Target::Respond, "2026-08-01", 30, Some(10))]);
    let figures = figures(&[open("1"), open("2"), met], quarter(), noon("2026-11-22", 0));
    assert_eq!((figures.targets[0].due, figures.targets[0].median_ms), (3, None));
}

#[test]
fn what_waits_or_is_not_needed_or_not_due_yet_is_not_judged() {
    let dropped = Reading { dropped: true, ..reading(Target::OnSite, "2026-08-01", 60, None) };
    let standing = Reading { due: None, running: Vec::new(), ..reading(Target::Restore, "2026-08-01", 60, None) };
    let soon = reading(Target::Respond, "2026-08-01", 30, None);
    let facts = [case("1", "2026-08-01", None, vec![dropped, standing, soon])];
    let figures = figures(&facts, quarter(), noon("2026-08-01", 20));
    assert!(figures.targets.iter().all(|target| target.due == 0), "{:?}", figures.targets);
    // A period that goes on is counted as it stands now.
    assert_eq!(figures.cases, count(1, 0, 1));
}

#[test]
fn months_quarters_and_years_have_names_and_neighbours() {
    let table = [
        ("2026", Span::Year, "2026-01-01", "2026-12-31", "2025"),
        ("2026-Q1", Span::Quarter, "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026-Q3", Span::Quarter, "2026-07-01", "2026-09-30", "2026-Q2"),
        ("2026-01", Span::Month, "2026-01-01", "2026-01-31", "2025-12"),
        ("2024-02", Span::Month, "2024-02-01", "2024-02-29", "2024-01"),
    ];
    for (key, span, from, until, before) in table {
        let period = ReportPeriod { span, days: Period { from: day(from), until: day(until) } };
        assert_eq!(ReportPeriod::from_key(key), Some(period), "{key}");
        assert_eq!(period.key(), key);
        assert_eq!(period.before().map(ReportPeriod::key), Some(before.to_owned()), "{key}");
        assert_eq!(ReportPeriod::around(span, day(until)), period, "{key}");
    }
    for unknown in ["", "26", "2026-", "2026-13", "2026-Q5", "2026-Q0", "2026-Q", "x", "2026-07-01"] {
        assert_eq!(ReportPeriod::from_key(unknown), None, "{unknown}");
    }
}

#[test]
fn any_days_are_followed_by_as_many_before_them() {
    let days = |from: &str, until: &str| Period { from: day(from), until: day(until) };
    let ten = ReportPeriod { span: Span::Days, days: days("2026-03-01", "2026-03-10") };
    assert_eq!(ten.before().map(|before| before.days), Some(days("2026-02-19", "2026-02-28")));
    let trail: Vec<_> = ten.trail(day("2026-11-22")).into_iter().map(|period| period.days.from).collect();
    assert_eq!((trail.len(), trail[0], trail[5]), (6, day("2026-01-10"), day("2026-03-01")));
}

#[test]
fn a_trend_reaches_no_further_back_than_the_zones() {
    let year = ReportPeriod::around(Span::Year, day("2026-05-01"));
    let keys: Vec<_> = year.trail(day("2026-11-22")).into_iter().map(ReportPeriod::key).collect();
    assert_eq!(keys, ["2024", "2025", "2026"]);
}

#[test]
fn a_report_is_about_the_quarter_that_ended_last_unless_another_period_is_asked_for() {
    let today = day("2026-11-22");
    let asked = |period: &str, from: &str, until: &str| {
        let [period, from, until] = [period, from, until].map(str::to_owned);
        ReportFilter { period, from, until }.period(today)
    };
    let key = |found: Result<ReportPeriod, Vec<Flaw>>| found.map(ReportPeriod::key);
    assert_eq!(key(asked("", "", "")), Ok("2026-Q3".to_owned()));
    assert_eq!(key(asked("2026-q4", "", "")), Ok("2026-Q4".to_owned()));
    assert_eq!(key(asked("2026-10", "2020-01-01", "")), Ok("2026-10".to_owned()));
    let days = Period { from: day("2026-08-15"), until: day("2026-09-14") };
    assert_eq!(asked("", "2026-08-15", "2026-09-14"), Ok(ReportPeriod { span: Span::Days, days }));
    let flaw = |field: &str, kind| Err(vec![Flaw::of(field, kind)]);
    assert_eq!(asked("soon", "", ""), flaw("period", FlawKind::NotAChoice));
    assert_eq!(asked("2027", "", ""), flaw("period", FlawKind::InTheFuture));
    assert_eq!(asked("2020", "", ""), flaw("period", FlawKind::TooLongAgo { most_days: 1_098 }));
    assert_eq!(asked("", "2026-02-30", ""), flaw("from", FlawKind::NotADay));
    assert_eq!(asked("", "2026-08-02", "2026-08-01"), flaw("until", FlawKind::EndsBeforeItStarts));
    assert_eq!(asked("", "2026-12-01", "2026-12-31"), flaw("from", FlawKind::InTheFuture));
}
