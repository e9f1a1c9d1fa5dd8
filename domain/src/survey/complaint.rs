//! The words of a complaint that is made of a survey: the customer's own.

use super::{Answer, AnswerKind, Questionnaire, Scales};
use crate::case::report::DESCRIPTION_MOST;
use crate::person::Language;

/// What was found bad and what was written, in the order of the questions: the question on a line, the answer on the next one,
/// an empty line between them. Cut to what a description holds.
pub fn complaint_words(
    questionnaire: &Questionnaire,
    answers: &[Answer],
    scales: &Scales,
    language: Language,
) -> String {
    let bad: Vec<&str> = questionnaire.bad(answers).map(|question| question.key.as_str()).collect();
    let said = questionnaire.questions.iter().filter_map(|question| {
        let answer = answers.iter().find(|answer| answer.question == question.key)?;
        let tells = question.kind == AnswerKind::Text || bad.contains(&question.key.as_str());
        let values = answer.values().into_iter().map(|value| question.label(scales, value).get(language).to_owned());
        tells.then(|| format!("{}\n{}", question.text.get(language), values.collect::<Vec<_>>().join(" · ")))
    });
    said.collect::<Vec<_>>().join("\n\n").chars().take(DESCRIPTION_MOST).collect()
}
