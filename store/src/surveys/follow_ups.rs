//! Follow-ups (回访): opened by a bad answer in its transaction, handed on, ended. What they look like stands in [`list`], who
//! is told of them in [`tell`], the complaint that one can become in [`complaint`].

mod complaint;
mod list;
mod tell;

use super::Survey;
use crate::cases::record::{Recording, actor};
use crate::cases::{Held, HeldRow, moment};
use crate::db::{Tx, args, sql};
use crate::{Desk, Result, Store};
use chrono::TimeDelta;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::case::event::{Actor, Happening};
use domain::person::{PersonRef, Role};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::{Answer, FollowUpDraft, FollowUpEnd, FollowUpPlan, FollowUpStep, Questionnaire, follow_up_plan};

sql!(MANAGER, "SELECT id, name FROM person WHERE role = $1 AND deactivated_at IS NULL ORDER BY id LIMIT 1");
sql!(
    OPENED,
    "INSERT INTO follow_up (survey_id, organisation_id, case_id, owner_id, opened_at, due_at, remind_at, done, customer_said)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '', '') ON CONFLICT (survey_id) DO NOTHING RETURNING id"
);
sql!(
    STEP_TAKEN,
    "INSERT INTO follow_up_event (follow_up_id, at, actor_id, actor_name, step) VALUES ($1, $2, $3, $4, $5) RETURNING id"
);
sql!(STANDING, "SELECT id, case_id, owner_id, ended_at FROM follow_up WHERE id = $1");
sql!(HANDED_ON, "UPDATE follow_up SET owner_id = $2 WHERE id = $1 AND ended_at IS NULL");
sql!(
    ENDED,
    "UPDATE follow_up SET ended_at = $2, ended_by = $3, done = $4, customer_said = $5 WHERE id = $1 AND ended_at IS NULL"
);
sql!(HEIRS, "SELECT id, name FROM person WHERE organisation_id IS NULL AND deactivated_at IS NULL ORDER BY id");
sql!(FOLLOWED_CASE, "SELECT id, version, state FROM service_case WHERE id = $1");

/// `id, case_id, owner_id, ended_at`
type StandingRow = (i64, Option<i64>, Option<i64>, Option<i64>);

/// Opens the follow-up of a survey that was answered badly; what the history of its case is to say of it.
pub(super) async fn open(
    tx: &mut Tx,
    store: &Store,
    survey: &Survey,
    questionnaire: &Questionnaire,
    answers: &[Answer],
    now: Moment,
) -> Result<Option<Happening>> {
    if questionnaire.bad(answers).next().is_none() {
        return Ok(None);
    }
    let manager: Option<(i64, String)> = tx.maybe(&MANAGER, args![Role::Manager.key()]).await?;
    let owner = manager.map(|(id, name)| PersonRef { id, name });
    let FollowUpPlan { due_at, remind_at } = plan(store, questionnaire, now);
    let owner_id = owner.as_ref().map(|owner| owner.id);
    let values = args![survey.id, survey.organisation_id, survey.case_id, owner_id, now, due_at, remind_at];
    let Some((id,)) = tx.maybe::<(i64,)>(&OPENED, values).await? else { return Ok(None) };
    let step = FollowUpStep::Opened { owner, due_at };
    let event = take(tx, id, None, &step, now).await?;
    tell::tell(tx, store, (id, event), None, &step, now).await?;
    Ok(Some(Happening::FollowedUp { step, words: Vec::new() }))
}

/// By the calendar that the questionnaire names; days on the wall should the company have none of that name.
fn plan(store: &Store, questionnaire: &Questionnaire, now: Moment) -> FollowUpPlan {
    let days = questionnaire.follow_up_working_days;
    let policies = store.policies();
    let planned = policies.timetable().get(&questionnaire.follow_up_hours);
    let planned = planned.and_then(|hours| follow_up_plan(now, days, hours));
    planned.unwrap_or_else(|| {
        let days = TimeDelta::days(i64::from(days));
        FollowUpPlan { due_at: now + days, remind_at: now + days / 2 }
    })
}

/// Writes a step down; the answer is the id of that entry.
async fn take(tx: &mut Tx, id: i64, actor: Option<&PersonRef>, step: &FollowUpStep, now: Moment) -> Result<i64> {
    let name = actor.map_or("", |actor| actor.name.as_str());
    let values = args![id, now, actor.map(|actor| actor.id), name, serde_json::to_string(step)?];
    Ok(tx.one::<(i64,)>(&STEP_TAKEN, values).await?.0)
}

