//! Surveys (domain.md §9): one questionnaire sent to one recipient, read and answered in the portal or by its link. Sending
//! stands in [`invite`], what an answer causes in [`answer`].

mod answer;
mod edit;
mod follow_ups;
pub(crate) mod invite;
pub(crate) mod questionnaires;
mod send;

use crate::cases::{Held, HeldRow, moment};
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use answer::Given;
use domain::Moment;
use domain::access::{Action, Whose, may};
use domain::person::{Language, Person};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::{
    AboutCase, Answer, AnswerKind, AnswerSheet, Channel, Question, QuestionSheet, Questionnaire, Scales, SurveySheet,
    Typed, WhenSheet,
};

/// The field in which staff says how the answer came.
const CHANNEL_FIELD: &str = "entry_channel";

macro_rules! surveys {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.token, s.questionnaire, s.version, s.subject, s.organisation_id, s.case_id, s.recipient_id,
             s.expires_at, s.answered_at FROM survey s WHERE ",
            $condition
        )
    };
}
sql!(SURVEY_OF_CASE, surveys!("s.case_id = $1"));
sql!(SURVEY_BY_TOKEN, surveys!("s.token = $1"));
sql!(CASE_OF_SURVEY, "SELECT id, version, state FROM service_case WHERE id = $1");
sql!(SURVEY_LINK, "SELECT token FROM survey WHERE case_id = $1 AND answered_at IS NULL AND expires_at > $2");
sql!(ANSWERS, "SELECT question, kind, value FROM survey_answer WHERE survey_id = $1");

/// `id, token, questionnaire, version, subject, organisation_id, case_id, recipient_id, expires_at, answered_at`
type SurveyRow = (i64, String, String, i64, String, i64, Option<i64>, Option<i64>, i64, Option<i64>);

/// A survey as it stands.
pub(crate) struct Survey {
    pub(crate) id: i64,
    pub(crate) organisation_id: i64,
    pub(crate) case_id: Option<i64>,
    questionnaire: String,
    version: i64,
    subject: String,
    recipient_id: Option<i64>,
    expires_at: Moment,
    answered_at: Option<Moment>,
}

impl Survey {
    fn of(row: SurveyRow) -> Result<Survey> {
        let (id, _, questionnaire, version, subject, organisation_id, case_id, recipient_id, expires_at, answered_at) =
            row;
        let (expires_at, answered_at) = (moment(expires_at)?, answered_at.map(moment).transpose()?);
        let asked = Survey {
            id,
            organisation_id,
            case_id,
            questionnaire,
            version,
            subject,
            recipient_id,
            expires_at,
            answered_at,
        };
        Ok(asked)
    }

    /// Refuses what can no longer be answered.
    fn still_open(&self, now: Moment) -> Result<(), Refusal> {
        if self.answered_at.is_some() {
            return Err(Refusal::AlreadyAnswered);
        }
        if self.expires_at <= now { Err(Refusal::Expired) } else { Ok(()) }
    }

    /// In which relation a person stands to it.
    fn whose(&self, person: &Person) -> Whose {
        let own = person.organisation.as_ref().map(|organisation| organisation.id);
        match (self.recipient_id == Some(person.id), own == Some(self.organisation_id)) {
            (true, _) => Whose::Own,
            (false, true) => Whose::OwnOrganisation,
            (false, false) => Whose::Others,
        }
    }
}

/// The address of a survey.
pub(crate) fn link(token: &str) -> String {
    format!("/surveys/{token}")
}

impl Desk {
    /// The survey of a case, with the answers once they are given.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see or has not come to a survey yet.
    pub async fn survey_of_case(&self, number: &str) -> Result<SurveySheet> {
        let held = self.held(number).await?;
        let survey = self.survey(held.id).await?;
        self.survey_sheet(&survey, Some(held), true).await
    }

