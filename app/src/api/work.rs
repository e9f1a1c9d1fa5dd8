//! Who works on what: the engineer's queue and the secretary's board.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::case::sheet::{Dispatch, Queue};
use leptos::prelude::*;

/// The viewer's queue.
///
/// # Errors
/// A refusal for who has none.
#[server(name = FetchQueue, prefix = "/api/fn", endpoint = "queue", protocol = Asked)]
pub async fn queue() -> Result<Queue, Problem> {
    Ok(crate::ssr::desk()?.queue().await?)
}

/// The secretary's board.
///
/// # Errors
/// A refusal for who does not dispatch.
#[server(name = FetchDispatch, prefix = "/api/fn", endpoint = "dispatch", protocol = Asked)]
pub async fn dispatch() -> Result<Dispatch, Problem> {
    Ok(crate::ssr::desk()?.dispatch().await?)
}
