//! What may happen to a case next: a command is decided into the happenings to record, or a refusal. Authority is asked
//! elsewhere ([`crate::access`]); here it is only about the case's own state.

mod badly;
mod coverage;
mod draft;
mod extras;
mod quote;

pub use badly::MEMBERS_MOST;
pub use coverage::CoverageDraft;
pub use draft::ActDraft;
pub use extras::decide_coverage;
pub(crate) use quote::lapsed as quote_lapsed;

use super::Case;
use super::crisis::{ContingencyAction, ContingencyTrigger};
use super::event::Happening;
use super::quote::Offer;
use super::severity::Severity;
use super::stage::Stage;
use crate::clock::{PauseReason, Target};
use crate::person::PersonRef;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use crate::{Moment, access::Action};
use serde::{Deserialize, Serialize};

/// Most characters of a comment, a note, a cause or an account of what was done.
pub const WORDS_MOST: usize = 4000;

/// What somebody wants to do with a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    Assign {
        to: PersonRef,
    },
    Accept,
    Respond {
        words: String,
    },
    /// `minutes` until the expected arrival, if the engineer says.
    SetOut {
        minutes: Option<i64>,
    },
    Arrive,
    Comment {
        words: String,
    },
    NoteInternally {
        words: String,
    },
    /// `words`: what the customer is asked for.
    PauseClock {
        words: String,
    },
    ResumeClock,
    ChangeSeverity {
        to: Severity,
        why: String,
    },
    Restore,
    Resolve {
        cause: String,
        done: String,
    },
    ConfirmService,
    RefuseService {
        why: String,
    },
    /// `words`: the plan. `expires_at`: the end of the offer's last day, which the store knows, for it knows the zone.
    Quote {
        words: String,
        offer: Offer,
        expires_at: Option<Moment>,
    },
    /// `nth`: which of the case's quotes was read.
    AcceptQuote {
        nth: u32,
    },
    DeclineQuote {
        nth: u32,
        why: String,
    },
    /// `words`: which part.
    NeedPart {
        words: String,
    },
    ReplacePart {
        words: String,
    },
    /// `words`: cause, response, process, result, advice.
    ReportAnalysis {
        words: String,
    },
    ProposeContingency {
        trigger: ContingencyTrigger,
        actions: Vec<ContingencyAction>,
        words: String,
    },
    /// Calls what was proposed.
    CallContingency,
    ProposeCrisis {
        words: String,
    },
    /// Names as typed: people of the vendor have no account.
    FormTaskForce {
        coordinator: String,
        leader: String,
        members: Vec<String>,
    },
    UpdateCrisis {
        words: String,
    },
    EndCrisis {
        words: String,
    },
}

impl Command {
    /// The authority it needs.
    pub fn action(&self) -> Action {
        match self {
            Command::Assign { .. } => Action::Assign,
            Command::Accept
            | Command::Respond { .. }
            | Command::SetOut { .. }
            | Command::Arrive
            | Command::PauseClock { .. }
            | Command::ResumeClock
            | Command::Restore
            | Command::Resolve { .. }
            | Command::Quote { .. }
            | Command::NeedPart { .. }
            | Command::ReplacePart { .. }
            | Command::ReportAnalysis { .. } => Action::Work,
            Command::Comment { .. } => Action::Comment,
            Command::NoteInternally { .. } => Action::NoteInternally,
            Command::ChangeSeverity { .. } => Action::ChangeSeverity,
            Command::ConfirmService => Action::ConfirmService,
            Command::RefuseService { .. } => Action::RefuseService,
            Command::AcceptQuote { .. } | Command::DeclineQuote { .. } => Action::AnswerQuote,
            Command::ProposeContingency { .. } => Action::ProposeContingency,
            Command::CallContingency => Action::CallContingency,
            Command::ProposeCrisis { .. } => Action::ProposeCrisis,
            Command::FormTaskForce { .. } | Command::EndCrisis { .. } => Action::LeadCrisis,
            Command::UpdateCrisis { .. } => Action::UpdateCrisis,
        }
    }
}

