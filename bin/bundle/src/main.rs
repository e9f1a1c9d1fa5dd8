//! Turns the compiled WebAssembly, the style sheets and `public/` into `target/site`, the files the server carries inside it.
//!
//! `bundle <app.wasm> [--quick|--debug]`, called by `bin/build` from the root of the repository. Names carry a hash of the content, so
//! that browsers may keep them for ever; each file lies beside its brotli and gzip form; `manifest.json` names them for the
//! server. Each stage is kept and repeated only when what it is made from has changed.

mod budget;
mod code;
mod plain;
mod site;
mod squeeze;
mod stage;
mod style;
mod uncalled;

use anyhow::{Context, Result, bail};
use std::{env, path::PathBuf, process::ExitCode};

/// How much care the files get: all of it, all but what takes minutes, or just enough to look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    Release,
    Quick,
    Debug,
}

fn main() -> ExitCode {
    match bundle() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bundle() -> Result<()> {
    let (wasm, care) = arguments()?;
    let code = code::stage(&wasm, care)?;
    let style = style::stage(care)?;
    let plain = plain::stage(care)?;
    if site::assemble(&[code, style, plain])? {
        println!("bundle: {}", site::sizes()?);
    } else {
        println!("bundle: nothing has changed");
    }
    match care {
        Care::Release => budget::check(),
        Care::Quick | Care::Debug => Ok(()),
    }
}

fn arguments() -> Result<(PathBuf, Care)> {
    let mut wasm = None;
    let mut care = Care::Release;
    for argument in env::args().skip(1) {
        match argument.as_str() {
            "--debug" => care = Care::Debug,
            "--quick" => care = Care::Quick,
            _ if wasm.is_none() && !argument.starts_with('-') => wasm = Some(PathBuf::from(argument)),
            _ => bail!("usage: bundle <app.wasm> [--quick|--debug]"),
        }
    }
    Ok((wasm.context("usage: bundle <app.wasm> [--quick|--debug]")?, care))
}
