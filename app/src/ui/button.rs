//! Buttons and links that look like buttons, at least 44 px high.

use crate::frame::use_language;
use crate::i18n::td_string;
use leptos::prelude::*;

/// How much a button asks for attention. One primary button a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Primary,
    Secondary,
    Quiet,
    /// Primary, and as wide as the column: the next act on a phone.
    Big,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Primary => "button button-primary",
            Look::Secondary => "button button-secondary",
            Look::Quiet => "button button-quiet",
            Look::Big => "button button-primary button-big",
        }
    }
}

/// Sends the form. While `pending` it says so and does not send again.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    #[prop(optional, into)] pending: Signal<bool>,
    /// Name and value sent with the form, for forms with several buttons.
    #[prop(optional, into)]
    name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <button type="submit" class=look.class() name=name value=value aria-disabled=move || pending.get().then_some("true")
            on:click=move |click| if pending.get_untracked() { click.prevent_default() }>
            {move || if pending.get() { td_string!(language, common.sending).to_owned() } else { label.clone() }}
        </button>
    }
    .into_any()
}

/// A link with the looks of a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
) -> impl IntoView {
    view! { <a class=look.class() href=href>{label}</a> }.into_any()
}
