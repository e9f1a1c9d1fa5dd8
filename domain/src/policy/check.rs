//! What is wrong with a policy that somebody edits: every problem with the field it stands in, so that an editor can
//! show it there. A policy without flaws can be counted by.

use super::{CrisisDuty, Emergency, Escalation, EscalationClock, HalfTime, Lead, Limit, Policy, Promise, Reminder};
use super::{Demand, Start};
use crate::case::severity::Severity;
use crate::case::{Kind, Origin};
use crate::clock::Target;
use crate::coverage::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a policy may refer to.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Ids of calendars.
    pub calendars: BTreeSet<String>,
    /// Ids of the role catalogue.
    pub roles: BTreeSet<String>,
    /// Ids of the other policies.
    pub other_policies: BTreeSet<String>,
}

/// One problem of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFlaw {
    /// Where: the path in the file, rows counted from 0, e.g. `promise.3.hours`, `severities.0.name`, `id`.
    pub field: String,
    pub kind: PolicyFlawKind,
}

/// The ways a policy can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyFlawKind {
    /// A text or a choice is missing.
    Empty,
    /// Another policy, level or row has the same id.
    Duplicate,
    UnknownCalendar {
        id: String,
    },
    UnknownRole {
        id: String,
    },
    /// The row is about a level that the policy lacks.
    LevelLacking {
        level: Severity,
    },
    /// Levels stand the most severe first.
    LevelsOutOfOrder,
    /// Minutes or days must be 1 or more.
    NotPositive,
    /// A share is 1 to 99 percent.
    NotAShare,
    /// No first response is promised for covered cases of that level and kind, however they come in.
    NoResponse {
        level: Severity,
        kind: Kind,
    },
    /// The rule waits for a target that the policy does not promise.
    NotPromised {
        target: Target,
    },
    /// This target cannot be promised, or not from there.
    NotPromisable {
        target: Target,
    },
}

type Flaws = Vec<PolicyFlaw>;

fn flag(flaws: &mut Flaws, field: impl Into<String>, kind: PolicyFlawKind) {
    flaws.push(PolicyFlaw { field: field.into(), kind });
}

impl Policy {
    /// Everything wrong with it, in the order of the file; empty when it can be counted by.
    pub fn flaws(&self, known: &Known) -> Vec<PolicyFlaw> {
        let mut flaws = Flaws::new();
        self.check_heading(known, &mut flaws);
        self.check_levels(&mut flaws);
        for (row, promise) in self.promises.iter().enumerate() {
            self.check_promise(&format!("promise.{row}"), promise, known, &mut flaws);
        }
        self.check_responses(&mut flaws);
        for (row, escalation) in self.escalations.iter().enumerate() {
            self.check_escalation(row, escalation, known, &mut flaws);
        }
        for (row, reminder) in self.reminders.iter().enumerate() {
            self.check_reminder(row, reminder, &mut flaws);
        }
        if let Some(rise) = &self.rise {
            self.check_promised("rise.target", rise.target, &mut flaws);
        }
        if let Some(half_time) = &self.contingency {
            self.check_half_time(half_time, &mut flaws);
        }
        for (row, emergency) in self.emergencies.iter().enumerate() {
            self.check_emergency(row, emergency, known, &mut flaws);
        }
        if let Some(CrisisDuty { update_every_minutes }) = self.crisis {
            check_positive("crisis.update_every_minutes", update_every_minutes, &mut flaws);
        }
        flaws
    }

    fn check_heading(&self, known: &Known, flaws: &mut Flaws) {
        if self.id.trim().is_empty() {
            flag(flaws, "id", PolicyFlawKind::Empty);
        }
        if known.other_policies.contains(&self.id) {
            flag(flaws, "id", PolicyFlawKind::Duplicate);
        }
        if let EscalationClock::Service { hours } = &self.escalation_clock {
            check_calendar("escalation_clock.service.hours", hours, known, flaws);
        }
        if self.name.chinese.trim().is_empty() {
            flag(flaws, "name", PolicyFlawKind::Empty);
        }
    }

    fn check_levels(&self, flaws: &mut Flaws) {
        if self.severities.is_empty() {
            flag(flaws, "severities", PolicyFlawKind::Empty);
        }
        for (row, definition) in self.severities.iter().enumerate() {
            let earlier = || self.severities.iter().take(row).map(|earlier| earlier.level);
            if earlier().any(|level| level == definition.level) {
                flag(flaws, format!("severities.{row}.level"), PolicyFlawKind::Duplicate);
            } else if earlier().any(|level| level > definition.level) {
                flag(flaws, format!("severities.{row}.level"), PolicyFlawKind::LevelsOutOfOrder);
            }
            for (field, text) in [("name", &definition.name), ("meaning", &definition.meaning)] {
                if text.chinese.trim().is_empty() {
                    flag(flaws, format!("severities.{row}.{field}"), PolicyFlawKind::Empty);
                }
            }
        }
    }

    fn check_level(&self, field: String, level: Severity, flaws: &mut Flaws) {
        if self.definition(level).is_none() {
            flag(flaws, field, PolicyFlawKind::LevelLacking { level });
        }
    }

