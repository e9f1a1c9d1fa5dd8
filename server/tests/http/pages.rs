//! What every page has: its language, its security policy, its place in caches; and what is no page.

use crate::testapp::{ATTACK, Answer, CHEN, LI, MANAGER, SUN, TestApp, draft};
use axum::http::StatusCode;
use domain::case::decide::Command;

fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    let (_, rest) = policy.split_once("'nonce-").unwrap_or_else(|| panic!("no nonce in {policy:?}"));
    rest.split('\'').next().unwrap().to_owned()
}

#[tokio::test]
async fn scripts_run_with_this_answers_nonce_only() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let page = li.get("/").await;
    let policy = page.header("content-security-policy");
    for part in
        ["'strict-dynamic'", "'wasm-unsafe-eval'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(part), "{part} is missing in {policy}");
    }
    assert!(!policy.contains("'unsafe-inline' ") && !policy.contains("'unsafe-eval'"), "{policy}");
    let html = page.text();
    let scripts: Vec<&str> =
        html.match_indices("<script").map(|(at, _)| html[at..].split('>').next().unwrap()).collect();
    assert!(!scripts.is_empty());
    for script in scripts {
        assert!(script.contains(&format!("nonce=\"{}\"", nonce(&page))), "{script}");
    }
    assert_ne!(nonce(&page), nonce(&li.get("/").await));
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    for path in ["/", "/cases", "/sign-in", "/nowhere", "/files/1", "/health/live", "/api/v1/cases"] {
        let answer = li.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(answer.header("cache-control").contains("no-store"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path} is not behind TLS");
    }
}

#[tokio::test]
async fn a_guest_reads_the_language_the_browser_asks_for() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.get("/sign-in").await.shows("<html lang=\"en\">").shows("Sign in");
    browser.headers = vec![("accept-language", "zh-CN,zh;q=0.9,en;q=0.8".to_owned())];
    browser.get("/sign-in").await.shows("<html lang=\"zh-CN\">").shows("登录");
    let answer = browser.post("/language", &[("language", "en"), ("next", "/sign-in?next=%2Fkb")]).await;
    assert_eq!(answer.location(), "/sign-in?next=%2Fkb");
    browser.get("/sign-in").await.shows("<html lang=\"en\">");
}

#[tokio::test]
async fn the_language_of_a_person_goes_with_the_person() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    li.get("/").await.shows("<html lang=\"en\">");
    li.post("/language", &[("language", "zh-CN"), ("next", "//evil.example")]).await;
    let mut elsewhere = app.browser_of(LI).await;
    elsewhere.get("/").await.shows("<html lang=\"zh-CN\">");
}

#[tokio::test]
async fn what_is_not_there_says_so_in_the_readers_language() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for path in ["/nowhere", "/cases/new/nowhere", "/kb/no-such-article"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.shows("<html lang=\"en\">");
    }
    let answer = browser.post::<&str, &str>("/nowhere", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_health_of_the_process_is_told_to_anybody() {
    let app = TestApp::new().await;
    assert_eq!(app.browser().get("/health/live").await.text(), "live\n");
    assert_eq!(app.browser().get("/health/ready").await.text(), "ready\n");
}

#[tokio::test]
async fn nobody_is_offered_for_one_click_outside_of_a_demonstration() {
    let app = TestApp::new().await;
    app.browser().get("/sign-in").await.hides("data-email").shows("name=\"password\"");
}

#[tokio::test]
async fn hostile_words_are_text_on_every_page_that_shows_them() {
    let app = TestApp::new().await;
    let mut hostile = draft("hostile");
    hostile.title = ATTACK.to_owned();
    hostile.description = ATTACK.to_owned();
    hostile.contact_name = ATTACK.to_owned();
    hostile.serial = ATTACK.to_owned();
    let number = app.desk(LI).await.open_case(&hostile).await.unwrap().number;
    let to = app.person(CHEN).await;
    app.desk(SUN).await.act(&number, Command::Assign { to }).await.unwrap();
    let said = ATTACK.to_owned();
    for command in [
        Command::Respond { words: said.clone() },
        Command::NoteInternally { words: said.clone() },
        Command::PauseClock { words: said.clone() },
        Command::Resolve { cause: said.clone(), done: said.clone() },
    ] {
        app.desk(CHEN).await.act(&number, command).await.unwrap();
    }
    let (case, record) = (format!("/cases/{number}"), format!("/cases/{number}/record"));
    let searched = "/cases?show=all&q=%3C%2Ftextarea%3E%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let pages = [
        (LI, vec!["/", "/cases", &case, &record, searched, "/kb?q=%3Cscript%3Ealert(1)%3C/script%3E"]),
        (CHEN, vec!["/", "/queue", &case, &record]),
        (SUN, vec!["/", "/dispatch", "/cases?show=all", &case]),
        (MANAGER, vec!["/", "/cases?show=all", &case]),
    ];
    for (email, paths) in pages {
        let mut browser = app.browser_of(email).await;
        for path in paths {
            let page = browser.get(path).await;
            assert!(page.status.is_success(), "{email} {path}: {}", page.status);
            page.hides("<script>alert(1)").hides("</textarea><script");
        }
    }
    app.browser_of(LI).await.get(&case).await.shows("&lt;script&gt;alert(1)");
}
