//! Forms of the app without JavaScript: every act works, and one that is refused comes back with what was typed.

use crate::testapp::{ATTACK, CHEN, LI, TestApp};
use axum::http::StatusCode;
use domain::case::stage::Stage;

fn page(number: &str) -> String {
    format!("http://127.0.0.1:3000/cases/{number}?parked=old")
}

#[tokio::test]
async fn an_act_leads_back_to_the_page_it_was_on() {
    let app = TestApp::new().await;
    let number = app.case_to_confirm().await;
    let mut li = app.browser_of(LI).await;
    let fields = [("number", number.as_str()), ("act", "confirm_service")];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, format!("/cases/{number}").as_str()));
    assert_eq!(app.desk(LI).await.case(&number).await.unwrap().case.stage, Stage::Closed);
}

#[tokio::test]
async fn a_refused_act_comes_back_with_its_words() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let mut chen = app.browser_of(CHEN).await;
    let fields = [("number", number.as_str()), ("act", "resolve"), ("cause", ""), ("done", "fan replaced and tested")];
    let answer = chen.post_from("/api/fn/act", &page(&number), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with(&format!("/cases/{number}?parked=")), "{}", answer.location());
    assert!(!answer.location().contains("old") && !answer.location().contains("__err"), "{}", answer.location());
    chen.get(answer.location()).await.shows("fan replaced and tested");
    assert_eq!(app.desk(LI).await.case(&number).await.unwrap().case.stage, Stage::Acceptance);
}

#[tokio::test]
async fn an_act_that_no_longer_fits_says_so() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut li = app.browser_of(LI).await;
    let fields = [("number", number.as_str()), ("act", "confirm_service")];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    let shown = li.get(answer.location()).await;
    assert_eq!(shown.status, StatusCode::OK);
    shown.shows(&app::words::refusal(app::i18n::Locale::en, &domain::refusal::Refusal::WrongStage).title);
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut li = app.browser_of(LI).await;
    app.pass(chrono::TimeDelta::hours(13));
    let fields =
        [("number", number.as_str()), ("act", "comment"), ("words", "it smokes now"), ("password", "hunter2hunter2")];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    let next = answer.location().strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{}", answer.location()));
    let next = form_urlencoded::parse(format!("n={next}").as_bytes()).next().unwrap().1.into_owned();
    assert!(next.starts_with(&format!("/cases/{number}?parked=")), "{next}");
    li.sign_in(LI, crate::testapp::PASSWORD, &next).await;
    li.get(&next).await.shows("it smokes now").hides("hunter2hunter2");
}

#[tokio::test]
async fn a_hostile_comment_is_text_wherever_it_is_shown() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let mut li = app.browser_of(LI).await;
    let fields = [("number", number.as_str()), ("act", "comment"), ("words", ATTACK)];
    li.post_from("/api/fn/act", &page(&number), &fields).await;
    let path = format!("/cases/{number}");
    li.get(&path).await.hides("<script>alert(1)").shows("&lt;script&gt;alert(1)");
    app.browser_of(CHEN).await.get(&path).await.hides("<script>alert(1)");
    let mut words = ATTACK.repeat(200);
    words.truncate(5000);
    let fields = [("number", number.as_str()), ("act", "comment"), ("words", words.as_str())];
    let refused = li.post_from("/api/fn/act", &page(&number), &fields).await;
    li.get(refused.location()).await.hides("<script>alert(1)").shows("&lt;script&gt;alert(1)");
}

#[tokio::test]
async fn a_form_without_end_gets_an_answer() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut li = app.browser_of(LI).await;
    let words = "x".repeat(100_000);
    let fields = [("number", number.as_str()), ("act", "comment"), ("words", words.as_str())];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    li.get(answer.location()).await.shows("xxxxxxxx");
    let words = "x".repeat(400_000);
    let fields = [("number", number.as_str()), ("act", "comment"), ("words", words.as_str())];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.shows("<html lang=\"en\">");
}

#[tokio::test]
async fn an_act_that_nobody_knows_is_refused() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let mut li = app.browser_of(LI).await;
    let fields = [("number", number.as_str()), ("act", "delete_everything")];
    let answer = li.post_from("/api/fn/act", &page(&number), &fields).await;
    assert!(answer.location().contains("parked="), "{}", answer.location());
}
