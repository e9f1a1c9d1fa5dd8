//! Articles as a list of links.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::address::in_query;
use domain::knowledge::ArticleHit;
use leptos::prelude::*;

/// The list. `brief`: beside a form, without summaries and in a tab of its own, so that what is typed stays.
#[component]
pub fn Hits(hits: Vec<ArticleHit>, #[prop(optional)] brief: bool) -> impl IntoView {
    let language = use_language();
    let line = |hit: ArticleHit| {
        view! {
            <li>
                <a href=format!("/kb/{}", in_query(&hit.slug)) target=brief.then_some("_blank")>{hit.title}</a>
                {(!brief).then(|| passage(hit.summary, hit.excerpt))}
                <p class="hit-minutes">{td_string!(language, knowledge.minutes, minutes = hit.minutes)}</p>
            </li>
        }
    };
    view! { <ul class="hits">{hits.into_iter().map(line).collect::<Vec<_>>()}</ul> }
}

/// The passage that answers, as the server marked and escaped it; the summary where none does.
fn passage(summary: String, excerpt: String) -> Option<AnyView> {
    match (excerpt.is_empty(), summary.is_empty()) {
        (false, _) => Some(view! { <p class="hit-summary" inner_html=excerpt></p> }.into_any()),
        (true, false) => Some(view! { <p class="hit-summary">{summary}</p> }.into_any()),
        (true, true) => None,
    }
}
