//! Lists in spreadsheets without JavaScript: sent, looked at, imported, exported; and who may not.

use crate::testapp::{Answer, Browser, LI, MANAGER, SERIAL, SUN, TestApp, Upload, ZHAO};
use axum::http::StatusCode;

const PAGE: &str = "/manage/import";

fn of(kind: &str) -> Vec<(String, String)> {
    vec![("kind".to_owned(), kind.to_owned())]
}

async fn sent(browser: &mut Browser, kind: &str, name: &str, content: &[u8]) -> Answer {
    browser.post_multipart(PAGE, &of(kind), &[Upload { name, content }]).await
}

#[tokio::test]
async fn a_list_is_sent_looked_at_and_imported_with_plain_forms() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let own = app.desk(LI).await.viewer().person().unwrap().organisation.clone().unwrap().name;
    let list = format!("序列号,客户单位,机器\r\nNEW-1,{own},DB-09\r\n");
    let gb18030 = encoding_rs::GB18030.encode(&list).0.into_owned();
    let answer = sent(&mut manager, "assets", "设备.csv", &gb18030).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let address = answer.location().to_owned();
    let page = manager.get(&address).await;
    assert!(page.text().contains("id=\"c2\"") && !page.text().contains("/api/fn/import_list"), "a column is lacking");
    let page = manager.get(&format!("{address}&c0=serial&c1=organisation&c2=name")).await;
    assert!(page.text().contains("/api/fn/import_list"), "{}", page.text());
    let file = address.split('=').nth(1).unwrap();
    let form = [("file", file), ("kind", "assets"), ("by_hand", "2=name")];
    let done = manager.post("/api/fn/import_list", &form).await;
    assert_eq!(done.location(), "/manage/import?done=assets&added=1&changed=0&unchanged=0");
    let page = manager.get("/manage/import?done=assets&added=1&changed=0&unchanged=0").await;
    assert!(page.text().contains("data-tone=\"good\""));
    assert_eq!(app.desk(LI).await.asset("NEW-1").await.unwrap().asset.name, "DB-09");
}

#[tokio::test]
async fn a_bad_file_comes_back_to_the_form_and_says_why() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let large = vec![b'a'; 21 << 20];
    let files: [(&str, &[u8]); 3] = [("not.xlsx", b"%PDF-1.7 \x00"), ("large.csv", &large), ("empty.csv", b"")];
    for (name, content) in files {
        let answer = sent(&mut manager, "people", name, content).await;
        assert!(answer.location().contains("parked="), "{name}: {}", answer.location());
        let address = answer.location().to_owned();
        let page = manager.get(&address).await;
        page.shows(name).shows("id=\"file-flaw\"");
        assert!(page.text().contains("<option value=\"people\" selected"), "the kind stays chosen: {}", page.text());
    }
    let nothing = manager.post_multipart(PAGE, &of("assets"), &[]).await;
    assert!(nothing.location().contains("parked="));
}

