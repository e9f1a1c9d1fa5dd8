//! The rules as they stand now: what ships with the program, and what managers made of it since. Every process holds them in
//! memory and asks the database for the newest ids whenever somebody comes in, whenever a worker looks, and within every
//! transaction that works out what follows for a case: one small query, so that an edit counts on every replica from the
//! next request on, and nothing has to be announced, waited for or restarted.

use super::{Policies, mark};
use crate::db::{Db, Tx, args, sql};
use crate::error::Fault;
use crate::{Result, Store};
use domain::clock::Holidays;
use domain::policy::Policy;
use std::sync::{Arc, PoisonError, RwLock};

sql!(
    NEWEST,
    "SELECT (SELECT COALESCE(MAX(id), 0) FROM policy_version), (SELECT COALESCE(MAX(id), 0) FROM holiday_import)"
);
sql!(VERSIONS_AFTER, "SELECT document FROM policy_version WHERE id > $1 ORDER BY id");
sql!(IMPORTS_AFTER, "SELECT document FROM holiday_import WHERE id > $1 ORDER BY id");

/// Ids of the newest records: of versions of policies, and of imports of holidays. Both are written under one lock, so that
/// a smaller id never appears after a greater one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Newest {
    version: i64,
    import: i64,
}

impl From<(i64, i64)> for Newest {
    fn from((version, import): (i64, i64)) -> Newest {
        Newest { version, import }
    }
}

/// The rules as this process last saw them.
pub(crate) struct Rules {
    now: RwLock<Arc<Policies>>,
    /// The mark by which the timers of every open case were planned last, as far as this process knows.
    planned_by: RwLock<String>,
}

impl Rules {
    pub(crate) async fn open(db: &Db) -> Result<Rules, Fault> {
        let built_in = Policies::built_in()?;
        // The newest ids first: what comes in between is then read twice, instead of never.
        let newest: (i64, i64) = db.one(&NEWEST, args![]).await?;
        let (versions, imports) = (db.all(&VERSIONS_AFTER, args![0]).await?, db.all(&IMPORTS_AFTER, args![0]).await?);
        let now = built_in.with(versions, imports, newest.into())?;
        Ok(Rules { now: RwLock::new(Arc::new(now)), planned_by: RwLock::default() })
    }

    fn now(&self) -> Arc<Policies> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Of two that looked at once, the one that saw more stays.
    fn replace(&self, newer: Policies) -> Arc<Policies> {
        let newer = Arc::new(newer);
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        if now.newest.version <= newer.newest.version && now.newest.import <= newer.newest.import {
            *now = Arc::clone(&newer);
        }
        newer
    }

    pub(crate) fn is_planned_by(&self, mark: &str) -> bool {
        *self.planned_by.read().unwrap_or_else(PoisonError::into_inner) == mark
    }

    pub(crate) fn planned_by(&self, mark: &str) {
        mark.clone_into(&mut self.planned_by.write().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Policies {
    /// The rules with newer records, each a JSON document, the oldest first.
    fn with(&self, versions: Vec<(String,)>, imports: Vec<(String,)>, newest: Newest) -> Result<Policies, Fault> {
        let mut policies = self.clone();
        for (document,) in versions {
            policies.add(serde_json::from_str::<Policy>(&document)?);
        }
        for (document,) in imports {
            policies.announce(&serde_json::from_str(&document)?);
        }
        Ok(Policies { mark: mark(newest.import), newest, ..policies })
    }

    /// Takes the place of what is on file for that year.
    pub(super) fn announce(&mut self, year: &Holidays) {
        for hours in Arc::make_mut(&mut self.timetable).values_mut() {
            if hours.calendar.holidays.as_ref() == Some(&year.region) {
                hours.holidays.retain(|known| known.year != year.year);
                hours.holidays.push(year.clone());
                hours.holidays.sort_by_key(|known| known.year);
            }
        }
    }
}

impl Store {
    /// The rules as this process knows them.
    pub(crate) fn policies(&self) -> Arc<Policies> {
        self.inner.rules.now()
    }

    /// Takes over what managers changed, here or on another replica. To be called before a desk is opened.
    ///
    /// # Errors
    /// A fault of the database; the rules then stay as they were.
    pub async fn keep_up(&self) -> Result<(), Fault> {
        let known = self.policies();
        let newest: (i64, i64) = self.inner.db.one(&NEWEST, args![]).await?;
        if known.newest == newest.into() {
            return Ok(());
        }
        let versions = self.inner.db.all(&VERSIONS_AFTER, args![known.newest.version]).await?;
        let imports = self.inner.db.all(&IMPORTS_AFTER, args![known.newest.import]).await?;
        self.inner.rules.replace(known.with(versions, imports, newest.into())?);
        Ok(())
    }

    /// The rules as the transaction sees them: every version that a case it has read can name is among them.
    pub(crate) async fn policies_in(&self, tx: &mut Tx) -> Result<Arc<Policies>> {
        let known = self.policies();
        let newest: (i64, i64) = tx.one(&NEWEST, args![]).await?;
        if known.newest == newest.into() {
            return Ok(known);
        }
        let versions = tx.all(&VERSIONS_AFTER, args![known.newest.version]).await?;
        let imports = tx.all(&IMPORTS_AFTER, args![known.newest.import]).await?;
        Ok(self.inner.rules.replace(known.with(versions, imports, newest.into())?))
    }
}
