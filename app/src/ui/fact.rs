//! Facts: terms and what they are, as a description list.

use leptos::prelude::*;

/// A term and its content.
pub struct Fact {
    pub term: String,
    pub content: AnyView,
}

impl Fact {
    /// A fact that is plain text.
    pub fn text(term: impl Into<String>, text: impl Into<String>) -> Fact {
        let text: String = text.into();
        Fact { term: term.into(), content: text.into_any() }
    }

    /// A fact with marks or links in it.
    pub fn view(term: impl Into<String>, content: AnyView) -> Fact {
        Fact { term: term.into(), content }
    }
}

/// The facts, in order.
#[component]
pub fn FactList(facts: Vec<Fact>) -> impl IntoView {
    let lines = facts
        .into_iter()
        .map(|fact| view! { <div class="fact"><dt>{fact.term}</dt><dd>{fact.content}</dd></div> })
        .collect::<Vec<_>>();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}
