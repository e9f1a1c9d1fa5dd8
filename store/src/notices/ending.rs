//! Letters about contracts that end, gathered: one look writes each person one letter, however many contracts it found. What
//! is owed stands with the notice, so that a process that dies in between forgets nobody.

use super::contract::{ConcernedRow, write, zone_or_companys};
use crate::contracts::record::{ContractEventRow, contract_event};
use crate::db::{args, sql};
use crate::outbox::{Order, order};
use crate::{Result, Store};
use domain::Moment;
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::person::Language;
use serde_json::json;

/// Most contracts that one letter names; the other ones it counts.
const NAMED_MOST: usize = 100;

sql!(OWED, "SELECT DISTINCT person_id FROM notice WHERE letter_owed_at IS NOT NULL ORDER BY person_id");
sql!(
    CLAIMED,
    "UPDATE notice SET letter_owed_at = NULL WHERE person_id = $1 AND about = 'contract' AND letter_owed_at IS NOT NULL
     RETURNING event_id"
);
sql!(RECIPIENT, "SELECT id, name, email, language, time_zone FROM person WHERE id = $1 AND deactivated_at IS NULL");
macro_rules! told {
    ($ids:expr) => {
        concat!(
            "SELECT e.id, e.at, e.actor_id, e.actor_name, e.actor_role, e.payload, x.number, o.name FROM contract_event e
             JOIN contract x ON x.id = e.contract_id JOIN organisation o ON o.id = x.organisation_id
             WHERE e.id IN (SELECT ",
            $ids,
            ") ORDER BY e.id"
        )
    };
}
sql!(
    TOLD,
    sqlite: told!("value FROM json_each($1)"),
    postgres: told!("CAST(value AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON))")
);

/// As in [`ContractEventRow`], then the number of the contract and its organisation.
type ToldRow = (i64, i64, Option<i64>, Option<String>, Option<String>, String, String, String);

/// A contract that ends.
struct Ending {
    number: String,
    organisation: String,
    event: ContractEvent,
}

impl Store {
    /// Orders the letters that are owed, one a person.
    pub(crate) async fn write_of_endings(&self, now: Moment) -> Result<()> {
        let owed: Vec<(i64,)> = self.inner.db.all(&OWED, args![]).await?;
        for (person_id,) in owed {
            self.write_of_endings_to(person_id, now).await?;
        }
        Ok(())
    }

    /// Whoever claims what is owed writes of it: of two processes the second one finds nothing.
    async fn write_of_endings_to(&self, person_id: i64, now: Moment) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        let claimed: Vec<(i64,)> = tx.all(&CLAIMED, args![person_id]).await?;
        let recipient: Option<ConcernedRow> = tx.maybe(&RECIPIENT, args![person_id]).await?;
        if let (Some(recipient), false) = (recipient, claimed.is_empty()) {
            let ids: Vec<i64> = claimed.into_iter().map(|(id,)| id).collect();
            let rows: Vec<ToldRow> = tx.all(&TOLD, args![serde_json::to_string(&ids)?]).await?;
            let mut endings = rows.into_iter().map(ending).collect::<Result<Vec<_>>>()?;
            endings.sort_by(|one, other| (ends(one), &one.number).cmp(&(ends(other), &other.number)));
            match endings.as_slice() {
                [only] => write(&mut tx, self, &recipient, &only.number, &only.organisation, &only.event).await?,
                several => order(&mut tx, self.digest(&recipient, several), now).await?,
            }
        }
        Ok(tx.commit().await?)
    }

    fn digest<'a>(&self, (id, name, email, language, time_zone): &'a ConcernedRow, endings: &[Ending]) -> Order<'a> {
        let contracts = endings.iter().take(NAMED_MOST).map(|ending| {
            let (ends_on, days_left) = ends(ending);
            let Ending { number, organisation, .. } = ending;
            json!({ "number": number, "organisation": organisation, "ends_on": ends_on, "days_left": days_left })
        });
        let payload = json!({
            "name": name,
            "contracts": contracts.collect::<Vec<_>>(),
            "count": endings.len(),
            "link": "/contracts?show=ending",
            "time_zone": zone_or_companys(self, time_zone),
        });
        let newest = endings.iter().map(|ending| ending.event.id).max().unwrap_or(0);
        let language = Language::from_tag(language).unwrap_or_default();
        Order {
            kind: "contracts_ending",
            dedupe_key: format!("contracts/{id}/{newest}"),
            recipient: email,
            language,
            payload,
        }
    }
}

fn ending(row: ToldRow) -> Result<Ending> {
    let (id, at, actor_id, actor_name, actor_role, payload, number, organisation) = row;
    let told: ContractEventRow = (id, at, actor_id, actor_name, actor_role, payload);
    Ok(Ending { number, organisation, event: contract_event(told)? })
}

/// The last day, and how many days that was from the day on which it was told.
fn ends(ending: &Ending) -> (Option<chrono::NaiveDate>, i64) {
    match ending.event.happening {
        ContractHappening::ExpiryTold { ends_on, days_left } => (Some(ends_on), days_left),
        _ => (None, 0),
    }
}
