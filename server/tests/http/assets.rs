//! The browser's files: found, small, and kept by caches for as long as they are right.

use crate::testapp::TestApp;
use axum::http::StatusCode;
use std::fs;

/// An app whose browser files are made up, as the bundler would lay them out.
async fn app_with_files() -> (TestApp, tempfile::TempDir) {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("pkg")).unwrap();
    let js = "/pkg/lightwell.0123456789ab.js";
    let manifest = format!("{{\"js\":\"{js}\",\"wasm\":\"/pkg/lightwell.ba9876543210.wasm\",\"css\":\"/pkg/a.css\"}}");
    for (path, content) in [
        ("manifest.json", manifest.as_str()),
        ("pkg/lightwell.0123456789ab.js", "plain"),
        ("pkg/lightwell.0123456789ab.js.br", "as brotli"),
        ("pkg/lightwell.0123456789ab.js.gz", "as gzip"),
        ("pkg/lightwell.ba9876543210.wasm", "\0asm"),
        ("pkg/lightwell.js", "unhashed"),
        ("favicon.svg", "<svg/>"),
    ] {
        fs::write(site.path().join(path), content).unwrap();
    }
    let folder = site.path().to_owned();
    (TestApp::with("http://127.0.0.1:3000", |settings| settings.site = Some(folder)).await, site)
}

#[tokio::test]
async fn a_page_names_the_files_of_the_manifest_and_they_last() {
    let (app, _site) = app_with_files().await;
    let mut browser = app.browser();
    browser.get("/sign-in").await.shows("/pkg/lightwell.0123456789ab.js").shows("/pkg/lightwell.ba9876543210.wasm");
    let js = browser.get("/pkg/lightwell.0123456789ab.js").await;
    assert_eq!((js.status, js.text().as_str()), (StatusCode::OK, "plain"));
    assert_eq!(js.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(js.header("content-type"), "text/javascript; charset=utf-8");
    let wasm = browser.get("/pkg/lightwell.ba9876543210.wasm").await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn the_browser_gets_the_smallest_form_it_understands() {
    let (app, _site) = app_with_files().await;
    let mut browser = app.browser();
    for (accepted, encoding, content) in
        [("gzip, br", "br", "as brotli"), ("gzip", "gzip", "as gzip"), ("br;q=0", "", "plain"), ("zstd", "", "plain")]
    {
        browser.headers = vec![("accept-encoding", accepted.to_owned())];
        let js = browser.get("/pkg/lightwell.0123456789ab.js").await;
        assert_eq!((js.header("content-encoding"), js.text().as_str()), (encoding, content), "{accepted}");
        assert_eq!(js.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn files_without_a_lasting_name_are_asked_for_again_but_not_sent_again() {
    let (app, _site) = app_with_files().await;
    let mut browser = app.browser();
    for path in ["/favicon.svg", "/pkg/lightwell.js"] {
        let first = browser.get(path).await;
        assert_eq!(first.header("cache-control"), "no-cache", "{path}");
        browser.headers = vec![("if-none-match", first.header("etag").to_owned())];
        let again = browser.get(path).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        browser.headers.clear();
    }
}

#[tokio::test]
async fn nothing_else_is_given_out() {
    let (app, _site) = app_with_files().await;
    let mut browser = app.browser();
    for path in
        ["/manifest.json", "/pkg/nothing.js", "/pkg/../Cargo.toml", "/pkg/%2e%2e/manifest.json", "/lightwell.db"]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
