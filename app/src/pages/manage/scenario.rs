//! What is assumed when a policy is tried out: fields of a form.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::field::Flaws;
use crate::ui::{Select, TextInput};
use crate::words;
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::simulation::ScenarioDraft;
use leptos::prelude::*;

/// The fields; `before` stands before each of their names.
#[component]
pub(super) fn ScenarioFields(
    draft: ScenarioDraft,
    #[prop(into)] flaws: Flaws,
    #[prop(default = "")] before: &'static str,
) -> impl IntoView {
    let language = use_language();
    let severities =
        Severity::ALL.map(|level| (level.level().to_string(), words::severity(language, level).to_owned()));
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), words::kind(language, kind).to_owned()));
    let named = |name: &str| format!("{before}{name}");
    let moments = [
        ("opened", td_string!(language, manage.opened), draft.opened),
        ("paused_from", td_string!(language, manage.paused_from), draft.paused_from),
        ("paused_until", td_string!(language, manage.paused_until), draft.paused_until),
        ("restored", td_string!(language, manage.restored), draft.restored),
    ];
    let moments = moments.map(|(name, label, value)| {
        let optional = name != "opened";
        view! {
            <TextInput name=named(name) label=label value=value flaws=flaws keyboard="datetime-local" optional=optional />
        }
    });
    view! {
        <Select name=named("severity") label=td_string!(language, manage.severity) options=severities.to_vec()
            chosen=draft.severity flaws=flaws />
        <Select name=named("kind") label=td_string!(language, manage.kind) options=kinds.to_vec() chosen=draft.kind
            flaws=flaws />
        {moments.into_iter().collect::<Vec<_>>()}
    }
    .into_any()
}
