//! The knowledge base: finding articles, as one types where the browser runs our code, and reading one. Open to guests.

mod answer;
mod article;
pub mod beside;
pub mod editor;
mod hits;
mod searches;
mod shelf;
mod staff;
pub mod versions;

pub use article::ArticlePage;
pub use hits::Hits;
pub use searches::SearchesPage;

use crate::api::knowledge::{articles, shelf};
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::pages::lookup::Patience;
use crate::ui::address::in_query;
use crate::ui::{EmptyState, LinkButton, Look, loaded};
use crate::wire::fetched;
use domain::access::{Action, Whose, may};
use domain::knowledge::{ArticleHit, Shelf, ShelfFilter};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Who has not typed for so long has typed what was meant.
const SETTLED: Duration = Duration::from_secs(3);

/// What the address asks for: what words find, or a part of the shelf.
#[derive(Clone, Serialize, Deserialize)]
enum Looked {
    Found(Vec<ArticleHit>),
    Shelf(Shelf),
}

/// `/kb?q=…`, and without words `/kb?category=…&product=…`
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let q = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default().trim().to_owned());
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default().trim().to_owned();
        ShelfFilter { category: said("category"), product: said("product"), stage: said("stage"), after: said("after") }
    });
    // What the page came with was meant; what is being typed may be on its way to it.
    let came_with = q.get_untracked();
    let found = fetched(
        move || (q.get(), filter.get()),
        move |(q, filter)| {
            let settled = q == came_with;
            async move {
                match q.is_empty() {
                    true => shelf(filter).await.map(Looked::Shelf),
                    false => articles(q, settled).await.map(Looked::Found),
                }
            }
        },
    );
    tell_when_settled(q);
    view! {
        <Title text=td_string!(language, knowledge.title) />
        <div class="knowledge">
            <h1>{td_string!(language, knowledge.title)}</h1>
            <Search first=q.get_untracked() />
            {loaded(found, move |looked| match looked {
                Looked::Found(hits) => view! { <Found q=q.get_untracked() hits=hits /> }.into_any(),
                Looked::Shelf(found) => shelf::shelf(found, &filter.get_untracked()),
            })}
            <p class="kb-links">
                {use_person().map(|_| view! { <a href="/announcements">{td_string!(language, announcements.title)}</a> })}
                {may_see_misses().then(|| view! { <a href="/kb/searches">{td_string!(language, knowledge.misses)}</a> })}
            </p>
        </div>
    }
}

/// Once typing has ended, the server is told what was meant, and notes it when nothing is found.
fn tell_when_settled(q: Memo<String>) {
    let patience = Patience::new();
    let told = move |q: &String, _: Option<&String>, _| match q.clone() {
        none if none.is_empty() => patience.cancel(),
        q => patience.after(SETTLED, move || leptos::task::spawn_local(async move { _ = articles(q, true).await })),
    };
    // What the page came with was noted by the server that made it.
    Effect::watch(move || q.get(), told, false);
}

fn may_see_misses() -> bool {
    use_person().is_some_and(|person| may(person.role, Action::SeeMisses, Whose::Others))
}

/// A form with the words in the address; typing changes the address.
#[component]
fn Search(first: String) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let patience = Patience::new();
    let typed = move |words: String| {
        let navigate = navigate.clone();
        patience.then(move || {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("/kb?q={}", in_query(words.trim())), options);
        });
    };
    view! {
        <form class="search" role="search" method="get" action="/kb">
            <label class="visually-hidden" for="q">{td_string!(language, knowledge.search)}</label>
            <input class="control" id="q" type="search" name="q" value=first autocomplete="off"
                placeholder=td_string!(language, knowledge.search_hint)
                on:input=move |event| typed(event_target_value(&event)) />
            <button type="submit" class="button button-secondary">{td_string!(language, knowledge.search_submit)}</button>
        </form>
    }
}

#[component]
fn Found(q: String, hits: Vec<ArticleHit>) -> impl IntoView {
    let language = use_language();
    if hits.is_empty() {
        let title = td_string!(language, knowledge.found_none_title, q = q);
        return view! {
            <EmptyState title=title text=td_string!(language, knowledge.found_none_hint)>
                <LinkButton href="/cases/new" label=td_string!(language, knowledge.report) look=Look::Secondary />
            </EmptyState>
        }
        .into_any();
    }
    let heading = td_string!(language, knowledge.found, q = q, count = hits.len() as u64);
    view! {
        <section class="card" aria-live="polite">
            <h2 class="card-title">{heading}</h2>
            <Hits hits=hits />
        </section>
    }
    .into_any()
}
