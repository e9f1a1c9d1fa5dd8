//! What a policy does by itself as time passes (升级上报, domain.md §§5–6): the contract of the engine.
//!
//! [`steps`] says which steps a case has and when each is due, [`take`] what to record when one is. Both are pure: the
//! engine keeps the keys that fired, claims what is due and asks again after every event, for each may move the others.

mod take;

pub use take::take;

use crate::Moment;
use crate::case::crisis::{ContingencyAction, ContingencyTrigger};
use crate::case::severity::Severity;
use crate::case::{Case, end_of_pauses_around};
use crate::clock::measure::{Run, minutes, run_in_hours, run_on_wall};
use crate::clock::{Interval, Pause, PauseReason, Reading, Target, Timetable, readings};
use crate::policy::{Audience, Demand, EscalationClock, Lead, Policy, Recipient, Waiting};
use chrono::{TimeDelta, TimeZone};
use serde::{Deserialize, Serialize};

/// One thing that will happen by itself unless somebody is faster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Unique per case and never given to another step: a key that fired never fires again. `escalate/1/60` (severity,
    /// minutes), `emergency/1/120`, `remind/restore/1/75` (target, severity, percent; `…/1/30m` minutes left),
    /// `raise/restore/3` (target, severity it rises from), `contingency/restore`, `crisis-update/3`, `quote-lapse/1`.
    pub key: String,
    /// When it is due; none while its clock stands still before. Never before the policy had anything to say about it: what
    /// a change of severity or a late registration finds overdue is due in that moment.
    pub at: Option<Moment>,
    pub deed: Deed,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Tell these roles (ids of the role catalogue).
    Escalate { roles: Vec<String>, severity: Severity, elapsed_minutes: i64, customer_told: bool },
    /// Remind of a limit; `due` is none while that clock is paused.
    Remind { target: Target, due: Option<Moment>, to: Recipient, lead: Lead },
    /// Raise the severity by one level, for that target's limit has passed.
    RaiseSeverity { from: Severity, to: Severity, target: Target },
    /// Call the contingency, for the policy's share of that target's limit is gone.
    CallContingency { target: Target, trigger: ContingencyTrigger, actions: Vec<ContingencyAction> },
    /// Demand the update of a crisis's record that was due then.
    DemandCrisisUpdate { due: Moment },
    /// End the quote that nobody answered by its last day.
    LapseQuote { nth: u32 },
}

/// Every step still possible for the case as it is now, in order of time, those that stand still last. Steps that fired
/// already are among them; the caller knows which. A resolved case has none; a restored one is not escalated.
pub fn steps<Z: TimeZone>(case: &Case, policy: &Policy, timetable: &Timetable<Z>) -> Vec<Step> {
    if case.is_resolved() {
        return Vec::new();
    }
    let mut plan = Plan { case, policy, timetable, demand: level(case, policy), found: Vec::new() };
    let readings = readings(case, policy, timetable);
    if case.restored_at.is_none() {
        plan.escalations();
        plan.emergencies();
    }
    for reading in readings.iter().filter(|reading| reading.is_open()) {
        plan.reminders(reading);
        plan.rise(reading);
        plan.contingency(reading);
    }
    plan.crisis_update();
    plan.quote_lapse();
    plan.in_order()
}

/// The countdown of the update that a crisis owes next, on the wall clock; none without a crisis or a duty.
pub fn crisis_reading(case: &Case, policy: &Policy) -> Option<Reading> {
    let crisis = case.crisis_on().filter(|_| !case.is_resolved())?;
    let limit = minutes(policy.crisis.as_ref()?.update_every_minutes);
    let from = crisis.updated_at();
    let due = from.checked_add_signed(limit)?;
    Some(Reading {
        target: Target::CrisisUpdate,
        limit_ms: limit.num_milliseconds(),
        hours: String::new(),
        opened_at: from,
        running: vec![Interval { from, until: due }],
        due: Some(due),
        met_at: None,
        pauses: Vec::new(),
        dropped: false,
    })
}

