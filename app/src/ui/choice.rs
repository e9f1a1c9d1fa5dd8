//! Choosing one of several: a select, and radio cards where each choice needs its meaning beside it.

use crate::ui::field::{Field, Flaws, described_by, flaw_of};
use crate::ui::severity::Mark;
use domain::case::severity::Severity;
use leptos::prelude::*;

/// A native select. `options` are values and labels; give an empty value first for "please choose".
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] chosen: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] flaws: Flaws,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
    /// The label of a value, where labels change while something is chosen.
    #[prop(optional)]
    relabel: Option<Callback<String, String>>,
) -> impl IntoView {
    let id = if id.is_empty() { name.clone() } else { id };
    let flaw = flaw_of(flaws, &name);
    let describedby = described_by(&id, &hint, flaw);
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let (selected, of) = (value == chosen, value.clone());
            let label = match relabel {
                Some(relabel) => (move || relabel.run(of.clone())).into_any(),
                None => label.into_any(),
            };
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect::<Vec<_>>();
    view! {
        <Field id=id.clone() label=label hint=hint optional=optional flaw=flaw>
            <select class="control" id=id name=name aria-required=(!optional).then_some("true")
                aria-invalid=move || flaw.with(Option::is_some).then_some("true") aria-describedby=describedby>
                {options}
            </select>
        </Field>
    }
    .into_any()
}

/// One radio card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardChoice {
    pub value: String,
    pub label: String,
    /// The plain meaning under the label; may be empty.
    pub detail: String,
    /// The severity whose mark stands before the label.
    pub severity: Option<Severity>,
}

/// Radio buttons as cards in a fieldset.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<CardChoice>,
    #[prop(optional, into)] chosen: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] flaws: Flaws,
    /// `2` for pairs, `4` for short labels in a row; one column on phones unless the labels are short.
    #[prop(default = "2")]
    columns: &'static str,
    #[prop(optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let flaw = flaw_of(flaws, &name);
    let flaw_id = format!("{name}-flaw");
    let hint_id = format!("{name}-hint");
    let describedby = described_by(&name, &hint, flaw);
    let cards = choices
        .into_iter()
        .map(|choice| {
            let id = format!("{name}-{}", choice.value);
            let label_for = id.clone();
            let checked = choice.value == chosen;
            let (name, detail) = (name.clone(), choice.detail);
            view! {
                <label class="radio-card" for=label_for>
                    <input type="radio" id=id name=name value=choice.value checked=checked
                        on:change=move |event| if let Some(heard) = on_change { heard.run(event_target_value(&event)) } />
                    {choice.severity.map(|severity| view! { <Mark severity=severity /> })}
                    <span class="radio-card-text">
                        <span class="radio-card-label">{choice.label}</span>
                        {(!detail.is_empty()).then(|| view! { <span class="radio-card-detail">{detail}</span> })}
                    </span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field radio-cards" data-columns=columns aria-describedby=describedby
            data-flawed=move || flaw.with(Option::is_some).then_some("true")>
            <legend class="field-label">{legend}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <div class="radio-cards-grid">{cards}</div>
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw" id=flaw_id.clone()>{flaw}</p> })}
        </fieldset>
    }
    .into_any()
}

/// One box to tick, a field of its own: sent when it is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub name: &'static str,
    pub label: String,
    pub ticked: bool,
}

/// Boxes to tick in a fieldset. Its flaw is that of the field `name`, which none of them has.
#[component]
pub fn Ticks(
    #[prop(into)] id: String,
    name: &'static str,
    #[prop(into)] legend: String,
    ticks: Vec<Tick>,
    #[prop(optional, into)] flaws: Flaws,
) -> impl IntoView {
    let flaw = flaw_of(flaws, name);
    let flaw_id = format!("{id}-flaw");
    let describedby = described_by(&id, "", flaw);
    let ticks = ticks.into_iter().map(|each| {
        view! {
            <label class="check">
                <input type="checkbox" name=each.name value="on" checked=each.ticked />
                <span>{each.label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field ticks" id=id aria-describedby=describedby
            data-flawed=move || flaw.with(Option::is_some).then_some("true")>
            <legend class="field-label">{legend}</legend>
            {ticks.collect::<Vec<_>>()}
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw" id=flaw_id.clone()>{flaw}</p> })}
        </fieldset>
    }
    .into_any()
}
