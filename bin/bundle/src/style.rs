//! The style sheet: lightningcss puts `style/main.css` and all it imports into one small file.

use crate::{
    Care, squeeze,
    stage::{Inputs, Stage},
};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path, process::Command};

const LIGHTNINGCSS: &str = "end2end/node_modules/.bin/lightningcss";
const ENTRY: &str = "style/main.css";

/// The oldest browsers with nesting, `:has()` and `light-dark()` of their own: all of 2024's, and the webviews of today.
const BROWSERS: &str = "chrome >= 123, edge >= 123, firefox >= 121, safari >= 17.5, ios_saf >= 17.5";

pub fn stage(care: Care) -> Result<Stage> {
    let inputs = Inputs::new()?
        .folder(Path::new("style"))?
        .file(Path::new("end2end/package-lock.json"))?
        .word(BROWSERS)
        .word(&format!("{care:?}"));
    Stage::keep("style", inputs, |files| {
        let sheet = files.join("pkg/lightwell.css");
        fs::create_dir_all(files.join("pkg"))?;
        bundle(&sheet, care)?;
        squeeze::name_by_content(&sheet)?;
        squeeze::compress_folder(files, care)
    })
}

fn bundle(sheet: &Path, care: Care) -> Result<()> {
    let mut command = Command::new(LIGHTNINGCSS);
    command.args(["--bundle", "--targets", BROWSERS]);
    if care == Care::Release {
        command.arg("--minify");
    }
    let status = command
        .arg(ENTRY)
        .arg("--output-file")
        .arg(sheet)
        .status()
        .with_context(|| format!("cannot start {LIGHTNINGCSS}; bin/setup installs it"))?;
    ensure!(status.success(), "lightningcss refuses {ENTRY}");
    Ok(())
}
