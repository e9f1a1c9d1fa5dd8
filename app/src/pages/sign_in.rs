//! Signing in: a plain form of the process, what the product is in one sentence, and in a demonstration its cast, each
//! one click away.

use crate::api::people::{DemoPerson, demo_cast};
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::ui::{Card, LinkButton, Look, Notice, Parking, Submit, TextInput, Tone, use_parked};
use crate::wire::fetched;
use crate::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let parked = use_parked();
    let cast = fetched(|| (), |()| demo_cast());
    let content = move || {
        Suspend::new(async move {
            // A demonstration without its cast still has the form.
            view! { <SignIn parking=parked.await cast=cast.await.unwrap_or_default() /> }
        })
    };
    view! { <Suspense fallback=|| ()>{content}</Suspense> }
}

#[component]
fn SignIn(parking: Parking, cast: Vec<DemoPerson>) -> impl IntoView {
    let language = use_language();
    let next = next(&parking);
    view! {
        <Title text=td_string!(language, sign_in.title) />
        <div class="sign-in">
            <section class="sign-in-main">
                <h1>{td_string!(language, sign_in.title)}</h1>
                <p class="sign-in-tagline">{td_string!(language, sign_in.tagline)}</p>
                <SignedIn />
                <Refused parking=parking.clone() />
                <form class="form" method="post" action="/sign-in">
                    <input type="hidden" name="next" value=next.clone() />
                    <TextInput name="email" label=td_string!(language, sign_in.email) value=parking.field("email")
                        keyboard="email" autocomplete="username" />
                    <TextInput name="password" label=td_string!(language, sign_in.password) keyboard="password"
                        autocomplete="current-password" />
                    <Submit label=td_string!(language, sign_in.submit) />
                </form>
                <p><a class="button button-quiet" href="/forgotten">{td_string!(language, sign_in.forgotten)}</a></p>
                <p class="sign-in-trouble">{td_string!(language, sign_in.trouble)}</p>
            </section>
            {(!cast.is_empty()).then(|| view! { <Cast cast=cast next=next /> })}
        </div>
    }
}

/// Where to go afterwards, as the address or the form that came back says. The process judges whether it is one of ours.
fn next(parking: &Parking) -> String {
    let said = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    parking.field_or("next", &said)
}

/// For who came here although signed in.
#[component]
fn SignedIn() -> impl IntoView {
    let language = use_language();
    use_person().map(|person| {
        view! {
            <Notice tone=Tone::Plain title=td_string!(language, sign_in.signed_in_as, name = person.name)>
                <LinkButton href="/" label=td_string!(language, sign_in.go_home) look=Look::Secondary />
            </Notice>
        }
    })
}

/// Why the form came back; and on the way to somewhere, that nothing is lost.
#[component]
fn Refused(parking: Parking) -> impl IntoView {
    let language = use_language();
    let kept = use_query_map().with_untracked(|query| query.get("next").is_some_and(|next| next.contains("parked=")));
    match parking.problem() {
        Some(problem) => {
            let said = words::problem(language, &problem);
            view! { <Notice tone=Tone::Bad title=said.title text=said.then /> }.into_any()
        }
        None if kept => view! { <Notice tone=Tone::Plain title=td_string!(language, sign_in.kept) /> }.into_any(),
        None => ().into_any(),
    }
}

/// The demonstration's people, each a form with one button.
#[component]
fn Cast(cast: Vec<DemoPerson>, next: String) -> impl IntoView {
    let language = use_language();
    let people = cast
        .into_iter()
        .map(|person| {
            let what = [words::role(language, person.role).to_owned(), person.organisation];
            let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <form method="post" action="/sign-in">
                        <input type="hidden" name="email" value=person.email.clone() />
                        <input type="hidden" name="password" value=person.password />
                        <input type="hidden" name="next" value=next.clone() />
                        <button type="submit" class="cast-person" data-role=person.role.key() data-email=person.email>
                            <b>{person.name}</b>
                            <span>{what}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, sign_in.demo_title) class="cast">
            <p class="cast-hint">{td_string!(language, sign_in.demo_hint)}</p>
            <ul class="cast-people">{people}</ul>
        </Card>
    }
}
