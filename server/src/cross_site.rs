//! Requests that change something come from our own pages only (CSRF). Browsers say where a request comes from in
//! Sec-Fetch-Site, older ones in Origin; a program that says neither is told to. Cookies are SameSite=Lax besides.

use crate::house::House;
use crate::plain;
use crate::seat::Seat;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use domain::refusal::Refusal;

/// Lets reading through, and writing from our own pages; everything else is refused.
pub async fn refuse(State(house): State<House>, seat: Seat, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || comes_from_us(request.headers(), &house.settings.public_url()) {
        return next.run(request).await;
    }
    plain::refusal(&Refusal::CrossSite, seat.language())
}

fn comes_from_us(headers: &HeaderMap, public_url: &str) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = said("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = said(ORIGIN.as_str()) else { return false };
    let same_host = origin.split_once("://").is_some_and(|(_, host)| said(HOST.as_str()) == Some(host));
    origin == public_url || same_host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        comes_from_us(&headers, "https://service.example.com")
    }

    #[test]
    fn what_the_browser_says_of_the_site_decides() {
        assert!(judged(&[("sec-fetch-site", "same-origin")]));
        assert!(judged(&[("sec-fetch-site", "none")]));
        assert!(!judged(&[("sec-fetch-site", "same-site")]));
        assert!(!judged(&[("sec-fetch-site", "cross-site"), ("origin", "https://service.example.com")]));
    }

    #[test]
    fn an_older_browser_says_its_origin() {
        assert!(judged(&[("origin", "https://service.example.com")]));
        assert!(judged(&[("origin", "http://10.0.0.5:3000"), ("host", "10.0.0.5:3000")]));
        assert!(!judged(&[("origin", "https://evil.example"), ("host", "service.example.com")]));
        assert!(!judged(&[("origin", "null"), ("host", "null")]));
    }

    #[test]
    fn who_says_nothing_is_refused() {
        assert!(!judged(&[]));
    }
}
