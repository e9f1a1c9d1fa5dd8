//! Folding: how each event changes the case. Nothing is judged here; what was recorded has happened.

use super::crisis::{Contingency, ContingencyAction, ContingencyTrigger, Crisis, CrisisUpdate};
use super::event::{Event, Happening};
use super::quote::{Quote, QuoteAnswer};
use super::severity::Severity;
use super::stage::Stage;
use super::{Case, Confirmation, CoverageDecision, Resolution};
use crate::Moment;
use crate::clock::{Pause, PauseReason, Target};

impl Case {
    /// The case that a whole history makes; none when the history does not start with an opening.
    pub fn from_history(history: &[Event]) -> Option<Case> {
        let (first, rest) = history.split_first()?;
        let Happening::Opened { opening, opened_at } = &first.happening else { return None };
        let mut case = Case::registered((**opening).clone(), *opened_at, first.at);
        for event in rest {
            case.apply(event);
        }
        Some(case)
    }

    /// Takes in one thing that happened. Whatever tells the customer that somebody is at work is a first response: setting
    /// out, arriving, asking something, quoting, restoring.
    pub fn apply(&mut self, event: &Event) {
        let at = event.at;
        match &event.happening {
            Happening::Opened { .. }
            | Happening::Commented { .. }
            | Happening::NotedInternally { .. }
            | Happening::Attached { .. }
            | Happening::ArticleAttached { .. }
            | Happening::Escalated { .. }
            | Happening::Reminded { .. }
            | Happening::FollowedUp { .. }
            | Happening::CrisisUpdateDemanded { .. } => {}
            Happening::Assigned { to, .. } => self.assignee = Some(to.clone()),
            Happening::Accepted => {
                self.accepted_at = self.accepted_at.or(Some(at));
                self.stage = self.stage.max(Stage::Acceptance);
            }
            Happening::Responded { .. } => self.meet(Target::Respond, at),
            Happening::SetOut { expected_at } => self.set_out(at, *expected_at),
            Happening::Arrived => self.arrive(at),
            Happening::ClockPaused { why } => {
                self.meet(Target::Respond, at);
                self.pauses.push(Pause { since: at, until: None, why: why.clone() });
            }
            Happening::ClockResumed => {
                if let Some(pause) = self.pauses.last_mut() {
                    pause.until = pause.until.or(Some(at));
                }
            }
            Happening::SeverityChanged { to, .. } => self.change_severity(*to, at),
            Happening::SeverityRose { to, .. } => {
                self.change_severity(*to, at);
                self.rose_at = Some(at);
            }
            Happening::Restored => self.restore(at),
            Happening::Resolved { cause, done } => self.resolve(event, cause, done),
            Happening::ServiceRefused { .. } => self.reopen(at),
            Happening::ServiceConfirmed => {
                let Some(by) = event.actor.person.clone() else { return };
                self.confirmation = Some(Confirmation { at, by });
                self.stage = Stage::Closed;
            }
            Happening::SurveyAnswered => self.surveyed_at = Some(at),
            Happening::CoverageDecided { coverage, policy, policy_version } => {
                let (coverage, policy) = (coverage.clone(), policy.clone());
                self.decision = Some(CoverageDecision { at, coverage, policy, policy_version: *policy_version });
            }
            Happening::Quoted { .. } => self.take_quote(event),
            Happening::QuoteAccepted { .. } => self.answer_quote(event, true, ""),
            Happening::QuoteDeclined { why, .. } => self.answer_quote(event, false, why),
            Happening::QuoteLapsed { .. } => self.lapse_quote(at),
            Happening::PartNeeded { .. } => self.part_needed_at = self.part_needed_at.or(Some(at)),
            Happening::PartReplaced { .. } => self.meet(Target::PartReplaced, at),
            Happening::AnalysisReported { .. } => self.meet(Target::AnalysisReport, at),
            Happening::ContingencyProposed { trigger, actions, words } => {
                self.propose_contingency(event, *trigger, actions, words);
            }
            Happening::ContingencyCalled { trigger, actions, .. } => self.call_contingency(at, *trigger, actions),
            Happening::CrisisProposed { words } => self.begin_crisis(event, words),
            Happening::TaskForceFormed { .. } | Happening::CrisisUpdated { .. } | Happening::CrisisEnded { .. } => {
                self.lead_crisis(event)
            }
        }
    }

    fn take_quote(&mut self, event: &Event) {
        self.meet(Target::Respond, event.at);
        self.meet(Target::Quote, event.at);
        let Happening::Quoted { words, offer: Some(offer), expires_at: Some(expires_at) } = &event.happening else {
            return;
        };
        self.quote = Some(Quote {
            nth: self.quote.as_ref().map_or(1, |before| before.nth + 1),
            offer: offer.clone(),
            expires_at: *expires_at,
            words: words.clone(),
            at: event.at,
            by: event.actor.person.clone(),
            answer: None,
            lapsed_at: None,
        });
    }