/// What the case is, at the level that the policy gives it.
fn level(case: &Case, policy: &Policy) -> Demand {
    let demand = Demand::of(case);
    Demand { severity: policy.nearest_level(demand.severity), ..demand }
}

fn reminder_key(target: Target, severity: Severity, lead: Lead) -> String {
    let lead = match lead {
        Lead::SharePercent(percent) => percent.to_string(),
        Lead::MinutesLeft(minutes) => format!("{minutes}m"),
    };
    format!("remind/{}/{}/{lead}", target.key(), severity.level())
}

fn quote_key(nth: u32) -> String {
    format!("quote-lapse/{nth}")
}

fn crisis_key(number: usize) -> String {
    format!("crisis-update/{number}")
}

/// The steps found so far, each with the moment its own clock gives it.
struct Plan<'a, Z: TimeZone> {
    case: &'a Case,
    policy: &'a Policy,
    timetable: &'a Timetable<Z>,
    demand: Demand,
    found: Vec<(Option<Moment>, Step)>,
}

impl<Z: TimeZone> Plan<'_, Z> {
    /// Of two steps with one key the first counts. None is due before `since`.
    fn add(&mut self, key: String, due: Option<Moment>, since: Moment, deed: Deed) {
        if self.found.iter().all(|(_, step)| step.key != key) {
            self.found.push((due, Step { key, at: due.map(|due| due.max(since)), deed }));
        }
    }

    fn escalations(&mut self) {
        let (policy, demand) = (self.policy, self.demand);
        for row in policy.escalations.iter().filter(|row| row.holds(demand)) {
            let key = format!("escalate/{}/{}", row.severity.level(), row.elapsed_minutes);
            self.escalate(key, row.roles.clone(), row.elapsed_minutes, row.audience);
        }
    }

    fn emergencies(&mut self) {
        let (policy, demand) = (self.policy, self.demand);
        for row in policy.emergencies.iter().filter(|row| row.holds(demand)) {
            if let Some(within) = row.within_minutes {
                let key = format!("emergency/{}/{within}", row.severity.level());
                self.escalate(key, row.told(), within, row.audience);
            }
        }
    }

    fn escalate(&mut self, key: String, roles: Vec<String>, elapsed_minutes: i64, audience: Audience) {
        let customer_told = audience == Audience::Customer;
        let deed = Deed::Escalate { roles, severity: self.demand.severity, elapsed_minutes, customer_told };
        let due = self.elapsed_at(minutes(elapsed_minutes));
        self.add(key, due, self.case.judged_since(), deed);
    }

    /// When so much time has passed since the opening, on the policy's escalation clock.
    fn elapsed_at(&self, elapsed: TimeDelta) -> Option<Moment> {
        let case = self.case;
        let was_resolved = |pause: &&Pause| Waiting::of(&pause.why) == Waiting::ForConfirmation;
        match &self.policy.escalation_clock {
            EscalationClock::Wall => {
                let pauses: Vec<Pause> = case.pauses.iter().filter(was_resolved).cloned().collect();
                run_on_wall(case.opened_at, elapsed, &pauses).due
            }
            EscalationClock::Service { hours } => {
                run_in_hours(case.opened_at, elapsed, &case.pauses, self.timetable.get(hours)?).due
            }
        }
    }

    /// A limit that was over when the policy first spoke of it is nothing to be reminded of.
    fn reminders(&mut self, reading: &Reading) {
        let (policy, since) = (self.policy, self.since(reading));
        if reading.due.is_some_and(|due| due <= since) {
            return;
        }
        for row in policy.reminders.iter().filter(|row| row.targets.contains(&reading.target)) {
            let used_ms = match row.lead {
                Lead::SharePercent(percent) => share_ms(reading, percent),
                Lead::MinutesLeft(left) => reading.limit_ms - minutes(left).num_milliseconds(),
            };
            if used_ms > 0 {
                let deed = Deed::Remind { target: reading.target, due: reading.due, to: row.to, lead: row.lead };
                let at = reading.due.and_then(|_| reading.reaches(used_ms));
                self.add(reminder_key(reading.target, self.demand.severity, row.lead), at, since, deed);
            }
        }
    }

    /// Since when the policy says of this target what it says now; in a pause nobody is reminded of what has no due moment.
    fn since(&self, reading: &Reading) -> Moment {
        let needed_at = self.case.part_needed_at.filter(|_| reading.target == Target::PartReplaced);
        let since = self.case.judged_since().max(needed_at.unwrap_or(self.case.opened_at));
        end_of_pauses_around(since, reading.pauses.iter())
    }

    fn rise(&mut self, reading: &Reading) {
        let from = self.demand.severity;
        let holds = self.policy.rise.as_ref().is_some_and(|rise| rise.target == reading.target);
        if let (true, Some(to)) = (holds, self.policy.level_above(from)) {
            let key = format!("raise/{}/{}", reading.target.key(), from.level());
            let deed = Deed::RaiseSeverity { from, to, target: reading.target };
            self.add(key, self.rises_at(reading), self.case.judged_since(), deed);
        }
    }

    /// When the limit has passed. After a rise the new, shorter limit counted from the opening is over at once; for a
    /// further rise it has to pass once more from there, or one late evening would run through every level.
    fn rises_at(&self, reading: &Reading) -> Option<Moment> {
        let Some(rose_at) = self.case.rose_at else { return reading.due };
        let hours = self.timetable.get(&reading.hours)?;
        let limit = TimeDelta::milliseconds(reading.limit_ms);
        let Run { due: again, .. } = run_in_hours(rose_at, limit, &reading.pauses, hours);
        Some(reading.due?.max(again?))
    }

    fn contingency(&mut self, reading: &Reading) {
        let Some(half_time) = self.policy.contingency.as_ref().filter(|rule| rule.target == reading.target) else {
            return;
        };
        if wants_contingency(self.case) {
            let (target, trigger) = (half_time.target, ContingencyTrigger::HalfTime);
            let deed = Deed::CallContingency { target, trigger, actions: half_time.actions.clone() };
            let at = reading.reaches(share_ms(reading, half_time.share_percent));
            self.add(format!("contingency/{}", target.key()), at, self.case.judged_since(), deed);
        }
    }

    fn crisis_update(&mut self) {
        let number = self.case.crisis_on().map(|crisis| crisis.next_update());
        if let (Some(due), Some(number)) = (crisis_reading(self.case, self.policy).and_then(|r| r.due), number) {
            self.add(crisis_key(number), Some(due), due, Deed::DemandCrisisUpdate { due });
        }
    }

    /// On the wall clock: the case's own clock stands still while it waits for the answer. What ran out while the case
    /// counted as resolved ends when it reopens.
    fn quote_lapse(&mut self) {
        if let Some(quote) = self.case.quote.as_ref().filter(|quote| quote.is_pending()) {
            let (nth, due) = (quote.nth, quote.expires_at);
            let resolved = self.case.pauses.iter().filter(|pause| pause.why == PauseReason::AwaitingConfirmation);
            self.add(quote_key(nth), Some(due), end_of_pauses_around(due, resolved), Deed::LapseQuote { nth });
        }
    }

    /// By the moment each is due, of one moment by what its clock says. A rise comes last: what is due at the old level is
    /// not lost to it.
    fn in_order(mut self) -> Vec<Step> {
        let is_rise = |step: &Step| matches!(step.deed, Deed::RaiseSeverity { .. });
        self.found.sort_by_key(|(due, step)| (step.at.is_none(), step.at, is_rise(step), *due));
        self.found.into_iter().map(|(_, step)| step).collect()
    }
}

fn share_ms(reading: &Reading, percent: i64) -> i64 {
    reading.limit_ms * percent.clamp(0, 100) / 100
}

/// A spare at the site, or a plan that was called already, is all the rule wants.
fn wants_contingency(case: &Case) -> bool {
    let called = case.contingency.as_ref().is_some_and(|plan| plan.called_at.is_some());
    !called && !case.opening.product.spare_on_site
}
