//! The eight questions with their four grades, and the comment.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::problem::Problem;
use crate::ui::parked::flaws_of;
use crate::ui::{CardChoice, FormProblem, Parking, RadioCards, Submit, TextArea};
use crate::words;
use domain::survey::{Grade, Question};
use leptos::prelude::*;

/// The inside of the form.
#[component]
pub fn Questions(
    parking: Parking,
    problem: Signal<Option<Problem>>,
    #[prop(into)] pending: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let flaws = flaws_of(problem);
    let grades = || {
        let choice = |grade: Grade| CardChoice {
            value: grade.key().to_owned(),
            label: words::grade(language, grade).to_owned(),
            ..CardChoice::default()
        };
        Grade::ALL.map(choice).to_vec()
    };
    let questions = Question::ALL
        .into_iter()
        .map(|question| {
            view! {
                <RadioCards name=question.key() legend=words::question(language, question) choices=grades()
                    chosen=parking.field(question.key()) flaws=flaws columns="4" />
            }
        })
        .collect::<Vec<_>>();
    view! {
        <p class="survey-intro">{td_string!(language, survey.intro)}</p>
        <FormProblem problem=problem />
        <div class="form survey-questions">
            {questions}
            <TextArea name="comment" label=td_string!(language, survey.comment) value=parking.field("comment")
                hint=td_string!(language, survey.comment_hint) flaws=flaws optional=true />
            <Submit label=td_string!(language, survey.submit) pending=pending />
        </div>
    }
}
