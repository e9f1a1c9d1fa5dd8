//! What is fixed for one page load: who looks, in which language and zone, and the server's moment. A switch of language
//! and a sign-in are forms with a full reload, so nothing here is reactive.

use crate::i18n::Locale;
use crate::side;
use crate::wire::Shared;
use domain::Moment;
use domain::person::{Bilingual, Language, Person, Viewer};
use domain::zone::Zone;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The fixed part of a page, sent along with it for the browser.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    pub viewer: Viewer,
    /// Whom to call when all else fails; empty when the server does not say.
    pub hotline: String,
    /// Where people outside reach this house, e.g. `https://service.example`, for links that are passed on.
    pub public_url: String,
    /// The moment of the request.
    pub now: Moment,
}

#[derive(Clone)]
struct Framed(Arc<Frame>);

/// Takes the frame from the request on the server and from the page in the browser, and provides it to everything below.
pub fn provide_frame() -> Arc<Frame> {
    let frame = Arc::new(Shared::new_with_encoding(side::frame).into_inner());
    provide(Arc::clone(&frame));
    frame
}

/// Provides a frame to everything below.
pub fn provide(frame: Arc<Frame>) {
    provide_context(Framed(frame));
}

/// The frame of this page load.
pub fn use_frame() -> Arc<Frame> {
    expect_context::<Framed>().0
}

/// Who looks.
pub fn use_viewer() -> Viewer {
    use_frame().viewer.clone()
}

/// The signed-in person, if any.
pub fn use_person() -> Option<Person> {
    use_frame().viewer.person().cloned()
}

/// The zone moments are shown in.
pub fn use_zone() -> Zone {
    use_frame().viewer.zone().clone()
}

/// The language texts are shown in, to be given to `td_string!` and [`crate::words`].
pub fn use_language() -> Locale {
    locale(use_frame().viewer.language())
}

/// The locale of a language.
pub fn locale(language: Language) -> Locale {
    match language {
        Language::Chinese => Locale::zh_CN,
        Language::English => Locale::en,
    }
}

/// The language of a locale.
pub fn language_of(locale: Locale) -> Language {
    match locale {
        Locale::zh_CN => Language::Chinese,
        Locale::en => Language::English,
    }
}

/// A text that is data, in that language.
pub fn said(locale: Locale, text: &Bilingual) -> String {
    text.get(language_of(locale)).to_owned()
}

/// What a window is called: the page's own title and the product's.
pub fn title(page: &str, product: &str) -> String {
    if page.is_empty() { product.to_owned() } else { format!("{page} · {product}") }
}
