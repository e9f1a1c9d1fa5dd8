//! Notices of what happens to a contract: to our managers, and to the admins of its customer where they are meant. Letters
//! about contracts that end are gathered (see [`super::ending`]), the other ones are written at once.

use super::{About, Note, note, wants_mail};
use crate::db::{Tx, args, sql};
use crate::outbox::{Order, order};
use crate::{Result, Store};
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::notice::NoticeKind;
use domain::person::{Language, Role};
use serde_json::json;

sql!(
    CONCERNED,
    "SELECT id, name, email, language, time_zone FROM person
     WHERE (role = $1 OR (role = $2 AND organisation_id = $3)) AND deactivated_at IS NULL ORDER BY id"
);

/// What the notice says besides the event.
pub(crate) struct AboutContract<'a> {
    pub(crate) id: i64,
    pub(crate) number: &'a str,
    pub(crate) organisation: &'a str,
    /// The organisation whose admins are told too.
    pub(crate) customers_of: Option<i64>,
}

/// `id, name, email, language, time_zone`
pub(super) type ConcernedRow = (i64, String, String, String, String);

/// One line in each inbox, and a letter to those who want one or the promise of it; nobody is told of their own doing.
pub(crate) async fn tell_of_contract(
    tx: &mut Tx,
    store: &Store,
    about: &AboutContract<'_>,
    event: &ContractEvent,
) -> Result<()> {
    let kind = NoticeKind::Contract;
    let values = args![Role::Manager.key(), Role::CustomerAdmin.key(), about.customers_of];
    let concerned: Vec<ConcernedRow> = tx.all(&CONCERNED, values).await?;
    let gathered = matches!(event.happening, ContractHappening::ExpiryTold { .. });
    for person in concerned {
        let id = person.0;
        if event.actor.person.as_ref().is_some_and(|actor| actor.id == id) {
            continue;
        }
        let wants = wants_mail(tx, id, kind).await?;
        let line = Note {
            about: About::Contract,
            about_id: about.id,
            event_id: event.id,
            kind,
            at: event.at,
            letter_owed_at: (wants && gathered).then_some(event.at),
        };
        if note(tx, id, &line).await? && wants && !gathered {
            write(tx, store, &person, about.number, about.organisation, event).await?;
        }
    }
    Ok(())
}

/// The letter about one contract.
pub(super) async fn write(
    tx: &mut Tx,
    store: &Store,
    (id, name, email, language, time_zone): &ConcernedRow,
    number: &str,
    organisation: &str,
    event: &ContractEvent,
) -> Result<()> {
    let payload = json!({
        "number": number,
        "title": organisation,
        "name": name,
        "event": event,
        "link": format!("/contracts/{number}"),
        "time_zone": zone_or_companys(store, time_zone),
    });
    let dedupe_key = format!("contract/{id}/{}", event.id);
    let language = Language::from_tag(language).unwrap_or_default();
    order(tx, Order { kind: "contract", dedupe_key, recipient: email, language, payload }, event.at).await
}

/// The zone of the recipient; the company's when theirs is unknown.
pub(super) fn zone_or_companys(store: &Store, time_zone: &str) -> String {
    match crate::zones::known(time_zone) {
        Some(_) => time_zone.to_owned(),
        None => store.company().time_zone.clone(),
    }
}
