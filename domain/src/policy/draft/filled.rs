//! The form filled in: from a policy, and for a row that is new.

use super::{
    EmergencyDraft, HalfTimeDraft, LevelDraft, MatrixCell, MatrixRow, PolicyDraft, PromiseDraft, ReminderDraft,
};
use crate::case::Kind;
use crate::case::severity::Severity;
use crate::coverage::Verdict;
use crate::duration::{written, written_limit};
use crate::person::Language;
use crate::policy::glance::MatrixLine;
use crate::policy::{
    Audience, Emergency, Escalation, EscalationClock, HalfTime, Lead, Policy, Promise, Recipient, Reminder,
    SeverityDefinition, Waiting,
};

fn keys<T: Copy>(values: &[T], key: impl Fn(T) -> &'static str) -> Vec<String> {
    values.iter().map(|value| key(*value).to_owned()).collect()
}

fn levels(severities: &[Severity]) -> Vec<String> {
    severities.iter().map(|severity| severity.level().to_string()).collect()
}

impl PolicyDraft {
    /// The form as it is before anybody types, lengths of time in that language.
    pub fn of(policy: &Policy, language: Language) -> PolicyDraft {
        let half_time = policy.contingency.as_ref().map(HalfTimeDraft::of).unwrap_or_default();
        let minutes = |minutes| written(language, minutes);
        PolicyDraft {
            id: policy.id.clone(),
            version: policy.version.to_string(),
            name_zh: policy.name.chinese.clone(),
            name_en: policy.name.english.clone(),
            summary_zh: policy.summary.chinese.clone(),
            summary_en: policy.summary.english.clone(),
            why: String::new(),
            clock: match &policy.escalation_clock {
                EscalationClock::Wall => super::WALL.to_owned(),
                EscalationClock::Service { hours } => hours.clone(),
            },
            levels: policy.severities.iter().map(LevelDraft::of).collect(),
            promises: policy.promises.iter().map(|promise| PromiseDraft::of(promise, language)).collect(),
            matrix: matrix(policy, language),
            reminders: policy.reminders.iter().map(|reminder| ReminderDraft::of(reminder, language)).collect(),
            rise: policy.rise.as_ref().map(|rise| rise.target.key().to_owned()).unwrap_or_default(),
            half_time,
            emergencies: policy.emergencies.iter().map(|emergency| EmergencyDraft::of(emergency, language)).collect(),
            crisis: policy.crisis.as_ref().map(|duty| minutes(duty.update_every_minutes)).unwrap_or_default(),
        }
    }
}

fn matrix(policy: &Policy, language: Language) -> Vec<MatrixRow> {
    let row = |line: MatrixLine<'_>| MatrixRow {
        elapsed: written(language, line.elapsed_minutes),
        kinds: keys(line.kinds, Kind::key),
        verdicts: keys(line.verdicts, Verdict::key),
        cells: line.cells.map(|cell| cell.map(MatrixCell::of).unwrap_or_default()),
    };
    policy.matrix_lines().into_iter().map(row).collect()
}

impl MatrixCell {
    fn of(escalation: &Escalation) -> MatrixCell {
        MatrixCell { roles: escalation.roles.clone(), told: escalation.audience == Audience::Customer }
    }
}

impl LevelDraft {
    fn of(definition: &SeverityDefinition) -> LevelDraft {
        LevelDraft {
            level: definition.level.level().to_string(),
            name_zh: definition.name.chinese.clone(),
            name_en: definition.name.english.clone(),
            meaning_zh: definition.meaning.chinese.clone(),
            meaning_en: definition.meaning.english.clone(),
        }
    }
}

impl PromiseDraft {
    fn of(promise: &Promise, language: Language) -> PromiseDraft {
        PromiseDraft {
            target: promise.target.key().to_owned(),
            severities: levels(&promise.severities),
            kinds: keys(&promise.kinds, Kind::key),
            verdicts: keys(&promise.verdicts, Verdict::key),
            origins: keys(&promise.origins, crate::case::Origin::key),
            within: written_limit(language, promise.limit()),
            hours: promise.hours.clone(),
            paused_by: keys(&promise.paused_by, Waiting::key),
        }
    }

    /// A new row: for covered faults of every level, paused by all that can pause.
    pub(super) fn fresh() -> PromiseDraft {
        PromiseDraft {
            severities: levels(&Severity::ALL),
            kinds: keys(&[Kind::Fault], Kind::key),
            verdicts: keys(&[Verdict::Covered], Verdict::key),
            paused_by: keys(&Waiting::ALL, Waiting::key),
            ..PromiseDraft::default()
        }
    }
}

impl MatrixRow {
    /// A new row: for faults, covered or not yet decided.
    pub(super) fn fresh() -> MatrixRow {
        let verdicts = keys(&[Verdict::Covered, Verdict::NeedsDecision], Verdict::key);
        MatrixRow { kinds: keys(&[Kind::Fault], Kind::key), verdicts, ..MatrixRow::default() }
    }
}

impl ReminderDraft {
    fn of(reminder: &Reminder, language: Language) -> ReminderDraft {
        ReminderDraft {
            targets: keys(&reminder.targets, crate::clock::Target::key),
            lead: match reminder.lead {
                Lead::SharePercent(percent) => format!("{percent} %"),
                Lead::MinutesLeft(minutes) => written(language, minutes),
            },
            to: match reminder.to {
                Recipient::Engineer => super::ENGINEER,
                Recipient::Dispatcher => super::DISPATCHER,
            }
            .to_owned(),
        }
    }
}

impl HalfTimeDraft {
    fn of(rule: &HalfTime) -> HalfTimeDraft {
        HalfTimeDraft {
            target: rule.target.key().to_owned(),
            share: format!("{} %", rule.share_percent),
            actions: keys(&rule.actions, crate::case::crisis::ContingencyAction::key),
        }
    }
}

impl EmergencyDraft {
    fn of(emergency: &Emergency, language: Language) -> EmergencyDraft {
        EmergencyDraft {
            severity: emergency.severity.level().to_string(),
            within: emergency.within_minutes.map(|minutes| written(language, minutes)).unwrap_or_default(),
            experts: emergency.experts.clone(),
            accountable: emergency.accountable.clone(),
            told: emergency.audience == Audience::Customer,
            kinds: keys(&emergency.kinds, Kind::key),
            verdicts: keys(&emergency.verdicts, Verdict::key),
        }
    }

    pub(super) fn fresh() -> EmergencyDraft {
        let MatrixRow { kinds, verdicts, .. } = MatrixRow::fresh();
        EmergencyDraft { kinds, verdicts, ..EmergencyDraft::default() }
    }
}
