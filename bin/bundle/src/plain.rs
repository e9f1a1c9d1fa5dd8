//! What is served as it is: the files of `public/`, under their own names.

use crate::{
    Care, squeeze,
    stage::{Inputs, Stage, files_in},
};
use anyhow::Result;
use std::{fs, path::Path};

pub fn stage(care: Care) -> Result<Stage> {
    let public = Path::new("public");
    let inputs = Inputs::new()?.folder(public)?.word(&format!("{care:?}"));
    Stage::keep("plain", inputs, |files| {
        copy_folder(public, files)?;
        squeeze::compress_folder(files, care)
    })
}

/// Copies all files below `from` to the same places below `to`.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_in(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().unwrap_or(to))?;
        fs::copy(&file, copy)?;
    }
    Ok(())
}
