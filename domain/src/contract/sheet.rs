//! What pages show of contracts.

use super::draft::ContractDraft;
use super::event::ContractEvent;
use super::{ContractSheet, Standing};
use crate::Moment;
use crate::case::severity::Severity;
use crate::case::sheet::{Attachment, CaseRow};
use crate::clock::Target;
use crate::person::{Bilingual, OrganisationRef};
use crate::policy::Limit;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which contracts are listed, and how: the query of `/contracts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractFilter {
    /// Words in its number or the organisation's name.
    pub q: String,
    /// `all`, `ending` (within 90 days), `not_yet`, `expired`, `renewal` (asked for); in force otherwise.
    pub show: String,
    /// Id of an organisation; empty for all.
    pub organisation: String,
    /// `number`, `organisation`; by its end otherwise.
    pub sort: String,
    /// The number of the last contract of the page before; empty for the first page.
    pub after: String,
}

/// One contract in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRow {
    pub number: String,
    pub organisation_name: String,
    pub policy_name: Bilingual,
    #[serde(with = "crate::day")]
    pub starts_on: NaiveDate,
    #[serde(with = "crate::day")]
    pub ends_on: NaiveDate,
    pub standing: Standing,
    pub renewal_asked: bool,
}

/// A page of contracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractList {
    pub rows: Vec<ContractRow>,
    /// The number after which the next page starts, if there is one.
    pub more_after: Option<String>,
    /// To choose from; empty for customers.
    pub organisations: Vec<OrganisationRef>,
    pub may_edit: bool,
}

/// What is promised for one severity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseRow {
    pub level: Severity,
    pub name: Bilingual,
    pub meaning: Bilingual,
    /// What within which time, and the name of the hours in which it counts.
    pub targets: Vec<(Target, Limit, Bilingual)>,
}

/// `/contracts/{number}`: all there is to know of one contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractView {
    pub sheet: ContractSheet,
    pub promises: Vec<PromiseRow>,
    /// The first devices it covers: serial number, title and site.
    pub assets: Vec<(String, String, String)>,
    /// Cases it covers that the viewer may see, the newest first.
    pub cases: Vec<CaseRow>,
    pub documents: Vec<Attachment>,
    /// The newest first.
    pub events: Vec<ContractEvent>,
    /// When somebody asked for the renewal of the present period, and who.
    pub renewal: Option<(Moment, String)>,
    pub may_edit: bool,
    pub may_book: bool,
    pub may_ask_renewal: bool,
    pub now: Moment,
}

/// What the form of a contract offers, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractForm {
    pub draft: ContractDraft,
    pub organisations: Vec<OrganisationRef>,
    /// Ids and names.
    pub policies: Vec<(String, Bilingual)>,
}
