//! Who works on what: the engineer's queue and the secretary's board.

use crate::problem::Problem;
use domain::case::sheet::{Dispatch, Queue};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// The viewer's queue.
///
/// # Errors
/// A refusal for who has none.
#[server(name = FetchQueue, prefix = "/api/fn", endpoint = "queue", output = Postcard)]
pub async fn queue() -> Result<Queue, Problem> {
    Ok(crate::ssr::desk()?.queue().await?)
}

/// The secretary's board.
///
/// # Errors
/// A refusal for who does not dispatch.
#[server(name = FetchDispatch, prefix = "/api/fn", endpoint = "dispatch", output = Postcard)]
pub async fn dispatch() -> Result<Dispatch, Problem> {
    Ok(crate::ssr::desk()?.dispatch().await?)
}
