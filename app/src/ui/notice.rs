//! Notices, empty states, and what went wrong with a form.

use crate::frame::use_language;
use crate::problem::Problem;
use crate::words;
use leptos::prelude::*;

/// How a notice is meant. Each tone has its own mark, so that colour is not needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Warning,
    Bad,
}

impl Tone {
    fn key(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Bad => "bad",
        }
    }
}

/// A boxed message.
#[component]
pub fn Notice(
    tone: Tone,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class="notice" data-tone=tone.key() role=role>
            <p class="notice-title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p class="notice-text">{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// What to do where there is nothing to show.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// What went wrong with a form, above it; flaws stand at their fields besides.
#[component]
pub fn FormProblem(#[prop(into)] problem: Signal<Option<Problem>>) -> impl IntoView {
    let language = use_language();
    move || {
        problem.get().map(|problem| {
            let said = words::problem(language, &problem);
            view! { <Notice tone=Tone::Bad title=said.title text=said.then /> }
        })
    }
}