/// The happenings that carry out a command, in order.
///
/// `by_customer` tells whether a customer speaks: their comment answers what the clock waits for and lets it go on.
///
/// # Errors
/// [`Refusal::WrongStage`] and its kin when the case has moved on; [`Refusal::Flawed`] when words are missing or too long.
pub fn decide(case: &Case, command: &Command, by_customer: bool, now: Moment) -> Result<Vec<Happening>, Refusal> {
    match command {
        Command::Assign { to } => assign(case, to),
        Command::Accept => accept(case),
        Command::Respond { words } => respond(case, words),
        Command::SetOut { minutes } => set_out(case, *minutes, now),
        Command::Arrive => arrive(case),
        Command::Comment { words } => comment(case, words, by_customer),
        Command::NoteInternally { words } => Ok(vec![Happening::NotedInternally { words: said("words", words)? }]),
        Command::PauseClock { words } => pause_clock(case, words),
        Command::ResumeClock => resume_clock(case),
        Command::ChangeSeverity { to, why } => change_severity(case, *to, why),
        Command::Restore => restore(case),
        Command::Resolve { cause, done } => resolve(case, cause, done),
        Command::ConfirmService => confirm_service(case),
        Command::RefuseService { why } => refuse_service(case, why),
        Command::Quote { words, offer, expires_at } => quote::quote(case, words, offer, *expires_at, now),
        Command::AcceptQuote { nth } => quote::accept(case, *nth, now),
        Command::DeclineQuote { nth, why } => quote::decline(case, *nth, why),
        Command::NeedPart { words } => extras::need_part(case, words),
        Command::ReplacePart { words } => extras::replace_part(case, words),
        Command::ReportAnalysis { words } => extras::report_analysis(case, words),
        Command::ProposeContingency { trigger, actions, words } => {
            badly::propose_contingency(case, *trigger, actions, words)
        }
        Command::CallContingency => badly::call_contingency(case),
        Command::ProposeCrisis { words } => badly::propose_crisis(case, words),
        Command::FormTaskForce { coordinator, leader, members } => {
            badly::form_task_force(case, coordinator, leader, members)
        }
        Command::UpdateCrisis { words } => badly::update_crisis(case, words),
        Command::EndCrisis { words } => badly::end_crisis(case, words),
    }
}

/// Words that were really said: cleaned, not empty, not endless.
fn said(field: &str, words: &str) -> Result<String, Refusal> {
    let words = typed::text(words);
    if words.is_empty() {
        return Err(Refusal::Flawed(vec![Flaw::of(field, FlawKind::Empty)]));
    }
    if words.chars().count() > WORDS_MOST {
        return Err(Refusal::Flawed(vec![Flaw::of(field, FlawKind::TooLong { most: WORDS_MOST })]));
    }
    Ok(words)
}

/// Both words, with the flaws of both.
fn both_said(first: (&str, &str), second: (&str, &str)) -> Result<(String, String), Refusal> {
    match (said(first.0, first.1), said(second.0, second.1)) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(Refusal::Flawed(mut flaws)), Err(Refusal::Flawed(more))) => {
            flaws.extend(more);
            Err(Refusal::Flawed(flaws))
        }
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    }
}

/// Being worked on: accepted and not yet resolved.
fn in_work(case: &Case) -> Result<(), Refusal> {
    match case.stage {
        Stage::Application => Err(Refusal::WrongStage),
        Stage::Acceptance | Stage::Implementation => Ok(()),
        Stage::Confirmation | Stage::Closed => Err(Refusal::WrongStage),
    }
}

fn assign(case: &Case, to: &PersonRef) -> Result<Vec<Happening>, Refusal> {
    if matches!(case.stage, Stage::Confirmation | Stage::Closed) {
        return Err(Refusal::WrongStage);
    }
    if case.assignee.as_ref().is_some_and(|assignee| assignee.id == to.id) {
        return Ok(Vec::new());
    }
    Ok(vec![Happening::Assigned { from: case.assignee.clone(), to: to.clone() }])
}

fn accept(case: &Case) -> Result<Vec<Happening>, Refusal> {
    if case.assignee.is_none() {
        return Err(Refusal::NobodyAssigned);
    }
    if case.stage != Stage::Application {
        return Err(Refusal::WrongStage);
    }
    Ok(vec![Happening::Accepted])
}

