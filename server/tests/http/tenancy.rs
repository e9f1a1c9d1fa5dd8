//! One customer never learns anything of another: not by page, not by file, not by interface.

use crate::testapp::{CHEN, LI, TestApp, Upload, ZHAO, draft_fields};
use axum::http::{Request, StatusCode};

/// A case of Li's with a file; its number and the file's address.
async fn case_with_file(app: &TestApp) -> (String, String) {
    let mut li = app.browser_of(LI).await;
    let file = Upload { name: "log.txt", content: b"kernel panic" };
    let answer = li.post_multipart("/cases/new", &draft_fields("key-with-file"), &[file]).await;
    let number = answer.location().strip_prefix("/cases/").unwrap().to_owned();
    let id = app.desk(LI).await.case(&number).await.unwrap().attachments[0].id;
    (number, format!("/files/{id}"))
}

#[tokio::test]
async fn another_organisations_case_is_not_found() {
    let app = TestApp::new().await;
    let (number, file) = case_with_file(&app).await;
    let mut zhao = app.browser_of(ZHAO).await;
    for path in [
        format!("/cases/{number}"),
        format!("/cases/{number}/record"),
        format!("/cases/{number}/survey"),
        format!("/api/v1/cases/{number}"),
        "/assets/QS-DB-01".to_owned(),
        file,
    ] {
        let answer = zhao.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.hides("Database server").hides("PowerEdge").hides("kernel panic");
    }
    zhao.get("/cases?show=all").await.hides(&number);
    zhao.get("/api/v1/cases?show=all").await.hides(&number);
}

#[tokio::test]
async fn what_is_not_there_is_answered_like_what_is_somebody_elses() {
    let app = TestApp::new().await;
    let (number, _) = case_with_file(&app).await;
    let mut zhao = app.browser_of(ZHAO).await;
    let absent = zhao.get("/api/v1/cases/C-20200101-9999").await;
    let anothers = zhao.get(&format!("/api/v1/cases/{number}")).await;
    assert_eq!((absent.status, absent.text()), (anothers.status, anothers.text()));
    assert_eq!(zhao.get("/files/999999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(zhao.get("/files/not-a-number").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_acts_on_a_case_out_of_sight() {
    let app = TestApp::new().await;
    let (number, _) = case_with_file(&app).await;
    let before = app.desk(LI).await.case(&number).await.unwrap().events.len();
    let mut zhao = app.browser_of(ZHAO).await;
    let comment = [("number", number.as_str()), ("act", "comment"), ("words", "intruder")];
    zhao.post("/api/fn/act", &comment).await;
    // The same from our WebAssembly, which does not navigate.
    let request = Request::post("/api/fn/act")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let body = format!("number={number}&act=comment&words=intruder");
    assert_eq!(zhao.send(request, body.into()).await.status, StatusCode::NOT_FOUND);
    let file = Upload { name: "log.txt", content: b"intruder" };
    let attached = zhao.post_multipart(&format!("/cases/{number}/files"), &[], &[file]).await;
    assert_eq!(attached.status, StatusCode::NOT_FOUND);
    assert_eq!(app.desk(LI).await.case(&number).await.unwrap().events.len(), before);
}

#[tokio::test]
async fn an_engineer_sees_what_is_assigned_and_nothing_else() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut chen = app.browser_of(CHEN).await;
    assert_eq!(chen.get(&format!("/cases/{number}")).await.status, StatusCode::NOT_FOUND);
    app.desk(crate::testapp::SUN)
        .await
        .act(&number, domain::case::decide::Command::Assign { to: app.person(CHEN).await })
        .await
        .unwrap();
    chen.get(&format!("/cases/{number}")).await.shows("Database server does not start");
}

#[tokio::test]
async fn a_guest_is_sent_to_sign_in_and_back() {
    let app = TestApp::new().await;
    let (number, file) = case_with_file(&app).await;
    let mut guest = app.browser();
    for path in ["/cases", "/cases/new", "/queue", "/dispatch", "/coverage", &format!("/cases/{number}")] {
        let answer = guest.get(path).await;
        assert_eq!(answer.location(), format!("/sign-in?next={path}"), "{path}");
        answer.hides("Database server");
    }
    let answer = guest.get(&file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/sign-in?next=%2Ffiles%2F"));
}
