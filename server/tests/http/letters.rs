//! Letters. The survey: sent when the customer has confirmed, opened without signing in, answered once. Notices: sent to those
//! concerned, with a link that opens the case.

use crate::testapp::{LI, MANAGER, TestApp};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::survey::Questionnaire;
use server::mail::Post;
use server::workers::{deliver_outbox, fire_due_timers};

/// The letters of that kind in the mail folder.
fn letters(app: &TestApp, kind: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(app.data.path().join("mail")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let of_kind = paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(kind));
    of_kind.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

const SURVEY: &str = "survey_invitation";
const NOTICE: &str = "notification";

/// The address in a letter, whatever its lines are broken at.
fn link(letter: &str) -> String {
    let joined = letter.replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) =
        joined.split_once("http://127.0.0.1:3000/surveys/").unwrap_or_else(|| panic!("no link in {letter}"));
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    format!("/surveys/{token}")
}

async fn invited(app: &TestApp) -> String {
    let number = app.case_to_confirm().await;
    assert!(letters(app, SURVEY).is_empty());
    app.desk(LI).await.act(&number, Command::ConfirmService).await.unwrap();
    let post = Post::new(&app.house.settings).unwrap();
    deliver_outbox(&app.house, &post).await;
    deliver_outbox(&app.house, &post).await;
    let letters = letters(app, SURVEY);
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].contains("To: li@qingshan.example"), "{}", letters[0]);
    link(&letters[0])
}

/// Every question about a service that has to be answered, and a word.
pub fn answers() -> Vec<(String, String)> {
    let form = include_str!("../../../domain/surveys/service.toml");
    let form: Questionnaire = toml::from_str(form).unwrap();
    let needed = form.questions.into_iter().filter(|question| question.required);
    let word = ("comment".to_owned(), "quick and friendly".to_owned());
    needed.map(|question| (question.key, "good".to_owned())).chain([word]).collect()
}

#[tokio::test]
async fn the_link_in_the_letter_opens_the_survey_without_signing_in_and_works_once() {
    let app = TestApp::new().await;
    let link = invited(&app).await;
    let mut guest = app.browser();
    let page = guest.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows(&format!("action=\"{link}\""));
    let first = guest.post(&link, &answers()).await;
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, link.as_str()), "{}", first.text());
    let second = guest.post(&link, &answers()).await;
    assert_eq!(second.location(), link, "the page says that it is answered");
    guest.get(&link).await.hides("<textarea").hides("quick and friendly");
}

#[tokio::test]
async fn an_incomplete_survey_comes_back_with_what_was_chosen() {
    let app = TestApp::new().await;
    let link = invited(&app).await;
    let mut guest = app.browser();
    let fields = [("response_time", "poor"), ("comment", "too slow"), ("why", "waited for hours")];
    let refused = guest.post(&link, &fields).await;
    assert!(refused.location().starts_with(&format!("{link}?parked=")), "{}", refused.location());
    guest.get(refused.location()).await.shows("too slow").shows("waited for hours");
}

#[tokio::test]
async fn a_forged_or_late_link_opens_nothing() {
    let app = TestApp::new().await;
    let link = invited(&app).await;
    assert_eq!(app.browser().get("/surveys/c0ffee").await.status, StatusCode::NOT_FOUND);
    app.pass(chrono::TimeDelta::days(365));
    assert_eq!(app.browser().get(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn an_escalation_is_written_to_those_it_concerns_with_a_link_that_opens_the_case() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    app.pass(TimeDelta::hours(3));
    fire_due_timers(&app.house).await;
    let post = Post::new(&app.house.settings).unwrap();
    deliver_outbox(&app.house, &post).await;
    let written = letters(&app, NOTICE);
    let to_manager: Vec<&String> = written.iter().filter(|letter| letter.contains(&format!("To: {MANAGER}"))).collect();
    assert!(!to_manager.is_empty(), "{written:?}");
    let link = format!("http://127.0.0.1:3000/cases/{number}#event-");
    for letter in to_manager {
        assert!(letter.replace("=\r\n", "").replace("=3D", "=").contains(&link), "{letter}");
    }
    let mut manager = app.browser_of(MANAGER).await;
    manager.get(&format!("/cases/{number}")).await.shows("id=\"event-");
}
