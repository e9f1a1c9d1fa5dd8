//! Notices (通知): who is told of what happens, in the portal's inbox and by e-mail. Here is whom something that happens to a case
//! concerns and how a person may choose; which people that are today is the store's to look up.

use crate::Moment;
use crate::announcement::AnnouncementEvent;
use crate::case::Case;
use crate::case::event::{Event, Happening};
use crate::clock::PauseReason;
use crate::contract::event::{ContractEvent, ContractHappening};
use crate::knowledge::ArticleHappening;
use crate::person::Role;
use crate::policy::Recipient;
use crate::survey::FollowUpEvent;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a notice is about: the unit in which people choose what comes by e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// 升级上报: the policy demands it of those whose role is named.
    Escalation,
    /// Before a limit.
    Reminder,
    SeverityRise,
    Contingency,
    Crisis,
    Assignment,
    /// The other side said something.
    Comment,
    /// How the customer's own case goes on: answered, waiting for them, escalated, resolved.
    Progress,
    /// A contract ends soon, or its renewal is asked for.
    Contract,
    /// An article of one's own was published or sent back, did not help, or waits to be looked at.
    Article,
    /// 公告 for oneself.
    Announcement,
    /// 回访 of one's own, or one that is overdue.
    FollowUp,
}

impl NoticeKind {
    /// Every kind, the most pressing first.
    pub const ALL: [NoticeKind; 12] = [
        NoticeKind::Escalation,
        NoticeKind::Reminder,
        NoticeKind::SeverityRise,
        NoticeKind::Contingency,
        NoticeKind::Crisis,
        NoticeKind::Assignment,
        NoticeKind::Comment,
        NoticeKind::Progress,
        NoticeKind::Contract,
        NoticeKind::Article,
        NoticeKind::Announcement,
        NoticeKind::FollowUp,
    ];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            NoticeKind::Escalation => "escalation",
            NoticeKind::Reminder => "reminder",
            NoticeKind::SeverityRise => "severity_rise",
            NoticeKind::Contingency => "contingency",
            NoticeKind::Crisis => "crisis",
            NoticeKind::Assignment => "assignment",
            NoticeKind::Comment => "comment",
            NoticeKind::Progress => "progress",
            NoticeKind::Contract => "contract",
            NoticeKind::Article => "article",
            NoticeKind::Announcement => "announcement",
            NoticeKind::FollowUp => "follow_up",
        }
    }

    /// The kind of that [`key`](NoticeKind::key).
    pub fn from_key(key: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// True for what the policy demands: nobody can switch its e-mail off.
    pub fn is_demanded(self) -> bool {
        self == NoticeKind::Escalation
    }

    /// True for what is told in the inbox and never by e-mail.
    pub fn is_inbox_only(self) -> bool {
        matches!(self, NoticeKind::Article | NoticeKind::Announcement)
    }

    /// The kinds that can come to somebody in that role.
    pub fn of_role(role: Role) -> Vec<NoticeKind> {
        let staff_only = |kind: &NoticeKind| {
            matches!(
                kind,
                NoticeKind::Escalation
                    | NoticeKind::Reminder
                    | NoticeKind::Assignment
                    | NoticeKind::Article
                    | NoticeKind::FollowUp
            )
        };
        let staffs = |kind: &NoticeKind| *kind != NoticeKind::Progress;
        NoticeKind::ALL
            .into_iter()
            .filter(|kind| if role.is_customer() { !staff_only(kind) } else { staffs(kind) })
            .filter(|kind| *kind != NoticeKind::Contract || matches!(role, Role::CustomerAdmin | Role::Manager))
            .collect()
    }
}

/// Whom a happening concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those bound to a role of the catalogue.
    Role(String),
    /// The engineer who has the case; nobody while it is unassigned.
    Assignee,
    /// The engineer who has the case; those who dispatch while nobody has it.
    AssigneeOrDispatchers,
    Dispatchers,
    Managers,
    /// The customer's person who reported the case, if known.
    Reporter,
}

