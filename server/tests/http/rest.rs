//! The REST interface says the same as the pages, as data.

use crate::testapp::{LI, TestApp, draft};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_case_is_opened_once_and_found_again() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let body = serde_json::to_value(draft("by-rest")).unwrap();
    let opened = li.json(Method::POST, "/api/v1/cases", body.clone()).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text());
    let again = li.json(Method::POST, "/api/v1/cases", body).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, opened.json()));
    let number = opened.json()["number"].as_str().unwrap().to_owned();
    assert_eq!(opened.location(), format!("/api/v1/cases/{number}"));
    let case = li.get(&format!("/api/v1/cases/{number}")).await.json();
    assert_eq!(case["case"]["opening"]["title"], "Database server does not start");
    let list = li.get("/api/v1/cases?show=open").await.json();
    assert_eq!(list["rows"][0]["number"], Value::String(number));
}

#[tokio::test]
async fn a_refusal_is_a_problem_with_words_and_data() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let mut flawed = draft("flawed");
    flawed.title.clear();
    let answer = li.json(Method::POST, "/api/v1/cases", serde_json::to_value(flawed).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["flaws"][0]["field"], "title");
    assert_eq!(problem["status"], 422);
    assert!(!problem["title"].as_str().unwrap().is_empty());
    let broken = li.json(Method::POST, "/api/v1/cases", json!("not a draft")).await;
    assert_eq!((broken.status, broken.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"));
}

#[tokio::test]
async fn a_guest_is_told_to_sign_in() {
    let app = TestApp::new().await;
    for path in ["/api/v1/cases", "/api/v1/cases/C-20261120-0001", "/api/v1/coverage?serial=QS-DB-01"] {
        let answer = app.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    }
}

#[tokio::test]
async fn coverage_is_answered_with_its_reasons() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let answer = li.get("/api/v1/coverage?serial=qs-db-01").await.json();
    assert_eq!(answer["coverage"]["verdict"], "covered");
    assert_eq!(answer["coverage"]["covered_by"]["contract"], "QS-2026-001");
    let unknown = li.get("/api/v1/coverage?serial=NOT-OURS").await.json();
    assert_ne!(unknown["coverage"]["verdict"], "covered");
}

#[tokio::test]
async fn what_the_interface_does_not_have_is_a_problem_too() {
    let app = TestApp::new().await;
    let answer = app.browser().get("/api/v1/nothing").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
}
