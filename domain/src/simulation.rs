//! A policy tried out before it is sold: one scenario, every due moment and every step on a time line, each with its
//! reasons. Plain data without a word; the page, the command line and the tests read the same. Nothing here is a second
//! set of rules: a case is made of the scenario and walked through [`crate::escalation`].

mod draft;

pub use draft::ScenarioDraft;

use crate::Moment;
use crate::case::event::{Actor, Event, Happening};
use crate::case::severity::Severity;
use crate::case::{Case, Contact, Kind, Opening, Origin, Product};
use crate::clock::{Explanation, Pause, PauseReason, Reading, Target, Timetable, explain, readings};
use crate::coverage::{Coverage, Verdict};
use crate::escalation::{Deed, Step, steps, take};
use crate::person::OrganisationRef;
use crate::policy::{EscalationClock, Lead, Policy};
use chrono::{TimeDelta, TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most steps that are walked: more than any policy has for one case.
const STEPS_MOST: usize = 2000;

/// What is assumed to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    pub severity: Severity,
    pub kind: Kind,
    pub origin: Origin,
    pub verdict: Verdict,
    pub opened_at: Moment,
    /// When it was typed in, if later.
    #[serde(default)]
    pub registered_at: Option<Moment>,
    /// Waiting for the customer, `(since, until)`; without an end it lasts.
    #[serde(default)]
    pub pauses: Vec<(Moment, Option<Moment>)>,
    /// When a part turns out to be needed, if one does.
    #[serde(default)]
    pub part_needed_at: Option<Moment>,
    /// When the fault is restored, if ever.
    #[serde(default)]
    pub restored_at: Option<Moment>,
    #[serde(default)]
    pub spare_on_site: bool,
}

/// What the policy makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    /// The policy's id and version.
    pub policy: String,
    pub policy_version: i64,
    /// The level the policy gives the case: the scenario's, or the next more severe one it has.
    pub severity: Severity,
    /// One per promised target, at that level.
    pub targets: Vec<SimulatedTarget>,
    /// Everything that happens, in order of time.
    pub line: Vec<Mark>,
    /// Steps whose clock stands still in a pause without an end.
    pub standing: Vec<Step>,
}

/// A promised target and why it is due when it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedTarget {
    pub reading: Reading,
    pub explanation: Explanation,
}

/// One point of the time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub at: Moment,
    pub what: Occurrence,
}

/// What is at a point of the time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occurrence {
    Opened,
    Registered,
    PartNeeded,
    PauseBegan,
    PauseEnded,
    Restored,
    Due { target: Target },
    Step { key: String, deed: Deed, because: Vec<Because> },
}

/// Why a step is due when it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// So many minutes since the opening, on that clock.
    Elapsed {
        minutes: i64,
        clock: EscalationClock,
    },
    /// So much of the target's limit is gone.
    ShareGone {
        target: Target,
        percent: i64,
    },
    MinutesLeft {
        target: Target,
        minutes: i64,
    },
    LimitPassed {
        target: Target,
    },
    NoSpareOnSite,
    /// It was overdue when the severity rose or the case was registered, and so is due in that moment.
    OverdueAlready,
}

/// Walks the scenario through the policy.
pub fn simulate<Z: TimeZone>(policy: &Policy, timetable: &Timetable<Z>, scenario: &Scenario) -> Simulation {
    let case = case(policy, scenario);
    let (walked, mut line, standing) = walk(case.clone(), policy, timetable, scenario.restored_at);
    let reported = restored(case, scenario.restored_at);
    let targets: Vec<SimulatedTarget> = readings(&reported, policy, timetable)
        .into_iter()
        .filter_map(|reading| {
            let explanation = explain(&reading, timetable.get(&reading.hours)?);
            Some(SimulatedTarget { reading, explanation })
        })
        .collect();
    let due = |target: &SimulatedTarget| Some((target.reading.due?, Occurrence::Due { target: target.reading.target }));
    line.extend(targets.iter().filter_map(due).map(|(at, what)| Mark { at, what }));
    line.extend(given(&walked, scenario));
    line.sort_by_key(|mark| (mark.at, rank(&mark.what)));
    let severity = policy.nearest_level(scenario.severity);
    Simulation { policy: policy.id.clone(), policy_version: policy.version, severity, targets, line, standing }
}

/// Of what falls together, causes come before what follows from them.
fn rank(what: &Occurrence) -> u8 {
    match what {
        Occurrence::Opened => 0,
        Occurrence::Registered | Occurrence::PartNeeded => 1,
        Occurrence::PauseEnded => 2,
        Occurrence::Due { .. } => 3,
        Occurrence::Step { .. } => 4,
        Occurrence::PauseBegan | Occurrence::Restored => 5,
    }
}

