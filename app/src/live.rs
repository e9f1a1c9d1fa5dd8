//! Live updates: event ids from `/live`, one way, resumed after the last one seen. What has changed is fetched again from
//! the server functions; nothing is taken from the stream but that something happened, and the server's clock.

use crate::now::{Clock, use_clock};
use crate::problem::Problem;
use crate::ui::address;
use crate::wire::Fetched;
use futures::StreamExt;
use futures::future::{AbortHandle, Abortable};
use gloo_net::eventsource::futures::EventSource;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;

const FIRST_WAIT_MS: u64 = 1_000;
const LONGEST_WAIT_MS: u64 = 30_000;
/// How long to wait after news that could not be fetched.
const ASK_AGAIN_MS: u64 = 3_000;
/// Several events of one act arrive together and make one refetch.
const GATHER_MS: u64 = 40;

#[derive(Deserialize)]
struct CaseEvent {
    id: i64,
}

#[derive(Deserialize)]
struct NowEvent {
    now: i64,
}

/// What a page follows.
#[derive(Clone)]
struct Watch {
    /// None for every case in sight.
    case: Option<String>,
    after: StoredValue<i64>,
    clock: Clock,
    news: News,
    changed: Callback<()>,
}

/// Keeps a page's data fresh: fetches it again when something happened to the case, or to any case in sight, that the
/// data does not know yet. Call it where the resource is made; it ends with that component and does nothing on the server.
pub fn keep_fresh<T>(data: Fetched<T>, case: Option<String>, last_event_id: fn(&T) -> i64)
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let known = Signal::derive(move || data.read()?.ok().as_ref().map(last_event_id));
    follow(case, known, move || data.refetch());
    // What could not be fetched is asked for again until the server can be reached.
    Effect::new(move || {
        if matches!(data.read(), Some(Err(Problem::Offline))) {
            let again = set_timeout_with_handle(move || data.refetch(), Duration::from_millis(ASK_AGAIN_MS));
            on_cleanup(move || again.iter().for_each(TimeoutHandle::clear));
        }
    });
}

/// Calls `changed` when something happened to the case, or to any case in sight, after the event `after`. For what is not
/// simply fetched again; pages use [`keep_fresh`].
pub fn watch(case: Option<String>, after: i64, changed: impl Fn() + Send + Sync + 'static) {
    follow(case, Signal::stored(Some(after)), changed);
}

/// Begins when `known` is there.
fn follow(case: Option<String>, known: Signal<Option<i64>>, changed: impl Fn() + Send + Sync + 'static) {
    let watch = Watch {
        case,
        after: StoredValue::new(0),
        clock: use_clock(),
        news: use_news(),
        changed: Callback::new(move |()| changed()),
    };
    let (end, registration) = AbortHandle::new_pair();
    let registration = StoredValue::new(Some(registration));
    on_cleanup(move || end.abort());
    Effect::new(move || {
        let Some(known) = known.get() else { return };
        watch.after.update_value(|after| *after = known.max(*after));
        if let Some(registration) = registration.try_update_value(Option::take).flatten() {
            let following = Abortable::new(watch.clone().follow(), registration);
            spawn_local(async move { _ = following.await });
        }
    });
}

/// Tells whoever counts notices that something has happened, wherever on the page it was heard.
#[derive(Clone, Copy)]
pub struct News(RwSignal<u32>);

/// Provides it to everything below.
pub fn provide_news() {
    provide_context(News(RwSignal::new(0)));
}

/// What was heard on this page.
pub fn use_news() -> News {
    expect_context::<News>()
}

impl News {
    /// Something has happened.
    pub fn tell(self) {
        self.0.update(|count| *count = count.wrapping_add(1));
    }

    /// Changes whenever something has happened; tracked.
    pub fn count(self) -> u32 {
        self.0.get()
    }
}

enum Heard {
    Case(CaseEvent),
    Now(NowEvent),
}

impl Watch {
    fn address(&self) -> String {
        let after = self.after.try_get_value().unwrap_or_default();
        match &self.case {
            Some(number) => format!("/live?after={after}&case={}", address::in_query(number)),
            None => format!("/live?after={after}"),
        }
    }

    async fn follow(self) {
        let mut wait_ms = FIRST_WAIT_MS;
        loop {
            if self.listen().await {
                wait_ms = FIRST_WAIT_MS;
            }
            sleep(wait_ms).await;
            wait_ms = (wait_ms * 2).min(LONGEST_WAIT_MS);
        }
    }

    /// Listens until the browser gives the connection up. True if anything was heard.
    async fn listen(&self) -> bool {
        let Ok(mut source) = EventSource::new(&self.address()) else { return false };
        let (Ok(cases), Ok(nows)) = (source.subscribe("case"), source.subscribe("now")) else { return false };
        let cases = cases.map(|message| message.ok().map(|(_, message)| parsed(&message).map(Heard::Case)));
        let nows = nows.map(|message| message.ok().map(|(_, message)| parsed(&message).map(Heard::Now)));
        let mut messages = futures::stream::select(cases, nows);
        let mut heard = false;
        // An error means that the browser has closed the connection; a message that does not parse is passed over.
        while let Some(Some(message)) = messages.next().await {
            heard = true;
            match message {
                Some(Heard::Case(event)) => self.take_case(&event).await,
                Some(Heard::Now(event)) => self.clock.set_by(event.now),
                None => {}
            }
        }
        heard
    }

    async fn take_case(&self, event: &CaseEvent) {
        let news = self.after.try_update_value(|after| {
            let news = event.id > *after;
            *after = event.id.max(*after);
            news
        });
        if news == Some(true) {
            sleep(GATHER_MS).await;
            self.changed.run(());
            self.news.tell();
        }
    }
}

fn parsed<T: DeserializeOwned>(message: &web_sys::MessageEvent) -> Option<T> {
    serde_json::from_str(&message.data().as_string()?).ok()
}

/// Waits, in the browser.
pub async fn sleep(span_ms: u64) {
    let (sender, receiver) = futures::channel::oneshot::channel();
    set_timeout(move || _ = sender.send(()), Duration::from_millis(span_ms));
    _ = receiver.await;
}
