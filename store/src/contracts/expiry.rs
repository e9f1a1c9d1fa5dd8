//! What ends soon: both sides are told in time, each step once, however many processes look; and a renewal is asked for.

use super::day;
use super::record::record;
use crate::cases::record::actor;
use crate::db::{args, sql};
use crate::notices::{AboutContract, tell_of_contract};
use crate::{Desk, Result, Store};
use chrono::Days;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::case::event::Actor;
use domain::contract::event::ContractHappening;
use domain::contract::{EXPIRY_DAYS, Standing, expiry_step};
use domain::refusal::Refusal;

/// The same in the words of both engines: the step that has come by the day it ends, of `EXPIRY_DAYS` the last.
macro_rules! untold {
    () => {
        "(x.told_for <> x.ends_on OR x.told_days > CASE WHEN x.ends_on <= $4 THEN CAST($7 AS BIGINT)
          WHEN x.ends_on <= $3 THEN CAST($6 AS BIGINT) ELSE CAST($5 AS BIGINT) END)"
    };
}
sql!(
    ENDING,
    concat!(
        "SELECT x.id, x.number, x.organisation_id, o.name, x.starts_on, x.ends_on
         FROM contract x JOIN organisation o ON o.id = x.organisation_id
         WHERE x.ends_on >= $1 AND x.starts_on <= $1 AND x.ends_on <= $2 AND ",
        untold!(),
        " ORDER BY x.ends_on, x.id LIMIT $8"
    )
);
// Who marks it tells of it.
sql!(
    TOLD,
    "UPDATE contract SET told_for = $2, told_days = $3
     WHERE id = $1 AND ends_on = $2 AND (told_for <> $2 OR told_days > $3)"
);
sql!(ASKED, "UPDATE contract SET renewal_for = ends_on WHERE id = $1 AND renewal_for <> ends_on");

const AT_ONCE: i64 = 50;

/// `id, number, organisation_id, organisation, starts_on, ends_on`
type EndingRow = (i64, String, i64, String, String, String);

impl Store {
    /// Tells the customer's admins and our managers of every contract that ends in 90, 30 or 7 days, once each and all of them in
    /// one letter a person; of a contract whose steps were missed only of the last one. Answers how many contracts that were. To be called often: nothing is
    /// written when nothing is due.
    ///
    /// # Errors
    /// A fault of the database; what is told is told.
    pub async fn tell_of_expiry(&self, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        let today = self.company_day(now);
        let by = EXPIRY_DAYS.map(|days| today + Days::new(days.unsigned_abs()));
        let [first, second, last] = EXPIRY_DAYS;
        let mut told = 0;
        loop {
            let values = args![today, by[0], by[1], by[2], first, second, last, AT_ONCE];
            let rows: Vec<EndingRow> = self.inner.db.all(&ENDING, values).await?;
            let before = told;
            for row in rows {
                told += usize::from(self.tell_of_one(row, now).await?);
            }
            if told == before {
                break;
            }
        }
        self.write_of_endings(now).await?;
        Ok(told)
    }

    /// False when another process was quicker.
    async fn tell_of_one(&self, row: EndingRow, now: Moment) -> Result<bool> {
        let (id, number, organisation_id, organisation, starts, ends) = row;
        let (starts_on, ends_on) = (day(&starts)?, day(&ends)?);
        let standing = Standing::of(starts_on, ends_on, self.company_day(now));
        let (Some(step), Standing::InForce { days_left }) = (expiry_step(standing), standing) else { return Ok(false) };
        let mut tx = self.inner.db.begin().await?;
        if tx.run(&TOLD, args![id, ends_on, step]).await? == 0 {
            return Ok(false);
        }
        let nobody = Actor { person: None, role: None };
        let event = record(&mut tx, id, nobody, now, ContractHappening::ExpiryTold { ends_on, days_left }).await?;
        let customers_of = Some(organisation_id);
        let about = AboutContract { id, number: &number, organisation: &organisation, customers_of };
        tell_of_contract(&mut tx, self, &about, &event).await?;
        tx.commit().await?;
        Ok(true)
    }
}

impl Desk {
    /// Asks for the renewal of a contract; managers are told. Asking again for the same period changes nothing: false then.
    ///
    /// # Errors
    /// `NotFound` when the contract is not the viewer's to see, `NotAllowed` for everybody but its customer's admins.
    pub async fn ask_renewal(&self, number: &str) -> Result<bool> {
        let person = self.person()?;
        let (contract, organisation) = self.contract_for(number, Action::SeeContract).await?;
        let own = person.organisation.as_ref().is_some_and(|own| own.id == contract.organisation_id);
        if !own || !self.may(Action::AskRenewal, Whose::OwnOrganisation) {
            return Err(Refusal::NotAllowed.into());
        }
        let mut tx = self.db().begin().await?;
        if tx.run(&ASKED, args![contract.id]).await? == 0 {
            return Ok(false);
        }
        let happening = ContractHappening::RenewalAsked { ends_on: contract.ends_on };
        let event = record(&mut tx, contract.id, actor(person), self.now, happening).await?;
        let (id, number) = (contract.id, &contract.number);
        let about = AboutContract { id, number, organisation: &organisation, customers_of: None };
        tell_of_contract(&mut tx, &self.store, &about, &event).await?;
        tx.commit().await?;
        Ok(true)
    }
}
