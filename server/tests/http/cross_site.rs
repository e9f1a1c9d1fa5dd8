//! Requests from other sites change nothing, whatever they are for.

use crate::testapp::{LI, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const WRITES: [&str; 7] =
    ["/sign-in", "/sign-out", "/language", "/cases/new", "/cases/C-1/files", "/api/fn/act", "/api/v1/cases"];

#[tokio::test]
async fn a_form_on_another_site_is_refused_in_the_readers_language() {
    let app = TestApp::new().await;
    let mut browser = app.browser_of(LI).await;
    for path in WRITES {
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
        {
            let request = Request::post(path).header(name, value).header("host", "127.0.0.1:3000");
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}: {value}");
            answer.shows("<html lang=\"en\">");
        }
    }
    let mut guest = app.browser();
    guest.headers = vec![("accept-language", "zh-CN".to_owned())];
    let answer = guest.send(Request::post("/sign-out").header("sec-fetch-site", "cross-site"), Body::empty()).await;
    answer.shows("<html lang=\"zh-CN\">").shows("没有执行");
    browser.get("/").await.shows("Li Na");
}

#[tokio::test]
async fn who_does_not_say_where_a_request_comes_from_is_refused() {
    let app = TestApp::new().await;
    let answer = app.browser().send(Request::post("/language"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_older_browser_that_says_our_origin_may_write() {
    let app = TestApp::at("https://service.example.com").await;
    let form = |origin: &str| {
        let request = Request::post("/language").header("content-type", "application/x-www-form-urlencoded");
        (request.header("origin", origin), Body::from("language=zh-CN&next=/kb"))
    };
    let (request, body) = form("https://service.example.com");
    let answer = app.browser().send(request, body).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/kb"));
    let (request, body) = form("http://service.example.com");
    assert_eq!(app.browser().send(request, body).await.status, StatusCode::FORBIDDEN);
}
