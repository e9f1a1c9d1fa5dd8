//! The policy that a form means, or everything that is wrong with it, each flaw at the field it stands in.

use super::{EmergencyDraft, MatrixRow, NAME_MOST, PolicyDraft, PromiseDraft, ReminderDraft};
use crate::case::crisis::ContingencyAction;
use crate::case::severity::Severity;
use crate::case::{Kind, Origin};
use crate::clock::Target;
use crate::coverage::Verdict;
use crate::duration;
use crate::person::Bilingual;
use crate::policy::{
    Audience, CrisisDuty, Emergency, Escalation, EscalationClock, HalfTime, Known, Lead, Limit, Policy, PolicyFlawKind,
    Promise, Recipient, Reminder, Rise, SeverityDefinition, Start, Waiting,
};
use crate::refusal::{Flaw, FlawKind};
use crate::typed;

const TEXT_MOST: usize = 400;

/// Where each cell of the matrix stands in the form, in the order of the policy: row and level.
type Cells = Vec<(usize, Severity)>;

impl PolicyDraft {
    /// The policy that was meant, one version newer than the one that was edited.
    ///
    /// # Errors
    /// Every flaw, in the order in which the fields were looked at.
    pub fn parse(&self, known: &Known) -> Result<Policy, Vec<Flaw>> {
        let mut typed = Typed::default();
        let (escalations, cells) = self.escalations(&mut typed);
        let policy = Policy {
            id: self.id.clone(),
            version: self.version.parse::<i64>().ok().and_then(|version| version.checked_add(1)).unwrap_or(1),
            escalation_clock: match self.clock.as_str() {
                super::WALL => EscalationClock::Wall,
                hours => EscalationClock::Service { hours: hours.to_owned() },
            },
            name: typed.words("name", &self.name_zh, &self.name_en, NAME_MOST),
            summary: typed.words("summary", &self.summary_zh, &self.summary_en, TEXT_MOST),
            severities: self.severities(&mut typed),
            promises: rows(&self.promises, "promise", |at, row| row.parse(at, &mut typed)),
            escalations,
            reminders: rows(&self.reminders, "reminder", |at, row| row.parse(at, &mut typed)),
            rise: typed.target("rise", &self.rise).map(|target| Rise { target }),
            contingency: self.contingency(&mut typed),
            emergencies: rows(&self.emergencies, "emergency", |at, row| row.parse(at, &mut typed)),
            crisis: typed
                .optional_minutes("crisis", &self.crisis)
                .map(|update_every_minutes| CrisisDuty { update_every_minutes }),
        };
        let mut flaws = typed.flaws;
        for flaw in policy.flaws(known) {
            let field = field_of(&flaw.field, &cells);
            // What could not be read is told once; what was put in its place tells nothing.
            if !flaws.iter().any(|known| known.field == field && !matches!(known.kind, FlawKind::Policy(_))) {
                flaws.push(Flaw { field, kind: FlawKind::Policy(flaw.kind) });
            }
        }
        flaws.dedup();
        if flaws.is_empty() { Ok(policy) } else { Err(flaws) }
    }

    fn severities(&self, typed: &mut Typed) -> Vec<SeverityDefinition> {
        rows(&self.levels, "level", |at, row| SeverityDefinition {
            level: typed.level(&format!("{at}.level"), &row.level),
            name: typed.words(&format!("{at}.name"), &row.name_zh, &row.name_en, NAME_MOST),
            meaning: typed.words(&format!("{at}.meaning"), &row.meaning_zh, &row.meaning_en, TEXT_MOST),
        })
    }

