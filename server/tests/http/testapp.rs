//! `TestApp`: one service company with two customers on a fresh database, its own clock, and browsers to look at it with.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::TimeDelta;
use domain::Moment;
use domain::case::Kind;
use domain::case::decide::Command;
use domain::case::report::Draft;
use domain::person::{Bilingual, Language, PersonRef, Role};
use http_body_util::BodyExt;
use server::clock::Clock;
use server::config::Settings;
use server::house::House;
use server::router::router;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use store::testing::Fixture;
use store::{Company, Desk, NewAsset, NewContract, NewPerson, Store};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse";
pub const LI: &str = "li@qingshan.example";
/// Of the other customer.
pub const ZHAO: &str = "zhao@hongtu.example";
pub const CHEN: &str = "chen@service.example";
pub const SUN: &str = "sun@service.example";
pub const MANAGER: &str = "zhou@service.example";
pub const SERIAL: &str = "QS-DB-01";
pub const ATTACK: &str = "</textarea></title><script>alert(1)</script>";

/// Longer than any answer takes, even when the machine is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(30);

/// As weak as argon2id allows, because nobody attacks a test.
static PASSWORD_HASH: LazyLock<String> = LazyLock::new(|| {
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    weak.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
});

#[derive(Clone)]
pub struct TestApp {
    pub router: Router,
    pub house: House,
    now_us: Arc<AtomicI64>,
    _close: Arc<watch::Sender<bool>>,
    pub data: Arc<TempDir>,
}

impl TestApp {
    pub async fn new() -> TestApp {
        TestApp::at("http://127.0.0.1:3000").await
    }

    pub async fn at(public_url: &str) -> TestApp {
        TestApp::with(public_url, |_| {}).await
    }

    /// With other settings than the usual.
    pub async fn with(public_url: &str, change: impl FnOnce(&mut Settings)) -> TestApp {
        let data = Arc::new(tempfile::tempdir().unwrap());
        let mut settings = Settings::in_folder(data.path().to_owned(), None, public_url);
        change(&mut settings);
        let store = Store::open(settings.store()).await.unwrap();
        TestApp::assembled(store, settings, data).await
    }

    /// On an installation of the store's tests, of either engine.
    pub async fn on(fixture: &Fixture) -> TestApp {
        let data = Arc::new(tempfile::tempdir().unwrap());
        let settings = Settings::in_folder(data.path().to_owned(), None, "http://127.0.0.1:3000");
        TestApp::assembled(fixture.store.clone(), settings, data).await
    }

    async fn assembled(store: Store, settings: Settings, data: Arc<TempDir>) -> TestApp {
        if let Ok(filter) = std::env::var("LIGHTWELL_LOG") {
            server::logs::start(&filter);
        }
        let start: Moment = "2026-11-20T02:00:00Z".parse().unwrap();
        let now_us = Arc::new(AtomicI64::new(start.timestamp_micros()));
        let shown = now_us.clone();
        let clock = Clock::from(move || Moment::from_timestamp_micros(shown.load(Ordering::SeqCst)).unwrap());
        furnish(&store, start).await;
        let (close, closing) = watch::channel(false);
        let house = House::new(store, clock, settings, closing, Default::default());
        TestApp { router: router(house.clone()), house, now_us, _close: Arc::new(close), data }
    }

    pub fn pass(&self, span: TimeDelta) {
        self.now_us.fetch_add(span.num_microseconds().unwrap(), Ordering::SeqCst);
    }

    /// The desk of that person, to prepare what a test is not about.
    pub async fn desk(&self, email: &str) -> Desk {
        let now = self.house.clock.now();
        let viewer = self.house.store.setup().viewer(email, now).await.unwrap();
        self.house.store.desk(viewer, now)
    }

    pub async fn person(&self, email: &str) -> PersonRef {
        let desk = self.desk(email).await;
        let person = desk.viewer().person().unwrap();
        PersonRef { id: person.id, name: person.name.clone() }
    }

    /// A case of Li's.
    pub async fn case(&self) -> String {
        self.desk(LI).await.open_case(&draft("key-of-a-case")).await.unwrap().number
    }

    /// A case of Li's that Chen works on.
    pub async fn case_in_work(&self) -> String {
        let number = self.case().await;
        let to = self.person(CHEN).await;
        self.desk(SUN).await.act(&number, Command::Assign { to }).await.unwrap();
        self.desk(CHEN).await.act(&number, Command::Accept).await.unwrap();
        number
    }

    /// A case of Li's whose service record waits for her word.
    pub async fn case_to_confirm(&self) -> String {
        let number = self.case_in_work().await;
        let resolve = Command::Resolve { cause: "worn fan".to_owned(), done: "fan replaced".to_owned() };
        self.desk(CHEN).await.act(&number, resolve).await.unwrap();
        number
    }

    pub fn browser(&self) -> Browser {
        Browser { app: self.clone(), cookies: BTreeMap::new(), headers: vec![("accept-language", "en".to_owned())] }
    }

    pub async fn browser_of(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.sign_in(email, PASSWORD, "/").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{email} cannot sign in");
        browser
    }
}

/// A report with nothing wrong in it.
pub fn draft(key: &str) -> Draft {
    let field = |text: &str| text.to_owned();
    Draft {
        draft_key: field(key),
        kind: field("fault"),
        serial: field(SERIAL),
        severity: field("2"),
        title: field("Database server does not start"),
        description: field("The fan is silent, the screen stays dark."),
        contact_name: field("Li Na"),
        contact_phone: field("0571 8888 0000"),
        ..Draft::default()
    }
}

