//! Forms over server functions. Without JavaScript the browser posts them and comes back; with it the page stays, and what the
//! form holds is sent as it would have been: nothing in the browser needs to know what the fields mean.

use crate::problem::Problem;
use crate::side;
use crate::wire::unpacked;
use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use web_sys::UrlSearchParams;

/// The way of some forms of a page to one server function, whose answer is a `T`.
pub struct Sending<T> {
    way: Way,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Sending<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sending<T> {}

/// The part that is the same for all answers.
#[derive(Clone, Copy)]
pub struct Way {
    address: &'static str,
    last: RwSignal<Sent>,
    /// How many are under way.
    pending: RwSignal<u32>,
    answer: RwSignal<Option<Result<Vec<u8>, Problem>>>,
}

/// Which of several forms was sent last: what it has in these fields, if it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    pub number: String,
    pub act: String,
}

impl<T: DeserializeOwned + Send + Sync + 'static> Sending<T> {
    /// To the server function `F`. Made once a page, outside of what is fetched again.
    pub fn to<F: ServerFn<Output = T>>() -> Sending<T> {
        let way = Way {
            address: F::url(),
            last: RwSignal::default(),
            pending: RwSignal::new(0),
            answer: RwSignal::new(None),
        };
        Sending { way, answer: PhantomData }
    }

    /// The last answer. Tracks.
    pub fn answer(self) -> Option<Result<T, Problem>> {
        self.way.answer.get().map(|answer| answer.and_then(|packed| unpacked(&packed)))
    }

    /// The last answer, as a signal.
    pub fn value(self) -> Signal<Option<Result<T, Problem>>> {
        Signal::derive(move || self.answer())
    }

    /// True while something is being sent.
    pub fn pending(self) -> Signal<bool> {
        Signal::derive(move || self.way.pending.get() > 0)
    }

    /// What was sent last.
    pub fn last(self) -> RwSignal<Sent> {
        self.way.last
    }

    /// For [`SentForm`].
    pub fn way(self) -> Way {
        self.way
    }
}

impl Way {
    fn send(self, submit: &SubmitEvent) {
        if submit.default_prevented() {
            return;
        }
        let fields = form_data_from_event(submit).ok();
        let Some(fields) = fields.and_then(|form| UrlSearchParams::new_with_str_sequence_sequence(&form).ok()) else {
            return;
        };
        submit.prevent_default();
        let field = |name: &str| fields.get(name).unwrap_or_default();
        self.last.set(Sent { number: field("number"), act: field("act") });
        self.pending.update(|pending| *pending += 1);
        let form = String::from(fields.to_string());
        spawn_local(async move {
            let answer = side::send_form(self.address, form).await;
            // The page may have been left meanwhile.
            self.answer.try_set(Some(answer));
            self.pending.try_update(|pending| *pending = pending.saturating_sub(1));
        });
    }
}

/// A form that is sent this way.
#[component]
pub fn SentForm(
    way: Way,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional)] class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <form id=id class=class method="post" action=way.address on:submit=move |submit| way.send(&submit)>
            {children()}
        </form>
    }
    .into_any()
}