/// Acting on a case that was not accepted accepts it: one tap less on the way to the customer.
fn accepted_first(case: &Case) -> Result<Vec<Happening>, Refusal> {
    match case.stage {
        Stage::Application if case.assignee.is_none() => Err(Refusal::NobodyAssigned),
        Stage::Application => Ok(vec![Happening::Accepted]),
        _ => in_work(case).map(|()| Vec::new()),
    }
}

fn respond(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    let mut happenings = accepted_first(case)?;
    if case.met_at(Target::Respond).is_some() {
        return Err(Refusal::WrongStage);
    }
    happenings.push(Happening::Responded { words });
    Ok(happenings)
}

/// Setting out once more is a new estimate before the arrival, a further visit after it.
fn set_out(case: &Case, minutes: Option<i64>, now: Moment) -> Result<Vec<Happening>, Refusal> {
    quote::accepted(case)?;
    let mut happenings = accepted_first(case)?;
    let day = 24 * 60;
    if minutes.is_some_and(|minutes| !(0..=7 * day).contains(&minutes)) {
        return Err(Refusal::Flawed(vec![Flaw::of("minutes", FlawKind::NotAChoice)]));
    }
    let expected_at = minutes.map(|minutes| now + chrono::Duration::minutes(minutes));
    happenings.push(Happening::SetOut { expected_at });
    Ok(happenings)
}

fn arrive(case: &Case) -> Result<Vec<Happening>, Refusal> {
    quote::accepted(case)?;
    let mut happenings = accepted_first(case)?;
    if case.arrived_at.is_some() {
        return Err(Refusal::WrongStage);
    }
    happenings.push(Happening::Arrived);
    Ok(happenings)
}

fn comment(case: &Case, words: &str, by_customer: bool) -> Result<Vec<Happening>, Refusal> {
    let mut happenings = vec![Happening::Commented { words: said("words", words)? }];
    if by_customer && case.pause().is_some() {
        happenings.push(Happening::ClockResumed);
    }
    Ok(happenings)
}

fn pause_clock(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    in_work(case)?;
    if case.pause().is_some() {
        return Err(Refusal::AlreadyPaused);
    }
    Ok(vec![Happening::ClockPaused { why: PauseReason::WaitingForCustomer { words } }])
}

fn resume_clock(case: &Case) -> Result<Vec<Happening>, Refusal> {
    case.pause().ok_or(Refusal::NotPaused)?;
    Ok(vec![Happening::ClockResumed])
}

fn change_severity(case: &Case, to: Severity, why: &str) -> Result<Vec<Happening>, Refusal> {
    let why = said("words", why)?;
    if matches!(case.stage, Stage::Confirmation | Stage::Closed) {
        return Err(Refusal::WrongStage);
    }
    if to == case.severity {
        return Ok(Vec::new());
    }
    Ok(vec![Happening::SeverityChanged { from: case.severity, to, why }])
}

/// The clock does not run on while nobody waits for the customer any more.
fn resumed_first(case: &Case) -> Vec<Happening> {
    if case.pause().is_some() { vec![Happening::ClockResumed] } else { Vec::new() }
}

fn restore(case: &Case) -> Result<Vec<Happening>, Refusal> {
    in_work(case)?;
    quote::accepted(case)?;
    if case.restored_at.is_some() {
        return Err(Refusal::WrongStage);
    }
    let mut happenings = resumed_first(case);
    happenings.push(Happening::Restored);
    Ok(happenings)
}

fn resolve(case: &Case, cause: &str, done: &str) -> Result<Vec<Happening>, Refusal> {
    let (cause, done) = both_said(("cause", cause), ("done", done))?;
    in_work(case)?;
    let mut happenings = resumed_first(case);
    happenings.push(Happening::Resolved { cause, done });
    Ok(happenings)
}

fn confirm_service(case: &Case) -> Result<Vec<Happening>, Refusal> {
    if case.stage != Stage::Confirmation {
        return Err(Refusal::WrongStage);
    }
    Ok(vec![Happening::ServiceConfirmed])
}

fn refuse_service(case: &Case, why: &str) -> Result<Vec<Happening>, Refusal> {
    let why = said("words", why)?;
    if case.stage != Stage::Confirmation {
        return Err(Refusal::WrongStage);
    }
    Ok(vec![Happening::ServiceRefused { why }])
}
