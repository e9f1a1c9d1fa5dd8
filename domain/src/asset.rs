//! Assets (设备) with serial numbers, the things a contract covers (domain.md §1).

mod draft;
mod label;
mod near;
mod sheet;

pub use draft::{AssetDraft, AssetFacts, CONFIGURATION_MOST};
pub use label::{LABELS_MOST, printable};
pub use near::{NEAR_MOST, near};
pub use sheet::{
    Acceptance, AssetAnswer, AssetEditing, AssetFilter, AssetLine, AssetPage, AssetSheet, AssetSort, ContractLine,
    CoverageFilter, NearAsset, Part, WarrantyFilter, configuration,
};

use crate::typed;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A device or system of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    pub id: i64,
    pub organisation_id: i64,
    pub serial: String,
    /// What the customer calls it, e.g. `DB-01`.
    pub name: String,
    pub model: String,
    /// What kind of device it is (产品线), e.g. `存储`: one of those that contracts name; empty when nobody has said.
    #[serde(default)]
    pub product_line: String,
    pub site: String,
    /// Last day of the warranty (domain.md §3: from acceptance), if any.
    #[serde(default, with = "crate::day")]
    pub warranty_ends_on: Option<chrono::NaiveDate>,
}

impl Asset {
    /// `DB-01 · PowerEdge R740xd`
    pub fn title(&self) -> String {
        if self.model.is_empty() { self.name.clone() } else { format!("{} · {}", self.name, self.model) }
    }
}

/// The last day of a warranty that runs for so many months from acceptance (domain.md §3): one year from 1 March ends on the
/// last of February. None beyond what a calendar knows.
pub fn warranty_ends_on(accepted_on: NaiveDate, months: u32) -> Option<NaiveDate> {
    accepted_on.checked_add_months(Months::new(months))?.pred_opt()
}

/// Serial numbers as people type them: no spaces, upper case, full-width folded to half-width.
pub fn normal_serial(typed: &str) -> String {
    let visible = typed::line(&typed::half_width(typed));
    visible.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}
