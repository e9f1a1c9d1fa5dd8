//! Inspections (巡检, domain.md §8): somebody looks at everything on a checklist and says what they found. The checklist is
//! data; an inspection is recorded once and not changed; a finding can open a case.

mod draft;
mod sheet;

pub use draft::{FindingDraft, FindingFacts, InspectionDraft, InspectionFacts, Subject, WORDS_MOST};
pub use sheet::{
    AssetFinding, FindingSheet, InspectionFilter, InspectionForm, InspectionLine, InspectionPage, InspectionSheet,
    SectionSheet,
};

use crate::case::Kind;
use crate::case::severity::Severity;
use crate::person::Bilingual;
use serde::{Deserialize, Serialize};

/// What an inspection looks at, section by section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// A part of the checklist: its own items, or each device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub name: Bilingual,
    /// Whether its items are the devices.
    #[serde(default)]
    pub each_device: bool,
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub name: Bilingual,
}

impl Checklist {
    /// The item of that id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.sections.iter().flat_map(|section| &section.items).find(|item| item.id == id)
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Fine,
    /// Nothing is broken, but something should be known or done.
    Remark,
    Fault,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 3] = [Outcome::Fine, Outcome::Remark, Outcome::Fault];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Fine => "fine",
            Outcome::Remark => "remark",
            Outcome::Fault => "fault",
        }
    }

    /// The outcome of that [`key`](Outcome::key).
    pub fn from_key(key: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// What kind of case it opens: a fault is a fault, about a remark somebody wants to know more; what is fine opens none.
    pub fn opens(self) -> Option<Kind> {
        match self {
            Outcome::Fine => None,
            Outcome::Remark => Some(Kind::Consultation),
            Outcome::Fault => Some(Kind::Fault),
        }
    }

    /// The level that is proposed, for whoever opens the case to choose another: found by us and not reported, so that business
    /// goes on (domain.md §2).
    pub fn proposed_severity(self) -> Severity {
        match self {
            Outcome::Fault => Severity::Three,
            Outcome::Fine | Outcome::Remark => Severity::Four,
        }
    }
}
