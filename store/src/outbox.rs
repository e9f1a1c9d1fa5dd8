//! Side effects that follow a commit: recorded with it, carried out by a worker of the server, at least once. What a
//! message means is the worker's business.

use crate::db::{Tx, args, sql};
use crate::{Result, Setup, Store};
use chrono::TimeDelta;
use domain::Moment;
use domain::person::Language;

/// A worker that has not answered by then is taken for dead, and another one tries.
const CLAIMED_FOR: TimeDelta = TimeDelta::minutes(5);
/// After that many failures nobody tries again: a dead letter.
const ATTEMPTS_MOST: i64 = 10;

sql!(
    ORDERED,
    "INSERT INTO outbox (kind, dedupe_key, recipient, language, payload, created_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (dedupe_key) DO NOTHING"
);
macro_rules! claim {
    ($locking:literal) => {
        concat!(
            "UPDATE outbox SET claimed_until = $2, attempts = attempts + 1 WHERE id IN (
                SELECT id FROM outbox
                WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1
                  AND (claimed_until IS NULL OR claimed_until <= $1)
                ORDER BY due_at, id LIMIT $3",
            $locking,
            ") RETURNING id, kind, dedupe_key, recipient, language, attempts - 1, payload"
        )
    };
}
sql!(CLAIMED, sqlite: claim!(""), postgres: claim!(" FOR UPDATE SKIP LOCKED"));
// A delivered letter keeps no link that opens an account: only the letter itself does.
sql!(
    DELIVERED,
    "UPDATE outbox SET delivered_at = $2, claimed_until = NULL,
     payload = CASE WHEN kind IN ('invitation', 'new_password') THEN '{}' ELSE payload END WHERE id = $1"
);
sql!(TAKEN_AS_DELIVERED, "UPDATE outbox SET delivered_at = created_at WHERE delivered_at IS NULL AND created_at <= $1");
sql!(
    FAILED,
    "UPDATE outbox SET due_at = $3, claimed_until = NULL, last_failure = $2,
     dead_at = CASE WHEN attempts >= $4 THEN CAST($3 AS BIGINT) ELSE NULL END WHERE id = $1 AND delivered_at IS NULL"
);

/// A side effect to carry out at least once; `dedupe_key` tells a repetition.
#[derive(Clone, Debug)]
pub struct OutboxMessage {
    pub id: i64,
    /// `survey_invitation`, `notification`, `contract`, `contracts_ending`, `follow_up`, `invitation`, `new_password`
    pub kind: String,
    pub dedupe_key: String,
    /// E-mail address.
    pub recipient: String,
    pub language: Language,
    /// How often it was tried before.
    pub attempts: i64,
    /// For `survey_invitation`: `number`, `title`, `name` (of the recipient), `link` (path from the site's root),
    /// `expires_at` (RFC 3339), `reminder` (when it is one); `number` is empty when it is about no case. For `follow_up`: `what`
    /// (`opened`, `handed_on`, `reminded`, `overdue`), `name`, `organisation`, `about`, `due_at`, `link`, `time_zone`. For `notification`: `number`, `title`, `name`, `link` (empty for whom it would not open), `kind` and `key` (of the notice and of
    /// the happening), `event` (`domain::case::event::Event`), `time_zone` (of the recipient). For
    /// `contracts_ending`: `name`, `contracts` (the first ones: `number`, `organisation`, `ends_on`, `days_left`), `count` (of
    /// all), `link`, `time_zone`. For `invitation` and
    /// `new_password`: `name` (of the recipient), `inviter` and `organisation` (may be empty), `link`, `expires_at`.
    pub payload: serde_json::Value,
}

/// A side effect to order.
pub(crate) struct Order<'a> {
    pub(crate) kind: &'a str,
    pub(crate) dedupe_key: String,
    pub(crate) recipient: &'a str,
    pub(crate) language: Language,
    pub(crate) payload: serde_json::Value,
}

/// Orders a side effect of what the transaction records; the same key again orders nothing.
pub(crate) async fn order(tx: &mut Tx, order: Order<'_>, now: Moment) -> Result<()> {
    let Order { kind, dedupe_key, recipient, language, payload } = order;
    tx.run(&ORDERED, args![kind, dedupe_key, recipient, language.tag(), payload.to_string(), now]).await?;
    Ok(())
}

impl Setup {
    /// Nobody is written of what was ordered until then: the past of a demonstration is made up, and so are its addresses.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn letters_are_not_sent(&self, until: Moment) -> Result<()> {
        self.store.inner.db.run(&TAKEN_AS_DELIVERED, args![until]).await?;
        Ok(())
    }
}

impl Store {
    /// Up to `limit` messages that are due, each claimed for five minutes: undelivered ones come again after that.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn claim_outbox(&self, limit: i64, now: Moment) -> Result<Vec<OutboxMessage>> {
        type Row = (i64, String, String, String, String, i64, String);
        let mut tx = self.inner.db.begin().await?;
        let mut rows: Vec<Row> = tx.all(&CLAIMED, args![now, now + CLAIMED_FOR, limit]).await?;
        tx.commit().await?;
        rows.sort_by_key(|row| row.0);
        rows.into_iter()
            .map(|(id, kind, dedupe_key, recipient, language, attempts, payload)| {
                let language = Language::from_tag(&language).unwrap_or_default();
                let payload = serde_json::from_str(&payload)?;
                Ok(OutboxMessage { id, kind, dedupe_key, recipient, language, attempts, payload })
            })
            .collect()
    }

    /// It is done and never comes again.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn mark_delivered(&self, id: i64, now: Moment) -> Result<()> {
        self.inner.db.run(&DELIVERED, args![id, now]).await?;
        Ok(())
    }

    /// It comes again at `retry_at`; after ten attempts never again (a dead letter).
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn mark_failed(&self, id: i64, why: &str, retry_at: Moment) -> Result<()> {
        self.inner.db.run(&FAILED, args![id, why, retry_at, ATTEMPTS_MOST]).await?;
        Ok(())
    }
}
