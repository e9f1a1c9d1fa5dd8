//! Live updates: one stream a tab from `/live`, resumed after the last event seen. What has changed is fetched again from the
//! server functions; nothing is taken from the stream but that something happened to a case, how many notices are unread,
//! and the server's clock.

use crate::now::{Clock, use_clock};
use crate::problem::Problem;
use crate::wire::Fetched;
use futures::StreamExt;
use gloo_net::eventsource::futures::{EventSource, EventSourceSubscription};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::js_sys::{JSON, Reflect};

const FIRST_WAIT_MS: u64 = 1_000;
const LONGEST_WAIT_MS: u64 = 30_000;
/// How long to wait after news that could not be fetched.
const ASK_AGAIN: Duration = Duration::from_millis(3_000);
/// Several events of one act arrive together and make one refetch.
const GATHER: Duration = Duration::from_millis(40);

struct CaseEvent {
    id: i64,
    number: String,
}

enum Heard {
    Case(CaseEvent),
    /// The server's clock, in milliseconds since 1970.
    Now(i64),
    /// How many notices are unread.
    Unread(i64),
}

/// A part of the page that wants to know.
#[derive(Clone)]
struct Listener {
    id: u32,
    /// None for every case in sight.
    case: Option<String>,
    /// The newest event that concerns it.
    newest: RwSignal<i64>,
}

/// The tab's stream, and who listens to it.
#[derive(Clone, Copy)]
pub struct Live {
    listeners: StoredValue<Vec<Listener>>,
    /// Events that arrived and were not yet handed on.
    gathered: StoredValue<Vec<CaseEvent>>,
    /// The last event seen; the stream resumes after it.
    after: StoredValue<i64>,
    /// The event after which the stream began; none before.
    begun_after: RwSignal<Option<i64>>,
    unread: RwSignal<Option<i64>>,
    clock: Clock,
}

/// Provides it to everything below. The stream begins with [`Live::begin`].
pub fn provide_live() {
    provide_context(Live {
        listeners: StoredValue::new(Vec::new()),
        gathered: StoredValue::new(Vec::new()),
        after: StoredValue::new(0),
        begun_after: RwSignal::new(None),
        unread: RwSignal::new(None),
        clock: use_clock(),
    });
}

/// The tab's stream.
pub fn use_live() -> Live {
    expect_context::<Live>()
}

/// Keeps a page's data fresh: fetches it again when something happened to the case, or to any case in sight, that the
/// data does not know yet. Call it where the resource is made; it ends with that component and does nothing on the server.
pub fn keep_fresh<T>(data: Fetched<T>, case: Option<String>, last_event_id: fn(&T) -> i64)
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let (live, newest) = (use_live(), RwSignal::new(0));
    // Before the answer to what is fetched for the first time: what happens in between is known by then, or heard.
    Effect::new(move || {
        let id = live.listen(case.clone(), newest);
        on_cleanup(move || live.leave(id));
    });
    Effect::new(move || {
        let heard = newest.get().max(live.begun_after.get().unwrap_or(0));
        let known = data.read().and_then(Result::ok).as_ref().map(last_event_id);
        if known.is_some_and(|known| known < heard) {
            data.refetch();
        }
    });
    // What could not be fetched is asked for again until the server can be reached.
    Effect::new(move || {
        if matches!(data.read(), Some(Err(Problem::Offline))) {
            let again = set_timeout_with_handle(move || data.refetch(), ASK_AGAIN);
            on_cleanup(move || again.iter().for_each(TimeoutHandle::clear));
        }
    });
}

impl Live {
    /// How many notices are unread, as far as the stream or a page has told; tracked.
    pub fn unread(self) -> Option<i64> {
        self.unread.get()
    }

    /// What a page knows of it.
    pub fn set_unread(self, count: i64) {
        self.unread.set(Some(count));
    }

    /// Begins the stream after that event, once. In the browser only.
    pub fn begin(self, after: i64) {
        if self.begun_after.get_untracked().is_none() {
            self.after.set_value(after);
            self.begun_after.set(Some(after));
            spawn_local(self.follow());
        }
    }

