//! Assets (设备) with serial numbers, the things a contract covers (domain.md §1).

use crate::case::sheet::CaseRow;
use crate::coverage::Coverage;
use crate::typed;
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
    pub site: String,
    /// Last day of the warranty (domain.md §3: from acceptance), if any.
    pub warranty_ends_on: Option<chrono::NaiveDate>,
}

impl Asset {
    /// `DB-01 · PowerEdge R740xd`
    pub fn title(&self) -> String {
        if self.model.is_empty() { self.name.clone() } else { format!("{} · {}", self.name, self.model) }
    }
}

/// `/assets/{serial}`: one answer to "is it covered, and what happened to it?".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetSheet {
    pub asset: Asset,
    pub organisation_name: String,
    pub coverage: Coverage,
    /// Cases of this asset that the viewer may see, newest first.
    pub cases: Vec<CaseRow>,
}

/// Serial numbers as people type them: no spaces, upper case, full-width folded to half-width.
pub fn normal_serial(typed: &str) -> String {
    let visible = typed::line(&typed::half_width(typed));
    visible.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}
