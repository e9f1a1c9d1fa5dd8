//! Taking an answer, once, with everything it causes in one transaction.

use super::{Survey, follow_ups, questionnaires};
use crate::cases::act::TRIES;
use crate::cases::record::{Overtaken, actor};
use crate::cases::{Held, HeldRow};
use crate::db::{Tx, args, sql};
use crate::{Desk, Result};
use domain::Moment;
use domain::case::event::{Actor, Happening};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::survey::{Answer, Channel, Questionnaire, Typed};

sql!(ANSWERED_CASE, "SELECT id, version, state FROM service_case WHERE id = $1");
sql!(
    ANSWERED,
    "UPDATE survey SET answered_at = $2, answered_by = $3, entered_by = $4, channel = $5
     WHERE id = $1 AND answered_at IS NULL"
);
sql!(ANSWER_KEPT, "INSERT INTO survey_answer (survey_id, question, kind, value) VALUES ($1, $2, $3, $4)");

/// Who answers, and how.
pub(super) struct Given {
    /// None for whoever has the link.
    pub(super) by: Option<Person>,
    /// They type in what a customer said.
    pub(super) entered: bool,
    pub(super) channel: Channel,
}

impl Desk {
    /// Takes the answers of a form.
    ///
    /// # Errors
    /// `AlreadyAnswered`, `Expired`, `Flawed` with every open question, `ChangedMeanwhile` when others are quicker all the time.
    pub(super) async fn answer(&self, survey: &Survey, typed: &Typed, given: Given) -> Result<()> {
        survey.still_open(self.now)?;
        let questionnaire = questionnaires::get(self.db(), &survey.questionnaire, survey.version).await?;
        let answers = questionnaire.parse(typed).map_err(Refusal::Flawed)?;
        let Some(case_id) = survey.case_id else {
            let mut tx = self.db().begin().await?;
            keep(&mut tx, survey.id, &answers, &given, self.now).await?;
            follow_ups::open(&mut tx, &self.store, survey, &questionnaire, &answers, self.now).await?;
            tx.commit().await?;
            self.store.inner.live.nudge();
            return Ok(());
        };
        for _ in 0..TRIES {
            let held = Held::of(self.db().one::<HeldRow>(&ANSWERED_CASE, args![case_id]).await?)?;
            if self.record_answers(held, survey, &questionnaire, &answers, &given).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    async fn record_answers(
        &self,
        mut held: Held,
        survey: &Survey,
        questionnaire: &Questionnaire,
        answers: &[Answer],
        given: &Given,
    ) -> Result<Result<(), Overtaken>> {
        let actor = given.by.as_ref().map_or(Actor { person: None, role: None }, actor);
        let mut recording = self.begin_recording().await?;
        keep(&mut recording.tx, survey.id, answers, given, self.now).await?;
        let (tx, now) = (&mut recording.tx, self.now);
        let opened = follow_ups::open(tx, &self.store, survey, questionnaire, answers, now).await?;
        if let Err(overtaken) = recording.append(&mut held, &actor, now, vec![Happening::SurveyAnswered]).await? {
            return Ok(Err(overtaken));
        }
        // That it is followed up is the company's own doing.
        let nobody = Actor { person: None, role: None };
        let opened: Vec<Happening> = opened.into_iter().collect();
        if let Err(overtaken) = recording.append(&mut held, &nobody, now, opened).await? {
            return Ok(Err(overtaken));
        }
        recording.commit(&self.store).await?;
        Ok(Ok(()))
    }
}

/// Writes the answers down, unless somebody was quicker.
async fn keep(tx: &mut Tx, survey_id: i64, answers: &[Answer], given: &Given, now: Moment) -> Result<()> {
    let by = given.by.as_ref().map(|person| person.id);
    let (answered_by, entered_by) = if given.entered { (None, by) } else { (by, None) };
    if tx.run(&ANSWERED, args![survey_id, now, answered_by, entered_by, given.channel.key()]).await? == 0 {
        return Err(Refusal::AlreadyAnswered.into());
    }
    for Answer { question, kind, value } in answers {
        tx.run(&ANSWER_KEPT, args![survey_id, question, kind.key(), value]).await?;
    }
    Ok(())
}
