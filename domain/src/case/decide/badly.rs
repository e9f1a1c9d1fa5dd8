//! When things go badly (domain.md §6): proposing and calling the contingency plan, proposing, leading and ending a
//! crisis.

use super::said;
use crate::case::Case;
use crate::case::crisis::{ContingencyAction, ContingencyTrigger, Crisis, TaskForce};
use crate::case::event::Happening;
use crate::case::report::LINE_MOST;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;

/// Most members of a task force, coordinator and leader aside.
pub const MEMBERS_MOST: usize = 50;

/// A later proposal replaces the one before.
pub(super) fn propose_contingency(
    case: &Case,
    trigger: ContingencyTrigger,
    actions: &[ContingencyAction],
    words: &str,
) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    unresolved(case)?;
    if !ContingencyTrigger::NAMED.contains(&trigger) {
        return Err(flawed("trigger", FlawKind::NotAChoice));
    }
    if actions.is_empty() {
        return Err(flawed("actions", FlawKind::Empty));
    }
    let mut once = Vec::new();
    once.extend(ContingencyAction::ALL.into_iter().filter(|action| actions.contains(action)));
    Ok(vec![Happening::ContingencyProposed { trigger, actions: once, words }])
}

pub(super) fn call_contingency(case: &Case) -> Result<Vec<Happening>, Refusal> {
    unresolved(case)?;
    let proposed = case.contingency.as_ref().filter(|plan| plan.called_at.is_none()).ok_or(Refusal::WrongStage)?;
    Ok(vec![Happening::ContingencyCalled { trigger: proposed.trigger, actions: proposed.actions.clone(), late: false }])
}

pub(super) fn propose_crisis(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    unresolved(case)?;
    if case.crisis_on().is_some() {
        return Err(Refusal::WrongStage);
    }
    Ok(vec![Happening::CrisisProposed { words }])
}

/// Formed again, it replaces the one before.
pub(super) fn form_task_force(
    case: &Case,
    coordinator: &str,
    leader: &str,
    members: &[String],
) -> Result<Vec<Happening>, Refusal> {
    let mut flaws = Vec::new();
    let coordinator = name("coordinator", coordinator, &mut flaws);
    let leader = name("leader", leader, &mut flaws);
    let members: Vec<String> = members.iter().map(|member| typed::line(member)).filter(|m| !m.is_empty()).collect();
    if members.len() > MEMBERS_MOST {
        flaws.push(Flaw::of("members", FlawKind::NotAChoice));
    } else if members.iter().any(|member| member.chars().count() > LINE_MOST) {
        flaws.push(Flaw::of("members", FlawKind::TooLong { most: LINE_MOST }));
    }
    if !flaws.is_empty() {
        return Err(Refusal::Flawed(flaws));
    }
    crisis_on(case)?;
    Ok(vec![Happening::TaskForceFormed { task_force: TaskForce { coordinator, leader, members } }])
}

pub(super) fn update_crisis(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    crisis_on(case)?;
    Ok(vec![Happening::CrisisUpdated { words }])
}

pub(super) fn end_crisis(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    crisis_on(case)?;
    Ok(vec![Happening::CrisisEnded { words }])
}

fn unresolved(case: &Case) -> Result<(), Refusal> {
    if case.is_resolved() { Err(Refusal::WrongStage) } else { Ok(()) }
}

fn crisis_on(case: &Case) -> Result<&Crisis, Refusal> {
    case.crisis_on().ok_or(Refusal::WrongStage)
}

fn flawed(field: &str, kind: FlawKind) -> Refusal {
    Refusal::Flawed(vec![Flaw::of(field, kind)])
}

fn name(field: &str, typed_name: &str, flaws: &mut Vec<Flaw>) -> String {
    let name = typed::line(typed_name);
    if name.is_empty() {
        flaws.push(Flaw::of(field, FlawKind::Empty));
    } else if name.chars().count() > LINE_MOST {
        flaws.push(Flaw::of(field, FlawKind::TooLong { most: LINE_MOST }));
    }
    name
}
