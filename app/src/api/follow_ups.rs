//! Follow-ups: the list and one of them. Handing on and ending are plain forms of the process (`POST /manage/follow-ups/{id}`).

use crate::problem::Problem;
use crate::wire::Asked;
use domain::survey::{FollowUpFilter, FollowUpPage, FollowUpSheet};
use leptos::prelude::*;

/// A page of the follow-ups in sight.
///
/// # Errors
/// A refusal for customers and guests.
#[server(name = FetchFollowUps, prefix = "/api/fn", endpoint = "follow_ups", protocol = Asked)]
pub async fn follow_ups(filter: FollowUpFilter) -> Result<FollowUpPage, Problem> {
    Ok(crate::ssr::desk()?.follow_ups(&filter).await?)
}

/// One of them.
///
/// # Errors
/// `NotFound` when there is none or it is not the viewer's to see.
#[server(name = FetchFollowUp, prefix = "/api/fn", endpoint = "follow_up", protocol = Asked)]
pub async fn follow_up(id: String) -> Result<FollowUpSheet, Problem> {
    use domain::notice::Read;
    let (desk, id) = (crate::ssr::desk()?, id.parse().unwrap_or_default());
    let sheet = desk.follow_up(id).await?;
    // Whoever opens the page has read what it tells.
    desk.mark_read(&Read::OfFollowUp(id)).await?;
    Ok(sheet)
}
