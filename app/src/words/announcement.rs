//! Announcements in words.

use crate::i18n::{Locale, td_string};
use domain::announcement::{AnnouncementAudience, AnnouncementKind};

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
