//! Makes the data files of `domain/` (policies, the role catalogue, calendars) part of the program, so that adding one is adding a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Stands among the policies, for they name what is in it.
const ROLES: &str = "roles.toml";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?);
    let mut code = String::new();
    for (name, folder) in [("POLICY_FILES", "policies"), ("CALENDAR_FILES", "calendars")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain").join(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        declare(&mut code, name, &folder)?;
    }
    let roles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/policies").join(ROLES);
    let _ = writeln!(code, "pub(crate) const ROLES_FILE: &str = include_str!({:?});", roles.canonicalize()?);
    fs::write(out.join("data_files.rs"), code)
}

/// A constant with the name and the text of every TOML file of a folder, in the order of the names.
fn declare(code: &mut String, name: &str, folder: &Path) -> io::Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.retain(|file| file.file_name().is_none_or(|name| name != ROLES));
    files.sort();
    let mut entries = String::new();
    for file in files {
        let stem = file.file_stem().unwrap_or_default();
        let _ = write!(entries, "({stem:?}, include_str!({:?})), ", file.canonicalize()?);
    }
    let _ = writeln!(code, "pub(crate) const {name}: &[(&str, &str)] = &[{entries}];");
    Ok(())
}
