//! The browser's half of what differs between the two compilations; the server's half is `ssr`.

use crate::frame::Frame;
use crate::problem::Problem;
use crate::wire::{Later, unpacked};
use domain::Moment;
use domain::person::{Language, Viewer};
use domain::refusal::Refusal;
use domain::zone::Zone;
use gloo_net::http::Request;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::document;
use web_sys::js_sys::Uint8Array;

/// Only reached when the page carries no frame, which the server never does: a guest in Chinese, at the epoch.
pub fn frame() -> Frame {
    let viewer = Viewer::Guest { language: Language::Chinese, zone: Zone::fixed("UTC", 0) };
    Frame { viewer, hotline: String::new(), public_url: String::new(), now: Moment::UNIX_EPOCH }
}

/// The answer's status is the server's affair.
pub fn answer_with(_problem: &Problem) {}

/// Only the server tells the browser what to fetch ahead.
pub fn preload(_part: &'static str) {}

/// Which part of the code the server has named for this page; none when the main one is all it needs.
pub fn part_of_page() -> Option<String> {
    document().query_selector("meta[name=part]").ok()??.get_attribute("content")
}

/// Calls a server function with packed arguments; gives its packed answer.
pub fn ask(path: String, arguments: Vec<u8>) -> Later<Result<Vec<u8>, Problem>> {
    Box::pin(SendWrapper::new(async move {
        let arguments = Uint8Array::from(arguments.as_slice());
        answer(Request::post(&path).header("content-type", PACKED).body(arguments)).await
    }))
}

/// Sends the fields of a form to a server function; gives its packed answer.
pub fn send_form(path: &str, fields: String) -> Later<Result<Vec<u8>, Problem>> {
    let form = Request::post(path).header("content-type", "application/x-www-form-urlencoded").body(fields);
    Box::pin(SendWrapper::new(answer(form)))
}

const PACKED: &str = "application/x-postcard";

async fn answer(request: Result<Request, gloo_net::Error>) -> Result<Vec<u8>, Problem> {
    let request = request.map_err(|_| Problem::Offline)?;
    request.headers().set("accept", PACKED);
    let answer = request.send().await.map_err(|_| Problem::Offline)?;
    let packed = answer.binary().await.map_err(|_| Problem::Offline)?;
    match answer.ok() {
        true => Ok(packed),
        false => Err(unpacked(&packed).unwrap_or_else(|problem| problem)),
    }
}

/// Only the server parks forms.
pub fn note_refusal(_refusal: &Refusal) {}

/// The document's title is set as text.
pub fn in_title(title: &str, product: &str) -> String {
    if title.ends_with(product) { title.to_owned() } else { crate::frame::title(title, product) }
}

/// The title that the window has, which stays until the code of the page has come and names its own.
pub fn standing_title() -> String {
    document().title()
}
