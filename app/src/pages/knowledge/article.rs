//! One article. Its HTML was rendered and sanitised by the store.

use super::answer::answering;
use super::staff::staff_bar;
use crate::api::knowledge::article;
use crate::frame::{use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::{LinkButton, Look, Notice, Parking, Tone, address, loaded_with_parked, moment, use_parked};
use crate::wire::fetched;
use domain::knowledge::{Article, ArticleFile};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/kb/{slug}`; `?version=…` shows another version to those who write articles.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let slug = params.with(|params| params.get("slug")).unwrap_or_default();
        (slug, query.with(|query| query.get("version")))
    };
    let found = fetched(asked, |(slug, version)| article(slug, version));
    loaded_with_parked(found, use_parked(), |article: Article, parking| {
        view! { <Reading article=article parking=parking /> }.into_any()
    })
}

#[component]
fn Reading(article: Article, parking: Parking) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let updated = moment::date(zone.local(article.updated_at).date());
    // The language the article is in, when it is not the page's.
    let other = match language {
        crate::i18n::Locale::zh_CN => "en",
        crate::i18n::Locale::en => "zh-CN",
    };
    let lang = article.other_language.then_some(other);
    let about = about(language, &article);
    let staff = article.staff.map(|staff| staff_bar(language, &article.slug, staff, &parking));
    let outdated = article.outdated.then(|| {
        view! { <Notice tone=Tone::Warning title=td_string!(language, articles.outdated_note) /> }
    });
    let files = files(language, &article.slug, article.files);
    let answering = answering(language, &article.slug, &parking);
    let summary =
        (!article.summary.is_empty()).then(|| view! { <p class="article-summary" lang=lang>{article.summary}</p> });
    view! {
        <Title text=article.title.clone() />
        <article class="article">
            <p class="crumbs"><a href="/kb">"‹ " {td_string!(language, knowledge.back)}</a></p>
            {staff}
            <h1 lang=lang>{article.title}</h1>
            <p class="article-facts">
                {td_string!(language, knowledge.minutes, minutes = article.minutes)}
                " · "
                <time datetime=moment::rfc3339(article.updated_at)>
                    {td_string!(language, knowledge.updated, date = updated)}
                </time>
                {about}
            </p>
            {outdated}
            {article.other_language.then(|| view! {
                <Notice tone=Tone::Plain title=td_string!(language, knowledge.other_language) />
            })}
            {summary}
            <div class="prose" lang=lang inner_html=article.html></div>
            {files}
            {answering}
            <footer class="article-end">
                <p>{td_string!(language, knowledge.not_solved)}</p>
                <LinkButton href="/cases/new" label=td_string!(language, knowledge.report) look=Look::Secondary />
            </footer>
        </article>
    }
}

/// ` · 服务器与存储 · PowerEdge R740xd · E-1234`
fn about(language: Locale, article: &Article) -> String {
    let separator = td_string!(language, words.list_separator);
    let facts = [article.category.clone(), article.products.join(separator), article.error_codes.join(separator)];
    let said = facts.into_iter().filter(|fact| !fact.is_empty());
    said.map(|fact| format!(" · {fact}")).collect()
}

fn files(language: Locale, slug: &str, files: Vec<ArticleFile>) -> Option<AnyView> {
    let line = |file: ArticleFile| {
        let href = format!("{}/files/{}", address::article(slug), address::in_query(&file.name));
        let size_kib = (file.size_bytes + 1023) / 1024;
        view! { <li><a href=href download>{file.name}</a> <span class="soft">{format!(" {size_kib} KiB")}</span></li> }
    };
    (!files.is_empty()).then(|| {
        let lines = files.into_iter().map(line).collect::<Vec<_>>();
        view! {
            <section class="article-files">
                <h2>{td_string!(language, articles.files)}</h2>
                <ul class="links">{lines}</ul>
            </section>
        }
        .into_any()
    })
}