/// The same as fields of the form.
pub fn draft_fields(key: &str) -> Vec<(String, String)> {
    let json = serde_json::to_value(draft(key)).unwrap();
    let fields = json.as_object().unwrap().iter();
    fields.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
}

async fn furnish(store: &Store, now: Moment) {
    let setup = store.setup();
    let name = Bilingual { chinese: "Sunlight".to_owned(), english: "Sunlight".to_owned() };
    let hotline = "400-000-0000".to_owned();
    let company = Company { name, hotline, time_zone: "Asia/Shanghai".to_owned(), default_policy: "e".to_owned() };
    setup.company(&company).await.unwrap();
    let qingshan = setup.organisation("Qingshan Water", now).await.unwrap().id;
    let hongtu = setup.organisation("Hongtu Bank", now).await.unwrap().id;
    let people = [
        ("Li Na", LI, Role::Customer, Some(qingshan)),
        ("Wang Li", "wang@qingshan.example", Role::CustomerAdmin, Some(qingshan)),
        ("Zhao Lei", ZHAO, Role::CustomerAdmin, Some(hongtu)),
        ("Chen Tao", CHEN, Role::Engineer, None),
        ("Sun Yan", SUN, Role::Secretary, None),
        ("Zhou Min", MANAGER, Role::Manager, None),
    ];
    for (name, email, role, organisation_id) in people {
        let person = NewPerson {
            name: name.to_owned(),
            email: email.to_owned(),
            phone: "13800000000".to_owned(),
            role,
            organisation_id,
            language: Language::English,
            time_zone: "Asia/Shanghai".to_owned(),
            password_hash: PASSWORD_HASH.clone(),
        };
        setup.person(&person, now).await.unwrap();
    }
    let asset = NewAsset {
        organisation_id: qingshan,
        serial: SERIAL.to_owned(),
        name: "DB-01".to_owned(),
        model: "PowerEdge R740xd".to_owned(),
        product_line: String::new(),
        site: "Hangzhou".to_owned(),
        warranty_ends_on: None,
    };
    let asset_id = setup.asset(&asset).await.unwrap();
    let contract = NewContract {
        number: "QS-2026-001".to_owned(),
        organisation_id: qingshan,
        policy: "a".to_owned(),
        starts_on: "2026-01-01".parse().unwrap(),
        ends_on: "2028-12-31".parse().unwrap(),
        kinds: Kind::ALL.to_vec(),
        asset_ids: vec![asset_id],
        sites: Vec::new(),
    };
    setup.contract(&contract).await.unwrap();
}

/// A browser with its cookies; it says where its requests come from, as browsers do.
pub struct Browser {
    app: TestApp,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

/// A file of a multipart form.
pub struct Upload<'a> {
    pub name: &'a str,
    pub content: &'a [u8],
}

impl Browser {
    pub async fn sign_in(&mut self, email: &str, password: &str, next: &str) -> Answer {
        self.post("/sign-in", &[("email", email), ("password", password), ("next", next)]).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).header("accept", "text/html"), Body::empty()).await
    }

    /// A native form: what a browser without JavaScript sends.
    pub async fn post<N: AsRef<str>, V: AsRef<str>>(&mut self, path: &str, fields: &[(N, V)]) -> Answer {
        self.post_from(path, "http://127.0.0.1:3000/", fields).await
    }

    /// The same from that page.
    pub async fn post_from<N: AsRef<str>, V: AsRef<str>>(
        &mut self,
        path: &str,
        page: &str,
        fields: &[(N, V)],
    ) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
        let request = Request::post(path)
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("referer", page)
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(body.finish())).await
    }

    pub async fn post_multipart(&mut self, path: &str, fields: &[(String, String)], files: &[Upload<'_>]) -> Answer {
        let request = Request::post(path)
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=BOUNDARY");
        self.send(request, Body::from(multipart(fields, files))).await
    }

    pub async fn json(&mut self, method: Method, path: &str, body: serde_json::Value) -> Answer {
        let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        self.send(request.header("content-type", "application/json"), Body::from(body.to_string())).await
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let response = self.open(request, body).await;
        let (parts, body) = response.into_parts();
        let body = tokio::time::timeout(PATIENCE, body.collect()).await.expect("the answer ends").unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The answer with its body still to come.
    pub async fn open(&mut self, mut request: axum::http::request::Builder, body: Body) -> axum::response::Response {
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; "));
        }
        let request = request.body(body).unwrap();
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = tokio::time::timeout(PATIENCE, self.app.router.clone().oneshot(request)).await;
        let response = answer.unwrap_or_else(|_| panic!("{asked} is not answered")).unwrap();
        self.keep_cookies(response.headers());
        response
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn multipart(fields: &[(String, String)], files: &[Upload<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--BOUNDARY\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for file in files {
        let disposition = format!("content-disposition: form-data; name=\"files\"; filename=\"{}\"", file.name);
        let head = format!("--BOUNDARY\r\n{disposition}\r\ncontent-type: application/octet-stream\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--BOUNDARY--\r\n");
    body
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    #[track_caller]
    pub fn shows(&self, words: &str) -> &Answer {
        assert!(self.text().contains(words), "“{words}” is missing in {}: {}", self.status, self.text());
        self
    }

    #[track_caller]
    pub fn hides(&self, words: &str) -> &Answer {
        assert!(!self.text().contains(words), "“{words}” should not be in {}: {}", self.status, self.text());
        self
    }
}
