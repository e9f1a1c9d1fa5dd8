//! Announcements and downloads (公告与下载, domain.md §8): software versions and patches, manuals, technical bulletins, duty
//! rosters of holidays; to every customer, to those who own the product line, or to the staff.

mod draft;
mod sheet;

pub use draft::{AnnouncementData, AnnouncementDraft, TEXT_MOST};
pub use sheet::{
    AnnouncementEvent, AnnouncementFile, AnnouncementFilter, AnnouncementForm, AnnouncementLine, AnnouncementPage,
    AnnouncementSheet, Receipt, Receipts,
};

use serde::{Deserialize, Serialize};

/// What is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementKind {
    /// A version of software or firmware.
    Version,
    Patch,
    Manual,
    /// 技术通报
    Bulletin,
    /// 节假日值班安排
    Roster,
}

impl AnnouncementKind {
    /// Every kind, in the order of the form.
    pub const ALL: [AnnouncementKind; 5] = [
        AnnouncementKind::Version,
        AnnouncementKind::Patch,
        AnnouncementKind::Manual,
        AnnouncementKind::Bulletin,
        AnnouncementKind::Roster,
    ];

    /// The name used in forms, in addresses and in the database.
    pub fn key(self) -> &'static str {
        match self {
            AnnouncementKind::Version => "version",
            AnnouncementKind::Patch => "patch",
            AnnouncementKind::Manual => "manual",
            AnnouncementKind::Bulletin => "bulletin",
            AnnouncementKind::Roster => "roster",
        }
    }

    /// The kind of that [`key`](AnnouncementKind::key).
    pub fn from_key(key: &str) -> Option<AnnouncementKind> {
        AnnouncementKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Software is of a product line and has a version.
    pub fn is_software(self) -> bool {
        matches!(self, AnnouncementKind::Version | AnnouncementKind::Patch)
    }
}

/// Whom it is for. The staff read all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementAudience {
    /// Every customer.
    Customers,
    /// Those who have a device of the product line.
    Owners,
    Staff,
}

impl AnnouncementAudience {
    /// Every audience, in the order of the form.
    pub const ALL: [AnnouncementAudience; 3] =
        [AnnouncementAudience::Customers, AnnouncementAudience::Owners, AnnouncementAudience::Staff];

    /// The name used in forms and in the database.
    pub fn key(self) -> &'static str {
        match self {
            AnnouncementAudience::Customers => "customers",
            AnnouncementAudience::Owners => "owners",
            AnnouncementAudience::Staff => "staff",
        }
    }

    /// The audience of that [`key`](AnnouncementAudience::key).
    pub fn from_key(key: &str) -> Option<AnnouncementAudience> {
        AnnouncementAudience::ALL.into_iter().find(|audience| audience.key() == key)
    }
}

/// What happened to an announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementHappening {
    Published,
    Changed {
        /// The fields of the form that said something else, with what that was; `files` with the names and sums there were.
        was: Vec<(String, String)>,
        /// Whoever had read it was asked once more.
        asked_again: bool,
    },
    Withdrawn,
}

impl AnnouncementHappening {
    /// The name stored beside the event, for queries.
    pub fn key(&self) -> &'static str {
        match self {
            AnnouncementHappening::Published => "published",
            AnnouncementHappening::Changed { .. } => "changed",
            AnnouncementHappening::Withdrawn => "withdrawn",
        }
    }

    /// As readers are told of it: without what it said before.
    pub fn for_readers(self) -> AnnouncementHappening {
        match self {
            AnnouncementHappening::Changed { asked_again, .. } => {
                AnnouncementHappening::Changed { was: Vec::new(), asked_again }
            }
            other => other,
        }
    }
}
