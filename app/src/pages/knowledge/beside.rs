//! `/kb/case/{number}`: articles that an engineer puts beside a case, and the one that is made of it.

use crate::api::knowledge::case_articles;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::{Card, EmptyState, Look, Submit, address, loaded};
use crate::wire::fetched;
use domain::knowledge::{ArticleHit, CaseArticles};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page; other words than the case's own stand in the address.
#[component]
pub fn CaseArticlesPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let number = params.with(|params| params.get("number")).unwrap_or_default();
        (number, query.with(|query| query.get("q")))
    };
    let found = fetched(asked, |(number, q)| case_articles(number, q));
    let q = move || query.with_untracked(|query| query.get("q")).unwrap_or_default();
    loaded(found, move |beside: CaseArticles| show(beside, q()))
}

fn show(beside: CaseArticles, q: String) -> AnyView {
    let language = use_language();
    let CaseArticles { number, title, found, may_write } = beside;
    let action = format!("/kb/case/{number}");
    let draft = may_write.then(|| {
        let action = action.clone();
        view! {
            <Card title=td_string!(language, articles.case_draft)>
                <p class="soft">{td_string!(language, articles.case_draft_hint)}</p>
                <form method="post" action=action>
                    <Submit label=td_string!(language, articles.case_draft) look=Look::Secondary name="act" value="draft".to_owned() />
                </form>
            </Card>
        }
    });
    let list = if found.is_empty() {
        let then = td_string!(language, articles.none_then);
        view! { <EmptyState title=td_string!(language, articles.none_title) text=then /> }.into_any()
    } else {
        let lines = found.into_iter().map(|one| line(language, &number, one)).collect::<Vec<_>>();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <Title text=td_string!(language, articles.case_title) />
        <p class="crumbs"><a href=address::case(&number)>"‹ " {number.clone()} " " {title}</a></p>
        <h1>{td_string!(language, articles.case_title)}</h1>
        <form class="search" role="search" method="get" action=action>
            <input class="control" type="search" name="q" value=q autocomplete="off"
                aria-label=td_string!(language, knowledge.search) placeholder=td_string!(language, knowledge.search_hint) />
            <button type="submit" class="button button-secondary">{td_string!(language, knowledge.search_submit)}</button>
        </form>
        {list}
        {draft}
    }
    .into_any()
}

fn line(language: Locale, number: &str, (hit, readable, there): (ArticleHit, bool, bool)) -> AnyView {
    let act = match (readable, there) {
        (_, true) => view! { <p class="soft">{td_string!(language, articles.case_there)}</p> }.into_any(),
        (false, false) => view! { <p class="soft">{td_string!(language, articles.case_not_for)}</p> }.into_any(),
        (true, false) => view! {
            <form method="post" action=format!("/kb/case/{number}")>
                <input type="hidden" name="slug" value=hit.slug.clone() />
                <Submit label=td_string!(language, articles.case_attach) look=Look::Secondary name="act" value="attach".to_owned() />
            </form>
        }
        .into_any(),
    };
    view! {
        <li class="row">
            <div class="row-main">
                <a class="row-title" href=address::article(&hit.slug)>{hit.title}</a>
                <p class="row-facts"><span>{td_string!(language, knowledge.minutes, minutes = hit.minutes)}</span></p>
            </div>
            {act}
        </li>
    }
    .into_any()
}
