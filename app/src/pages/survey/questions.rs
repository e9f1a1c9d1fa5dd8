//! The questions of a form, each as it is answered. What is asked only under a condition stands there with the condition in
//! words; where scripts run it stands there while the condition holds.

use super::draft::Filled;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::ui::field::flaw_of;
use crate::ui::{CardChoice, Flaws, RadioCards, TextArea};
use domain::survey::{AnswerKind, QuestionSheet, WhenSheet};
use leptos::prelude::*;

/// All of them, with what was filled in at first and what is now.
pub fn questions(questions: &[QuestionSheet], first: &Filled, now: RwSignal<Filled>, flaws: Flaws) -> AnyView {
    let language = use_language();
    let shown = |question: &QuestionSheet| {
        let field = one(question, first, flaws);
        match question.when.clone() {
            None => field,
            Some(when) => conditional(language, when, field, now),
        }
    };
    questions.iter().map(shown).collect::<Vec<_>>().into_any()
}

fn conditional(language: Locale, when: WhenSheet, field: AnyView, now: RwSignal<Filled>) -> AnyView {
    let values = when.called.join(td_string!(language, words.list_separator));
    let words = match when.question.is_empty() {
        true => td_string!(language, survey.when_any, values = values),
        false => td_string!(language, survey.when_one, question = when.question.clone(), values = values),
    };
    let holds = move || {
        let chosen = |(name, value): &(String, String)| when.questions.contains(name) && when.values.contains(value);
        now.with(|now| now.iter().any(chosen)).then_some("true")
    };
    view! {
        <div class="survey-follow" data-asked=holds>
            <p class="survey-when">{words}</p>
            {field}
        </div>
    }
    .into_any()
}

fn one(question: &QuestionSheet, first: &Filled, flaws: Flaws) -> AnyView {
    let QuestionSheet { key, text, hint, choices, required, .. } = question.clone();
    let given: Vec<String> = first.iter().filter(|(name, _)| *name == key).map(|(_, value)| value.clone()).collect();
    let chosen = given.first().cloned().unwrap_or_default();
    let columns = match question.kind {
        AnswerKind::Text => {
            return view! {
                <TextArea name=key label=text hint=hint value=chosen flaws=flaws optional=!required rows=3 />
            }
            .into_any();
        }
        AnswerKind::Several => return several(key, text, hint, choices, &given, flaws),
        AnswerKind::Grade => "4",
        AnswerKind::Five => "5",
        AnswerKind::Nps => "11",
        AnswerKind::YesNo | AnswerKind::One => "2",
    };
    let card = |(value, label): (String, String)| CardChoice { value, label, ..CardChoice::default() };
    let choices = choices.into_iter().map(card).collect();
    view! { <RadioCards name=key legend=text hint=hint choices=choices chosen=chosen flaws=flaws columns=columns /> }
        .into_any()
}

fn several(
    name: String,
    legend: String,
    hint: String,
    choices: Vec<(String, String)>,
    given: &[String],
    flaws: Flaws,
) -> AnyView {
    let flaw = flaw_of(flaws, &name);
    let flaw_id = format!("{name}-flaw");
    let boxes = choices
        .into_iter()
        .map(|(value, label)| {
            let checked = given.contains(&value);
            view! {
                <label class="check">
                    <input type="checkbox" name=name.clone() value=value checked=checked />
                    <span>{label}</span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="field ticks" data-flawed=move || flaw.with(Option::is_some).then_some("true")>
            <legend class="field-label">{legend}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> })}
            {boxes}
            {move || flaw.get().map(|flaw| view! { <p class="field-flaw" id=flaw_id.clone()>{flaw}</p> })}
        </fieldset>
    }
    .into_any()
}
