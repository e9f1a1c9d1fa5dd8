//! Announcements in words.

use crate::i18n::{Locale, td_string};
use domain::announcement::{AnnouncementAudience, AnnouncementHappening, AnnouncementKind};

/// `技术通报`
pub fn announcement_kind(language: Locale, kind: AnnouncementKind) -> &'static str {
    match kind {
        AnnouncementKind::Version => td_string!(language, announcements.version_kind),
        AnnouncementKind::Patch => td_string!(language, announcements.patch),
        AnnouncementKind::Manual => td_string!(language, announcements.manual),
        AnnouncementKind::Bulletin => td_string!(language, announcements.bulletin),
        AnnouncementKind::Roster => td_string!(language, announcements.roster),
    }
}

/// `拥有该产品线的客户`
pub fn announcement_audience(language: Locale, audience: AnnouncementAudience) -> &'static str {
    match audience {
        AnnouncementAudience::Customers => td_string!(language, announcements.customers),
        AnnouncementAudience::Owners => td_string!(language, announcements.owners),
        AnnouncementAudience::Staff => td_string!(language, announcements.staff),
    }
}

/// `更正了公告，请再次阅读`, after who did it.
pub fn announcement_happening(language: Locale, happening: &AnnouncementHappening) -> &'static str {
    match happening {
        AnnouncementHappening::Published => td_string!(language, announcements.did_publish),
        AnnouncementHappening::Changed { asked_again: true, .. } => td_string!(language, announcements.did_change),
        AnnouncementHappening::Changed { .. } => td_string!(language, announcements.did_correct),
        AnnouncementHappening::Withdrawn => td_string!(language, announcements.did_withdraw),
    }
}
