//! The document around the application, rendered on the server only.

use crate::App;
use crate::i18n::td_string;
use crate::{frame, side};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// Addresses of the browser's files, as `target/site/manifest.json` has them.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub loader: Option<String>,
}

/// The whole document. Takes the desk and, if any, the nonce from the request's context.
pub fn shell(manifest: &Manifest) -> AnyView {
    let language = side::frame().viewer.language();
    let description = td_string!(frame::locale(language), common.footer);
    let loader =
        manifest.loader.clone().map(|loader| view! { <link rel="modulepreload" href=loader nonce=use_nonce() /> });
    let start = format!(
        "import init, {{ hydrate }} from {:?}; init({{ module_or_path: {:?} }}).then(hydrate);",
        manifest.js, manifest.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1c1f23" />
                <meta name="format-detection" content="telephone=no" />
                <meta name="description" content=description />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="stylesheet" href=manifest.css.clone() />
                <link rel="modulepreload" href=manifest.js.clone() nonce=use_nonce() />
                {loader}
                <link rel="preload" href=manifest.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <script type="module" nonce=use_nonce()>{start}</script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
    .into_any()
}

/// The application alone, from which the process learns its addresses. Like [`shell`] without the type of its views, so that
/// they are compiled with this crate and not anew with whoever uses it.
pub fn application() -> AnyView {
    App().into_any()
}