    fn listen(self, case: Option<String>, newest: RwSignal<i64>) -> u32 {
        self.listeners
            .try_update_value(|listeners| {
                let id = listeners.last().map_or(0, |last| last.id.wrapping_add(1));
                listeners.push(Listener { id, case, newest });
                id
            })
            .unwrap_or_default()
    }

    fn leave(self, id: u32) {
        self.listeners.try_update_value(|listeners| listeners.retain(|listener| listener.id != id));
    }

    async fn follow(self) {
        let mut wait_ms = FIRST_WAIT_MS;
        loop {
            if self.hear().await {
                wait_ms = FIRST_WAIT_MS;
            }
            sleep(wait_ms).await;
            wait_ms = (wait_ms * 2).min(LONGEST_WAIT_MS);
        }
    }

    /// Listens until the browser gives the connection up. True if anything was heard.
    async fn hear(self) -> bool {
        let address = format!("/live?after={}", self.after.get_value());
        let Ok(mut source) = EventSource::new(&address) else { return false };
        let (Ok(cases), Ok(nows), Ok(unread)) =
            (source.subscribe("case"), source.subscribe("now"), source.subscribe("unread"))
        else {
            return false;
        };
        let others = futures::stream::select(messages(nows, now), messages(unread, unread_notices));
        let mut messages = futures::stream::select(messages(cases, case_event), others);
        let mut heard = false;
        // An error means that the browser has closed the connection; a message that does not parse is passed over.
        while let Some(Some(message)) = messages.next().await {
            heard = true;
            match message {
                Some(Heard::Case(event)) => self.gather(event),
                Some(Heard::Now(now)) => self.clock.set_by(now),
                Some(Heard::Unread(unread)) => self.set_unread(unread),
                None => {}
            }
        }
        heard
    }

    fn gather(self, event: CaseEvent) {
        self.after.update_value(|after| *after = event.id.max(*after));
        let first = self.gathered.with_value(Vec::is_empty);
        self.gathered.update_value(|gathered| gathered.push(event));
        if first {
            set_timeout(move || self.hand_on(), GATHER);
        }
    }

    fn hand_on(self) {
        let gathered = self.gathered.try_update_value(std::mem::take).unwrap_or_default();
        for Listener { case, newest, .. } in self.listeners.get_value() {
            let concerns = |event: &&CaseEvent| case.as_ref().is_none_or(|number| *number == event.number);
            let heard = gathered.iter().filter(concerns).map(|event| event.id).max();
            if let Some(id) = heard.filter(|id| newest.try_get_untracked().is_some_and(|newest| newest < *id)) {
                newest.set(id);
            }
        }
    }
}

/// The messages of one kind; none ends the stream, an inner none is one that does not parse.
fn messages(
    subscribed: EventSourceSubscription,
    heard: fn(&JsValue) -> Option<Heard>,
) -> impl futures::Stream<Item = Option<Option<Heard>>> {
    subscribed.map(move |message| {
        let (_, message) = message.ok()?;
        // The browser reads JSON itself: what else is here needs none.
        let data = message.data().as_string().and_then(|data| JSON::parse(&data).ok());
        Some(data.as_ref().and_then(heard))
    })
}

fn case_event(data: &JsValue) -> Option<Heard> {
    let number = Reflect::get(data, &"number".into()).ok()?.as_string()?;
    Some(Heard::Case(CaseEvent { id: whole_number(data, "id")?, number }))
}

fn now(data: &JsValue) -> Option<Heard> {
    whole_number(data, "now").map(Heard::Now)
}

fn unread_notices(data: &JsValue) -> Option<Heard> {
    whole_number(data, "unread").map(Heard::Unread)
}

fn whole_number(data: &JsValue, name: &str) -> Option<i64> {
    let number = Reflect::get(data, &name.into()).ok()?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "the server writes whole numbers, of less than 2^53")]
    Some(number as i64)
}

/// Waits, in the browser.
pub async fn sleep(span_ms: u64) {
    let (sender, receiver) = futures::channel::oneshot::channel();
    set_timeout(move || _ = sender.send(()), Duration::from_millis(span_ms));
    _ = receiver.await;
}
