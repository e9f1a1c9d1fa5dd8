//! Whether a questionnaire can be asked: what is wrong with one that a manager saves, or with a file of the program. The
//! fields are named as in the editor: `question.2.text`.

use super::{AnswerKind, Question, Questionnaire};
use crate::person::Bilingual;
use crate::refusal::{Flaw, FlawKind};

/// Most questions of a questionnaire, and choices of a question.
pub(super) const QUESTIONS_MOST: usize = 40;
pub(super) const CHOICES_MOST: usize = 12;
/// Most characters of a name, a question, a hint, a choice; the introduction may have more.
const LINE_MOST: usize = 200;
const INTRO_MOST: usize = 1000;
/// Bounds of `expires_days`, `remind_days` and `follow_up_working_days`.
const DAYS: [(u32, u32); 3] = [(1, 365), (1, 364), (1, 30)];

impl Questionnaire {
    /// Everything that is wrong with it.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let mut flag = |field: String, kind: Option<FlawKind>| flaws.extend(kind.map(|kind| Flaw::of(&field, kind)));
        flag("name".to_owned(), needed(&self.name));
        flag("intro".to_owned(), too_long(&self.intro, INTRO_MOST));
        let days = [("expires_days", self.expires_days), ("remind_days", self.remind_days)];
        let days = days.into_iter().chain([("follow_up_working_days", self.follow_up_working_days)]);
        for ((field, value), (least, most)) in days.zip(DAYS) {
            let outside = !(least..=most).contains(&value);
            flag(field.to_owned(), outside.then_some(FlawKind::OutOfBounds { least, most }));
        }
        flag("questions".to_owned(), self.questions.is_empty().then_some(FlawKind::Empty));
        let too_many = self.questions.len() > QUESTIONS_MOST;
        flag("questions".to_owned(), too_many.then_some(FlawKind::TooLong { most: QUESTIONS_MOST }));
        for (index, question) in self.questions.iter().enumerate() {
            for (field, kind) in question.flaws(&self.questions[..index]) {
                flag(format!("question.{index}.{field}"), Some(kind));
            }
        }
        flaws
    }
}

impl Question {
    fn flaws(&self, before: &[Question]) -> Vec<(&'static str, FlawKind)> {
        let taken = before.iter().any(|other| other.key == self.key);
        let key = (!is_key(&self.key)).then_some(FlawKind::NotAnId).or(taken.then_some(FlawKind::Taken));
        let found = [
            ("key", key),
            ("text", needed(&self.text)),
            ("hint", too_long(&self.hint, LINE_MOST)),
            ("choices", self.choices_flaw()),
            ("bad", self.bad.iter().any(|value| !self.values().contains(value)).then_some(FlawKind::NotAChoice)),
            ("when", self.when_flaw(before)),
        ];
        found.into_iter().filter_map(|(field, kind)| Some((field, kind?))).collect()
    }

    fn choices_flaw(&self) -> Option<FlawKind> {
        if !self.kind.has_choices() {
            return (!self.choices.is_empty()).then_some(FlawKind::NotAChoice);
        }
        let (least, count) = (2, self.choices.len());
        let keys = self.choices.iter().enumerate();
        let wrong = |(index, choice): (usize, &super::Choice)| {
            let taken = self.choices[..index].iter().any(|other| other.key == choice.key);
            taken || !is_key(&choice.key)
        };
        match count {
            count if count < least => Some(FlawKind::Empty),
            count if count > CHOICES_MOST => Some(FlawKind::TooLong { most: CHOICES_MOST }),
            _ if keys.clone().any(wrong) => Some(FlawKind::NotAnId),
            _ => self.choices.iter().find_map(|choice| needed(&choice.text)),
        }
    }

    /// A condition is about questions before this one, and about values that each of them can have.
    fn when_flaw(&self, before: &[Question]) -> Option<FlawKind> {
        let when = self.when.as_ref()?;
        let askable = |key: &String| {
            let other = before.iter().find(|other| other.key == *key && other.kind != AnswerKind::Text);
            other.is_some_and(|other| when.values.iter().all(|value| other.values().contains(value)))
        };
        let whole = !when.questions.is_empty() && !when.values.is_empty() && when.questions.iter().all(askable);
        (!whole).then_some(FlawKind::NotAChoice)
    }
}

/// Small letters, digits and underscores: the name of a form field that nothing else on a page has.
fn is_key(key: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=40).contains(&key.len()) && key.chars().all(allowed)
}

/// Chinese has to be there, English falls back to it.
fn needed(text: &Bilingual) -> Option<FlawKind> {
    text.chinese.trim().is_empty().then_some(FlawKind::Empty).or(too_long(text, LINE_MOST))
}

fn too_long(text: &Bilingual, most: usize) -> Option<FlawKind> {
    let longest = text.chinese.chars().count().max(text.english.chars().count());
    (longest > most).then_some(FlawKind::TooLong { most })
}
