//! Announcements: the list, one of them, and what the form starts from. What writes is a plain form of the process
//! (server/src/announcements.rs).

use crate::problem::Problem;
use crate::wire::Asked;
use domain::announcement::{AnnouncementFilter, AnnouncementForm, AnnouncementPage, AnnouncementSheet};
use leptos::prelude::*;

/// A page of the announcements for the viewer.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchAnnouncements, prefix = "/api/fn", endpoint = "announcements", protocol = Asked)]
pub async fn announcements(#[server(default)] filter: AnnouncementFilter) -> Result<AnnouncementPage, Problem> {
    Ok(crate::ssr::desk()?.announcements(&filter).await?)
}

/// One announcement, as it stands in the address.
///
/// # Errors
/// `NotFound` when there is none or it is not for the viewer.
#[server(name = FetchAnnouncement, prefix = "/api/fn", endpoint = "announcement", protocol = Asked)]
pub async fn announcement(id: String) -> Result<AnnouncementSheet, Problem> {
    use domain::notice::Read;
    let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
    let desk = crate::ssr::desk()?;
    let sheet = desk.announcement(id).await?;
    // Whoever opens the page has read what it tells.
    desk.mark_read(&Read::OfAnnouncement(id)).await?;
    Ok(sheet)
}

/// What the form starts from: a new one, or the announcement of that id; `parked` names one that came back.
///
/// # Errors
/// `NotAllowed` for everybody but managers; `NotFound` when there is no such announcement.
#[server(name = FetchAnnouncementForm, prefix = "/api/fn", endpoint = "announcement_form", protocol = Asked)]
pub async fn announcement_form(parked: String, id: Option<String>) -> Result<AnnouncementForm, Problem> {
    let desk = crate::ssr::desk()?;
    let came_back = match parked.is_empty() {
        true => String::new(),
        // One that is gone is no reason to withhold the form.
        false => desk.parked(&parked).await.map(|parked| parked.field("draft_key").to_owned()).unwrap_or_default(),
    };
    Ok(match id {
        None => desk.announcement_form(&came_back).await?,
        Some(id) => {
            let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
            desk.announcement_change_form(id, &came_back).await?
        }
    })
}
