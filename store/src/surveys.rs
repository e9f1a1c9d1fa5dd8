//! The survey after a service (domain.md §9): invited at the confirmation, answered once, in the portal or by the link.

use crate::cases::act::TRIES;
use crate::cases::record::{Overtaken, actor};
use crate::cases::{Held, HeldRow, moment};
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::people::{Addressee, addressee_in};
use crate::{Desk, Fault, Result, secret};
use chrono::TimeDelta;
use domain::Moment;
use domain::access::Action;
use domain::case::event::{Actor, Happening};
use domain::person::Language;
use domain::refusal::Refusal;
use domain::survey::{Answers, Grade, Question, SurveyDraft, SurveySheet};
use serde_json::json;

const ANSWERED_WITHIN: TimeDelta = TimeDelta::days(30);

sql!(INVITED, "INSERT INTO survey (case_id, token, created_at, expires_at, comment) VALUES ($1, $2, $3, $4, '')");
sql!(SURVEY, "SELECT case_id, expires_at, answered_at, comment FROM survey WHERE case_id = $1");
sql!(SURVEY_BY_TOKEN, "SELECT case_id, expires_at, answered_at, comment FROM survey WHERE token = $1");
sql!(CASE_OF_SURVEY, "SELECT id, version, state FROM service_case WHERE id = $1");
sql!(SURVEY_LINK, "SELECT token FROM survey WHERE case_id = $1 AND answered_at IS NULL AND expires_at > $2");
sql!(
    ANSWERED,
    "UPDATE survey SET answered_at = $2, answered_by = $3, comment = $4 WHERE case_id = $1 AND answered_at IS NULL"
);
sql!(GRADED, "INSERT INTO survey_grade (case_id, question, grade) VALUES ($1, $2, $3)");
sql!(GRADES_OF_CASE, "SELECT question, grade FROM survey_grade WHERE case_id = $1");

/// `case_id, expires_at, answered_at, comment`
type SurveyRow = (i64, i64, Option<i64>, String);

/// Invites to the survey of a case that was just confirmed, and orders the letter, in the same transaction.
pub(crate) async fn invite(tx: &mut Tx, held: &Held, now: Moment) -> Result<()> {
    let token = secret::fresh::<24>()?;
    let expires_at = now + ANSWERED_WITHIN;
    tx.run(&INVITED, args![held.id, &token, now, expires_at]).await?;
    let opening = &held.case.opening;
    let to = recipient(tx, held).await?;
    if to.email.is_empty() {
        return Ok(());
    }
    let payload = json!({
        "number": opening.number,
        "title": opening.title,
        "name": to.name,
        "link": link(&token),
        "expires_at": expires_at.to_rfc3339(),
    });
    let dedupe_key = format!("survey_invitation:{}", opening.number);
    let letter = Order { kind: "survey_invitation", dedupe_key, recipient: &to.email, language: to.language, payload };
    order(tx, letter, now).await
}

/// The reporter as the company knows them, else the contact that was given.
async fn recipient(tx: &mut Tx, held: &Held) -> Result<Addressee> {
    let opening = &held.case.opening;
    let known = match &opening.reporter {
        Some(reporter) => addressee_in(tx, reporter.id).await?,
        None => None,
    };
    let contact = opening.contact.clone();
    Ok(known.unwrap_or(Addressee { name: contact.name, email: contact.email, language: Language::default() }))
}

fn link(token: &str) -> String {
    format!("/surveys/{token}")
}

/// Refuses what can no longer be answered.
fn still_open((_, expires_at, answered_at, _): &SurveyRow, now: Moment) -> Result<(), Refusal> {
    if answered_at.is_some() {
        return Err(Refusal::AlreadyAnswered);
    }
    if *expires_at <= now.timestamp_micros() { Err(Refusal::Expired) } else { Ok(()) }
}

impl Desk {
    /// The survey of a case, with the answers once they are given.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see or has not come to a survey yet.
    pub async fn survey_of_case(&self, number: &str) -> Result<SurveySheet> {
        let held = self.held(number).await?;
        let survey = self.survey(held.id).await?;
        let answers = if survey.2.is_some() { Some(self.answers(&survey).await?) } else { None };
        sheet(held, &survey, answers)
    }

