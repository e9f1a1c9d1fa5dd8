//! Answers that are no page of the app: a redirect, and a plain page that says in the reader's language why something was
//! not done. It needs neither the store nor scripts, so it also works when everything else does not.

use crate::passwords::PasswordFault;
use app::frame::locale;
use app::problem::Problem;
use app::words;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::person::Language;
use domain::refusal::Refusal;
use html_escape::encode_text;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a request of this crate can end with besides success.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] store::Fault),
    #[error(transparent)]
    Password(#[from] PasswordFault),
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Trouble {
        match error {
            store::Error::Refused(refusal) => Trouble::Refused(refusal),
            store::Error::Fault(fault) => Trouble::Fault(fault),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        Trouble::Fault(error.into())
    }
}

impl Trouble {
    /// The plain page that says so.
    pub fn answer(self, language: Language) -> Response {
        match self {
            Trouble::Refused(no) => refusal(&no, language),
            Trouble::Fault(error) => fault(&error, language),
            Trouble::Password(error) => fault(&error, language),
        }
    }
}

/// Goes on to one of our own paths.
pub fn see_other(path: &str) -> Response {
    const NOT_IN_HEADERS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');
    let location = utf8_percent_encode(path, NOT_IN_HEADERS).to_string();
    let location = HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// The page that says no.
pub fn refusal(refusal: &Refusal, language: Language) -> Response {
    page(app::ssr::status_of(refusal), &Problem::Refused(refusal.clone()), language)
}

/// The page that says it was our fault; logged here under the reference it shows.
pub fn fault(error: &dyn std::error::Error, language: Language) -> Response {
    let reference = noted(error);
    page(StatusCode::INTERNAL_SERVER_ERROR, &Problem::Fault { reference }, language)
}

/// Logs a fault once and gives its reference.
pub fn noted(error: &dyn std::fmt::Display) -> String {
    let mut bytes = [0; 4];
    // Without randomness the reference is zero, and the log still has the time.
    let _ = getrandom::fill(&mut bytes);
    let reference = hex::encode(bytes);
    tracing::error!(reference, %error, "fault");
    reference
}

/// A page without scripts that styles itself.
fn page(status: StatusCode, problem: &Problem, language: Language) -> Response {
    let said = words::problem(locale(language), problem);
    let flaws = problem.flaws().iter().map(|flaw| words::flaw(locale(language), &flaw.kind));
    let flaws: String = flaws.map(|flaw| format!("<p>{}</p>", encode_text(&flaw))).collect();
    let (title, then) = (encode_text(&said.title), encode_text(&said.then));
    let home = crate::letters::home_link(language);
    let html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}}</style>\
         <main><h1>{title}</h1>{flaws}<p>{then}</p><p><a href=\"/\">{}</a></p></main></html>",
        language.tag(),
        encode_text(home),
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    (status, [(CONTENT_SECURITY_POLICY, policy), (CACHE_CONTROL, "no-store")], Html(html)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_keeps_chinese_and_percent_signs() {
        let response = see_other("/cases?q=\u{84dd}\u{5c4f}&next=%2Fcases");
        assert_eq!(response.headers()[LOCATION], "/cases?q=%E8%93%9D%E5%B1%8F&next=%2Fcases");
    }
}
