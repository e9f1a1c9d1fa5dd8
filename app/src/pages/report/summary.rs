//! The flaws above the form, each a link to its field.

use super::filling::{Filling, SUMMARY_ID, focus};
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::words;
use domain::refusal::Flaw;
use leptos::prelude::*;

fn label(language: Locale, field: &str) -> &'static str {
    match field {
        "organisation_id" => td_string!(language, report.organisation),
        "origin" => td_string!(language, report.origin),
        "kind" => td_string!(language, report.kind),
        "serial" => td_string!(language, report.serial),
        "severity" => td_string!(language, report.severity),
        "title" => td_string!(language, report.title_label),
        "description" => td_string!(language, report.description),
        "contact_name" => td_string!(language, report.contact_name),
        "contact_phone" => td_string!(language, report.contact_phone),
        "contact_email" => td_string!(language, report.contact_email),
        "files" => td_string!(language, report.files),
        _ => "",
    }
}

/// The id of the control to go to.
fn control(field: &str) -> String {
    if field == "severity" { "severity-1".to_owned() } else { field.to_owned() }
}

/// Nothing while nothing is wrong.
#[component]
pub fn Summary(filling: Filling) -> impl IntoView {
    let language = use_language();
    // The box stays the same one while its lines change: it has the focus.
    let any = Memo::new(move |_| !filling.summary().is_empty());
    let content = move || {
        let flaws = filling.summary();
        let title = match flaws.len() {
            1 => td_string!(language, report.summary_one).to_owned(),
            count => td_string!(language, report.summary_more, count = count as u64),
        };
        let lines = flaws.into_iter().map(|flaw| line(language, &flaw)).collect::<Vec<_>>();
        view! {
            <p class="notice-title">{title}</p>
            <ul class="summary">{lines}</ul>
        }
    };
    move || {
        any.get().then(|| {
            view! {
                <div class="notice" data-tone="bad" role="alert" id=SUMMARY_ID tabindex="-1" autofocus>
                    {content}
                    <p class="notice-text">{td_string!(language, report.summary_safe)}</p>
                </div>
            }
        })
    }
}

fn line(language: Locale, flaw: &Flaw) -> impl IntoView + use<> {
    let control = control(&flaw.field);
    let said = words::flaw(language, &flaw.kind);
    let words = match label(language, &flaw.field) {
        "" => said,
        label => td_string!(language, report.summary_line, label = label, said = said),
    };
    view! {
        <li>
            <a href=format!("#{control}") on:click=move |click| {
                click.prevent_default();
                focus(&control);
            }>{words}</a>
        </li>
    }
}
