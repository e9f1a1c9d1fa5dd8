//! Makes sure that the folder of the browser's files exists, so that the server compiles before bin/bundle has filled it,
//! and compiles the server again when bin/bundle puts another one in its place. Builds nothing itself.

use std::fs;

fn main() -> std::io::Result<()> {
    fs::create_dir_all("../target/site")?;
    println!("cargo:rerun-if-changed=../target/site");
    Ok(())
}
