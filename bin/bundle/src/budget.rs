//! How much code a browser may be asked to load. Crossing it fails the build, because nobody notices bytes one by one.

use crate::site::{Code, SITE};
use anyhow::{Context, Result, ensure};
use std::{env, path::Path};

/// What a page makes a browser load that has nothing yet: the part of every page, its own parts, the scripts; as brotli.
/// `CODE_BUDGET_BYTES` in the environment overrules it, to look at what grew. A ratchet: it may be lowered, not raised.
const CODE_BUDGET_BYTES: u64 = 460_000;

pub fn check() -> Result<()> {
    let budget = match env::var("CODE_BUDGET_BYTES") {
        Ok(bytes) => bytes.parse().context("CODE_BUDGET_BYTES must be a number")?,
        Err(_) => CODE_BUDGET_BYTES,
    };
    for (page, bytes) in Code::read(Path::new(SITE))?.pages_by_size()? {
        ensure!(
            bytes <= budget,
            "the code for the page `{page}` is {bytes} bytes as brotli and may be {budget} (bin/bundle/src/budget.rs). Find \
             what grew: a new dependency of `app`, or a type that drags its whole crate along; `twiggy top` tells."
        );
    }
    Ok(())
}
