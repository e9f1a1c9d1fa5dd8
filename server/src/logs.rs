//! What the process tells its operator: one line a request, faults with their reference. Never a query, a secret, or the
//! token of a link.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error.
pub fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start, as in tests, changes nothing.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// One line for every request, when its answer begins.
pub async fn note_request(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = without_token(request.uri().path()).to_owned();
    let response = next.run(request).await;
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status = response.status().as_u16(), ms, "request");
    response
}

/// The address of a survey or an invitation is a key to it.
fn without_token(path: &str) -> &str {
    match path.split('/').nth(1) {
        Some("surveys") => "/surveys/…",
        Some("invitation") => "/invitation/…",
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_logged() {
        assert_eq!(without_token("/surveys/c0ffee"), "/surveys/…");
        assert_eq!(without_token("/invitation/c0ffee"), "/invitation/…");
        assert_eq!(without_token("/cases/C-1"), "/cases/C-1");
    }
}
