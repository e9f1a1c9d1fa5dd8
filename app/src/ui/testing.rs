//! Rendering a piece of a page in tests, as the server does.

use crate::frame::{Frame, provide};
use domain::Moment;
use domain::person::{Language, Viewer};
use domain::zone::Zone;
use leptos::prelude::*;
use std::sync::Arc;

/// The HTML of a view, for a guest who reads Chinese.
pub fn rendered(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let viewer = Viewer::Guest { language: Language::Chinese, zone: Zone::fixed("Asia/Shanghai", 8 * 3600) };
        provide(Arc::new(Frame { viewer, hotline: String::new(), public_url: String::new(), now: Moment::UNIX_EPOCH }));
        view().to_html()
    });
    owner.cleanup();
    html
}
