//! What was done to accounts and roles, when and by whom: written in the transaction that does it, and never changed.

use crate::cases::moment;
use crate::db::{Tx, args, sql};
use crate::{Desk, Result};
use domain::Moment;
use domain::people::{Deed, DeedDone};
use domain::person::{Person, Role};
use serde_json::json;

/// Nobody reads further back on a page.
const DEEDS_SHOWN: i64 = 100;
/// Written with one statement.
const AT_ONCE: usize = 1_000;

sql!(DONE, "INSERT INTO authority_event (at, person_id, actor_id, actor_name, deed) VALUES ($1, $2, $3, $4, $5)");
macro_rules! imported {
    ($rows:expr) => {
        concat!(
            "INSERT INTO authority_event (at, person_id, actor_id, actor_name, deed)
             SELECT CAST($2 AS BIGINT), p.id, CAST($3 AS BIGINT), CAST($4 AS TEXT), r.deed FROM ",
            $rows,
            " JOIN person p ON p.email = r.email"
        )
    };
}
sql!(
    IMPORTED,
    sqlite: imported!("(SELECT value ->> 'email' AS email, value ->> 'deed' AS deed FROM json_each($1)) r"),
    postgres: imported!("json_to_recordset(CAST($1 AS JSON)) AS r (email TEXT, deed TEXT)")
);
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

impl By<'_> {
    /// The same for accounts, by their addresses, that came with the list of that name.
    pub(crate) async fn imported(self, tx: &mut Tx, list: &str, people: &[(String, Role)]) -> Result<()> {
        let actor = self.person.map(|person| person.id);
        let name = self.person.map_or("", |person| person.name.as_str());
        for people in people.chunks(AT_ONCE) {
            let deed = |(email, role): &(String, Role)| {
                let deed = serde_json::to_string(&Deed::Imported { role: *role, list: list.to_owned() })?;
                Ok(json!({ "email": email, "deed": deed }))
            };
            let deeds = people.iter().map(deed).collect::<Result<Vec<_>>>()?;
            tx.run(&IMPORTED, args![serde_json::to_string(&deeds)?, self.now, actor, name]).await?;
        }
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
