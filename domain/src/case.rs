//! A case (服务请求, domain.md §2): what it is, folded from its events. How it may change is in [`decide`], what
//! goes with it when things go badly in [`crisis`].

pub mod crisis;
pub mod decide;
pub mod event;
mod fold;
pub mod quote;
pub mod report;
pub mod severity;
pub mod sheet;
pub mod stage;

use crate::Moment;
use crate::clock::{Pause, PauseReason, Target};
use crate::coverage::{Coverage, Verdict};
use crate::person::{OrganisationRef, PersonRef};
use crate::policy::first_version;
use crisis::{Contingency, Crisis};
use quote::Quote;
use serde::{Deserialize, Serialize};
use severity::Severity;
use stage::Stage;

/// What kind of service is asked for (domain.md §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Fault,
    Consultation,
    Complaint,
    Change,
    Booking,
}

impl Kind {
    /// Every kind, faults first.
    pub const ALL: [Kind; 5] = [Kind::Fault, Kind::Consultation, Kind::Complaint, Kind::Change, Kind::Booking];

    /// The name used in forms, in the database and in policy files.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Fault => "fault",
            Kind::Consultation => "consultation",
            Kind::Complaint => "complaint",
            Kind::Change => "change",
            Kind::Booking => "booking",
        }
    }

    /// The kind of that [`key`](Kind::key).
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How the case reached the company (domain.md §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Web,
    Hotline,
    Email,
    Letter,
    Reception,
    Inspection,
    Callback,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Origin; 7] = [
        Origin::Web,
        Origin::Hotline,
        Origin::Email,
        Origin::Letter,
        Origin::Reception,
        Origin::Inspection,
        Origin::Callback,
    ];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Origin::Web => "web",
            Origin::Hotline => "hotline",
            Origin::Email => "email",
            Origin::Letter => "letter",
            Origin::Reception => "reception",
            Origin::Inspection => "inspection",
            Origin::Callback => "callback",
        }
    }

    /// The origin of that [`key`](Origin::key).
    pub fn from_key(key: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.key() == key)
    }
}

/// Whom to call back about the case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub email: String,
}

/// The asset or product a case is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The asset on file, when the serial number is known.
    pub asset_id: Option<i64>,
    /// Serial number as known or as typed; empty when none was given.
    pub serial: String,
    /// Name and model, e.g. `DB-01 · PowerEdge R740xd`.
    pub name: String,
    /// Where it stands; empty when unknown.
    pub site: String,
    /// A spare for it is held at the site (domain.md §8): no replacement has to be called from a branch office.
    #[serde(default)]
    pub spare_on_site: bool,
}

/// What a case was opened with: never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// `C-20261121-0042`
    pub number: String,
    pub kind: Kind,
    pub origin: Origin,
    pub severity: Severity,
    pub title: String,
    pub description: String,
    pub organisation: OrganisationRef,
    /// For whom the case was opened (the reporter; for a caller, the customer's person if known).
    pub reporter: Option<PersonRef>,
    pub contact: Contact,
    pub product: Product,
    pub coverage: Coverage,
    /// The service policy whose promises hold, e.g. `a`; decided with the coverage.
    pub policy: String,
    /// The version of that policy: a later edit does not change what this case was promised.
    #[serde(default = "first_version")]
    pub policy_version: i64,
}

/// Coverage decided after the opening (domain.md §3, "somebody decides at acceptance"): replaces what the opening says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageDecision {
    pub at: Moment,
    pub coverage: Coverage,
    pub policy: String,
    pub policy_version: i64,
}

/// How a case was resolved (the heart of the service record).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    pub at: Moment,
    pub by: PersonRef,
    pub cause: String,
    pub done: String,
}

/// The customer's word on the service record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub at: Moment,
    pub by: PersonRef,
}

/// A case as its events have made it. `Case::opened` starts it, [`Case::apply`] is the only thing that changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub opening: Opening,
    pub opened_at: Moment,
    pub severity: Severity,
    pub stage: Stage,
    pub assignee: Option<PersonRef>,
    /// The engineer's own estimate of arrival, given when setting out.
    pub expected_at: Option<Moment>,
    /// When each target was met; a target taken back by a refusal leaves this list.
    pub met: Vec<(Target, Moment)>,
    pub pauses: Vec<Pause>,
    pub accepted_at: Option<Moment>,
    /// The latest visit; a refused service record clears it, for a new one may be needed.
    pub set_out_at: Option<Moment>,
    pub arrived_at: Option<Moment>,
    pub restored_at: Option<Moment>,
    pub resolution: Option<Resolution>,
    pub confirmation: Option<Confirmation>,
    /// How often the customer refused the service record.
    pub refused_times: u32,
    pub surveyed_at: Option<Moment>,
    /// When it was typed in, if later than it was opened (a call at 09:00 typed in at 11:00); the clock counts from the
    /// opening all the same.
    #[serde(default)]
    pub registered_at: Option<Moment>,
    /// When the severity last changed; none while it is that of the opening.
    #[serde(default)]
    pub severity_since: Option<Moment>,
    /// When it last rose by itself.
    #[serde(default)]
    pub rose_at: Option<Moment>,
    /// Coverage decided late; see [`Case::coverage`].
    #[serde(default)]
    pub decision: Option<CoverageDecision>,
    /// The latest quote.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// Since when a part is known to be needed; a refused service record keeps it.
    #[serde(default)]
    pub part_needed_at: Option<Moment>,
    #[serde(default)]
    pub contingency: Option<Contingency>,
    /// The latest crisis, also when it is over.
    #[serde(default)]
    pub crisis: Option<Crisis>,
}