    /// Answers in the portal.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed`, `AlreadyAnswered`, `Expired`, or `Flawed` with every open question.
    pub async fn answer_survey(&self, number: &str, draft: &SurveyDraft) -> Result<()> {
        for _ in 0..TRIES {
            let held = self.held(number).await?;
            let person = self.permitted(&held, Action::AnswerSurvey)?;
            let survey = self.survey(held.id).await?;
            if self.record_answers(held, &survey, draft, actor(person)).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    /// The survey that a link opens, for whoever has it. Once answered it says so, without the answers.
    ///
    /// # Errors
    /// `NotFound` when no survey has that token; `Expired` after 30 days.
    pub async fn survey_by_token(&self, token: &str) -> Result<SurveySheet> {
        let survey = self.survey_with(token).await?;
        if survey.1 <= self.now.timestamp_micros() {
            return Err(Refusal::Expired.into());
        }
        sheet(self.case_of_survey(&survey).await?, &survey, None)
    }

    /// Answers by the link, once.
    ///
    /// # Errors
    /// `NotFound`, `AlreadyAnswered`, `Expired`, or `Flawed` with every open question.
    pub async fn answer_survey_by_token(&self, token: &str, draft: &SurveyDraft) -> Result<()> {
        // Who holds the link is not known, so the history names nobody.
        let nobody = Actor { person: None, role: None };
        for _ in 0..TRIES {
            let survey = self.survey_with(token).await?;
            let held = self.case_of_survey(&survey).await?;
            if self.record_answers(held, &survey, draft, nobody.clone()).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    async fn survey(&self, case_id: i64) -> Result<SurveyRow> {
        Ok(self.db().maybe(&SURVEY, args![case_id]).await?.ok_or(Refusal::NotFound)?)
    }

    async fn survey_with(&self, token: &str) -> Result<SurveyRow> {
        Ok(self.db().maybe(&SURVEY_BY_TOKEN, args![token]).await?.ok_or(Refusal::NotFound)?)
    }

    /// The case behind a token: the token is the authority, for this and nothing else.
    async fn case_of_survey(&self, survey: &SurveyRow) -> Result<Held> {
        Held::of(self.db().one::<HeldRow>(&CASE_OF_SURVEY, args![survey.0]).await?)
    }

    /// The link for staff to pass on, while it is good for anything.
    pub(crate) async fn survey_link(&self, case_id: i64) -> Result<Option<String>> {
        let row: Option<(String,)> = self.db().maybe(&SURVEY_LINK, args![case_id, self.now]).await?;
        Ok(row.map(|(token,)| link(&token)))
    }

    async fn answers(&self, (case_id, _, _, comment): &SurveyRow) -> Result<Answers> {
        let rows: Vec<(String, String)> = self.db().all(&GRADES_OF_CASE, args![*case_id]).await?;
        let given = |question: Question| rows.iter().find(|(key, _)| key == question.key());
        let grade = |question| Some((question, Grade::from_key(&given(question)?.1)?));
        Ok(Answers { grades: Question::ALL.into_iter().filter_map(grade).collect(), comment: comment.clone() })
    }

    async fn record_answers(
        &self,
        mut held: Held,
        survey: &SurveyRow,
        draft: &SurveyDraft,
        actor: Actor,
    ) -> Result<Result<(), Overtaken>> {
        still_open(survey, self.now)?;
        let Answers { grades, comment } = draft.parse().map_err(Refusal::Flawed)?;
        let mut recording = self.begin_recording().await?;
        let by = actor.person.as_ref().map(|person| person.id);
        if recording.tx.run(&ANSWERED, args![held.id, self.now, by, comment]).await? == 0 {
            return Err(Refusal::AlreadyAnswered.into());
        }
        for (question, grade) in grades {
            recording.tx.run(&GRADED, args![held.id, question.key(), grade.key()]).await?;
        }
        let happenings = vec![Happening::SurveyAnswered];
        if let Err(overtaken) = recording.append(&mut held, &actor, self.now, happenings).await? {
            return Ok(Err(overtaken));
        }
        recording.commit(&self.store).await?;
        Ok(Ok(()))
    }
}

fn sheet(held: Held, survey: &SurveyRow, answers: Option<Answers>) -> Result<SurveySheet> {
    let case = held.case;
    let confirmed = case.confirmation.ok_or(Fault::Broken("a survey of a case that nobody confirmed"))?;
    Ok(SurveySheet {
        number: case.opening.number,
        title: case.opening.title,
        engineer_name: case.assignee.map(|engineer| engineer.name).unwrap_or_default(),
        closed_at: confirmed.at,
        expires_at: moment(survey.1)?,
        answered_at: survey.2.map(moment).transpose()?,
        answers,
    })
}
