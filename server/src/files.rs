//! `GET /files/{id}`: an attachment, for those who may see its case. Always a download, never a page: what people upload
//! is not run under our name. A download that broke off goes on where it did, if the file is still the same.

use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use axum::extract::{Path, Request};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::person::Language;
use domain::refusal::Refusal;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use store::StoredFile;
use tower_http::services::ServeFile;

/// What RFC 5987 lets stand as it is in `filename*`.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Sends the file, or the part of it that was asked for.
pub async fn download(seat: Seat, Path(id): Path<String>, request: Request) -> Response {
    // An id that is no number names no file.
    let id: i64 = id.parse().unwrap_or(-1);
    let file = match seat.desk.attachment(id).await {
        Ok(file) => file,
        Err(store::Error::Refused(Refusal::SignInNeeded)) => {
            return see_other(&format!("/sign-in?next=%2Ffiles%2F{id}"));
        }
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    // What is under an id never changes.
    let lasting = Lasting { tag: format!("\"attachment-{id}\""), may_be_kept: false, shown: false };
    send(file, request, &lasting, seat.language()).await
}

/// What tells a file from all others, and whether a browser may keep it.
pub(crate) struct Lasting {
    /// A strong entity tag, with its quotes; empty when its age alone tells.
    pub(crate) tag: String,
    pub(crate) may_be_kept: bool,
    /// A picture that a page of ours shows, instead of a download.
    pub(crate) shown: bool,
}

/// Sends the file, the part of it that was asked for, or that it is still the one the browser has.
pub(crate) async fn send(file: StoredFile, mut request: Request, lasting: &Lasting, language: Language) -> Response {
    let tagged = !lasting.tag.is_empty();
    if tagged && is_named(request.headers(), IF_NONE_MATCH, &lasting.tag) {
        return with_headers(StatusCode::NOT_MODIFIED.into_response(), &file, lasting);
    }
    // The rest of another file would make a broken one: then the whole is sent (RFC 9110 §13.1.5).
    let asks_for_rest = request.headers().contains_key(IF_RANGE);
    if tagged && asks_for_rest && !is_named(request.headers(), IF_RANGE, &lasting.tag) {
        request.headers_mut().remove(RANGE);
    }
    match ServeFile::new(&file.path).try_call(request).await {
        Ok(response) => with_headers(response.map(axum::body::Body::new).into_response(), &file, lasting),
        Err(error) => Trouble::from(store::Error::from(error)).answer(language),
    }
}

/// Whether that header names the tag, among others.
fn is_named(headers: &HeaderMap, header: HeaderName, tag: &str) -> bool {
    let named = headers.get(header).and_then(|value| value.to_str().ok()).unwrap_or_default();
    named.split(',').any(|named| named.trim() == tag)
}

fn with_headers(mut response: Response, file: &StoredFile, lasting: &Lasting) -> Response {
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, &file.media_type);
    if !lasting.shown {
        set(CONTENT_DISPOSITION, &disposition(&file.name));
    }
    set(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(CACHE_CONTROL, if lasting.may_be_kept { "private, no-cache" } else { "private, no-store" });
    if !lasting.tag.is_empty() {
        set(ETAG, &lasting.tag);
    }
    set(ACCEPT_RANGES, "bytes");
    response
}

/// Both forms of the name: plain ASCII for old programs, and the real one.
pub fn disposition(name: &str) -> String {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_survives_the_header() {
        let header = disposition("日志 \"1\".txt");
        assert_eq!(header, "attachment; filename=\"__ _1_.txt\"; filename*=UTF-8''%E6%97%A5%E5%BF%97%20%221%22.txt");
    }

    #[test]
    fn a_name_cannot_add_a_header() {
        assert!(!disposition("a\r\nSet-Cookie: x").contains(['\r', '\n']));
    }
}
