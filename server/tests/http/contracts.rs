//! The forms of contracts without JavaScript: nothing typed is lost, nobody else's contract is there, letters lead to its page.

use crate::testapp::{Answer, Browser, LI, MANAGER, TestApp, Upload, ZHAO};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::contract::draft::ContractDraft;
use server::mail::Post;
use server::workers::deliver_outbox;

const NUMBER: &str = "QS-2026-001";
const PAGE: &str = "/contracts/QS-2026-001";
const ADMIN: &str = "wang@qingshan.example";

/// The form as a browser sends it.
async fn form(app: &TestApp, edit: impl FnOnce(&mut ContractDraft)) -> Vec<(String, String)> {
    let mut draft = app.desk(MANAGER).await.contract_form(Some(NUMBER), None).await.unwrap().draft;
    edit(&mut draft);
    let fields = serde_json::to_value(draft).unwrap();
    let mut sent = Vec::new();
    for (name, value) in fields.as_object().unwrap() {
        match value.as_array() {
            Some(values) => sent.extend(values.iter().map(|one| (name.clone(), one.as_str().unwrap().to_owned()))),
            None => sent.push((name.clone(), value.as_str().unwrap().to_owned())),
        }
    }
    sent
}

async fn followed(browser: &mut Browser, answer: &Answer) -> Answer {
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.header("location").to_owned();
    browser.get(&address).await
}

#[tokio::test]
async fn a_contract_is_added_and_changed_and_what_is_flawed_comes_back_as_typed() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let new = form(&app, |draft| draft.number = "QS-2027-002".to_owned()).await;
    assert_eq!(manager.post("/contracts/new", &new).await.header("location"), "/contracts/QS-2027-002");
    let again = manager.post("/contracts/new", &new).await;
    followed(&mut manager, &again).await.shows("This is taken already").shows("QS-2027-002");
    let typed = "\"><script>alert(1)</script>";
    let flawed = form(&app, |draft| {
        draft.hours = "many".to_owned();
        draft.applications = typed.to_owned();
        draft.metered = vec!["change".to_owned()];
    });
    let back = manager.post(&format!("{PAGE}/edit"), &flawed.await).await;
    let page = followed(&mut manager, &back).await;
    page.shows("id=\"hours-flaw\"").shows("value=\"many\"").hides("<script>alert(1)").shows("The figure looks wrong");
    let text = page.text();
    let ticked = text.split("name=\"metered\"").filter(|part| part.starts_with(" value=\"change\" checked")).count();
    assert_eq!(ticked, 1, "{text}");
    let right = form(&app, |draft| draft.hours = "40".to_owned()).await;
    let saved = manager.post(&format!("{PAGE}/edit"), &right).await;
    assert_eq!(saved.header("location"), PAGE);
    followed(&mut manager, &saved).await.shows("0 h of 40 h");
}

#[tokio::test]
async fn one_customer_learns_nothing_of_the_contracts_of_another() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let file = Upload { name: "signed.txt", content: b"signed by both" };
    let added = manager.post_multipart(&format!("{PAGE}/documents"), &[], &[file]).await;
    assert_eq!(added.header("location"), PAGE);
    let id = app.desk(MANAGER).await.contract_view(NUMBER).await.unwrap().documents[0].id;
    let file = format!("/files/{id}");
    app.browser_of(LI).await.get(&file).await.shows("signed by both");
    let mut zhao = app.browser_of(ZHAO).await;
    for path in [PAGE, &format!("{PAGE}/edit"), &file] {
        let answer = zhao.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        answer.hides("Qingshan").hides("signed");
    }
    zhao.get("/contracts?show=all").await.hides(NUMBER);
    for path in ["/api/fn/ask_renewal", "/api/fn/book_contract_use"] {
        zhao.post(path, &[("number", NUMBER), ("visits", "1"), ("words", "intruder")]).await;
    }
    zhao.post(&format!("{PAGE}/edit"), &form(&app, |draft| draft.policy = "b".to_owned()).await).await;
    let intruder = Upload { name: "a.txt", content: b"intruder" };
    zhao.post_multipart(&format!("{PAGE}/documents"), &[], &[intruder]).await;
    let view = app.desk(MANAGER).await.contract_view(NUMBER).await.unwrap();
    assert_eq!((view.events.len(), view.documents.len(), view.sheet.contract.policy.as_str()), (1, 1, "a"));
    let mut guest = app.browser();
    assert_eq!(guest.get(PAGE).await.location(), format!("/sign-in?next={PAGE}"));
}

#[tokio::test]
async fn both_sides_get_a_letter_that_leads_to_the_contract_and_a_renewal_is_asked_for_once() {
    let app = TestApp::new().await;
    let days_left = domain::contract::Standing::of;
    let contract = app.desk(MANAGER).await.contract_view(NUMBER).await.unwrap().sheet.contract;
    let today = app.house.clock.now();
    let standing = days_left(contract.starts_on, contract.ends_on, today.date_naive());
    let domain::contract::Standing::InForce { days_left } = standing else { panic!("{standing:?}") };
    app.pass(TimeDelta::days(days_left - 30));
    assert_eq!(app.house.store.tell_of_expiry(app.house.clock.now()).await.unwrap(), 1);
    let mut admin = app.browser_of(ADMIN).await;
    admin.get(PAGE).await.shows("Ask for renewal");
    for _ in 0..2 {
        admin.post("/api/fn/ask_renewal", &[("number", NUMBER)]).await;
    }
    admin.get(PAGE).await.shows("asked for renewal").hides("One click");
    deliver_outbox(&app.house, &Post::new(&app.house.settings).unwrap()).await;
    let mut letters: Vec<(String, String)> = std::fs::read_dir(app.data.path().join("mail"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("contract"))
        .map(|path| std::fs::read_to_string(path).unwrap().replace("=\r\n", ""))
        .map(|letter| (letter.lines().find(|line| line.starts_with("To:")).unwrap_or_default().to_owned(), letter))
        .collect();
    letters.sort();
    let to: Vec<&str> = letters.iter().map(|(to, _)| to.trim_start_matches("To: ").trim()).collect();
    assert_eq!(to, [ADMIN, MANAGER, MANAGER]);
    assert!(letters.iter().all(|(_, letter)| letter.contains("http://127.0.0.1:3000/contracts/QS-2026-001")));
}
