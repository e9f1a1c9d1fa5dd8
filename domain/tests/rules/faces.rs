//! What a countdown shows, and which countdown a list shows first.

use crate::cast::{Story, at, minutes, opening, pause, resolve, respond};
use domain::case::severity::Severity;
use domain::case::{Kind, Opening};
use domain::clock::{self, Reading, State, Target, Urgency};

/// Policy E, on site within 24 service hours, opened on a Friday at 17:00.
fn over_the_weekend() -> Reading {
    let opening = Opening { policy: "e".to_owned(), ..opening(Kind::Fault, Severity::Two) };
    Story::of(opening, "2026-11-20 17:00").reading(Target::OnSite)
}

#[test]
fn the_last_quarter_is_at_risk() {
    let reading = Story::of_fault(Severity::One, "2026-11-18 10:00").reading(Target::Restore);
    let face = |now| reading.at(at(now));
    assert_eq!(face("2026-11-18 10:00").state, State::Running { left_ms: minutes(240), at_risk: false });
    assert_eq!(face("2026-11-18 12:59:59").state, State::Running { left_ms: minutes(60) + 1000, at_risk: false });
    assert_eq!(face("2026-11-18 13:00").state, State::Running { left_ms: minutes(60), at_risk: true });
    assert_eq!(face("2026-11-18 13:00").elapsed_permille, 750);
    assert_eq!(face("2026-11-18 14:00").state, State::Running { left_ms: 0, at_risk: true });
    assert_eq!(face("2026-11-18 14:00:01").state, State::Breached { over_ms: 1000 });
    assert_eq!(face("2026-11-18 14:00:01").elapsed_permille, 1000);
}

#[test]
fn outside_service_hours_it_stands_still_and_says_when_it_runs_again() {
    let reading = over_the_weekend();
    let left_ms = minutes(1440 - 60);
    let resumes_at = at("2026-11-23 09:00");
    for now in ["2026-11-20 18:00", "2026-11-21 12:00", "2026-11-23 08:59"] {
        assert_eq!(reading.at(at(now)).state, State::Standing { left_ms, resumes_at }, "at {now}");
    }
    assert_eq!(reading.at(resumes_at).state, State::Running { left_ms, at_risk: false });
    let lunch = State::Standing { left_ms: left_ms - minutes(180), resumes_at: at("2026-11-23 13:00") };
    assert_eq!(reading.at(at("2026-11-23 12:30")).state, lunch);
}

#[test]
fn a_browser_whose_clock_is_behind_shows_the_full_time() {
    let reading = Story::of_fault(Severity::One, "2026-11-18 10:00").reading(Target::Restore);
    let face = reading.at(at("2026-11-18 09:59"));
    assert_eq!(face.state, State::Running { left_ms: minutes(240), at_risk: false });
    assert_eq!(face.elapsed_permille, 0);
}

#[test]
fn a_case_reported_at_night_stands_until_the_morning() {
    let opening = Opening { policy: "e".to_owned(), ..opening(Kind::Consultation, Severity::Four) };
    let reading = Story::of(opening, "2026-11-18 22:00").reading(Target::Respond);
    let resumes_at = at("2026-11-19 09:00");
    assert_eq!(reading.at(at("2026-11-18 22:00")).state, State::Standing { left_ms: minutes(120), resumes_at });
}

#[test]
fn late_is_measured_by_the_wall_clock() {
    let mut reading = over_the_weekend();
    let due = at("2026-11-25 17:00");
    assert_eq!(reading.due, Some(due));
    assert_eq!(reading.at(at("2026-11-26 17:00")).state, State::Breached { over_ms: minutes(24 * 60) });
    reading.met_at = Some(at("2026-11-26 17:00"));
    assert_eq!(reading.at(at("2026-12-26 17:00")).state, State::MetLate { over_ms: minutes(24 * 60) });
}

#[test]
fn the_browser_reads_what_the_server_wrote() {
    let reading = over_the_weekend();
    let sent = serde_json::to_string(&reading).expect("written");
    let received: Reading = serde_json::from_str(&sent).expect("read");
    assert_eq!(received, reading);
}

#[test]
fn lists_show_the_breached_first_then_the_soonest_due_then_what_waits() {
    let now = at("2026-11-18 12:00");
    let restore = |severity, opened| Story::of_fault(severity, opened).reading(Target::Restore);
    let long_breached = restore(Severity::One, "2026-11-18 06:00");
    let breached = restore(Severity::One, "2026-11-18 07:00");
    let soon = restore(Severity::One, "2026-11-18 09:00");
    let later = restore(Severity::Three, "2026-11-18 01:00");
    let mut waiting_story = Story::of_fault(Severity::One, "2026-11-18 09:00").in_work();
    let waiting = waiting_story.engineer("2026-11-18 09:30", pause()).reading(Target::Restore);
    let met = waiting_story.engineer("2026-11-18 11:00", resolve()).reading(Target::Restore);
    let expected = [&long_breached, &breached, &soon, &later, &waiting, &met];
    let mut sorted = [&met, &waiting, &later, &breached, &soon, &long_breached];
    sorted.sort_by_key(|reading| reading.urgency(now));
    assert_eq!(sorted, expected);
    assert_eq!(met.urgency(now), Urgency::Over);
}

#[test]
fn a_row_shows_the_open_target_that_is_due_next() {
    let mut story = Story::of_fault(Severity::One, "2026-11-18 10:00").in_work();
    let next = |story: &Story, now| clock::next_due(&story.readings(), at(now)).map(|reading| reading.target);
    assert_eq!(next(&story, "2026-11-18 10:01"), Some(Target::Respond));
    assert_eq!(next(&story, "2026-11-18 13:00"), Some(Target::Respond), "breached, and breached longest");
    story.engineer("2026-11-18 13:01", respond());
    assert_eq!(next(&story, "2026-11-18 13:02"), Some(Target::OnSite));
    story.engineer("2026-11-18 13:10", pause());
    assert_eq!(next(&story, "2026-11-18 13:20"), Some(Target::OnSite), "breached before the pause");
    story.engineer("2026-11-18 14:00", resolve());
    assert_eq!(next(&story, "2026-11-18 14:01"), None);
}
