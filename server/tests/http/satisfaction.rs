//! Satisfaction over HTTP: the page, its spreadsheets, and who gets neither.

use crate::testapp::{LI, MANAGER, SUN, TestApp, ZHAO};
use axum::http::StatusCode;

#[tokio::test]
async fn the_figures_are_a_page_and_a_spreadsheet() {
    let app = TestApp::new().await;
    for who in [MANAGER, LI] {
        let mut browser = app.browser_of(who).await;
        browser.get("/satisfaction").await.shows("satisfaction-figures");
        let csv = browser.get("/satisfaction.csv?by=channel").await;
        assert_eq!(csv.status, StatusCode::OK, "{who}");
        assert!(csv.header("content-disposition").contains(".csv"));
        let text = csv.text();
        let month = |line: &&str| line.split(',').nth(1).is_some_and(|name| name.starts_with("202") && name.len() == 7);
        let months = text.lines().filter(month).count();
        assert_eq!(months, 12, "{text}");
        let xlsx = browser.get("/satisfaction.xlsx").await;
        assert!(xlsx.header("content-type").contains("spreadsheetml"), "{who}");
    }
}

#[tokio::test]
async fn who_may_not_see_figures_gets_no_file_either() {
    let app = TestApp::new().await;
    let refused = app.browser_of(SUN).await.get("/satisfaction.csv").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let guest = app.browser().get("/satisfaction.csv").await;
    assert_eq!(guest.location(), "/sign-in?next=%2Fsatisfaction");
    // Another customer's figures are not there, whoever's key is asked for.
    let csv = app.browser_of(ZHAO).await.get("/satisfaction.csv?customer=1").await.text();
    assert!(!csv.contains("青山湖"), "{csv}");
}

#[tokio::test]
async fn a_mistyped_period_is_told_at_its_field() {
    let app = TestApp::new().await;
    let page = app.browser_of(MANAGER).await.get("/satisfaction?from=gestern").await;
    page.shows("id=\"from-flaw\"");
    page.shows("value=\"gestern\"");
}
