//! `/manage/policies/{id}`: one policy to read and to edit, and its draft tried out. One plain form of the process
//! (`POST /manage/policies/{id}`): what its buttons do to the rows happens on the server, so that it needs no scripts, and
//! what is typed waits there while somebody thinks about it.

mod fields;
mod glance;
mod matrix;
mod rows;
mod rules;

use super::outcome::Outcome;
use super::scenario::ScenarioFields;
use crate::api::manage::{PolicyPage as Content, policy};
use crate::frame::{said, use_frame, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::field::Flaws;
use crate::ui::{Card, Look, Notice, Submit, TextArea, TextInput, Tone, loaded, moment};
use crate::wire::fetched;
use domain::policy::PolicyDraft;
use domain::policy::draft::TRIAL;
use domain::policy::sheet::{JudgedDraft, PolicySheet, PolicyVersion};
use fields::Fields;
use glance::Glance;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form, its history beside it.
#[component]
pub fn PolicyPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let id = params.with(|params| params.get("id").unwrap_or_default());
        let said = |name: &str| query.with(|query| query.get(name));
        (id, said("parked"), said("saved"))
    };
    let found = fetched(asked, |(id, parked, _)| policy(id, parked));
    let saved = move || query.with_untracked(|query| query.get("saved"));
    loaded(found, move |content: Content| view! { <Shown content=content saved=saved() /> }.into_any())
}

#[component]
fn Shown(content: Content, saved: Option<String>) -> impl IntoView {
    let language = use_language();
    let title = said(language, &content.sheet.policy.name);
    let version = td_string!(language, policies.version, n = content.sheet.policy.version);
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href="/manage/policies">{td_string!(language, policies.back)}</a></p>
        <h1>{title}</h1>
        <p class="soft"><code>{content.sheet.policy.id.clone()}</code> " · " {version}</p>
        {tidings(language, &content, saved)}
        <div class="policy">
            <Glance sheet=content.sheet.clone() />
            <details class="act policy-edit" open=content.unsaved>
                <summary>{td_string!(language, policies.edit_do)}</summary>
                <Editor content=content.clone() />
            </details>
            <aside class="policy-aside"><History sheet=content.sheet /></aside>
        </div>
    }
    .into_any()
}

/// What has just happened to the form.
fn tidings(language: Locale, content: &Content, saved: Option<String>) -> AnyView {
    let newest = content.sheet.policy.version;
    if content.overtaken {
        let title = td_string!(language, policies.overtaken, n = newest);
        return view! { <Notice tone=Tone::Bad title=title text=td_string!(language, policies.overtaken_then) /> }
            .into_any();
    }
    if !content.judged.flaws.is_empty() {
        let title = td_string!(language, policies.flawed, n = content.judged.flaws.len() as u64);
        return view! { <Notice tone=Tone::Bad title=title /> }.into_any();
    }
    match (content.unsaved, saved) {
        (true, _) => view! { <Notice tone=Tone::Warning title=td_string!(language, policies.unsaved) /> }.into_any(),
        (false, Some(_)) => {
            let title = td_string!(language, policies.saved_done, n = newest);
            view! { <Notice tone=Tone::Good title=title /> }.into_any()
        }
        (false, None) => ().into_any(),
    }
}

