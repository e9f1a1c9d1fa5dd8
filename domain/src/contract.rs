//! Contracts (合同): what a customer bought, for which period, assets and kinds of service (domain.md §3).

use crate::case::Kind;
use crate::person::Bilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A contract as the coverage decision needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub id: i64,
    /// e.g. `QS-2025-014`
    pub number: String,
    pub organisation_id: i64,
    /// The service policy it promises, e.g. `a`.
    pub policy: String,
    /// First and last day, in the company's zone, both inclusive.
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Kinds of service included.
    pub kinds: Vec<Kind>,
    /// Assets on the contract; empty means every asset of the organisation.
    pub asset_ids: Vec<i64>,
    /// Sites in scope; empty means all.
    pub sites: Vec<String>,
}

/// A contract as shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractSheet {
    pub contract: Contract,
    pub organisation_name: String,
    pub policy_name: Bilingual,
    /// What it promises, in one sentence; empty when the policy is no more.
    pub policy_summary: Bilingual,
    pub standing: Standing,
    pub asset_count: i64,
}

/// Whether a contract is in force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    NotYet,
    /// In force for that many more days (0 on the last day).
    InForce {
        days_left: i64,
    },
    /// Over since that many days.
    Expired {
        days_ago: i64,
    },
}

impl Contract {
    /// Whether the contract is in force on that day (of the company's zone).
    pub fn standing(&self, today: NaiveDate) -> Standing {
        Standing::of(self.starts_on, self.ends_on, today)
    }
}

impl Standing {
    /// Of a period whose first and last day are both inclusive.
    pub fn of(starts_on: NaiveDate, ends_on: NaiveDate, today: NaiveDate) -> Standing {
        if today < starts_on {
            Standing::NotYet
        } else if today <= ends_on {
            Standing::InForce { days_left: (ends_on - today).num_days() }
        } else {
            Standing::Expired { days_ago: (today - ends_on).num_days() }
        }
    }
}