#[tokio::test]
async fn problems_stand_in_a_table_and_nothing_can_be_imported() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let list = "SN,Customer,Name,Warranty until\nX-1,<script>alert(1)</script>,DB,soon\n";
    let answer = sent(&mut manager, "assets", "a.csv", list.as_bytes()).await;
    let address = answer.location().to_owned();
    let page = manager.get(&address).await.text();
    assert!(page.contains("import-problems") && !page.contains("/api/fn/import_list"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert(1)"));
    let file = address.split('=').nth(1).unwrap();
    manager.post("/api/fn/import_list", &[("file", file), ("kind", "assets")]).await;
    assert!(app.desk(MANAGER).await.asset("X-1").await.is_err(), "a forged form imports nothing either");
}

#[tokio::test]
async fn a_template_is_recognised_and_an_export_changes_nothing_when_it_comes_back() {
    let app = TestApp::new().await;
    let mut manager = app.browser_of(MANAGER).await;
    let desk = app.desk(MANAGER).await;
    let number = desk.contracts().await.unwrap().remove(0).contract.number;
    let on_file = desk.contract_form(Some(&number), None).await.unwrap().draft;
    let with_terms = domain::contract::draft::ContractDraft {
        product_lines: "PowerEdge\nFC, 16G".to_owned(),
        sites: "Room 1; left".to_owned(),
        contacts: "li@water.example".to_owned(),
        exclusions: "Batteries, fans; and filters\n\"Paper\"".to_owned(),
        hours: "2 h 20 min".to_owned(),
        visits: "3".to_owned(),
        metered: vec!["fault".to_owned()],
        rate_hour: "800.50".to_owned(),
        ..on_file
    };
    desk.change_contract(&number, &with_terms).await.unwrap();
    for kind in ["organisations", "people", "assets", "contracts"] {
        for format in ["csv", "xlsx"] {
            let template = manager.get(&format!("{PAGE}/templates/{kind}.{format}")).await;
            assert!(template.header("content-disposition").starts_with("attachment"), "{kind}.{format}");
            let exported = manager.get(&format!("/export/{kind}.{format}")).await;
            assert_eq!(exported.status, StatusCode::OK);
            let back = sent(&mut manager, kind, &format!("{kind}.{format}"), &exported.body).await;
            let file = back.location().split('=').nth(1).unwrap().to_owned();
            let preview = app.desk(MANAGER).await.preview_import(&file, &Vec::new()).await.unwrap();
            assert!(preview.is_clean(), "{kind}.{format}: {preview:?}");
            assert_eq!((preview.counts.added, preview.counts.changed), (0, 0), "{kind}.{format}");
            assert!(preview.counts.unchanged > 0, "{kind}.{format}");
        }
    }
}

#[tokio::test]
async fn an_export_holds_what_the_viewer_may_see_and_no_more() {
    let app = TestApp::new().await;
    let (mut li, mut zhao) = (app.browser_of(LI).await, app.browser_of(ZHAO).await);
    assert!(li.get("/export/assets.csv").await.text().contains(SERIAL));
    assert!(!li.get("/export/assets.csv?q=nothing-of-that-name").await.text().contains(SERIAL));
    assert!(!zhao.get("/export/assets.csv").await.text().contains(SERIAL));
    for kind in ["people", "organisations"] {
        assert_eq!(li.get(&format!("/export/{kind}.csv")).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(li.get("/export/secrets.csv").await.status, StatusCode::NOT_FOUND);
    assert!(app.browser().get("/export/assets.csv").await.location().starts_with("/sign-in"));
    let mut sun = app.browser_of(SUN).await;
    assert_eq!(sun.get(PAGE).await.status, StatusCode::FORBIDDEN);
    let refused = sent(&mut sun, "assets", "a.csv", b"SN\n1").await;
    assert!(refused.location().contains("parked="), "{}", refused.location());
    assert_eq!(sun.get(&format!("{PAGE}/templates/assets.csv")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn cases_are_exported_as_the_list_of_them_is_filtered() {
    let app = TestApp::new().await;
    let number = app.case().await;
    let (mut li, mut zhao) = (app.browser_of(LI).await, app.browser_of(ZHAO).await);
    let exported = li.get("/export/cases.csv").await;
    assert!(exported.text().starts_with('\u{feff}') && exported.text().contains(&number), "{}", exported.text());
    assert!(!li.get("/export/cases.csv?show=closed").await.text().contains(&number));
    assert!(!li.get("/export/cases.csv?q=zzqq").await.text().contains(&number));
    assert!(!zhao.get("/export/cases.csv?show=all").await.text().contains(&number));
    assert!(li.get("/export/cases.csv?coverage=covered").await.text().contains(&number));
    assert!(!li.get("/export/cases.csv?coverage=billable").await.text().contains(&number));
    assert!(li.get("/export/cases.xlsx").await.body.starts_with(b"PK"));
    assert_eq!(li.get("/export/cases.pdf").await.status, StatusCode::NOT_FOUND);
    let page = li.get("/cases?q=server").await.text();
    assert!(page.contains("href=\"/export/cases.csv?q=server\""), "{page}");
    let page = li.get("/cases?coverage=covered").await.text();
    assert!(page.contains("href=\"/export/cases.csv?coverage=covered\""), "{page}");
    assert!(page.contains("<option value=\"covered\" selected"), "{page}");
    assert!(!li.get("/cases?coverage=billable").await.text().contains(&number));
}

#[tokio::test]
async fn devices_are_exported_by_coverage_as_their_list_is_filtered() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let verdict = app.desk(LI).await.asset(SERIAL).await.unwrap().coverage.verdict;
    assert_eq!(verdict, domain::coverage::Verdict::Covered);
    assert!(li.get("/export/assets.csv?coverage=covered").await.text().contains(SERIAL));
    assert!(!li.get("/export/assets.csv?coverage=not_covered").await.text().contains(SERIAL));
    let page = li.get("/assets?coverage=covered").await.text();
    assert!(page.contains("href=\"/export/assets.csv?coverage=covered\"") && page.contains(SERIAL), "{page}");
    assert!(!li.get("/assets?coverage=not_covered").await.text().contains(&format!("/assets/{SERIAL}")));
}
