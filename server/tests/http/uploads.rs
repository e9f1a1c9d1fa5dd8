//! The report form with its files: what is taken, what is refused and how, and that nothing typed is lost.

use crate::testapp::{ATTACK, Answer, Browser, LI, PASSWORD, SUN, TestApp, Upload, draft_fields};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00";
const FORM: &str = "/cases/new";

fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.retain(|(field, _)| field != name);
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

/// The form as it comes back.
async fn returned(browser: &mut Browser, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let location = answer.location().to_owned();
    assert!(location.contains("parked="), "{location}");
    browser.get(&location).await
}

async fn cases_of_li(app: &TestApp) -> usize {
    app.desk(LI).await.cases(&Default::default()).await.unwrap().rows.len()
}

#[tokio::test]
async fn a_report_with_a_photo_opens_a_case_that_keeps_it() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let photo = Upload { name: "机房 照片.png", content: PNG };
    let answer = li.post_multipart(FORM, &draft_fields("with-photo"), &[photo]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = li.get(answer.location()).await;
    page.shows("Database server does not start").shows("机房 照片.png");
    let number = answer.location().strip_prefix("/cases/").unwrap().to_owned();
    let attachment = app.desk(LI).await.case(&number).await.unwrap().attachments.remove(0);
    let file = li.get(&format!("/files/{}", attachment.id)).await;
    assert_eq!((file.status, file.body.as_ref()), (StatusCode::OK, PNG));
    assert_eq!(file.header("content-type"), "image/png");
    assert!(file.header("content-disposition").starts_with("attachment; "));
    assert!(
        file.header("content-disposition").contains("filename*=UTF-8''%E6%9C%BA%E6%88%BF%20%E7%85%A7%E7%89%87.png")
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("content-security-policy").contains("sandbox"));
    let part = Request::get(format!("/files/{}", attachment.id)).header("range", "bytes=1-3");
    let part = li.send(part, Body::empty()).await;
    assert_eq!((part.status, part.body.as_ref()), (StatusCode::PARTIAL_CONTENT, &b"PNG"[..]));
}

#[tokio::test]
async fn files_wait_outside_of_what_is_served_and_leave_nothing_behind() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    li.post_multipart(FORM, &draft_fields("leaves-nothing"), &[Upload { name: "a.png", content: PNG }]).await;
    assert_eq!(std::fs::read_dir(app.data.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_flawed_form_comes_back_with_everything_that_was_typed() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let fields = with(with(draft_fields("flawed"), "title", ""), "contact_phone", "call me");
    let answer = li.post_multipart(FORM, &fields, &[Upload { name: "a.png", content: PNG }]).await;
    let form = returned(&mut li, &answer).await;
    form.shows("The fan is silent, the screen stays dark.").shows("call me").shows("QS-DB-01");
    form.shows("a.png");
    assert_eq!(cases_of_li(&app).await, 0);
}

#[tokio::test]
async fn far_too_long_a_text_comes_back_as_a_flaw_with_the_rest_of_the_form() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let fields = with(draft_fields("too-long"), "description", &"很长".repeat(100_000));
    let answer = li.post_multipart(FORM, &fields, &[]).await;
    let form = returned(&mut li, &answer).await;
    form.shows("Database server does not start").shows("很长很长").shows("8000");
    assert_eq!(cases_of_li(&app).await, 0);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_named_and_the_form_comes_back() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let large = vec![b'x'; 21 << 20];
    let files = [Upload { name: "dump.log", content: &large }, Upload { name: "a.png", content: PNG }];
    let answer = li.post_multipart(FORM, &draft_fields("too-large"), &files).await;
    let form = returned(&mut li, &answer).await;
    form.shows("dump.log").shows("20").shows("The fan is silent");
    assert_eq!(cases_of_li(&app).await, 0);
    assert_eq!(std::fs::read_dir(app.data.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_page_that_calls_itself_a_picture_is_not_taken() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let page = Upload { name: "photo.png", content: b"<!doctype html><script>alert(1)</script>" };
    let answer = li.post_multipart(FORM, &draft_fields("not-a-picture"), &[page]).await;
    returned(&mut li, &answer).await.shows("photo.png").shows("The fan is silent");
    assert_eq!(cases_of_li(&app).await, 0);
}

#[tokio::test]
async fn an_empty_file_and_an_eleventh_file_are_named() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let answer = li.post_multipart(FORM, &draft_fields("empty"), &[Upload { name: "void.log", content: b"" }]).await;
    returned(&mut li, &answer).await.shows("void.log");
    let files: Vec<Upload<'_>> = (0..11).map(|_| Upload { name: "a.png", content: PNG }).collect();
    let answer = li.post_multipart(FORM, &draft_fields("eleven"), &files).await;
    returned(&mut li, &answer).await.shows("10");
    assert_eq!(cases_of_li(&app).await, 0);
}

#[tokio::test]
async fn sending_twice_makes_one_case() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let first = li.post_multipart(FORM, &draft_fields("twice"), &[]).await;
    let second = li.post_multipart(FORM, &draft_fields("twice"), &[]).await;
    assert!(first.location().starts_with("/cases/C-"), "{}", first.location());
    assert_eq!(first.location(), second.location());
    assert_eq!(cases_of_li(&app).await, 1);
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    app.pass(chrono::TimeDelta::hours(13));
    let answer = li.post_multipart(FORM, &draft_fields("outlived"), &[]).await;
    let sign_in = answer.location().to_owned();
    let next = sign_in.strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{sign_in}"));
    let next: String = form_urlencoded::parse(format!("n={next}").as_bytes()).next().unwrap().1.into_owned();
    assert!(next.starts_with("/cases/new?parked="), "{next}");
    li.get(&sign_in).await.shows("Sign in");
    assert_eq!(li.sign_in(LI, PASSWORD, &next).await.location(), next);
    li.get(&next).await.shows("The fan is silent, the screen stays dark.");
}

