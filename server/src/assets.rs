//! The browser's files: inside the binary, or from a folder while developing (LIGHTWELL_SITE). It finds them, in the form the
//! browser prefers, and says how long they keep. It does not make or compress them: bin/bundle does.

use crate::house::House;
use app::Manifest;
use app::ssr::CodeParts;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// Where the browser's files come from.
pub enum Site {
    Embedded,
    Folder(PathBuf),
}

/// What bin/bundle wrote down.
#[derive(Deserialize)]
struct Names {
    #[serde(flatten)]
    of_pages: Manifest,
    /// For each part of the code (`app/src/routes/part.rs`) the files it consists of beside what every page loads.
    #[serde(default)]
    parts: BTreeMap<String, Vec<String>>,
}

/// The names that cargo-leptos gives, which writes nothing down.
fn usual_names() -> Names {
    let of_pages = Manifest {
        js: "/pkg/lightwell.js".to_owned(),
        wasm: "/pkg/lightwell.wasm".to_owned(),
        css: "/pkg/lightwell.css".to_owned(),
        loader: None,
    };
    Names { of_pages, parts: BTreeMap::new() }
}

/// A file as found.
struct Found {
    content: Cow<'static, [u8]>,
    encoding: Option<&'static str>,
}

impl Site {
    /// The folder, or what is inside the binary when none is named.
    pub fn new(folder: Option<PathBuf>) -> Site {
        folder.map_or(Site::Embedded, Site::Folder)
    }

    /// What pages call the browser's files.
    pub fn names(&self) -> (Manifest, CodeParts) {
        let written = self.read("manifest.json").and_then(|content| serde_json::from_slice(&content).ok());
        let Names { of_pages, parts } = written.unwrap_or_else(usual_names);
        (of_pages, CodeParts(Arc::new(parts)))
    }

    fn read(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Site::Embedded => Embedded::get(path).map(|file| file.data),
            Site::Folder(folder) => {
                let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
                if !inside {
                    return None;
                }
                std::fs::read(folder.join(path)).ok().map(Cow::Owned)
            }
        }
    }

    fn find(&self, path: &str, headers: &HeaderMap) -> Option<Found> {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            if accepts(accepted, encoding)
                && let Some(content) = self.read(&format!("{path}.{ending}"))
            {
                return Some(Found { content, encoding: Some(encoding) });
            }
        }
        self.read(path).map(|content| Found { content, encoding: None })
    }

    /// The answer to a request for that file; none when there is no such file.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let media_type = media_type(path)?;
        let found = self.find(path, headers)?;
        let tag = format!("\"{}\"", &hex::encode(Sha256::digest(&found.content))[..20]);
        let keeps = if has_lasting_name(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let known = headers.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(CONTENT_TYPE, media_type)], Body::from(found.content.into_owned())).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, axum::http::HeaderValue::from_static(keeps));
        headers.insert(VARY, axum::http::HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = tag.parse() {
            headers.insert(ETAG, tag);
        }
        if let Some(encoding) = found.encoding.filter(|_| !known) {
            headers.insert(CONTENT_ENCODING, axum::http::HeaderValue::from_static(encoding));
        }
        Some(response)
    }
}

/// `GET /pkg/…`
pub async fn serve(State(house): State<House>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    house.site.answer(path, &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// Whether the list of encodings names this one and does not weigh it with zero.
fn accepts(list: &str, encoding: &str) -> bool {
    list.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused =
            parts.any(|part| matches!(part.split_once('='), Some(("q", weight)) if weight.parse() == Ok(0.0)));
        named && !refused
    })
}

/// `pkg/lightwell.0123456789ab.css` and all that lies in `pkg/0123456789ab` are named after their content and never change.
fn has_lasting_name(path: &str) -> bool {
    let is_hash = |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    folder.strip_prefix("pkg/").is_some_and(is_hash) || name.rsplit('.').nth(1).is_some_and(is_hash)
}

/// Files of other kinds are not given out.
fn media_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit('.').next()? {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_weighed_with_zero_is_not_accepted() {
        assert!(accepts("gzip, deflate, br;q=0.8", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn only_names_with_a_hash_last() {
        assert!(has_lasting_name("pkg/lightwell.0123456789ab.css"));
        assert!(has_lasting_name("pkg/0123456789ab/lightwell.js"));
        assert!(!has_lasting_name("0123456789ab/lightwell.js"));
        assert!(!has_lasting_name("pkg/lightwell.js"));
        assert!(!has_lasting_name("favicon.svg"));
    }

    #[test]
    fn a_folder_gives_nothing_outside_of_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pkg")).unwrap();
        std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        let site = Site::Folder(folder.path().join("pkg"));
        assert!(site.answer("../secret.txt", &HeaderMap::new()).is_none());
        assert!(Site::Folder(folder.path().to_owned()).answer("secret.txt", &HeaderMap::new()).is_some());
    }
}
