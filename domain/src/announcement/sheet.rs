//! Announcements as pages show them, in the reader's language.

use super::{AnnouncementAudience, AnnouncementHappening, AnnouncementKind};
use crate::Moment;
use serde::{Deserialize, Serialize};

/// What the list is asked for, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnouncementFilter {
    pub q: String,
    /// Key of a kind; empty for all.
    pub kind: String,
    pub product_line: String,
    /// The id of the last one of the page before.
    pub after: String,
}

/// An announcement in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementLine {
    pub id: i64,
    pub kind: AnnouncementKind,
    pub title: String,
    /// Empty when it is about no product.
    pub product_line: String,
    pub version: String,
    pub audience: AnnouncementAudience,
    pub important: bool,
    pub published_at: Moment,
    /// When it was changed last.
    pub changed_at: Option<Moment>,
    /// Since when it is nobody's to read any more; then it is in no list, and its text and files are gone.
    pub withdrawn_at: Option<Moment>,
    /// When the reader said that they have read it.
    pub read_at: Option<Moment>,
}

/// A page of the list, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementPage {
    pub lines: Vec<AnnouncementLine>,
    /// What the next page begins after.
    pub more_after: Option<i64>,
    /// Those that announcements in sight are about.
    pub product_lines: Vec<String>,
    pub may_publish: bool,
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementFile {
    pub id: i64,
    pub name: String,
    pub size_bytes: i64,
    /// In hexadecimal.
    pub sha256: String,
}

/// Somebody who has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub name: String,
    /// Empty for the staff.
    pub organisation: String,
    pub at: Moment,
}

/// Who has read it, for those who publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// The latest first.
    pub read: Vec<Receipt>,
    /// As many people it is for.
    pub of: i64,
}

/// One announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementSheet {
    pub line: AnnouncementLine,
    /// Rendered and sanitised.
    pub html: String,
    pub published_by: String,
    pub files: Vec<AnnouncementFile>,
    /// Only where readers are asked, and only for those who publish.
    pub receipts: Option<Receipts>,
    /// What was done to it since it was published, the latest first; only for those who publish.
    pub history: Vec<AnnouncementEvent>,
    /// Whether the viewer may change it, and take it back.
    pub may_change: bool,
}

/// What was done to an announcement, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementEvent {
    pub at: Moment,
    pub who: String,
    pub happening: AnnouncementHappening,
}

/// What the form starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementForm {
    /// What is published, by the names of the form's fields, with the edition it is of (`base`); nothing for a new one.
    pub fields: Vec<(String, String)>,
    /// The files it has.
    pub files: Vec<AnnouncementFile>,
    pub draft_key: String,
    /// Those that devices have.
    pub product_lines: Vec<String>,
    /// Names of the files that were kept when the form came back.
    pub kept: Vec<String>,
}
