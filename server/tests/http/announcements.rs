//! Announcements over HTTP: the form with files, downloads that go on where they broke off, and who may have them.

use crate::testapp::{Browser, LI, MANAGER, TestApp, Upload, ZHAO};
use axum::body::Body;
use axum::http::{Request, StatusCode};

/// Forms that are a button only.
const NOTHING: [(&str, &str); 0] = [];
const CONTENT: &[u8] = b"firmware 2.19.1: steps one, two and three";

fn fields(change: &[(&str, &str)]) -> Vec<(String, String)> {
    let all = [
        ("draft_key", "k"),
        ("kind", "bulletin"),
        ("audience", "customers"),
        ("title", "阵列卡电池通报"),
        ("text", "请核对序列号。"),
        ("important", "on"),
    ];
    let changed = |name: &str| change.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
    all.iter().map(|(name, value)| ((*name).to_owned(), changed(name).unwrap_or(value).to_owned())).collect()
}

/// Publishes one with a file; the address of its page and of the file.
async fn published(app: &TestApp, change: &[(&str, &str)]) -> (String, String) {
    let mut manager = app.browser_of(MANAGER).await;
    let file = Upload { name: "firmware.txt", content: CONTENT };
    let answer = manager.post_multipart("/announcements/new", &fields(change), &[file]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = answer.location().to_owned();
    let id = page.strip_prefix("/announcements/").unwrap().parse().unwrap();
    let file = app.desk(MANAGER).await.announcement(id).await.unwrap().files[0].id;
    (page, format!("/announcements/files/{file}"))
}

async fn asked(browser: &mut Browser, path: &str, headers: &[(&str, &str)]) -> (StatusCode, Vec<u8>, String) {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    let answer = browser.send(request, Body::empty()).await;
    let tag = answer.header("etag").to_owned();
    (answer.status, answer.body.to_vec(), tag)
}

#[tokio::test]
async fn a_download_goes_on_where_it_broke_off_if_the_file_is_the_same() {
    let app = TestApp::new().await;
    let (_, file) = published(&app, &[]).await;
    let mut li = app.browser_of(LI).await;
    let (status, body, tag) = asked(&mut li, &file, &[]).await;
    assert_eq!((status, body.as_slice(), tag.len()), (StatusCode::OK, CONTENT, 66));
    let rest = &CONTENT[9..];
    let (status, body, _) = asked(&mut li, &file, &[("range", "bytes=9-")]).await;
    assert_eq!((status, body.as_slice()), (StatusCode::PARTIAL_CONTENT, rest));
    let (status, body, _) = asked(&mut li, &file, &[("range", "bytes=9-"), ("if-range", &tag)]).await;
    assert_eq!((status, body.as_slice()), (StatusCode::PARTIAL_CONTENT, rest));
    let (status, body, _) = asked(&mut li, &file, &[("range", "bytes=9-"), ("if-range", "\"another\"")]).await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, CONTENT));
    let (status, ..) = asked(&mut li, &file, &[("range", "bytes=9000-")]).await;
    assert_eq!(status, StatusCode::RANGE_NOT_SATISFIABLE);
    let (status, body, _) = asked(&mut li, &file, &[("if-none-match", &tag)]).await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn what_is_for_the_staff_is_not_found_by_customers() {
    let app = TestApp::new().await;
    let (page, file) = published(&app, &[("audience", "staff")]).await;
    let mut zhao = app.browser_of(ZHAO).await;
    for path in [&page, &file] {
        assert_eq!(zhao.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut guest = app.browser();
    assert!(guest.get(&file).await.location().starts_with("/sign-in?next="));
}

#[tokio::test]
async fn an_important_one_waits_at_home_until_it_is_read() {
    let app = TestApp::new().await;
    let (page, _) = published(&app, &[]).await;
    let mut li = app.browser_of(LI).await;
    li.get("/").await.shows("阵列卡电池通报");
    li.get(&page).await.shows("SHA-256").shows("I have read this");
    let answer = li.post(&format!("{page}/read"), &NOTHING).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, page.as_str()));
    li.get(&page).await.shows("You confirmed this");
    assert!(!li.get("/").await.text().contains("阵列卡电池通报"));
    app.browser_of(MANAGER).await.get(&page).await.shows("Read by 1 of").shows("Li Na");
}

#[tokio::test]
async fn a_flawed_form_comes_back_with_what_was_typed_and_its_files() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let file = Upload { name: "firmware.txt", content: CONTENT };
    let answer = manager.post_multipart("/announcements/new", &fields(&[("title", "")]), &[file]).await;
    let form = manager.get(answer.location()).await;
    form.shows("请核对序列号。").shows("firmware.txt").shows("aria-invalid");
    let answer = manager.post_multipart("/announcements/new", &fields(&[]), &[]).await;
    manager.get(answer.location()).await.shows("firmware.txt");
}

#[tokio::test]
async fn a_correction_starts_from_what_is_published_and_says_so() {
    let app = TestApp::new().await;
    let (page, file) = published(&app, &[]).await;
    let mut manager = app.browser_of(MANAGER).await;
    let change = format!("{page}/change");
    let form = manager.get(&change).await;
    form.shows("请核对序列号。").shows("Remove firmware.txt").shows("name=\"base\"");
    let id = file.strip_prefix("/announcements/files/").unwrap();
    let mut sent = fields(&[("draft_key", "c"), ("title", "")]);
    sent.extend([("base", "1"), ("remove", id), ("ask_again", "on")].map(|(name, value)| (name.into(), value.into())));
    let answer = manager.post_multipart(&change, &sent, &[]).await;
    assert!(answer.location().starts_with(&format!("{change}?parked=")), "{}", answer.location());
    manager.get(answer.location()).await.shows("aria-invalid").shows("请核对序列号。");
    sent[3].1 = "阵列卡电池通报（更正）".to_owned();
    let answer = manager.post_multipart(&change, &sent, &[]).await;
    assert_eq!(answer.location(), page);
    manager.get(&page).await.shows("Corrected ").shows("阵列卡电池通报").shows("firmware.txt");
    let mut li = app.browser_of(LI).await;
    assert_eq!(li.get(&file).await.status, StatusCode::NOT_FOUND);
    li.get("/inbox").await.shows("please read it again");
    assert!(!li.get(&page).await.text().contains("firmware.txt"), "what it was is not for readers");
    assert_eq!(li.get(&change).await.status, StatusCode::FORBIDDEN);
    assert_eq!(li.post_multipart(&change, &sent, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(manager.post(&format!("{page}/withdraw"), &NOTHING).await.location(), page);
    li.get(&page).await.shows("Withdrawn ");
    assert!(!li.get("/announcements").await.text().contains("阵列卡电池通报"));
}

#[tokio::test]
async fn customers_publish_nothing() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let answer = li.post_multipart("/announcements/new", &fields(&[]), &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(li.post("/announcements/1/withdraw", &NOTHING).await.status, StatusCode::FORBIDDEN);
}
