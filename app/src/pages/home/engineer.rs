//! An engineer's home: the queue at a glance. Working it is the queue page's affair.

use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::ui::{Card, CaseRows, EmptyState, LinkButton};
use domain::case::sheet::Queue;
use leptos::prelude::*;

#[component]
pub fn Engineer(queue: Queue) -> impl IntoView {
    let language = use_language();
    let name = use_person().map_or_else(String::new, |person| person.name);
    let empty = queue.due.is_empty() && queue.waiting.is_empty();
    let lists = [
        (td_string!(language, home.due), queue.due),
        (td_string!(language, home.waiting), queue.waiting),
        (td_string!(language, home.done_today), queue.done_today),
    ];
    let lists = lists.into_iter().filter(|(_, rows)| !rows.is_empty());
    let lists = lists
        .map(|(title, rows)| {
            view! { <Card title=title class="rows-card"><CaseRows rows=rows organisation=true /></Card> }
        })
        .collect::<Vec<_>>();
    view! {
        <header class="page-head">
            <h1>{td_string!(language, home.hello, name = name)}</h1>
            <LinkButton href="/queue" label=td_string!(language, home.to_queue) />
        </header>
        {empty.then(|| view! { <EmptyState title=td_string!(language, home.queue_empty) /> })}
        <div class="home-main">{lists}</div>
        <p class="links"><a href="/satisfaction">{td_string!(language, satisfaction.own)}</a></p>
    }
    .into_any()
}
