//! Photos and logs: the native file field, what is kept already, and what was chosen with its size, before it is sent.

use super::files::Chosen;
use super::filling::Filling;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::moment::bytes;
use crate::words;
use domain::case::report::{FILE_MOST_MIB, FILES_MOST};
use leptos::prelude::*;

/// The field `files`.
#[component]
pub fn Attachments(filling: Filling) -> impl IntoView {
    let language = use_language();
    let flaws = filling.flaws();
    let wrong = Signal::derive(move || {
        let mine = flaws.get().into_iter().filter(|flaw| flaw.field == "files");
        mine.map(|flaw| words::flaw(language, &flaw.kind)).collect::<Vec<_>>()
    });
    let flawed = move || (!wrong.with(Vec::is_empty)).then_some("true");
    let hint = td_string!(language, report.files_hint, count = FILES_MOST as u64, mib = FILE_MOST_MIB);
    view! {
        <div class="field files-field" data-flawed=flawed data-listed=move || filling.keeps.get().then_some("true")>
            <label class="field-label" for="files">{td_string!(language, report.files)}</label>
            <p class="field-hint" id="files-hint">{hint}</p>
            <Kept filling=filling />
            <label class="button button-secondary files-button" for="files" hidden=move || !filling.keeps.get()>
                {td_string!(language, report.files_choose)}
            </label>
            <input class="files-input" type="file" id="files" name="files" multiple
                aria-describedby=move || if flawed().is_some() { "files-hint files-flaw" } else { "files-hint" }
                aria-invalid=flawed on:change=move |event| filling.chose(&event) />
            {move || filling.chosen.with(|chosen| {
                (!chosen.is_empty()).then(|| view! { <ul class="files">{chosen.iter().map(line).collect::<Vec<_>>()}</ul> })
            })}
            {move || (!wrong.with(Vec::is_empty)).then(|| {
                let wrong = wrong.get().into_iter().map(|said| view! { <span>{said}</span> }).collect::<Vec<_>>();
                view! { <p class="field-flaw" id="files-flaw">{wrong}</p> }
            })}
        </div>
    }
}

fn line(chosen: &Chosen) -> impl IntoView + use<> {
    let size = bytes(i64::try_from(chosen.size_bytes).unwrap_or(i64::MAX));
    view! {
        <li data-flawed=chosen.flaw().map(|_| "true")>
            <span>{chosen.name.clone()}</span>
            <span class="files-size">{size}</span>
        </li>
    }
}

#[component]
fn Kept(filling: Filling) -> impl IntoView {
    let language = use_language();
    move || {
        let uploads = filling.uploads.get();
        (!uploads.is_empty()).then(|| {
            let lines = uploads.into_iter().map(|file| {
                view! {
                    <li>
                        <span>{file.name}</span>
                        <span class="files-size">{bytes(file.size_bytes)}</span>
                        <span class="files-kept">{td_string!(language, report.files_kept)}</span>
                    </li>
                }
            });
            view! { <ul class="files">{lines.collect::<Vec<_>>()}</ul> }
        })
    }
}
