//! The browser's code: wasm-bindgen writes the JavaScript that loads the WebAssembly, wasm-opt makes the latter smaller.

use crate::{
    Care, squeeze,
    stage::{Inputs, Stage, remove},
};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path, process::Command};
use wasm_bindgen_cli_support::Bindgen;

const WASM_OPT: &str = "end2end/node_modules/.bin/wasm-opt";

/// What rustc's WebAssembly uses and every browser of the last years has; wasm-opt may use no more.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub fn stage(wasm: &Path, care: Care) -> Result<Stage> {
    let inputs = Inputs::new()?.file(wasm)?.file(Path::new("end2end/package-lock.json"))?.word(&format!("{care:?}"));
    Stage::keep("code", inputs, |files| {
        let pkg = files.join("pkg");
        bind(wasm, &pkg, care)?;
        let bound = pkg.join("lightwell_bg.wasm");
        let small = pkg.join("lightwell.wasm");
        match care {
            Care::Release => shrink(&bound, &small)?,
            Care::Debug => fs::copy(&bound, &small).map(drop)?,
        }
        remove(&bound)?;
        let wasm_name = squeeze::name_by_content(&small)?;
        point_at(&pkg.join("lightwell.js"), &wasm_name)?;
        squeeze::name_by_content(&pkg.join("lightwell.js"))?;
        squeeze::compress_folder(files, care)
    })
}

/// Snippets, the JavaScript files some crates bring along, land in `pkg/snippets`, where the generated code imports them from.
fn bind(wasm: &Path, pkg: &Path, care: Care) -> Result<()> {
    let release = care == Care::Release;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .out_name("lightwell")
        .omit_default_module_path(false)
        .typescript(false)
        .demangle(false)
        .debug(!release)
        .keep_debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(pkg)
        .with_context(|| format!("wasm-bindgen refuses {}", wasm.display()))
}

fn shrink(from: &Path, to: &Path) -> Result<()> {
    let status = Command::new(WASM_OPT)
        .arg("-Oz")
        .args(FEATURES)
        .arg(from)
        .arg("-o")
        .arg(to)
        .status()
        .with_context(|| format!("cannot start {WASM_OPT}; bin/setup installs it"))?;
    ensure!(status.success(), "wasm-opt failed");
    Ok(())
}

/// Makes the script load the WebAssembly under its lasting name, also for a page that calls `init()` without saying which.
fn point_at(script: &Path, wasm_name: &str) -> Result<()> {
    let text = fs::read_to_string(script)?;
    ensure!(text.contains("lightwell_bg.wasm"), "{} does not load lightwell_bg.wasm", script.display());
    fs::write(script, text.replace("lightwell_bg.wasm", wasm_name))?;
    Ok(())
}