    /// Answers in the portal.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `AlreadyAnswered`, `Expired`, or `Flawed` with every open question.
    pub async fn answer_survey(&self, number: &str, typed: &Typed) -> Result<()> {
        let held = self.held(number).await?;
        let person = self.permitted(&held, Action::AnswerSurvey)?.clone();
        let survey = self.survey(held.id).await?;
        self.answer(&survey, typed, Given { by: Some(person), entered: false, channel: Channel::Portal }).await
    }

    /// The survey that a link opens, for whoever has it. Once answered it says so; the answers are for those it belongs to.
    ///
    /// # Errors
    /// `NotFound` when no survey has that token; `Expired` when it can no longer be answered.
    pub async fn survey_by_token(&self, token: &str) -> Result<SurveySheet> {
        let survey = self.survey_with(token).await?;
        if survey.expires_at <= self.now {
            return Err(Refusal::Expired.into());
        }
        let theirs = |person: &Person| may(person.role, Action::AnswerSurvey, survey.whose(person));
        let reads = self.viewer.person().is_some_and(theirs) || self.may(Action::SendSurveys, Whose::Others);
        let held = self.case_of_survey(&survey).await?;
        let entering = self.may(Action::EnterSurvey, Whose::Others);
        Ok(SurveySheet { entering, ..self.survey_sheet(&survey, held, reads).await? })
    }

    /// Answers by the link, once: whoever has it, as themselves when they are signed in and it is theirs to answer. Staff
    /// types in what a customer said, and how it came (`entry_channel`).
    ///
    /// # Errors
    /// `NotFound`, `AlreadyAnswered`, `Expired`, `Flawed` with every open question; `NotAllowed` for staff who may not type
    /// answers in.
    pub async fn answer_survey_by_token(&self, token: &str, typed: &Typed) -> Result<()> {
        let survey = self.survey_with(token).await?;
        survey.still_open(self.now)?;
        let given = self.given(&survey, typed)?;
        self.answer(&survey, typed, given).await
    }

    /// Who answers, and how.
    fn given(&self, survey: &Survey, typed: &Typed) -> Result<Given, Refusal> {
        let printed = typed.first("via") == Channel::Record.key();
        let by_link = if printed { Channel::Record } else { Channel::Link };
        match self.viewer.person() {
            Some(person) if !person.role.is_customer() => {
                let person = self.person_who_may(Action::EnterSurvey, Whose::Others).map(|_| person.clone())?;
                let channel = Channel::from_key(typed.first(CHANNEL_FIELD));
                let by_staff = channel.filter(|channel| Channel::BY_STAFF.contains(channel));
                let flaw = || Refusal::Flawed(vec![Flaw::of(CHANNEL_FIELD, FlawKind::NotAChoice)]);
                Ok(Given { by: Some(person), entered: true, channel: by_staff.ok_or_else(flaw)? })
            }
            Some(person) if may(person.role, Action::AnswerSurvey, survey.whose(person)) => {
                let channel = if printed { by_link } else { Channel::Portal };
                Ok(Given { by: Some(person.clone()), entered: false, channel })
            }
            // Who holds the link is not known, so that the history names nobody.
            _ => Ok(Given { by: None, entered: false, channel: by_link }),
        }
    }

    async fn survey(&self, case_id: i64) -> Result<Survey> {
        Survey::of(self.db().maybe(&SURVEY_OF_CASE, args![case_id]).await?.ok_or(Refusal::NotFound)?)
    }

    async fn survey_with(&self, token: &str) -> Result<Survey> {
        Survey::of(self.db().maybe(&SURVEY_BY_TOKEN, args![token]).await?.ok_or(Refusal::NotFound)?)
    }

    /// The case behind a survey: its token is the authority, for this and nothing else.
    async fn case_of_survey(&self, survey: &Survey) -> Result<Option<Held>> {
        let Some(case_id) = survey.case_id else { return Ok(None) };
        Ok(Some(Held::of(self.db().one::<HeldRow>(&CASE_OF_SURVEY, args![case_id]).await?)?))
    }