    fn check_promise(&self, at: &str, promise: &Promise, known: &Known, flaws: &mut Flaws) {
        let needs_restoration = promise.target == Target::AnalysisReport;
        let from_restoration = promise.counts_from == Start::Restoration;
        let promisable = Target::PROMISED.contains(&promise.target);
        let misplaced = needs_restoration != from_restoration || !promisable;
        if misplaced {
            flag(flaws, format!("{at}.target"), PolicyFlawKind::NotPromisable { target: promise.target });
        }
        check_chosen(format!("{at}.severities"), &promise.severities, flaws);
        for level in &promise.severities {
            self.check_level(format!("{at}.severities"), *level, flaws);
        }
        check_chosen(format!("{at}.kinds"), &promise.kinds, flaws);
        check_chosen(format!("{at}.verdicts"), &promise.verdicts, flaws);
        match promise.limit() {
            Limit::Minutes(_) if promise.is_kept_by_opening() => {}
            Limit::Minutes(minutes) => check_positive(format!("{at}.within_minutes"), minutes, flaws),
            Limit::WorkingDays(days) => check_positive(format!("{at}.working_days"), days, flaws),
        }
        check_calendar(format!("{at}.hours"), &promise.hours, known, flaws);
    }

    /// Every level and kind is answered by some channel.
    fn check_responses(&self, flaws: &mut Flaws) {
        for level in self.severities.iter().map(|definition| definition.level) {
            for kind in Kind::ALL {
                let answered = |origin| {
                    let demand = Demand { severity: level, kind, verdict: Verdict::Covered, origin };
                    self.promise_of(Target::Respond, demand).is_some()
                };
                if !Origin::ALL.into_iter().any(answered) {
                    flag(flaws, "promise", PolicyFlawKind::NoResponse { level, kind });
                }
            }
        }
    }

    fn check_escalation(&self, row: usize, escalation: &Escalation, known: &Known, flaws: &mut Flaws) {
        let at = format!("escalation.{row}");
        let same = |other: &&Escalation| {
            (other.severity, other.elapsed_minutes) == (escalation.severity, escalation.elapsed_minutes)
                && other.kinds.iter().any(|kind| escalation.kinds.contains(kind))
                && other.verdicts.iter().any(|verdict| escalation.verdicts.contains(verdict))
        };
        self.check_level(format!("{at}.severity"), escalation.severity, flaws);
        check_positive(format!("{at}.elapsed_minutes"), escalation.elapsed_minutes, flaws);
        if self.escalations.iter().take(row).any(|other| same(&other)) {
            flag(flaws, format!("{at}.elapsed_minutes"), PolicyFlawKind::Duplicate);
        }
        check_chosen(format!("{at}.roles"), &escalation.roles, flaws);
        check_roles(&format!("{at}.roles"), &escalation.roles, known, flaws);
        check_chosen(format!("{at}.kinds"), &escalation.kinds, flaws);
        check_chosen(format!("{at}.verdicts"), &escalation.verdicts, flaws);
    }

    fn check_reminder(&self, row: usize, reminder: &Reminder, flaws: &mut Flaws) {
        let at = format!("reminder.{row}");
        check_chosen(format!("{at}.targets"), &reminder.targets, flaws);
        match reminder.lead {
            Lead::SharePercent(percent) => check_share(format!("{at}.lead"), percent, flaws),
            Lead::MinutesLeft(minutes) => check_positive(format!("{at}.lead"), minutes, flaws),
        }
        for target in &reminder.targets {
            let same = |other: &Reminder| other.lead == reminder.lead && other.targets.contains(target);
            if self.reminders.iter().take(row).any(same) {
                flag(flaws, format!("{at}.targets"), PolicyFlawKind::Duplicate);
            }
            self.check_promised(&format!("{at}.targets"), *target, flaws);
        }
    }

    fn check_promised(&self, field: &str, target: Target, flaws: &mut Flaws) {
        if !self.promises.iter().any(|promise| promise.target == target) {
            flag(flaws, field, PolicyFlawKind::NotPromised { target });
        }
    }

    fn check_half_time(&self, half_time: &HalfTime, flaws: &mut Flaws) {
        self.check_promised("contingency.target", half_time.target, flaws);
        check_share("contingency.share_percent", half_time.share_percent, flaws);
        check_chosen("contingency.actions", &half_time.actions, flaws);
    }

    fn check_emergency(&self, row: usize, emergency: &Emergency, known: &Known, flaws: &mut Flaws) {
        let at = format!("emergency.{row}");
        self.check_level(format!("{at}.severity"), emergency.severity, flaws);
        if self.emergencies.iter().take(row).any(|other| other.severity == emergency.severity) {
            flag(flaws, format!("{at}.severity"), PolicyFlawKind::Duplicate);
        }
        if let Some(minutes) = emergency.within_minutes {
            check_positive(format!("{at}.within_minutes"), minutes, flaws);
        }
        check_chosen(format!("{at}.experts"), &emergency.experts, flaws);
        check_roles(&format!("{at}.experts"), &emergency.experts, known, flaws);
        check_roles(&format!("{at}.accountable"), &emergency.accountable, known, flaws);
    }
}

fn check_positive(field: impl Into<String>, number: i64, flaws: &mut Flaws) {
    if number < 1 {
        flag(flaws, field, PolicyFlawKind::NotPositive);
    }
}

fn check_share(field: impl Into<String>, percent: i64, flaws: &mut Flaws) {
    if !(1..=99).contains(&percent) {
        flag(flaws, field, PolicyFlawKind::NotAShare);
    }
}

fn check_chosen<T>(field: impl Into<String>, chosen: &[T], flaws: &mut Flaws) {
    if chosen.is_empty() {
        flag(flaws, field, PolicyFlawKind::Empty);
    }
}

fn check_calendar(field: impl Into<String>, id: &str, known: &Known, flaws: &mut Flaws) {
    if !known.calendars.contains(id) {
        flag(flaws, field, PolicyFlawKind::UnknownCalendar { id: id.to_owned() });
    }
}

fn check_roles(field: &str, ids: &[String], known: &Known, flaws: &mut Flaws) {
    for id in ids.iter().filter(|id| !known.roles.contains(*id)) {
        flag(flaws, field, PolicyFlawKind::UnknownRole { id: id.clone() });
    }
}