    /// The clock that waited for the answer counts from the end of the offer, also when that was found out late.
    fn lapse_quote(&mut self, at: Moment) {
        let Some(quote) = self.quote.as_mut() else { return };
        quote.lapsed_at = Some(at);
        let ended_at = quote.expires_at.min(at);
        let waits = |pause: &&mut Pause| pause.until.is_none() && pause.why == PauseReason::AwaitingQuoteAnswer;
        if let Some(pause) = self.pauses.last_mut().filter(waits) {
            pause.until = Some(ended_at.max(pause.since));
        }
    }

    fn answer_quote(&mut self, event: &Event, accepted: bool, why: &str) {
        let Some(quote) = self.quote.as_mut() else { return };
        let (at, by, why) = (event.at, event.actor.person.clone(), why.to_owned());
        quote.answer = Some(QuoteAnswer { at, by, accepted, why });
    }

    fn meet(&mut self, target: Target, at: Moment) {
        if self.met_at(target).is_none() {
            self.met.push((target, at));
        }
    }

    fn set_out(&mut self, at: Moment, expected_at: Option<Moment>) {
        self.stage = Stage::Implementation;
        self.set_out_at = Some(at);
        self.arrived_at = None;
        self.expected_at = expected_at;
        self.meet(Target::Respond, at);
    }

    fn arrive(&mut self, at: Moment) {
        self.stage = Stage::Implementation;
        self.arrived_at = Some(at);
        self.meet(Target::Respond, at);
        self.meet(Target::OnSite, at);
    }

    fn change_severity(&mut self, to: Severity, at: Moment) {
        self.severity = to;
        self.severity_since = Some(at);
    }

    fn restore(&mut self, at: Moment) {
        self.stage = Stage::Implementation;
        self.restored_at = Some(at);
        self.meet(Target::Respond, at);
        self.meet(Target::Restore, at);
    }

    fn resolve(&mut self, event: &Event, cause: &str, done: &str) {
        let Some(by) = event.actor.person.clone() else { return };
        let at = event.at;
        self.restored_at = self.restored_at.or(Some(at));
        self.meet(Target::Respond, at);
        self.meet(Target::Restore, at);
        self.meet(Target::Resolve, at);
        self.resolution = Some(Resolution { at, by, cause: cause.to_owned(), done: done.to_owned() });
        self.stage = Stage::Confirmation;
    }

    /// A refused service record: the restore and resolve clocks go on where they stood, so the time between the claimed
    /// restoration and the refusal counts as a pause (domain.md §4, "a reopened case goes on where its clock stood"). The
    /// restoration that is to come has its own report.
    fn reopen(&mut self, at: Moment) {
        let stood_since = self.restored_at.or(self.resolution.as_ref().map(|r| r.at)).unwrap_or(at);
        let taken_back = [Target::Restore, Target::Resolve, Target::AnalysisReport];
        self.met.retain(|(target, _)| !taken_back.contains(target));
        self.pauses.push(Pause { since: stood_since, until: Some(at), why: PauseReason::AwaitingConfirmation });
        self.restored_at = None;
        self.set_out_at = None;
        self.arrived_at = None;
        self.expected_at = None;
        self.resolution = None;
        self.refused_times += 1;
        self.stage = Stage::Acceptance;
    }

    fn propose_contingency(
        &mut self,
        event: &Event,
        trigger: ContingencyTrigger,
        actions: &[ContingencyAction],
        words: &str,
    ) {
        self.contingency = Some(Contingency {
            since: event.at,
            proposed_by: event.actor.person.clone(),
            trigger,
            actions: actions.to_vec(),
            words: words.to_owned(),
            called_at: None,
        });
    }

    /// Calls what was proposed, or what the policy's rule calls by itself.
    fn call_contingency(&mut self, at: Moment, trigger: ContingencyTrigger, actions: &[ContingencyAction]) {
        let proposed = self.contingency.take().filter(|plan| plan.called_at.is_none() && plan.trigger == trigger);
        let called = |plan: Contingency| Contingency { called_at: Some(at), actions: actions.to_vec(), ..plan };
        self.contingency = Some(called(proposed.unwrap_or_else(|| Contingency {
            since: at,
            proposed_by: None,
            trigger,
            actions: Vec::new(),
            words: String::new(),
            called_at: None,
        })));
    }

    fn begin_crisis(&mut self, event: &Event, words: &str) {
        let earlier_updates = self.crisis.as_ref().map_or(0, Crisis::next_update);
        self.crisis = Some(Crisis {
            since: event.at,
            proposed_by: event.actor.person.clone(),
            words: words.to_owned(),
            task_force: None,
            updates: Vec::new(),
            earlier_updates,
            ended_at: None,
        });
    }

    fn lead_crisis(&mut self, event: &Event) {
        let Some(crisis) = self.crisis.as_mut().filter(|crisis| crisis.is_on()) else { return };
        match &event.happening {
            Happening::TaskForceFormed { task_force } => crisis.task_force = Some(task_force.clone()),
            Happening::CrisisUpdated { words } => {
                let by = event.actor.person.clone();
                crisis.updates.push(CrisisUpdate { at: event.at, by, words: words.clone() });
            }
            Happening::CrisisEnded { .. } => crisis.ended_at = Some(event.at),
            _ => {}
        }
    }
}
