//! A card: a titled box on the paper.

use leptos::prelude::*;

/// A section with a heading. `class` adds a name for the page's own layout.
#[component]
pub fn Card(
    #[prop(optional, into)] title: String,
    #[prop(optional, into)] id: Option<&'static str>,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("card {class}") id=id>
            {(!title.is_empty()).then(|| view! { <h2 class="card-title">{title}</h2> })}
            {children()}
        </section>
    }
    .into_any()
}
