//! `lightwell migrate`: opening the store brings it up to date; this only says so.

use super::{CommandFault, open};
use crate::config::Settings;

/// Brings the database up to date.
///
/// # Errors
/// When the database cannot be opened or a migration fails.
pub async fn run(settings: &Settings) -> Result<(), CommandFault> {
    open(settings).await?;
    println!("The database is up to date.");
    Ok(())
}
