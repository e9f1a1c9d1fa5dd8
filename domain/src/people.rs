//! People with accounts (domain.md §1): as a list, invited by a link that sets the password, deactivated and never removed.
//! Who may do what with whose account says [`crate::access`]; which roles somebody may give, and what a new password has to
//! be, is said here. Hashes and tokens are not known.

use crate::Moment;
use crate::case::report::{LINE_MOST, empty, flag, flawed_email, flawed_phone, too_long};
use crate::person::{Bilingual, Language, OrganisationRef, Role};
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// A link that sets a password is good for so many days.
pub const LINK_DAYS: i64 = 7;
/// Fewest characters of a new password.
pub const PASSWORD_LEAST: usize = 8;
/// Longer passwords are refused unread, so that nobody makes us hash a book.
pub const PASSWORD_MOST_BYTES: usize = 1024;

/// Whether somebody can sign in, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    Active,
    /// Has no password yet, and a link that is good until then.
    Invited {
        until: Moment,
    },
    /// Has neither: came by a list, or let the link expire.
    NotInvited,
    Deactivated {
        since: Moment,
    },
}

/// Somebody in the list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub role: Role,
    /// None for staff.
    pub organisation: Option<OrganisationRef>,
    pub account: Account,
}

/// What of the list is asked for, as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleFilter {
    /// Words in name, e-mail, phone or organisation.
    pub q: String,
    /// Key of a role; empty for all.
    pub role: String,
    /// Id of an organisation; empty for all.
    pub organisation: String,
    /// `deactivated`, `all`, or whoever is not deactivated.
    pub show: String,
    /// Id of the last row of the page before.
    pub after: String,
}

/// A page of the list, who came last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    pub rows: Vec<PersonRow>,
    /// What [`PeopleFilter::after`] is on the next page, if there is one.
    pub more_after: Option<String>,
    /// The organisation that was asked for.
    pub organisation: Option<OrganisationRef>,
    /// Whether the viewer may invite somebody there.
    pub may_invite: bool,
}

/// One person, with what the viewer may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSheet {
    pub person: PersonRow,
    pub language: Language,
    pub added_at: Moment,
    /// Open cases they work on.
    pub open_cases: i64,
    /// Who deactivated the account; empty when nobody is known to have.
    pub deactivated_by: String,
    /// Roles the viewer may give; none when the account is not theirs to alter.
    pub roles: Vec<Role>,
    /// What was done to the account, the latest first; none when the viewer may not read it.
    pub history: Option<Vec<DeedDone>>,
}

/// What was done to somebody's account, or to a role of the escalation matrices. Names are those of the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Invited {
        role: Role,
    },
    InvitedAgain,
    /// Came with a list, without a password.
    Imported {
        role: Role,
        /// The name of the file.
        list: String,
    },
    RoleGiven {
        from: Role,
        to: Role,
    },
    Deactivated,
    Reactivated,
    /// From now on they are told what that role of the matrices is told.
    RoleBound {
        role: Bilingual,
        /// Where it is bound to no person.
        address: String,
    },
    RoleUnbound {
        role: Bilingual,
        address: String,
    },
}

/// A deed, when it was done, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedDone {
    pub at: Moment,
    /// Empty when an operator did it.
    pub by: String,
    pub deed: Deed,
}

/// Roles that somebody may give to a person of that side of the counter: managers all, customer admins those of customers.
pub fn roles_to_give(giver: Role, to_customer: bool) -> Vec<Role> {
    let may = |role: &Role| match giver {
        Role::Manager => role.is_customer() == to_customer,
        Role::CustomerAdmin => to_customer && role.is_customer(),
        _ => false,
    };
    Role::ALL.into_iter().filter(may).collect()
}

/// An invitation as typed, field by field; the names are the form's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationDraft {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub role: String,
    pub language: String,
    /// Id of the customer's organisation; empty for staff. A customer admin's own counts whatever is said here.
    pub organisation: String,
}

/// An invitation with nothing wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub name: String,
    /// In lower case.
    pub email: String,
    pub phone: String,
    pub role: Role,
    pub language: Language,
}

