//! Devices by address: the list, a serial number in one step, labels, what staff change; the quote without JavaScript. What
//! another organisation has is answered as what nobody has.

use crate::testapp::{ATTACK, CHEN, LI, MANAGER, PASSWORD, SERIAL, SUN, TestApp, ZHAO, draft};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::case::decide::{ActDraft, Command};
use domain::case::quote::QuoteStanding;
use domain::case::report::Draft;
use server::workers::fire_due_timers;
use store::NewAsset;

/// A device of Zhao's, beside Li's [`SERIAL`] and named nearly alike.
async fn zhaos_device(app: &TestApp) {
    let organisation_id = app.desk(ZHAO).await.viewer().person().unwrap().organisation.clone().unwrap().id;
    let asset = NewAsset {
        organisation_id,
        serial: "HT-DB-01".to_owned(),
        name: "LEDGER".to_owned(),
        model: "Dorado 5000".to_owned(),
        product_line: String::new(),
        site: "Shanghai".to_owned(),
        warranty_ends_on: None,
    };
    app.house.store.setup().asset(&asset).await.unwrap();
}

#[tokio::test]
async fn a_serial_number_is_checked_in_one_step() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let answer = li.get("/assets/check?serial=+qs-db-01").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/assets/QS-DB-01"));
    let page = li.get(answer.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows("QS-2026-001").shows("PowerEdge R740xd").shows("/cases/new?serial=QS-DB-01");
    assert_eq!(li.get("/assets/check?serial=%20").await.location(), "/assets");
    assert_eq!(li.get("/assets/check?serial=a/b%3F").await.location(), "/assets/A%2FB%3F");
    let wrong = li.get("/assets/QS-D8-O1").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    wrong.shows("href=\"/assets/QS-DB-01\"");
    let forged = li.get("/assets/%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
    forged.hides("<SCRIPT>ALERT(1)").hides("<script>alert(1)");
}

#[tokio::test]
async fn nothing_of_another_organisation_is_seen_by_any_address() {
    let app = TestApp::new().await;
    zhaos_device(&app).await;
    let mut zhao = app.browser_of(ZHAO).await;
    for path in [
        "/assets",
        "/assets?q=QS-DB",
        "/assets?organisation=Qingshan",
        "/assets?sort=name&after=QS-DB-01",
        "/assets/labels?serial=QS-DB-01",
        "/assets/labels",
        "/assets/QS-DB-01",
        "/assets/QS-DB-1",
        "/assets/QS-DB-01/label",
        "/assets/QS-DB-01/edit",
        "/export/assets.csv?q=DB",
        "/export/assets.csv?organisation=Qingshan",
    ] {
        zhao.get(path).await.hides("PowerEdge").hides("Hangzhou").hides("Qingshan Water");
    }
    zhao.get("/export/assets.csv").await.shows("HT-DB-01").hides("QS-DB-01");
    zhao.get("/assets/labels").await.shows("HT-DB-01").hides("QS-DB-01");
    // A number that another organisation has is answered as one that nobody has, but for the number.
    let (anothers, nobodys) = (zhao.get("/assets/QS-DB-01").await, zhao.get("/assets/QX-DB-01").await);
    assert_eq!(anothers.status, nobodys.status);
    let alike = |text: String, serial: &str| {
        text.split("<main").nth(1).unwrap().split("</main>").next().unwrap().replace(serial, "N")
    };
    assert_eq!(alike(anothers.text(), "QS-DB-01"), alike(nobodys.text(), "QX-DB-01"));
    assert_eq!(zhao.get("/assets/QS-DB-01/label").await.status, StatusCode::NOT_FOUND);
    let (mut li, mut sun) = (app.browser_of(LI).await, app.browser_of(SUN).await);
    li.get("/assets/HT-DB-1").await.hides("LEDGER");
    sun.get("/assets/HT-DB-1").await.shows("href=\"/assets/HT-DB-01\"").shows("Hongtu Bank");
}

#[tokio::test]
async fn a_label_is_a_drawing_that_opens_the_form_also_after_signing_in() {
    let app = TestApp::at("https://service.example.com").await;
    let mut li = app.browser();
    li.headers.push(("origin", "https://service.example.com".to_owned()));
    let answer = li.get("/assets/QS-DB-01/label").await;
    assert_eq!(answer.location(), "/sign-in?next=/assets/QS-DB-01/label");
    let report = li.get("/cases/new?serial=QS-DB-01").await;
    assert_eq!(report.status, StatusCode::SEE_OTHER);
    let next = report.location().strip_prefix("/sign-in?next=").unwrap().to_owned();
    let next = form_urlencoded::parse(format!("n={next}").as_bytes()).next().unwrap().1.into_owned();
    let signed_in = li.sign_in(LI, PASSWORD, &next).await;
    assert_eq!(signed_in.location(), "/cases/new?serial=QS-DB-01");
}

#[tokio::test]
async fn the_form_behind_a_label_knows_the_device_and_for_staff_whose_it_is() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let label = li.get("/assets/QS-DB-01/label").await;
    assert_eq!((label.status, label.header("content-type")), (StatusCode::OK, "image/svg+xml; charset=utf-8"));
    label.shows("<svg ").shows("QS-DB-01").shows("400-000-0000");
    li.get("/cases/new?serial=QS-DB-01").await.shows("value=\"QS-DB-01\"").shows("QS-2026-001");
    let organisation = app.desk(LI).await.viewer().person().unwrap().organisation.clone().unwrap().id;
    let mut sun = app.browser_of(SUN).await;
    let page = sun.get("/cases/new?serial=QS-DB-01").await;
    page.shows("QS-2026-001");
    assert!(page.text().contains(&format!("<option value=\"{organisation}\" selected")), "{}", page.text());
}

