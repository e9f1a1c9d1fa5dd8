//! `target/site`: the files of all stages together, and the manifest by which the server finds them.

use crate::{
    plain::copy_folder,
    stage::{Stage, files_in, remove},
};
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
};

pub const SITE: &str = "target/site";
const MADE_FROM: &str = "target/bundle/site.made-from";

/// Puts the site together anew and says so, or leaves it untouched, so that the server need not be compiled again.
pub fn assemble(stages: &[Stage]) -> Result<bool> {
    let fingerprint = stages.iter().map(|stage| stage.fingerprint.as_str()).collect::<Vec<_>>().join("\n");
    let unchanged = fs::read_to_string(MADE_FROM).is_ok_and(|made_from| made_from == fingerprint);
    if unchanged && Path::new(SITE).join("manifest.json").exists() {
        return Ok(false);
    }
    // The new site takes the place of the old one at once: a build that starts meanwhile never embeds half of it.
    let new = Path::new("target/bundle/site");
    remove(Path::new(MADE_FROM))?;
    remove(new)?;
    for stage in stages {
        copy_folder(&stage.files, new)?;
    }
    fs::write(new.join("manifest.json"), manifest(new)?)?;
    remove(Path::new(SITE))?;
    fs::rename(new, SITE)?;
    fs::write(MADE_FROM, fingerprint)?;
    Ok(true)
}

fn manifest(site: &Path) -> Result<String> {
    let address = |ending: &str| -> Result<String> {
        let file = lasting(site, ending)?;
        Ok(format!("/{}", file.strip_prefix(site)?.display()))
    };
    let names = json!({ "js": address("js")?, "wasm": address("wasm")?, "css": address("css")? });
    Ok(serde_json::to_string_pretty(&names)?)
}

/// The one file `pkg/lightwell.<hash>.<ending>`.
pub fn lasting(site: &Path, ending: &str) -> Result<PathBuf> {
    files_in(&site.join("pkg"))?
        .into_iter()
        .find(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("lightwell.") && name.ends_with(&format!(".{ending}"))
        })
        .with_context(|| format!("no pkg/lightwell.*.{ending} was made"))
}

/// One line on how large the files are, as they are and as brotli.
pub fn sizes() -> Result<String> {
    let mut parts = Vec::new();
    for ending in ["wasm", "js", "css"] {
        let raw = lasting(Path::new(SITE), ending)?;
        let size_kb = |path: &Path| fs::metadata(path).map(|file| file.len().div_ceil(1000));
        let small = match size_kb(&raw.with_extension(format!("{ending}.br"))) {
            Ok(small_kb) => format!(", {small_kb} kB brotli"),
            Err(_) => String::new(),
        };
        parts.push(format!("{ending} {} kB{small}", size_kb(&raw)?));
    }
    Ok(parts.join(" · "))
}
