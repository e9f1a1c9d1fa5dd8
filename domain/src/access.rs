//! Who may do what with whose things: the one place for authority. The store asks it before every use case, pages ask it
//! to offer only what will be allowed. The golden table `store/tests/access.txt` prints it whole.

use crate::person::Role;
use serde::{Deserialize, Serialize};

/// Everything that can be done with a case or around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    SeeCase,
    OpenCase,
    OpenCaseForCaller,
    Comment,
    NoteInternally,
    Attach,
    Assign,
    ChangeSeverity,
    /// Accept, respond, set out, arrive, pause, resume, restore, resolve.
    Work,
    ConfirmService,
    RefuseService,
    AnswerSurvey,
    SeeContract,
    SeeAsset,
    SeeCustomerArticle,
    SeeQueue,
    SeeDispatch,
    SeeOverview,
    /// Decide late whether a contract covers the case (domain.md §3).
    DecideCoverage,
    ProposeContingency,
    /// Call what was proposed: a spare machine, another engineer, parts, third parties.
    CallContingency,
    ProposeCrisis,
    /// Form the task force, and end the crisis.
    LeadCrisis,
    UpdateCrisis,
    /// Bind the roles of escalation matrices to people and addresses, and see who is bound.
    BindRoles,
    /// What is breached, what comes next, who was told.
    SeeEscalations,
    /// Try policies out.
    Simulate,
    /// Copy policies and save new versions of them.
    EditPolicies,
    /// Import holidays.
    EditCalendars,
    /// What could not be delivered to whom; try it again.
    SeeLetters,
    /// Look at lists in spreadsheets, and import them.
    ImportLists,
    /// See who has an account.
    SeePeople,
    /// Invite people, change their roles, deactivate their accounts; nobody their own.
    EditPeople,
    /// See the service archive of an organisation: who, what, since when, what was done.
    SeeArchive,
    /// Add organisations, edit their archives, name dedicated engineers.
    EditOrganisations,
    /// Add contracts and change them.
    EditContracts,
    /// Book what is used of what a contract includes.
    BookContractUse,
    AskRenewal,
    /// Accept or decline a quote (domain.md §3).
    AnswerQuote,
    /// Add assets and change what is on file of them.
    EditAsset,
    /// Read inspection reports (domain.md §8).
    SeeInspection,
    /// Record an inspection, and open cases from its findings.
    RecordInspection,
    /// See and set what the company bills where no contract says otherwise.
    EditRates,
    /// Read what was done to accounts and roles, and by whom.
    SeeDeeds,
    /// Type in what a customer answered to a survey by phone, letter, visit … (domain.md §9).
    EnterSurvey,
    /// See what bad answers led to, hand it on, end it.
    FollowUp,
    /// Send surveys, and see which were sent.
    SendSurveys,
    /// Edit questionnaires.
    EditQuestionnaires,
    /// Read figures of satisfaction (domain.md §9): of one's own cases, of one's organisation, of all.
    SeeSatisfaction,
    /// Read the service report of an organisation: of one's own, of those one serves, of all.
    SeeServiceReport,
    /// See the home page that an organisation is given, and its logo.
    SeeWelcome,
    /// Write articles and new versions of them, see drafts and ask for a review.
    WriteArticle,
    /// Publish what somebody wrote, or send it back; nobody their own version.
    ReviewArticle,
    /// Say that an article is no longer right, or is after all; one's own is the one that one keeps.
    RetireArticle,
    /// Put an article beside a case, for its customer to read.
    AttachArticle,
    /// See what was searched for in the knowledge base and not found.
    SeeMisses,
    /// Read announcements and download their files (domain.md §8).
    SeeAnnouncement,
    /// Publish announcements, take them back, see who has read them.
    PublishAnnouncement,
}

