//! Files people add to cases: kept below the data directory under random names, never under the names people chose, and
//! handed out only to those who may see the case. What may come in is decided in [`kind`].

mod kind;

use crate::access::scoped_sql;
use crate::cases::act::TRIES;
use crate::cases::moment;
use crate::cases::record::{Overtaken, actor};
use crate::db::{Tx, args, sql};
use crate::{Desk, Error, Fault, Result, secret};
use domain::access::Action;
use domain::case::event::Happening;
use domain::case::report::{FILE_MOST_MIB, FILES_MOST, LINE_MOST};
use domain::case::sheet::Attachment;
use domain::refusal::{Flaw, FlawKind, Refusal};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Enough of a file to tell what it is.
const HEAD_BYTES: u64 = 64 * 1024;
const MIB: u64 = 1024 * 1024;

sql!(
    UPLOAD_KEPT,
    "INSERT INTO attachment (person_id, draft_key, name, media_type, size_bytes, path, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
);
sql!(
    UPLOAD_COUNT,
    "SELECT COUNT(*) FROM attachment WHERE person_id = $1 AND draft_key = $2 AND case_id IS NULL AND contract_id IS NULL"
);
sql!(
    UPLOADS,
    "SELECT id, name, size_bytes, media_type, at FROM attachment
     WHERE person_id = $1 AND draft_key = $2 AND case_id IS NULL AND contract_id IS NULL ORDER BY id"
);
sql!(
    UPLOADS_ATTACHED,
    "UPDATE attachment SET case_id = $3 WHERE person_id = $1 AND draft_key = $2 AND case_id IS NULL AND contract_id IS NULL RETURNING id, name"
);
sql!(
    UPLOAD_DROPPED,
    "DELETE FROM attachment WHERE id = $3 AND person_id = $1 AND draft_key = $2 AND case_id IS NULL AND contract_id IS NULL RETURNING path"
);
sql!(ATTACHMENTS, "SELECT id, name, size_bytes, media_type, at FROM attachment WHERE case_id = $1 ORDER BY id");
scoped_sql!(
    ATTACHMENT,
    "SELECT f.name, f.media_type, f.size_bytes, f.path FROM attachment f JOIN service_case c ON c.id = f.case_id WHERE ",
    " AND f.id = $2"
);

/// A stored file ready to be streamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub path: PathBuf,
}

/// `id, name, size_bytes, media_type, at`
pub(crate) type AttachmentRow = (i64, String, i64, String, i64);

pub(crate) fn attachment((id, name, size_bytes, media_type, at): AttachmentRow) -> Result<Attachment> {
    Ok(Attachment { id, name, size_bytes, media_type, at: moment(at)? })
}

fn flawed(kind: FlawKind) -> Error {
    Refusal::Flawed(vec![Flaw::of("files", kind)]).into()
}

/// `name, media_type, size_bytes, path`
pub(crate) type StoredRow = (String, String, i64, String);

/// A file that was looked at and may come in.
pub(crate) struct Accepted {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) size_bytes: i64,
}

impl Desk {
    /// Keeps an uploaded file for the form of that key; `content` is a temporary file, which is moved. When refused it stays
    /// where it is. `size_bytes` is what the sender counted; the file itself is believed.
    ///
    /// # Errors
    /// `Flawed` (field `files`): too large, too many under this key, empty, or of a kind that is not accepted.
    pub async fn keep_upload(
        &self,
        draft_key: &str,
        name: &str,
        content: &Path,
        size_bytes: i64,
    ) -> Result<Attachment> {
        let person = self.person()?;
        if draft_key.is_empty() || draft_key.chars().count() > LINE_MOST {
            return Err(Refusal::Flawed(vec![Flaw::of("draft_key", FlawKind::NotAChoice)]).into());
        }
        let accepted = examine(name.to_owned(), content.to_owned(), size_bytes).await?;
        let key = args![person.id, draft_key];
        let (kept,): (i64,) = self.db().one(&UPLOAD_COUNT, key).await?;
        if usize::try_from(kept).unwrap_or(usize::MAX) >= FILES_MOST {
            return Err(flawed(FlawKind::TooManyFiles { most: FILES_MOST }));
        }
        let path = self.take_in(content).await?;
        let recorded = self.record_upload(person.id, draft_key, &accepted, &path).await;
        if recorded.is_err() {
            forget(&self.store.data_dir().join("files").join(path)).await;
        }
        recorded
    }

    async fn record_upload(
        &self,
        person_id: i64,
        draft_key: &str,
        accepted: &Accepted,
        path: &str,
    ) -> Result<Attachment> {
        let Accepted { name, media_type, size_bytes } = accepted;
        let mut tx = self.db().begin().await?;
        let values = args![person_id, draft_key, name, *media_type, *size_bytes, path, self.now];
        let (id,): (i64,) = tx.one(&UPLOAD_KEPT, values).await?;
        tx.commit().await?;
        let (name, media_type) = (name.clone(), (*media_type).to_owned());
        Ok(Attachment { id, name, size_bytes: *size_bytes, media_type, at: self.now })
    }

