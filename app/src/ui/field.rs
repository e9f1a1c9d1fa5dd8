//! A labelled field with its hint and its flaw, and the one-line text input.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::words;
use domain::refusal::Flaw;
use leptos::prelude::*;

/// The flaws of a form, as they are now. A field picks its own by its name.
pub type Flaws = Signal<Vec<Flaw>>;

/// What is wrong with that field, as a sentence.
pub fn flaw_of(flaws: Flaws, name: &str) -> Signal<Option<String>> {
    let language = use_language();
    let name = name.to_owned();
    Signal::derive(move || {
        flaws.with(|flaws| flaws.iter().find(|flaw| flaw.field == name).map(|flaw| words::flaw(language, &flaw.kind)))
    })
}

/// The ids that describe a control, for `aria-describedby`.
pub fn described_by(id: &str, hint: &str, flaw: Signal<Option<String>>) -> impl Fn() -> Option<String> + Send + use<> {
    let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let flawed = format!("{id}-flaw");
    move || match (&hint, flaw.with(Option::is_some)) {
        (Some(hint), true) => Some(format!("{hint} {flawed}")),
        (Some(hint), false) => Some(hint.clone()),
        (None, true) => Some(flawed.clone()),
        (None, false) => None,
    }
}

/// Label, hint and flaw around a control with that `id`.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] flaw: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let flaw_id = format!("{id}-flaw");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field" data-flawed=move || flaw.with(Option::is_some).then_some("true")>
            <label class="field-label" for=id>
                {label}
                {optional.then(|| view! { <span class="field-optional">{td_string!(language, common.optional)}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {children()}
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw" id=flaw_id.clone()>{flaw}</p> })}
        </div>
    }
    .into_any()
}

/// One line of text. No native validation: flaws come from `domain`, in the reader's language.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What is in it at first.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] flaws: Flaws,
    /// `text`, `email`, `tel`, `numeric`, `search`: the keyboard on phones; or `password`, `date`, `datetime-local`.
    #[prop(default = "text")]
    keyboard: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] optional: bool,
    /// Only where the same name stands in several forms of a page.
    #[prop(optional, into)]
    id: String,
    /// The id of a `<datalist>`.
    #[prop(optional, into)]
    list: Option<String>,
    #[prop(optional)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let id = if id.is_empty() { name.clone() } else { id };
    let flaw = flaw_of(flaws, &name);
    let (kind, keyboard) = match keyboard {
        "password" | "date" | "datetime-local" => (keyboard, None),
        keyboard => ("text", Some(keyboard)),
    };
    let describedby = described_by(&id, &hint, flaw);
    view! {
        <Field id=id.clone() label=label hint=hint optional=optional flaw=flaw>
            <input class="control" id=id name=name type=kind inputmode=keyboard value=value autocomplete=autocomplete
                list=list aria-required=(!optional).then_some("true")
                aria-invalid=move || flaw.with(Option::is_some).then_some("true") aria-describedby=describedby
                on:input=move |event| if let Some(heard) = on_input { heard.run(event_target_value(&event)) } />
        </Field>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refusal::FlawKind;

    #[test]
    fn a_flaw_stands_at_its_field_and_is_announced_with_it() {
        let html = crate::ui::testing::rendered(|| {
            let flaws =
                Signal::stored(vec![Flaw::of("title", FlawKind::Empty), Flaw::of("other", FlawKind::NotAPhone)]);
            view! { <TextInput name="title" label="标题" hint="一句话" flaws=flaws value="\"><script>" /> }.into_any()
        });
        assert!(html.contains(r#"aria-describedby="title-hint title-flaw""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains("请填写。") && !html.contains("电话"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
