//! Notices and what the service clock does by itself: one's own inbox, the escalation board, a policy tried out.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::notice::{Board, Inbox, Letters, NoticeChoice};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A page of the viewer's inbox, the newest first.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchInbox, prefix = "/api/fn", endpoint = "inbox", protocol = Asked)]
pub async fn inbox(before: Option<i64>) -> Result<Inbox, Problem> {
    const ROWS: i64 = 30;
    Ok(crate::ssr::desk()?.inbox(before, ROWS).await?)
}

/// What the bell says as the page comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bell {
    /// How many notices the viewer has not read.
    pub unread: i64,
    /// The tab's live stream begins after this event.
    pub last_event_id: i64,
}

/// How many notices the viewer has not read, and from where on to listen for more.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchBell, prefix = "/api/fn", endpoint = "bell", protocol = Asked)]
pub async fn bell() -> Result<Bell, Problem> {
    let desk = crate::ssr::desk()?;
    let last_event_id = desk.last_event_id().await?;
    Ok(Bell { unread: desk.unread().await?, last_event_id })
}

/// All notices are read; with a number those about that case. Answers how many are not, of all.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = MarkRead, prefix = "/api/fn", endpoint = "mark_read", output = Postcard)]
pub async fn mark_read(#[server(default)] number: String) -> Result<i64, Problem> {
    use domain::notice::Read;
    let desk = crate::ssr::desk()?;
    let read = if number.is_empty() { Read::All } else { Read::OfCase(number) };
    desk.mark_read(&read).await?;
    Ok(desk.unread().await?)
}

/// The same for the case that somebody looks at. Gives how many are left.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = ReadCase, prefix = "/api/fn", endpoint = "read_case", protocol = Asked)]
pub async fn read_case(number: String) -> Result<i64, Problem> {
    mark_read(number).await
}

/// What comes by e-mail, and whether e-mail leaves this house at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    pub choices: Vec<NoticeChoice>,
    /// No mail server is named: letters are kept as files.
    pub letters_are_files: bool,
}

/// What comes to the viewer by e-mail.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchNoticeChoices, prefix = "/api/fn", endpoint = "notice_choices", protocol = Asked)]
pub async fn notice_choices() -> Result<Choices, Problem> {
    let choices = crate::ssr::desk()?.notification_choices().await?;
    Ok(Choices { choices, letters_are_files: crate::ssr::letters_are_files() })
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
#[server(name = FetchEscalations, prefix = "/api/fn", endpoint = "escalations", protocol = Asked)]
pub async fn escalations() -> Result<Board, Problem> {
    Ok(crate::ssr::desk()?.escalation_board().await?)
}

/// What could not be delivered.
///
/// # Errors
/// A refusal unless the viewer is a manager.
#[server(name = FetchLetters, prefix = "/api/fn", endpoint = "letters", protocol = Asked)]
pub async fn letters() -> Result<(Letters, bool), Problem> {
    Ok((crate::ssr::desk()?.undelivered_letters().await?, crate::ssr::letters_are_files()))
}

/// Tries it again now.
///
/// # Errors
/// A refusal unless the viewer is a manager, or when nothing waits under that id.
#[server(name = TryAgain, prefix = "/api/fn", endpoint = "try_again", output = Postcard)]
pub async fn try_again(id: i64) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.try_letter_again(id).await?)
}
