//! Cases as pages show them: plain data that the store fills and the browser reads.

use super::event::Event;
use super::severity::Severity;
use super::stage::Stage;
use super::{Case, Kind};
use crate::Moment;
use crate::access::Action;
use crate::clock::{Explanation, Reading};
use crate::coverage::Verdict;
use crate::knowledge::ArticleHit;
use crate::person::Bilingual;
use crate::policy::Policy;
use serde::{Deserialize, Serialize};

/// The whole case page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseSheet {
    pub case: Case,
    /// One per promised target, in the order of [`crate::clock::Target`].
    pub readings: Vec<Reading>,
    /// Why each of them counts as it does, in the same order.
    pub explanations: Vec<Explanation>,
    /// The countdown of the update that a crisis owes next.
    pub crisis_reading: Option<Reading>,
    /// The history, oldest first, without what the viewer may not read.
    pub events: Vec<Event>,
    pub attachments: Vec<Attachment>,
    /// What the viewer may do with this case (authority; the stage is in `case`).
    pub may: Vec<Action>,
    pub policy_name: Bilingual,
    /// Whom to call.
    pub engineer_phone: String,
    pub hotline: String,
    /// Articles that may help, most fitting first.
    pub articles: Vec<ArticleHit>,
    /// How many notices about it the viewer has not read.
    pub unread: i64,
    /// Live updates resume after this event.
    pub last_event_id: i64,
    /// The one-time link to the survey, for staff to pass on while it is unanswered.
    pub survey_link: Option<String>,
    /// Whom a case can be assigned to; empty unless the viewer may assign.
    pub engineers: Vec<crate::person::PersonRef>,
    /// Numbers of the customer's contracts, to decide coverage by; none unless the viewer may decide it now.
    pub contracts: Option<Vec<String>>,
    /// The follow-up that this complaint was made of, for those who may see it.
    pub follow_up: Option<i64>,
    /// The server's moment of reading: the first render uses it.
    pub now: Moment,
}

/// One line of a list or queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub number: String,
    pub title: String,
    pub kind: Kind,
    pub severity: Severity,
    pub stage: Stage,
    pub organisation_name: String,
    pub site: String,
    pub assignee_name: Option<String>,
    pub opened_at: Moment,
    /// The target that is due next; none when nothing runs any more.
    pub next: Option<Reading>,
    /// What the engineer said when setting out, and what was done, for the next tap.
    pub accepted: bool,
    pub responded: bool,
    pub set_out: bool,
    pub arrived: bool,
    pub restored: bool,
    pub paused: bool,
    pub surveyed: bool,
    /// Work waits for the customer to accept a quote.
    pub awaits_quote: bool,
    /// As recorded with it.
    pub verdict: Verdict,
}

/// Lists of cases: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseFilter {
    /// `open` (default), `closed`, `all`, `confirm` (awaits the customer), `new` (nobody assigned).
    pub show: String,
    /// Words in number, title, organisation or serial.
    pub q: String,
    /// The key of the [`Verdict`] recorded with it; any when it is none.
    pub coverage: String,
    /// Cases before this one (the last number of the page before).
    pub before: String,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    pub rows: Vec<CaseRow>,
    /// Where the next page starts, if there is one: [`CaseFilter::before`].
    pub more_before: Option<String>,
    pub now: Moment,
    pub last_event_id: i64,
}

/// The engineer's queue: sorted by what is due next, then what waits for the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    pub due: Vec<CaseRow>,
    pub waiting: Vec<CaseRow>,
    pub done_today: Vec<CaseRow>,
    pub now: Moment,
    pub last_event_id: i64,
}

/// The secretary's board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Cases nobody is assigned to, the next due first.
    pub unassigned: Vec<CaseRow>,
    /// Engineers with the number of open cases each has.
    pub engineers: Vec<(crate::person::PersonRef, i64)>,
    /// Whose engineers are dedicated to whom, for the organisations with open cases; the engineer before the deputy.
    pub dedicated: Vec<DedicatedTo>,
    /// The other open cases.
    pub assigned: Vec<CaseRow>,
    pub now: Moment,
    pub last_event_id: i64,
}

/// An engineer to whom the cases of an organisation go first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DedicatedTo {
    pub organisation_name: String,
    pub person_id: i64,
    pub part: crate::organisation::DedicatedPart,
}

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: i64,
    pub name: String,
    pub size_bytes: i64,
    pub media_type: String,
    pub at: Moment,
}

/// What the report form needs before anything is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportForm {
    /// A fresh key for [`super::report::Draft::draft_key`].
    pub draft_key: String,
    /// Assets to choose from, `(serial, title, site)`.
    pub assets: Vec<(String, String, String)>,
    /// The contact as last known.
    pub contact: super::Contact,
    pub hotline: String,
    /// Staff only: organisations to open a case for.
    pub organisations: Vec<crate::person::OrganisationRef>,
    /// The policy whose severity definitions are shown before a device is named.
    pub policy: Policy,
    /// Files already uploaded under this key.
    pub uploads: Vec<Attachment>,
}

/// Coverage as shown while the form is filled, with the promises that would hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageAnswer {
    pub coverage: crate::coverage::Coverage,
    /// Title and site of the asset found.
    pub asset: Option<(String, String)>,
    /// The policy whose promises hold.
    pub policy: Policy,
}

/// The printable service record (客户系统故障处理单, domain.md §11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceRecord {
    pub case: Case,
    pub readings: Vec<Reading>,
    /// Without internal notes, whoever looks: the customer signs it.
    pub events: Vec<Event>,
    pub policy_name: Bilingual,
    pub may: Vec<Action>,
    /// The one-time link to the survey while it can be answered, for those who may answer it and those who type answers in.
    pub survey_link: Option<String>,
    /// The same as a code to be printed, drawn by the server; empty without a link.
    pub survey_code: String,
    pub now: Moment,
    pub last_event_id: i64,
}
