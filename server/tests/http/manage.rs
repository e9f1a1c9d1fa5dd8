//! The manager's forms without JavaScript: nothing typed is lost, nothing counts before it is saved.

use crate::testapp::{Answer, Browser, CHEN, LI, MANAGER, TestApp, Upload};
use axum::http::StatusCode;
use domain::person::Language;
use domain::policy::PolicyDraft;

const POLICY: &str = "/manage/policies/a";

/// The form of policy A as a browser sends it, after somebody typed into it and pressed that button.
async fn form(app: &TestApp, button: &str, edit: impl FnOnce(&mut PolicyDraft)) -> Vec<(String, String)> {
    let policy = app.desk(MANAGER).await.service_policy("a").await.unwrap().policy;
    let mut draft = PolicyDraft { why: "合同续签".to_owned(), ..PolicyDraft::of(&policy, Language::Chinese) };
    edit(&mut draft);
    let trial = [("trial.severity", "1"), ("trial.kind", "fault"), ("trial.opened", "2026-11-23T09:00")];
    let trial = trial.map(|(name, value)| (name.to_owned(), value.to_owned()));
    draft.fields().into_iter().chain(trial).chain([("button".to_owned(), button.to_owned())]).collect()
}

async fn followed(browser: &mut Browser, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.header("location").to_owned();
    browser.get(address.split('#').next().unwrap()).await.text()
}

async fn version(app: &TestApp) -> i64 {
    app.desk(MANAGER).await.service_policy("a").await.unwrap().policy.version
}

#[tokio::test]
async fn a_saved_policy_is_a_new_version_and_says_so() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let saved = manager.post(POLICY, &form(&app, "save", |d| d.promises[4].within = "3 小时".into()).await).await;
    assert_eq!(saved.header("location"), "/manage/policies/a?saved=2");
    assert_eq!(version(&app).await, 2);
    let page = followed(&mut manager, &saved).await;
    assert!(page.contains("合同续签") && page.contains("value=\"3 h\""), "{page}");
}

#[tokio::test]
async fn flaws_stand_at_their_fields_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let typed = "\"><script>alert(1)</script>";
    let edit = |d: &mut PolicyDraft| {
        d.promises[4].within = "很快".into();
        d.name_en = typed.into();
    };
    let refused = manager.post(POLICY, &form(&app, "save", edit).await).await;
    let page = followed(&mut manager, &refused).await;
    assert_eq!(version(&app).await, 1);
    assert!(page.contains("value=\"很快\"") && page.contains("id=\"promise.4.within-flaw\""), "{page}");
    assert!(page.contains("&quot;&gt;&lt;script&gt;") && !page.contains(typed));
    let english = page.matches("aria-invalid=\"true\"").count();
    assert_eq!(english, 1, "one field is wrong");
}

#[tokio::test]
async fn rows_come_and_go_and_nothing_counts_before_it_is_saved() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let added = manager.post(POLICY, &form(&app, "add.promise", |_| ()).await).await;
    assert!(added.header("location").ends_with("#promise"), "{:?}", added.headers);
    let page = followed(&mut manager, &added).await;
    assert!(page.contains("name=\"promise.10.within\""), "the new row");
    assert!(!page.contains("field-flaw"), "a row that is new is not wrong yet");
    let removed = manager.post(POLICY, &form(&app, "remove.promise.9", |_| ()).await).await;
    let page = followed(&mut manager, &removed).await;
    assert!(!page.contains("name=\"promise.9.within\"") && page.contains("name=\"promise.8.within\""));
    assert_eq!(version(&app).await, 1);
}

#[tokio::test]
async fn a_draft_is_tried_out_before_it_is_saved() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let tried = manager.post(POLICY, &form(&app, "try", |d| d.promises[4].within = "3 小时".into()).await).await;
    assert!(tried.header("location").ends_with("#trial"));
    let page = followed(&mut manager, &tried).await;
    // Reported at 09:00: three hours, and not four.
    assert!(page.contains("2026-11-23 12:00") && page.contains("trial-line"), "{page}");
    assert_eq!(version(&app).await, 1);
}

#[tokio::test]
async fn who_was_overtaken_keeps_the_changes_and_is_told() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let early = form(&app, "save", |d| d.promises[4].within = "5 小时".into()).await;
    manager.post(POLICY, &form(&app, "save", |d| d.promises[4].within = "3 小时".into()).await).await;
    let refused = manager.post(POLICY, &early).await;
    let page = followed(&mut manager, &refused).await;
    assert_eq!(version(&app).await, 2);
    assert!(page.contains("value=\"5 小时\"") && page.contains("version 2"), "{page}");
    // Whoever goes on working on the form before saving still builds upon the version they began with.
    let again = PolicyDraft::read(&early);
    let mut rows = again.fields();
    rows.push(("button".to_owned(), "add.matrix".to_owned()));
    let added = manager.post(POLICY, &rows).await;
    let page = followed(&mut manager, &added).await;
    assert!(page.contains("name=\"version\" value=\"1\""), "{page}");
}

