//! Headers that keep pages safe whatever is in them: where scripts may come from, who may frame us, what may be kept by
//! caches. Answers that set their own (files, plain pages) keep them.

use crate::config::Settings;
use crate::house::House;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// For everything that says nothing else: nothing at all may be loaded.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The policy of a page of the app: scripts with the nonce of this answer, and what they load themselves.
///
/// Elements carry `style` attributes (shares of bars), which harm nobody; style sheets and scripts come from us alone.
pub fn policy_of_page(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Adds what is missing to every answer.
pub async fn add(State(house): State<House>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    complete(response.headers_mut(), &house.settings);
    response
}

fn complete(headers: &mut HeaderMap, settings: &Settings) {
    let mut missing = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    missing(X_CONTENT_TYPE_OPTIONS, "nosniff");
    missing(REFERRER_POLICY, "same-origin");
    missing(X_FRAME_OPTIONS, "DENY");
    missing(CONTENT_SECURITY_POLICY, NOTHING);
    // What one person sees is nobody else's, and goes with the session.
    missing(CACHE_CONTROL, "no-store");
    if settings.is_https() {
        missing(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
