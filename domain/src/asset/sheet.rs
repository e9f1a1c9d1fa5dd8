//! Assets as pages show them: plain data that the store fills and the browser reads.

use super::Asset;
use crate::case::sheet::CaseRow;
use crate::contract::Standing;
use crate::coverage::{Coverage, Verdict};
use crate::inspection::AssetFinding;
use crate::person::{Bilingual, OrganisationRef};
use crate::{Moment, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// `/assets`: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssetFilter {
    /// Words in serial number, name, model or site.
    pub q: String,
    /// Words in the site.
    pub site: String,
    /// Words in the organisation's name; for staff.
    pub organisation: String,
    /// The product line, as it is called.
    pub product_line: String,
    /// The key of a [`WarrantyFilter`].
    pub warranty: String,
    /// The key of a [`CoverageFilter`].
    pub coverage: String,
    /// The key of an [`AssetSort`].
    pub sort: String,
    /// Assets after that serial number (the last of the page before).
    pub after: String,
}

/// Assets by their warranty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WarrantyFilter {
    #[default]
    Any,
    InForce,
    /// In force, and ends within [`WarrantyFilter::SOON_DAYS`].
    Ending,
    Over,
    /// None on file.
    Unknown,
}

impl WarrantyFilter {
    /// A figure of the page, no promise of a policy.
    pub const SOON_DAYS: u64 = 90;

    /// Every filter.
    pub const ALL: [WarrantyFilter; 5] = [
        WarrantyFilter::Any,
        WarrantyFilter::InForce,
        WarrantyFilter::Ending,
        WarrantyFilter::Over,
        WarrantyFilter::Unknown,
    ];

    /// The word in the URL.
    pub fn key(self) -> &'static str {
        match self {
            WarrantyFilter::Any => "",
            WarrantyFilter::InForce => "in_force",
            WarrantyFilter::Ending => "ending",
            WarrantyFilter::Over => "over",
            WarrantyFilter::Unknown => "unknown",
        }
    }

    /// The filter of that word; any when there is none.
    pub fn from_key(key: &str) -> WarrantyFilter {
        WarrantyFilter::ALL.into_iter().find(|filter| filter.key() == key).unwrap_or_default()
    }
}

/// Assets by whether a fault of them is covered today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CoverageFilter {
    #[default]
    Any,
    Covered,
    /// By advice, by the hour, or as somebody decides.
    NotCovered,
}

impl CoverageFilter {
    /// Every filter.
    pub const ALL: [CoverageFilter; 3] = [CoverageFilter::Any, CoverageFilter::Covered, CoverageFilter::NotCovered];

    /// The word in the URL.
    pub fn key(self) -> &'static str {
        match self {
            CoverageFilter::Any => "",
            CoverageFilter::Covered => "covered",
            CoverageFilter::NotCovered => "not_covered",
        }
    }

    /// The filter of that word; any when there is none.
    pub fn from_key(key: &str) -> CoverageFilter {
        CoverageFilter::ALL.into_iter().find(|filter| filter.key() == key).unwrap_or_default()
    }

    /// Whether an asset of that verdict is among those asked for.
    pub fn takes(self, verdict: Verdict) -> bool {
        match self {
            CoverageFilter::Any => true,
            CoverageFilter::Covered => verdict == Verdict::Covered,
            CoverageFilter::NotCovered => verdict != Verdict::Covered,
        }
    }
}

/// The order of a list of assets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssetSort {
    #[default]
    Serial,
    Name,
    /// What ends first comes first, what has none last.
    Warranty,
}

impl AssetSort {
    /// Every order.
    pub const ALL: [AssetSort; 3] = [AssetSort::Serial, AssetSort::Name, AssetSort::Warranty];

