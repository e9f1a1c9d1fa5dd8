//! `target/site`: the files of all stages together, and the manifest by which the server finds them.

use crate::{
    code::{LOADER, PARTS},
    plain::copy_folder,
    stage::{Stage, files_in, remove},
};
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    collections::BTreeMap,
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

/// The addresses that pages name, and which parts of the code each page needs.
fn manifest(site: &Path) -> Result<String> {
    let address = |file: PathBuf| -> Result<String> { Ok(format!("/{}", file.strip_prefix(site)?.display())) };
    let code = Code::read(site)?;
    let names = json!({
        "js": address(code.folder.join("lightwell.js"))?,
        "wasm": address(code.main())?,
        "css": address(style(site)?)?,
        "loader": address(code.folder.join(LOADER))?,
        "parts": code.parts.iter().map(|(page, parts)| {
            let addresses = parts.iter().map(|part| address(code.part(part)));
            Ok((page.clone(), addresses.collect::<Result<Vec<_>>>()?))
        }).collect::<Result<BTreeMap<_, _>>>()?,
    });
    Ok(serde_json::to_string_pretty(&names)?)
}

/// The browser's code as it lies in the site.
pub struct Code {
    folder: PathBuf,
    /// part → its files
    parts: BTreeMap<String, Vec<String>>,
}

impl Code {
    /// The one folder `pkg/<hash>`.
    pub fn read(site: &Path) -> Result<Code> {
        let list = files_in(&site.join("pkg"))?.into_iter().find(|file| file.ends_with(PARTS));
        let list = list.with_context(|| format!("no pkg/*/{PARTS} was made"))?;
        let parts = serde_json::from_slice(&fs::read(&list)?)?;
        Ok(Code { folder: list.parent().map(Path::to_owned).unwrap_or_default(), parts })
    }

    fn main(&self) -> PathBuf {
        self.folder.join("lightwell_bg.wasm")
    }

    fn part(&self, stem: &str) -> PathBuf {
        self.folder.join(format!("{stem}.wasm"))
    }

    /// What every page loads.
    fn always(&self) -> Vec<PathBuf> {
        vec![self.main(), self.folder.join("lightwell.js"), self.folder.join(LOADER)]
    }

    /// Bytes of what every page loads, as brotli.
    pub fn main_bytes(&self) -> Result<u64> {
        brotli_bytes(&self.always())
    }

    /// Each part and the bytes it adds, as brotli; the largest first.
    pub fn parts_by_size(&self) -> Result<Vec<(String, u64)>> {
        let mut sizes = Vec::new();
        for (part, files) in &self.parts {
            let files = files.iter().map(|file| self.part(file)).collect::<Vec<_>>();
            sizes.push((part.clone(), brotli_bytes(&files)?));
        }
        sizes.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
        Ok(sizes)
    }
}

fn brotli_bytes(files: &[PathBuf]) -> Result<u64> {
    let size = |file: &PathBuf| -> Result<u64> { Ok(fs::metadata(small(file))?.len()) };
    files.iter().map(size).sum()
}

fn small(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// The one file `pkg/lightwell.<hash>.css`.
fn style(site: &Path) -> Result<PathBuf> {
    let files = files_in(&site.join("pkg"))?;
    let found = files.into_iter().find(|file| file.extension().is_some_and(|ending| ending == "css"));
    found.context("no pkg/lightwell.*.css was made")
}

/// One line on how large the files are as brotli, or as they are when they were not made small.
pub fn sizes() -> Result<String> {
    let site = Path::new(SITE);
    let (code, style) = (Code::read(site)?, style(site)?);
    let kb = |bytes: u64| bytes.div_ceil(1000);
    if !small(&style).exists() {
        return Ok(format!("main code {} kB, uncompressed", kb(fs::metadata(code.main())?.len())));
    }
    let (main, css) = (code.main_bytes()?, brotli_bytes(&[style])?);
    let parts = code.parts_by_size()?;
    let parts = parts.iter().map(|(part, bytes)| format!("{part} {}", kb(*bytes))).collect::<Vec<_>>().join(", ");
    Ok(format!("css {} kB · code of every page {} kB · parts: {parts} kB, all as brotli", kb(css), kb(main)))
}