    /// Level by level, as policy files have them. A row in which nothing was typed is none.
    fn escalations(&self, typed: &mut Typed) -> (Vec<Escalation>, Cells) {
        let mut cells: Vec<(usize, Escalation)> = Vec::new();
        for (number, row) in self.matrix.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
            let at = format!("matrix.{number}");
            let elapsed_minutes = typed.minutes(&format!("{at}.elapsed"), &row.elapsed);
            let kinds = typed.choices(&format!("{at}.kinds"), &row.kinds, Kind::from_key);
            let verdicts = typed.choices(&format!("{at}.verdicts"), &row.verdicts, Verdict::from_key);
            if row.cells.iter().all(|cell| cell.roles.is_empty()) {
                typed.flag(&format!("{at}.roles"), FlawKind::Empty);
            }
            for (severity, cell) in Severity::ALL.into_iter().zip(&row.cells) {
                if cell.roles.is_empty() {
                    continue;
                }
                let (kinds, verdicts) = (kinds.clone(), verdicts.clone());
                let (roles, audience) = (cell.roles.clone(), audience(cell.told));
                cells.push((number, Escalation { severity, elapsed_minutes, roles, audience, kinds, verdicts }));
            }
        }
        cells.sort_by_key(|(_, escalation)| escalation.severity);
        let places = cells.iter().map(|(number, escalation)| (*number, escalation.severity)).collect();
        (cells.into_iter().map(|(_, escalation)| escalation).collect(), places)
    }

    fn contingency(&self, typed: &mut Typed) -> Option<HalfTime> {
        let rule = &self.half_time;
        Some(HalfTime {
            target: typed.target("half_time.target", &rule.target)?,
            share_percent: typed.share("half_time.share", &rule.share),
            actions: typed.choices("half_time.actions", &rule.actions, ContingencyAction::from_key),
        })
    }
}

fn rows<R, T>(rows: &[R], section: &str, mut parse: impl FnMut(&str, &R) -> T) -> Vec<T> {
    rows.iter().enumerate().map(|(number, row)| parse(&format!("{section}.{number}"), row)).collect()
}

fn audience(told: bool) -> Audience {
    if told { Audience::Customer } else { Audience::Staff }
}

impl PromiseDraft {
    fn parse(&self, at: &str, typed: &mut Typed) -> Promise {
        let target = typed.required_target(&format!("{at}.target"), &self.target);
        let limit = typed.limit(&format!("{at}.within"), &self.within);
        let (within_minutes, working_days) = match limit {
            Limit::Minutes(minutes) => (minutes, None),
            Limit::WorkingDays(days) => (0, Some(days)),
        };
        Promise {
            target,
            severities: typed.choices(&format!("{at}.severities"), &self.severities, level),
            kinds: typed.choices(&format!("{at}.kinds"), &self.kinds, Kind::from_key),
            verdicts: typed.choices(&format!("{at}.verdicts"), &self.verdicts, Verdict::from_key),
            origins: typed.choices(&format!("{at}.origins"), &self.origins, Origin::from_key),
            within_minutes,
            working_days,
            // Nothing else can count from there, and the report from nowhere else.
            counts_from: if target == Target::AnalysisReport { Start::Restoration } else { Start::Opening },
            hours: self.hours.clone(),
            paused_by: typed.choices(&format!("{at}.paused_by"), &self.paused_by, Waiting::from_key),
        }
    }
}

impl MatrixRow {
    fn is_blank(&self) -> bool {
        self.elapsed.trim().is_empty() && self.cells.iter().all(|cell| cell.roles.is_empty())
    }
}

impl ReminderDraft {
    fn parse(&self, at: &str, typed: &mut Typed) -> Reminder {
        Reminder {
            targets: typed.choices(&format!("{at}.targets"), &self.targets, Target::from_key),
            lead: typed.lead(&format!("{at}.lead"), &self.lead),
            to: if self.to == super::DISPATCHER { Recipient::Dispatcher } else { Recipient::Engineer },
        }
    }
}

impl EmergencyDraft {
    fn parse(&self, at: &str, typed: &mut Typed) -> Emergency {
        Emergency {
            severity: typed.level(&format!("{at}.severity"), &self.severity),
            within_minutes: typed.optional_minutes(&format!("{at}.within"), &self.within),
            experts: self.experts.clone(),
            accountable: self.accountable.clone(),
            audience: audience(self.told),
            kinds: typed.choices(&format!("{at}.kinds"), &self.kinds, Kind::from_key),
            verdicts: typed.choices(&format!("{at}.verdicts"), &self.verdicts, Verdict::from_key),
        }
    }
}

fn level(typed: &str) -> Option<Severity> {
    typed.parse().ok().and_then(Severity::from_level)
}

