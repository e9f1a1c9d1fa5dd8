//! `/forgotten`: who forgot the password asks for a link. A plain form of the process; the answer never tells whose address it is.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, LinkButton, Look, Notice, Parking, Submit, TextInput, Tone, use_parked};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let parked = use_parked();
    let content = move || {
        Suspend::new(async move {
            view! { <Form parking=parked.await /> }
        })
    };
    view! { <Suspense fallback=|| ()>{content}</Suspense> }
}

#[component]
fn Form(parking: Parking) -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, people.forgotten_title);
    let sent = use_query_map().with_untracked(|query| query.get("sent").is_some());
    let problem = Signal::stored(parking.problem());
    let content = match sent {
        true => view! {
            <Notice tone=Tone::Good title=td_string!(language, people.forgotten_sent)
                text=td_string!(language, people.forgotten_sent_then) />
            <LinkButton href="/sign-in" label=td_string!(language, people.back_to_sign_in) look=Look::Secondary />
        }
        .into_any(),
        false => view! {
            <p class="soft">{td_string!(language, people.forgotten_about)}</p>
            <form class="form" method="post" action="/forgotten">
                <FormProblem problem=problem />
                <TextInput name="email" label=td_string!(language, people.email) value=parking.field("email")
                    keyboard="email" autocomplete="username" flaws=flaws_of(problem) />
                <Submit label=td_string!(language, people.forgotten_send) />
            </form>
        }
        .into_any(),
    };
    view! {
        <Title text=title />
        <div class="narrow">
            <h1>{title}</h1>
            {content}
        </div>
    }
    .into_any()
}
