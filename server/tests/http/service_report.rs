//! The service report over HTTP: a page for those who may read it, its spreadsheet, and the survey's code on the paper.

use crate::testapp::{CHEN, LI, MANAGER, SUN, TestApp, ZHAO};
use axum::http::StatusCode;
use domain::case::decide::Command;

const ADMIN: &str = "wang@qingshan.example";

#[tokio::test]
async fn the_report_is_a_page_and_a_spreadsheet() {
    let app = TestApp::new().await;
    let number = app.case_to_confirm().await;
    for who in [MANAGER, SUN, ADMIN] {
        let mut browser = app.browser_of(who).await;
        let page = browser.get("/organisations/1/report?period=2026-11").await;
        assert_eq!(page.status, StatusCode::OK, "{who}");
        page.shows("Qingshan Water").shows("400-000-0000").shows("2026-11-01").shows("Targets met in time");
        let csv = browser.get("/organisations/1/report.csv?period=2026-11").await;
        assert!(csv.header("content-disposition").contains(".csv"), "{who}");
        csv.shows("Fault report,1,1,0").shows("First response,1,1,0,100.0%");
        let xlsx = browser.get("/organisations/1/report.xlsx").await;
        assert!(xlsx.header("content-type").contains("spreadsheetml"), "{who}");
    }
    // One case, reported and resolved in the same month; the year before had none.
    let csv = app.browser_of(MANAGER).await.get("/organisations/1/report.csv?period=2025").await;
    csv.hides("Fault report").hides(&number);
}

#[tokio::test]
async fn a_report_that_is_not_ones_own_is_not_found() {
    let app = TestApp::new().await;
    for who in [ZHAO, LI, CHEN] {
        let mut browser = app.browser_of(who).await;
        for path in ["/organisations/1/report", "/organisations/1/report.csv", "/organisations/1/report.xlsx"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{who} at {path}");
        }
    }
    assert_eq!(app.browser_of(MANAGER).await.get("/organisations/x/report").await.status, StatusCode::NOT_FOUND);
    let guest = app.browser().get("/organisations/1/report").await;
    assert_eq!(guest.location(), "/sign-in?next=/organisations/1/report");
}

#[tokio::test]
async fn a_mistyped_period_is_told_at_its_field() {
    let app = TestApp::new().await;
    let page = app.browser_of(MANAGER).await.get("/organisations/1/report?from=2026-11-20&until=gestern").await;
    page.shows("id=\"until-flaw\"").shows("value=\"gestern\"");
}

#[tokio::test]
async fn the_code_of_the_survey_is_on_the_record_of_those_who_may_answer_it() {
    let app = TestApp::new().await;
    let number = app.case_to_confirm().await;
    let record = format!("/cases/{number}/record");
    app.browser_of(LI).await.get(&record).await.hides("survey-code");
    app.desk(LI).await.act(&number, Command::ConfirmService).await.unwrap();
    let page = app.browser_of(LI).await.get(&record).await;
    page.shows("survey-code-printed").shows("?via=record").shows("<svg viewBox");
    app.browser_of(SUN).await.get(&record).await.shows("?via=record");
    // Whoever has the link answers for the customer: the engineer whom it asks about has not.
    app.browser_of(CHEN).await.get(&record).await.hides("/surveys/").hides("survey-code");
}
