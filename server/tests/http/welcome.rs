//! The home page that a customer is given, over HTTP: a form with a logo, what its people see, and who is shown nothing.

use crate::testapp::{ATTACK, LI, MANAGER, TestApp, Upload, ZHAO};
use axum::http::StatusCode;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";

fn fields(words: &str, phone: &str) -> Vec<(String, String)> {
    let fields = [("words_en", words), ("contact.0.name", "Zhou Min"), ("contact.0.phone", phone)];
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[tokio::test]
async fn the_customers_people_are_welcomed_with_what_the_manager_typed() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    manager.get("/organisations/1/home").await.shows("Home page of the customer");
    let logo = [Upload { name: "logo.png", content: PNG }];
    let sent = manager.post_multipart("/organisations/1/home", &fields(ATTACK, "138 0000 0000"), &logo).await;
    assert_eq!(sent.location(), "/organisations/1");
    manager.get("/organisations/1").await.shows("class=\"card welcome\"");
    let mut li = app.browser_of(LI).await;
    let home = li.get("/").await;
    home.shows("class=\"card welcome\"").shows("Zhou Min").shows("tel:13800000000").hides(ATTACK);
    let logo = li.get("/organisations/1/logo").await;
    assert_eq!((logo.status, logo.header("content-type"), &logo.body[..]), (StatusCode::OK, "image/png", PNG));
    assert!(logo.header("content-disposition").is_empty());
    // Nobody else's people see any of it.
    let mut zhao = app.browser_of(ZHAO).await;
    zhao.get("/").await.hides("class=\"card welcome\"");
    assert_eq!(zhao.get("/organisations/1/logo").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.browser().get("/organisations/1/logo").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_flawed_form_comes_back_with_everything_typed() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let page = [Upload { name: "logo.png", content: b"<svg onload=alert(1)>" }];
    let sent = manager.post_multipart("/organisations/1/home", &fields("Good morning", "12"), &page).await;
    assert!(sent.location().starts_with("/organisations/1/home?parked="), "{}", sent.location());
    let back = manager.get(sent.location()).await;
    back.shows("Good morning").shows("id=\"contact.0.phone-flaw\"").shows("id=\"logo-flaw\"").hides("<svg onload");
    manager.get("/organisations/1").await.hides("class=\"card welcome\"");
}

#[tokio::test]
async fn only_managers_edit_it() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    assert_eq!(li.get("/organisations/1/home").await.status, StatusCode::FORBIDDEN);
    let sent = li.post_multipart("/organisations/1/home", &fields("x", ""), &[]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    app.browser_of(LI).await.get("/").await.hides("class=\"card welcome\"");
}
