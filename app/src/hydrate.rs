//! The browser's entry: takes over the page that the server rendered.

use crate::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the WebAssembly is there.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(App);
}
