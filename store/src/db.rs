//! Two engines, one SQL text: SQLite in a file, PostgreSQL by URL. Knows statements and transactions, nothing of what
//! they mean. SQLite has one writing connection whose transactions begin with `BEGIN IMMEDIATE`, so that writers queue
//! instead of failing; every commit is on the disk before it is acknowledged (`synchronous=FULL`).

mod connect;
mod statement;
mod value;

#[cfg(feature = "testing")]
pub(crate) use connect::postgres_schema_mark;
pub(crate) use statement::sql;
pub use statement::{ALL_SQL, Sql};
pub(crate) use value::{Val, args};

use sqlx::postgres::{PgArguments, PgPool, PgRow};
use sqlx::query::QueryAs;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{FromRow, Postgres, SqlSafeStr, Sqlite, Transaction};

/// A database of either engine. Cheap to clone.
#[derive(Clone)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// A transaction; dropped without [`Tx::commit`] it never happened.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What a row can be read into.
pub(crate) trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

fn on_sqlite<T: Row>(sql: &Sql, args: Vec<Val>) -> sqlx::Result<QueryAs<'static, Sqlite, T, SqliteArguments>> {
    Ok(sqlx::query_as_with(sql.sqlite, value::for_sqlite(args)?))
}

fn on_postgres<T: Row>(sql: &Sql, args: Vec<Val>) -> sqlx::Result<QueryAs<'static, Postgres, T, PgArguments>> {
    Ok(sqlx::query_as_with(sql.postgres, value::for_postgres(args)?))
}

impl Db {
    /// Every row of a reading statement.
    pub(crate) async fn all<T: Row>(&self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<Vec<T>> {
        match self {
            Db::Sqlite { read, .. } => on_sqlite(sql, args)?.fetch_all(read).await,
            Db::Postgres(pool) => on_postgres(sql, args)?.fetch_all(pool).await,
        }
    }

    /// The first row of a reading statement, if there is one.
    pub(crate) async fn maybe<T: Row>(&self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<Option<T>> {
        match self {
            Db::Sqlite { read, .. } => on_sqlite(sql, args)?.fetch_optional(read).await,
            Db::Postgres(pool) => on_postgres(sql, args)?.fetch_optional(pool).await,
        }
    }

    /// The row of a reading statement that always has one.
    pub(crate) async fn one<T: Row>(&self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<T> {
        self.maybe(sql, args).await?.ok_or(sqlx::Error::RowNotFound)
    }

    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Db::Sqlite { write, .. } => write.is_closed(),
            Db::Postgres(pool) => pool.is_closed(),
        }
    }

    /// Waits for what is going on and closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// Runs one writing statement by itself; the answer is how many rows it touched.
    pub(crate) async fn run(&self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<u64> {
        let mut tx = self.begin().await?;
        let touched = tx.run(sql, args).await?;
        tx.commit().await?;
        Ok(touched)
    }

    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Db::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Prepares every registered statement: what one engine would not understand comes out in a test, not at night.
    ///
    /// # Errors
    /// The name of the statement with the engine's complaint.
    pub async fn check_all_sql(&self) -> Result<(), String> {
        for sql in ALL_SQL {
            let prepared = match self {
                Db::Sqlite { write, .. } => prepare_on(write, sql.sqlite).await,
                Db::Postgres(pool) => prepare_on(pool, sql.postgres).await,
            };
            prepared.map_err(|error| format!("{}: {error}", sql.name))?;
        }
        Ok(())
    }
}

async fn prepare_on<D: sqlx::Database>(pool: &sqlx::Pool<D>, text: &'static str) -> sqlx::Result<()>
where
    for<'c> &'c mut D::Connection: sqlx::Executor<'c, Database = D>,
{
    use sqlx::Executor as _;
    let mut connection = pool.acquire().await?;
    (&mut *connection).prepare(text.into_sql_str()).await?;
    Ok(())
}

impl Tx {
    /// Every row of a statement.
    pub(crate) async fn all<T: Row>(&mut self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<Vec<T>> {
        match self {
            Tx::Sqlite(tx) => on_sqlite(sql, args)?.fetch_all(&mut **tx).await,
            Tx::Postgres(tx) => on_postgres(sql, args)?.fetch_all(&mut **tx).await,
        }
    }

    /// The first row of a statement, if there is one.
    pub(crate) async fn maybe<T: Row>(&mut self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<Option<T>> {
        match self {
            Tx::Sqlite(tx) => on_sqlite(sql, args)?.fetch_optional(&mut **tx).await,
            Tx::Postgres(tx) => on_postgres(sql, args)?.fetch_optional(&mut **tx).await,
        }
    }

    /// The row of a statement that always has one.
    pub(crate) async fn one<T: Row>(&mut self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<T> {
        self.maybe(sql, args).await?.ok_or(sqlx::Error::RowNotFound)
    }

    /// Runs a statement; the answer is how many rows it touched.
    pub(crate) async fn run(&mut self, sql: &Sql, args: Vec<Val>) -> sqlx::Result<u64> {
        Ok(match self {
            Tx::Sqlite(tx) => {
                sqlx::query_with(sql.sqlite, value::for_sqlite(args)?).execute(&mut **tx).await?.rows_affected()
            }
            Tx::Postgres(tx) => {
                sqlx::query_with(sql.postgres, value::for_postgres(args)?).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Makes it so, for every reader at once.
    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await,
            Tx::Postgres(tx) => tx.commit().await,
        }
    }
}
