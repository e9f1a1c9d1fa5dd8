//! Lasting names and small forms: `x.css` becomes `x.0123456789ab.css`, and gets `.br` and `.gz` beside it.

use crate::{Care, stage::files_in};
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{fs, io::Write, path::Path};

const COMPRESSIBLE: [&str; 10] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Renames a file after its content and gives the new name.
pub fn name_by_content(path: &Path) -> Result<String> {
    let hash = hex::encode(Sha256::digest(fs::read(path)?));
    let stem = path.file_stem().context("a file without a name")?.to_string_lossy();
    let ending = path.extension().context("a file without an ending")?.to_string_lossy();
    let name = format!("{stem}.{}.{ending}", &hash[..12]);
    fs::rename(path, path.with_file_name(&name))?;
    Ok(name)
}

/// Renames a folder after all that lies in it.
pub fn name_by_contents(folder: &Path) -> Result<()> {
    let mut all = Sha256::new();
    for file in files_in(folder)? {
        all.update(file.strip_prefix(folder)?.to_string_lossy().as_bytes());
        all.update(Sha256::digest(fs::read(&file)?));
    }
    let hash = hex::encode(all.finalize());
    fs::rename(folder, folder.with_file_name(&hash[..12]))?;
    Ok(())
}

/// Writes the brotli and gzip forms of everything that gains by it; only what people get is worth the wait.
pub fn compress_folder(folder: &Path, care: Care) -> Result<()> {
    if care != Care::Release {
        return Ok(());
    }
    for file in files_in(folder)? {
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        if COMPRESSIBLE.contains(&&*ending) {
            let content = fs::read(&file)?;
            fs::write(file.with_extension(format!("{ending}.br")), brotli(&content)?)?;
            fs::write(file.with_extension(format!("{ending}.gz")), gzip(&content)?)?;
        }
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let best = BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &best)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_content_and_nothing_else() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("lightwell-bundle-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let mut names = Vec::new();
        for content in ["a{}", "b{}", "a{}"] {
            fs::write(folder.join("x.css"), content)?;
            names.push(name_by_content(&folder.join("x.css"))?);
        }
        fs::remove_dir_all(&folder)?;
        assert_eq!(names[0], names[2]);
        assert_ne!(names[0], names[1]);
        assert_eq!(names[0].len(), "x.0123456789ab.css".len());
        Ok(())
    }
}