#[tokio::test]
async fn a_secretary_opens_a_case_for_a_caller_by_the_same_form() {
    let app = TestApp::new().await;
    let organisation = app.desk(LI).await.viewer().person().unwrap().organisation.clone().unwrap();
    let mut sun = app.browser_of(SUN).await;
    let fields = with(draft_fields("caller"), "organisation_id", &organisation.id.to_string());
    let answer = sun.post_multipart(FORM, &with(fields, "origin", "hotline"), &[]).await;
    assert!(answer.location().starts_with("/cases/C-"), "{} {}", answer.location(), answer.text());
    sun.get(answer.location()).await.shows("Qingshan Water");
}

#[tokio::test]
async fn a_file_is_attached_later() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut li = app.browser_of(LI).await;
    let path = format!("/cases/{number}/files");
    let answer = li.post_multipart(&path, &[], &[Upload { name: "later.png", content: PNG }]).await;
    assert_eq!(answer.location(), format!("/cases/{number}"));
    li.get(answer.location()).await.shows("later.png");
    let nothing = li.post_multipart(&path, &[], &[]).await;
    assert!(nothing.location().starts_with(&format!("/cases/{number}?parked=")));
    let guest = app.browser().post_multipart(&path, &[], &[Upload { name: "x.png", content: PNG }]).await;
    assert!(guest.location().starts_with("/sign-in?next="), "{}", guest.location());
}

#[tokio::test]
async fn a_hostile_form_is_shown_as_text_when_it_comes_back() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let hostile: Vec<(String, String)> =
        draft_fields("hostile").into_iter().map(|(name, _)| (name, ATTACK.to_owned())).collect();
    let answer =
        li.post_multipart(FORM, &hostile, &[Upload { name: "<script>alert(1)</script>.png", content: b"x" }]).await;
    returned(&mut li, &answer).await.hides("<script>alert(1)").shows("&lt;script&gt;alert(1)");
}

#[tokio::test]
async fn what_is_no_multipart_form_gets_an_answer() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let request = Request::post(FORM)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=BOUNDARY");
    let answer =
        li.send(request, Body::from("--BOUNDARY\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nhalf")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
