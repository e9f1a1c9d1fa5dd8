//! `/invitation/{token}`: a link from a letter sets the password. For whoever has it, signed in or not; a plain form of the
//! process (`POST /invitation/{token}`), for the app knows no passwords.

use crate::api::people::password_link;
use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::address::in_query;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, Parking, Submit, TextInput, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use domain::people::{LinkPurpose, LinkSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PasswordLinkPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|params| params.get("token")).unwrap_or_default());
    let sheet = fetched(move || token.get(), password_link);
    loaded_with_parked(sheet, use_parked(), move |sheet: LinkSheet, parking| {
        view! { <Form sheet=sheet token=token.get_untracked() parking=parking /> }.into_any()
    })
}

#[component]
fn Form(sheet: LinkSheet, token: String, parking: Parking) -> impl IntoView {
    let language = use_language();
    let LinkSheet { purpose, name, email, organisation, expires_at } = sheet;
    let (title, about) = match purpose {
        LinkPurpose::Invitation => {
            (td_string!(language, people.welcome, name = name), td_string!(language, people.welcome_about))
        }
        LinkPurpose::NewPassword => (
            td_string!(language, people.new_password_title).to_owned(),
            td_string!(language, people.new_password_about),
        ),
    };
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let until = moment::full(&use_zone(), expires_at);
    view! {
        <Title text=title.clone() />
        <div class="narrow">
            <h1>{title}</h1>
            {(!organisation.is_empty()).then(|| view! { <p class="invite-to">{organisation}</p> })}
            <p class="soft">{about}</p>
            <form class="form" method="post" action=format!("/invitation/{}", in_query(&token))>
                <FormProblem problem=problem />
                <p><b>{email.clone()}</b></p>
                // Password managers keep the password under this name.
                <input type="hidden" name="username" autocomplete="username" value=email />
                <TextInput name="password" label=td_string!(language, people.password) keyboard="password"
                    hint=td_string!(language, people.password_hint) autocomplete="new-password" flaws=flaws />
                <TextInput name="password_again" label=td_string!(language, people.password_again) keyboard="password"
                    autocomplete="new-password" flaws=flaws />
                <Submit label=td_string!(language, people.set_password) />
            </form>
            <p class="soft">{td_string!(language, people.link_until, until = until)}</p>
        </div>
    }
    .into_any()
}