#[tokio::test]
async fn staff_change_a_device_by_a_plain_form_and_flaws_come_back_with_what_was_typed() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    manager.get("/assets/QS-DB-01/edit").await.shows("PowerEdge R740xd");
    let page = "http://127.0.0.1:3000/assets/QS-DB-01/edit";
    let fields = |months| {
        [
            ("was", SERIAL),
            ("serial", SERIAL),
            ("name", "DB-01"),
            ("model", "PowerEdge R750"),
            ("site", "Hangzhou"),
            ("accepted_on", "2026-03-01"),
            ("warranty_months", months),
            ("warranty_ends_on", ""),
            ("configuration", ATTACK),
        ]
    };
    let refused = manager.post_from("/api/fn/save_asset", page, &fields("3 years")).await;
    assert!(refused.location().starts_with("/assets/QS-DB-01/edit?parked="), "{}", refused.location());
    let back = manager.get(refused.location()).await;
    back.shows("value=\"3 years\"").shows("PowerEdge R750").shows("from 1 to 240").hides("<script>alert(1)");
    let saved = manager.post_from("/api/fn/save_asset", page, &fields("36")).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/assets/QS-DB-01"));
    manager.get("/assets/QS-DB-01").await.shows("2029-02-28").shows("PowerEdge R750").hides("<script>alert(1)");
    // Customers are offered no such form, and cannot forge one.
    let mut li = app.browser_of(LI).await;
    assert_eq!(li.get("/assets/QS-DB-01/edit").await.status, StatusCode::FORBIDDEN);
    assert_eq!(li.get("/assets/new").await.status, StatusCode::FORBIDDEN);
    li.post_from("/api/fn/save_asset", page, &[("was", SERIAL), ("serial", SERIAL), ("name", "MINE")]).await;
    assert_eq!(app.desk(LI).await.asset(SERIAL).await.unwrap().asset.name, "DB-01");
}

/// A billable case of Zhao's that Chen works on, quoted until the 30th.
async fn quoted(app: &TestApp) -> String {
    let draft = Draft { serial: String::new(), ..draft("zhao") };
    let number = app.desk(ZHAO).await.open_case(&draft).await.unwrap().number;
    let to = app.person(CHEN).await;
    app.desk(SUN).await.act(&number, Command::Assign { to }).await.unwrap();
    let mut chen = app.browser_of(CHEN).await;
    chen.get(&format!("/cases/{number}")).await.shows("send a quote before you set out");
    let page = format!("http://127.0.0.1:3000/cases/{number}");
    let fields = [
        ("number", number.as_str()),
        ("act", "quote"),
        ("words", "replace the fan"),
        ("hours", "2"),
        ("rate", "480"),
        ("travel", "120"),
        ("valid_until", "2026-11-30"),
    ];
    chen.post_from("/api/fn/act", &page, &fields).await;
    number
}

