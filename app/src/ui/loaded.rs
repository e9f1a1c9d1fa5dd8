//! A page's data: shown when it is there, and the problem when there is one.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::problem::Problem;
use crate::ui::parked::{ParkedForm, Parking};
use crate::wire::{Fetched, unpack};
use crate::{side, words};
use codee::binary::PostcardCodec;
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Shows what is fetched. A refetch keeps what is shown, and what is typed, until the new content is there; one that does
/// not reach the server changes nothing.
pub fn loaded<T: DeserializeOwned>(data: Fetched<T>, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
    loaded_packed(data.packed(), None, Arc::new(move |packed: &[u8], _| unpack(packed).map(&show)))
}

/// The same for a page with forms, of which one may have come back. Both are awaited here: what is awaited only within
/// `show` may come too late for the server's answer, which then is an empty page.
pub fn loaded_with_parked<T: DeserializeOwned>(
    data: Fetched<T>,
    parked: ParkedForm,
    show: impl Fn(T, Parking) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let show = move |packed: &[u8], parking: &Parking| unpack(packed).map(|content| show(content, parking.clone()));
    loaded_packed(data.packed(), Some(parked), Arc::new(show))
}

type ShowPacked = Arc<dyn Fn(&[u8], &Parking) -> Result<AnyView, Problem> + Send + Sync>;

/// The part that is the same for all data.
fn loaded_packed(data: Resource<Vec<u8>, PostcardCodec>, parked: Option<ParkedForm>, show: ShowPacked) -> AnyView {
    let last = StoredValue::new(None::<Vec<u8>>);
    let content = move || {
        let show = Arc::clone(&show);
        Suspend::new(async move {
            let packed = data.await;
            let parking = match parked {
                Some(parked) => parked.await,
                None => Parking::default(),
            };
            let shown = match (show(&packed, &parking), last.get_value()) {
                (Err(Problem::Offline), Some(last)) => show(&last, &parking),
                (shown, _) => {
                    last.set_value(shown.is_ok().then_some(packed));
                    shown
                }
            };
            shown.unwrap_or_else(|problem| view! { <ProblemView problem=problem /> }.into_any())
        })
    };
    view! { <Transition fallback=|| ()>{content}</Transition> }.into_any()
}

/// A whole page that says what happened, what is safe and what to do. Sets the status of the answer.
#[component]
pub fn ProblemView(problem: Problem) -> impl IntoView {
    let language = use_language();
    side::answer_with(&problem);
    let said = words::problem(language, &problem);
    let way_on = match problem {
        Problem::Refused(Refusal::LinkUsed) => ("/sign-in", td_string!(language, common.sign_in)),
        Problem::Refused(Refusal::LinkExpired) => ("/forgotten", td_string!(language, sign_in.forgotten)),
        Problem::Refused(Refusal::SignInNeeded) => ("/sign-in", td_string!(language, common.sign_in)),
        _ => ("/", td_string!(language, common.home_link)),
    };
    view! {
        <Title text=said.title.clone() />
        <div class="problem">
            <h1>{said.title}</h1>
            <p>{said.then}</p>
            <p><a class="button button-secondary" href=way_on.0>{way_on.1}</a></p>
        </div>
    }
    .into_any()
}
