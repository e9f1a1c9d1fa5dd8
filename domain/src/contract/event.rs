//! What happened to a contract: its append-only history, which its customer may read.

use super::Used;
use crate::Moment;
use crate::case::event::Actor;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One entry of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractEvent {
    /// Grows over all contracts.
    pub id: i64,
    pub at: Moment,
    pub actor: Actor,
    pub happening: ContractHappening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractHappening {
    Created,
    /// Names of the fields of [`super::draft::ContractDraft`] that changed.
    Edited {
        fields: Vec<String>,
    },
    /// Something of the included was used; less than nothing corrects an earlier booking.
    UseBooked {
        used: Used,
        words: String,
        /// Number of the case it was used for, if for one.
        case: Option<String>,
    },
    /// Both sides were told that it ends.
    ExpiryTold {
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
        days_left: i64,
    },
    /// The customer asks for its renewal.
    RenewalAsked {
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
    },
    DocumentAdded {
        name: String,
    },
}

impl ContractHappening {
    /// The name stored beside the event, for queries.
    pub fn key(&self) -> &'static str {
        match self {
            ContractHappening::Created => "created",
            ContractHappening::Edited { .. } => "edited",
            ContractHappening::UseBooked { .. } => "use_booked",
            ContractHappening::ExpiryTold { .. } => "expiry_told",
            ContractHappening::RenewalAsked { .. } => "renewal_asked",
            ContractHappening::DocumentAdded { .. } => "document_added",
        }
    }
}
