//! Inspections as pages show them: plain data that the store fills and the browser reads.

use super::{Checklist, Outcome};
use crate::Moment;
use crate::person::{Bilingual, OrganisationRef, PersonRef};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// `/inspections`: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InspectionFilter {
    /// Words in number, organisation or site.
    pub q: String,
    /// The number of the last one of the page before.
    pub after: String,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionLine {
    pub number: String,
    pub organisation_name: String,
    /// Empty for all of them.
    pub site: String,
    #[serde(with = "crate::day")]
    pub inspected_on: NaiveDate,
    pub inspector: String,
    pub remarks: i64,
    pub faults: i64,
}

/// A page of a list, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionPage {
    pub lines: Vec<InspectionLine>,
    /// Where the next page starts, if there is one: [`InspectionFilter::after`].
    pub more_after: Option<String>,
    pub may_record: bool,
}

/// The inspection report (巡检报告单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionSheet {
    /// `XJ-20261121-001`
    pub number: String,
    pub organisation: OrganisationRef,
    /// Empty for all of them.
    pub site: String,
    #[serde(with = "crate::day")]
    pub inspected_on: NaiveDate,
    pub inspector: String,
    pub recorded_by: String,
    pub recorded_at: Moment,
    pub summary: String,
    /// Those in which somebody looked at something, in the order of the checklist.
    pub sections: Vec<SectionSheet>,
    /// Whether findings become cases by the viewer's word.
    pub may_open_cases: bool,
}

/// A section of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionSheet {
    pub name: Bilingual,
    pub findings: Vec<FindingSheet>,
}

/// One finding of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingSheet {
    pub id: i64,
    /// What was looked at.
    pub what: Bilingual,
    /// Of a device.
    pub serial: Option<String>,
    pub outcome: Outcome,
    pub words: String,
    /// The number of the case it opened.
    pub case: Option<String>,
    /// Whether the viewer may see that case.
    pub case_in_sight: bool,
}

/// What inspections said of one device, on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetFinding {
    /// Of the inspection.
    pub number: String,
    #[serde(with = "crate::day")]
    pub inspected_on: NaiveDate,
    pub outcome: Outcome,
    pub words: String,
}

/// What the form starts from. Without an organisation there is one to choose first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionForm {
    pub draft_key: String,
    /// Those the viewer may inspect.
    pub organisations: Vec<OrganisationRef>,
    pub organisation: Option<OrganisationRef>,
    pub sites: Vec<String>,
    /// The chosen one, empty for all of them.
    pub site: String,
    /// Serial numbers and titles of the devices there, not more than fit a form.
    pub devices: Vec<(String, String)>,
    /// There are more devices: one site at a time.
    pub too_many: bool,
    pub inspectors: Vec<PersonRef>,
    /// The viewer, when they are one of them.
    pub inspector: Option<i64>,
    pub checklist: Checklist,
    #[serde(with = "crate::day")]
    pub today: NaiveDate,
}
