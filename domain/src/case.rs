//! A case (服务请求, domain.md §2): what it is, folded from its events. How it may change is in [`decide`].

pub mod decide;
pub mod event;
pub mod report;
pub mod severity;
pub mod sheet;
pub mod stage;

use crate::Moment;
use crate::clock::{Pause, Target};
use crate::coverage::Coverage;
use crate::person::{OrganisationRef, PersonRef};
use event::{Event, Happening};
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
}

impl Case {
    /// The case that an opening makes.
    pub fn opened(opening: Opening, opened_at: Moment) -> Case {
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
        }
    }

    /// The case that a whole history makes; none when the history does not start with an opening.
    pub fn from_history(history: &[Event]) -> Option<Case> {
        let (first, rest) = history.split_first()?;
        let Happening::Opened { opening, opened_at } = &first.happening else { return None };
        let mut case = Case::opened((**opening).clone(), *opened_at);
        for event in rest {
            case.apply(event);
        }
        Some(case)
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

    fn meet(&mut self, target: Target, at: Moment) {
        if self.met_at(target).is_none() {
            self.met.push((target, at));
        }
    }

    /// Takes in one thing that happened. Whatever tells the customer that somebody is at work is a first response: setting
    /// out, arriving, asking something, restoring.
    pub fn apply(&mut self, event: &Event) {
        let at = event.at;
        match &event.happening {
            Happening::Opened { .. }
            | Happening::Commented { .. }
            | Happening::NotedInternally { .. }
            | Happening::Attached { .. } => {}
            Happening::Assigned { to, .. } => self.assignee = Some(to.clone()),
            Happening::Accepted => {
                self.accepted_at = self.accepted_at.or(Some(at));
                self.stage = self.stage.max(Stage::Acceptance);
            }
            Happening::Responded { .. } => self.meet(Target::Respond, at),
            Happening::SetOut { expected_at } => {
                self.stage = Stage::Implementation;
                self.set_out_at = Some(at);
                self.arrived_at = None;
                self.expected_at = *expected_at;
                self.meet(Target::Respond, at);
            }
            Happening::Arrived => {
                self.stage = Stage::Implementation;
                self.arrived_at = Some(at);
                self.meet(Target::Respond, at);
                self.meet(Target::OnSite, at);
            }
            Happening::ClockPaused { why } => {
                self.meet(Target::Respond, at);
                self.pauses.push(Pause { since: at, until: None, why: why.clone() });
            }
            Happening::ClockResumed => {
                if let Some(pause) = self.pauses.last_mut() {
                    pause.until = pause.until.or(Some(at));
                }
            }
            Happening::SeverityChanged { to, .. } => self.severity = *to,
            Happening::Restored => {
                self.stage = Stage::Implementation;
                self.restored_at = Some(at);
                self.meet(Target::Respond, at);
                self.meet(Target::Restore, at);
            }
            Happening::Resolved { cause, done } => self.resolve(event, cause, done),
            Happening::ServiceRefused { .. } => self.reopen(at),
            Happening::ServiceConfirmed => {
                let Some(by) = event.actor.person.clone() else { return };
                self.confirmation = Some(Confirmation { at, by });
                self.stage = Stage::Closed;
            }
            Happening::SurveyAnswered => self.surveyed_at = Some(at),
        }
    }

    fn resolve(&mut self, event: &Event, cause: &str, done: &str) {
        let Some(by) = event.actor.person.clone() else { return };
        let at = event.at;
        self.restored_at = self.restored_at.or(Some(at));
        self.meet(Target::Respond, at);
        self.meet(Target::Restore, at);
        self.meet(Target::Resolve, at);
        self.resolution = Some(Resolution { at, by, cause: cause.to_owned(), done: done.to_owned() });
        self.stage = Stage::Confirmation;
    }

    /// A refused service record: the restore and resolve clocks go on where they stood, so the time between the claimed
    /// restoration and the refusal counts as a pause (domain.md §4, "a reopened case goes on where its clock stood").
    fn reopen(&mut self, at: Moment) {
        let stood_since = self.restored_at.or(self.resolution.as_ref().map(|r| r.at)).unwrap_or(at);
        self.met.retain(|(target, _)| !matches!(target, Target::Restore | Target::Resolve));
        self.pauses.push(Pause {
            since: stood_since,
            until: Some(at),
            why: crate::clock::PauseReason::AwaitingConfirmation,
        });
        self.restored_at = None;
        self.set_out_at = None;
        self.arrived_at = None;
        self.expected_at = None;
        self.resolution = None;
        self.refused_times += 1;
        self.stage = Stage::Acceptance;
    }
}
