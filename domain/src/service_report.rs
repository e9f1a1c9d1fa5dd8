//! The service report (服务报告) that is handed over when both sides look back on a month, a quarter or a year: what was asked
//! for, what was promised and kept, what is used of the contracts, and what the customer's people say of it.
//!
//! Everything here is counted from plain rows. Whatever is told of satisfaction comes from [`crate::satisfaction`].

mod count;
mod period;

pub use count::{Breach, CaseCount, CaseFacts, Figures, TargetCount, figures};
pub use period::{ReportFilter, ReportPeriod, Span};

use crate::Moment;
use crate::contract::{Included, Used};
use crate::inspection::InspectionLine;
use crate::organisation::Dedicated;
use crate::person::{Bilingual, OrganisationRef};
use crate::refusal::Flaw;
use crate::satisfaction::Counted;
use chrono::NaiveDate;

/// `/organisations/{id}/report`, as the server draws it: it never reaches the browser as data.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceReport {
    pub organisation: OrganisationRef,
    /// Of the organisation; empty when nobody has said.
    pub address: String,
    /// The service company.
    pub company: Bilingual,
    pub hotline: String,
    pub period: ReportPeriod,
    /// What is wrong with the period that was asked for; the usual one is shown instead.
    pub flaws: Vec<Flaw>,
    /// Periods to choose from.
    pub choices: Vec<ReportPeriod>,
    pub figures: Figures,
    /// Some periods of that length, the oldest first, this one last.
    pub trend: Vec<TrendPoint>,
    /// Of the contracts in force in the period.
    pub contracts: Vec<ContractUse>,
    /// Of the period, the latest first.
    pub inspections: Vec<InspectionLine>,
    pub satisfaction: Counted,
    /// For the staff alone: what bad answers led to and is not ended today.
    pub follow_ups: Option<Vec<OpenFollowUp>>,
    pub dedicated: Vec<Dedicated>,
    pub now: Moment,
}

/// One period of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    pub period: ReportPeriod,
    /// Cases opened.
    pub opened: u32,
    /// Targets that came due, and how many of them were met.
    pub due: u32,
    pub met: u32,
}

/// What is used of what a contract includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractUse {
    pub number: String,
    pub policy_name: Bilingual,
    pub ends_on: NaiveDate,
    pub included: Included,
    /// In the period.
    pub used: Used,
    /// Since the contract began, until today.
    pub used_in_all: Used,
}

/// A follow-up that is not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFollowUp {
    pub id: i64,
    /// The case it is about; empty when it is about none.
    pub number: String,
    /// Empty when nobody owns it.
    pub owner: String,
    pub due_at: Moment,
}