/// What the scenario itself puts on the line.
fn given(case: &Case, scenario: &Scenario) -> Vec<Mark> {
    let mark = |what: Occurrence| move |at: Moment| Mark { at, what: what.clone() };
    let mut given = vec![Mark { at: case.opened_at, what: Occurrence::Opened }];
    given.extend(case.registered_at.map(mark(Occurrence::Registered)));
    given.extend(scenario.part_needed_at.map(mark(Occurrence::PartNeeded)));
    given.extend(scenario.restored_at.map(mark(Occurrence::Restored)));
    given.extend(scenario.pauses.iter().map(|(since, _)| *since).map(mark(Occurrence::PauseBegan)));
    given.extend(scenario.pauses.iter().filter_map(|(_, until)| *until).map(mark(Occurrence::PauseEnded)));
    given
}

/// Takes every step in its turn, as the engine would, until nothing is left or the fault is restored.
fn walk<Z: TimeZone>(
    mut case: Case,
    policy: &Policy,
    timetable: &Timetable<Z>,
    restored_at: Option<Moment>,
) -> (Case, Vec<Mark>, Vec<Step>) {
    let mut line = Vec::new();
    let mut fired: BTreeSet<String> = BTreeSet::new();
    let mut to_restore = restored_at;
    while fired.len() < STEPS_MOST {
        let possible: Vec<Step> =
            steps(&case, policy, timetable).into_iter().filter(|step| !fired.contains(&step.key)).collect();
        let before = |at: &Moment| to_restore.is_none_or(|restored| *at < restored);
        let next = possible.iter().find_map(|step| Some((step.at.filter(before)?, step.clone())));
        let Some((at, step)) = next else {
            match to_restore.take() {
                Some(restored_at) => case = restored(case, Some(restored_at)),
                None => return (case, line, possible.into_iter().filter(|step| step.at.is_none()).collect()),
            }
            continue;
        };
        let because = because(&case, policy, at, &step);
        let happenings = take(&case, policy, &step, at, TimeDelta::MAX);
        fired.insert(step.key.clone());
        if !happenings.is_empty() {
            line.push(Mark { at, what: Occurrence::Step { key: step.key, deed: step.deed, because } });
        }
        for happening in happenings {
            apply(&mut case, at, happening);
        }
    }
    (case, line, Vec::new())
}

fn because(case: &Case, policy: &Policy, at: Moment, step: &Step) -> Vec<Because> {
    let mut because = match &step.deed {
        Deed::Escalate { elapsed_minutes, .. } => {
            vec![Because::Elapsed { minutes: *elapsed_minutes, clock: policy.escalation_clock.clone() }]
        }
        Deed::Remind { target, lead: Lead::SharePercent(percent), .. } => {
            vec![Because::ShareGone { target: *target, percent: *percent }]
        }
        Deed::Remind { target, lead: Lead::MinutesLeft(minutes), .. } => {
            vec![Because::MinutesLeft { target: *target, minutes: *minutes }]
        }
        Deed::RaiseSeverity { target, .. } => vec![Because::LimitPassed { target: *target }],
        Deed::CallContingency { target, .. } => {
            let percent = policy.contingency.as_ref().map_or(0, |rule| rule.share_percent);
            vec![Because::ShareGone { target: *target, percent }, Because::NoSpareOnSite]
        }
        Deed::DemandCrisisUpdate { .. } => vec![Because::LimitPassed { target: Target::CrisisUpdate }],
        // Nobody quotes in a simulation.
        Deed::LapseQuote { .. } => Vec::new(),
    };
    if at == case.judged_since() && at > case.opened_at {
        because.push(Because::OverdueAlready);
    }
    because
}

fn apply(case: &mut Case, at: Moment, happening: Happening) {
    case.apply(&Event { id: 0, at, actor: Actor { person: None, role: None }, happening });
}

fn restored(mut case: Case, restored_at: Option<Moment>) -> Case {
    if let Some(at) = restored_at {
        apply(&mut case, at, Happening::Restored);
    }
    case
}

/// The case that the scenario describes, before anything has happened by itself.
fn case(policy: &Policy, scenario: &Scenario) -> Case {
    let opening = Opening {
        number: String::new(),
        kind: scenario.kind,
        origin: scenario.origin,
        severity: scenario.severity,
        title: String::new(),
        description: String::new(),
        organisation: OrganisationRef { id: 0, name: String::new() },
        reporter: None,
        contact: Contact::default(),
        product: Product { spare_on_site: scenario.spare_on_site, ..Product::default() },
        coverage: Coverage { verdict: scenario.verdict, covered_by: None, reasons: Vec::new(), rates: None },
        policy: policy.id.clone(),
        policy_version: policy.version,
    };
    let registered_at = scenario.registered_at.unwrap_or(scenario.opened_at);
    let mut case = Case::registered(opening, scenario.opened_at, registered_at);
    let waiting = |(since, until): &(Moment, Option<Moment>)| Pause {
        since: *since,
        until: *until,
        why: PauseReason::WaitingForCustomer { words: String::new() },
    };
    case.pauses = scenario.pauses.iter().map(waiting).collect();
    case.part_needed_at = scenario.part_needed_at;
    case
}
