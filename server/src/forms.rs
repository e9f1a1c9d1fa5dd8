//! Forms of the app sent without JavaScript (`POST /api/fn/…` by a browser that navigates). Whatever the server function
//! decides, the browser goes back to the page it came from; after a refusal with the fields parked, so that nothing typed is
//! lost (docs/decisions/0003). Requests of our WebAssembly pass untouched.

use crate::local_path::{of_referer, with_query};
use crate::parking::send_back;
use crate::plain::{self, see_other};
use crate::seat::Seat;
use app::ssr::LastRefusal;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use domain::person::Language;
use domain::refusal::Refusal;

/// Largest form without files.
pub const FORM_MOST_BYTES: usize = 256 << 10;

/// Sees a native form through; everything else just passes.
pub async fn see_through(seat: Seat, mut request: Request, next: Next) -> Response {
    let last_refusal = LastRefusal::default();
    request.extensions_mut().insert(last_refusal.clone());
    if !request.uri().path().starts_with("/api/fn/") || !is_native(request.headers()) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let (parts, body) = request.into_parts();
    let Ok(sent) = to_bytes(body, FORM_MOST_BYTES).await else {
        return too_large(seat.language());
    };
    let response = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    let refusal = last_refusal.0.lock().ok().and_then(|mut last| last.take());
    match refusal {
        None => after(&headers, response, seat.language()),
        Some(refusal) => {
            let back = send_back(&seat, &page(&headers), typed(&sent), refusal).await;
            back.unwrap_or_else(|trouble| trouble.answer(seat.language()))
        }
    }
}

/// A browser that navigates, not our WebAssembly.
fn is_native(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form = said(CONTENT_TYPE.as_str()).starts_with("application/x-www-form-urlencoded");
    let navigates = match said("sec-fetch-mode") {
        "" => said(ACCEPT.as_str()).contains("text/html"),
        mode => mode == "navigate",
    };
    form && navigates
}

fn too_large(language: Language) -> Response {
    let mut response = plain::refusal(&Refusal::Flawed(Vec::new()), language);
    *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    response
}

/// The page the form was on, without what an earlier attempt left in its address.
fn page(headers: &HeaderMap) -> String {
    let referer = headers.get(REFERER).and_then(|value| value.to_str().ok()).and_then(of_referer);
    with_query(&referer.unwrap_or_else(|| "/".to_owned()), &["parked", "__err", "__path"], None)
}

/// After success: where the server function sends the browser, or the page it came from. A fault stays a fault.
fn after(headers: &HeaderMap, response: Response, language: Language) -> Response {
    let said = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if response.status().is_server_error() || said.contains("__err=") {
        return plain::fault(
            &store::Fault::Broken("a form's server function failed; its fault is logged above"),
            language,
        );
    }
    let own_choice = said.starts_with('/') && of_referer(said).is_some();
    let mut answer = if own_choice { see_other(said) } else { see_other(&page(headers)) };
    for cookie in response.headers().get_all(SET_COOKIE) {
        answer.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    answer
}

fn typed(sent: &[u8]) -> Vec<(String, String)> {
    let fields = form_urlencoded::parse(sent).into_owned().map(|(name, value)| (plain_name(&name), value));
    fields.filter(|(name, _)| !name.contains("password")).collect()
}

/// Server functions take structs as `draft[title]`; pages know the field as `title`.
fn plain_name(name: &str) -> String {
    match name.split_once('[') {
        Some((_, field)) => field.trim_end_matches(']').to_owned(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_navigating_browser_sends_native_forms() {
        let form = ("content-type", "application/x-www-form-urlencoded");
        assert!(is_native(&headers(&[form, ("sec-fetch-mode", "navigate")])));
        assert!(is_native(&headers(&[form, ("accept", "text/html,*/*")])));
        assert!(!is_native(&headers(&[form, ("sec-fetch-mode", "cors"), ("accept", "text/html")])));
        assert!(!is_native(&headers(&[("sec-fetch-mode", "navigate")])));
    }

    #[test]
    fn the_page_is_taken_without_what_an_earlier_attempt_left() {
        let headers = headers(&[("referer", "http://127.0.0.1:3000/cases/C-1?show=all&parked=7&__err=x")]);
        assert_eq!(page(&headers), "/cases/C-1?show=all");
    }

    #[test]
    fn a_field_of_a_struct_is_parked_under_its_own_name() {
        assert_eq!(plain_name("draft[words]"), "words");
        assert_eq!(plain_name("words"), "words");
    }
}
