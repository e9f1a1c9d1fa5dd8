//! Who sends a request: the session's person, or a guest in a language they can read. Taken once a request; everything
//! behind it works through the desk. Signing in and out is in [`crate::session`].

use crate::cookies;
use crate::house::House;
use crate::plain;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use domain::person::{Language, Viewer};
use store::{Desk, Fault};

/// The sender of a request.
#[derive(Clone)]
pub struct Seat {
    pub desk: Desk,
    /// The secret of the session, if somebody is signed in.
    pub token: Option<String>,
}

impl Seat {
    /// In which language the sender reads.
    pub fn language(&self) -> Language {
        self.desk.viewer().language()
    }
}

/// Finds out who sends the request and lets it go on with a [`Seat`].
pub async fn take(State(house): State<House>, mut request: Request, next: Next) -> Response {
    match seat(&house, request.headers()).await {
        Ok(seat) => {
            request.extensions_mut().insert(seat);
            next.run(request).await
        }
        Err(fault) => plain::fault(&fault, language(request.headers())),
    }
}

async fn seat(house: &House, headers: &HeaderMap) -> Result<Seat, Fault> {
    let now = house.clock.now();
    house.store.keep_up().await?;
    let token = cookies::session(headers, &house.settings);
    let viewer = match &token {
        Some(token) => session_viewer(house, token).await?,
        None => None,
    };
    let token = token.filter(|_| viewer.is_some());
    let viewer = viewer.unwrap_or_else(|| house.store.guest(language(headers)));
    Ok(Seat { desk: house.store.desk(viewer, now), token })
}

/// The person of that session, unless it has ended.
pub async fn session_viewer(house: &House, token: &str) -> Result<Option<Viewer>, Fault> {
    match house.store.session_viewer(token, house.clock.now()).await {
        Ok(viewer) => Ok(viewer),
        Err(store::Error::Refused(_)) => Ok(None),
        Err(store::Error::Fault(fault)) => Err(fault),
    }
}

/// The language of a guest: as chosen before, or the first that the browser asks for and we have.
pub fn language(headers: &HeaderMap) -> Language {
    cookies::language(headers).or_else(|| asked_for(headers)).unwrap_or_default()
}

fn asked_for(headers: &HeaderMap) -> Option<Language> {
    let list = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weighed = list.split(',').filter_map(|entry| {
        let (tag, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
        Some((Language::from_tag(tag)?, weight)).filter(|(_, weight)| *weight > 0.0)
    });
    // Of equal weights the first counts, so a later one has to be heavier.
    weighed.reduce(|best, entry| if entry.1 > best.1 { entry } else { best }).map(|(language, _)| language)
}

impl<S: Sync> FromRequestParts<S> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Seat, Response> {
        let missing = Fault::Broken("a route outside of seat::take asks for a seat");
        parts.extensions.get::<Seat>().cloned().ok_or_else(|| plain::fault(&missing, language(&parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(accepted: &str, cookie: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accepted.parse().unwrap());
        headers.insert("cookie", cookie.parse().unwrap());
        language(&headers)
    }

    #[test]
    fn the_heaviest_language_that_we_have_is_spoken() {
        assert_eq!(language_of("en-GB,en;q=0.9,zh;q=0.8", ""), Language::English);
        assert_eq!(language_of("de,zh-TW;q=0.7,en;q=0.3", ""), Language::Chinese);
        assert_eq!(language_of("en;q=0, fr", ""), Language::Chinese);
        assert_eq!(language_of("en;q=broken", ""), Language::Chinese);
    }

    #[test]
    fn a_choice_made_before_counts_more_than_the_browser() {
        assert_eq!(language_of("zh-CN", "lang=en"), Language::English);
        assert_eq!(language_of("zh-CN", "lang=tlh"), Language::Chinese);
    }
}
