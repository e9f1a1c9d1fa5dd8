//! Lists as they can be exported and imported again: what the viewer may see, in the columns of an import.

use super::known::{contract_listed, named_serials};
use crate::import::known::Source;
use crate::{Desk, Result, Setup, Store};
use domain::asset::AssetFilter;
use domain::import::{ListKind, Values};

impl Desk {
    /// Every row of a list that the viewer may see, whole; of assets those with these words in serial number, name, model or
    /// site. Organisations and people are for those who import them.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role does not see such a list.
    pub async fn list(&self, kind: ListKind, q: &str) -> Result<Vec<Values>> {
        match kind {
            ListKind::Assets => self.asset_list(&AssetFilter { q: q.to_owned(), ..AssetFilter::default() }).await,
            ListKind::Contracts => {
                let sheets = self.contracts().await?;
                let mut serials = named_serials(&mut Source::Db(self.db())).await?;
                let row = |sheet: domain::contract::ContractSheet| {
                    let named = serials.remove(&sheet.contract.number).unwrap_or_default();
                    contract_listed(sheet.contract, sheet.organisation_name, named)
                };
                Ok(sheets.into_iter().map(row).collect())
            }
            ListKind::Organisations | ListKind::People => {
                self.importer()?;
                self.store.whole_list(kind).await
            }
        }
    }
}

impl Setup {
    /// Every row of a list.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn list(&self, kind: ListKind) -> Result<Vec<Values>> {
        self.store.whole_list(kind).await
    }
}

impl Store {
    /// Everything on file, in the order of its names.
    async fn whole_list(&self, kind: ListKind) -> Result<Vec<Values>> {
        let known = self.known(&mut Source::Db(&self.inner.db), kind).await?;
        let mut rows: Vec<(String, Values)> = known.existing.into_iter().collect();
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(rows.into_iter().map(|(_, values)| values).collect())
    }
}
