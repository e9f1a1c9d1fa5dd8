//! Notices and what the service clock does by itself: one's own inbox, the escalation board, a policy tried out.

use crate::problem::Problem;
use domain::notice::{Board, Inbox, NoticeChoice};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use std::collections::BTreeMap;

/// A page of the viewer's inbox, the newest first.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchInbox, prefix = "/api/fn", endpoint = "inbox", output = Postcard)]
pub async fn inbox(before: Option<i64>) -> Result<Inbox, Problem> {
    const ROWS: i64 = 30;
    Ok(crate::ssr::desk()?.inbox(before, ROWS).await?)
}

/// How many notices the viewer has not read.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchUnread, prefix = "/api/fn", endpoint = "unread", output = Postcard)]
pub async fn unread() -> Result<i64, Problem> {
    Ok(crate::ssr::desk()?.unread().await?)
}

/// All notices are read; with a number those about that case.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = MarkRead, prefix = "/api/fn", endpoint = "mark_read", output = Postcard)]
pub async fn mark_read(#[server(default)] number: String) -> Result<(), Problem> {
    use domain::notice::Read;
    let read = if number.is_empty() { Read::All } else { Read::OfCase(number) };
    Ok(crate::ssr::desk()?.mark_read(&read).await?)
}

/// What comes to the viewer by e-mail.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchNoticeChoices, prefix = "/api/fn", endpoint = "notice_choices", output = Postcard)]
pub async fn notice_choices() -> Result<Vec<NoticeChoice>, Problem> {
    Ok(crate::ssr::desk()?.notification_choices().await?)
}

/// Chooses it: a field by the name of each kind that is to come by e-mail.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = ChooseNotices, prefix = "/api/fn", endpoint = "choose_notices", output = Postcard)]
pub async fn choose_notices(#[server(flatten)] chosen: BTreeMap<String, String>) -> Result<(), Problem> {
    let kinds: Vec<_> = chosen.keys().filter_map(|key| domain::notice::NoticeKind::from_key(key)).collect();
    Ok(crate::ssr::desk()?.choose_notifications(&kinds).await?)
}

/// What is breached, what is soon, what was done about it.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchEscalations, prefix = "/api/fn", endpoint = "escalations", output = Postcard)]
pub async fn escalations() -> Result<Board, Problem> {
    Ok(crate::ssr::desk()?.escalation_board().await?)
}
