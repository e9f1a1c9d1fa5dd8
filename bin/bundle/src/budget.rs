//! How much code a browser may be asked to load. Crossing it fails the build, because nobody notices bytes one by one.

use crate::site::{Code, SITE};
use anyhow::{Context, Result, ensure};
use std::{env, path::Path};

/// What every page loads: the main part and the scripts, as brotli. 300 kB is the goal; this is what it takes now, and one in a
/// hundred for what differs between machines that build it. Raise it only for what people get for it, and say so in the commit. `CODE_BUDGET_BYTES` in the
/// environment overrules both, to look at what grew.
const MAIN_BUDGET_BYTES: u64 = 298_000;
/// What a page may load beside it.
const PART_BUDGET_BYTES: u64 = 165_000;

pub fn check() -> Result<()> {
    let overruled = match env::var("CODE_BUDGET_BYTES") {
        Ok(bytes) => Some(bytes.parse().context("CODE_BUDGET_BYTES must be a number")?),
        Err(_) => None,
    };
    let code = Code::read(Path::new(SITE))?;
    let main = code.main_bytes()?;
    within("of every page", main, overruled.unwrap_or(MAIN_BUDGET_BYTES))?;
    for (part, bytes) in code.parts_by_size()? {
        within(&format!("of the part `{part}`"), bytes, overruled.unwrap_or(PART_BUDGET_BYTES))?;
    }
    Ok(())
}

fn within(what: &str, bytes: u64, budget: u64) -> Result<()> {
    ensure!(
        bytes <= budget,
        "the code {what} is {bytes} bytes as brotli and may be {budget} (bin/bundle/src/budget.rs). Find what grew: a new \
         dependency of `app`, or a type that drags its whole crate along; `twiggy top` tells."
    );
    Ok(())
}
