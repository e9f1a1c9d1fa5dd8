//! From one page of a list to the next, by links.

use crate::frame::use_language;
use crate::i18n::td_string;
use leptos::prelude::*;

/// Links to the next page and back to the first; nothing where the list has one page.
#[component]
pub fn Pager(
    /// Address of the next page.
    next: Option<String>,
    /// Address of the first page, when this is not it.
    first: Option<String>,
) -> impl IntoView {
    let language = use_language();
    (next.is_some() || first.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=td_string!(language, common.next_page)>
                {first.map(|href| view! { <a class="button button-quiet" href=href>{td_string!(language, common.first_page)}</a> })}
                {next.map(|href| {
                    view! { <a class="button button-secondary" rel="next" href=href>{td_string!(language, common.next_page)}</a> }
                })}
            </nav>
        }
    })
}
