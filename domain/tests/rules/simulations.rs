//! A policy tried out: the whole time line of a scenario, with its reasons.

use crate::cast::{at, policy, timetable, wall};
use domain::case::severity::Severity;
use domain::case::{Kind, Origin};
use domain::clock::Target;
use domain::coverage::Verdict;
use domain::simulation::{Because, Occurrence, Scenario, Simulation, simulate};

fn scenario(severity: Severity, opened: &str) -> Scenario {
    Scenario {
        severity,
        kind: Kind::Fault,
        origin: Origin::Web,
        verdict: Verdict::Covered,
        opened_at: at(opened),
        registered_at: None,
        pauses: Vec::new(),
        part_needed_at: None,
        restored_at: None,
        spare_on_site: false,
    }
}

fn run(id: &str, scenario: &Scenario) -> Simulation {
    simulate(&policy(id), &timetable(), scenario)
}

fn told(simulation: &Simulation) -> String {
    let line = |what: &Occurrence| match what {
        Occurrence::Due { target } => format!("due {}", target.key()),
        Occurrence::Step { key, because, .. } if because.contains(&Because::OverdueAlready) => format!("{key} at once"),
        Occurrence::Step { key, .. } => key.clone(),
        other => format!("{other:?}"),
    };
    let lines = simulation.line.iter().map(|mark| format!("{} {}", wall(mark.at), line(&mark.what)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_unhandled_fault_of_severity_two_under_policy_a() {
    insta::assert_snapshot!(told(&run("a", &scenario(Severity::Two, "2026-09-30 17:30"))), @r"
    2026-09-30 17:30 Opened
    2026-09-30 17:52 remind/respond/2/75
    2026-09-30 18:00 due respond
    2026-09-30 19:00 remind/on_site/2/75
    2026-09-30 19:30 due on_site
    2026-09-30 19:30 emergency/2/120
    2026-09-30 19:30 contingency/restore
    2026-09-30 20:30 remind/restore/2/75
    2026-09-30 21:30 due restore
    2026-09-30 21:30 raise/restore/2
    2026-09-30 21:30 emergency/1/120 at once
    ");
}

#[test]
fn a_paused_and_restored_fault_under_policy_a() {
    let story = Scenario {
        pauses: vec![(at("2026-09-30 18:00"), Some(at("2026-09-30 19:00")))],
        restored_at: Some(at("2026-09-30 20:00")),
        spare_on_site: true,
        ..scenario(Severity::One, "2026-09-30 17:30")
    };
    insta::assert_snapshot!(told(&run("a", &story)), @r"
    2026-09-30 17:30 Opened
    2026-09-30 17:41 remind/respond/1/75
    2026-09-30 17:45 due respond
    2026-09-30 18:00 PauseBegan
    2026-09-30 19:00 PauseEnded
    2026-09-30 19:30 emergency/1/120
    2026-09-30 20:00 remind/on_site/1/75
    2026-09-30 20:00 Restored
    2026-09-30 20:30 due on_site
    2026-09-30 22:30 due restore
    2026-10-08 16:00 remind/analysis_report/1/75
    2026-10-08 18:00 due analysis_report
    ");
}

#[test]
fn working_hours_over_the_national_holiday_are_explained() {
    let simulation = run("e", &scenario(Severity::One, "2026-09-30 17:30"));
    let respond = &simulation.targets[0];
    assert_eq!((respond.reading.target, respond.reading.due), (Target::Respond, Some(at("2026-10-08 10:30"))));
    assert_eq!((respond.explanation.skipped.len(), respond.explanation.counted.len()), (7, 2));
    let stored = serde_json::to_string(&simulation).expect("json");
    assert_eq!(serde_json::from_str::<Simulation>(&stored).expect("a simulation"), simulation);
}

#[test]
fn a_pause_without_an_end_leaves_steps_standing() {
    let waiting =
        Scenario { pauses: vec![(at("2026-11-18 10:10"), None)], ..scenario(Severity::Three, "2026-11-18 10:00") };
    let simulation = run("a", &waiting);
    let standing: Vec<&str> = simulation.standing.iter().map(|step| step.key.as_str()).collect();
    assert!(standing.contains(&"raise/restore/3") && standing.contains(&"contingency/restore"), "{standing:?}");
    assert!(told(&simulation).contains("emergency/3/240"), "the wall clock runs on");
}

#[test]
fn a_case_typed_in_late_is_simulated_from_its_opening() {
    let late = Scenario { registered_at: Some(at("2026-11-18 12:30")), ..scenario(Severity::One, "2026-11-18 10:00") };
    insta::assert_snapshot!(told(&run("b", &late)), @r"
    2026-11-18 10:00 Opened
    2026-11-18 12:30 Registered
    2026-11-18 12:30 escalate/1/60 at once
    2026-11-18 14:00 escalate/1/240
    2026-11-19 10:00 escalate/1/1440
    2026-11-20 10:00 escalate/1/2880
    ");
}
