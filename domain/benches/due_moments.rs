//! What it costs to find out when everything of a case is due: `cargo bench -p domain --bench due_moments`. A list of cases
//! computes the readings of every row, a change of a case all of its steps.

#[expect(dead_code, reason = "the cast of the tests has more than is measured here")]
#[path = "../tests/rules/cast.rs"]
mod cast;

use cast::{Story, at, pause, policy, timetable};
use domain::case::decide::Command;
use domain::case::severity::Severity;
use domain::clock::readings;
use domain::escalation::steps;
use std::hint::black_box;
use std::time::Instant;

const TIMES: u32 = 20_000;

fn main() {
    let timetable = timetable();
    // Over a weekend and the National Day holidays, with ten pauses: as bad as it gets.
    let mut paused = Story::of_fault(Severity::Three, "2026-09-25 16:00").in_work();
    for day in 26..30 {
        paused.engineer(&format!("2026-09-{day} 10:00"), pause());
        paused.engineer(&format!("2026-09-{day} 11:00"), Command::ResumeClock);
    }
    let fresh = Story::of_fault(Severity::One, "2026-09-25 16:00");
    for id in ["a", "b", "e"] {
        let policy = policy(id);
        for (story, what) in [(&fresh, "fresh"), (&paused, "paused four times")] {
            let measured = |compute: &dyn Fn()| {
                let began = Instant::now();
                (0..TIMES).for_each(|_| compute());
                began.elapsed() / TIMES
            };
            let reading = measured(&|| _ = black_box(readings(&story.case, &policy, &timetable)));
            let step = measured(&|| _ = black_box(steps(&story.case, &policy, &timetable)));
            println!("policy {id}, {what:<18} every reading {reading:>9.1?}   every step {step:>9.1?}");
        }
    }
    assert!(
        readings(&paused.case, &policy("a"), &timetable)
            .iter()
            .any(|reading| reading.due > Some(at("2026-09-25 16:00")))
    );
}