    /// Moves a file into the data directory; it is on the disk before its row is.
    pub(crate) async fn take_in(&self, content: &Path) -> Result<String> {
        let name = secret::fresh::<16>()?;
        let folder = name.chars().take(2).collect::<String>();
        let directory = self.store.data_dir().join("files").join(&folder);
        let (from, to) = (content.to_owned(), directory.join(&name));
        blocking(move || {
            fs::create_dir_all(&directory)?;
            if fs::rename(&from, &to).is_err() {
                fs::copy(&from, &to)?;
                fs::remove_file(&from)?;
            }
            fs::File::open(&to)?.sync_all()?;
            fs::File::open(&directory)?.sync_all()
        })
        .await?;
        Ok(format!("{folder}/{name}"))
    }

    /// Files uploaded under that key by this person and not yet part of a case.
    pub(crate) async fn uploads(&self, draft_key: &str) -> Result<Vec<Attachment>> {
        let rows: Vec<AttachmentRow> = self.db().all(&UPLOADS, args![self.person()?.id, draft_key]).await?;
        rows.into_iter().map(attachment).collect()
    }

    /// Takes back a file that is not part of a case yet.
    ///
    /// # Errors
    /// `NotFound` when this person has no such file under this key.
    pub async fn drop_upload(&self, draft_key: &str, id: i64) -> Result<()> {
        let mut tx = self.db().begin().await?;
        let dropped: Option<(String,)> = tx.maybe(&UPLOAD_DROPPED, args![self.person()?.id, draft_key, id]).await?;
        tx.commit().await?;
        let (path,) = dropped.ok_or(Refusal::NotFound)?;
        forget(&self.store.data_dir().join("files").join(path)).await;
        Ok(())
    }

    pub(crate) async fn attachments(&self, case_id: i64) -> Result<Vec<Attachment>> {
        let rows: Vec<AttachmentRow> = self.db().all(&ATTACHMENTS, args![case_id]).await?;
        rows.into_iter().map(attachment).collect()
    }

    /// Makes the viewer's uploads of that key part of a case; the answer is what happened.
    pub(crate) async fn attach_uploads(&self, tx: &mut Tx, case_id: i64, draft_key: &str) -> Result<Vec<Happening>> {
        let values = args![self.person()?.id, draft_key, case_id];
        let mut attached: Vec<(i64, String)> = tx.all(&UPLOADS_ATTACHED, values).await?;
        attached.sort_unstable();
        Ok(attached.into_iter().map(|(attachment_id, name)| Happening::Attached { attachment_id, name }).collect())
    }

    /// Adds what was uploaded under that key to an existing case; nothing uploaded is no error.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see, `NotAllowed` when they may add nothing to it.
    pub async fn attach(&self, number: &str, draft_key: &str) -> Result<()> {
        for _ in 0..TRIES {
            if self.try_attach(number, draft_key).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    async fn try_attach(&self, number: &str, draft_key: &str) -> Result<Result<(), Overtaken>> {
        let mut held = self.held(number).await?;
        let actor = actor(self.permitted(&held, Action::Attach)?);
        let mut recording = self.begin_recording().await?;
        let happenings = self.attach_uploads(&mut recording.tx, held.id, draft_key).await?;
        if happenings.is_empty() {
            return Ok(Ok(()));
        }
        if let Err(overtaken) = recording.append(&mut held, &actor, self.now, happenings).await? {
            return Ok(Err(overtaken));
        }
        recording.commit(&self.store).await?;
        Ok(Ok(()))
    }

    /// A file of a case or of a contract.
    ///
    /// # Errors
    /// `NotFound` when there is none or its case or contract is not the viewer's to see.
    pub async fn attachment(&self, id: i64) -> Result<StoredFile> {
        let scope = self.case_scope()?;
        let row: Option<StoredRow> = self.db().maybe(ATTACHMENT.within(scope), args![scope.id(), id]).await?;
        let row = match row {
            Some(row) => Some(row),
            None => self.document(id).await?,
        };
        let (name, media_type, size_bytes, path) = row.ok_or(Refusal::NotFound)?;
        Ok(StoredFile { name, media_type, size_bytes, path: self.store.data_dir().join("files").join(path) })
    }
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| Fault::Broken("work on files was cut short"))??)
}

/// Size and kind of a file, or what is wrong with it.
pub(crate) async fn examine(name: String, content: PathBuf, size_bytes: i64) -> Result<Accepted> {
    let (found_bytes, head) = blocking(move || {
        let file = fs::File::open(&content)?;
        let found_bytes = file.metadata()?.len();
        let mut head = Vec::new();
        file.take(HEAD_BYTES).read_to_end(&mut head)?;
        Ok((found_bytes, head))
    })
    .await?;
    let name = kind::tidy_name(&name);
    let counted_bytes = u64::try_from(size_bytes).unwrap_or(0);
    if found_bytes.max(counted_bytes) > FILE_MOST_MIB * MIB {
        return Err(flawed(FlawKind::FileTooLarge { name, most_mib: FILE_MOST_MIB }));
    }
    if found_bytes == 0 {
        return Err(flawed(FlawKind::FileEmpty { name }));
    }
    let Some(media_type) = kind::media_type(&name, &head) else { return Err(flawed(FlawKind::FileKind { name })) };
    Ok(Accepted { name, media_type, size_bytes: i64::try_from(found_bytes).unwrap_or(i64::MAX) })
}

/// Removes a file nobody refers to; one that stays costs room, not truth.
pub(crate) async fn forget(path: &Path) {
    if let Err(error) = tokio::fs::remove_file(path).await {
        tracing::warn!(%error, path = %path.display(), "an unused file could not be removed");
    }
}
