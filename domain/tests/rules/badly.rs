//! When things go badly (domain.md §6): the contingency plan and the crisis, from the proposal to the end.

use crate::cast::{Story, at, engineer, minutes, opening, policy, refuse, resolve, secretary, timetable, wall};
use chrono::TimeDelta;
use domain::access::{Action, Whose, may};
use domain::case::crisis::{ContingencyAction, ContingencyTrigger};
use domain::case::decide::{ActDraft, Command, MEMBERS_MOST};
use domain::case::event::Happening;
use domain::case::report::LINE_MOST;
use domain::case::severity::Severity;
use domain::case::{Kind, Opening, Product};
use domain::clock::State;
use domain::escalation::{Step, crisis_reading, steps, take};
use domain::person::Role;
use domain::refusal::{Flaw, FlawKind, Refusal};

fn fault() -> Story {
    Story::of_fault(Severity::One, "2026-11-18 10:00").in_work()
}

fn words() -> String {
    "阵列卡无备件".to_owned()
}

fn propose() -> Command {
    let actions = vec![ContingencyAction::Parts, ContingencyAction::SpareMachine, ContingencyAction::Parts];
    Command::ProposeContingency { trigger: ContingencyTrigger::NoSparePart, actions, words: words() }
}

fn task_force(leader: &str, members: &[&str]) -> Command {
    let members = members.iter().map(|name| (*name).to_owned()).collect();
    Command::FormTaskForce { coordinator: "厂家协调人".to_owned(), leader: leader.to_owned(), members }
}

fn crisis() -> Story {
    let mut story = fault();
    story.engineer("2026-11-18 12:00", Command::ProposeCrisis { words: words() });
    story
}

fn found(story: &Story, prefix: &str) -> Option<Step> {
    steps(&story.case, &policy("a"), &timetable()).into_iter().find(|step| step.key.starts_with(prefix))
}

fn flawed(field: &str, kind: FlawKind) -> Result<usize, Refusal> {
    Err(Refusal::Flawed(vec![Flaw::of(field, kind)]))
}

#[test]
fn half_the_restore_time_calls_a_replacement_system_when_no_spare_stands_at_the_site() {
    let story = fault();
    let half_time = found(&story, "contingency/").expect("a step");
    assert_eq!(half_time.at, Some(at("2026-11-18 12:00")));
    let called = take(&story.case, &policy("a"), &half_time, at("2026-11-18 12:00"), TimeDelta::zero());
    let actions = vec![ContingencyAction::SpareMachine];
    assert_eq!(called, [Happening::ContingencyCalled { trigger: ContingencyTrigger::HalfTime, actions, late: false }]);
    let spare = Product { spare_on_site: true, ..Product::default() };
    let with_spare = Story::of(Opening { product: spare, ..opening(Kind::Fault, Severity::One) }, "2026-11-18 10:00");
    assert_eq!(found(&with_spare, "contingency/"), None);
    let mut called_already = fault();
    called_already.engineer("2026-11-18 10:30", propose());
    assert!(found(&called_already, "contingency/").is_some(), "a proposal alone brings no machine");
    called_already.engineer("2026-11-18 10:40", Command::CallContingency);
    assert_eq!(found(&called_already, "contingency/"), None);
}

#[test]
fn an_engineer_proposes_the_plan_and_a_manager_calls_it() {
    let mut story = fault();
    let nothing = story.attempt(engineer(), "2026-11-18 10:30", &Command::CallContingency);
    assert_eq!(nothing, Err(Refusal::WrongStage));
    story.engineer("2026-11-18 10:30", propose());
    assert_eq!(story.case.clone().for_customer().contingency, None, "not the customer's before it is called");
    let plan = story.case.contingency.clone().expect("a plan");
    assert_eq!(plan.actions, [ContingencyAction::SpareMachine, ContingencyAction::Parts], "each once, in one order");
    assert_eq!((plan.proposed_by.expect("an engineer").name.as_str(), plan.called_at), ("周岩", None));
    assert!(story.history.last().expect("an event").happening.is_internal());
    story.act(secretary(), "2026-11-18 10:40", Command::CallContingency);
    let plan = story.case.contingency.clone().expect("a plan");
    assert_eq!((plan.called_at, plan.words), (Some(at("2026-11-18 10:40")), words()));
    assert!(!story.history.last().expect("an event").happening.is_internal());
    let told = story.case.clone().for_customer().contingency.expect("a plan");
    assert_eq!((told.called_at, told.words.as_str(), told.proposed_by), (Some(at("2026-11-18 10:40")), "", None));
    let again = story.attempt(secretary(), "2026-11-18 10:50", &Command::CallContingency);
    assert_eq!(again, Err(Refusal::WrongStage));
}

