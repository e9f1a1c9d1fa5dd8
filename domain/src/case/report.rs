//! The report form: what was typed ([`Draft`]) and what it means once every field is right ([`Report`]). The browser
//! marks flaws while typing with the same function that the server judges by.

use super::severity::Severity;
use super::{Contact, Kind, Origin};
use crate::Moment;
use crate::asset::normal_serial;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use crate::zone::Zone;
use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// Most characters of a title.
pub const TITLE_MOST: usize = 120;
/// Most characters of a description.
pub const DESCRIPTION_MOST: usize = 8000;
/// Most characters of a name, a phone number, an e-mail address or a serial number.
pub const LINE_MOST: usize = 100;
/// Most files of one report, kept ones included.
pub const FILES_MOST: usize = 10;
/// Most MiB of one file.
pub const FILE_MOST_MIB: u64 = 20;

/// Most days between a call and its being typed in.
pub const CALL_AGO_MOST_DAYS: i64 = 7;

/// The form as typed, field by field; the names are the form's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Chosen once when the form is first shown: the same key is the same case, however often it is sent.
    pub draft_key: String,
    pub kind: String,
    pub serial: String,
    pub severity: String,
    pub title: String,
    pub description: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    /// Staff only: for which organisation and how it came in.
    pub organisation_id: String,
    pub origin: String,
    /// When the call or the letter came in, by the wall clock of who types it: `2026-11-22T09:00`; empty for now.
    pub called_at: String,
}

/// A report with nothing wrong in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub draft_key: String,
    pub kind: Kind,
    /// Normalised; empty when none was given.
    pub serial: String,
    pub severity: Severity,
    pub title: String,
    pub description: String,
    pub contact: Contact,
    /// What a secretary adds for a caller.
    pub for_caller: Option<ForCaller>,
}

/// The part only staff fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForCaller {
    pub organisation_id: i64,
    pub origin: Origin,
    /// By the wall clock of who typed it; none for the moment in which it is opened.
    pub called_at: Option<NaiveDateTime>,
}

impl ForCaller {
    /// When the case counts as opened: when the call came in.
    ///
    /// # Errors
    /// A flaw of `called_at` when that is still to come, or longer ago than [`CALL_AGO_MOST_DAYS`].
    pub fn opened_at(&self, zone: &Zone, now: Moment) -> Result<Moment, Flaw> {
        let Some(wall) = self.called_at else { return Ok(now) };
        match zone.moment(wall) {
            None => Err(Flaw::of("called_at", FlawKind::NotAMoment)),
            Some(at) if at > now => Err(Flaw::of("called_at", FlawKind::InTheFuture)),
            Some(at) if now - at > TimeDelta::days(CALL_AGO_MOST_DAYS) => {
                Err(Flaw::of("called_at", FlawKind::TooLongAgo { most_days: CALL_AGO_MOST_DAYS }))
            }
            Some(at) => Ok(at),
        }
    }
}

impl Draft {
    /// The report, or every flaw of the form at once.
    ///
    /// # Errors
    /// One [`Flaw`] a field, in the order of the form.
    pub fn parse(&self) -> Result<Report, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let draft_key = typed::line(&self.draft_key);
        flag(&mut flaws, "draft_key", empty(&draft_key).or(too_long(&draft_key, LINE_MOST)));
        let kind = Kind::from_key(&self.kind);
        flag(&mut flaws, "kind", kind.is_none().then_some(FlawKind::NotAChoice));
        let serial = normal_serial(&self.serial);
        flag(&mut flaws, "serial", too_long(&serial, LINE_MOST));
        let severity = self.severity.parse().ok().and_then(Severity::from_level);
        flag(&mut flaws, "severity", severity.is_none().then_some(FlawKind::NotAChoice));
        let title = typed::line(&self.title);
        flag(&mut flaws, "title", empty(&title).or(too_long(&title, TITLE_MOST)));
        let description = typed::text(&self.description);
        flag(&mut flaws, "description", empty(&description).or(too_long(&description, DESCRIPTION_MOST)));
        let contact = self.contact(&mut flaws);
        let for_caller = self.for_caller(&mut flaws);
        match (kind, severity) {
            (Some(kind), Some(severity)) if flaws.is_empty() => {
                Ok(Report { draft_key, kind, serial, severity, title, description, contact, for_caller })
            }
            _ => Err(flaws),
        }
    }

    fn contact(&self, flaws: &mut Vec<Flaw>) -> Contact {
        let name = typed::line(&self.contact_name);
        flag(flaws, "contact_name", empty(&name).or(too_long(&name, LINE_MOST)));
        let phone = typed::line(&typed::half_width(&self.contact_phone));
        flag(flaws, "contact_phone", flawed_phone(&phone));
        let email = typed::line(&typed::half_width(&self.contact_email));
        flag(flaws, "contact_email", flawed_email(&email));
        Contact { name, phone, email }
    }

    fn for_caller(&self, flaws: &mut Vec<Flaw>) -> Option<ForCaller> {
        let typed = [&self.organisation_id, &self.origin, &self.called_at];
        if typed.into_iter().all(String::is_empty) {
            return None;
        }
        let organisation_id = self.organisation_id.parse().ok();
        flag(flaws, "organisation_id", organisation_id.is_none().then_some(FlawKind::NotAChoice));
        let origin = Origin::from_key(&self.origin);
        flag(flaws, "origin", origin.is_none().then_some(FlawKind::NotAChoice));
        let called_at = typed::wall(&self.called_at);
        let unread = called_at.is_none() && !self.called_at.trim().is_empty();
        flag(flaws, "called_at", unread.then_some(FlawKind::NotAMoment));
        Some(ForCaller { organisation_id: organisation_id?, origin: origin?, called_at })
    }
}

pub(crate) fn flag(flaws: &mut Vec<Flaw>, field: &str, kind: Option<FlawKind>) {
    flaws.extend(kind.map(|kind| Flaw::of(field, kind)));
}

pub(crate) fn empty(words: &str) -> Option<FlawKind> {
    words.is_empty().then_some(FlawKind::Empty)
}

pub(crate) fn too_long(words: &str, most: usize) -> Option<FlawKind> {
    (words.chars().count() > most).then_some(FlawKind::TooLong { most })
}

/// A phone number is needed to respond: 5 to 20 digits with the usual separators.
pub(crate) fn flawed_phone(phone: &str) -> Option<FlawKind> {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let usual = phone.chars().all(|c| c.is_ascii_digit() || " +-()转#*".contains(c));
    let wrong = !usual || !(5..=20).contains(&digits);
    empty(phone).or(too_long(phone, LINE_MOST)).or(wrong.then_some(FlawKind::NotAPhone))
}

/// E-mail is optional.
pub(crate) fn flawed_email(email: &str) -> Option<FlawKind> {
    if email.is_empty() {
        return None;
    }
    too_long(email, LINE_MOST).or((!typed::is_email(email)).then_some(FlawKind::NotAnEmail))
}
