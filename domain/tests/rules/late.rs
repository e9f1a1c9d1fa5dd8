//! What is known late: cases typed in later, coverage decided later, parts, reports and quotes; and the promises that
//! depend on the channel or end with a working day.

use crate::cast::{
    Story, at, at_in, customer, minutes, opening, pause, policy, promise, refuse, resolve, respond, timetable, wall,
};
use chrono_tz::Europe::Berlin;
use domain::case::decide::{Command, CoverageDraft, decide_coverage};
use domain::case::event::{Event, Happening};
use domain::case::report::{CALL_AGO_MOST_DAYS, Draft, ForCaller};
use domain::case::severity::Severity;
use domain::case::{Case, Kind, Opening, Origin};
use domain::clock::calendar::{Calendar, ServiceHours, WeeklyHours};
use domain::clock::{self, Reading, State, Target, Timetable};
use domain::contract::{Contract, Terms, Used};
use domain::coverage::{Coverage, Reason, Verdict};
use domain::person::Bilingual;
use domain::policy::{Policy, Waiting};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::zone::Zone;

fn due(reading: &Reading) -> String {
    wall(reading.due.expect("due"))
}

fn words() -> String {
    "已说明".to_owned()
}

fn decided(verdict: Verdict) -> Coverage {
    Coverage { verdict, ..opening(Kind::Fault, Severity::One).coverage }
}

#[test]
fn a_call_at_nine_typed_in_at_eleven_counts_from_nine() {
    let opening = opening(Kind::Fault, Severity::One);
    let happening = Happening::Opened { opening: Box::new(opening.clone()), opened_at: at("2026-11-18 09:00") };
    let first = Event { id: 1, at: at("2026-11-18 11:00"), actor: customer(), happening };
    let case = Case::from_history(&[first]).expect("a case");
    assert_eq!(case, Case::registered(opening, at("2026-11-18 09:00"), at("2026-11-18 11:00")));
    assert_eq!(case.judged_since(), at("2026-11-18 11:00"));
    let readings = clock::readings(&case, &policy("a"), &timetable());
    assert_eq!(due(&readings[0]), "2026-11-18 09:15");
    assert!(readings[0].breached(at("2026-11-18 11:00")));
    assert_eq!(due(&readings[2]), "2026-11-18 13:00");
}

#[test]
fn a_call_came_in_before_it_is_typed_in_and_within_a_week() {
    let call = |typed: &str| Draft {
        called_at: typed.to_owned(),
        organisation_id: "2".to_owned(),
        origin: "hotline".to_owned(),
        ..Draft::default()
    };
    let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
    let (now, seven_days) = (at("2026-11-18 11:00"), FlawKind::TooLongAgo { most_days: CALL_AGO_MOST_DAYS });
    let table = [
        (None, Ok("2026-11-18 11:00")),
        (Some("2026-11-18T09:00"), Ok("2026-11-18 09:00")),
        (Some("2026-11-18T11:00:00"), Ok("2026-11-18 11:00")),
        (Some("2026-11-18T11:01"), Err(FlawKind::InTheFuture)),
        (Some("2026-11-11T11:00"), Ok("2026-11-11 11:00")),
        (Some("2026-11-11T10:59"), Err(seven_days)),
    ];
    for (typed, expected) in table {
        let called_at = typed.and_then(domain::typed::wall);
        let opened_at = ForCaller { organisation_id: 2, origin: Origin::Hotline, called_at }.opened_at(&zone, now);
        assert_eq!(
            opened_at.map(wall),
            expected.map(str::to_owned).map_err(|kind| Flaw::of("called_at", kind)),
            "{typed:?}"
        );
    }
    for typed in ["9 o'clock", "2026-11-18", "2026-02-30T09:00", "\u{0}"] {
        let flaws = call(typed).parse().expect_err("flaws");
        assert!(flaws.contains(&Flaw::of("called_at", FlawKind::NotAMoment)), "{typed}: {flaws:?}");
    }
}

