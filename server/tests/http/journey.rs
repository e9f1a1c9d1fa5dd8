//! The main job on PostgreSQL, over the wire and without JavaScript: reported, worked on, confirmed, rated. SQLite has the
//! other tests.

use crate::testapp::{CHEN, LI, SUN, TestApp, draft_fields};
use domain::case::stage::Stage;
use store::testing::{Engine, Fixture, run};

#[test]
fn a_case_goes_its_whole_way_on_postgresql() {
    run(Engine::Postgres, journey);
}

async fn journey(fixture: &Fixture) {
    let app = TestApp::on(fixture).await;
    let (mut li, mut sun, mut chen) = (app.browser_of(LI).await, app.browser_of(SUN).await, app.browser_of(CHEN).await);
    let reported = li.post_multipart("/cases/new", &draft_fields("journey"), &[]).await;
    let case = reported.location().to_owned();
    let number = case.strip_prefix("/cases/").unwrap_or_else(|| panic!("{case}")).to_owned();
    let page = format!("http://127.0.0.1:3000{case}");
    let to = app.person(CHEN).await.id.to_string();
    sun.post_from("/api/fn/act", &page, &[("number", number.as_str()), ("act", "assign"), ("to", &to)]).await;
    chen.get("/queue").await.shows(&number);
    for (act, words) in [("accept", ""), ("respond", "on it"), ("set_out", ""), ("arrive", ""), ("restore", "")] {
        let fields = [("number", number.as_str()), ("act", act), ("words", words)];
        let answer = chen.post_from("/api/fn/act", &page, &fields).await;
        assert_eq!(answer.location(), case, "{act}: {}", answer.text());
    }
    let done = [("number", number.as_str()), ("act", "resolve"), ("cause", "worn fan"), ("done", "fan replaced")];
    assert_eq!(chen.post_from("/api/fn/act", &page, &done).await.location(), case);
    li.get(&format!("{case}/record")).await.shows("worn fan").shows("fan replaced");
    let confirmed = [("number", number.as_str()), ("act", "confirm_service")];
    assert_eq!(li.post_from("/api/fn/act", &page, &confirmed).await.location(), case);
    li.get(&format!("{case}/survey")).await.shows(&format!("action=\"{case}/survey\""));
    let rated = li.post(&format!("{case}/survey"), &crate::letters::answers()).await;
    assert_eq!(rated.location(), format!("{case}/survey"), "{}", rated.text());
    let sheet = app.desk(LI).await.case(&number).await.unwrap();
    assert_eq!(sheet.case.stage, Stage::Closed);
    assert!(sheet.case.surveyed_at.is_some());
}
