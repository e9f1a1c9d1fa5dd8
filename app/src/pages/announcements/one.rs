//! `/announcements/{id}`: what is announced, its files with their sums, and "I have read this".

use super::facts;
use crate::api::announcements::announcement;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, Look, Notice, Submit, Tone, loaded, moment};
use crate::wire::fetched;
use domain::announcement::{
    AnnouncementAudience, AnnouncementFile, AnnouncementLine, AnnouncementSheet, Receipt, Receipts,
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
    let AnnouncementSheet { line, html, published_by, files, receipts, may_withdraw } = sheet;
    let mut facts = facts(language, &line);
    facts.push(published_by);
    let receipts = receipts.map(|receipts| read_by(language, receipts));
    let withdraw = may_withdraw.then(|| {
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
            <div class="prose" inner_html=html></div>
            {(!files.is_empty()).then(|| downloads(language, files))}
            {is_asked(&line).then(|| receipt(language, &line))}
            {receipts}
            {withdraw}
        </article>
    }
    .into_any()
}

/// Whether the reader is one of those it is for: the staff see all, and are asked of their own only.
fn is_asked(line: &AnnouncementLine) -> bool {
    let customer = use_person().is_some_and(|person| person.role.is_customer());
    line.important && customer == (line.audience != AnnouncementAudience::Staff)
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
