//! The form of an inspection as typed, and what it says. Its fields are named after what they are about:
//! `outcome.item.temperature`, `words.device.7XK2P93`.

use super::{Checklist, Outcome};
use crate::asset::normal_serial;
use crate::case::report::LINE_MOST;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use chrono::NaiveDate;

/// Most characters of the words of a finding, and of the summary.
pub const WORDS_MOST: usize = 2000;
/// Longer ago than anybody types in what they saw.
const AGO_MOST_DAYS: i64 = 366;

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An item of the checklist, by its id.
    Item(String),
    /// A device, by its serial number.
    Device(String),
}

impl Subject {
    /// The end of the names of its fields.
    pub fn key(&self) -> String {
        match self {
            Subject::Item(id) => format!("item.{id}"),
            Subject::Device(serial) => format!("device.{serial}"),
        }
    }

    fn from_key(key: &str) -> Option<Subject> {
        match key.split_once('.')? {
            ("item", id) => Some(Subject::Item(id.to_owned())),
            ("device", serial) => Some(Subject::Device(normal_serial(serial))),
            _ => None,
        }
    }
}

/// One line of the checklist as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingDraft {
    pub subject: Subject,
    /// The key of an [`Outcome`]; empty when nobody looked.
    pub outcome: String,
    pub words: String,
}

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectionDraft {
    /// Chosen once when the form is first shown: the same key is the same inspection, however often it is sent.
    pub draft_key: String,
    pub organisation_id: String,
    /// Empty for all of them.
    pub site: String,
    /// A day as browsers send it: `2026-11-21`.
    pub inspected_on: String,
    /// Id of a person of the staff.
    pub inspector_id: String,
    pub summary: String,
    pub findings: Vec<FindingDraft>,
}

/// What was found about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingFacts {
    pub subject: Subject,
    pub outcome: Outcome,
    pub words: String,
}

/// What a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectionFacts {
    pub draft_key: String,
    pub site: String,
    pub inspected_on: NaiveDate,
    pub summary: String,
    /// Of what somebody looked at; at least one.
    pub findings: Vec<FindingFacts>,
}

impl InspectionDraft {
    /// The form of those fields; what belongs to no form is passed over.
    pub fn read(fields: &[(String, String)]) -> InspectionDraft {
        let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value).to_owned();
        let outcome = |(name, value): &(String, String)| {
            let key = name.strip_prefix("outcome.")?;
            let (subject, words) = (Subject::from_key(key)?, one(&format!("words.{key}")));
            Some(FindingDraft { subject, outcome: value.clone(), words })
        };
        InspectionDraft {
            draft_key: one("draft_key"),
            organisation_id: one("organisation_id"),
            site: one("site"),
            inspected_on: one("inspected_on"),
            inspector_id: one("inspector_id"),
            summary: one("summary"),
            findings: fields.iter().filter_map(outcome).collect(),
        }
    }

    /// What the form says. Whatever is not fine needs words; what nobody looked at is left out, unless words say otherwise.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] with every flaw of the form; `findings` when nobody looked at anything.
    pub fn facts(&self, checklist: &Checklist, today: NaiveDate) -> Result<InspectionFacts, Refusal> {
        let mut flaws = Vec::new();
        let draft_key = typed::line(&self.draft_key);
        let key_length = draft_key.chars().count();
        flag(&mut flaws, "draft_key", (!(1..=LINE_MOST).contains(&key_length)).then_some(FlawKind::Empty));
        let site = typed::line(&self.site);
        flag(&mut flaws, "site", too_long(&site, LINE_MOST));
        let inspected_on = self.day(today, &mut flaws);
        let mut findings = Vec::new();
        for draft in &self.findings {
            findings.extend(finding(draft, checklist, &mut flaws));
        }
        let nobody_looked = findings.is_empty() && !flaws.iter().any(|flaw| flaw.field.contains('.'));
        flag(&mut flaws, "findings", nobody_looked.then_some(FlawKind::Empty));
        let summary = typed::text(&self.summary);
        flag(&mut flaws, "summary", empty(&summary).or(too_long(&summary, WORDS_MOST)));
        match inspected_on {
            Some(inspected_on) if flaws.is_empty() => {
                Ok(InspectionFacts { draft_key, site, inspected_on, summary, findings })
            }
            _ => Err(Refusal::Flawed(flaws)),
        }
    }

    fn day(&self, today: NaiveDate, flaws: &mut Vec<Flaw>) -> Option<NaiveDate> {
        let day = typed::day(&self.inspected_on);
        let flaw = match day {
            None => Some(FlawKind::NotADay),
            Some(day) if day > today => Some(FlawKind::InTheFuture),
            Some(day) if (today - day).num_days() > AGO_MOST_DAYS => {
                Some(FlawKind::TooLongAgo { most_days: AGO_MOST_DAYS })
            }
            Some(_) => None,
        };
        flag(flaws, "inspected_on", flaw);
        day
    }
}

fn finding(draft: &FindingDraft, checklist: &Checklist, flaws: &mut Vec<Flaw>) -> Option<FindingFacts> {
    let (key, words) = (draft.subject.key(), typed::text(&draft.words));
    let unknown = matches!(&draft.subject, Subject::Item(id) if checklist.item(id).is_none());
    let outcome = Outcome::from_key(&draft.outcome);
    let nobody_looked = draft.outcome.is_empty() && words.is_empty();
    let flawed = (unknown || outcome.is_none()) && !nobody_looked;
    flag(flaws, &format!("outcome.{key}"), flawed.then_some(FlawKind::NotAChoice));
    let outcome = outcome.filter(|_| !unknown)?;
    let lacks_words = outcome != Outcome::Fine && words.is_empty();
    let flaw = lacks_words.then_some(FlawKind::Empty).or(too_long(&words, WORDS_MOST));
    flag(flaws, &format!("words.{key}"), flaw);
    Some(FindingFacts { subject: draft.subject.clone(), outcome, words })
}

fn flag(flaws: &mut Vec<Flaw>, field: &str, kind: Option<FlawKind>) {
    flaws.extend(kind.map(|kind| Flaw::of(field, kind)));
}

fn empty(text: &str) -> Option<FlawKind> {
    text.is_empty().then_some(FlawKind::Empty)
}

fn too_long(text: &str, most: usize) -> Option<FlawKind> {
    (text.chars().count() > most).then_some(FlawKind::TooLong { most })
}