/// Who is told of something that has just happened, each with what it is about. `case` is as it is since then;
/// `by_customer`: a customer did it. That nobody is told of their own doing is for the caller to see to.
///
/// The reporter is never told what is internal.
pub fn concerned(case: &Case, happening: &Happening, by_customer: bool) -> Vec<(Whom, NoticeKind)> {
    let told = match happening {
        Happening::Escalated { roles, .. } => {
            let roles = roles.iter().map(|role| (Whom::Role(role.clone()), NoticeKind::Escalation));
            roles.chain([(Whom::Reporter, NoticeKind::Progress)]).collect()
        }
        Happening::Reminded { to, .. } => vec![(recipient(*to), NoticeKind::Reminder)],
        Happening::SeverityRose { .. } => everybody(NoticeKind::SeverityRise),
        Happening::ContingencyProposed { .. } => vec![(Whom::Managers, NoticeKind::Contingency)],
        Happening::ContingencyCalled { .. } => everybody(NoticeKind::Contingency),
        Happening::CrisisProposed { .. }
        | Happening::TaskForceFormed { .. }
        | Happening::CrisisUpdated { .. }
        | Happening::CrisisUpdateDemanded { .. }
        | Happening::CrisisEnded { .. } => everybody(NoticeKind::Crisis),
        Happening::Assigned { .. } => vec![(Whom::Assignee, NoticeKind::Assignment)],
        Happening::Commented { .. } if by_customer => vec![(Whom::AssigneeOrDispatchers, NoticeKind::Comment)],
        Happening::Commented { .. } | Happening::ArticleAttached { .. } => vec![(Whom::Reporter, NoticeKind::Comment)],
        // The quote itself is told.
        Happening::ClockPaused { why: PauseReason::AwaitingQuoteAnswer } => Vec::new(),
        Happening::QuoteAccepted { .. } | Happening::QuoteDeclined { .. } => {
            vec![(Whom::AssigneeOrDispatchers, NoticeKind::Comment)]
        }
        // Somebody has to give another or to end the case, and the customer is no longer asked.
        Happening::QuoteLapsed { .. } => vec![
            (Whom::AssigneeOrDispatchers, NoticeKind::Comment),
            (Whom::Managers, NoticeKind::Comment),
            (Whom::Reporter, NoticeKind::Progress),
        ],
        Happening::ServiceRefused { .. } => vec![(Whom::AssigneeOrDispatchers, NoticeKind::Comment)],
        Happening::Responded { .. }
        | Happening::ClockPaused { .. }
        | Happening::Quoted { .. }
        | Happening::Resolved { .. }
        | Happening::CoverageDecided { .. }
        | Happening::AnalysisReported { .. } => vec![(Whom::Reporter, NoticeKind::Progress)],
        _ => Vec::new(),
    };
    let reaches = |whom: &Whom| match whom {
        Whom::Reporter => !happening.is_internal() && case.opening.reporter.is_some(),
        _ => true,
    };
    told.into_iter().filter(|(whom, _)| reaches(whom)).collect()
}

fn recipient(to: Recipient) -> Whom {
    match to {
        Recipient::Engineer => Whom::AssigneeOrDispatchers,
        Recipient::Dispatcher => Whom::Dispatchers,
    }
}

fn everybody(kind: NoticeKind) -> Vec<(Whom, NoticeKind)> {
    vec![(Whom::Assignee, kind), (Whom::Managers, kind), (Whom::Reporter, kind)]
}

/// One line of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    pub id: i64,
    /// The case's number and title; the contract's number and its organisation; the article's address and title; the id and the
    /// title of an announcement; the id of a follow-up and its organisation.
    pub number: String,
    pub title: String,
    /// False for whoever is told by a role and has no part in the case, and of what is no longer theirs: there is no page for
    /// them to open.
    pub in_sight: bool,
    pub kind: NoticeKind,
    /// What happened, to be told in the reader's words.
    pub event: Told,
    /// Unread while one of those gathered here is.
    pub read_at: Option<Moment>,
    /// All contracts of the line, the next to end first, where one line tells of several; empty where it tells of one.
    pub endings: Vec<Ending>,
}

/// A contract that ends, as a gathered line names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ending {
    #[serde(with = "crate::day")]
    pub ends_on: NaiveDate,
    pub number: String,
    pub organisation: String,
    /// From the day on which it was told.
    pub days_left: i64,
}

