//! Satisfaction in figures (满意度, domain.md §9): rate against the goal with how sure it is, response, net promoter score,
//! trend, and who and what it depends on. Figures are whole per mille, so that everybody rounds alike.

mod filter;
mod group;
mod rate;
mod sheet;

pub(crate) use filter::DAYS_MOST;
pub use filter::{Dimension, Period, SatisfactionFilter};
pub use group::{ANSWERS_FEWEST, Group, Grouped, grouped, questions, trend};
pub use rate::{GOAL, Interval, Promoters, Rate};
pub use sheet::{Counted, SatisfactionSheet, Words};

use crate::Moment;
use crate::survey::{Answer, AnswerKind, Channel, Grade};
use serde::{Deserialize, Serialize};

/// An answered survey with what it can be grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub at: Moment,
    pub organisation: Group,
    /// Of the case it is about.
    pub engineer: Option<Group>,
    /// The product line of the case's device.
    pub product: Option<Group>,
    pub channel: Channel,
    pub answers: Vec<Answer>,
}

/// What some surveys say together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub surveys: u32,
    pub rate: Rate,
    pub promoters: Promoters,
    /// How often each grade was given, in the order of [`Grade::ALL`].
    pub grades: [u32; 4],
}

impl Summary {
    /// Of these surveys.
    pub fn of<'a>(surveys: impl IntoIterator<Item = &'a Answered>) -> Summary {
        let mut summary = Summary::default();
        for survey in surveys {
            summary.surveys += 1;
            summary.add(survey.answers.iter());
        }
        summary
    }

    /// Of one question of these surveys; a survey counts when it answers it.
    pub fn of_question<'a>(surveys: impl IntoIterator<Item = &'a Answered>, key: &str) -> Summary {
        let mut summary = Summary::default();
        for survey in surveys {
            let mut answers = survey.answers.iter().filter(|answer| answer.question == key).peekable();
            summary.surveys += u32::from(answers.peek().is_some());
            summary.add(answers);
        }
        summary
    }

    fn add<'a>(&mut self, answers: impl Iterator<Item = &'a Answer>) {
        let mut says_something = false;
        for answer in answers {
            if let Some(satisfied) = satisfied(answer) {
                says_something = true;
                self.rate.judged += 1;
                self.rate.satisfied += u32::from(satisfied);
            }
            if let (AnswerKind::Nps, Ok(value)) = (answer.kind, answer.value.parse()) {
                self.promoters.add(value);
            }
            let place =
                Grade::ALL.iter().position(|grade| answer.kind == AnswerKind::Grade && grade.key() == answer.value);
            if let Some(place) = place {
                self.grades[place] += 1;
            }
        }
        self.rate.surveys += u32::from(says_something);
    }
}

/// Whether an answer says that somebody is satisfied: 优 and 良 do, 4 and 5 of five, and yes. None of what does not judge.
pub fn satisfied(answer: &Answer) -> Option<bool> {
    match answer.kind {
        AnswerKind::Grade => Some(matches!(Grade::from_key(&answer.value)?, Grade::Excellent | Grade::Good)),
        AnswerKind::Five => Some(answer.value.parse::<u32>().ok()? >= 4),
        AnswerKind::YesNo => Some(answer.value == "yes"),
        AnswerKind::Nps | AnswerKind::One | AnswerKind::Several | AnswerKind::Text => None,
    }
}