impl Case {
    /// The case that an opening makes, registered as it happened.
    pub fn opened(opening: Opening, opened_at: Moment) -> Case {
        Case::registered(opening, opened_at, opened_at)
    }

    /// The case that an opening makes when it is typed in at `registered_at`. Nothing that is due before then is late.
    pub fn registered(opening: Opening, opened_at: Moment, registered_at: Moment) -> Case {
        Case {
            severity: opening.severity,
            opening,
            opened_at,
            stage: Stage::Application,
            assignee: None,
            expected_at: None,
            met: Vec::new(),
            pauses: Vec::new(),
            accepted_at: None,
            set_out_at: None,
            arrived_at: None,
            restored_at: None,
            resolution: None,
            confirmation: None,
            refused_times: 0,
            surveyed_at: None,
            registered_at: (registered_at > opened_at).then_some(registered_at),
            severity_since: None,
            rose_at: None,
            decision: None,
            quote: None,
            part_needed_at: None,
            contingency: None,
            crisis: None,
        }
    }

    /// The coverage that holds: decided late, or with the opening.
    pub fn coverage(&self) -> &Coverage {
        self.decision.as_ref().map_or(&self.opening.coverage, |decision| &decision.coverage)
    }

    /// The id of the policy that holds, e.g. `a`.
    pub fn policy(&self) -> &str {
        self.decision.as_ref().map_or(&self.opening.policy, |decision| &decision.policy)
    }

    /// The version of the policy that holds.
    pub fn policy_version(&self) -> i64 {
        self.decision.as_ref().map_or(self.opening.policy_version, |decision| decision.policy_version)
    }

    /// Billable work, and any that a quote was given for, waits for the customer to accept the quote (domain.md §3).
    pub fn awaits_quote(&self) -> bool {
        let accepted = self.quote.as_ref().is_some_and(Quote::is_accepted);
        match self.coverage().verdict {
            Verdict::Covered => false,
            Verdict::Billable => !accepted,
            Verdict::AdviceOnly | Verdict::NeedsDecision => self.quote.is_some() && !accepted,
        }
    }

    /// Since when the policy says of this case what it says now: a step that would have been due before is due then. A
    /// severity changed while the case counted as restored is judged when it reopens.
    pub fn judged_since(&self) -> Moment {
        let decided_at = self.decision.as_ref().map(|decision| decision.at);
        let changes = [self.registered_at, self.severity_since, decided_at];
        let since = changes.into_iter().flatten().fold(self.opened_at, Moment::max);
        let reopened = self.pauses.iter().filter(|pause| pause.why == PauseReason::AwaitingConfirmation);
        end_of_pauses_around(since, reopened)
    }

    /// The pause the case is in, if any.
    pub fn pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| pause.until.is_none())
    }

    /// When that target was met.
    pub fn met_at(&self, target: Target) -> Option<Moment> {
        self.met.iter().find(|(met, _)| *met == target).map(|(_, at)| *at)
    }

    /// True until the customer has confirmed the service record.
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Closed
    }

    /// True from the service record on until the customer refuses it: nothing is escalated any more.
    pub fn is_resolved(&self) -> bool {
        matches!(self.stage, Stage::Confirmation | Stage::Closed)
    }

    /// The case as its customer may know it: a contingency plan is the company's own until it is called, and its proposer's
    /// words stay so (see [`event::Happening::is_internal`]).
    pub fn for_customer(self) -> Case {
        let called = self.contingency.filter(|plan| plan.called_at.is_some());
        let contingency = called.map(|plan| Contingency { proposed_by: None, words: String::new(), ..plan });
        Case { contingency, ..self }
    }

    /// The crisis that is going on, if any.
    pub fn crisis_on(&self) -> Option<&Crisis> {
        self.crisis.as_ref().filter(|crisis| crisis.is_on())
    }
}

/// That moment, or the end of the pauses it lies in, those that join on included.
pub(crate) fn end_of_pauses_around<'a>(at: Moment, pauses: impl Iterator<Item = &'a Pause>) -> Moment {
    let mut over: Vec<(Moment, Moment)> = pauses.filter_map(|pause| Some((pause.since, pause.until?))).collect();
    over.sort_unstable();
    over.into_iter().fold(at, |at, (since, until)| if since <= at { at.max(until) } else { at })
}
