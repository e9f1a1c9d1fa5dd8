//! `/manage/import?file=ID&c3=site`: lists in spreadsheets. A file is sent to the process, which puts it aside; the page shows
//! what it would change and every problem in it, then it is imported as a whole. Templates and exports are beside it.

mod preview;
mod progress;

use crate::api::lists::preview_import;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::field::{Field, described_by, flaw_of};
use crate::ui::parked::flaws_of;
use crate::ui::{Card, FormProblem, Notice, Parking, Select, Submit, Tone, loaded_with_parked, use_parked};
use crate::wire::fetched;
use crate::words;
use domain::import::{COLUMNS_MOST, Counts, ListKind, Preview};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use preview::Previewed;

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let (language, query) = (use_language(), use_query_map());
    let asked = move || query.with(|query| (query.get("file"), by_hand(|name| query.get(name))));
    let found = fetched(asked, |(file, by_hand)| preview_import(file, by_hand));
    let done = query.with_untracked(|query| just_done(language, |name| query.get(name)));
    let title = td_string!(language, lists.title);
    view! {
        <Title text=title />
        <p class="crumbs"><a href="/manage">{td_string!(language, manage.manage)}</a></p>
        <header class="page-head"><h1>{title}</h1></header>
        {done}
        {loaded_with_parked(found, use_parked(), move |preview: Option<Preview>, parking| {
            let (file, by_hand) = query.with_untracked(|query| (query.get("file"), by_hand(|name| query.get(name))));
            match preview {
                Some(preview) => {
                    let file = file.unwrap_or_default();
                    view! { <Previewed preview=preview file=file by_hand=by_hand problem=parking.problem() /> }.into_any()
                }
                None => view! { <Start parking=parking /> }.into_any(),
            }
        })}
    }
    .into_any()
}

/// What the address says of columns, as the server reads it: `3=site,5=`.
fn by_hand(get: impl Fn(&str) -> Option<String>) -> String {
    let said = (0..COLUMNS_MOST).filter_map(|index| Some(format!("{index}={}", get(&format!("c{index}"))?)));
    said.collect::<Vec<_>>().join(",")
}

/// What came of an import, as the address says it.
fn just_done(language: Locale, get: impl Fn(&str) -> Option<String>) -> Option<AnyView> {
    let kind = ListKind::from_key(&get("done")?)?;
    let count = |name| get(name).and_then(|count| count.parse().ok()).unwrap_or(0);
    let counts = Counts { added: count("added"), changed: count("changed"), unchanged: count("unchanged") };
    Some(done(language, kind, counts))
}

/// What came of an import.
fn done(language: Locale, kind: ListKind, counts: Counts) -> AnyView {
    let [added, changed, unchanged] = [counts.added, counts.changed, counts.unchanged].map(|count| count as u64);
    let title = td_string!(language, lists.done, list = words::list_kind(language, kind));
    let text = td_string!(language, lists.done_then, added = added, changed = changed, unchanged = unchanged);
    view! { <Notice tone=Tone::Good title=title text=text /> }.into_any()
}

#[component]
fn Start(parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let flaw = flaw_of(flaws, "file");
    let described = described_by("file", "hint", flaw);
    let kinds = ListKind::ALL.map(|kind| (kind.key().to_owned(), words::list_kind(language, kind).to_owned()));
    let chosen = parking.field_or("kind", ListKind::Assets.key());
    let sending = RwSignal::new(false);
    view! {
        <div class="import-start">
            <Card title=td_string!(language, lists.upload)>
                <p class="soft">{td_string!(language, lists.upload_about)}</p>
                <FormProblem problem=problem />
                <form class="form" method="post" enctype="multipart/form-data" action="/manage/import"
                    on:submit=move |_| sending.set(true)>
                    <Select name="kind" label=td_string!(language, lists.kind) options=kinds.to_vec() chosen=chosen flaws=flaws />
                    <Field id="file" label=td_string!(language, lists.file) hint=td_string!(language, lists.file_hint) flaw=flaw>
                        <input class="control" type="file" id="file" name="file" accept=".xlsx,.csv,.txt"
                            aria-describedby=described />
                    </Field>
                    <Submit label=td_string!(language, lists.preview) pending=sending />
                    <p class="import-says" role="status">
                        {move || sending.get().then(|| td_string!(language, lists.reading))}
                    </p>
                </form>
            </Card>
            <Card title=td_string!(language, lists.lists)>{lists(language)}</Card>
        </div>
    }
    .into_any()
}

/// Templates and exports of every kind.
fn lists(language: Locale) -> AnyView {
    let lines = ListKind::ALL.map(|kind| {
        let (key, name) = (kind.key(), words::list_kind(language, kind));
        let link = move |place: &str, format: &'static str, label: String| {
            view! { <a href=format!("{place}/{key}.{format}") download="" aria-label=label>{format.to_uppercase()}</a> }
        };
        let template = |format: &'static str| {
            let label = td_string!(language, lists.template_of, list = name, format = format.to_uppercase());
            link("/manage/import/templates", format, label)
        };
        let export = |format: &'static str| {
            let label = td_string!(language, lists.export_of, list = name, format = format.to_uppercase());
            link("/export", format, label)
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="import-links">{template("xlsx")}{template("csv")}</td>
                <td class="import-links">{export("xlsx")}{export("csv")}</td>
            </tr>
        }
    });
    view! {
        <table class="import-lists">
            <thead>
                <tr>
                    <th scope="col">{td_string!(language, lists.list)}</th>
                    <th scope="col">{td_string!(language, lists.template)}</th>
                    <th scope="col">{td_string!(language, lists.export)}</th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}
