//! Letters that could not be delivered, for the manager to see and to try again. Delivering is the worker's, by
//! [`crate::outbox`].

use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::notice::{Letters, UndeliveredLetter};
use domain::refusal::Refusal;

const ROWS_MOST: i64 = 200;

macro_rules! undelivered {
    ($which:literal, $order:literal) => {
        concat!(
            "SELECT id, kind, recipient, payload, attempts, COALESCE(last_failure, ''), created_at, due_at FROM outbox
             WHERE delivered_at IS NULL AND ",
            $which,
            " ORDER BY ",
            $order,
            " LIMIT $1"
        )
    };
}
sql!(DEAD, undelivered!("dead_at IS NOT NULL", "id DESC"));
sql!(WAITING, undelivered!("dead_at IS NULL AND last_failure IS NOT NULL", "due_at, id"));
// What a worker has just claimed is being tried already.
sql!(
    AGAIN,
    "UPDATE outbox SET dead_at = NULL, attempts = 0, due_at = $2 WHERE id = $1 AND delivered_at IS NULL
     AND last_failure IS NOT NULL AND claimed_until IS NULL"
);

/// `id, kind, recipient, payload, attempts, last_failure, created_at, due_at`
type Row = (i64, String, String, String, i64, String, i64, i64);

fn letter(
    (id, kind, recipient, payload, attempts, why, ordered_at, due_at): Row,
    dead: bool,
) -> Result<UndeliveredLetter> {
    let payload: serde_json::Value = serde_json::from_str(&payload)?;
    let said = |key: &str| payload[key].as_str().unwrap_or_default().to_owned();
    let next_at = (!dead).then(|| moment(due_at)).transpose()?;
    let (number, title, ordered_at) = (said("number"), said("title"), moment(ordered_at)?);
    Ok(UndeliveredLetter { id, kind, recipient, number, title, attempts, why, ordered_at, next_at })
}

impl Desk {
    /// What could not be delivered, to whom and why; at most 200 of each kind.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn undelivered_letters(&self) -> Result<Letters> {
        self.person_who_may(Action::SeeLetters, Whose::Others)?;
        let dead: Vec<Row> = self.db().all(&DEAD, args![ROWS_MOST]).await?;
        let waiting: Vec<Row> = self.db().all(&WAITING, args![ROWS_MOST]).await?;
        Ok(Letters {
            dead: dead.into_iter().map(|row| letter(row, true)).collect::<Result<_>>()?,
            waiting: waiting.into_iter().map(|row| letter(row, false)).collect::<Result<_>>()?,
            now: self.now,
        })
    }

    /// A letter that failed is due now, as if it had never been tried. One that is being tried in this moment stays so.
    ///
    /// # Errors
    /// `NotFound` when none that failed has that id; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn try_letter_again(&self, id: i64) -> Result<()> {
        self.person_who_may(Action::SeeLetters, Whose::Others)?;
        match self.db().run(&AGAIN, args![id, self.now]).await? {
            0 => Err(Refusal::NotFound.into()),
            _ => Ok(()),
        }
    }
}
