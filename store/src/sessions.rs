//! Signing in: attempts, credentials, sessions. Passwords are compared by the server; here is only what is kept.

use crate::db::{args, sql};
use crate::people::{PersonRow, normal_email, person_columns};
use crate::{Result, Store, secret};
use chrono::TimeDelta;
use domain::Moment;
use domain::person::Viewer;
use domain::refusal::Refusal;

/// A session nobody uses ends.
pub(crate) const IDLE: TimeDelta = TimeDelta::hours(12);
/// No session lasts longer, used or not.
pub(crate) const LONGEST: TimeDelta = TimeDelta::days(30);
/// How exactly it is known when a session was last used: each time it is written costs a commit.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Failures count for that long.
pub(crate) const FAILURES_COUNT_FOR: TimeDelta = TimeDelta::minutes(15);
const FAILURES_PER_EMAIL: i64 = 5;
/// Higher: a whole company may come from one address.
const FAILURES_PER_ADDRESS: i64 = 30;

// Who came by a list has no password yet, and is nobody here; who was deactivated is nobody any more.
sql!(
    CREDENTIALS,
    "SELECT id, password_hash FROM person WHERE email = $1 AND password_hash <> '' AND deactivated_at IS NULL"
);
sql!(FAILURE_NOTED, "INSERT INTO sign_in_failure (email, address, at) VALUES ($1, $2, $3)");
sql!(
    FAILURE_OF_EMAIL,
    "SELECT at FROM sign_in_failure WHERE email = $1 AND at > $2 ORDER BY at DESC, id DESC LIMIT 1 OFFSET $3"
);
sql!(
    FAILURE_OF_ADDRESS,
    "SELECT at FROM sign_in_failure WHERE address = $1 AND at > $2 ORDER BY at DESC, id DESC LIMIT 1 OFFSET $3"
);
sql!(FAILURES_FORGIVEN, "DELETE FROM sign_in_failure WHERE email = (SELECT email FROM person WHERE id = $1)");
sql!(SESSION_OPENED, "INSERT INTO session (token_hash, person_id, opened_at, last_seen_at) VALUES ($1, $2, $3, $3)");
sql!(
    SESSION,
    concat!(
        "SELECT s.last_seen_at, ",
        person_columns!(),
        " FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN organisation o ON o.id = p.organisation_id
         WHERE s.token_hash = $1 AND s.last_seen_at > $2 AND s.opened_at > $3 AND p.deactivated_at IS NULL"
    )
);
sql!(SESSION_SEEN, "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2");
sql!(SESSION_CLOSED, "DELETE FROM session WHERE token_hash = $1");

/// What sign-in needs to know of a person.
#[derive(Clone)]
pub struct Credentials {
    pub person_id: i64,
    /// PHC string (argon2id).
    pub password_hash: String,
}

/// When the session was last seen, then [`PersonRow`].
type SessionRow = (i64, i64, String, String, String, String, Option<i64>, Option<String>, String, String);

impl Store {
    /// Whether somebody may try to sign in.
    ///
    /// # Errors
    /// `TooManyAttempts` after 5 failures for that e-mail or 30 from that address within 15 minutes.
    pub async fn sign_in_allowed(&self, email: &str, address: &str, now: Moment) -> Result<()> {
        let since = now - FAILURES_COUNT_FOR;
        let of_email = args![normal_email(email), since, FAILURES_PER_EMAIL - 1];
        let of_address = args![address, since, FAILURES_PER_ADDRESS - 1];
        for (sql, values) in [(&FAILURE_OF_EMAIL, of_email), (&FAILURE_OF_ADDRESS, of_address)] {
            if let Some((at,)) = self.inner.db.maybe::<(i64,)>(sql, values).await? {
                let retry_after_seconds = (at - since.timestamp_micros()) / 1_000_000 + 1;
                return Err(Refusal::TooManyAttempts { retry_after_seconds }.into());
            }
        }
        Ok(())
    }

    /// Remembers a failed attempt.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn note_failed_sign_in(&self, email: &str, address: &str, now: Moment) -> Result<()> {
        self.inner.db.run(&FAILURE_NOTED, args![normal_email(email), address, now]).await?;
        Ok(())
    }

    /// What the password of that e-mail is compared with; none when nobody has it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>> {
        let row: Option<(i64, String)> = self.inner.db.maybe(&CREDENTIALS, args![normal_email(email)]).await?;
        Ok(row.map(|(person_id, password_hash)| Credentials { person_id, password_hash }))
    }

    /// Opens a session and returns the secret token for the cookie, always a new one; only its SHA-256 is stored. Earlier
    /// failures for the person's e-mail are forgiven.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn open_session(&self, person_id: i64, now: Moment) -> Result<String> {
        let token = secret::fresh::<32>()?;
        let mut tx = self.inner.db.begin().await?;
        tx.run(&SESSION_OPENED, args![secret::hash(&token), person_id, now]).await?;
        tx.run(&FAILURES_FORGIVEN, args![person_id]).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The person of a session that is neither idle for 12 h nor older than 30 days.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn session_viewer(&self, token: &str, now: Moment) -> Result<Option<Viewer>> {
        let now = now.to_microseconds();
        let hash = secret::hash(token);
        let values = args![&hash, now - IDLE, now - LONGEST];
        let Some(row) = self.inner.db.maybe::<SessionRow>(&SESSION, values).await? else { return Ok(None) };
        let (seen, id, name, email, phone, role, organisation_id, organisation, language, zone) = row;
        if now.timestamp_micros() - seen >= SEEN_EVERY.num_microseconds().unwrap_or_default() {
            self.inner.db.run(&SESSION_SEEN, args![hash, now]).await?;
        }
        let row: PersonRow = (id, name, email, phone, role, organisation_id, organisation, language, zone);
        Ok(Some(Viewer::Person(self.person_of(row, now)?)))
    }

    /// Ends a session; the token opens nothing any more.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn close_session(&self, token: &str) -> Result<()> {
        self.inner.db.run(&SESSION_CLOSED, args![secret::hash(token)]).await?;
        Ok(())
    }
}
