//! The two cookies: the session's secret, and the language of a guest. Neither is readable by scripts, and behind TLS the
//! session's is bound to this host by its `__Host-` prefix.

use crate::config::Settings;
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;
use domain::person::Language;

const LANGUAGE: &str = "lang";
/// A year, in seconds.
const LANGUAGE_KEPT_SECONDS: i64 = 365 * 24 * 3600;
/// As long as a session can last at most.
const SESSION_KEPT_SECONDS: i64 = 30 * 24 * 3600;

fn session_name(settings: &Settings) -> &'static str {
    if settings.is_https() { "__Host-sid" } else { "sid" }
}

/// The session's secret, as the browser sent it.
pub fn session(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(session_name(settings)).map(|cookie| cookie.value().to_owned()).filter(|token| !token.is_empty())
}

/// The language chosen before, if it is one of ours.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    CookieJar::from_headers(headers).get(LANGUAGE).and_then(|cookie| Language::from_tag(cookie.value()))
}

/// The cookie that keeps somebody signed in.
pub fn signed_in(token: &str, settings: &Settings) -> HeaderValue {
    ours(session_name(settings), token, SESSION_KEPT_SECONDS, settings)
}

/// The cookie that ends it.
pub fn signed_out(settings: &Settings) -> HeaderValue {
    ours(session_name(settings), "", 0, settings)
}

/// The cookie that keeps the language.
pub fn speaking(language: Language, settings: &Settings) -> HeaderValue {
    ours(LANGUAGE, language.tag(), LANGUAGE_KEPT_SECONDS, settings)
}

/// Values are hex digits or language tags; whatever else would need quoting empties the cookie.
fn ours(name: &str, value: &str, kept_seconds: i64, settings: &Settings) -> HeaderValue {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let value = if plain { value } else { "" };
    let secure = if settings.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={kept_seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn settings(public_url: &str) -> Settings {
        Settings::in_folder(PathBuf::from("unused"), None, public_url)
    }

    #[test]
    fn behind_tls_the_session_is_bound_to_the_host() {
        let cookie = signed_in("c0ffee", &settings("https://service.example.com"));
        assert_eq!(cookie, "__Host-sid=c0ffee; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn without_tls_the_cookie_still_hides_from_scripts() {
        let cookie = signed_in("c0ffee", &settings("http://127.0.0.1:3000"));
        assert_eq!(cookie, "sid=c0ffee; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_token_cannot_add_attributes() {
        let cookie = signed_in("x; Domain=evil.example", &settings("http://127.0.0.1:3000"));
        assert!(cookie.to_str().unwrap().starts_with("sid=; "));
    }
}
