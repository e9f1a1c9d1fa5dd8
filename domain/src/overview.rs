//! The home page by role: what needs an answer, what runs, how things stand.

use crate::Moment;
use crate::case::severity::Severity;
use crate::case::sheet::{CaseRow, Queue};
use crate::contract::ContractSheet;
use crate::survey::WaitingSurvey;
use serde::{Deserialize, Serialize};

/// `/` for whoever is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Home {
    Customer(CustomerHome),
    Engineer(Queue),
    Staff(StaffHome),
}

/// A customer's home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerHome {
    /// Service records to confirm, questions to answer, surveys to fill.
    pub needs_answer: Vec<CaseRow>,
    /// Surveys that are about no case.
    pub surveys: Vec<WaitingSurvey>,
    pub open: Vec<CaseRow>,
    pub contracts: Vec<ContractSheet>,
    /// What the organisation is welcomed with, as HTML that the server draws; empty without.
    pub welcome: String,
    /// Ids and titles of important announcements that wait to be read.
    pub news: Vec<(i64, String)>,
    pub now: Moment,
    pub last_event_id: i64,
}

/// The overview of secretary, expert and manager.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StaffHome {
    pub open: i64,
    pub unassigned: i64,
    pub breached: i64,
    pub at_risk: i64,
    pub awaiting_confirmation: i64,
    /// Open cases by severity, the most severe first.
    pub by_severity: Vec<(Severity, i64)>,
    /// Grades given in the last 30 days: excellent, good, fair, poor.
    pub grades: [i64; 4],
    /// The most urgent open cases.
    pub urgent: Vec<CaseRow>,
    /// Contracts that end within 90 days.
    pub expiring: Vec<ContractSheet>,
    pub now: Moment,
    pub last_event_id: i64,
}
