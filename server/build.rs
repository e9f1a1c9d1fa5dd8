//! Makes sure that the folder of the browser's files exists, so that the server compiles before bin/bundle has filled it,
//! and compiles a server that carries them again when bin/bundle puts another one in its place; one that is not optimised
//! reads them from disk. Builds nothing itself.

use std::{env, fs};

fn main() -> std::io::Result<()> {
    fs::create_dir_all("../target/site")?;
    let carries_them = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo:rerun-if-changed={}", if carries_them { "../target/site" } else { "build.rs" });
    Ok(())
}
