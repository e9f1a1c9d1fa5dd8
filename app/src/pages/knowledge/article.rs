//! One article. Its HTML was rendered and sanitised by the store.

use crate::api::knowledge::article;
use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::ui::{LinkButton, Look, Notice, Tone, loaded, moment};
use crate::wire::fetched;
use domain::knowledge::Article;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/kb/{slug}`
#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("slug")).unwrap_or_default(), article);
    loaded(found, |article| view! { <Reading article=article /> }.into_any())
}

#[component]
fn Reading(article: Article) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let updated = moment::date(zone.local(article.updated_at).date());
    // The language the article is in, when it is not the page's.
    let other = match language {
        crate::i18n::Locale::zh_CN => "en",
        crate::i18n::Locale::en => "zh-CN",
    };
    let lang = article.other_language.then_some(other);
    view! {
        <Title text=article.title.clone() />
        <article class="article">
            <p class="crumbs"><a href="/kb">"‹ " {td_string!(language, knowledge.back)}</a></p>
            <h1 lang=lang>{article.title}</h1>
            <p class="article-facts">
                {td_string!(language, knowledge.minutes, minutes = article.minutes)}
                " · "
                <time datetime=moment::rfc3339(article.updated_at)>
                    {td_string!(language, knowledge.updated, date = updated)}
                </time>
            </p>
            {article.other_language.then(|| view! {
                <Notice tone=Tone::Plain title=td_string!(language, knowledge.other_language) />
            })}
            <div class="prose" lang=lang inner_html=article.html></div>
            <footer class="article-end">
                <p>{td_string!(language, knowledge.not_solved)}</p>
                <LinkButton href="/cases/new" label=td_string!(language, knowledge.report) look=Look::Secondary />
            </footer>
        </article>
    }
}