impl Action {
    /// Every action, in the order of the golden table.
    pub const ALL: [Action; 58] = [
        Action::SeeCase,
        Action::OpenCase,
        Action::OpenCaseForCaller,
        Action::Comment,
        Action::NoteInternally,
        Action::Attach,
        Action::Assign,
        Action::ChangeSeverity,
        Action::Work,
        Action::ConfirmService,
        Action::RefuseService,
        Action::AnswerSurvey,
        Action::SeeContract,
        Action::SeeAsset,
        Action::SeeCustomerArticle,
        Action::SeeQueue,
        Action::SeeDispatch,
        Action::SeeOverview,
        Action::DecideCoverage,
        Action::ProposeContingency,
        Action::CallContingency,
        Action::ProposeCrisis,
        Action::LeadCrisis,
        Action::UpdateCrisis,
        Action::BindRoles,
        Action::SeeEscalations,
        Action::Simulate,
        Action::EditPolicies,
        Action::EditCalendars,
        Action::SeeLetters,
        Action::ImportLists,
        Action::SeePeople,
        Action::EditPeople,
        Action::SeeArchive,
        Action::EditOrganisations,
        Action::EditContracts,
        Action::BookContractUse,
        Action::AskRenewal,
        Action::AnswerQuote,
        Action::EditAsset,
        Action::SeeInspection,
        Action::RecordInspection,
        Action::EditRates,
        Action::SeeDeeds,
        Action::EnterSurvey,
        Action::FollowUp,
        Action::SendSurveys,
        Action::EditQuestionnaires,
        Action::SeeSatisfaction,
        Action::SeeServiceReport,
        Action::SeeWelcome,
        Action::WriteArticle,
        Action::ReviewArticle,
        Action::RetireArticle,
        Action::AttachArticle,
        Action::SeeMisses,
        Action::SeeAnnouncement,
        Action::PublishAnnouncement,
    ];
}

/// In which relation the viewer stands to the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Reported by the viewer, or done for the viewer's own sake.
    Own,
    /// Of the viewer's organisation.
    OwnOrganisation,
    /// Assigned to the viewer.
    Assigned,
    /// Somebody else's.
    Others,
}

impl Whose {
    /// Every relation, the nearest first.
    pub const ALL: [Whose; 4] = [Whose::Own, Whose::OwnOrganisation, Whose::Assigned, Whose::Others];
}

/// Whether a role may do that with a thing in that relation (domain.md §1).
pub fn may(role: Role, action: Action, whose: Whose) -> bool {
    // Nobody gives themselves a role, or locks themselves out.
    if action == Action::EditPeople && whose == Whose::Own {
        return false;
    }
    // It is whose it was handed to.
    if action == Action::FollowUp && whose == Whose::Assigned {
        return !role.is_customer();
    }
    // Four eyes see more than two.
    if action == Action::ReviewArticle && whose == Whose::Own {
        return false;
    }
    match role {
        Role::Customer => customer_may(action, whose),
        Role::CustomerAdmin => customer_admin_may(action, whose),
        Role::Secretary => secretary_may(action),
        Role::Engineer => engineer_may(action, whose),
        Role::Expert => expert_may(action, whose),
        Role::Manager => manager_may(action),
    }
}

fn customer_may(action: Action, whose: Whose) -> bool {
    match action {
        Action::SeeCase
        | Action::Comment
        | Action::Attach
        | Action::ConfirmService
        | Action::RefuseService
        | Action::AnswerQuote
        | Action::AnswerSurvey => whose == Whose::Own,
        Action::OpenCase
        | Action::SeeContract
        | Action::SeeAsset
        | Action::SeeInspection
        | Action::SeeSatisfaction
        | Action::SeeWelcome
        | Action::SeeAnnouncement
        | Action::SeeCustomerArticle => matches!(whose, Whose::Own | Whose::OwnOrganisation),
        _ => false,
    }
}

fn customer_admin_may(action: Action, whose: Whose) -> bool {
    let own = matches!(whose, Whose::Own | Whose::OwnOrganisation);
    let of_admins = matches!(
        action,
        Action::SeePeople
            | Action::EditPeople
            | Action::SeeDeeds
            | Action::SeeArchive
            | Action::SeeServiceReport
            | Action::AskRenewal
    );
    own && (of_admins || customer_may(action, Whose::Own) || customer_may(action, whose))
}

