//! The files of announcements: the store's own sum of each, and who may download it.

use super::in_sight;
use crate::db::{Tx, args, sql};
use crate::files::{StoredFile, StoredRow, blocking};
use crate::{Desk, Result};
use domain::announcement::AnnouncementFile;
use domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

/// As much of a file is in memory at once.
const CHUNK_BYTES: usize = 256 * 1024;

sql!(
    FILES,
    "SELECT id, name, size_bytes, sha256 FROM announcement_file
     WHERE announcement_id = $1 AND removed_at IS NULL ORDER BY id"
);
sql!(
    FILE,
    concat!(
        "SELECT f.name, f.media_type, f.size_bytes, f.path, f.sha256 FROM announcement_file f
         JOIN announcement a ON a.id = f.announcement_id WHERE ",
        in_sight!(),
        " AND f.id = $2 AND f.removed_at IS NULL"
    )
);
sql!(
    WAITING,
    "SELECT name, media_type, size_bytes, path FROM attachment WHERE person_id = $1 AND draft_key = $2
     AND case_id IS NULL AND contract_id IS NULL ORDER BY id"
);
sql!(TAKEN, "DELETE FROM attachment WHERE path = $1 AND person_id = $2 AND case_id IS NULL AND contract_id IS NULL");
sql!(
    ADDED,
    "INSERT INTO announcement_file (announcement_id, name, media_type, size_bytes, path, sha256)
     VALUES ($1, $2, $3, $4, $5, $6)"
);

/// An uploaded file and its sum.
pub(super) struct Summed {
    row: StoredRow,
    sha256: String,
}

impl Desk {
    /// A file to download, and its SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// `NotFound` when there is none or its announcement is not for the viewer; `SignInNeeded` for guests.
    pub async fn announcement_file(&self, id: i64) -> Result<(StoredFile, String)> {
        let (organisation, _) = self.reader()?;
        let row: Option<(String, String, i64, String, String)> =
            self.db().maybe(&FILE, args![organisation, id]).await?;
        let (name, media_type, size_bytes, path, sha256) = row.ok_or(Refusal::NotFound)?;
        Ok((StoredFile { name, media_type, size_bytes, path: self.kept_at(&path) }, sha256))
    }

    pub(super) async fn announcement_files(&self, id: i64) -> Result<Vec<AnnouncementFile>> {
        let rows: Vec<(i64, String, i64, String)> = self.db().all(&FILES, args![id]).await?;
        let file = |(id, name, size_bytes, sha256)| AnnouncementFile { id, name, size_bytes, sha256 };
        Ok(rows.into_iter().map(file).collect())
    }

    /// What the viewer uploaded under that key, summed. Large files take a while, so no transaction waits for it.
    pub(super) async fn summed_uploads(&self, draft_key: &str) -> Result<Vec<Summed>> {
        let rows: Vec<StoredRow> = self.db().all(&WAITING, args![self.person()?.id, draft_key]).await?;
        let mut summed = Vec::with_capacity(rows.len());
        for row in rows {
            let path = self.kept_at(&row.3);
            let sha256 = blocking(move || sum(&path)).await?;
            summed.push(Summed { row, sha256 });
        }
        Ok(summed)
    }

    fn kept_at(&self, path: &str) -> PathBuf {
        self.store.data_dir().join("files").join(path)
    }
}

fn sum(path: &PathBuf) -> std::io::Result<String> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            length => hasher.update(&chunk[..length]),
        }
    }
}

/// Makes an uploaded file one of the announcement; one that was taken back meanwhile is none.
pub(super) async fn add(tx: &mut Tx, announcement: i64, person: i64, file: Summed) -> Result<()> {
    let Summed { row: (name, media_type, size_bytes, path), sha256 } = file;
    if tx.run(&TAKEN, args![&path, person]).await? > 0 {
        tx.run(&ADDED, args![announcement, name, media_type, size_bytes, path, sha256]).await?;
    }
    Ok(())
}
