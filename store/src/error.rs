//! The two kinds of failure: an expected no, and a fault of ours.

use domain::refusal::Refusal;

/// What a use case can end with besides success.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An expected no, to be shown in the reader's language.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A bug or an outage, to be logged once at the boundary.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A bug or an outage.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("data file {file}: {message}")]
    DataFile { file: String, message: String },
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Broken(&'static str),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Fault(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Fault(error.into())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::Fault(error.into())
    }
}

/// The result of every use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;
