//! Notices of what happens to a contract: to our managers, and to the admins of its customer where they are meant.

use super::wants_mail;
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::{Result, Store};
use domain::contract::event::ContractEvent;
use domain::notice::NoticeKind;
use domain::person::{Language, Role};
use serde_json::json;

sql!(
    CONCERNED,
    "SELECT id, name, email, language, time_zone FROM person
     WHERE (role = $1 OR (role = $2 AND organisation_id = $3)) AND deactivated_at IS NULL ORDER BY id"
);
sql!(
    NOTICED,
    "INSERT INTO notification (person_id, contract_event_id, kind, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id, contract_event_id) DO NOTHING"
);

/// What the notice says besides the event.
pub(crate) struct AboutContract<'a> {
    pub(crate) number: &'a str,
    pub(crate) organisation: &'a str,
    /// The organisation whose admins are told too.
    pub(crate) customers_of: Option<i64>,
}

/// `id, name, email, language, time_zone`
type ConcernedRow = (i64, String, String, String, String);

/// One line in each inbox and a letter to those who want one; nobody is told of their own doing.
pub(crate) async fn tell_of_contract(
    tx: &mut Tx,
    store: &Store,
    about: &AboutContract<'_>,
    event: &ContractEvent,
) -> Result<()> {
    let kind = NoticeKind::Contract;
    let values = args![Role::Manager.key(), Role::CustomerAdmin.key(), about.customers_of];
    let concerned: Vec<ConcernedRow> = tx.all(&CONCERNED, values).await?;
    for (id, name, email, language, time_zone) in concerned {
        if event.actor.person.as_ref().is_some_and(|actor| actor.id == id) {
            continue;
        }
        let noticed = tx.run(&NOTICED, args![id, event.id, kind.key(), event.at]).await?;
        if noticed == 0 || !wants_mail(tx, id, kind).await? {
            continue;
        }
        let zone =
            if crate::zones::known(&time_zone).is_some() { time_zone } else { store.company().time_zone.clone() };
        let payload = json!({
            "number": about.number,
            "title": about.organisation,
            "name": name,
            "event": event,
            "link": format!("/contracts/{}", about.number),
            "time_zone": zone,
        });
        let dedupe_key = format!("contract/{id}/{}", event.id);
        let language = Language::from_tag(&language).unwrap_or_default();
        let letter = Order { kind: "contract", dedupe_key, recipient: &email, language, payload };
        order(tx, letter, event.at).await?;
    }
    Ok(())
}
