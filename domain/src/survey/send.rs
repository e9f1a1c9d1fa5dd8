//! Sending surveys: by hand to chosen people, and once a year. What was sent, for those who look after it.

use super::Occasion;
use crate::Moment;
use crate::case::report::LINE_MOST;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Most people of one sending.
pub const PEOPLE_MOST: usize = 500;
const YEAR: Months = Months::new(12);

/// From which day an organisation is asked the yearly questions: a year after it was last asked; when it never was, a year
/// after the first of its contracts in force began.
pub fn yearly_due(asked_on: Option<NaiveDate>, in_force_since: NaiveDate) -> NaiveDate {
    let last = asked_on.unwrap_or(in_force_since);
    last.checked_add_months(YEAR).unwrap_or(NaiveDate::MAX)
}

/// The form as typed. Names may come several times: `person`, one for everybody who is ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendDraft {
    /// Chosen once when the form is first shown: the same key is the same sending, however often the form is sent.
    pub draft_key: String,
    pub questionnaire: String,
    pub occasion: String,
    pub subject: String,
    pub people: Vec<String>,
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendFacts {
    pub draft_key: String,
    pub questionnaire: String,
    pub occasion: Occasion,
    pub subject: String,
    pub people: Vec<i64>,
}

impl SendDraft {
    /// The form of those fields; what belongs to no form is passed over.
    pub fn read(fields: &[(String, String)]) -> SendDraft {
        let all = |name: &str| -> Vec<String> {
            fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
        };
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        SendDraft {
            draft_key: one("draft_key"),
            questionnaire: one("questionnaire"),
            occasion: one("occasion"),
            subject: one("subject"),
            people: all("person"),
        }
    }

    /// What it says. A training has a name.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] with every flaw of the form; `person` when nobody is ticked.
    pub fn facts(&self) -> Result<SendFacts, Refusal> {
        let mut flaws = Vec::new();
        let mut flag = |field: &str, kind: Option<FlawKind>| flaws.extend(kind.map(|kind| Flaw::of(field, kind)));
        let draft_key = typed::line(&self.draft_key);
        flag("draft_key", (!(1..=LINE_MOST).contains(&draft_key.chars().count())).then_some(FlawKind::Empty));
        flag("questionnaire", self.questionnaire.is_empty().then_some(FlawKind::NotAChoice));
        let occasion = Occasion::from_key(&self.occasion);
        let occasion = occasion.filter(|occasion| matches!(occasion, Occasion::Training | Occasion::ByHand));
        flag("occasion", occasion.is_none().then_some(FlawKind::NotAChoice));
        let subject = typed::line(&self.subject);
        let nameless = subject.is_empty() && occasion == Some(Occasion::Training);
        let too_long = subject.chars().count() > LINE_MOST;
        let too_long = too_long.then_some(FlawKind::TooLong { most: LINE_MOST });
        flag("subject", nameless.then_some(FlawKind::Empty).or(too_long));
        let people: Vec<i64> = self.people.iter().filter_map(|id| id.parse().ok()).collect();
        let too_many = (people.len() > PEOPLE_MOST).then_some(FlawKind::TooLong { most: PEOPLE_MOST });
        flag("person", people.is_empty().then_some(FlawKind::Empty).or(too_many));
        match occasion {
            Some(occasion) if flaws.is_empty() => {
                let questionnaire = self.questionnaire.clone();
                Ok(SendFacts { draft_key, questionnaire, occasion, subject, people })
            }
            _ => Err(Refusal::Flawed(flaws)),
        }
    }
}

/// What the form starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendForm {
    pub draft_key: String,
    /// Keys and names.
    pub questionnaires: Vec<(String, String)>,
    /// Customers' people: id, name and organisation.
    pub people: Vec<(i64, String, String)>,
    /// There are more who match: look for fewer.
    pub more: bool,
}

/// `/manage/surveys`: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyFilter {
    /// Empty for all, `waiting`, `answered`, `expired`.
    pub show: String,
    /// Words in organisation, recipient, subject or number of the case.
    pub q: String,
    /// The id of the last one of the page before.
    pub after: String,
}

/// One survey that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyLine {
    pub id: i64,
    /// Path of the survey.
    pub link: String,
    /// The questionnaire's name.
    pub title: String,
    /// Number of the case, the training, or what else it is about; may be empty.
    pub about: String,
    pub organisation_name: String,
    pub recipient_name: String,
    pub asked_at: Moment,
    /// It was written of, and does not only stand in the portal.
    pub sent: bool,
    pub reminded: bool,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
}

/// A page of the list, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyPage {
    pub lines: Vec<SurveyLine>,
    /// [`SurveyFilter::after`] of the next page.
    pub more_after: Option<String>,
    pub may_send: bool,
}

/// A survey that waits for the viewer, on the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingSurvey {
    pub title: String,
    pub subject: String,
    pub link: String,
    pub expires_at: Moment,
}
