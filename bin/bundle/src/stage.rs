//! A stage makes finished files in a directory of its own and remembers what it made them from.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

const STAGES: &str = "target/bundle";

/// The finished files of one stage, laid out as they will lie in the site, and the fingerprint of what they came from.
pub struct Stage {
    pub files: PathBuf,
    pub fingerprint: String,
}

impl Stage {
    /// Gives the kept files when `inputs` are as they were, and otherwise calls `make` with an empty directory.
    pub fn keep(name: &str, inputs: Inputs, make: impl FnOnce(&Path) -> Result<()>) -> Result<Stage> {
        let files = Path::new(STAGES).join(name);
        let note = Path::new(STAGES).join(format!("{name}.made-from"));
        let fingerprint = inputs.fingerprint();
        if fs::read_to_string(&note).is_ok_and(|made_from| made_from == fingerprint) {
            return Ok(Stage { files, fingerprint });
        }
        remove(&note)?;
        remove(&files)?;
        fs::create_dir_all(&files)?;
        make(&files)?;
        fs::write(&note, &fingerprint)?;
        Ok(Stage { files, fingerprint })
    }
}

/// Everything the outcome of a stage depends on, this program included.
pub struct Inputs(Sha256);

impl Inputs {
    pub fn new() -> Result<Inputs> {
        Inputs(Sha256::new()).file(&env::current_exe()?)
    }

    pub fn word(mut self, word: &str) -> Inputs {
        self.0.update((word.len() as u64).to_le_bytes());
        self.0.update(word);
        self
    }

    pub fn file(self, path: &Path) -> Result<Inputs> {
        let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut inputs = self.word(&path.to_string_lossy());
        inputs.0.update((content.len() as u64).to_le_bytes());
        inputs.0.update(content);
        Ok(inputs)
    }

    pub fn folder(mut self, folder: &Path) -> Result<Inputs> {
        for file in files_in(folder)? {
            self = self.file(&file)?;
        }
        Ok(self)
    }

    fn fingerprint(self) -> String {
        hex::encode(self.0.finalize())
    }
}

/// All files below `folder`, sorted; none when there is no such folder.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Removes a file or a folder, if it is there.
pub fn remove(path: &Path) -> Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)?;
    } else if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}
