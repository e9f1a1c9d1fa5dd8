//! What stops, moves and re-targets the clock: waiting for the customer, severity, meeting a target, reopening.

use crate::cast::{Story, at, comment, minutes, pause, refuse, resolve, respond, wall};
use domain::case::decide::Command;
use domain::case::severity::Severity;
use domain::clock::{Pause, PauseReason, Reading, State, Target};

/// A fault of severity 1 at 10:00: respond 15 min, on site 2 h, restore 4 h, around the clock.
fn fault_at_ten() -> Story {
    Story::of_fault(Severity::One, "2026-11-18 10:00").in_work()
}

fn due(reading: &Reading) -> String {
    wall(reading.due.expect("due"))
}

#[test]
fn waiting_for_the_customer_moves_the_due_moment() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 11:00", pause()).engineer("2026-11-18 12:20", Command::ResumeClock);
    let reading = story.reading(Target::Restore);
    assert_eq!(due(&reading), "2026-11-18 15:20");
    assert_eq!(reading.paused_ms(at("2026-11-18 11:30")), minutes(30));
    assert_eq!(reading.paused_ms(at("2026-11-18 15:00")), minutes(80));
    assert_eq!(reading.at(at("2026-11-18 13:20")).state, State::Running { left_ms: minutes(120), at_risk: false });
}

#[test]
fn while_waiting_there_is_no_due_moment_and_the_time_left_stands() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 11:00", pause());
    let reading = story.reading(Target::Restore);
    assert_eq!(reading.due, None);
    for now in ["2026-11-18 11:00", "2026-11-18 11:01", "2026-11-25 11:00"] {
        let expected = State::Paused { left_ms: minutes(180), since: at("2026-11-18 11:00") };
        assert_eq!(reading.at(at(now)).state, expected, "at {now}");
        assert_eq!(reading.at(at(now)).elapsed_permille, 250, "at {now}");
        assert!(!reading.breached(at(now)));
    }
}

#[test]
fn a_pause_after_the_limit_is_used_up_excuses_nothing() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 14:30", pause());
    let reading = story.reading(Target::Restore);
    assert_eq!(due(&reading), "2026-11-18 14:00");
    assert_eq!(reading.at(at("2026-11-18 15:00")).state, State::Breached { over_ms: minutes(60) });
}

#[test]
fn a_pause_that_begins_in_the_due_moment_comes_too_late() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 14:00", pause());
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-18 14:00");
}

#[test]
fn a_pause_outside_service_hours_takes_nothing() {
    let mut story = Story::of(
        domain::case::Opening {
            policy: "e".to_owned(),
            ..crate::cast::opening(domain::case::Kind::Fault, Severity::One)
        },
        "2026-11-18 17:00",
    )
    .in_work();
    story.engineer("2026-11-18 18:30", pause()).engineer("2026-11-19 08:30", Command::ResumeClock);
    assert_eq!(due(&story.reading(Target::OnSite)), "2026-11-23 17:00");
    story.engineer("2026-11-19 11:30", pause()).engineer("2026-11-19 13:30", Command::ResumeClock);
    assert_eq!(due(&story.reading(Target::OnSite)), "2026-11-23 18:00");
}

#[test]
fn overlapping_pauses_count_once() {
    let mut story = fault_at_ten();
    let pause =
        |since, until| Pause { since: at(since), until: Some(at(until)), why: PauseReason::AwaitingConfirmation };
    story.case.pauses = vec![
        pause("2026-11-18 12:00", "2026-11-18 13:00"),
        pause("2026-11-18 11:00", "2026-11-18 12:30"),
        pause("2026-11-18 11:10", "2026-11-18 11:20"),
        pause("2026-11-18 09:00", "2026-11-18 09:30"), // before the opening
        pause("2026-11-18 13:30", "2026-11-18 13:30"), // of no length
    ];
    let reading = story.reading(Target::Restore);
    assert_eq!(due(&reading), "2026-11-18 16:00");
    assert_eq!(reading.paused_ms(at("2026-11-18 20:00")), minutes(120));
}

#[test]
fn a_met_target_keeps_its_due_moment_whatever_pauses_follow() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 10:06", respond()).engineer("2026-11-18 10:07", pause());
    let reading = story.reading(Target::Respond);
    assert_eq!(due(&reading), "2026-11-18 10:15");
    assert_eq!(reading.at(at("2026-11-18 12:00")).state, State::Met { took_ms: minutes(6) });
    assert_eq!(reading.at(at("2026-11-18 12:00")).elapsed_permille, 400);
    assert!(reading.pauses.is_empty());
}

#[test]
fn asking_the_customer_answers_them_and_does_not_move_the_response() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 10:06", pause());
    let reading = story.reading(Target::Respond);
    assert_eq!(due(&reading), "2026-11-18 10:15");
    assert_eq!(reading.at(at("2026-11-18 12:00")).state, State::Met { took_ms: minutes(6) });
}

