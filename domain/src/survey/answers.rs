//! What is answered to a questionnaire: what was typed, judged against it.

use super::{AnswerKind, Condition, Question, Questionnaire};
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// Most characters of a text.
pub const TEXT_MOST: usize = 2000;
/// Between the values of one answer.
const SEPARATOR: &str = ",";

/// A form as sent: the names of its fields are the keys of the questions; a name may come several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

/// What is answered to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Key of the question.
    pub question: String,
    pub kind: AnswerKind,
    /// A value of the scale, the key of a choice, several of them between commas, or the text.
    pub value: String,
}

impl Answer {
    /// The values: several of [`AnswerKind::Several`], one of every other kind.
    pub fn values(&self) -> Vec<&str> {
        match self.kind {
            AnswerKind::Several => self.value.split(SEPARATOR).collect(),
            _ => vec![&self.value],
        }
    }
}

impl Typed {
    /// What was typed into that field, empty when it was not sent.
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

impl Condition {
    /// Whether it holds after these answers.
    pub fn holds(&self, answers: &[Answer]) -> bool {
        let meant = |answer: &&Answer| self.questions.contains(&answer.question);
        let value = |answer: &Answer| answer.values().into_iter().any(|value| self.values.iter().any(|v| v == value));
        answers.iter().filter(meant).any(value)
    }
}

impl Questionnaire {
    /// The answers, in the order of the questions. What is not asked, because its condition does not hold, is passed over
    /// whatever was typed; what is not answered and need not be has no answer.
    ///
    /// # Errors
    /// One [`Flaw`] a question, in their order.
    pub fn parse(&self, typed: &Typed) -> Result<Vec<Answer>, Vec<Flaw>> {
        let (mut answers, mut flaws) = (Vec::new(), Vec::new());
        for question in &self.questions {
            if question.when.as_ref().is_some_and(|when| !when.holds(&answers)) {
                continue;
            }
            match question.parse(typed) {
                Ok(answer) => answers.extend(answer),
                Err(kind) => flaws.push(Flaw::of(&question.key, kind)),
            }
        }
        if flaws.is_empty() { Ok(answers) } else { Err(flaws) }
    }

    /// The questions that were answered badly.
    pub fn bad<'a>(&'a self, answers: &'a [Answer]) -> impl Iterator<Item = &'a Question> {
        let is_bad = |question: &&Question| {
            let own = answers.iter().find(|answer| answer.question == question.key);
            own.is_some_and(|answer| answer.values().into_iter().any(|value| question.bad.iter().any(|b| b == value)))
        };
        self.questions.iter().filter(is_bad)
    }
}

impl Question {
    fn parse(&self, typed: &Typed) -> Result<Option<Answer>, FlawKind> {
        let value = match self.kind {
            AnswerKind::Text => self.text_of(typed)?,
            AnswerKind::Several => self.choices_of(typed)?,
            _ => self.choice_of(typed)?,
        };
        let answer = |value| Answer { question: self.key.clone(), kind: self.kind, value };
        Ok(value.map(answer))
    }

    fn text_of(&self, typed: &Typed) -> Result<Option<String>, FlawKind> {
        let text = typed::text(typed.first(&self.key));
        match text.chars().count() {
            0 if self.required => Err(FlawKind::Empty),
            0 => Ok(None),
            length if length > TEXT_MOST => Err(FlawKind::TooLong { most: TEXT_MOST }),
            _ => Ok(Some(text)),
        }
    }

    fn choice_of(&self, typed: &Typed) -> Result<Option<String>, FlawKind> {
        match typed.all(&self.key).find(|value| !value.is_empty()) {
            None if self.required => Err(FlawKind::NotAChoice),
            None => Ok(None),
            Some(value) if self.values().iter().any(|known| known == value) => Ok(Some(value.to_owned())),
            Some(_) => Err(FlawKind::NotAChoice),
        }
    }

    /// In the order of the question, each once.
    fn choices_of(&self, typed: &Typed) -> Result<Option<String>, FlawKind> {
        let values = self.values();
        let chosen: Vec<&str> = typed.all(&self.key).filter(|value| !value.is_empty()).collect();
        let known = chosen.iter().all(|value| values.iter().any(|known| known == value));
        if !known || (chosen.is_empty() && self.required) {
            return Err(FlawKind::NotAChoice);
        }
        let ordered: Vec<&str> = values.iter().map(String::as_str).filter(|value| chosen.contains(value)).collect();
        Ok((!ordered.is_empty()).then(|| ordered.join(SEPARATOR)))
    }
}
