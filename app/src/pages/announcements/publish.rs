//! `/announcements/new` and `/announcements/{id}/change`: a plain form with files.

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
use domain::announcement::{AnnouncementAudience, AnnouncementFile, AnnouncementForm, AnnouncementKind};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form.
#[component]
pub fn PublishPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let params = use_params_map();
    let parked = Memo::new(move |_| query.with(|query| query.get("parked")).unwrap_or_default());
    // None for a new one.
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    let form = fetched(move || (parked.get(), id.get()), |(parked, id)| announcement_form(parked, id));
    let title = move || match id.get() {
        None => td_string!(language, announcements.publish),
        Some(_) => td_string!(language, announcements.change),
    };
    view! {
        <Title text=title />
        {loaded_with_parked(form, use_parked(), move |form: AnnouncementForm, parking| {
            show(form, id.get_untracked(), &parking)
        })}
    }
    .into_any()
}

/// What stands in the fields: what was typed, else what is published.
struct Filled<'a> {
    parking: &'a Parking,
    fields: &'a [(String, String)],
}

impl Filled<'_> {
    fn field(&self, name: &str) -> String {
        self.field_or(name, "")
    }

    fn field_or(&self, name: &str, otherwise: &str) -> String {
        let published = self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        self.parking.field_or(name, published.unwrap_or(otherwise))
    }
}

fn show(form: AnnouncementForm, id: Option<String>, parking: &Parking) -> AnyView {
    let language = use_language();
    let AnnouncementForm { fields, files: published, draft_key, product_lines, kept } = form;
    let filled = Filled { parking, fields: &fields };
    let base = fields.iter().find(|(name, _)| name == "base").map(|(_, edition)| edition.clone());
    let base = base.map(|base| view! { <input type="hidden" name="base" value=base /> });
    let (back, title) = match &id {
        Some(id) => (format!("/announcements/{id}"), td_string!(language, announcements.change)),
        None => ("/announcements".to_owned(), td_string!(language, announcements.publish)),
    };
    let action = match &id {
        Some(_) => format!("{back}/change"),
        None => "/announcements/new".to_owned(),
    };
    let ask_again = id.is_some().then(|| {
        let asked = !parking.field("ask_again").is_empty();
        check("ask_again", "on".to_owned(), asked, td_string!(language, announcements.ask_again).to_owned())
    });
    let submit = if id.is_some() { td_string!(language, inbox.save) } else { title };
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let text = |name: &'static str, label: &'static str, optional: bool| {
        let value = filled.field(name);
        view! { <TextInput name=name label=label value=value flaws=flaws optional=optional /> }.into_any()
    };
    let long = |name: &'static str, label: &'static str, optional: bool| {
        let value = filled.field(name);
        view! { <TextArea name=name label=label value=value flaws=flaws rows=8 optional=optional /> }.into_any()
    };
    let (heading, body) = (td_string!(language, announcements.title_field), td_string!(language, announcements.text));
    let important = !filled.field("important").is_empty();
    let (title_en, text_en) =
        (td_string!(language, announcements.title_en), td_string!(language, announcements.text_en));
    view! {
        <p class="crumbs"><a href="/announcements">"‹ " {td_string!(language, announcements.title)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        <form class="form announcement-form" method="post" enctype="multipart/form-data" action=action>
            <input type="hidden" name="draft_key" value=draft_key />
            {base}
            <FormProblem problem=problem />
            {what_and_whom(language, &filled, flaws)}
            {product(language, product_lines, &filled, flaws)}
            <div class="announcement-pair">{text("title", heading, false)} {text("title_en", title_en, true)}</div>
            <div class="announcement-pair">{long("text", body, false)} {long("text_en", text_en, true)}</div>
            {removable(language, published, parking)}
            {files(language, kept, flaws)}
            {check("important", "on".to_owned(), important, td_string!(language, announcements.ask_read).to_owned())}
            {ask_again}
            <div class="buttons">
                <Submit label=submit />
                <LinkButton href=back label=td_string!(language, announcements.cancel) look=Look::Quiet />
            </div>
        </form>
    }
    .into_any()
}

fn check(name: &'static str, value: String, checked: bool, label: String) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value=value checked=checked />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// The files it has, each to be taken away.
fn removable(language: Locale, files: Vec<AnnouncementFile>, parking: &Parking) -> AnyView {
    let ticked = parking.all("remove");
    let line = |file: AnnouncementFile| {
        let id = file.id.to_string();
        let checked = ticked.contains(&id);
        check("remove", id, checked, td_string!(language, announcements.remove, name = file.name))
    };
    files.into_iter().map(line).collect::<Vec<_>>().into_any()
}

fn what_and_whom(language: Locale, filled: &Filled, flaws: Flaws) -> AnyView {
    let kind = |kind: AnnouncementKind| (kind.key().to_owned(), words::announcement_kind(language, kind).to_owned());
    let audience = |audience: AnnouncementAudience| {
        (audience.key().to_owned(), words::announcement_audience(language, audience).to_owned())
    };
    view! {
        <div class="announcement-pair">
            <Select name="kind" label=td_string!(language, announcements.kind) flaws=flaws
                options=AnnouncementKind::ALL.map(kind).to_vec() chosen=filled.field_or("kind", "bulletin") />
            <Select name="audience" label=td_string!(language, announcements.audience) flaws=flaws
                options=AnnouncementAudience::ALL.map(audience).to_vec() chosen=filled.field_or("audience", "customers") />
        </div>
    }
    .into_any()
}

fn product(language: Locale, known: Vec<String>, filled: &Filled, flaws: Flaws) -> AnyView {
    let known = known.into_iter().map(|line| view! { <option value=line></option> }).collect::<Vec<_>>();
    view! {
        <div class="announcement-pair">
            <TextInput name="product_line" label=td_string!(language, announcements.product_line) flaws=flaws optional=true
                value=filled.field("product_line") list="product-lines" hint=td_string!(language, announcements.product_hint) />
            <TextInput name="version" label=td_string!(language, announcements.version) flaws=flaws optional=true
                value=filled.field("version") />
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
