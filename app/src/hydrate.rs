//! The browser's entry: takes over the page that the server rendered.

use crate::{App, arrival, browser};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by the page's script once the WebAssembly is there. The page's own part is waited for here, so that the page can be
/// taken over at once: the bundle leaves out what Leptos needs to do it piece by piece (bin/bundle/src/uncalled.rs).
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    spawn_local(async {
        if let Some(part) = browser::part_of_page() {
            arrival(part).await;
        }
        leptos::mount::hydrate_body(App);
    });
}
