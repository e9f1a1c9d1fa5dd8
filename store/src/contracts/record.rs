//! The history of contracts: appended to, never changed.

use crate::Result;
use crate::cases::moment;
use crate::db::{Db, Tx, args, sql};
use domain::Moment;
use domain::case::event::Actor;
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::person::{PersonRef, Role};

sql!(
    RECORDED,
    "INSERT INTO contract_event (contract_id, at, actor_id, actor_name, actor_role, key, payload)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
);
sql!(
    HISTORY,
    "SELECT id, at, actor_id, actor_name, actor_role, payload FROM contract_event WHERE contract_id = $1
     ORDER BY id DESC LIMIT $2"
);

/// Most entries that a page shows.
const SHOWN_MOST: i64 = 100;

/// `id, at, actor_id, actor_name, actor_role, payload`
pub(crate) type ContractEventRow = (i64, i64, Option<i64>, Option<String>, Option<String>, String);

pub(crate) fn contract_event(row: ContractEventRow) -> Result<ContractEvent> {
    let (id, at, actor_id, actor_name, actor_role, payload) = row;
    let person = actor_id.zip(actor_name).map(|(id, name)| PersonRef { id, name });
    let role = actor_role.as_deref().and_then(Role::from_key);
    let happening = serde_json::from_str(&payload)?;
    Ok(ContractEvent { id, at: moment(at)?, actor: Actor { person, role }, happening })
}

pub(crate) async fn record(
    tx: &mut Tx,
    contract_id: i64,
    actor: Actor,
    at: Moment,
    happening: ContractHappening,
) -> Result<ContractEvent> {
    let values = args![
        contract_id,
        at,
        actor.person.as_ref().map(|person| person.id),
        actor.person.as_ref().map(|person| person.name.clone()),
        actor.role.map(|role| role.key().to_owned()),
        happening.key(),
        serde_json::to_string(&happening)?,
    ];
    let (id,): (i64,) = tx.one(&RECORDED, values).await?;
    Ok(ContractEvent { id, at, actor, happening })
}

/// The newest entries, the newest first.
pub(super) async fn history(db: &Db, contract_id: i64) -> Result<Vec<ContractEvent>> {
    let rows: Vec<ContractEventRow> = db.all(&HISTORY, args![contract_id, SHOWN_MOST]).await?;
    rows.into_iter().map(contract_event).collect()
}
