//! For whoever watches over the process: is it alive, and can it work.

use crate::house::House;
use axum::extract::State;
use axum::http::StatusCode;

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "live\n"
}

/// `GET /health/ready`: the database answers too.
pub async fn ready(State(house): State<House>) -> (StatusCode, &'static str) {
    match house.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(fault) => {
            tracing::error!(%fault, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