    /// The link for staff to pass on, while it is good for anything.
    pub(crate) async fn survey_link(&self, case_id: i64) -> Result<Option<String>> {
        let row: Option<(String,)> = self.db().maybe(&SURVEY_LINK, args![case_id, self.now]).await?;
        Ok(row.map(|(token,)| link(&token)))
    }

    async fn survey_sheet(&self, survey: &Survey, held: Option<Held>, reads: bool) -> Result<SurveySheet> {
        let language = self.viewer.language();
        let questionnaire = questionnaires::get(self.db(), &survey.questionnaire, survey.version).await?;
        let scales = self.scales();
        let answers = match survey.answered_at.is_some() && reads {
            true => told(&questionnaire, &self.answers(survey.id).await?, scales, language),
            false => Vec::new(),
        };
        let case = held.map(|Held { case, .. }| AboutCase {
            number: case.opening.number,
            title: case.opening.title,
            engineer_name: case.assignee.map(|engineer| engineer.name).unwrap_or_default(),
        });
        Ok(SurveySheet {
            title: questionnaire.name.get(language).to_owned(),
            intro: questionnaire.intro.get(language).to_owned(),
            subject: survey.subject.clone(),
            case,
            questions: asked(&questionnaire, scales, language),
            expires_at: survey.expires_at,
            answered_at: survey.answered_at,
            answers,
            entering: false,
        })
    }

    /// What was answered to a survey, in no order.
    pub(crate) async fn answers(&self, survey_id: i64) -> Result<Vec<Answer>> {
        let rows: Vec<(String, String, String)> = self.db().all(&ANSWERS, args![survey_id]).await?;
        let answer = |(question, kind, value): (String, String, String)| {
            let kind = AnswerKind::from_key(&kind).ok_or(Fault::Broken("an answer of an unknown kind"))?;
            Ok(Answer { question, kind, value })
        };
        rows.into_iter().map(answer).collect()
    }

    pub(crate) fn scales(&self) -> &Scales {
        &self.store.inner.scales
    }
}

/// The questions of a form in that language.
pub(crate) fn asked(questionnaire: &Questionnaire, scales: &Scales, language: Language) -> Vec<QuestionSheet> {
    let said = |question: &Question, value: &String| question.label(scales, value).get(language).to_owned();
    let sheet = |question: &Question| QuestionSheet {
        key: question.key.clone(),
        kind: question.kind,
        text: question.text.get(language).to_owned(),
        hint: question.hint.get(language).to_owned(),
        required: question.required,
        choices: question.values().iter().map(|value| (value.clone(), said(question, value))).collect(),
        when: question.when.as_ref().map(|when| {
            let first = when.questions.first().and_then(|key| questionnaire.question(key));
            let only = first.filter(|_| when.questions.len() == 1);
            WhenSheet {
                questions: when.questions.clone(),
                values: when.values.clone(),
                question: only.map_or_else(String::new, |question| question.text.get(language).to_owned()),
                called: first.map_or_else(Vec::new, |first| when.values.iter().map(|v| said(first, v)).collect()),
            }
        }),
    };
    questionnaire.questions.iter().map(sheet).collect()
}

/// The answers in the order of the questions, in that language.
pub(crate) fn told(
    questionnaire: &Questionnaire,
    answers: &[Answer],
    scales: &Scales,
    language: Language,
) -> Vec<AnswerSheet> {
    let bad: Vec<&str> = questionnaire.bad(answers).map(|question| question.key.as_str()).collect();
    let sheet = |question: &Question| {
        let answer = answers.iter().find(|answer| answer.question == question.key)?;
        let said = |value: &&str| question.label(scales, value).get(language).to_owned();
        Some(AnswerSheet {
            question: question.text.get(language).to_owned(),
            answer: answer.values().iter().map(said).collect::<Vec<_>>().join(" · "),
            bad: bad.contains(&question.key.as_str()),
        })
    };
    questionnaire.questions.iter().filter_map(sheet).collect()
}
