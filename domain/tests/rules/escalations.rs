//! Steps that come by themselves: every row of the matrices at its moment, once, and never when it no longer holds.

use crate::cast::{Story, at, engineer, opening, pause, policy, refuse, resolve, respond, timetable, wall};
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::case::event::{Actor, Happening};
use domain::case::severity::Severity;
use domain::case::{Case, Kind, Opening};
use domain::clock::{Target, Timetable};
use domain::coverage::Verdict;
use domain::escalation::{Step, steps, take};
use domain::policy::{EscalationClock, Policy, Recipient};
use std::collections::BTreeSet;

fn under(policy: &str, severity: Severity) -> Opening {
    Opening { policy: policy.to_owned(), ..opening(Kind::Fault, severity) }
}

fn possible(story: &Story) -> Vec<Step> {
    steps(&story.case, &policy(story.case.policy()), &timetable())
}

/// `key at moment`, one line a step; steps of reminders left out.
fn told(steps: &[Step]) -> String {
    let line = |step: &Step| format!("{} {}", step.key, step.at.map_or("stands still".to_owned(), wall));
    let lines = steps.iter().filter(|step| !step.key.starts_with("remind/")).map(line);
    lines.collect::<Vec<_>>().join("\n")
}

fn step(story: &Story, key: &str) -> Step {
    possible(story).into_iter().find(|step| step.key == key).unwrap_or_else(|| panic!("no step {key}"))
}

fn taken(story: &Story, step: &Step, now: &str) -> Vec<Happening> {
    take(&story.case, &policy(story.case.policy()), step, at(now), TimeDelta::minutes(2))
}

fn nobody() -> Actor {
    Actor { person: None, role: None }
}

fn change(to: Severity) -> Command {
    Command::ChangeSeverity { to, why: "影响变化".to_owned() }
}

