//! The form's parts in order. Each reads its first value from the state; afterwards the page holds what is typed.

use super::filling::Filling;
use super::promises::Promises;
use crate::frame::{said, use_language};
use crate::i18n::td_string;
use crate::pages::coverage::VerdictBox;
use crate::ui::{CardChoice, RadioCards, Select, TextArea, TextInput};
use crate::words;
use domain::case::severity::Severity;
use domain::case::{Kind, Origin};
use leptos::prelude::*;

/// Beyond, a longer word is quicker.
const OFFERED_MOST: usize = 10;

fn first(filling: Filling, field: &str) -> String {
    filling.form.with_untracked(|form| form.value(field))
}

/// Staff only: for which organisation and how it came in.
#[component]
pub fn ForCaller(filling: Filling) -> impl IntoView {
    let language = use_language();
    filling.form.with_untracked(|form| form.for_caller()).then(|| {
        let choose = (String::new(), td_string!(language, report.organisation_choose).to_owned());
        let organisations = filling.sheet.with_value(|sheet| sheet.organisations.clone());
        let organisations = organisations.into_iter().map(|known| (known.id.to_string(), known.name));
        let origins = Origin::ALL.map(|origin| (origin.key().to_owned(), words::origin(language, origin).to_owned()));
        let origin_choose = (String::new(), td_string!(language, report.origin_choose).to_owned());
        view! {
            <div class="field-pair">
                <Select name="organisation_id" label=td_string!(language, report.organisation)
                    options=std::iter::once(choose).chain(organisations).collect()
                    chosen=first(filling, "organisation_id") flaws=filling.flaws() />
                <Select name="origin" label=td_string!(language, report.origin)
                    options=std::iter::once(origin_choose).chain(origins).collect()
                    chosen=first(filling, "origin") flaws=filling.flaws() />
            </div>
            <TextInput name="called_at" label=td_string!(language, report.called_at) hint=td_string!(language, report.called_at_hint)
                value=first(filling, "called_at") flaws=filling.flaws() keyboard="datetime-local" optional=true />
            <WithoutScript filling=filling label=td_string!(language, report.organisation_show) />
        }
    })
}

/// Asks the server for the page again with what is typed: what the browser does by itself where it runs our code.
#[component]
fn WithoutScript(filling: Filling, label: &'static str) -> impl IntoView {
    view! {
        <button type="submit" class="button button-secondary without-script" formmethod="get" formaction="/cases/new"
            formenctype="application/x-www-form-urlencoded" hidden=move || filling.keeps.get()>
            {label}
        </button>
    }
}

/// What is asked for.
#[component]
pub fn ServiceKind(filling: Filling) -> impl IntoView {
    let language = use_language();
    let options = Kind::ALL.map(|kind| (kind.key().to_owned(), words::kind(language, kind).to_owned())).to_vec();
    view! {
        <Select name="kind" label=td_string!(language, report.kind) options=options chosen=first(filling, "kind")
            flaws=filling.flaws() />
    }
}

/// The device, and at once whether it is covered.
#[component]
pub fn Serial(filling: Filling) -> impl IntoView {
    let language = use_language();
    let devices = move || {
        let devices = filling.devices.answer.get().unwrap_or_default();
        let option = |(serial, title, site): (String, String, String)| {
            let label = if site.is_empty() { title } else { format!("{title} · {site}") };
            view! { <option value=serial>{label}</option> }
        };
        devices.into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <div class="report-serial">
            <TextInput name="serial" label=td_string!(language, report.serial) value=first(filling, "serial")
                hint=td_string!(language, report.serial_hint) flaws=filling.flaws() list="devices" optional=true />
            <datalist id="devices">{devices}</datalist>
            <WithoutScript filling=filling label=td_string!(language, report.check) />
            <Offered filling=filling />
            <div class="report-coverage" aria-live="polite" data-asking=move || filling.coverage.asking.get().then_some("true")>
                <Covered filling=filling />
            </div>
        </div>
    }
}

