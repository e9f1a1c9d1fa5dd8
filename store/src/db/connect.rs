//! Opening a database of either engine and bringing it up to date.

use super::Db;
use crate::error::Fault;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/postgres");

/// Readers beside the one writer; the work of each is short.
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for a connection or for another process's write before it is a fault.
const PATIENCE: Duration = Duration::from_secs(10);
/// Distinct statements kept prepared per connection: more than the store has.
const STATEMENTS_KEPT: usize = 256;

impl Db {
    /// Opens the database of that URL, or the SQLite file when there is none, and migrates it.
    ///
    /// # Errors
    /// When it cannot be reached or migrated, or the URL is of another engine.
    pub async fn open(url: Option<&str>, file: &Path) -> Result<Db, Fault> {
        match url {
            Some(url) if url.starts_with("postgres:") || url.starts_with("postgresql:") => open_postgres(url).await,
            Some(url) if url.starts_with("sqlite:") => open_sqlite(SqliteConnectOptions::from_str(url)?).await,
            Some(_) => Err(Fault::Broken("the database URL begins with neither postgres: nor sqlite:")),
            None => open_sqlite(SqliteConnectOptions::new().filename(file)).await,
        }
    }
}

async fn open_sqlite(options: SqliteConnectOptions) -> Result<Db, Fault> {
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(STATEMENTS_KEPT);
    let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None);
    let write = pool().max_connections(1).connect_with(options.clone()).await?;
    SQLITE_MIGRATIONS.run(&write).await?;
    let read = pool().max_connections(SQLITE_READERS).connect_with(options.read_only(true)).await?;
    Ok(Db::Sqlite { read, write })
}

async fn open_postgres(url: &str) -> Result<Db, Fault> {
    let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(STATEMENTS_KEPT);
    let pool = PgPoolOptions::new().acquire_timeout(PATIENCE).max_connections(POSTGRES_CONNECTIONS);
    let pool = pool.connect_with(options).await?;
    POSTGRES_MIGRATIONS.run(&pool).await?;
    Ok(Db::Postgres(pool))
}

/// Tells one state of the PostgreSQL schema from another.
#[cfg(feature = "testing")]
pub(crate) fn postgres_schema_mark() -> String {
    use sha2::{Digest, Sha256};
    let mut mark = Sha256::new();
    for migration in POSTGRES_MIGRATIONS.iter() {
        mark.update(&migration.checksum);
    }
    hex::encode(mark.finalize()).chars().take(12).collect()
}
