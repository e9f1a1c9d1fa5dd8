//! How much code a browser may be asked to load. Crossing it fails the build, because nobody notices bytes one by one.

use crate::site::{SITE, lasting};
use anyhow::{Context, Result, ensure};
use std::{env, fs, path::Path};

/// The WebAssembly and its script together, as brotli. `CODE_BUDGET_BYTES` in the environment overrules it, to look at what grew.
/// A ratchet on the way to 300 kB, which splitting the code by page will bring: it may be lowered, not raised.
const CODE_BUDGET_BYTES: u64 = 485_000;

pub fn check() -> Result<()> {
    let budget = match env::var("CODE_BUDGET_BYTES") {
        Ok(bytes) => bytes.parse().context("CODE_BUDGET_BYTES must be a number")?,
        Err(_) => CODE_BUDGET_BYTES,
    };
    let mut bytes = 0;
    for ending in ["wasm", "js"] {
        bytes += fs::metadata(lasting(Path::new(SITE), &format!("{ending}.br"))?)?.len();
    }
    ensure!(
        bytes <= budget,
        "the browser's code is {bytes} bytes as brotli and may be {budget} (bin/bundle/src/budget.rs). Find what grew: \
         a new dependency of `app`, or a type that drags its whole crate along; `twiggy top` and `wasm-opt --metrics` tell."
    );
    Ok(())
}
