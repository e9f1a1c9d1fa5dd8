//! Signing in, signing out, and the language: plain forms that work without JavaScript and end with a redirect. Sessions
//! themselves, and who may try how often, are the store's.

use crate::cookies;
use crate::house::House;
use crate::local_path::{local, with_query};
use crate::parking::park;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use axum::extract::{ConnectInfo, Form, FromRequestParts, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use domain::person::Language;
use domain::refusal::Refusal;
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};

/// Longer than any e-mail address can be.
const EMAIL_LONGEST_BYTES: usize = 254;

/// `POST /sign-in`
#[derive(Deserialize)]
pub struct SignIn {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// Opens a session and goes on to `next`, or back to the form.
pub async fn sign_in(
    State(house): State<House>,
    seat: Seat,
    address: SenderAddress,
    Form(form): Form<SignIn>,
) -> Response {
    let email = form.email.trim().to_lowercase();
    let answer = match check(&house, &email, &form.password, &address.0).await {
        Ok(person_id) => open(&house, &seat, person_id, &form.next).await,
        Err(Trouble::Refused(refusal)) => back_to_form(&seat, &form, refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

/// The person of that e-mail and password.
async fn check(house: &House, email: &str, password: &str, address: &str) -> Result<i64, Trouble> {
    if email.len() > EMAIL_LONGEST_BYTES {
        return Err(Refusal::WrongCredentials.into());
    }
    let now = house.clock.now();
    house.store.sign_in_allowed(email, address, now).await?;
    let known = house.store.credentials(email).await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    let fits = house.passwords.fits(password, hash).await?;
    match known {
        Some(known) if fits => Ok(known.person_id),
        _ => {
            house.store.note_failed_sign_in(email, address, now).await?;
            Err(Refusal::WrongCredentials.into())
        }
    }
}

/// A new session with a new secret; the one before ends, so that a secret known before signing in is worth nothing after.
pub(crate) async fn open(house: &House, seat: &Seat, person_id: i64, next: &str) -> Result<Response, Trouble> {
    let token = house.store.open_session(person_id, house.clock.now()).await?;
    if let Some(old) = &seat.token {
        house.store.close_session(old).await?;
    }
    let response = see_other(local(next).unwrap_or("/"));
    Ok(with_cookie(response, cookies::signed_in(&token, &house.settings)))
}

async fn back_to_form(seat: &Seat, form: &SignIn, refusal: Refusal) -> Result<Response, Trouble> {
    let fields = vec![("email".to_owned(), form.email.clone()), ("next".to_owned(), form.next.clone())];
    let page = with_query("/sign-in", &[], local(&form.next).map(|next| ("next", next)));
    Ok(see_other(&park(seat, &page, fields, refusal).await?))
}

/// `POST /sign-out`
pub async fn sign_out(State(house): State<House>, seat: Seat) -> Response {
    let closed = match &seat.token {
        Some(token) => house.store.close_session(token).await,
        None => Ok(()),
    };
    match closed {
        Ok(()) => with_cookie(see_other("/sign-in"), cookies::signed_out(&house.settings)),
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// `POST /language`
#[derive(Deserialize)]
pub struct Speak {
    #[serde(default)]
    language: String,
    #[serde(default)]
    next: String,
}

/// Remembers the language in a cookie, and with the person when somebody is signed in.
pub async fn speak(State(house): State<House>, seat: Seat, Form(form): Form<Speak>) -> Response {
    let response = see_other(local(&form.next).unwrap_or("/"));
    let Some(language) = Language::from_tag(&form.language) else { return response };
    if seat.desk.viewer().person().is_some()
        && let Err(error) = seat.desk.set_language(language).await
    {
        return Trouble::from(error).answer(seat.language());
    }
    with_cookie(response, cookies::speaking(language, &house.settings))
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// Where a request comes from, to count failed attempts by.
pub struct SenderAddress(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for SenderAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<SenderAddress, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(SenderAddress(sender(peer, &parts.headers)))
    }
}

/// A proxy on this machine is believed about whom it speaks for; anybody else could say what they like.
fn sender(peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    let Some(peer) = peer else { return "unknown".to_owned() };
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse::<IpAddr>().ok());
    last.filter(|_| peer.is_loopback()).unwrap_or(peer).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender_of(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        sender(Some(peer.parse().unwrap()), &headers)
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        assert_eq!(sender_of("127.0.0.1", "6.6.6.6, 203.0.113.7"), "203.0.113.7");
        assert_eq!(sender_of("198.51.100.2", "203.0.113.7"), "198.51.100.2");
        assert_eq!(sender_of("127.0.0.1", "nonsense"), "127.0.0.1");
    }
}