#[test]
fn whoever_decides_coverage_says_what_and_why_and_names_a_contract_of_the_customer() {
    let contract = Contract {
        id: 1,
        number: "QS-1".to_owned(),
        organisation_id: 2,
        policy: "b".to_owned(),
        starts_on: "2026-01-01".parse().expect("a day"),
        ends_on: "2026-12-31".parse().expect("a day"),
        kinds: vec![Kind::Fault],
        asset_ids: Vec::new(),
        sites: Vec::new(),
        terms: Terms::default(),
        used: Used::default(),
    };
    let contracts = [contract];
    let draft = |verdict: &str, contract: &str, words: &str| CoverageDraft {
        verdict: verdict.to_owned(),
        contract: contract.to_owned(),
        words: words.to_owned(),
        ..CoverageDraft::default()
    };
    let decide = |draft: CoverageDraft| draft.decision(&contracts).map(|(coverage, by)| (coverage, by.is_some()));
    let (coverage, by_contract) = decide(draft("covered", " QS-1 ", " 备件在保 ")).expect("a decision");
    assert!(by_contract && coverage.covered_by.is_some_and(|by| by.policy == "b"));
    assert_eq!(coverage.reasons[0], Reason::Decided { words: "备件在保".to_owned() });
    let (goodwill, by_contract) = decide(draft("covered", "", "善意处理")).expect("a decision");
    assert_eq!((goodwill.verdict, goodwill.covered_by, by_contract), (Verdict::Covered, None, false));
    let (billable, by_contract) = decide(draft("billable", "QS-1", "人为损坏")).expect("a decision");
    assert_eq!((billable.verdict, billable.covered_by, by_contract), (Verdict::Billable, None, false));
    let flaws = |draft| match decide(draft) {
        Err(Refusal::Flawed(flaws)) => flaws.into_iter().map(|flaw| flaw.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(flaws(draft("needs_decision", "", "")), ["verdict", "words"]);
    assert_eq!(flaws(draft("covered", "XX-9", "备件在保")), ["contract"]);
}

#[test]
fn cases_and_events_stored_before_all_this_still_read() {
    let mut json =
        serde_json::to_value(Case::opened(opening(Kind::Fault, Severity::One), at("2026-11-18 09:00"))).expect("json");
    let case = json.as_object_mut().expect("an object");
    for added in ["registered_at", "severity_since", "rose_at", "decision", "part_needed_at", "contingency", "crisis"] {
        assert!(case.remove(added).is_some(), "{added}");
    }
    case["opening"].as_object_mut().expect("an object").remove("policy_version");
    case["opening"]["product"].as_object_mut().expect("an object").remove("spare_on_site");
    let read: Case = serde_json::from_value(json).expect("a case");
    assert_eq!(read, Case::opened(opening(Kind::Fault, Severity::One), at("2026-11-18 09:00")));
}

#[test]
fn coverage_decided_late_promises_from_the_opening() {
    let undecided = Opening { coverage: decided(Verdict::NeedsDecision), ..opening(Kind::Fault, Severity::One) };
    let mut story = Story::of(undecided, "2026-11-18 10:00");
    assert_eq!(story.readings().len(), 1, "a response does not wait for the decision");
    let happenings = decide_coverage(&story.case, decided(Verdict::Covered), "a", 3).expect("a decision");
    story.record(customer(), "2026-11-18 11:00", happenings);
    assert_eq!((story.case.policy(), story.case.policy_version()), ("a", 3));
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-18 14:00");
    assert_eq!(story.case.opening.coverage.verdict, Verdict::NeedsDecision, "the opening stays what it was");
    assert_eq!(decide_coverage(&story.case, decided(Verdict::Covered), "a", 3), Ok(vec![]));
    let mut resolved = story.in_work();
    resolved.engineer("2026-11-18 12:00", resolve());
    let too_late = decide_coverage(&resolved.case, decided(Verdict::Billable), "a", 3);
    assert_eq!(too_late, Err(Refusal::WrongStage));
}

#[test]
fn an_answer_at_once_is_kept_by_taking_the_call() {
    let called = Opening { policy: "b".to_owned(), origin: Origin::Hotline, ..opening(Kind::Fault, Severity::One) };
    let story = Story::of(called, "2026-11-18 10:00");
    let reading = story.reading(Target::Respond);
    assert_eq!(reading.at(at("2026-11-18 12:00")).state, State::Met { took_ms: 0 });
}

#[test]
fn the_report_is_owed_by_the_end_of_the_next_working_day() {
    let table = [
        ("2026-11-18 15:00", "2026-11-19 18:00"), // Wednesday
        ("2026-11-18 23:30", "2026-11-19 18:00"),
        ("2026-11-20 12:00", "2026-11-23 18:00"), // over the weekend
        ("2026-09-30 12:00", "2026-10-08 18:00"), // 国庆
        ("2026-10-09 20:00", "2026-10-10 18:00"), // to an adjusted Saturday
    ];
    for (restored, expected) in table {
        let mut story = Story::of_fault(Severity::One, "2026-09-01 10:00").in_work();
        assert!(story.readings().iter().all(|reading| reading.target != Target::AnalysisReport));
        story.engineer(restored, Command::Restore);
        let reading = story.reading(Target::AnalysisReport);
        assert_eq!((due(&reading).as_str(), reading.opened_at), (expected, at(restored)), "restored {restored}");
    }
}

#[test]
fn the_report_is_owed_after_the_case_is_closed_and_handed_in_once() {
    let report = Command::ReportAnalysis { words: words() };
    let mut story = Story::of_fault(Severity::One, "2026-11-18 10:00").in_work();
    assert_eq!(story.attempt(customer(), "2026-11-18 11:00", &report), Err(Refusal::WrongStage));
    story.engineer("2026-11-18 12:00", resolve()).customer("2026-11-18 13:00", Command::ConfirmService);
    assert!(story.reading(Target::AnalysisReport).is_open());
    story.engineer("2026-11-19 17:00", report.clone());
    assert_eq!(story.reading(Target::AnalysisReport).met_at, Some(at("2026-11-19 17:00")));
    assert_eq!(story.attempt(customer(), "2026-11-19 17:30", &report), Err(Refusal::WrongStage));
}

#[test]
fn a_new_restoration_has_its_own_report() {
    let mut story = Story::of_fault(Severity::One, "2026-11-18 10:00").in_work();
    story.engineer("2026-11-18 12:00", resolve());
    story.engineer("2026-11-18 12:30", Command::ReportAnalysis { words: words() });
    story.customer("2026-11-18 13:00", refuse()).engineer("2026-11-19 10:00", Command::Restore);
    let reading = story.reading(Target::AnalysisReport);
    assert_eq!((due(&reading).as_str(), reading.is_open()), ("2026-11-20 18:00", true));
}

#[test]
fn a_part_is_waited_for_from_the_opening_once_it_is_needed() {
    let mut story = Story::of_fault(Severity::Two, "2026-11-18 10:00").in_work();
    assert_eq!(story.readings().len(), 3);
    story.engineer("2026-11-18 11:00", Command::NeedPart { words: words() });
    assert_eq!(due(&story.reading(Target::PartReplaced)), "2026-11-20 10:00");
    story.engineer("2026-11-19 11:00", Command::ReplacePart { words: words() });
    assert_eq!(story.reading(Target::PartReplaced).met_at, Some(at("2026-11-19 11:00")));
}

#[test]
fn a_quote_answers_a_billable_request_within_a_day() {
    let billable = Opening {
        policy: "d".to_owned(),
        coverage: decided(Verdict::Billable),
        ..opening(Kind::Change, Severity::Four)
    };
    let mut story = Story::of(billable, "2026-11-20 17:00").in_work();
    assert_eq!(due(&story.reading(Target::Quote)), "2026-11-21 17:00");
    story.engineer("2026-11-21 10:00", crate::quotes::quote("2026-11-30"));
    assert_eq!(story.reading(Target::Quote).met_at, Some(at("2026-11-21 10:00")));
}

#[test]
fn only_the_waiting_that_a_promise_names_stops_it() {
    let mut unpaused = promise(Target::Restore, 240, "7x24");
    unpaused.paused_by = vec![Waiting::ForConfirmation];
    let strict = Policy { promises: vec![unpaused], ..policy("a") };
    let mut story = Story::of_fault(Severity::One, "2026-11-18 10:00").in_work();
    story.engineer("2026-11-18 10:05", respond()).engineer("2026-11-18 11:00", pause());
    let reading = &clock::readings(&story.case, &strict, &timetable())[0];
    assert_eq!((due(reading).as_str(), reading.pauses.len()), ("2026-11-18 14:00", 0));
    story.customer("2026-11-18 11:30", crate::cast::comment()).engineer("2026-11-18 12:00", resolve());
    story.customer("2026-11-18 13:00", refuse());
    let reading = &clock::readings(&story.case, &strict, &timetable())[0];
    assert_eq!(due(reading), "2026-11-18 15:00");
}

/// Berlin, every day, in those hours.
fn berlin(from: &str, until: &str) -> Timetable<chrono_tz::Tz> {
    let week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(|day| day.parse().expect("a day"));
    let hours =
        WeeklyHours { days: week.to_vec(), from: from.parse().expect("a time"), until: until.parse().expect("a time") };
    let calendar = Calendar {
        id: "berlin".to_owned(),
        name: Bilingual::default(),
        time_zone: Berlin.name().to_owned(),
        holidays: None,
        weekly: vec![hours],
    };
    Timetable::from([("berlin".to_owned(), ServiceHours { calendar, zone: Berlin, holidays: Vec::new() })])
}

fn due_in_berlin(opened: &str, within_minutes: i64, hours: &Timetable<chrono_tz::Tz>) -> String {
    let case = Case::opened(opening(Kind::Fault, Severity::Two), at_in(Berlin, opened));
    let policy = Policy { promises: vec![promise(Target::Restore, within_minutes, "berlin")], ..policy("a") };
    let due = clock::readings(&case, &policy, hours)[0].due.expect("due");
    due.with_timezone(&Berlin).format("%m-%d %H:%M %:z").to_string()
}

#[test]
fn a_limit_over_the_change_of_clocks_in_berlin_loses_and_gains_no_minute() {
    // 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00 again.
    let night = berlin("00:00:00", "06:00:00");
    assert_eq!(due_in_berlin("2026-03-29 01:30", 30, &night), "03-29 03:00 +02:00", "used up when the gap begins");
    assert_eq!(due_in_berlin("2026-03-29 01:30", 60, &night), "03-29 03:30 +02:00", "02:30 does not exist");
    assert_eq!(due_in_berlin("2026-03-29 00:00", 300, &night), "03-29 06:00 +02:00", "five hours are the whole night");
    assert_eq!(due_in_berlin("2026-03-29 00:00", 301, &night), "03-30 00:01 +02:00");
    assert_eq!(due_in_berlin("2026-10-25 01:30", 60, &night), "10-25 02:30 +02:00", "the first 02:30");
    assert_eq!(due_in_berlin("2026-10-25 01:30", 120, &night), "10-25 02:30 +01:00", "the second 02:30");
    assert_eq!(due_in_berlin("2026-10-25 00:00", 420, &night), "10-25 06:00 +01:00", "seven hours are the whole night");
}

#[test]
fn a_working_day_that_ends_in_the_missing_hour_ends_with_the_gap() {
    let mut in_days = promise(Target::Restore, 0, "berlin");
    in_days.working_days = Some(1);
    let policy = Policy { promises: vec![in_days], ..policy("a") };
    let case = Case::opened(opening(Kind::Fault, Severity::Two), at_in(Berlin, "2026-03-28 01:00"));
    let reading = &clock::readings(&case, &policy, &berlin("01:00:00", "02:30:00"))[0];
    assert_eq!(reading.due, Some(at_in(Berlin, "2026-03-29 03:00")));
    assert_eq!(reading.limit_ms, minutes(90 + 60));
}