/// The field of the form for a place in the policy's file.
fn field_of(place: &str, cells: &Cells) -> String {
    let words: Vec<&str> = place.split('.').collect();
    match words.as_slice() {
        ["name"] => "name_zh".to_owned(),
        ["severities"] => "level".to_owned(),
        ["severities", row, "level"] => format!("level.{row}.level"),
        ["severities", row, text] => format!("level.{row}.{text}_zh"),
        ["escalation_clock", ..] => "clock".to_owned(),
        ["escalation", cell, what] => {
            let found = cell.parse().ok().and_then(|cell: usize| cells.get(cell));
            let (row, severity) = found.copied().unwrap_or((0, Severity::One));
            match *what {
                "elapsed_minutes" => format!("matrix.{row}.elapsed"),
                "kinds" | "verdicts" => format!("matrix.{row}.{what}"),
                _ => format!("matrix.{row}.{}.roles", severity.level()),
            }
        }
        [section, row, "within_minutes" | "working_days"] => format!("{section}.{row}.within"),
        ["rise", ..] => "rise".to_owned(),
        ["crisis", ..] => "crisis".to_owned(),
        ["contingency", "share_percent"] => "half_time.share".to_owned(),
        ["contingency", what] => format!("half_time.{what}"),
        _ => place.to_owned(),
    }
}

/// Reads fields one by one. What cannot be read is noted, and something harmless stands in its place.
#[derive(Default)]
struct Typed {
    flaws: Vec<Flaw>,
}

impl Typed {
    fn flag(&mut self, field: &str, kind: FlawKind) {
        self.flaws.push(Flaw::of(field, kind));
    }

    fn noted<T>(&mut self, field: &str, kind: FlawKind, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.flag(field, kind);
        }
        read
    }

    /// The Chinese words must be there, as the policy's own check says; the English ones may be missing.
    fn words(&mut self, field: &str, chinese: &str, english: &str, most: usize) -> Bilingual {
        let mut line = |language: &str, typed: &str| {
            let line = typed::line(typed);
            if line.chars().count() > most {
                self.flag(&format!("{field}_{language}"), FlawKind::TooLong { most });
            }
            line
        };
        Bilingual { chinese: line("zh", chinese), english: line("en", english) }
    }

    fn level(&mut self, field: &str, typed: &str) -> Severity {
        self.noted(field, FlawKind::NotAChoice, level(typed)).unwrap_or(Severity::Four)
    }

    fn target(&mut self, field: &str, typed: &str) -> Option<Target> {
        if typed.is_empty() { None } else { self.noted(field, FlawKind::NotAChoice, Target::from_key(typed)) }
    }

    fn required_target(&mut self, field: &str, typed: &str) -> Target {
        self.noted(field, FlawKind::NotAChoice, Target::from_key(typed)).unwrap_or(Target::Respond)
    }

    fn choices<T>(&mut self, field: &str, chosen: &[String], from_key: impl Fn(&str) -> Option<T>) -> Vec<T> {
        chosen.iter().filter_map(|key| self.noted(field, FlawKind::NotAChoice, from_key(key))).collect()
    }

    fn filled(&mut self, field: &str, typed: &str) -> bool {
        let filled = !typed.trim().is_empty();
        self.noted(field, FlawKind::Empty, filled.then_some(())).is_some()
    }

    fn limit(&mut self, field: &str, typed: &str) -> Limit {
        let read = if self.filled(field, typed) {
            self.noted(field, FlawKind::NotADuration, duration::limit(typed))
        } else {
            None
        };
        read.unwrap_or(Limit::Minutes(1))
    }

    fn minutes(&mut self, field: &str, typed: &str) -> i64 {
        if self.filled(field, typed) { self.optional_minutes(field, typed).unwrap_or(1) } else { 1 }
    }

    fn optional_minutes(&mut self, field: &str, typed: &str) -> Option<i64> {
        if typed.trim().is_empty() {
            return None;
        }
        Some(self.noted(field, FlawKind::NotADuration, duration::minutes(typed)).unwrap_or(1))
    }

    fn share(&mut self, field: &str, typed: &str) -> i64 {
        let not_a_share = FlawKind::Policy(PolicyFlawKind::NotAShare);
        self.noted(field, not_a_share, share(typed).or_else(|| typed.trim().parse().ok())).unwrap_or(50)
    }

    fn lead(&mut self, field: &str, typed: &str) -> Lead {
        let read = share(typed).map(Lead::SharePercent);
        let read = read.or_else(|| duration::minutes(typed).map(Lead::MinutesLeft));
        let read = if self.filled(field, typed) { self.noted(field, FlawKind::NotADuration, read) } else { None };
        read.unwrap_or(Lead::SharePercent(50))
    }
}

/// `75 %`, `75％`
fn share(typed: &str) -> Option<i64> {
    typed::half_width(typed).trim().strip_suffix('%')?.trim().parse().ok()
}
