//! Removing what has expired. Nothing here is needed for anything to be right: what is expired is refused anyway.

use crate::db::{args, sql};
use crate::{Result, Store, files, import, knowledge, people, sessions};
use chrono::TimeDelta;
use domain::Moment;

/// A form is filled in within a day; its files wait a little longer.
const UPLOADS_WAIT: TimeDelta = TimeDelta::hours(48);

sql!(SESSIONS_SWEPT, "DELETE FROM session WHERE last_seen_at <= $1 OR opened_at <= $2");
sql!(FAILURES_SWEPT, "DELETE FROM sign_in_failure WHERE at <= $1");
sql!(REQUESTS_SWEPT, "DELETE FROM password_request WHERE at <= $1");
sql!(PARKED_SWEPT, "DELETE FROM parked_form WHERE expires_at <= $1");
sql!(IMPORTS_SWEPT, "DELETE FROM import_file WHERE kept_at <= $1");
sql!(MISSES_SWEPT, "DELETE FROM search_miss WHERE last_at <= $1");
sql!(UPLOADS_SWEPT, "DELETE FROM attachment WHERE case_id IS NULL AND contract_id IS NULL AND at <= $1 RETURNING path");

impl Store {
    /// Removes what has expired: sessions, parked forms, failures to sign in, spreadsheets that were looked at, searches that
    /// nobody repeats, uploads that
    /// never became attachments.
    ///
    /// # Errors
    /// A fault of the database; what is left is swept the next time.
    pub async fn sweep(&self, now: Moment) -> Result<()> {
        let db = &self.inner.db;
        let mut tx = db.begin().await?;
        tx.run(&SESSIONS_SWEPT, args![now - sessions::IDLE, now - sessions::LONGEST]).await?;
        tx.run(&FAILURES_SWEPT, args![now - sessions::FAILURES_COUNT_FOR]).await?;
        tx.run(&REQUESTS_SWEPT, args![now - people::REQUESTS_COUNT_FOR]).await?;
        tx.run(&PARKED_SWEPT, args![now]).await?;
        tx.run(&IMPORTS_SWEPT, args![now - import::KEPT_FOR]).await?;
        tx.run(&MISSES_SWEPT, args![now - knowledge::misses::KEPT_FOR]).await?;
        let swept: Vec<(String,)> = tx.all(&UPLOADS_SWEPT, args![now - UPLOADS_WAIT]).await?;
        tx.commit().await?;
        for (path,) in swept {
            files::forget(&self.data_dir().join("files").join(path)).await;
        }
        Ok(())
    }
}
