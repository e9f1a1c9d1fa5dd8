//! The binary `lightwell`: reads the command line and says what went wrong.

use clap::Parser;
use server::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("lightwell: {fault}");
            ExitCode::FAILURE
        }
    }
}
