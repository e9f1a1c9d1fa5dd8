//! `/announcements/new`: a plain form with files.

use crate::api::announcements::announcement_form;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::field::{described_by, flaw_of};
use crate::ui::parked::flaws_of;
use crate::ui::{
    Field, Flaws, FormProblem, LinkButton, Look, Parking, Select, Submit, TextArea, TextInput, loaded_with_parked,
    use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::announcement::{AnnouncementAudience, AnnouncementForm, AnnouncementKind};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form.
#[component]
pub fn PublishPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let parked = Memo::new(move |_| query.with(|query| query.get("parked")).unwrap_or_default());
    let form = fetched(move || parked.get(), announcement_form);
    view! {
        <Title text=td_string!(language, announcements.publish) />
        {loaded_with_parked(form, use_parked(), |form: AnnouncementForm, parking| show(form, &parking))}
    }
    .into_any()
}

fn show(form: AnnouncementForm, parking: &Parking) -> AnyView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let text = |name: &'static str, label: &'static str, optional: bool| {
        let value = parking.field(name);
        view! { <TextInput name=name label=label value=value flaws=flaws optional=optional /> }.into_any()
    };
    let long = |name: &'static str, label: &'static str, optional: bool| {
        let value = parking.field(name);
        view! { <TextArea name=name label=label value=value flaws=flaws rows=8 optional=optional /> }.into_any()
    };
    let (title, body) = (td_string!(language, announcements.title_field), td_string!(language, announcements.text));
    let (title_en, text_en) =
        (td_string!(language, announcements.title_en), td_string!(language, announcements.text_en));
    view! {
        <p class="crumbs"><a href="/announcements">"‹ " {td_string!(language, announcements.title)}</a></p>
        <header class="page-head"><h1>{td_string!(language, announcements.publish)}</h1></header>
        <form class="form announcement-form" method="post" enctype="multipart/form-data" action="/announcements/new">
            <input type="hidden" name="draft_key" value=form.draft_key />
            <FormProblem problem=problem />
            {what_and_whom(language, parking, flaws)}
            {product(language, form.product_lines, parking, flaws)}
            <div class="announcement-pair">{text("title", title, false)} {text("title_en", title_en, true)}</div>
            <div class="announcement-pair">{long("text", body, false)} {long("text_en", text_en, true)}</div>
            {files(language, form.kept, flaws)}
            <label class="check">
                <input type="checkbox" name="important" checked=!parking.field("important").is_empty() />
                <span>{td_string!(language, announcements.ask_read)}</span>
            </label>
            <div class="buttons">
                <Submit label=td_string!(language, announcements.publish) />
                <LinkButton href="/announcements" label=td_string!(language, announcements.cancel) look=Look::Quiet />
            </div>
        </form>
    }
    .into_any()
}

fn what_and_whom(language: Locale, parking: &Parking, flaws: Flaws) -> AnyView {
    let kind = |kind: AnnouncementKind| (kind.key().to_owned(), words::announcement_kind(language, kind).to_owned());
    let audience = |audience: AnnouncementAudience| {
        (audience.key().to_owned(), words::announcement_audience(language, audience).to_owned())
    };
    view! {
        <div class="announcement-pair">
            <Select name="kind" label=td_string!(language, announcements.kind) flaws=flaws
                options=AnnouncementKind::ALL.map(kind).to_vec() chosen=parking.field_or("kind", "bulletin") />
            <Select name="audience" label=td_string!(language, announcements.audience) flaws=flaws
                options=AnnouncementAudience::ALL.map(audience).to_vec() chosen=parking.field_or("audience", "customers") />
        </div>
    }
    .into_any()
}

fn product(language: Locale, known: Vec<String>, parking: &Parking, flaws: Flaws) -> AnyView {
    let known = known.into_iter().map(|line| view! { <option value=line></option> }).collect::<Vec<_>>();
    view! {
        <div class="announcement-pair">
            <TextInput name="product_line" label=td_string!(language, announcements.product_line) flaws=flaws optional=true
                value=parking.field("product_line") list="product-lines" hint=td_string!(language, announcements.product_hint) />
            <TextInput name="version" label=td_string!(language, announcements.version) flaws=flaws optional=true
                value=parking.field("version") />
        </div>
        <datalist id="product-lines">{known}</datalist>
    }
    .into_any()
}

fn files(language: Locale, kept: Vec<String>, flaws: Flaws) -> AnyView {
    let hint = td_string!(language, announcements.files_hint);
    let flaw = flaw_of(flaws, "files");
    let describedby = described_by("files", hint, flaw);
    let kept = kept.into_iter().map(|name| view! { <li>{name}</li> }).collect::<Vec<_>>();
    view! {
        <Field id="files" label=td_string!(language, announcements.files) hint=hint optional=true flaw=flaw>
            <ul class="announcement-files">{kept}</ul>
            <input class="control" id="files" type="file" name="files" multiple=true aria-describedby=describedby />
        </Field>
    }
    .into_any()
}
