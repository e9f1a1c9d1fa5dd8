//! The server's half of what differs between the two compilations: the desk of the request, and what becomes of errors.
//! The process provides the contexts named here; it keeps sockets, sessions and configuration to itself.

pub mod qr;
pub mod service_report;
pub(crate) mod survey_code;
pub(crate) mod welcome;

use crate::frame::Frame;
use crate::problem::Problem;
use crate::wire::Later;
use axum::http::{HeaderValue, StatusCode, header};
use domain::Moment;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::Holidays;
use domain::person::{Language, PersonRef, Viewer};
use domain::policy::Bound;
use domain::policy::draft::TRIAL;
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::simulation::ScenarioDraft;
use domain::zone::Zone;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Link, Meta};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Optional context: whom to call when all else fails.
#[derive(Clone, Debug)]
pub struct Hotline(pub String);

/// Optional context: where people outside reach this house, e.g. `https://service.example`.
#[derive(Clone, Debug)]
pub struct PublicUrl(pub String);

/// Optional context: the files of each part of the browser's code (`crate::routes`).
#[derive(Clone, Debug)]
pub struct CodeParts(pub Arc<BTreeMap<String, Vec<String>>>);

/// Has the browser fetch a part of the code while it still reads the page, and tells it which one to wait for.
pub fn preload(part: &'static str) {
    // Rendering an element of the head registers it there.
    _ = view! { <Meta name="part" content=part /> }.to_html();
    let Some(CodeParts(parts)) = use_context() else { return };
    for file in parts.get(part).into_iter().flatten().cloned() {
        _ = view! { <Link rel="preload" as_="fetch" type_="application/wasm" crossorigin="anonymous" href=file /> }
            .to_html();
    }
}

/// Never called: on the server, server functions are functions.
pub fn ask(_path: String, _arguments: Vec<u8>) -> Later<Result<Vec<u8>, Problem>> {
    Box::pin(async { Err(Problem::Offline) })
}

/// Never called: nobody submits a form on the server.
pub fn send_form(_path: &str, _fields: String) -> Later<Result<Vec<u8>, Problem>> {
    Box::pin(async { Err(Problem::Offline) })
}

/// Optional context: no mail server is named, letters are kept as files.
#[derive(Clone, Copy, Debug)]
pub struct LettersAreFiles(pub bool);

/// Optional context: the refusal that a server function ended with, so that the process can park a form sent without
/// JavaScript.
#[derive(Clone, Debug, Default)]
pub struct LastRefusal(pub Arc<Mutex<Option<Refusal>>>);

/// The desk of this request, which the process provides as context.
///
/// # Errors
/// [`Problem::Fault`] when the process did not provide one.
pub fn desk() -> Result<store::Desk, Problem> {
    use_context::<store::Desk>().ok_or_else(|| fault(&"no desk in the request's context"))
}

/// Whether letters leave this house.
pub(crate) fn letters_are_files() -> bool {
    use_context::<LettersAreFiles>().is_some_and(|files| files.0)
}

/// True while a page is rendered; false within a server function that the browser calls by itself.
pub(crate) fn renders_page() -> bool {
    use_context::<axum::http::request::Parts>().is_some_and(|parts| !parts.uri.path().starts_with("/api/fn/"))
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Problem {
        match error {
            store::Error::Refused(refusal) => refusal.into(),
            store::Error::Fault(error) => fault(&error),
        }
    }
}

/// Logs a fault once and gives the reference to show.
fn fault(error: &dyn std::fmt::Display) -> Problem {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let second = use_context::<store::Desk>().map_or(0, |desk| desk.now().timestamp());
    let reference = format!("{:x}-{}", second, COUNT.fetch_add(1, Ordering::Relaxed));
    tracing::error!(reference, %error, "fault");
    Problem::Fault { reference }
}

/// The status that fits a refusal.
pub fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::SignInNeeded | Refusal::WrongCredentials => StatusCode::UNAUTHORIZED,
        Refusal::NotAllowed | Refusal::CrossSite => StatusCode::FORBIDDEN,
        Refusal::Flawed(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::AlreadyAnswered | Refusal::Expired | Refusal::LinkUsed | Refusal::LinkExpired => StatusCode::GONE,
        Refusal::WrongStage
        | Refusal::AlreadyPaused
        | Refusal::NotPaused
        | Refusal::NobodyAssigned
        | Refusal::QuoteNotAccepted
        | Refusal::QuoteExpired
        | Refusal::ChangedMeanwhile => StatusCode::CONFLICT,
    }
}

