//! The service company's own settings: one row, read when the store opens and whenever an operator changes it.

use crate::db::{Db, args, sql};
use crate::error::Fault;
use crate::{Result, Setup, Store};
use chrono::NaiveDate;
use domain::Moment;
use domain::person::Bilingual;
use domain::refusal::{Flaw, FlawKind, Refusal};
use std::sync::{Arc, PoisonError};

/// The service company itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    pub name: Bilingual,
    /// Shown wherever something goes wrong.
    pub hotline: String,
    /// IANA name: in which zone days begin, e.g. for case numbers and contracts.
    pub time_zone: String,
    /// Id of the policy of customers without a contract, e.g. `e`.
    pub default_policy: String,
}

sql!(COMPANY, "SELECT name_zh, name_en, hotline, time_zone, default_policy FROM company WHERE id = 1");
sql!(
    COMPANY_CHANGED,
    "UPDATE company SET name_zh = $1, name_en = $2, hotline = $3, time_zone = $4, default_policy = $5 WHERE id = 1"
);

pub(crate) async fn read(db: &Db) -> Result<Company, Fault> {
    let (chinese, english, hotline, time_zone, default_policy) =
        db.one::<(String, String, String, String, String)>(&COMPANY, args![]).await?;
    Ok(Company { name: Bilingual { chinese, english }, hotline, time_zone, default_policy })
}

impl Store {
    /// The company's settings.
    pub fn company(&self) -> Arc<Company> {
        self.inner.company.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The day of that moment in the company's zone.
    pub(crate) fn company_day(&self, at: Moment) -> NaiveDate {
        crate::zones::day(&self.company().time_zone, at)
    }
}

impl Setup {
    /// Replaces the company's settings.
    ///
    /// # Errors
    /// `Flawed` when the zone or the policy is unknown.
    pub async fn company(&self, company: &Company) -> Result<()> {
        let unknown = |field: &str| Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]);
        crate::zones::known(&company.time_zone).ok_or_else(|| unknown("time_zone"))?;
        self.store.policies().known(&company.default_policy).ok_or_else(|| unknown("default_policy"))?;
        let Company { name, hotline, time_zone, default_policy } = company;
        let values = args![&name.chinese, &name.english, hotline, time_zone, default_policy];
        self.store.inner.db.run(&COMPANY_CHANGED, values).await?;
        let mut held = self.store.inner.company.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(company.clone());
        Ok(())
    }
}
