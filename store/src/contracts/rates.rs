//! The company's own rates: what is billed where no contract says otherwise. Cases keep what was decided; only those opened or
//! decided later look at the rates as they are then.

use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::contract::Rates;
use domain::contract::rates::{RatesDraft, RatesSheet};
use domain::refusal::Refusal;

sql!(RATES, "SELECT rates, rates_set_at, rates_set_by FROM company WHERE id = 1");
sql!(RATES_SET, "UPDATE company SET rates = $1, rates_set_at = $2, rates_set_by = $3 WHERE id = 1 AND rates <> $1");

impl Desk {
    /// The company's rates, and who set them.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn company_rates(&self) -> Result<RatesSheet> {
        self.person_who_may(Action::EditRates, Whose::Others)?;
        let (rates, set_at, by): (String, Option<i64>, String) = self.db().one(&RATES, args![]).await?;
        let set = set_at.map(moment).transpose()?.map(|at| (at, by));
        Ok(RatesSheet { rates: read(&rates)?, set, now: self.now })
    }

    /// From now on the rates of the form hold. What they are already leaves who set them as it is.
    ///
    /// # Errors
    /// `Flawed` with every flaw of the form; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn set_company_rates(&self, draft: &RatesDraft) -> Result<()> {
        let person = self.person_who_may(Action::EditRates, Whose::Others)?;
        let rates = draft.parse().map_err(Refusal::Flawed)?;
        let rates = rates.map_or_else(|| Ok(String::new()), |rates| serde_json::to_string(&rates))?;
        self.db().run(&RATES_SET, args![rates, self.now, &person.name]).await?;
        Ok(())
    }

    /// The rates that hold where no contract says otherwise; none when the company has not said.
    pub(crate) async fn rates_of_company(&self) -> Result<Option<Rates>> {
        let (rates, ..): (String, Option<i64>, String) = self.db().one(&RATES, args![]).await?;
        read(&rates)
    }
}

fn read(rates: &str) -> Result<Option<Rates>> {
    Ok((!rates.is_empty()).then(|| serde_json::from_str(rates)).transpose()?)
}