#[tokio::test]
async fn an_expired_session_loses_nothing_of_the_form() {
    let app = TestApp::new().await;
    let sent = form(&app, "save", |d| d.promises[4].within = "3 小时".into()).await;
    let mut nobody = app.browser();
    let answer = nobody.post(POLICY, &sent).await;
    assert!(answer.header("location").starts_with("/sign-in?next="), "{:?}", answer.headers);
}

#[tokio::test]
async fn the_managers_pages_are_for_managers() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let paths =
        ["/manage/policies", POLICY, "/manage/calendars", "/manage/calendars/5x8", "/manage/roles", "/manage/rates"];
    for path in paths {
        assert_eq!(manager.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(manager.get("/manage/policies/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.get("/manage/calendars/nothing").await.status, StatusCode::NOT_FOUND);
    for email in [LI, CHEN] {
        let mut other = app.browser_of(email).await;
        for path in paths {
            assert_eq!(other.get(path).await.status, StatusCode::FORBIDDEN, "{email} at {path}");
        }
        let sent = form(&app, "save", |d| d.promises[4].within = "3 小时".into()).await;
        let refused = other.post(POLICY, &sent).await;
        assert!(refused.header("location").starts_with("/manage/policies/a?parked="), "{:?}", refused.headers);
    }
    assert_eq!(version(&app).await, 1);
}

#[tokio::test]
async fn a_file_of_holidays_is_shown_before_it_is_imported() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let page = "/manage/calendars/5x8";
    let file = |content: &'static [u8]| [Upload { name: "holidays-2027.json", content }];
    let sent = manager.post_multipart(page, &[], &file(br#"{"off": ["2027-01-01"], "work": []}"#)).await;
    let preview = followed(&mut manager, &sent).await;
    assert!(preview.contains("2027-01-01"), "{preview}");
    let years = async || app.desk(MANAGER).await.calendar("5x8", None, None).await.unwrap().years;
    assert_eq!(years().await, [2024, 2025, 2026]);
    let (_, waiting) = sent.header("location").split_once("parked=").unwrap();
    let waiting = waiting.trim_end_matches("#preview");
    let imported = manager.post("/api/fn/import_holidays", &[("calendar", "5x8"), ("waiting", waiting)]).await;
    assert_eq!(imported.header("location"), "/manage/calendars/5x8?year=2027");
    assert_eq!(years().await, [2024, 2025, 2026, 2027]);
    let wrong = manager.post_multipart(page, &[], &file(b"{\n\"off\": [\n\"soon\"]}")).await;
    let told = followed(&mut manager, &wrong).await;
    assert!(told.contains("id=\"file-flaw\"") && told.contains("Line 3"), "{told}");
    let nothing = manager.post_multipart(page, &[], &[]).await;
    assert!(followed(&mut manager, &nothing).await.contains("id=\"file-flaw\""));
}

#[tokio::test]
async fn a_role_is_bound_and_unbound_by_forms() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let bind = [("role", "vendor_tac"), ("person", ""), ("name", "TAC"), ("email", "tac@vendor.example")];
    let page = "http://127.0.0.1:3000/manage/roles";
    assert_eq!(manager.post_from("/api/fn/bind_role", page, &bind).await.header("location"), "/manage/roles");
    assert!(manager.get("/manage/roles").await.text().contains("value=\"tac@vendor.example\""));
    let wrong = [("role", "president"), ("person", ""), ("name", "x"), ("email", "nobody")];
    let refused = manager.post_from("/api/fn/bind_role", page, &wrong).await;
    assert!(followed(&mut manager, &refused).await.contains("id=\"president-email-flaw\""));
    let unbind = [("role", "vendor_tac"), ("email", "tac@vendor.example")];
    manager.post_from("/api/fn/unbind_role", page, &unbind).await;
    let after = manager.get("/manage/roles").await.text();
    assert!(!after.contains("value=\"tac@vendor.example\""), "nothing to unbind any more");
    assert!(after.contains("tac@vendor.example"), "but the record of what was done names it");
}

#[tokio::test]
async fn a_copy_leads_to_the_copy() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let page = "http://127.0.0.1:3000/manage/policies";
    let copy = |id| [("of", "b"), ("new_id", id), ("name_zh", "医院专用"), ("name_en", "")];
    let copied = manager.post_from("/api/fn/copy_policy", page, &copy("hospital")).await;
    assert_eq!(copied.header("location"), "/manage/policies/hospital");
    assert!(followed(&mut manager, &copied).await.contains("医院专用"));
    let refused = manager.post_from("/api/fn/copy_policy", page, &copy("Not an id")).await;
    let told = followed(&mut manager, &refused).await;
    assert!(told.contains("id=\"b-new_id-flaw\"") && told.contains("value=\"Not an id\""), "{told}");
}