/// Keeps the refusal for the process, and gives the answer its status when it is that of a server function.
pub(crate) fn note_refusal(refusal: &Refusal) {
    let function =
        use_context::<axum::http::request::Parts>().is_some_and(|parts| parts.uri.path().starts_with("/api/fn/"));
    if let Some(response) = use_context::<ResponseOptions>().filter(|_| function) {
        response.set_status(status_of(refusal));
    }
    let Some(LastRefusal(last)) = use_context::<LastRefusal>() else { return };
    if let Ok(mut last) = last.lock() {
        *last = Some(refusal.clone());
    }
}

/// The frame of this request. Without a desk, as when the process only lists the routes, it is a guest's.
pub(crate) fn frame() -> Frame {
    let hotline = use_context::<Hotline>().map_or_else(String::new, |hotline| hotline.0);
    let public_url = use_context::<PublicUrl>().map_or_else(String::new, |url| url.0);
    match use_context::<store::Desk>() {
        Some(desk) => Frame { viewer: desk.viewer().clone(), hotline, public_url, now: desk.now() },
        None => {
            let viewer = Viewer::Guest { language: Language::Chinese, zone: Zone::fixed("UTC", 0) };
            Frame { viewer, hotline, public_url, now: Moment::UNIX_EPOCH }
        }
    }
}

/// What is drawn on the server alone, with the frame of this request around it.
pub(crate) fn drawn<T>(draw: impl FnOnce() -> T) -> T {
    let owner = Owner::new();
    let drawn = owner.with(|| {
        crate::frame::provide(Arc::new(frame()));
        draw()
    });
    owner.cleanup();
    drawn
}

/// What is assumed of a trial where nobody said otherwise: that policy, a fault of the first level, reported now.
pub(crate) fn filled_in(draft: ScenarioDraft, desk: &store::Desk, policy: Option<&str>) -> ScenarioDraft {
    let or = |said: String, otherwise: String| if said.is_empty() { otherwise } else { said };
    let now = desk.viewer().zone().local(desk.now()).format("%Y-%m-%dT%H:%M").to_string();
    ScenarioDraft {
        policy: or(draft.policy, policy.unwrap_or_default().to_owned()),
        severity: or(draft.severity, Severity::One.level().to_string()),
        kind: or(draft.kind, Kind::Fault.key().to_owned()),
        opened: or(draft.opened, now),
        ..draft
    }
}

/// The fields of a trial in the form of a policy.
pub(crate) fn scenario(fields: &[(String, String)]) -> ScenarioDraft {
    let field = |name: &str| {
        let of_trial = |(field, _): &&(String, String)| field.strip_prefix(TRIAL) == Some(name);
        fields.iter().find(of_trial).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    ScenarioDraft {
        policy: String::new(),
        severity: field("severity"),
        kind: field("kind"),
        opened: field("opened"),
        paused_from: field("paused_from"),
        paused_until: field("paused_until"),
        restored: field("restored"),
    }
}

/// Name of the field in which holidays wait that were read from a file.
pub const HOLIDAYS_FIELD: &str = "holidays";

/// Holidays that wait to be imported.
///
/// # Errors
/// `NotFound` when nothing waits there for the viewer.
pub(crate) async fn holidays(desk: &store::Desk, parked: &str) -> Result<Vec<Holidays>, Problem> {
    let parked = desk.parked(parked).await?;
    serde_json::from_str(parked.field(HOLIDAYS_FIELD)).map_err(|_| Problem::from(Refusal::NotFound))
}

/// Whom a form names: a person of the staff by id, else an address.
pub(crate) fn bound(person: &str, name: String, email: String) -> Result<Bound, Problem> {
    if person.is_empty() {
        return Ok(Bound::Address { name, email });
    }
    let not_a_choice = || Refusal::Flawed(vec![Flaw::of("person", FlawKind::NotAChoice)]);
    let id = person.parse().map_err(|_| not_a_choice())?;
    Ok(Bound::Person(PersonRef { id, name: String::new() }))
}

/// leptos_meta 0.8 writes the title into the page as it is, so it is escaped here.
pub(crate) fn in_title(title: &str, product: &str) -> String {
    html_escape::encode_text(&crate::frame::title(title, product)).into_owned()
}

/// A page that comes from the server names itself.
pub(crate) fn standing_title() -> String {
    String::new()
}

/// Gives the page's answer the status that fits a problem; who must sign in first is sent there.
pub(crate) fn answer_with(problem: &Problem) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let status = match problem {
        Problem::Refused(Refusal::SignInNeeded) => return send_to_sign_in(&response),
        Problem::Refused(refusal) => status_of(refusal),
        Problem::Fault { .. } | Problem::Offline => StatusCode::INTERNAL_SERVER_ERROR,
    };
    response.set_status(status);
}

fn send_to_sign_in(response: &ResponseOptions) {
    let next = use_context::<axum::http::request::Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(|path| path.as_str().to_owned()))
        .unwrap_or_else(|| "/".to_owned());
    let location = format!("/sign-in?next={}", crate::ui::address::in_query(&next));
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}
