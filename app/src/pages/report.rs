//! Reporting a fault, or opening a case for a caller: one plain multipart form of the process (`POST /cases/new`). The
//! browser adds what people see while typing: coverage, promises, articles, flaws, and a draft that survives.

mod articles;
mod attachments;
mod fields;
mod files;
mod filling;
mod form;
mod kept;
mod promises;
mod start;
mod summary;

use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::{Notice, Submit, Tone, loaded};
use crate::wire::fetched;
use articles::{Aside, SolvedForm};
use attachments::Attachments;
use domain::parked::Parked;
use domain::refusal::Refusal;
use fields::{Contact, ForCaller, InFull, InOneSentence, Serial, ServiceKind, SeverityChoice};
use filling::{Filling, Note};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use start::Start;
use summary::Summary;

/// `/cases/new`
#[component]
pub fn ReportPage() -> impl IntoView {
    let address = use_query_map();
    let start = fetched(move || address.get(), start::start);
    loaded(start, |start| view! { <Report start=start /> }.into_any())
}

#[component]
fn Report(start: Start) -> impl IntoView {
    let language = use_language();
    let title = match start.form.for_caller() {
        true => td_string!(language, report.title_for_caller),
        false => td_string!(language, report.title),
    };
    let parked = start.parked.clone();
    let filling = Filling::begin(start);
    view! {
        <Title text=title />
        <div class="report">
            <header class="report-head">
                <h1>{title}</h1>
                <Saved filling=filling />
            </header>
            <Notes filling=filling parked=parked />
            <Summary filling=filling />
            <form class="form report-form" method="post" action="/cases/new" enctype="multipart/form-data" novalidate
                on:input=move |event| filling.typed(&event) on:focusout=move |event| filling.left(&event)
                on:submit=move |event| filling.submitted(&event)>
                {move || {
                    filling.generation.track();
                    view! { <Fields filling=filling /> }
                }}
                <div class="report-submit">
                    <Submit label=td_string!(language, report.submit) pending=filling.sending />
                </div>
            </form>
            <SolvedForm />
        </div>
    }
}

/// Everything that is typed or chosen, drawn anew when a kept draft comes back or the form is cleared.
#[component]
fn Fields(filling: Filling) -> impl IntoView {
    let draft_key = filling.form.with_untracked(|form| form.draft.draft_key.clone());
    view! {
        <input type="hidden" name="draft_key" value=draft_key />
        <ForCaller filling=filling />
        <ServiceKind filling=filling />
        <Serial filling=filling />
        <SeverityChoice filling=filling />
        <InOneSentence filling=filling />
        <Aside filling=filling />
        <InFull filling=filling />
        <Attachments filling=filling />
        <Contact filling=filling />
    }
}

/// When the draft was kept last.
#[component]
fn Saved(filling: Filling) -> impl IntoView {
    let language = use_language();
    let zone = crate::frame::use_zone();
    let words = move || match filling.saved_at.get() {
        Some(at) => td_string!(language, report.draft_saved, time = crate::ui::moment::clock(&zone, at)),
        None => td_string!(language, report.draft_unsaved).to_owned(),
    };
    view! { <p class="report-saved" role="status">{move || filling.keeps.get().then(&words)}</p> }
}

/// What became of a kept draft, and why the form came back when no field is to blame.
#[component]
fn Notes(filling: Filling, parked: Option<Parked>) -> impl IntoView {
    let language = use_language();
    let refused = parked.and_then(|parked| match &parked.refusal {
        Refusal::Flawed(_) => None,
        Refusal::SignInNeeded => files_to_choose_again(language, &parked),
        refusal => {
            let said = crate::words::refusal(language, refusal);
            Some(view! { <Notice tone=Tone::Bad title=said.title text=said.then /> }.into_any())
        }
    });
    let note = move || match filling.note.get() {
        Some(Note::Restored) => view! {
            <Notice tone=Tone::Plain title=td_string!(language, report.draft_restored)>
                <button type="button" class="button button-quiet" on:click=move |_| filling.discard()>
                    {td_string!(language, report.draft_discard)}
                </button>
            </Notice>
        }
        .into_any(),
        Some(Note::Arrived(title)) => view! {
            <Notice tone=Tone::Good title=td_string!(language, report.draft_arrived, title = title)>
                <a href="/cases">{td_string!(language, report.draft_arrived_link)}</a>
            </Notice>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        {refused}
        {note}
    }
}

/// After an expired session: the words came back, the files did not.
fn files_to_choose_again(language: Locale, parked: &Parked) -> Option<AnyView> {
    let names: Vec<&str> =
        parked.fields.iter().filter(|(field, _)| field == "files").map(|(_, name)| name.as_str()).collect();
    let title = td_string!(language, report.files_again);
    (!names.is_empty()).then(|| view! { <Notice tone=Tone::Plain title=title text=names.join(" · ") /> }.into_any())
}