impl InvitationDraft {
    /// The invitation to that side of the counter, or every flaw of the form at once.
    ///
    /// # Errors
    /// One [`Flaw`] a field, in the order of the form.
    pub fn parse(&self, giver: Role, to_customer: bool) -> Result<Invitation, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let name = typed::line(&self.name);
        flag(&mut flaws, "name", empty(&name).or(too_long(&name, LINE_MOST)));
        let email = typed::line(&typed::half_width(&self.email)).to_lowercase();
        flag(&mut flaws, "email", empty(&email).or(flawed_email(&email)));
        let phone = typed::line(&typed::half_width(&self.phone));
        flag(&mut flaws, "phone", flawed_phone(&phone).filter(|_| !phone.is_empty()));
        let role = Role::from_key(&self.role).filter(|role| roles_to_give(giver, to_customer).contains(role));
        flag(&mut flaws, "role", role.is_none().then_some(FlawKind::NotAChoice));
        let language = Language::from_tag(&self.language);
        flag(&mut flaws, "language", language.is_none().then_some(FlawKind::NotAChoice));
        match (role, language) {
            (Some(role), Some(language)) if flaws.is_empty() => Ok(Invitation { name, email, phone, role, language }),
            _ => Err(flaws),
        }
    }
}

/// What people change of themselves, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelfDraft {
    pub name: String,
    pub phone: String,
    pub language: String,
    /// IANA name. Whether there is such a zone knows the store.
    pub time_zone: String,
}

/// The same with nothing wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Myself {
    pub name: String,
    pub phone: String,
    pub language: Language,
    pub time_zone: String,
}

impl SelfDraft {
    /// What it means, or every flaw of the form at once.
    ///
    /// # Errors
    /// One [`Flaw`] a field, in the order of the form.
    pub fn parse(&self) -> Result<Myself, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let name = typed::line(&self.name);
        flag(&mut flaws, "name", empty(&name).or(too_long(&name, LINE_MOST)));
        let phone = typed::line(&typed::half_width(&self.phone));
        flag(&mut flaws, "phone", flawed_phone(&phone).filter(|_| !phone.is_empty()));
        let language = Language::from_tag(&self.language);
        flag(&mut flaws, "language", language.is_none().then_some(FlawKind::NotAChoice));
        let time_zone = typed::line(&self.time_zone);
        flag(&mut flaws, "time_zone", empty(&time_zone));
        match language {
            Some(language) if flaws.is_empty() => Ok(Myself { name, phone, language, time_zone }),
            _ => Err(flaws),
        }
    }
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// The first password.
    Invitation,
    /// Another one in the place of a forgotten one.
    NewPassword,
}

impl LinkPurpose {
    /// The name used in the database.
    pub fn key(self) -> &'static str {
        match self {
            LinkPurpose::Invitation => "invitation",
            LinkPurpose::NewPassword => "new_password",
        }
    }

    /// The purpose of that [`key`](LinkPurpose::key).
    pub fn from_key(key: &str) -> Option<LinkPurpose> {
        [LinkPurpose::Invitation, LinkPurpose::NewPassword].into_iter().find(|purpose| purpose.key() == key)
    }
}

/// What the page of a link shows to whoever has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSheet {
    pub purpose: LinkPurpose,
    pub name: String,
    pub email: String,
    /// Empty for staff.
    pub organisation: String,
    pub expires_at: Moment,
}

/// What is wrong with a new password that was typed twice; nothing when it is good.
pub fn password_flaws(password: &str, again: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let too_short = (password.chars().count() < PASSWORD_LEAST).then_some(FlawKind::TooShort { least: PASSWORD_LEAST });
    let too_long =
        (password.len() > PASSWORD_MOST_BYTES).then_some(FlawKind::TooLong { most: PASSWORD_MOST_BYTES / 4 });
    flag(&mut flaws, "password", empty(password).or(too_short).or(too_long));
    flag(&mut flaws, "password_again", (password != again).then_some(FlawKind::NotTheSame));
    flaws
}
