//! The browser's half of what differs between the two compilations; the server's half is `ssr`.

use crate::frame::Frame;
use crate::problem::Problem;
use domain::Moment;
use domain::person::{Language, Viewer};
use domain::refusal::Refusal;
use domain::zone::Zone;
use leptos::prelude::document;

/// Only reached when the page carries no frame, which the server never does: a guest in Chinese, at the epoch.
pub fn frame() -> Frame {
    let viewer = Viewer::Guest { language: Language::Chinese, zone: Zone::fixed("UTC", 0) };
    Frame { viewer, hotline: String::new(), public_url: String::new(), now: Moment::UNIX_EPOCH }
}

/// The answer's status is the server's affair.
pub fn answer_with(_problem: &Problem) {}

/// Only the server tells the browser what to fetch ahead.
pub fn preload(_part: &str) {}

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