impl InboxRow {
    /// The contract whose end it tells of, if it does.
    pub fn ending(&self) -> Option<Ending> {
        let Told::Contract(ContractEvent { happening: ContractHappening::ExpiryTold { ends_on, days_left }, .. }) =
            &self.event
        else {
            return None;
        };
        let (number, organisation) = (self.number.clone(), self.title.clone());
        Some(Ending { ends_on: *ends_on, number, organisation, days_left: *days_left })
    }

    /// Takes in the next older line when both tell of contracts that end, on the same day by `day`; otherwise gives it back.
    pub fn gather(&mut self, older: InboxRow, day: impl Fn(Moment) -> NaiveDate) -> Option<InboxRow> {
        let (Some(own), Some(other)) = (self.ending(), older.ending()) else { return Some(older) };
        if day(self.event.at()) != day(older.event.at()) {
            return Some(older);
        }
        if self.endings.is_empty() {
            self.endings.push(own);
        }
        let place = self.endings.partition_point(|ending| *ending < other);
        self.endings.insert(place, other);
        self.read_at = self.read_at.zip(older.read_at).map(|(one, other)| one.max(other));
        None
    }
}

/// What a notice tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    Case(Event),
    Contract(ContractEvent),
    Article(ArticleEvent),
    Announcement(AnnouncementEvent),
    FollowUp(FollowUpEvent),
}

impl Told {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Told::Case(event) => event.at,
            Told::Contract(event) => event.at,
            Told::Article(event) => event.at,
            Told::Announcement(event) => event.at,
            Told::FollowUp(event) => event.at,
        }
    }

    /// The name of what happened.
    pub fn key(&self) -> &'static str {
        match self {
            Told::Case(event) => event.happening.key(),
            Told::Contract(event) => event.happening.key(),
            Told::Article(event) => event.happening.key(),
            Told::Announcement(event) => event.happening.key(),
            Told::FollowUp(event) => event.step.key(),
        }
    }
}

/// What happened to an article, as its people are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEvent {
    pub at: Moment,
    /// Who did it; empty for a guest, and for a day that has come.
    pub who: String,
    pub happening: ArticleHappening,
}

/// A page of one's own inbox, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    pub rows: Vec<InboxRow>,
    pub unread: i64,
    /// Where the next page starts, if there is one: the id of the last notice of this one.
    pub more_before: Option<i64>,
    /// Live updates resume after this event.
    pub last_event_id: i64,
    pub now: Moment,
}

/// Which notices are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    These(Vec<i64>),
    /// All about the case of that number.
    OfCase(String),
    /// All about the article of that address.
    OfArticle(String),
    OfAnnouncement(i64),
    OfFollowUp(i64),
    All,
}

/// A letter that could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndeliveredLetter {
    pub id: i64,
    /// `survey_invitation`, `notification`
    pub kind: String,
    pub recipient: String,
    /// The case's number and title.
    pub number: String,
    pub title: String,
    pub attempts: i64,
    /// Why not, as the mail server or the disk said it last.
    pub why: String,
    pub ordered_at: Moment,
    /// When it is tried next; none for a dead letter, which nobody tries again.
    pub next_at: Option<Moment>,
}

/// What could not be delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// Dead letters, the newest first.
    pub dead: Vec<UndeliveredLetter>,
    /// Tried in vain and to be tried again, the next first.
    pub waiting: Vec<UndeliveredLetter>,
    pub now: Moment,
}

/// How somebody chose to be told of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeChoice {
    pub kind: NoticeKind,
    pub by_mail: bool,
    /// The policy demands it: it cannot be switched off.
    pub demanded: bool,
}

/// The escalation board: what is breached, what is soon, what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Open cases with a limit that has passed, the longest overdue first.
    pub breached: Vec<crate::case::sheet::CaseRow>,
    /// Open cases with a limit that passes within the hour.
    pub soon: Vec<crate::case::sheet::CaseRow>,
    /// Steps that will be taken within the hour unless somebody is faster.
    pub coming: Vec<ComingStep>,
    /// Steps taken last, the newest first.
    pub taken: Vec<TakenStep>,
    pub now: Moment,
    pub last_event_id: i64,
}

/// A step that is going to be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingStep {
    pub number: String,
    pub title: String,
    pub step: crate::escalation::Step,
}

/// A step that was taken, and who was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenStep {
    pub number: String,
    pub title: String,
    pub event: Event,
    /// Names of those who have it in their inbox.
    pub told: Vec<String>,
}