#[test]
fn a_plan_without_actions_or_with_the_rules_own_trigger_is_none() {
    let plan = |trigger, actions| Command::ProposeContingency { trigger, actions, words: words() };
    let try_it = |command| fault().attempt(engineer(), "2026-11-18 10:30", &command);
    assert_eq!(try_it(plan(ContingencyTrigger::NoSparePart, vec![])), flawed("actions", FlawKind::Empty));
    let own = plan(ContingencyTrigger::HalfTime, vec![ContingencyAction::Parts]);
    assert_eq!(try_it(own), flawed("trigger", FlawKind::NotAChoice));
}

#[test]
fn a_crisis_from_the_proposal_to_the_end() {
    let mut story = crisis();
    let twice = story.attempt(engineer(), "2026-11-18 12:05", &Command::ProposeCrisis { words: words() });
    assert_eq!(twice, Err(Refusal::WrongStage));
    story.act(secretary(), "2026-11-18 12:20", task_force(" 本地组长 ", &["李工", " ", "赵工"]));
    story.engineer("2026-11-18 12:50", Command::UpdateCrisis { words: words() });
    let crisis = story.case.crisis_on().expect("a crisis").clone();
    let force = crisis.task_force.clone().expect("a task force");
    assert_eq!((force.leader.as_str(), force.members.len()), ("本地组长", 2));
    assert_eq!((crisis.updates.len(), crisis.next_update()), (1, 2));
    assert!(story.history.iter().all(|event| !event.happening.is_internal()), "the customer can follow it");
    story.act(secretary(), "2026-11-18 15:00", Command::EndCrisis { words: words() });
    assert_eq!(story.case.crisis_on(), None);
    for command in
        [Command::UpdateCrisis { words: words() }, Command::EndCrisis { words: words() }, task_force("x", &[])]
    {
        assert_eq!(story.attempt(engineer(), "2026-11-18 16:00", &command), Err(Refusal::WrongStage));
    }
}

#[test]
fn the_record_of_a_crisis_is_owed_every_hour_with_a_countdown_of_its_own() {
    let mut story = crisis();
    let due = |story: &Story| crisis_reading(&story.case, &policy("a")).and_then(|reading| reading.due).map(wall);
    assert_eq!(due(&story).as_deref(), Some("2026-11-18 13:00"));
    let face = crisis_reading(&story.case, &policy("a")).expect("a countdown").at(at("2026-11-18 12:20"));
    assert_eq!(face.state, State::Running { left_ms: minutes(40), at_risk: false });
    let first = found(&story, "crisis-update/").expect("a step");
    let demanded = |story: &Story, now| take(&story.case, &policy("a"), &first, at(now), TimeDelta::minutes(1));
    let due_then = Happening::CrisisUpdateDemanded { due: at("2026-11-18 13:00"), late: false };
    assert_eq!(demanded(&story, "2026-11-18 13:00"), [due_then]);
    story.engineer("2026-11-18 12:45", Command::UpdateCrisis { words: words() });
    assert_eq!(demanded(&story, "2026-11-18 13:00"), [], "it came");
    assert_eq!(due(&story).as_deref(), Some("2026-11-18 13:45"));
    assert_eq!(found(&story, "crisis-update/").expect("a step").key, "crisis-update/2");
    story.engineer("2026-11-18 13:00", resolve());
    assert_eq!((due(&story), found(&story, "crisis-update/")), (None, None));
    story.customer("2026-11-18 14:00", refuse());
    story.engineer("2026-11-18 14:10", Command::EndCrisis { words: words() });
    story.engineer("2026-11-18 15:00", Command::ProposeCrisis { words: words() });
    assert_eq!(found(&story, "crisis-update/").expect("a step").key, "crisis-update/3", "numbers never come twice");
}

