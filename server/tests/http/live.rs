//! Live events: who is told what, from where on, and when it ends.

use crate::testapp::{Browser, CHEN, LI, TestApp, ZHAO, draft};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use domain::case::decide::Command;
use futures::StreamExt;
use std::time::Duration;

struct Stream {
    body: BodyDataStream,
    heard: String,
}

impl Stream {
    async fn open(browser: &mut Browser, path: &str, headers: &[(&str, &str)]) -> Stream {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = browser.open(request, Body::empty()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Stream { body: response.into_body().into_data_stream(), heard: String::new() }
    }

    /// Listens until these words have come.
    async fn hears(&mut self, words: &str) -> &str {
        let until = async {
            while !self.heard.contains(words) {
                let chunk = self.body.next().await.unwrap_or_else(|| panic!("ended after {:?}", self.heard)).unwrap();
                self.heard.push_str(&String::from_utf8_lossy(&chunk));
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(5), until).await;
        assert!(waited.is_ok(), "“{words}” never came, only {:?}", self.heard);
        &self.heard
    }

    async fn ends(&mut self) {
        let end = async { while self.body.next().await.is_some() {} };
        assert!(tokio::time::timeout(Duration::from_secs(5), end).await.is_ok(), "it goes on");
    }
}

async fn comment(app: &TestApp, email: &str, number: &str, words: &str) -> i64 {
    app.desk(email).await.act(number, Command::Comment { words: words.to_owned() }).await.unwrap();
    app.desk(email).await.last_event_id().await.unwrap()
}

#[tokio::test]
async fn the_first_thing_told_is_the_servers_time() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let mut stream = Stream::open(&mut li, "/live", &[]).await;
    let now = app.house.clock.now().timestamp_millis();
    assert!(stream.hears("\n\n").await.starts_with(&format!("event: now\ndata: {{\"now\":{now}}}")));
}

#[tokio::test]
async fn a_guest_is_told_nothing() {
    let app = TestApp::new().await;
    assert_eq!(app.browser().get("/live").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_happens_to_a_case_is_told_at_once_to_who_may_see_it_and_to_nobody_else() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let (mut li, mut zhao) = (app.browser_of(LI).await, app.browser_of(ZHAO).await);
    let mut lis = Stream::open(&mut li, "/live", &[]).await;
    let mut zhaos = Stream::open(&mut zhao, "/live", &[]).await;
    let mut guessed = Stream::open(&mut zhao, &format!("/live?after=0&case={number}"), &[]).await;
    lis.hears("event: now").await;
    let id = comment(&app, CHEN, &number, "on my way").await;
    let heard = lis.hears("event: case").await.to_owned();
    assert!(heard.contains(&format!("id: {id}")) && heard.contains(&number), "{heard}");
    assert!(!heard.contains("on my way"), "content is fetched, not told");
    // Zhao's own case comes after it; had the other been told, it would have come before.
    let mut own = draft("zhaos");
    own.serial.clear();
    let own = app.desk(ZHAO).await.open_case(&own).await.unwrap().number;
    let heard = zhaos.hears(&own).await.to_owned();
    assert!(!heard.contains(&number), "{heard}");
    assert!(!guessed.hears("event: now").await.contains("event: case"));
}

#[tokio::test]
async fn an_internal_note_is_not_told_to_the_customer() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let mut li = app.browser_of(LI).await;
    let mut stream = Stream::open(&mut li, "/live", &[]).await;
    stream.hears("event: now").await;
    let note = Command::NoteInternally { words: "difficult".to_owned() };
    app.desk(CHEN).await.act(&number, note).await.unwrap();
    let noted = app.desk(CHEN).await.last_event_id().await.unwrap();
    let id = comment(&app, CHEN, &number, "hello").await;
    let heard = stream.hears(&format!("id: {id}")).await;
    assert!(!heard.contains(&format!("id: {noted}\n")), "{heard}");
}

#[tokio::test]
async fn a_browser_that_was_away_goes_on_after_what_it_heard_last() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let first = comment(&app, CHEN, &number, "one").await;
    let second = comment(&app, CHEN, &number, "two").await;
    let mut li = app.browser_of(LI).await;
    let path = format!("/live?after=0&case={number}");
    let mut all = Stream::open(&mut li, &path, &[]).await;
    all.hears(&format!("id: {second}")).await;
    assert!(
        all.heard.contains(&format!("id: {first}\n")) || all.heard.contains(&format!("id: {first}\r")),
        "{}",
        all.heard
    );
    let mut rest = Stream::open(&mut li, &path, &[("last-event-id", &first.to_string())]).await;
    let heard = rest.hears(&format!("id: {second}")).await;
    assert!(!heard.contains(&format!("id: {first}\n")), "{heard}");
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let mut li = app.browser_of(LI).await;
    let mut stream = Stream::open(&mut li, "/live", &[]).await;
    stream.hears("event: now").await;
    li.post::<&str, &str>("/sign-out", &[]).await;
    comment(&app, CHEN, &number, "after the session").await;
    stream.ends().await;
    assert!(!stream.heard.contains("event: case"));
}

#[tokio::test]
async fn the_count_of_unread_notices_is_told_at_first_and_whenever_it_changes() {
    let app = TestApp::new().await;
    let number = app.case_in_work().await;
    let mut li = app.browser_of(LI).await;
    let mut stream = Stream::open(&mut li, "/live", &[]).await;
    stream.hears("data: {\"unread\":0}").await;
    comment(&app, CHEN, &number, "on my way").await;
    stream.hears("data: {\"unread\":1}").await;
    li.get(&format!("/cases/{number}")).await.shows("on my way");
    assert_eq!(app.desk(LI).await.unread().await.unwrap(), 0, "opening the case has read it");
    let id = comment(&app, LI, &number, "thank you").await;
    let heard = stream.hears(&format!("id: {id}")).await;
    assert!(heard.find("{\"unread\":1}") < heard.rfind("{\"unread\":0}"), "{heard}");
}
