//! `/inspections/new`: whose and where first, then the checklist with every device that stands there. Plain forms.

use super::{outcome, place};
use crate::api::inspections::inspection_form;
use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::ui::field::flaw_of;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Flaws, FormProblem, LinkButton, Look, Notice, Parking, Select, Submit, TextArea, TextInput, Tone,
    loaded_with_parked, use_parked,
};
use crate::wire::fetched;
use domain::inspection::{InspectionForm, Outcome, Section, Subject};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The form.
#[component]
pub fn RecordInspectionPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        (said("organisation"), said("site"))
    });
    let form = fetched(move || asked.get(), |(organisation, site)| inspection_form(organisation, site));
    view! {
        <Title text=td_string!(language, inspections.record) />
        {loaded_with_parked(form, use_parked(), |form: InspectionForm, parking| show(form, &parking))}
    }
    .into_any()
}

fn show(form: InspectionForm, parking: &Parking) -> AnyView {
    let language = use_language();
    let where_to = choosing(language, &form);
    let sheet = form.organisation.is_some().then(|| filling(language, form, parking));
    view! {
        <p class="crumbs"><a href="/inspections">"‹ " {td_string!(language, inspections.title)}</a></p>
        <h1>{td_string!(language, inspections.record)}</h1>
        {where_to}
        {sheet}
    }
    .into_any()
}

/// Whose and where, in the address.
fn choosing(language: Locale, form: &InspectionForm) -> AnyView {
    let choose = (String::new(), td_string!(language, inspections.choose).to_owned());
    let options = form.organisations.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let options = std::iter::once(choose).chain(options).collect();
    let chosen = form.organisation.as_ref().map(|one| one.id.to_string()).unwrap_or_default();
    let sites = std::iter::once((String::new(), place(language, "")));
    let sites = sites.chain(form.sites.iter().map(|site| (site.clone(), site.clone()))).collect();
    let sites = form.organisation.is_some().then(|| {
        view! { <Select name="site" id="which-site" label=td_string!(language, inspections.site) options=sites chosen=form.site.clone() optional=true /> }
    });
    view! {
        <form class="form inspection-where" method="get" action="/inspections/new">
            <Select name="organisation" label=td_string!(language, inspections.organisation) options=options chosen=chosen />
            {sites}
            <Submit label=td_string!(language, inspections.choose_do) look=Look::Secondary />
        </form>
    }
    .into_any()
}

fn filling(language: Locale, form: InspectionForm, parking: &Parking) -> AnyView {
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let inspectors = form.inspectors.into_iter().map(|one| (one.id.to_string(), one.name));
    let choose = (String::new(), td_string!(language, inspections.choose).to_owned());
    let inspectors = std::iter::once(choose).chain(inspectors).collect();
    let own = form.inspector.map(|id| id.to_string()).unwrap_or_default();
    let devices = form.devices;
    let sections = form.checklist.sections.into_iter();
    let sections = sections.map(|one| section(language, one, &devices, flaws, parking)).collect::<Vec<_>>();
    let nothing = flaw_of(flaws, "findings");
    let too_many = form.too_many.then(|| {
        view! { <Notice tone=Tone::Warning title=td_string!(language, inspections.too_many) /> }
    });
    let organisation = form.organisation.map(|one| one.id.to_string()).unwrap_or_default();
    view! {
        <form class="form inspection-form" method="post" action="/inspections/new">
            <input type="hidden" name="draft_key" value=parking.field_or("draft_key", &form.draft_key) />
            <input type="hidden" name="organisation_id" value=organisation />
            <input type="hidden" name="site" value=form.site />
            <FormProblem problem=problem />
            <div class="inspection-head">
                <TextInput name="inspected_on" label=td_string!(language, inspections.inspected_on) keyboard="date" flaws=flaws
                    value=parking.field_or("inspected_on", &form.today.to_string()) />
                <Select name="inspector_id" label=td_string!(language, inspections.inspector) options=inspectors flaws=flaws
                    chosen=parking.field_or("inspector_id", &own) />
            </div>
            {move || nothing.get().map(|_| view! {
                <p class="field-flaw" id="findings-flaw">{td_string!(language, inspections.nothing_looked_at)}</p>
            })}
            {too_many}
            {sections}
            <TextArea name="summary" label=td_string!(language, inspections.summary) rows=4 flaws=flaws
                hint=td_string!(language, inspections.summary_hint) value=parking.field("summary") />
            <div class="buttons">
                <Submit label=td_string!(language, inspections.save) />
                <LinkButton href="/inspections" label=td_string!(language, inspections.cancel) look=Look::Quiet />
            </div>
        </form>
    }
    .into_any()
}

fn section(
    language: Locale,
    section: Section,
    devices: &[(String, String)],
    flaws: Flaws,
    parking: &Parking,
) -> AnyView {
    let own = section.items.into_iter().map(|item| (Subject::Item(item.id), said(language, &item.name).to_owned()));
    let devices = devices.iter().filter(|_| section.each_device);
    let devices = devices.map(|(serial, title)| (Subject::Device(serial.clone()), format!("{title} · {serial}")));
    let lines: Vec<_> =
        own.chain(devices).map(|(subject, what)| line(language, subject, what, flaws, parking)).collect();
    let none = lines.is_empty().then(|| view! { <p class="soft">{td_string!(language, inspections.no_devices)}</p> });
    view! { <section><h2 class="section-title">{said(language, &section.name)}</h2>{none}{lines}</section> }.into_any()
}

fn line(language: Locale, subject: Subject, what: String, flaws: Flaws, parking: &Parking) -> AnyView {
    let key = subject.key();
    let (outcome_name, words_name) = (format!("outcome.{key}"), format!("words.{key}"));
    let unseen = (String::new(), td_string!(language, inspections.unseen).to_owned());
    let known = Outcome::ALL.map(|one| (one.key().to_owned(), outcome(language, one).to_owned()));
    let options = std::iter::once(unseen).chain(known).collect();
    view! {
        <fieldset class="check-line">
            <legend>{what}</legend>
            <Select name=outcome_name.clone() label=td_string!(language, inspections.outcome) options=options
                chosen=parking.field(&outcome_name) flaws=flaws optional=true />
            <TextInput name=words_name.clone() label=td_string!(language, inspections.words)
                value=parking.field(&words_name) flaws=flaws optional=true />
        </fieldset>
    }
    .into_any()
}
