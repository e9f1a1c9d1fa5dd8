//! What each command of `lightwell` does. They print for people; logs go to standard error.

pub mod check;
pub mod demo;
pub mod list;
pub mod migrate;
pub mod serve;
pub mod simulate;
pub mod user;

use crate::config::Settings;
use crate::mail::MailFault;
use crate::passwords::PasswordFault;
use store::Store;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("the database cannot be opened: {0}")]
    Open(store::Fault),
    #[error("a statement does not fit the database: {0}")]
    Statement(String),
    #[error("{address} cannot be listened on: {error}")]
    Listen { address: std::net::SocketAddr, error: std::io::Error },
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Password(#[from] PasswordFault),
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoFault),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("mail: {0}")]
    Mail(#[from] MailFault),
    /// What is wrong with a list, line by line.
    #[error("{0}")]
    List(String),
    #[error("{0}")]
    Usage(&'static str),
}

/// Opens the store of these settings.
async fn open(settings: &Settings) -> Result<Store, CommandFault> {
    Store::open(settings.store()).await.map_err(CommandFault::Open)
}
