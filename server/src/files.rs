//! `GET /files/{id}`: an attachment, for those who may see its case. Always a download, never a page: what people upload
//! is not run under our name.

use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use axum::extract::{Path, Request};
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
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
    send(&seat, &file, false, request).await
}

/// The file, or the part of it that was asked for; `shown`: a picture that a page of ours shows, instead of a download.
pub async fn send(seat: &Seat, file: &StoredFile, shown: bool, request: Request) -> Response {
    match ServeFile::new(&file.path).try_call(request).await {
        Ok(response) => with_headers(response.map(axum::body::Body::new).into_response(), file, shown),
        Err(error) => Trouble::from(store::Error::from(error)).answer(seat.language()),
    }
}

fn with_headers(mut response: Response, file: &StoredFile, shown: bool) -> Response {
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, &file.media_type);
    if !shown {
        set(CONTENT_DISPOSITION, &disposition(&file.name));
    }
    set(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(CACHE_CONTROL, "private, no-store");
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