#[tokio::test]
async fn a_quote_is_read_printed_and_accepted_without_javascript() {
    let app = TestApp::new().await;
    let number = quoted(&app).await;
    let path = format!("/cases/{number}/quote");
    let mut zhao = app.browser_of(ZHAO).await;
    zhao.get("/").await.shows(&format!("href=\"{path}\""));
    zhao.get(&path)
        .await
        .shows("replace the fan")
        .shows("1,080.00")
        .shows("2026-11-30")
        .shows("value=\"accept_quote\"");
    let page = format!("http://127.0.0.1:3000{path}");
    let answer = |act, words| [("number", number.clone()), ("act", act), ("nth", "1".to_owned()), ("words", words)];
    let refused = zhao.post_from("/api/fn/act", &page, &answer("decline_quote".to_owned(), String::new())).await;
    assert!(refused.location().starts_with(&format!("{path}?parked=")), "{}", refused.location());
    zhao.get(refused.location()).await.shows("field-flaw");
    let accepted = zhao.post_from("/api/fn/act", &page, &answer("accept_quote".to_owned(), String::new())).await;
    assert_eq!(accepted.location(), path);
    zhao.get(&path).await.shows("Accepted by Zhao Lei").hides("value=\"accept_quote\"");
    let mut chen = app.browser_of(CHEN).await;
    chen.get(&format!("/cases/{number}")).await.shows("accepted quote 1 of ¥1,080.00");
    let set_out = ActDraft { act: "set_out".to_owned(), ..ActDraft::default() }.command().unwrap();
    app.desk(CHEN).await.act(&number, set_out).await.unwrap();
}

#[tokio::test]
async fn a_quote_that_has_run_out_says_so_and_is_nobody_elses_to_read() {
    let app = TestApp::new().await;
    let number = quoted(&app).await;
    let path = format!("/cases/{number}/quote");
    let mut li = app.browser_of(LI).await;
    let others = li.get(&path).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    others.hides("1,080.00");
    app.pass(TimeDelta::days(11));
    let mut zhao = app.browser_of(ZHAO).await;
    zhao.get(&path).await.shows("no longer valid").hides("value=\"accept_quote\"");
    let fields = [("number", number.as_str()), ("act", "accept_quote"), ("nth", "1")];
    let refused = zhao.post_from("/api/fn/act", &format!("http://127.0.0.1:3000{path}"), &fields).await;
    zhao.get(refused.location()).await.shows("no longer valid");
    let desk = app.desk(ZHAO).await;
    let quote = desk.case(&number).await.unwrap().case.quote.unwrap();
    assert_eq!(quote.standing(desk.now()), QuoteStanding::Expired);
}

#[tokio::test]
async fn a_quote_that_lapsed_stands_in_the_history_and_everybody_is_told_what_to_do() {
    let app = TestApp::new().await;
    let number = quoted(&app).await;
    let case = format!("/cases/{number}");
    app.pass(TimeDelta::days(11));
    fire_due_timers(&app.house).await;
    let (mut zhao, mut chen) = (app.browser_of(ZHAO).await, app.browser_of(CHEN).await);
    zhao.get(&case).await.shows("let quote 1 lapse").shows("Ask for a new one with a comment");
    chen.get(&case).await.shows("Send another quote, or end the case").shows("value=\"quote\"");
    chen.get("/inbox").await.shows("let quote 1 lapse");
    zhao.get("/").await.hides(&format!("href=\"{case}/quote\""));
}

#[tokio::test]
async fn rates_are_set_by_a_form_and_fill_in_the_quote() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let page = "http://127.0.0.1:3000/manage/rates";
    let fields = |hour, travel| [("rate_hour", hour), ("rate_travel", travel), ("rate_minimum", "1.5")];
    let refused = manager.post_from("/api/fn/set_rates", page, &fields("much", "200")).await;
    assert!(refused.location().starts_with("/manage/rates?parked="), "{}", refused.location());
    manager.get(refused.location()).await.shows("id=\"rate_hour-flaw\"").shows("value=\"much\"");
    let saved = manager.post_from("/api/fn/set_rates", page, &fields("812.50", "215")).await;
    assert_eq!(saved.location(), "/manage/rates?saved=1");
    manager.get(saved.location()).await.shows("¥812.50 an hour").shows("data-tone=\"good\"");
    let draft = Draft { serial: String::new(), ..draft("zhao") };
    let number = app.desk(ZHAO).await.open_case(&draft).await.unwrap().number;
    let to = app.person(CHEN).await;
    app.desk(SUN).await.act(&number, Command::Assign { to }).await.unwrap();
    app.desk(CHEN).await.act(&number, Command::Accept).await.unwrap();
    let mut chen = app.browser_of(CHEN).await;
    chen.get(&format!("/cases/{number}"))
        .await
        .shows("value=\"812.50\"")
        .shows("value=\"215\"")
        .shows("At least 1.5 hours are billed");
    assert_eq!(chen.get("/manage/rates").await.status, StatusCode::FORBIDDEN);
}
