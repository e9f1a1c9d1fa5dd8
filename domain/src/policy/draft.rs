//! A policy while somebody edits it: what stands in the fields of the form, as typed. Fields have the names under which
//! [`PolicyDraft::parse`] tells their flaws, rows are counted from 0: `promise.3.within`. Reading it stands in [`read`],
//! judging it in [`parse`], filling it in from a policy in [`filled`].

mod filled;
mod parse;
mod read;

use crate::person::Bilingual;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// Before the names of the fields of a trial, which stand in the same form: `trial.opened`.
pub const TRIAL: &str = "trial.";
/// The clock on the wall, as the form names it; calendars have ids.
pub const WALL: &str = "wall";
/// Whom a reminder reaches, as the form names them.
pub const ENGINEER: &str = "engineer";
pub const DISPATCHER: &str = "dispatcher";

const ID_MOST: usize = 30;
const NAME_MOST: usize = 80;

/// Rows of a kind that one policy can have: far more than anybody reads.
pub const ROWS_MOST: usize = 60;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDraft {
    /// Of the policy that is edited; not to be changed.
    pub id: String,
    /// The version that was edited: another one meanwhile is somebody else's.
    pub version: String,
    pub name_zh: String,
    pub name_en: String,
    pub summary_zh: String,
    pub summary_en: String,
    /// Why it is changed, for the history.
    pub why: String,
    /// Whose time escalations count: `wall`, or the id of a calendar.
    pub clock: String,
    pub levels: Vec<LevelDraft>,
    pub promises: Vec<PromiseDraft>,
    pub matrix: Vec<MatrixRow>,
    pub reminders: Vec<ReminderDraft>,
    /// The target whose passing raises the severity; empty for none.
    pub rise: String,
    pub half_time: HalfTimeDraft,
    pub emergencies: Vec<EmergencyDraft>,
    /// How often the record of a crisis is updated; empty when nothing is demanded.
    pub crisis: String,
}

/// A level of severity: `level.0.name_zh`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelDraft {
    pub level: String,
    pub name_zh: String,
    pub name_en: String,
    pub meaning_zh: String,
    pub meaning_en: String,
}

/// A row of the table of targets: `promise.0.within`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseDraft {
    pub target: String,
    pub severities: Vec<String>,
    pub kinds: Vec<String>,
    pub verdicts: Vec<String>,
    /// None chosen stands for every one.
    pub origins: Vec<String>,
    /// `30 min`, `2 working days`, `at once`.
    pub within: String,
    pub hours: String,
    pub paused_by: Vec<String>,
}

/// A row of the escalation matrix as people read it: so long after the opening, at each level, who is told:
/// `matrix.0.elapsed`, `matrix.0.1.roles` for level 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixRow {
    pub elapsed: String,
    pub kinds: Vec<String>,
    pub verdicts: Vec<String>,
    /// By level, 1 first.
    pub cells: [MatrixCell; 4],
}

/// Who is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    pub roles: Vec<String>,
    /// The customer reads it, too.
    pub told: bool,
}

/// A reminder: `reminder.0.lead`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderDraft {
    pub targets: Vec<String>,
    /// `75 %` of the limit gone, or `30 min` left.
    pub lead: String,
    pub to: String,
}

/// The half-time rule: `half_time.share`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfTimeDraft {
    /// Empty where the policy has no such rule.
    pub target: String,
    /// `50 %`
    pub share: String,
    pub actions: Vec<String>,
}

/// An emergency level: `emergency.0.experts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyDraft {
    pub severity: String,
    /// Empty is open.
    pub within: String,
    pub experts: Vec<String>,
    pub accountable: Vec<String>,
    pub told: bool,
    pub kinds: Vec<String>,
    pub verdicts: Vec<String>,
}

/// The form in which a policy is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyCopy {
    /// Id of the policy to copy.
    pub of: String,
    /// Small letters, digits and hyphens: it stands in addresses and in records.
    pub new_id: String,
    pub name_zh: String,
    pub name_en: String,
}

impl PolicyCopy {
    /// The id and the name that were meant.
    ///
    /// # Errors
    /// Every flaw, each at its field.
    pub fn parse(&self) -> Result<(String, Bilingual), Vec<Flaw>> {
        let id = typed::half_width(&typed::line(&self.new_id));
        let name = Bilingual { chinese: typed::line(&self.name_zh), english: typed::line(&self.name_en) };
        let mut flaws = Vec::new();
        match id.chars().count() {
            0 => flaws.push(Flaw::of("new_id", FlawKind::Empty)),
            length if length > ID_MOST => flaws.push(Flaw::of("new_id", FlawKind::TooLong { most: ID_MOST })),
            _ if !is_id(&id) => flaws.push(Flaw::of("new_id", FlawKind::NotAnId)),
            _ => {}
        }
        if name.chinese.is_empty() {
            flaws.push(Flaw::of("name_zh", FlawKind::Empty));
        }
        for (field, words) in [("name_zh", &name.chinese), ("name_en", &name.english)] {
            if words.chars().count() > NAME_MOST {
                flaws.push(Flaw::of(field, FlawKind::TooLong { most: NAME_MOST }));
            }
        }
        if flaws.is_empty() { Ok((id, name)) } else { Err(flaws) }
    }
}

fn is_id(typed: &str) -> bool {
    let plain = typed.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    plain && !typed.starts_with('-') && !typed.ends_with('-')
}

impl PolicyDraft {
    /// Changes the rows as one of the form's buttons says: `add.promise`, `remove.promise.3`, `up.promise.3`. Anything else
    /// changes nothing. The answer is the section it happened in, e.g. `promise`.
    pub fn change_rows(&mut self, button: &str) -> Option<&'static str> {
        let mut words = button.split('.');
        let (verb, section) = (words.next()?, words.next()?);
        let row = words.next().map(str::parse::<usize>).transpose().ok()?;
        match section {
            "level" => change(&mut self.levels, verb, row, LevelDraft::default).then_some("level"),
            "promise" => change(&mut self.promises, verb, row, PromiseDraft::fresh).then_some("promise"),
            "matrix" => change(&mut self.matrix, verb, row, MatrixRow::fresh).then_some("matrix"),
            "reminder" => change(&mut self.reminders, verb, row, ReminderDraft::default).then_some("reminder"),
            "emergency" => change(&mut self.emergencies, verb, row, EmergencyDraft::fresh).then_some("emergency"),
            _ => None,
        }
    }
}

fn change<T>(rows: &mut Vec<T>, verb: &str, row: Option<usize>, fresh: impl FnOnce() -> T) -> bool {
    match (verb, row) {
        ("add", None) if rows.len() < ROWS_MOST => rows.push(fresh()),
        ("remove", Some(row)) if row < rows.len() => drop(rows.remove(row)),
        ("up", Some(row)) if row > 0 && row < rows.len() => rows.swap(row - 1, row),
        _ => return false,
    }
    true
}
