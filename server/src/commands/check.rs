//! `lightwell check`: finds out before `serve` does whether everything it needs is there.

use super::{CommandFault, open};
use crate::config::Settings;
use crate::mail::Post;

/// Opens the database, prepares every statement, tries the data folder and the mail settings.
///
/// # Errors
/// The first thing that is wrong.
pub async fn run(settings: &Settings) -> Result<(), CommandFault> {
    let store = open(settings).await?;
    store.db().check_all_sql().await.map_err(CommandFault::Statement)?;
    println!("database   OK, {} statements prepared", store::ALL_SQL.len());
    tempfile::tempfile_in(&settings.data)?;
    println!("data       OK, {} can be written to", settings.data.display());
    Post::new(settings)?;
    match &settings.smtp_url {
        Some(_) => println!("mail       OK, by SMTP"),
        None => println!("mail       OK, into {}", settings.data.join("mail").display()),
    }
    println!("OK");
    Ok(())
}