    /// The word in the URL.
    pub fn key(self) -> &'static str {
        match self {
            AssetSort::Serial => "",
            AssetSort::Name => "name",
            AssetSort::Warranty => "warranty",
        }
    }

    /// The order of that word; by serial number when there is none.
    pub fn from_key(key: &str) -> AssetSort {
        AssetSort::ALL.into_iter().find(|sort| sort.key() == key).unwrap_or_default()
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetLine {
    pub asset: Asset,
    pub organisation_name: String,
    /// Whether a fault of it is covered today.
    pub verdict: Verdict,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetPage {
    pub lines: Vec<AssetLine>,
    /// Product lines in use among the assets in sight, to choose from.
    pub product_lines: Vec<String>,
    /// Where the next page starts, if there is one: [`AssetFilter::after`].
    pub more_after: Option<String>,
    /// Whether the viewer may add and change assets.
    pub may_edit: bool,
}

/// What `/assets/{serial}` answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AssetAnswer {
    Found(Box<AssetSheet>),
    /// Nothing in sight has that serial number (as normalised); these come near.
    Unknown {
        serial: String,
        near: Vec<NearAsset>,
    },
}

/// An asset whose serial number comes near the one that was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearAsset {
    pub asset: Asset,
    pub organisation_name: String,
}

/// One asset: is a fault of it covered today and why, and what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetSheet {
    pub asset: Asset,
    pub organisation_name: String,
    pub coverage: Coverage,
    pub acceptance: Acceptance,
    /// As typed, see [`configuration`].
    pub configuration: String,
    /// Contracts that the asset is on, those that end last first.
    pub contracts: Vec<ContractLine>,
    /// Parts of its cases that the viewer may see, the newest first.
    pub parts: Vec<Part>,
    /// What inspections said of it, the latest first.
    pub findings: Vec<AssetFinding>,
    /// Cases of this asset that the viewer may see, newest first.
    pub cases: Vec<CaseRow>,
    pub may_edit: bool,
}

/// From when and for how long the warranty runs (domain.md §3: from acceptance).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    #[serde(default, with = "crate::day")]
    pub accepted_on: Option<NaiveDate>,
    pub warranty_months: Option<u32>,
}

/// A contract of an asset, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractLine {
    pub number: String,
    pub policy_name: Bilingual,
    #[serde(with = "crate::day")]
    pub starts_on: NaiveDate,
    #[serde(with = "crate::day")]
    pub ends_on: NaiveDate,
    pub standing: Standing,
    /// False when it covers every asset of the organisation.
    pub named: bool,
}

/// A part that was found to be needed, or replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub at: Moment,
    /// Number of the case.
    pub number: String,
    pub replaced: bool,
    /// Which part, in the engineer's words.
    pub words: String,
}

/// What the form to add or change an asset starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetEditing {
    pub draft: super::AssetDraft,
    /// To choose from when it is new; empty for a known one, which stays whose it is.
    pub organisations: Vec<OrganisationRef>,
    pub organisation_name: String,
    /// Product lines in use, to choose from or not.
    pub product_lines: Vec<String>,
}

/// The lines of a configuration sheet as terms and what they are: `CPU: 2 × Gold 6248`. A line without a colon has no term.
pub fn configuration(text: &str) -> Vec<(String, String)> {
    let pair = |line: &str| match line.split_once([':', '\u{ff1a}']) {
        Some((term, value)) => (typed::line(term), typed::line(value)),
        None => (String::new(), typed::line(line)),
    };
    text.lines().map(pair).filter(|(term, value)| !(term.is_empty() && value.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_sheet_is_read_line_by_line() {
        let sheet =
            configuration("CPU: 2 \u{d7} Gold 6248\n\n\u{5185}\u{5b58}\u{ff1a}256 GB\nno colon\n IP : 10.0.0.1:8080 ");
        let expected =
            [("CPU", "2 \u{d7} Gold 6248"), ("\u{5185}\u{5b58}", "256 GB"), ("", "no colon"), ("IP", "10.0.0.1:8080")];
        assert_eq!(sheet, expected.map(|(term, value)| (term.to_owned(), value.to_owned())));
    }
}
