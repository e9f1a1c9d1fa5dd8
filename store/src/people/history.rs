//! What was done to accounts and roles, when and by whom: written in the transaction that does it, and never changed.

use crate::cases::moment;
use crate::db::{Tx, args, sql};
use crate::{Desk, Result};
use domain::Moment;
use domain::people::{Deed, DeedDone};
use domain::person::Person;

/// Nobody reads further back on a page.
const DEEDS_SHOWN: i64 = 100;

sql!(DONE, "INSERT INTO authority_event (at, person_id, actor_id, actor_name, deed) VALUES ($1, $2, $3, $4, $5)");
sql!(DEEDS_TO, "SELECT at, actor_name, deed FROM authority_event WHERE person_id = $1 ORDER BY id DESC LIMIT $2");
sql!(
    DEEDS_TO_NOBODY,
    "SELECT at, actor_name, deed FROM authority_event WHERE person_id IS NULL ORDER BY id DESC LIMIT $1"
);

/// Who does it, and when. Nobody when an operator does.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) person: Option<&'a Person>,
    pub(crate) now: Moment,
}

impl By<'_> {
    /// Writes down what was done to that person, or to a role that is bound to an address.
    pub(crate) async fn did(self, tx: &mut Tx, person_id: Option<i64>, deed: &Deed) -> Result<()> {
        let (actor, name) =
            (self.person.map(|person| person.id), self.person.map_or("", |person| person.name.as_str()));
        tx.run(&DONE, args![self.now, person_id, actor, name, serde_json::to_string(deed)?]).await?;
        Ok(())
    }
}

fn done((at, by, deed): (i64, String, String)) -> Result<DeedDone> {
    Ok(DeedDone { at: moment(at)?, by, deed: serde_json::from_str(&deed)? })
}

impl Desk {
    /// What was done to that account, the latest first. Who may read it is asked before.
    pub(super) async fn deeds_to(&self, person_id: i64) -> Result<Vec<DeedDone>> {
        let rows: Vec<(i64, String, String)> = self.db().all(&DEEDS_TO, args![person_id, DEEDS_SHOWN]).await?;
        rows.into_iter().map(done).collect()
    }

    /// What was done to roles that are bound to addresses, the latest first. Who may read it is asked before.
    pub(crate) async fn deeds_to_addresses(&self) -> Result<Vec<DeedDone>> {
        let rows: Vec<(i64, String, String)> = self.db().all(&DEEDS_TO_NOBODY, args![DEEDS_SHOWN]).await?;
        rows.into_iter().map(done).collect()
    }
}
