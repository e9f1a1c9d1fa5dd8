//! Documents of contracts: kept as files of cases are, and handed out to those who may see the contract.

use super::record::record;
use crate::access::{Reach, reaching_sql};
use crate::cases::record::actor;
use crate::db::{args, sql};
use crate::files::{AttachmentRow, StoredRow, attachment};
use crate::{Desk, Result};
use domain::access::Action;
use domain::case::sheet::Attachment;
use domain::contract::event::ContractHappening;

sql!(
    ADDED,
    "UPDATE attachment SET contract_id = $3 WHERE person_id = $1 AND draft_key = $2 AND case_id IS NULL
     AND contract_id IS NULL RETURNING name"
);
sql!(DOCUMENTS, "SELECT id, name, size_bytes, media_type, at FROM attachment WHERE contract_id = $1 ORDER BY id");
reaching_sql!(
    DOCUMENT,
    "SELECT f.name, f.media_type, f.size_bytes, f.path FROM attachment f JOIN contract x ON x.id = f.contract_id WHERE ",
    " AND f.id = $2"
);

impl Desk {
    pub(super) async fn documents(&self, contract_id: i64) -> Result<Vec<Attachment>> {
        let rows: Vec<AttachmentRow> = self.db().all(&DOCUMENTS, args![contract_id]).await?;
        rows.into_iter().map(attachment).collect()
    }

    /// The document of that id, if it is one of a contract that the viewer may see.
    pub(crate) async fn document(&self, id: i64) -> Result<Option<StoredRow>> {
        let Ok(reach) = Reach::of(self.person()?, Action::SeeContract) else { return Ok(None) };
        Ok(self.db().maybe(DOCUMENT.within(reach), args![reach.id(), id]).await?)
    }

    /// Adds what the viewer uploaded under that key to a contract.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers, `NotFound` when there is no such contract.
    pub async fn add_documents(&self, number: &str, draft_key: &str) -> Result<()> {
        let person = self.person()?;
        let (contract, _) = self.contract_for(number, Action::EditContracts).await?;
        let mut tx = self.db().begin().await?;
        let added: Vec<(String,)> = tx.all(&ADDED, args![person.id, draft_key, contract.id]).await?;
        for (name,) in added {
            record(&mut tx, contract.id, actor(person), self.now, ContractHappening::DocumentAdded { name }).await?;
        }
        Ok(tx.commit().await?)
    }
}
