//! What stands around the questions: of which service, and what there is instead of them once they are answered.

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::now::use_clock;
use crate::ui::{Fact, FactList, LinkButton, Look, Notice, Tone, address, moment};
use crate::words;
use domain::survey::{Answers, SurveySheet};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page: the questions while they are open, thanks when they are `done`, the answers when they were given before.
#[component]
pub fn Survey(
    sheet: SurveySheet,
    /// The viewer is signed in and can go back to the case.
    #[prop(optional)]
    in_portal: bool,
    done: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, survey.title);
    let about = td_string!(language, survey.about, number = sheet.number.clone(), title = sheet.title.clone());
    let engineer = td_string!(language, survey.about_engineer, name = sheet.engineer_name.clone());
    let number = sheet.number.clone();
    let way_on = move || {
        let number = number.clone();
        in_portal.then(|| {
            let label = td_string!(language, survey.back_to_case, number = number.clone());
            view! { <LinkButton href=address::case(&number) label=label look=Look::Secondary /> }
        })
    };
    let way_back = way_on.clone();
    let answered = sheet.answered_at.map(|_| view! { <Answered sheet=sheet.clone() /> });
    let open = answered.is_none();
    let asked = move || {
        if !open {
            ().into_any()
        } else if done.get() {
            view! {
                <Notice tone=Tone::Good title=td_string!(language, survey.thanks_title)
                    text=td_string!(language, survey.thanks_hint) />
                {way_on()}
            }
            .into_any()
        } else {
            children()
        }
    };
    view! {
        <Title text=title />
        <div class="survey">
            <h1>{title}</h1>
            <p class="survey-about">
                <span>{about}</span>
                {(!sheet.engineer_name.is_empty()).then(|| view! { <span>{engineer}</span> })}
            </p>
            {answered.map(|answered| view! {
                {answered}
                {way_back()}
            })}
            {asked}
        </div>
    }
}

#[component]
fn Answered(sheet: SurveySheet) -> impl IntoView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let at = sheet.answered_at.map_or_else(String::new, |at| moment::moment(language, &zone, now, at));
    view! {
        <Notice tone=Tone::Good title=td_string!(language, survey.answered_title)
            text=td_string!(language, survey.answered_hint, moment = at) />
        {sheet.answers.map(|answers| view! { <Given answers=answers /> })}
    }
}

/// The answers again, to be read.
#[component]
fn Given(answers: Answers) -> impl IntoView {
    let language = use_language();
    let grades = answers.grades.into_iter();
    let mut facts: Vec<Fact> = grades
        .map(|(question, grade)| Fact::text(words::question(language, question), words::grade(language, grade)))
        .collect();
    if !answers.comment.is_empty() {
        facts.push(Fact::text(td_string!(language, survey.comment), answers.comment));
    }
    view! { <FactList facts=facts /> }
}