#[test]
fn a_task_force_has_names() {
    let form = |command: Command| crisis().attempt(secretary(), "2026-11-18 12:20", &command);
    assert_eq!(form(task_force(" ", &[])), flawed("leader", FlawKind::Empty));
    assert_eq!(
        form(task_force(&"名".repeat(LINE_MOST + 1), &[])),
        flawed("leader", FlawKind::TooLong { most: LINE_MOST })
    );
    assert_eq!(form(task_force("组长", &["成员"; MEMBERS_MOST])), Ok(1));
    assert_eq!(form(task_force("组长", &["成员"; MEMBERS_MOST + 1])), flawed("members", FlawKind::NotAChoice));
    let long = "名".repeat(LINE_MOST + 1);
    assert_eq!(form(task_force("组长", &[&long])), flawed("members", FlawKind::TooLong { most: LINE_MOST }));
}

#[test]
fn the_forms_of_bad_days_mean_their_commands() {
    let draft = |act: &str| ActDraft {
        act: act.to_owned(),
        words: words(),
        trigger: "no_spare_part".to_owned(),
        spare_machine: "on".to_owned(),
        parts: "on".to_owned(),
        coordinator: "厂家协调人".to_owned(),
        leader: "组长".to_owned(),
        members: "李工，赵工\r\n 钱工、,".to_owned(),
        ..ActDraft::default()
    };
    let actions = vec![ContingencyAction::SpareMachine, ContingencyAction::Parts];
    let plan = Command::ProposeContingency { trigger: ContingencyTrigger::NoSparePart, actions, words: words() };
    assert_eq!(draft("propose_contingency").command(), Ok(plan));
    assert_eq!(draft("form_task_force").command(), Ok(task_force("组长", &["李工", "赵工", "钱工"])));
    for command in [
        Command::CallContingency,
        Command::ProposeCrisis { words: words() },
        Command::UpdateCrisis { words: words() },
        Command::EndCrisis { words: words() },
        Command::NeedPart { words: words() },
        Command::ReplacePart { words: words() },
        Command::ReportAnalysis { words: words() },
    ] {
        let name = serde_json::to_value(&command).expect("json")["command"].as_str().expect("a name").to_owned();
        assert_eq!(draft(&name).command(), Ok(command));
    }
    let forged = ActDraft { trigger: "half_time".to_owned(), ..draft("propose_contingency") };
    assert_eq!(forged.command(), Err(Refusal::Flawed(vec![Flaw::of("trigger", FlawKind::NotAChoice)])));
}

#[test]
fn engineers_and_experts_propose_managers_lead_and_the_assigned_update() {
    for action in [Action::ProposeContingency, Action::ProposeCrisis] {
        assert!(may(Role::Engineer, action, Whose::Assigned) && !may(Role::Engineer, action, Whose::Others));
        assert!(may(Role::Expert, action, Whose::Others) && may(Role::Manager, action, Whose::Others));
    }
    for action in [Action::LeadCrisis, Action::CallContingency] {
        let allowed = Role::ALL.map(|role| may(role, action, Whose::Assigned));
        assert_eq!(allowed, [false, false, false, false, false, true], "{action:?}");
    }
    let updates = |whose| Role::ALL.map(|role| may(role, Action::UpdateCrisis, whose));
    assert_eq!(updates(Whose::Assigned), [false, false, false, true, true, true]);
    assert_eq!(updates(Whose::Others), [false, false, false, false, false, true]);
    let decides = Role::ALL.map(|role| may(role, Action::DecideCoverage, Whose::Others));
    assert_eq!(decides, [false, false, true, false, false, true]);
}
