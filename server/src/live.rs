//! `GET /live`: tells browsers that something happened to a case they may see. It carries ids and numbers only, read anew
//! through the desk for every batch; pages fetch what they show by themselves. Also the server's clock, by `now` events, and
//! how many notices the person has not read, by `unread` events.

use crate::house::House;
use crate::plain::Trouble;
use crate::seat::{Seat, session_viewer};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use futures::stream::{self, Stream};
use serde::Deserialize;
use serde_json::json;
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Desk, Fault};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// How often the server tells its time; also finds out that a browser has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Open pages of one session that are told; more is a mistake or an attack.
const STREAMS_MOST: usize = 24;

/// What a page wants to be told.
#[derive(Deserialize)]
pub struct Wish {
    /// Events after this one; from now on when absent.
    after: Option<i64>,
    /// Events of this case only.
    case: Option<String>,
}

/// Opens the stream.
pub async fn follow(State(house): State<House>, seat: Seat, Query(wish): Query<Wish>, headers: HeaderMap) -> Response {
    let Some(token) = seat.token.clone() else { return Trouble::from(Refusal::SignInNeeded).answer(seat.language()) };
    let Some(place) = house.streams.take_place(&token) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let last_seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.trim().parse().ok());
    let after = match last_seen.or(wish.after) {
        Some(after) => after,
        None => match seat.desk.last_event_id().await {
            Ok(last) => last,
            Err(error) => return Trouble::from(error).answer(seat.language()),
        },
    };
    let case = wish.case.filter(|number| !number.is_empty());
    let follower = Follower::new(house, token, after, case, place);
    let headers = [("cache-control", "no-store"), ("x-accel-buffering", "no")];
    (headers, Sse::new(follower.stream())).into_response()
}

/// One open stream.
struct Follower {
    house: House,
    token: String,
    after: i64,
    case: Option<String>,
    appended: watch::Receiver<i64>,
    closing: watch::Receiver<bool>,
    next_heartbeat: Instant,
    /// Whether the store has to be asked before waiting.
    look: bool,
    /// How many notices were unread when that was told last.
    unread: Option<i64>,
    ready: VecDeque<Event>,
    _place: Place,
}

impl Follower {
    fn new(house: House, token: String, after: i64, case: Option<String>, place: Place) -> Follower {
        Follower {
            appended: house.store.subscribe(),
            closing: house.closing.clone(),
            next_heartbeat: Instant::now(),
            look: true,
            unread: None,
            ready: VecDeque::new(),
            _place: place,
            house,
            token,
            after,
            case,
        }
    }

    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut follower| async move {
            loop {
                if let Some(event) = follower.ready.pop_front() {
                    return Some((Ok(event), follower));
                }
                if !follower.wait_and_look().await {
                    return None;
                }
            }
        })
    }

    /// Waits for the next thing to tell and gets it ready. False when the stream ends.
    async fn wait_and_look(&mut self) -> bool {
        if !self.look {
            let go_on = tokio::select! {
                () = sleep_until(self.next_heartbeat) => true,
                changed = self.appended.changed() => { self.look = true; changed.is_ok() }
                _ = self.closing.changed() => false,
            };
            if !go_on || *self.closing.borrow() {
                return false;
            }
        }
        if self.next_heartbeat <= Instant::now() {
            self.next_heartbeat = Instant::now() + HEARTBEAT;
            let now_ms = self.house.clock.now().timestamp_millis();
            self.ready.push_back(Event::default().event("now").data(json!({ "now": now_ms }).to_string()));
        }
        match self.get_ready().await {
            Ok(go_on) => go_on,
            Err(fault) => {
                tracing::error!(%fault, "a live stream was cut off");
                false
            }
        }
    }

    /// Reads what has happened since, as whoever the session belongs to at this moment. False when it has ended.
    async fn get_ready(&mut self) -> Result<bool, Fault> {
        let Some(viewer) = session_viewer(&self.house, &self.token).await? else { return Ok(false) };
        let desk = self.house.store.desk(viewer, self.house.clock.now());
        self.tell_unread(&desk).await?;
        if !self.look {
            return Ok(true);
        }
        self.appended.borrow_and_update();
        let happened = events_after(&desk, self.after, self.case.as_deref()).await?;
        self.look = !happened.is_empty();
        for (id, number) in happened {
            self.after = self.after.max(id);
            let data = json!({ "id": id, "number": number }).to_string();
            self.ready.push_back(Event::default().event("case").id(id.to_string()).data(data));
        }
        Ok(true)
    }

    /// Also with every heartbeat: notices are read elsewhere, too.
    async fn tell_unread(&mut self, desk: &Desk) -> Result<(), Fault> {
        let unread = told(desk.unread().await)?;
        if unread.is_some() && unread != self.unread {
            self.unread = unread;
            self.ready.push_back(Event::default().event("unread").data(json!({ "unread": unread }).to_string()));
        }
        Ok(())
    }
}

/// A refusal tells nothing: there is nothing to see.
async fn events_after(desk: &Desk, after: i64, case: Option<&str>) -> Result<Vec<(i64, String)>, Fault> {
    Ok(told(desk.events_after(after, case).await)?.unwrap_or_default())
}

fn told<T>(answer: store::Result<T>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(told) => Ok(Some(told)),
        Err(store::Error::Refused(_)) => Ok(None),
        Err(store::Error::Fault(fault)) => Err(fault),
    }
}

/// How many streams each session has open.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<String, usize>>>);

/// A place among the session's streams, free again when dropped.
pub struct Place {
    streams: Streams,
    token: String,
}

impl Streams {
    /// A place for one more stream of that session, unless it has too many.
    pub fn take_place(&self, token: &str) -> Option<Place> {
        let mut open = self.0.lock().ok()?;
        let count = open.entry(token.to_owned()).or_default();
        if *count >= STREAMS_MOST {
            return None;
        }
        *count += 1;
        Some(Place { streams: self.clone(), token: token.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Ok(mut open) = self.streams.0.lock() else { return };
        if let Some(count) = open.get_mut(&self.token) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_stream_makes_room_for_another() {
        let streams = Streams::default();
        let mut places: Vec<Place> = (0..STREAMS_MOST).map(|_| streams.take_place("one").unwrap()).collect();
        assert!(streams.take_place("one").is_none());
        assert!(streams.take_place("another").is_some());
        places.pop();
        assert!(streams.take_place("one").is_some());
        drop(places);
        assert!(streams.0.lock().unwrap().is_empty());
    }
}
