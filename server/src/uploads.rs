//! Multipart forms: fields into memory, files onto disk, both within bounds. What is too large is read to its end and thrown
//! away, because a browser that is cut off shows an error of its own instead of ours. Which content is accepted is decided
//! by the store.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use chrono::DateTime;
use domain::Moment;
use domain::refusal::{Flaw, FlawKind};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

/// Largest file.
pub const FILE_MOST_MIB: u64 = 20;
/// Most files of one form.
pub const FILES_MOST: usize = 10;
/// Largest request: ten files, the fields, and what multipart adds.
pub const BODY_MOST_BYTES: usize = 210 << 20;
/// Largest text field, and most of them.
const FIELD_MOST_BYTES: usize = 64 << 10;
const FIELDS_MOST: usize = 64;
/// Name of the form's file fields.
pub const FILES_FIELD: &str = "files";

/// What a multipart form held.
#[derive(Default)]
pub struct Received {
    /// Names and values in the order of the form.
    pub fields: Vec<(String, String)>,
    pub files: Vec<ReceivedFile>,
    /// Files that were not taken, and why.
    pub flaws: Vec<Flaw>,
}

/// A file that waits in the data folder and goes when this is dropped.
pub struct ReceivedFile {
    pub name: String,
    pub size_bytes: i64,
    pub content: TempPath,
}

/// The folder where files wait.
pub fn waiting_room(data: &Path) -> PathBuf {
    data.join("tmp")
}

/// Reads the whole form.
///
/// # Errors
/// When the disk refuses. A request that ends early or is none of ours gives what has been read so far, with a flaw.
pub async fn receive(mut form: Multipart, data: &Path) -> io::Result<Received> {
    let folder = waiting_room(data);
    tokio::fs::create_dir_all(&folder).await?;
    let mut received = Received::default();
    loop {
        match form.next_field().await {
            Ok(Some(field)) if field.file_name().is_some() => received.take_file(field, &folder).await?,
            Ok(Some(field)) => received.take_field(field).await,
            Ok(None) => return Ok(received),
            Err(_) => {
                received.break_off(String::new());
                return Ok(received);
            }
        }
    }
}

impl Received {
    async fn take_field(&mut self, mut field: Field<'_>) {
        let name = field.name().unwrap_or_default().to_owned();
        let mut value = Vec::new();
        while let Ok(Some(chunk)) = field.chunk().await {
            let room = FIELD_MOST_BYTES - value.len();
            value.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        if self.fields.len() < FIELDS_MOST {
            self.fields.push((name, String::from_utf8_lossy(&value).into_owned()));
        }
    }

    async fn take_file(&mut self, mut field: Field<'_>, folder: &Path) -> io::Result<()> {
        let name = base_name(field.file_name().unwrap_or_default());
        if name.is_empty() {
            // What browsers send for a file field that was left empty.
            while let Ok(Some(_)) = field.chunk().await {}
            return Ok(());
        }
        let content = tempfile::NamedTempFile::new_in(folder)?.into_temp_path();
        let size_bytes = match copy(&mut field, &content).await? {
            Copied::Whole(size_bytes) => size_bytes,
            Copied::TooLarge => {
                self.flaw(FlawKind::FileTooLarge { name, most_mib: FILE_MOST_MIB });
                return Ok(());
            }
            Copied::BrokenOff => {
                self.break_off(name);
                return Ok(());
            }
        };
        if self.files.len() == FILES_MOST {
            self.flaw(FlawKind::TooManyFiles { most: FILES_MOST });
        } else {
            self.files.push(ReceivedFile { name, size_bytes, content });
        }
        Ok(())
    }

    /// A request larger than any that is allowed ends in the middle of a file.
    fn break_off(&mut self, name: String) {
        self.flaw(FlawKind::FileTooLarge { name, most_mib: FILE_MOST_MIB });
    }

    fn flaw(&mut self, kind: FlawKind) {
        let flaw = Flaw::of(FILES_FIELD, kind);
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    /// The value of that field; empty when the form had none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

/// Removes files that wait for more than a day: their request ended with the process.
///
/// # Errors
/// When the disk refuses.
pub fn sweep(data: &Path, now: Moment) -> io::Result<()> {
    let folder = waiting_room(data);
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let written_at = Moment::from(DateTime::from(entry.metadata()?.modified()?));
        if now - written_at > chrono::Duration::days(1) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

enum Copied {
    Whole(i64),
    TooLarge,
    BrokenOff,
}

/// Writes a field to disk up to the limit, and reads the rest of it without keeping it.
async fn copy(field: &mut Field<'_>, to: &Path) -> io::Result<Copied> {
    let most_bytes = FILE_MOST_MIB << 20;
    let mut file = tokio::fs::File::create(to).await?;
    let mut size_bytes: u64 = 0;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                size_bytes += chunk.len() as u64;
                if size_bytes <= most_bytes {
                    file.write_all(&chunk).await?;
                }
            }
            Ok(None) if size_bytes > most_bytes => return Ok(Copied::TooLarge),
            Ok(None) => {
                file.flush().await?;
                return Ok(Copied::Whole(i64::try_from(size_bytes).unwrap_or(i64::MAX)));
            }
            Err(_) => return Ok(Copied::BrokenOff),
        }
    }
}

/// Some browsers send whole paths; only the name is wanted, and no control characters in it.
fn base_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_broken_off_request_left_goes_after_a_day() {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(waiting_room(data.path())).unwrap();
        let left = waiting_room(data.path()).join("left");
        std::fs::write(&left, "half a file").unwrap();
        let written_at = Moment::from(DateTime::from(std::fs::metadata(&left).unwrap().modified().unwrap()));
        sweep(data.path(), written_at + chrono::Duration::hours(23)).unwrap();
        assert!(left.exists());
        sweep(data.path(), written_at + chrono::Duration::hours(25)).unwrap();
        assert!(!left.exists());
    }

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(base_name("C:\\fotos\\screen.png"), "screen.png");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("a\r\nb.txt"), "ab.txt");
        assert_eq!(base_name(""), "");
    }
}
