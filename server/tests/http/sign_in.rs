//! Signing in and out: what opens a session, what ends it, and what the cookie allows.

use crate::testapp::{LI, PASSWORD, TestApp};
use axum::http::StatusCode;
use chrono::TimeDelta;

#[tokio::test]
async fn the_right_password_opens_a_session_and_leads_on() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let answer = browser.sign_in(LI, PASSWORD, "/cases?show=all").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/cases?show=all"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("sid=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(cookie.contains("Path=/;") && !cookie.contains("Secure"), "{cookie}");
    browser.get("/").await.shows("Li Na");
}

#[tokio::test]
async fn the_email_is_read_as_people_type_it() {
    let app = TestApp::new().await;
    let answer = app.browser().sign_in(" LI@Qingshan.example ", PASSWORD, "/").await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test]
async fn behind_tls_the_session_is_bound_to_the_host() {
    let app = TestApp::at("https://service.example.com").await;
    let answer = app.browser().sign_in(LI, PASSWORD, "/").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-sid=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age="));
}

#[tokio::test]
async fn a_wrong_password_leads_back_to_the_form_with_what_was_typed_except_the_password() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let answer = browser.sign_in(LI, "wrong horse", "/cases").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/sign-in?next=%2Fcases&parked="), "{}", answer.location());
    assert!(answer.headers.get("set-cookie").is_none());
    let form = browser.get(answer.location()).await;
    form.shows(LI).shows("value=\"/cases\"").shows("E-mail or password is wrong").hides("wrong horse");
}

#[tokio::test]
async fn an_unknown_email_is_answered_like_a_wrong_password() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let known = browser.sign_in(LI, "wrong horse", "/").await;
    let unknown = browser.sign_in("nobody@qingshan.example", "wrong horse", "/").await;
    assert_eq!(known.status, unknown.status);
    let [known, unknown] = [known, unknown].map(|answer| answer.location().split('?').next().unwrap().to_owned());
    assert_eq!(known, unknown);
}

#[tokio::test]
async fn after_five_failures_even_the_right_password_has_to_wait() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for _ in 0..5 {
        browser.sign_in(LI, "wrong horse", "/").await;
    }
    let refused = browser.sign_in(LI, PASSWORD, "/").await;
    assert!(refused.location().starts_with("/sign-in?"), "{}", refused.location());
    let form = browser.get(refused.location()).await;
    form.shows("Too many attempts");
    app.pass(TimeDelta::minutes(16));
    assert_eq!(browser.sign_in(LI, PASSWORD, "/").await.location(), "/");
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(LI).await;
    let mut thief = app.browser();
    thief.cookies = browser.cookies.clone();
    thief.get("/").await.shows("Li Na");
    browser.sign_in(LI, PASSWORD, "/").await;
    assert_ne!(browser.cookies, thief.cookies);
    browser.get("/").await.shows("Li Na");
    thief.get("/").await.hides("Li Na");
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(LI).await;
    let before = browser.cookies.clone();
    let answer = browser.post::<&str, &str>("/sign-out", &[]).await;
    assert_eq!(answer.location(), "/sign-in");
    assert!(!browser.cookies.contains_key("sid"));
    browser.cookies = before;
    browser.get("/").await.hides("Li Na");
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_for_half_a_day() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(LI).await;
    app.pass(TimeDelta::hours(11));
    browser.get("/").await.shows("Li Na");
    app.pass(TimeDelta::hours(13));
    assert_eq!(browser.get("/cases").await.location(), "/sign-in?next=/cases");
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    let app = TestApp::new().await;
    for next in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example"]
    {
        assert_eq!(app.browser().sign_in(LI, PASSWORD, next).await.location(), "/", "{next:?}");
    }
}