fn secretary_may(action: Action) -> bool {
    matches!(
        action,
        Action::SeeCase
            | Action::OpenCaseForCaller
            | Action::AttachArticle
            | Action::Comment
            | Action::NoteInternally
            | Action::Attach
            | Action::Assign
            | Action::ChangeSeverity
            | Action::SeeContract
            | Action::SeeAsset
            | Action::SeeCustomerArticle
            | Action::SeeAnnouncement
            | Action::SeeDispatch
            | Action::DecideCoverage
            | Action::SeePeople
            | Action::SeeArchive
            | Action::SeeServiceReport
            | Action::SeeWelcome
            | Action::BookContractUse
            | Action::EditAsset
            | Action::SeeInspection
            | Action::RecordInspection
            | Action::EnterSurvey
    )
}

fn engineer_may(action: Action, whose: Whose) -> bool {
    match action {
        Action::SeeCase
        | Action::Comment
        | Action::NoteInternally
        | Action::Attach
        | Action::AttachArticle
        | Action::ChangeSeverity
        | Action::Work
        | Action::ProposeContingency
        | Action::ProposeCrisis
        | Action::UpdateCrisis => whose == Whose::Assigned,
        Action::SeeQueue | Action::RetireArticle => whose == Whose::Own,
        Action::WriteArticle | Action::ReviewArticle => true,
        Action::SeeAsset
        | Action::SeeContract
        | Action::SeeArchive
        | Action::BookContractUse
        | Action::EditAsset
        | Action::SeeInspection
        | Action::SeeSatisfaction
        | Action::SeeServiceReport
        | Action::SeeWelcome
        | Action::RecordInspection => whose == Whose::Assigned,
        Action::SeeCustomerArticle | Action::SeeMisses | Action::SeeAnnouncement => true,
        _ => false,
    }
}

fn expert_may(action: Action, whose: Whose) -> bool {
    match action {
        Action::SeeCase
        | Action::Comment
        | Action::NoteInternally
        | Action::Attach
        | Action::AttachArticle
        | Action::SeeAsset
        | Action::SeeContract
        | Action::SeeCustomerArticle
        | Action::SeeArchive
        | Action::SeeWelcome
        | Action::SeeInspection
        | Action::EditAsset
        | Action::WriteArticle
        | Action::ReviewArticle
        | Action::RetireArticle
        | Action::ProposeContingency
        | Action::ProposeCrisis
        | Action::SeeMisses
        | Action::SeeAnnouncement => true,
        Action::Work
        | Action::ChangeSeverity
        | Action::UpdateCrisis
        | Action::SeeSatisfaction
        | Action::SeeServiceReport => whose == Whose::Assigned,
        Action::SeeQueue => whose == Whose::Own,
        _ => false,
    }
}

fn manager_may(action: Action) -> bool {
    let own = matches!(
        action,
        Action::SeeOverview
            | Action::Work
            | Action::ProposeContingency
            | Action::CallContingency
            | Action::ProposeCrisis
            | Action::LeadCrisis
            | Action::UpdateCrisis
            | Action::BindRoles
            | Action::SeeEscalations
            | Action::Simulate
            | Action::EditPolicies
            | Action::EditCalendars
            | Action::SeeLetters
            | Action::ImportLists
            | Action::EditPeople
            | Action::SeeDeeds
            | Action::EditOrganisations
            | Action::EditContracts
            | Action::EditRates
            | Action::FollowUp
            | Action::SendSurveys
            | Action::EditQuestionnaires
            | Action::SeeSatisfaction
            | Action::WriteArticle
            | Action::ReviewArticle
            | Action::RetireArticle
            | Action::SeeMisses
            | Action::PublishAnnouncement
    );
    own || secretary_may(action)
}
