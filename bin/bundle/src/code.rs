//! The browser's code: it is split by page, wasm-bindgen writes the JavaScript that loads it, wasm-opt makes it smaller.
//!
//! The parts name each other, so no part can be called after its content: the folder is, `pkg/<hash>/`.

use crate::{
    Care, squeeze,
    stage::{Inputs, Stage, files_in, remove},
    uncalled,
};
use anyhow::{Context, Result, anyhow, ensure};
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};
use wasm_bindgen_cli_support::Bindgen;

const WASM_OPT: &str = "end2end/node_modules/.bin/wasm-opt";
/// The script that loads the parts, written by the splitter and imported by wasm-bindgen's.
pub const LOADER: &str = "parts.js";
/// part → the stems of its files; the site's manifest names them to the server.
pub const PARTS: &str = "parts.json";

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
        let folder = files.join("pkg/code");
        fs::create_dir_all(&folder)?;
        let main = split(wasm, &folder)?;
        bind(&main, &folder, care)?;
        remove(&main)?;
        if care == Care::Release {
            shrink_all(files_in(&folder)?)?;
        }
        squeeze::name_by_contents(&folder)?;
        squeeze::compress_folder(files, care)
    })
}

/// Takes out what only some pages need. Gives the main part, on which wasm-bindgen has still to work.
fn split(wasm: &Path, folder: &Path) -> Result<PathBuf> {
    let main = folder.join("lightwell.wasm");
    let code = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let code = uncalled::emptied(code)?;
    let mut options = wasm_split_cli_support::Options::new(&code);
    let link_name = format!("./{LOADER}");
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "./lightwell.js";
    options.link_name = &link_name;
    let parts = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split: {error:#}"))?;
    let parts: BTreeMap<_, _> = parts.prefetch_map.into_iter().collect();
    fs::write(folder.join(PARTS), serde_json::to_string_pretty(&parts)?)?;
    Ok(main)
}

/// Snippets, the JavaScript files some crates bring along, land in `snippets`, where the generated code imports them from.
fn bind(wasm: &Path, folder: &Path, care: Care) -> Result<()> {
    let debug = care == Care::Debug;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .out_name("lightwell")
        .omit_default_module_path(false)
        .typescript(false)
        .demangle(false)
        .debug(debug)
        .keep_debug(debug)
        // The parts are linked with the main one by what the linker exported.
        .keep_lld_exports(true)
        .remove_name_section(!debug)
        .remove_producers_section(!debug)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen refuses {}", wasm.display()))
}

/// Below this size starting wasm-opt costs more time than it saves bytes.
const WORTH_SHRINKING_BYTES: u64 = 3_000;

/// Several at a time, the largest first: the main part alone takes as long as all others together.
fn shrink_all(mut parts: Vec<PathBuf>) -> Result<()> {
    parts.sort_by_key(|part| Reverse(fs::metadata(part).map_or(0, |file| file.len())));
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let left = Mutex::new(parts.into_iter());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || std::iter::from_fn(next).try_for_each(|part| shrink(&part));
    thread::scope(|scope| {
        let working: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        working.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?)
    })
}

fn shrink(part: &Path) -> Result<()> {
    if part.extension().is_none_or(|ending| ending != "wasm") || fs::metadata(part)?.len() < WORTH_SHRINKING_BYTES {
        return Ok(());
    }
    // What it warns of are names that it does not know; they are dropped all the same.
    let done = Command::new(WASM_OPT)
        .arg("-Oz")
        .args(FEATURES)
        .arg(part)
        .arg("-o")
        .arg(part)
        .output()
        .with_context(|| format!("cannot start {WASM_OPT}; bin/setup installs it"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "wasm-opt failed on {}: {said}", part.display());
    Ok(())
}