/// Devices with what is typed, when that is no number of one: a button each, where no script offers them while typing.
#[component]
fn Offered(filling: Filling) -> impl IntoView {
    let typed = domain::asset::normal_serial(&first(filling, "serial"));
    let devices = filling.devices.answer.get_untracked().unwrap_or_default();
    let is_known = devices.iter().any(|(serial, ..)| *serial == typed);
    let offered = if typed.is_empty() || is_known { Vec::new() } else { devices };
    let offered = offered.into_iter().take(OFFERED_MOST).map(|(serial, title, site)| {
        let label = format!("{title} · {serial} {site}");
        view! {
            <button type="submit" class="button button-secondary without-script" name="device" value=serial
                formmethod="get" formaction="/cases/new" formenctype="application/x-www-form-urlencoded"
                hidden=move || filling.keeps.get()>
                {label}
            </button>
        }
    });
    offered.collect::<Vec<_>>()
}

#[component]
fn Covered(filling: Filling) -> impl IntoView {
    let language = use_language();
    move || match filling.coverage.answer.get() {
        Some(answer) => {
            let parts =
                answer.asset.map(|(title, site)| if site.is_empty() { title } else { format!("{title} · {site}") });
            view! { <VerdictBox coverage=answer.coverage about=parts.unwrap_or_default() /> }.into_any()
        }
        None if filling.coverage.asking.get() => {
            view! { <p class="field-hint">{td_string!(language, report.checking)}</p> }.into_any()
        }
        None => ().into_any(),
    }
}

/// The severity in the words of the policy that would hold, and what it promises.
#[component]
pub fn SeverityChoice(filling: Filling) -> impl IntoView {
    let language = use_language();
    let policy = Memo::new(move |_| {
        let answered = filling.coverage.answer.with(|answer| answer.as_ref().map(|answer| answer.policy.clone()));
        answered.unwrap_or_else(|| filling.sheet.with_value(|sheet| sheet.policy.clone()))
    });
    let cards = move || {
        let choices = Severity::ALL.into_iter().filter_map(|level| {
            let definition = policy.with(|policy| policy.definition(level).cloned())?;
            Some(CardChoice {
                value: level.level().to_string(),
                label: said(language, &definition.name),
                detail: said(language, &definition.meaning),
                severity: Some(level),
            })
        });
        view! {
            <RadioCards name="severity" legend=td_string!(language, report.severity) choices=choices.collect()
                chosen=first(filling, "severity") flaws=filling.flaws() />
        }
    };
    view! {
        <div class="report-severity">
            {cards}
            <Promises filling=filling />
        </div>
    }
}

/// What happened, in one sentence.
#[component]
pub fn InOneSentence(filling: Filling) -> impl IntoView {
    let language = use_language();
    view! {
        <TextInput name="title" label=td_string!(language, report.title_label) value=first(filling, "title")
            hint=td_string!(language, report.title_prompt) flaws=filling.flaws() />
    }
}

/// What happened, in full.
#[component]
pub fn InFull(filling: Filling) -> impl IntoView {
    let language = use_language();
    view! {
        <TextArea name="description" label=td_string!(language, report.description)
            value=first(filling, "description") hint=td_string!(language, report.description_prompt) rows=6
            flaws=filling.flaws() />
    }
}

/// Whom to call back.
#[component]
pub fn Contact(filling: Filling) -> impl IntoView {
    let language = use_language();
    let legend = match filling.form.with_untracked(|form| form.for_caller()) {
        true => td_string!(language, report.contact_caller),
        false => td_string!(language, report.contact),
    };
    view! {
        <fieldset class="report-contact">
            <legend>{legend}</legend>
            <TextInput name="contact_name" label=td_string!(language, report.contact_name)
                value=first(filling, "contact_name") flaws=filling.flaws() autocomplete="name" />
            <TextInput name="contact_phone" label=td_string!(language, report.contact_phone) keyboard="tel"
                value=first(filling, "contact_phone") flaws=filling.flaws() autocomplete="tel" />
            <TextInput name="contact_email" label=td_string!(language, report.contact_email) keyboard="email"
                value=first(filling, "contact_email") flaws=filling.flaws() autocomplete="email" optional=true />
        </fieldset>
    }
}
