//! Contracts (合同): what a customer bought, for which period, assets and kinds of service (domain.md §3).

pub mod draft;
pub mod event;
pub mod rates;
pub mod sheet;

use crate::asset::Asset;
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
    #[serde(with = "crate::day")]
    pub starts_on: NaiveDate,
    #[serde(with = "crate::day")]
    pub ends_on: NaiveDate,
    /// Kinds of service included.
    pub kinds: Vec<Kind>,
    /// Assets on the contract; empty means every asset of the organisation.
    pub asset_ids: Vec<i64>,
    /// Sites in scope; empty means all.
    pub sites: Vec<String>,
    #[serde(default)]
    pub terms: Terms,
    /// What of the included is used, as booked.
    #[serde(default)]
    pub used: Used,
}

/// What a contract says beside its period, policy, kinds and sites. Kept as one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Product lines in scope, e.g. `存储`; for assets whose line nobody has said, words of their models, e.g. `PowerEdge`.
    /// Empty means every one.
    pub product_lines: Vec<String>,
    /// Words of the names of devices in scope: applications and functions, e.g. `DB`; empty means every one.
    pub applications: Vec<String>,
    /// E-mail addresses of the contacts who report under it; empty means everybody of the organisation.
    pub contacts: Vec<String>,
    /// What it does not cover, in words, beside what no contract covers (domain.md §3); for whoever decides and for its reader.
    pub exclusions: Vec<String>,
    pub included: Included,
    /// What is billed beyond it; none where the company's rates hold.
    pub rates: Option<Rates>,
}

/// What a contract includes by measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Included {
    /// Working time; none without a limit.
    pub minutes: Option<i64>,
    /// Visits on site; none without a limit.
    pub visits: Option<i64>,
    /// Kinds that use it up, the other ones are without limit; empty means every kind.
    pub kinds: Vec<Kind>,
}

impl Included {
    /// Whether a service of that kind uses something up.
    pub fn meters(&self, kind: Kind) -> bool {
        let limited = self.minutes.is_some() || self.visits.is_some();
        limited && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

/// What is used of what is included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Used {
    pub minutes: i64,
    pub visits: i64,
}

/// What time and materials cost (工时支持, domain.md §3), in hundredths of a yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    pub hour_cents: i64,
    /// Once a visit.
    pub travel_cents: i64,
    /// Billed at least.
    pub minimum_minutes: i64,
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

impl Contract {
    /// Whether the asset is on it: by its number and its site, or as one of all.
    pub fn concerns(&self, asset: &Asset) -> bool {
        let named = self.asset_ids.is_empty() || self.asset_ids.contains(&asset.id);
        let at = |site: &String| site.trim() == asset.site.trim();
        self.organisation_id == asset.organisation_id && named && (self.sites.is_empty() || self.sites.iter().any(at))
    }

    /// Whether the contract is in force on that day (of the company's zone).
    pub fn standing(&self, today: NaiveDate) -> Standing {
        Standing::of(self.starts_on, self.ends_on, today)
    }

    /// Whether one of its limits is reached.
    pub fn is_used_up(&self) -> bool {
        let included = &self.terms.included;
        included.minutes.is_some_and(|most| self.used.minutes >= most)
            || included.visits.is_some_and(|most| self.used.visits >= most)
    }
}

/// So many days before its end a contract's people are told of it, the earliest first.
pub const EXPIRY_DAYS: [i64; 3] = [90, 30, 7];

/// Which of [`EXPIRY_DAYS`] it is time to tell of: the last one that has come; none before the first, and none of what is over.
pub fn expiry_step(standing: Standing) -> Option<i64> {
    let Standing::InForce { days_left } = standing else { return None };
    EXPIRY_DAYS.into_iter().rev().find(|step| days_left <= *step)
}
