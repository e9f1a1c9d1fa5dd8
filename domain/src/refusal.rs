//! An expected "no": typed, so that every page, mail and API says the same thing in the reader's language.
//! Bugs and outages are not refusals; they are faults of the caller's layer.

use crate::clock::holidays::HolidayFlawKind;
use crate::policy::PolicyFlawKind;
use serde::{Deserialize, Serialize};

/// Why a request is refused. Pages translate it; nothing else may be concluded from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Absent, or not the viewer's to see: the two are told apart by nobody.
    #[error("not found")]
    NotFound,
    #[error("sign in first")]
    SignInNeeded,
    /// The viewer may see the thing but not do this with it.
    #[error("not allowed in this role")]
    NotAllowed,
    /// The case has moved on (already accepted, already closed …).
    #[error("does not fit the stage of the case")]
    WrongStage,
    #[error("the clock is already paused")]
    AlreadyPaused,
    #[error("the clock is not paused")]
    NotPaused,
    #[error("nobody is assigned")]
    NobodyAssigned,
    /// Billable work starts when the customer has accepted a quote (domain.md §3).
    #[error("no quote is accepted")]
    QuoteNotAccepted,
    #[error("the quote is no longer valid")]
    QuoteExpired,
    /// Somebody else changed the case in the same moment: look again.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// One or more fields need another value.
    #[error("fields need attention: {0:?}")]
    Flawed(Vec<Flaw>),
    #[error("e-mail or password is wrong")]
    WrongCredentials,
    /// Too many attempts; try again after that many seconds.
    #[error("too many attempts")]
    TooManyAttempts { retry_after_seconds: i64 },
    /// The link was used before.
    #[error("already answered")]
    AlreadyAnswered,
    /// The link's time is over.
    #[error("expired")]
    Expired,
    #[error("the request came from another site")]
    CrossSite,
    /// A link that sets a password was used, or another one took its place.
    #[error("the link was used")]
    LinkUsed,
    /// The time of a link that sets a password is over.
    #[error("the link has expired")]
    LinkExpired,
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// The form field's `name`.
    pub field: String,
    pub kind: FlawKind,
}

/// The ways a field can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    Empty,
    /// Longer than `most` characters.
    TooLong {
        most: usize,
    },
    /// Not one of the offered choices.
    NotAChoice,
    NotAnEmail,
    NotAPhone,
    NotAMoment,
    /// No day such as `2026-11-21`.
    NotADay,
    /// No whole number within those bounds.
    OutOfBounds {
        least: u32,
        most: u32,
    },
    /// No amount such as `480` or `480.50`.
    NotAnAmount,
    InTheFuture,
    /// A day before the first that makes sense.
    TooEarly,
    /// Something else has that name or number already.
    Taken,
    /// Longer ago than `most_days`.
    TooLongAgo {
        most_days: i64,
    },
    /// No asset of the organisation has this serial number.
    UnknownSerial,
    /// One file exceeds the limit.
    FileTooLarge {
        name: String,
        most_mib: u64,
    },
    TooManyFiles {
        most: usize,
    },
    /// The content is not what the name says, or of a kind that is not accepted.
    FileKind {
        name: String,
    },
    FileEmpty {
        name: String,
    },
    /// A spreadsheet with more than `most` rows.
    TooManyRows {
        most: usize,
    },
    /// No length of time that can be read, see [`crate::duration`].
    NotADuration,
    /// No id: small letters, digits and hyphens.
    NotAnId,
    /// Fewer than `least` characters.
    TooShort {
        least: usize,
    },
    /// Typed twice, and not the same.
    NotTheSame,
    /// Not the password that is to be replaced.
    WrongPassword,
    /// No number, or none that makes sense there.
    NotANumber,
    EndsBeforeItStarts,
    /// None of the organisation's assets has these serial numbers.
    UnknownSerials {
        serials: String,
    },
    /// What is wrong with a policy there.
    Policy(PolicyFlawKind),
    /// What is wrong with a file of holidays, in that line.
    Holidays {
        line: usize,
        kind: HolidayFlawKind,
    },
}

impl Flaw {
    /// A flaw of that field.
    pub fn of(field: &str, kind: FlawKind) -> Flaw {
        Flaw { field: field.to_owned(), kind }
    }
}
