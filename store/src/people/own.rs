//! What people change of their own account: everything but e-mail, role and organisation, which are others' to give.

use crate::db::{args, sql};
use crate::{Desk, Result, secret, zones};
use domain::people::{Myself, SelfDraft};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::Pace;

sql!(CHANGED, "UPDATE person SET name = $2, phone = $3, language = $4, time_zone = $5 WHERE id = $1");
sql!(PACE, "SELECT survey_pace FROM person WHERE id = $1");
sql!(PACE_CHANGED, "UPDATE person SET survey_pace = $2 WHERE id = $1");
sql!(PASSWORD_CHANGED, "UPDATE person SET password_hash = $2 WHERE id = $1");
sql!(OTHER_SESSIONS_ENDED, "DELETE FROM session WHERE person_id = $1 AND token_hash <> $2");
sql!(LINKS_ENDED, "UPDATE password_link SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL");

impl Desk {
    /// Changes name, phone, language and time zone of who is at the desk. What they did before keeps the name of then.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form; `SignInNeeded` for guests.
    pub async fn change_own(&self, draft: &SelfDraft) -> Result<()> {
        let person = self.person()?;
        let Myself { name, phone, language, time_zone } = draft.parse().map_err(Refusal::Flawed)?;
        let unknown = || Refusal::Flawed(vec![Flaw::of("time_zone", FlawKind::NotAChoice)]);
        zones::known(&time_zone).ok_or_else(unknown)?;
        self.db().run(&CHANGED, args![person.id, name, phone, language.tag(), time_zone]).await?;
        Ok(())
    }

    /// How often who is at the desk wants to be written to about surveys.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn survey_pace(&self) -> Result<Pace> {
        let (pace,): (String,) = self.db().one(&PACE, args![self.person()?.id]).await?;
        Ok(Pace::from_key(&pace).unwrap_or_default())
    }

    /// From now on they are written to at most that often.
    ///
    /// # Errors
    /// `Flawed` (`pace`) when that is none; `SignInNeeded` for guests.
    pub async fn set_survey_pace(&self, pace: &str) -> Result<()> {
        let unknown = || Refusal::Flawed(vec![Flaw::of("pace", FlawKind::NotAChoice)]);
        let pace = Pace::from_key(pace).ok_or_else(unknown)?;
        self.db().run(&PACE_CHANGED, args![self.person()?.id, pace.key()]).await?;
        Ok(())
    }

    /// Replaces the password of who is at the desk. Every session ends but the one with this token, and every link that
    /// sets a password. That they know the password they had was asked before.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn change_own_password(&self, password_hash: &str, token: &str) -> Result<()> {
        let id = self.person()?.id;
        let mut tx = self.db().begin().await?;
        tx.run(&PASSWORD_CHANGED, args![id, password_hash]).await?;
        tx.run(&OTHER_SESSIONS_ENDED, args![id, secret::hash(token)]).await?;
        tx.run(&LINKS_ENDED, args![id, self.now]).await?;
        Ok(tx.commit().await?)
    }
}