#[test]
fn met_in_the_due_moment_is_met_and_a_second_later_is_late() {
    let mut in_time = fault_at_ten();
    in_time.engineer("2026-11-18 10:15:00", respond());
    let state = in_time.reading(Target::Respond).at(at("2026-11-18 12:00")).state;
    assert_eq!(state, State::Met { took_ms: minutes(15) });
    let mut late = fault_at_ten();
    late.engineer("2026-11-18 10:15:01", respond());
    let reading = late.reading(Target::Respond);
    assert_eq!(reading.at(at("2026-11-18 12:00")).state, State::MetLate { over_ms: 1000 });
    assert!(!reading.breached(at("2026-11-18 12:00")));
}

#[test]
fn a_change_of_severity_re_targets_from_the_opening() {
    let change = |to| Command::ChangeSeverity { to, why: "主业务已切换".to_owned() };
    let mut story = fault_at_ten();
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-18 14:00");
    story.engineer("2026-11-18 13:00", change(Severity::Three));
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-19 10:00");
    assert_eq!(due(&story.reading(Target::Respond)), "2026-11-18 10:30");
    story.engineer("2026-11-18 16:00", change(Severity::One));
    let reading = story.reading(Target::Restore);
    assert_eq!(due(&reading), "2026-11-18 14:00");
    assert!(reading.breached(at("2026-11-18 16:00")));
}

#[test]
fn a_change_of_severity_keeps_the_pauses() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 11:00", pause()).engineer("2026-11-18 12:00", Command::ResumeClock);
    story.engineer("2026-11-18 12:30", Command::ChangeSeverity { to: Severity::Three, why: "影响有限".to_owned() });
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-19 11:00");
}

#[test]
fn a_reopened_case_goes_on_where_its_clock_stood() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 12:00", Command::Restore).engineer("2026-11-18 12:10", resolve());
    assert_eq!(story.reading(Target::Restore).at(at("2026-11-18 13:00")).state, State::Met { took_ms: minutes(120) });
    story.customer("2026-11-18 15:00", refuse());
    let reading = story.reading(Target::Restore);
    assert_eq!(due(&reading), "2026-11-18 17:00");
    let state = reading.at(at("2026-11-18 15:00")).state;
    assert_eq!(state, State::Running { left_ms: minutes(120), at_risk: false });
    assert_eq!(reading.paused_ms(at("2026-11-18 16:00")), minutes(180));
}

#[test]
fn reopening_twice_takes_out_both_times() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 11:00", resolve()).customer("2026-11-18 12:00", refuse());
    story.engineer("2026-11-18 13:00", resolve()).customer("2026-11-19 13:00", refuse());
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-19 15:00");
}

#[test]
fn waiting_for_the_customer_within_the_time_for_confirmation_counts_once() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 11:00", Command::Restore);
    story.engineer("2026-11-18 11:10", pause()).customer("2026-11-18 11:40", comment());
    story.engineer("2026-11-18 12:00", resolve()).customer("2026-11-18 13:00", refuse());
    assert_eq!(due(&story.reading(Target::Restore)), "2026-11-18 16:00");
}

#[test]
fn a_visit_that_was_never_needed_is_dropped_and_returns_when_the_case_reopens() {
    let mut story = fault_at_ten();
    story.engineer("2026-11-18 10:30", resolve());
    let reading = story.reading(Target::OnSite);
    assert_eq!(reading.at(at("2026-11-18 15:00")).state, State::Dropped);
    assert!(!reading.is_open() && !reading.breached(at("2026-11-18 15:00")));
    story.customer("2026-11-18 11:00", refuse());
    let reading = story.reading(Target::OnSite);
    assert_eq!(due(&reading), "2026-11-18 12:30");
    assert!(reading.is_open());
}

#[test]
fn a_level_that_the_policy_lacks_is_promised_what_the_next_more_severe_level_is() {
    let mut policy = crate::cast::policy("a");
    policy.severities.retain(|definition| definition.level != Severity::Four);
    assert_eq!(policy.nearest_level(Severity::Four), Severity::Three);
    assert_eq!(policy.nearest_level(Severity::Two), Severity::Two);
    policy.severities.retain(|definition| definition.level != Severity::One);
    assert_eq!(policy.nearest_level(Severity::One), Severity::Two);
    for promise in &mut policy.promises {
        promise.severities.retain(|level| *level != Severity::Four);
    }
    let story = Story::of_fault(Severity::Four, "2026-11-18 10:00");
    let readings = domain::clock::readings(&story.case, &policy, &crate::cast::timetable());
    let limits: Vec<i64> = readings.iter().map(|reading| reading.limit_ms).collect();
    assert_eq!(limits, [minutes(30), minutes(240), minutes(1440)]);
}
