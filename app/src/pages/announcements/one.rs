//! `/announcements/{id}`: what is announced, its files with their sums, "I have read this", and what was done to it.

use super::facts;
use crate::api::announcements::announcement;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, LinkButton, Look, Notice, Submit, Tone, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::announcement::{
    AnnouncementAudience, AnnouncementEvent, AnnouncementFile, AnnouncementHappening, AnnouncementLine,
    AnnouncementSheet, Receipt, Receipts,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn AnnouncementOnePage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("id")).unwrap_or_default(), announcement);
    loaded(found, show)
}

fn show(sheet: AnnouncementSheet) -> AnyView {
    let language = use_language();
    let AnnouncementSheet { line, html, published_by, files, receipts, history, may_change } = sheet;
    let zone = use_zone();
    let mut facts = facts(language, &line);
    facts.push(published_by);
    let changed =
        line.changed_at.map(|at| td_string!(language, announcements.changed_at, at = moment::full(&zone, at)));
    facts.extend(changed);
    let withdrawn = line.withdrawn_at.map(|at| {
        let title = td_string!(language, announcements.withdrawn_at, at = moment::full(&zone, at));
        view! { <Notice tone=Tone::Plain title=title /> }
    });
    let change = may_change.then(|| {
        let href = format!("/announcements/{}/change", line.id);
        view! { <LinkButton href=href label=td_string!(language, announcements.change) look=Look::Secondary /> }
    });
    let receipts = receipts.map(|receipts| read_by(language, receipts));
    let withdraw = may_change.then(|| {
        view! {
            <details class="act">
                <summary>{td_string!(language, announcements.withdraw)}</summary>
                <form class="form" method="post" action=format!("/announcements/{}/withdraw", line.id)>
                    <p>{td_string!(language, announcements.withdraw_then)}</p>
                    <Submit label=td_string!(language, announcements.withdraw) look=Look::Secondary />
                </form>
            </details>
        }
    });
    view! {
        <Title text=line.title.clone() />
        <article class="article announcement">
            <p class="crumbs"><a href="/announcements">"‹ " {td_string!(language, announcements.title)}</a></p>
            <h1>{line.title.clone()}</h1>
            <p class="article-facts">{facts.join(" · ")}</p>
            {withdrawn}
            <div class="prose" inner_html=html></div>
            {(!files.is_empty()).then(|| downloads(language, files))}
            {is_asked(&line).then(|| receipt(language, &line))}
            {receipts}
            {(!history.is_empty()).then(|| done(language, history))}
            {change.map(|change| view! { <div class="buttons">{change}</div> })}
            {withdraw}
        </article>
    }
    .into_any()
}

/// Whether the reader is one of those it is for: the staff see all, and are asked of their own only.
fn is_asked(line: &AnnouncementLine) -> bool {
    let customer = use_person().is_some_and(|person| person.role.is_customer());
    line.important && line.withdrawn_at.is_none() && customer == (line.audience != AnnouncementAudience::Staff)
}

fn downloads(language: Locale, files: Vec<AnnouncementFile>) -> AnyView {
    let file = |file: AnnouncementFile| {
        view! {
            <li>
                <a href=format!("/announcements/files/{}", file.id) download="">{file.name}</a>
                " " <span class="soft">{moment::bytes(file.size_bytes)}</span>
                <p class="announcement-sum">"SHA-256 " <code>{file.sha256}</code></p>
            </li>
        }
    };
    let files = files.into_iter().map(file).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, announcements.files)>
            <ul class="announcement-files">{files}</ul>
            <p class="soft">{td_string!(language, announcements.sum_hint)}</p>
        </Card>
    }
    .into_any()
}

fn receipt(language: Locale, line: &AnnouncementLine) -> AnyView {
    if let Some(at) = line.read_at {
        let title = td_string!(language, announcements.read_at, at = moment::full(&use_zone(), at));
        return view! { <Notice tone=Tone::Good title=title /> }.into_any();
    }
    view! {
        <form method="post" action=format!("/announcements/{}/read", line.id)>
            <Submit label=td_string!(language, announcements.read) />
        </form>
    }
    .into_any()
}

fn read_by(language: Locale, Receipts { read, of }: Receipts) -> AnyView {
    let zone = use_zone();
    let count = read.len();
    let reader = |Receipt { name, organisation, at }: Receipt| {
        let who = [organisation, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        view! { <li>{who} " " <span class="soft">{moment::full(&zone, at)}</span></li> }
    };
    let readers = read.into_iter().map(reader).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, announcements.readers, count = count, of = of)>
            <ul class="announcement-files">{readers}</ul>
        </Card>
    }
    .into_any()
}

/// What was done since it was published, with what it said before.
fn done(language: Locale, history: Vec<AnnouncementEvent>) -> AnyView {
    let zone = use_zone();
    let line = |event: AnnouncementEvent| {
        let did = words::announcement_happening(language, &event.happening);
        let was = match event.happening {
            AnnouncementHappening::Changed { was, .. } => was,
            _ => Vec::new(),
        };
        let field = |(name, said): (String, String)| {
            let said = if said.is_empty() { "—".to_owned() } else { said };
            view! { <dt>{field(language, &name)}</dt><dd>{said}</dd> }
        };
        let was = (!was.is_empty()).then(|| {
            let fields = was.into_iter().map(field).collect::<Vec<_>>();
            view! {
                <details>
                    <summary>{td_string!(language, announcements.was)}</summary>
                    <dl class="announcement-was">{fields}</dl>
                </details>
            }
        });
        view! { <li><span class="soft">{moment::full(&zone, event.at)}</span>" "<b>{event.who}</b>" "{did} {was}</li> }
    };
    let lines = history.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <Card title=td_string!(language, follow_ups.history)><ul class="announcement-files">{lines}</ul></Card>
    }
    .into_any()
}

/// A field of the form.
fn field(language: Locale, name: &str) -> &'static str {
    match name {
        "kind" => td_string!(language, announcements.kind),
        "audience" => td_string!(language, announcements.audience),
        "product_line" => td_string!(language, announcements.product_line),
        "version" => td_string!(language, announcements.version),
        "title" => td_string!(language, announcements.title_field),
        "title_en" => td_string!(language, announcements.title_en),
        "text" => td_string!(language, announcements.text),
        "text_en" => td_string!(language, announcements.text_en),
        "files" => td_string!(language, announcements.files),
        _ => td_string!(language, announcements.important),
    }
}
