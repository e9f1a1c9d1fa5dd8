//! Forms that could not be carried out, kept for a day (`domain::parked`).

use crate::db::{args, sql};
use crate::{Desk, Result, secret};
use chrono::TimeDelta;
use domain::parked::Parked;
use domain::refusal::{Flaw, FlawKind, Refusal};

pub(crate) const KEPT_FOR: TimeDelta = TimeDelta::hours(24);
/// A full report form with room to spare.
const BYTES_MOST: usize = 64 * 1024;
/// Anybody can send a form without being signed in: more than this many a minute, from all guests together, is a flood.
const GUESTS_PER_MINUTE: i64 = 60;

sql!(GUESTS_PARKED, "SELECT COUNT(*) FROM parked_form WHERE person_id IS NULL AND created_at > $1");
sql!(PARKED, "INSERT INTO parked_form (id, person_id, content, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)");
sql!(
    PARKED_FORM,
    "SELECT content FROM parked_form
     WHERE id = $1 AND expires_at > $2 AND (person_id IS NULL OR person_id = CAST($3 AS BIGINT))"
);

impl Desk {
    /// Keeps a form for 24 hours; the answer is its unguessable id. Passwords are never kept.
    ///
    /// # Errors
    /// `Flawed` (field `form`) beyond 64 KiB; `TooManyAttempts` when guests park too many.
    pub async fn park(&self, parked: &Parked) -> Result<String> {
        let mut parked = parked.clone();
        parked.fields.retain(|(name, _)| !name.contains("password"));
        let content = serde_json::to_string(&parked)?;
        if content.len() > BYTES_MOST {
            return Err(Refusal::Flawed(vec![Flaw::of("form", FlawKind::TooLong { most: BYTES_MOST })]).into());
        }
        let owner = self.viewer.person().map(|person| person.id);
        if owner.is_none() {
            self.refuse_flood().await?;
        }
        let id = secret::fresh::<16>()?;
        self.db().run(&PARKED, args![&id, owner, content, self.now, self.now + KEPT_FOR]).await?;
        Ok(id)
    }

    async fn refuse_flood(&self) -> Result<()> {
        let since = self.now - TimeDelta::minutes(1);
        let (recent,): (i64,) = self.db().one(&GUESTS_PARKED, args![since]).await?;
        if recent >= GUESTS_PER_MINUTE {
            return Err(Refusal::TooManyAttempts { retry_after_seconds: 60 }.into());
        }
        Ok(())
    }

    /// A kept form: of the same person, or of a guest by its id.
    ///
    /// # Errors
    /// `NotFound` when it is somebody else's, expired or was never kept.
    pub async fn parked(&self, id: &str) -> Result<Parked> {
        let viewer = self.viewer.person().map(|person| person.id);
        let row: Option<(String,)> = self.db().maybe(&PARKED_FORM, args![id, self.now, viewer]).await?;
        let (content,) = row.ok_or(Refusal::NotFound)?;
        Ok(serde_json::from_str(&content)?)
    }
}
