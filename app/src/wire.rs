//! How data crosses from the server to the browser: postcard, in pages (there as base64) and in the answers of server
//! functions alike. Resources hold the packed bytes, whatever is in them: the reactive machinery is compiled once and not
//! once for every kind of data, which is a third of the browser's code.

use crate::problem::Problem;
use crate::side;
use codee::binary::PostcardCodec;
use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use leptos::server_fn::{self, Http, Protocol};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// What is fixed for one page load, sent along with the page.
pub type Shared<T> = SharedValue<T, PostcardCodec>;

type Packed = Vec<u8>;
pub(crate) type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Data of a page: fetched while the server renders, sent along with the page, fetched again by the browser. Await it
/// within a `Suspend`.
pub struct Fetched<T> {
    packed: Resource<Packed, PostcardCodec>,
    content: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

/// Fetches what the source asks for, and again whenever it asks for something else.
pub fn fetched<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Fetched<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + 'static,
    F: Future<Output = Result<T, Problem>> + Send + 'static,
{
    // What is asked for is told from what was asked for before, so that a page does not fetch again what came along with it.
    let asked = Arc::new(Mutex::new((None::<S>, 0)));
    let turn = {
        let asked = Arc::clone(&asked);
        move || {
            let now = source();
            let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
            if asked.0.as_ref() != Some(&now) {
                *asked = (Some(now), asked.1 + 1);
            }
            asked.1
        }
    };
    let fetch = move || -> Later<Packed> {
        let now = asked.lock().unwrap_or_else(PoisonError::into_inner).0.clone();
        let answer = now.map(&fetch);
        Box::pin(async move {
            match answer {
                Some(answer) => packed(&answer.await),
                None => Packed::new(),
            }
        })
    };
    Fetched { packed: fetch_packed(Box::new(turn), Box::new(fetch)), content: PhantomData }
}

/// The part that is the same for all data.
fn fetch_packed(
    turn: Box<dyn Fn() -> u64 + Send + Sync>,
    fetch: Box<dyn Fn() -> Later<Packed> + Send + Sync>,
) -> Resource<Packed, PostcardCodec> {
    Resource::new_with_options(turn, move |_| fetch(), false)
}

impl<T: DeserializeOwned> Fetched<T> {
    /// What has come so far; none while the first answer is awaited. Tracks.
    pub fn read(&self) -> Option<Result<T, Problem>> {
        self.packed.with(|packed| packed.as_deref().map(unpack))
    }

    /// Fetches again.
    pub fn refetch(&self) {
        self.packed.refetch();
    }

    /// The bytes, for what is the same for all data.
    pub(crate) fn packed(&self) -> Resource<Packed, PostcardCodec> {
        self.packed
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for Fetched<T> {
    type Output = Result<T, Problem>;
    type IntoFuture = Later<Result<T, Problem>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { unpack(&self.packed.await) })
    }
}

/// The same bytes exactly for the same content. Plain data always packs; should it not, an empty answer reads as a fault.
pub(crate) fn packed<T: Serialize>(content: &T) -> Packed {
    postcard::to_allocvec(content).unwrap_or_default()
}

/// Reads an answer. One that a newer version of the server gave may not read: a reload brings the newer pages.
pub(crate) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, Problem> {
    unpacked(packed).and_then(|answer| answer)
}

/// The same for what is no answer, but its content.
pub(crate) fn unpacked<T: DeserializeOwned>(packed: &[u8]) -> Result<T, Problem> {
    postcard::from_bytes(packed).map_err(|_| Problem::Fault { reference: String::new() })
}

/// How server functions are called that no form calls: arguments and answer as postcard. [`Http`] alone would do, and compiles
/// what sends and receives anew for every function.
pub struct Asked;

impl<Input, Output, Client, Server> Protocol<Input, Output, Client, Server, Problem> for Asked
where
    Http<Postcard, Postcard>: Protocol<Input, Output, Client, Server, Problem>,
    Input: Serialize + Send,
    Output: DeserializeOwned + Send,
    Client: server_fn::client::Client<Problem>,
    Server: server_fn::server::Server<Problem>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(request: Server::Request, function: F) -> Result<Server::Response, Problem>
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, Problem>> + Send,
    {
        Http::<Postcard, Postcard>::run_server(request, function).await
    }

    fn run_client(path: &str, input: Input) -> impl Future<Output = Result<Output, Problem>> + Send {
        let asked = side::ask(path.to_owned(), packed(&input));
        async move { unpacked(&asked.await?) }
    }
}