impl Desk {
    /// Hands a follow-up on to somebody else of the staff, who is told. To whom it belongs already, nothing happens.
    ///
    /// # Errors
    /// `NotFound` when it is not the viewer's to see, `WrongStage` when it has ended, `Flawed` (`to`) when that is nobody of
    /// the staff; `SignInNeeded` for guests.
    pub async fn hand_on_follow_up(&self, id: i64, to: &str) -> Result<()> {
        let (_, case_id, owner_id, _) = self.open_follow_up(id).await?;
        let heirs: Vec<(i64, String)> = self.db().all(&HEIRS, args![]).await?;
        let heir = heirs.into_iter().find(|(heir, _)| heir.to_string() == to);
        let unknown = || Refusal::Flawed(vec![Flaw::of("to", FlawKind::NotAChoice)]);
        let (heir, name) = heir.ok_or_else(unknown)?;
        if owner_id == Some(heir) {
            return Ok(());
        }
        let step = FollowUpStep::HandedOn { to: PersonRef { id: heir, name } };
        let mut recording = self.begin_recording().await?;
        self.take_step(&mut recording, (id, case_id), args![id, heir], &HANDED_ON, step, Vec::new()).await?;
        recording.commit(&self.store).await?;
        self.store.inner.live.nudge();
        Ok(())
    }

    /// Ends it with what was done and what the customer said to that.
    ///
    /// # Errors
    /// `NotFound` when it is not the viewer's to see, `WrongStage` when it has ended, `Flawed` when something was left out;
    /// `SignInNeeded` for guests.
    pub async fn end_follow_up(&self, id: i64, draft: &FollowUpDraft) -> Result<()> {
        let (_, case_id, ..) = self.open_follow_up(id).await?;
        let FollowUpEnd { done, customer_said } = draft.end()?;
        let values = args![id, self.now, self.person()?.id, &done, &customer_said];
        let mut recording = self.begin_recording().await?;
        let words = vec![done, customer_said];
        self.take_step(&mut recording, (id, case_id), values, &ENDED, FollowUpStep::Ended, words).await?;
        recording.commit(&self.store).await
    }

    /// A follow-up that is the viewer's to work on, and still open.
    async fn open_follow_up(&self, id: i64) -> Result<StandingRow> {
        let row = self.follow_up_in_reach(id).await?;
        if row.3.is_some() { Err(Refusal::WrongStage.into()) } else { Ok(row) }
    }

    /// A follow-up that is the viewer's to work on.
    async fn follow_up_in_reach(&self, id: i64) -> Result<StandingRow> {
        let person = self.person()?;
        let row: Option<StandingRow> = self.db().maybe(&STANDING, args![id]).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        let whose = if row.2 == Some(person.id) { Whose::Assigned } else { Whose::Others };
        if !self.may(Action::FollowUp, whose) {
            return Err(Refusal::NotFound.into());
        }
        Ok(row)
    }

    /// Changes the row, and writes the step down here and in the history of the case, if there is one.
    async fn take_step(
        &self,
        recording: &mut Recording,
        (id, case_id): (i64, Option<i64>),
        values: Vec<crate::db::Val>,
        change: &crate::Sql,
        step: FollowUpStep,
        words: Vec<String>,
    ) -> Result<()> {
        let by: Actor = actor(self.person()?);
        if recording.tx.run(change, values).await? == 0 {
            return Err(Refusal::WrongStage.into());
        }
        let event = take(&mut recording.tx, id, by.person.as_ref(), &step, self.now).await?;
        let person = by.person.as_ref().map(|person| person.id);
        tell::tell(&mut recording.tx, &self.store, (id, event), person, &step, self.now).await?;
        let Some(case_id) = case_id else { return Ok(()) };
        // Read within the recording, which nobody overtakes.
        let mut held = Held::of(recording.tx.one::<HeldRow>(&FOLLOWED_CASE, args![case_id]).await?)?;
        let happening = Happening::FollowedUp { step, words };
        match recording.append(&mut held, &by, self.now, vec![happening]).await? {
            Ok(()) => Ok(()),
            Err(_) => Err(Refusal::ChangedMeanwhile.into()),
        }
    }
}

/// Everybody of the staff.
async fn heirs(desk: &Desk) -> Result<Vec<PersonRef>> {
    let rows: Vec<(i64, String)> = desk.db().all(&HEIRS, args![]).await?;
    Ok(rows.into_iter().map(|(id, name)| PersonRef { id, name }).collect())
}

fn maybe_moment(micros: Option<i64>) -> Result<Option<Moment>> {
    micros.map(moment).transpose()
}