#[component]
fn Editor(content: Content) -> impl IntoView {
    let language = use_language();
    let Content { sheet, judged, scenario, overtaken, .. } = content;
    let JudgedDraft { draft, flaws, trial } = judged;
    let flaws: Flaws = Signal::stored(flaws);
    let fields = Fields::new(language, flaws, &sheet, &draft);
    let asked = matches!((&trial, flaws.with_untracked(Vec::is_empty)), (None, false));
    // Who was told of a newer version and saves again means it; everybody else builds upon the version they began with.
    let version = if overtaken { sheet.policy.version.to_string() } else { draft.version.clone() };
    view! {
        <form class="form policy-form" method="post" action=format!("/manage/policies/{}", sheet.policy.id)>
            // What the Enter key presses: the first button of a form.
            <button class="visually-hidden" type="submit" name="button" value="check" tabindex="-1" aria-hidden="true">
                {td_string!(language, policies.check)}
            </button>
            <input type="hidden" name="version" value=version />
            {heading(language, &draft, flaws)}
            {rows::levels(&fields, &draft)}
            {rows::promises(&fields, &draft)}
            {matrix::matrix(&fields, &draft)}
            {rules::reminders(&fields, &draft)}
            {rules::rules(&fields, &draft)}
            {rules::emergencies(&fields, &draft)}
            <Card title=td_string!(language, policies.trial) id="trial">
                <p class="soft">{td_string!(language, policies.trial_about)}</p>
                <div class="trial-fields"><ScenarioFields draft=scenario flaws=flaws before=TRIAL /></div>
                <Submit label=td_string!(language, manage.try_out) look=Look::Secondary name="button" value="try".to_owned() />
                {asked.then(|| view! { <p class="soft">{td_string!(language, policies.trial_flawed)}</p> })}
            </Card>
            {trial.map(|trial| view! { <Outcome simulation=trial /> })}
            <Card title=td_string!(language, policies.save) id="save">
                <TextInput name="why" label=td_string!(language, policies.why) hint=td_string!(language, policies.why_hint)
                    value=draft.why.clone() flaws=flaws />
                <div class="policy-acts">
                    <Submit label=td_string!(language, policies.save) name="button" value="save".to_owned() />
                    <Submit label=td_string!(language, policies.check) look=Look::Secondary name="button" value="check".to_owned() />
                </div>
            </Card>
        </form>
    }
    .into_any()
}

fn heading(language: Locale, draft: &PolicyDraft, flaws: Flaws) -> AnyView {
    let PolicyDraft { name_zh, name_en, summary_zh, summary_en, .. } = draft.clone();
    view! {
        <Card title=td_string!(language, policies.heading)>
            <div class="field-pair">
                <TextInput name="name_zh" label=td_string!(language, policies.name_zh) value=name_zh flaws=flaws />
                <TextInput name="name_en" label=td_string!(language, policies.name_en) value=name_en flaws=flaws optional=true />
                <TextArea name="summary_zh" label=td_string!(language, policies.summary_zh) value=summary_zh flaws=flaws rows=3 optional=true />
                <TextArea name="summary_en" label=td_string!(language, policies.summary_en) value=summary_en flaws=flaws rows=3 optional=true />
            </div>
        </Card>
    }
    .into_any()
}

/// Every version, the newest first, and who promises it.
#[component]
fn History(sheet: PolicySheet) -> impl IntoView {
    let language = use_language();
    let versions = sheet.versions.into_iter().map(|version| told(language, version)).collect::<Vec<_>>();
    let uses =
        sheet.uses.into_iter().map(|used| view! { <li>{format!("{} · {}", used.number, used.organisation)}</li> });
    let uses = uses.collect::<Vec<_>>();
    let uses = match uses.is_empty() {
        true => view! { <p class="soft">{td_string!(language, policies.unused)}</p> }.into_any(),
        false => view! { <ul class="bullets">{uses}</ul> }.into_any(),
    };
    let default = sheet.is_default.then(|| view! { <p><b>{td_string!(language, policies.default)}</b></p> });
    view! {
        <Card title=td_string!(language, policies.history)><ol class="policy-versions">{versions}</ol></Card>
        <Card title=td_string!(language, policies.used_by)>{default}{uses}</Card>
    }
    .into_any()
}

fn told(language: Locale, version: PolicyVersion) -> AnyView {
    let (zone, now) = (use_zone(), use_frame().now);
    let saved = match version.saved {
        Some((at, by)) => {
            td_string!(language, policies.saved, name = by.name, at = moment::moment(language, &zone, now, at))
        }
        None => td_string!(language, policies.shipped).to_owned(),
    };
    let copied = version.copied_from.map(|(name, n)| td_string!(language, policies.copied, name = name, n = n));
    view! {
        <li>
            <b>{td_string!(language, policies.version, n = version.version)}</b>
            <span class="soft">{saved}</span>
            {copied.map(|copied| view! { <span>{copied}</span> })}
            {(!version.why.is_empty()).then(|| view! { <span>{version.why}</span> })}
        </li>
    }
    .into_any()
}
