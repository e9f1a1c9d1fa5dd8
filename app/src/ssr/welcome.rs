//! The home page that a large customer is given, drawn on the server: above the cases of its people, on the organisation's page
//! for the staff, and as a form for managers.

use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::problem::Problem;
use crate::ui::address::article;
use crate::ui::field::{Field, Flaws, described_by, flaw_of};
use crate::ui::{FormProblem, Look, Submit, TextArea, TextInput};
use domain::organisation::{Dedicated, DedicatedPart};
use domain::parked::Parked;
use domain::welcome::{ARTICLES_MOST, LOGO_TYPES, Welcome, WelcomeContact, WelcomeDraft, WelcomeForm};
use leptos::prelude::*;

/// As HTML.
pub fn welcome(welcome: Welcome) -> String {
    let language = use_language();
    let Welcome { organisation, logo, words, dedicated, contacts, articles } = welcome;
    let logo = logo.map(|tag| logo_of(organisation.id, tag, &organisation.name));
    let words = (!words.is_empty()).then(|| view! { <p class="said">{words}</p> });
    let ours = dedicated.into_iter().map(|one| named(language, one)).chain(contacts);
    let ours = ours.map(contact).collect::<Vec<_>>();
    let ours = (!ours.is_empty()).then(|| {
        let title = td_string!(language, welcome.contacts);
        view! { <section><h3>{title}</h3><ul class="archive-lines">{ours}</ul></section> }
    });
    let pinned = articles.into_iter().map(|(slug, title)| view! { <li><a href=article(&slug)>{title}</a></li> });
    let pinned = pinned.collect::<Vec<_>>();
    let pinned = (!pinned.is_empty()).then(|| {
        let title = td_string!(language, welcome.articles);
        view! { <section><h3>{title}</h3><ul class="welcome-articles">{pinned}</ul></section> }
    });
    view! {
        <section class="card welcome">
            <div class="welcome-head">{logo}<div><h2>{organisation.name}</h2>{words}</div></div>
            <div class="welcome-body">{ours}{pinned}</div>
        </section>
    }
    .into_any()
    .to_html()
}

/// The tag makes a new address of a new picture.
fn logo_of(organisation: i64, tag: i64, name: &str) -> AnyView {
    let source = format!("/organisations/{organisation}/logo?v={tag}");
    view! { <img class="welcome-logo" src=source alt=name.to_owned() /> }.into_any()
}

fn named(language: Locale, one: Dedicated) -> WelcomeContact {
    let part = match one.part {
        DedicatedPart::Engineer => td_string!(language, archive.dedicated),
        DedicatedPart::Deputy => td_string!(language, archive.deputy),
    };
    WelcomeContact { name: one.person.name, duty: part.to_owned(), phone: one.phone, email: one.email }
}

fn contact(one: WelcomeContact) -> AnyView {
    let WelcomeContact { name, duty, phone, email } = one;
    let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let duty = (!duty.is_empty()).then(|| view! { <span>{duty}</span> });
    let phone = (!phone.is_empty()).then(|| view! { <a href=format!("tel:{dialled}")>{phone}</a> });
    let email = (!email.is_empty()).then(|| view! { <a href=format!("mailto:{email}")>{email.clone()}</a> });
    view! { <li><b>{name}</b><span class="archive-said">{duty}{phone}{email}</span></li> }.into_any()
}

/// What the form's page is called, and the form as HTML; with what was typed and what is wrong with it, if it came back.
pub fn form(form: WelcomeForm, came_back: Option<Parked>) -> (String, String) {
    let language = use_language();
    let title = format!("{} · {}", td_string!(language, welcome.title), form.organisation.name);
    (title, view! { <Form form=form came_back=came_back /> }.into_any().to_html())
}

#[component]
fn Form(form: WelcomeForm, came_back: Option<Parked>) -> impl IntoView {
    let language = use_language();
    let WelcomeForm { organisation, logo, draft } = form;
    let draft = came_back.as_ref().map_or(draft, |parked| WelcomeDraft::read(&parked.fields));
    let flaws: Flaws = Signal::stored(came_back.iter().flat_map(Parked::flaws).cloned().collect());
    let problem = Signal::stored(came_back.map(|parked| Problem::Refused(parked.refusal)));
    let logo = logo.map(|tag| {
        let no_logo = !draft.no_logo.is_empty();
        view! {
            <p>{logo_of(organisation.id, tag, &organisation.name)}</p>
            <label class="check">
                <input type="checkbox" name="no_logo" checked=no_logo />
                <span>{td_string!(language, welcome.no_logo)}</span>
            </label>
        }
    });
    let contacts = draft.contacts.into_iter().enumerate().map(|(nth, one)| contact_fields(language, nth, one, flaws));
    let contacts = contacts.collect::<Vec<_>>();
    let hint = td_string!(language, welcome.articles_hint, most = ARTICLES_MOST);
    let action = format!("/organisations/{}/home", organisation.id);
    view! {
        <header class="page-head"><h1>{td_string!(language, welcome.title)}</h1></header>
        <p class="soft">{organisation.name.clone()}</p>
        <form class="form card welcome-form" method="post" enctype="multipart/form-data" action=action>
            <FormProblem problem=problem />
            <TextArea name="words" label=td_string!(language, welcome.words) value=draft.words rows=3 flaws=flaws optional=true />
            <TextArea name="words_en" label=td_string!(language, welcome.words_en) value=draft.words_en rows=3 flaws=flaws optional=true />
            {logo_field(language, flaws)}
            {logo}
            <fieldset class="welcome-contacts">
                <legend>{td_string!(language, welcome.contacts)}</legend>
                <p class="field-hint">{td_string!(language, welcome.contacts_hint)}</p>
                {contacts}
            </fieldset>
            <TextArea name="articles" label=td_string!(language, welcome.articles) hint=hint value=draft.articles rows=4 flaws=flaws optional=true />
            <Submit label=td_string!(language, welcome.save) look=Look::Primary />
        </form>
    }
    .into_any()
}

fn logo_field(language: Locale, flaws: Flaws) -> AnyView {
    let flaw = flaw_of(flaws, "logo");
    let hint = td_string!(language, welcome.logo_hint);
    let describedby = described_by("logo", hint, flaw);
    view! {
        <Field id="logo" label=td_string!(language, welcome.logo) hint=hint flaw=flaw optional=true>
            <input class="control" id="logo" type="file" name="logo" accept=LOGO_TYPES.join(",") aria-describedby=describedby />
        </Field>
    }
    .into_any()
}

fn contact_fields(language: Locale, nth: usize, one: WelcomeContact, flaws: Flaws) -> AnyView {
    let name = |field: &str| format!("contact.{nth}.{field}");
    view! {
        <div class="welcome-contact">
            <TextInput name=name("name") label=td_string!(language, welcome.contact_name) value=one.name flaws=flaws optional=true />
            <TextInput name=name("duty") label=td_string!(language, welcome.contact_duty) value=one.duty flaws=flaws optional=true />
            <TextInput name=name("phone") keyboard="tel" label=td_string!(language, welcome.contact_phone) value=one.phone flaws=flaws optional=true />
            <TextInput name=name("email") keyboard="email" label=td_string!(language, welcome.contact_email) value=one.email flaws=flaws optional=true />
        </div>
    }
    .into_any()
}