#[test]
fn the_matrix_of_policy_b_row_by_row() {
    let steps = |severity| told(&possible(&Story::of(under("b", severity), "2026-11-20 17:00")));
    insta::assert_snapshot!(steps(Severity::One), @r"
    escalate/1/60 2026-11-20 18:00
    escalate/1/240 2026-11-20 21:00
    escalate/1/1440 2026-11-21 17:00
    escalate/1/2880 2026-11-22 17:00
    ");
    insta::assert_snapshot!(steps(Severity::Two), @r"
    escalate/2/240 2026-11-20 21:00
    escalate/2/1440 2026-11-21 17:00
    escalate/2/2880 2026-11-22 17:00
    escalate/2/4320 2026-11-23 17:00
    ");
    insta::assert_snapshot!(steps(Severity::Three), @r"
    escalate/3/4320 2026-11-23 17:00
    escalate/3/5760 2026-11-24 17:00
    ");
    insta::assert_snapshot!(steps(Severity::Four), @"escalate/4/5760 2026-11-24 17:00");
}

#[test]
fn the_matrix_of_policy_c_row_by_row() {
    let steps = |severity| told(&possible(&Story::of(under("c", severity), "2026-11-20 17:00")));
    insta::assert_snapshot!(steps(Severity::One), @r"
    escalate/1/30 2026-11-20 17:30
    escalate/1/60 2026-11-20 18:00
    escalate/1/120 2026-11-20 19:00
    ");
    insta::assert_snapshot!(steps(Severity::Two), @r"
    escalate/2/60 2026-11-20 18:00
    escalate/2/120 2026-11-20 19:00
    escalate/2/240 2026-11-20 21:00
    ");
    insta::assert_snapshot!(steps(Severity::Three), @r"
    escalate/3/120 2026-11-20 19:00
    escalate/3/240 2026-11-20 21:00
    escalate/3/480 2026-11-21 01:00
    ");
    assert_eq!(steps(Severity::Four), steps(Severity::Three), "a level that C lacks");
}

#[test]
fn the_emergency_levels_and_rules_of_policy_a() {
    let steps = |severity| told(&possible(&Story::of(under("a", severity), "2026-11-20 17:00")));
    insta::assert_snapshot!(steps(Severity::One), @r"
    emergency/1/120 2026-11-20 19:00
    contingency/restore 2026-11-20 19:00
    ");
    insta::assert_snapshot!(steps(Severity::Two), @r"
    emergency/2/120 2026-11-20 19:00
    contingency/restore 2026-11-20 19:00
    raise/restore/2 2026-11-20 21:00
    ");
    insta::assert_snapshot!(steps(Severity::Three), @r"
    emergency/3/240 2026-11-20 21:00
    contingency/restore 2026-11-21 05:00
    raise/restore/3 2026-11-21 17:00
    ");
    insta::assert_snapshot!(steps(Severity::Four), @r"
    contingency/restore 2026-11-21 05:00
    raise/restore/4 2026-11-21 17:00
    ");
}

#[test]
fn policies_without_a_matrix_escalate_nothing() {
    for id in ["d", "e"] {
        assert_eq!(told(&possible(&Story::of(under(id, Severity::One), "2026-11-20 17:00"))), "", "{id}");
    }
}

#[test]
fn the_engineer_is_reminded_before_every_limit() {
    let story = Story::of(under("a", Severity::One), "2026-11-18 10:00");
    let reminders: Vec<String> = possible(&story)
        .iter()
        .filter(|s| s.key.starts_with("remind/"))
        .map(|s| format!("{} {}", s.key, wall(s.at.expect("a moment"))))
        .collect();
    let expected = [
        "remind/respond/1/75 2026-11-18 10:11",
        "remind/on_site/1/75 2026-11-18 11:30",
        "remind/restore/1/75 2026-11-18 13:00",
    ];
    assert_eq!(reminders, expected);
    let reminded = taken(&story, &step(&story, "remind/restore/1/75"), "2026-11-18 13:00");
    let due = at("2026-11-18 14:00");
    let expected = Happening::Reminded { target: Target::Restore, due, to: Recipient::Engineer, late: false };
    assert_eq!(reminded, [expected]);
    assert!(reminded[0].is_internal());
}

#[test]
fn steps_that_stand_apart_have_keys_of_their_own() {
    for id in ["a", "b", "c", "d", "e"] {
        for severity in Severity::ALL {
            let story = Story::of(under(id, severity), "2026-11-20 17:00");
            let keys: Vec<String> = possible(&story).into_iter().map(|step| step.key).collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{id} {severity:?}");
        }
    }
}

#[test]
fn a_step_is_taken_when_due_and_marked_when_late() {
    let story = Story::of(under("b", Severity::One), "2026-11-18 10:00");
    let first = step(&story, "escalate/1/60");
    assert_eq!(taken(&story, &first, "2026-11-18 10:59"), []);
    let told = |now| match taken(&story, &first, now).as_slice() {
        [Happening::Escalated { roles, customer_told, late, .. }] => (roles.join(" "), *customer_told, *late),
        other => panic!("{other:?}"),
    };
    assert_eq!(told("2026-11-18 11:00"), ("department_manager".to_owned(), false, false));
    assert!(!told("2026-11-18 11:02").2);
    assert!(told("2026-11-18 11:03").2);
    let customer_reads = taken(&story, &step(&story, "escalate/1/240"), "2026-11-18 14:00");
    assert!(!customer_reads[0].is_internal());
    assert!(taken(&story, &first, "2026-11-18 11:00")[0].is_internal());
}

#[test]
fn a_change_of_severity_makes_the_overdue_steps_of_the_new_level_due_at_once() {
    let mut story = Story::of(under("b", Severity::Three), "2026-11-18 10:00").in_work();
    let of_three = step(&story, "escalate/3/4320");
    story.engineer("2026-11-18 15:00", change(Severity::One));
    insta::assert_snapshot!(told(&possible(&story)), @r"
    escalate/1/60 2026-11-18 15:00
    escalate/1/240 2026-11-18 15:00
    escalate/1/1440 2026-11-19 10:00
    escalate/1/2880 2026-11-20 10:00
    ");
    assert_eq!(taken(&story, &of_three, "2026-11-25 10:00"), [], "those of the old level do not fire any more");
    let Happening::Escalated { late, .. } = &taken(&story, &step(&story, "escalate/1/60"), "2026-11-18 15:01")[0]
    else {
        panic!()
    };
    assert!(!late, "nobody was late: the case was of severity 3");
    story.engineer("2026-11-18 16:00", change(Severity::Three)).engineer("2026-11-18 17:00", change(Severity::One));
    assert_eq!(possible(&story)[0].key, "escalate/1/60", "the same key: the engine knows that it fired");
}

#[test]
fn a_case_typed_in_late_has_its_overdue_steps_at_once() {
    let case = Case::registered(under("b", Severity::One), at("2026-11-18 09:00"), at("2026-11-18 11:00"));
    insta::assert_snapshot!(told(&steps(&case, &policy("b"), &timetable())), @r"
    escalate/1/60 2026-11-18 11:00
    escalate/1/240 2026-11-18 13:00
    escalate/1/1440 2026-11-19 09:00
    escalate/1/2880 2026-11-20 09:00
    ");
}

#[test]
fn resolved_and_closed_cases_fire_nothing_and_reopened_ones_go_on() {
    let mut story = Story::of(under("b", Severity::One), "2026-11-18 10:00").in_work();
    let second = step(&story, "escalate/1/240");
    story.engineer("2026-11-18 12:00", resolve());
    assert_eq!(possible(&story), []);
    assert_eq!(taken(&story, &second, "2026-11-18 14:00"), []);
    story.customer("2026-11-20 12:00", refuse());
    assert_eq!(step(&story, "escalate/1/240").at, Some(at("2026-11-20 14:00")), "where its clock stood");
    story.engineer("2026-11-20 12:30", resolve()).customer("2026-11-20 13:00", Command::ConfirmService);
    assert_eq!(possible(&story), []);
    assert_eq!(taken(&story, &second, "2026-11-20 14:00"), []);
}

#[test]
fn what_is_restored_is_not_escalated_and_what_is_met_not_reminded_of() {
    let mut story = Story::of(under("a", Severity::Three), "2026-11-18 10:00").in_work();
    let (emergency, restore) = (step(&story, "emergency/3/240"), step(&story, "remind/restore/3/75"));
    let (respond_step, rise) = (step(&story, "remind/respond/3/75"), step(&story, "raise/restore/3"));
    story.engineer("2026-11-18 10:10", respond());
    assert_eq!(taken(&story, &respond_step, "2026-11-18 10:30"), []);
    story.engineer("2026-11-18 13:00", Command::Restore);
    for step in [emergency, restore, rise] {
        assert_eq!(taken(&story, &step, "2026-11-20 10:00"), [], "{}", step.key);
    }
}

#[test]
fn the_wall_clock_runs_on_while_waiting_and_the_service_clock_stands_still() {
    let mut story = Story::of(under("b", Severity::One), "2026-11-18 10:00").in_work();
    story.engineer("2026-11-18 10:30", pause());
    assert_eq!(step(&story, "escalate/1/60").at, Some(at("2026-11-18 11:00")));
    let hours = "5x8".to_owned();
    let by_service = Policy { escalation_clock: EscalationClock::Service { hours }, ..policy("b") };
    let first = |story: &Story| steps(&story.case, &by_service, &timetable())[0].clone();
    assert_eq!(first(&story).at, None);
    story.engineer("2026-11-18 11:30", Command::ResumeClock);
    assert_eq!((first(&story).key.as_str(), first(&story).at), ("escalate/1/60", Some(at("2026-11-18 12:00"))));
    let nowhere = steps(&story.case, &by_service, &Timetable::<chrono_tz::Tz>::new());
    assert!(nowhere.iter().all(|step| step.at.is_none()), "without a calendar nothing is due");
}

#[test]
fn severity_rises_by_one_level_and_again_only_when_the_new_limit_has_passed() {
    let mut story = Story::of(under("a", Severity::Four), "2026-11-18 10:00").in_work();
    let mut moments: Vec<(Severity, String)> = Vec::new();
    while let Some(rise) = possible(&story).into_iter().find(|step| step.key.starts_with("raise/")) {
        let due = wall(rise.at.expect("a moment"));
        let happenings = taken(&story, &rise, &due);
        assert!(matches!(&happenings[..], [Happening::SeverityRose { late: false, target: Target::Restore, .. }]));
        story.record(nobody(), &due, happenings);
        moments.push((story.case.severity, due));
    }
    let expected = [
        (Severity::Three, "2026-11-19 10:00"),
        (Severity::Two, "2026-11-20 10:00"),
        (Severity::One, "2026-11-20 14:00"),
    ];
    assert_eq!(moments, expected.map(|(severity, due)| (severity, due.to_owned())));
    assert!(story.reading(Target::Restore).breached(at("2026-11-20 14:00")));
}

#[test]
fn a_reminder_of_a_level_that_came_in_a_pause_waits_for_its_end() {
    let mut story = Story::of(under("a", Severity::Three), "2026-11-18 10:00").in_work();
    story.engineer("2026-11-18 13:30", pause()).engineer("2026-11-18 14:30", change(Severity::One));
    assert_eq!(step(&story, "remind/restore/1/75").at, None);
    story.engineer("2026-11-18 15:00", Command::ResumeClock);
    assert_eq!(step(&story, "remind/restore/1/75").at, Some(at("2026-11-18 15:00")));
}

#[test]
fn coverage_decided_late_takes_the_case_into_the_matrix_and_out_of_it() {
    let decided = |verdict, story: &Story| {
        let coverage = domain::coverage::Coverage { verdict, ..story.case.coverage().clone() };
        domain::case::decide::decide_coverage(&story.case, coverage, "b", 1).expect("a decision")
    };
    let mut story = Story::of(under("b", Severity::One), "2026-11-18 10:00");
    let first = step(&story, "escalate/1/60");
    let billable = decided(Verdict::Billable, &story);
    story.record(engineer(), "2026-11-18 10:30", billable);
    assert_eq!(possible(&story), []);
    assert_eq!(taken(&story, &first, "2026-11-18 11:00"), []);
    let covered = decided(Verdict::Covered, &story);
    story.record(engineer(), "2026-11-18 12:00", covered);
    assert_eq!(step(&story, "escalate/1/60").at, Some(at("2026-11-18 12:00")));
}

#[test]
fn steps_survive_being_stored() {
    for step in possible(&Story::of(under("a", Severity::Two), "2026-11-18 10:00")) {
        let stored = serde_json::to_string(&step).expect("json");
        assert_eq!(serde_json::from_str::<Step>(&stored).expect("a step"), step);
    }
}
