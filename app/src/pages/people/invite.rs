//! `/people/new?organisation=…`: somebody is invited by mail.

use super::role_options;
use crate::api::people::invited_to;
use crate::frame::{language_of, use_language, use_person};
use crate::i18n::td_string;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, Notice, Parking, Select, Submit, TextInput, Tone, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::people::roles_to_give;
use domain::person::{Language, OrganisationRef, Role};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form.
#[component]
pub fn InvitePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("organisation")).filter(|id| !id.is_empty()));
    let organisation = fetched(move || asked.get(), invited_to);
    loaded_with_parked(organisation, use_parked(), |organisation: Option<OrganisationRef>, parking| {
        view! { <Form organisation=organisation parking=parking /> }.into_any()
    })
}

#[component]
fn Form(organisation: Option<OrganisationRef>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let giver = use_person().map_or(Role::Customer, |person| person.role);
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let title = match (&organisation, giver.is_customer()) {
        (_, true) => td_string!(language, people.invite_colleague),
        (Some(_), false) => td_string!(language, people.invite_title),
        (None, false) => td_string!(language, people.invite_staff),
    };
    let choose = (String::new(), td_string!(language, people.choose).to_owned());
    let roles = role_options(language, roles_to_give(giver, organisation.is_some()));
    let roles: Vec<_> = std::iter::once(choose).chain(roles).collect();
    let languages = [
        (Language::Chinese, td_string!(language, people.language_zh)),
        (Language::English, td_string!(language, people.language_en)),
    ];
    let languages = languages.map(|(each, name)| (each.tag().to_owned(), name.to_owned()));
    let staff = organisation.is_none().then(|| {
        view! { <Notice tone=Tone::Plain title=td_string!(language, people.invite_customer_hint) /> }
    });
    let (id, name) = organisation.map_or_else(Default::default, |of| (of.id.to_string(), of.name));
    let speaks = parking.field_or("language", language_of(language).tag());
    view! {
        <Title text=title />
        <header class="page-head"><h1>{title}</h1></header>
        <div class="narrow">
            <p class="soft">{td_string!(language, people.invite_hint)}</p>
            {(!name.is_empty()).then(|| view! { <p class="invite-to">{name}</p> })}
            {staff}
            <form class="form" method="post" action="/api/fn/invite_person">
                <input type="hidden" name="organisation" value=id />
                <FormProblem problem=problem />
                <TextInput name="name" label=td_string!(language, people.name) value=parking.field("name") flaws=flaws />
                <TextInput name="email" label=td_string!(language, people.email) value=parking.field("email") flaws=flaws
                    keyboard="email" />
                <TextInput name="phone" label=td_string!(language, people.phone) value=parking.field("phone") flaws=flaws
                    keyboard="tel" optional=true />
                <Select name="role" label=td_string!(language, people.role) options=roles chosen=parking.field("role")
                    flaws=flaws />
                <Select name="language" label=td_string!(language, people.language) options=languages.to_vec()
                    chosen=speaks flaws=flaws />
                <Submit label=td_string!(language, people.send_invitation) />
            </form>
        </div>
    }
    .into_any()
}
