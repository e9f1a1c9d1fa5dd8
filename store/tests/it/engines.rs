//! The two engines are one: the same statements, the same migrations, the same columns.

use sqlx::Row as _;
use std::collections::BTreeSet;
use store::testing::cast::Cast;
use store::{Db, on_both_engines};

on_both_engines! {
    async fn every_statement_is_understood(house) {
        assert!(store::ALL_SQL.len() > 60, "only {} statements are registered", store::ALL_SQL.len());
        house.store.db().check_all_sql().await.unwrap();
    }

    async fn the_database_itself_refuses_to_change_history(house) {
        let cast = Cast::move_in(house).await;
        cast.open("k").await;
        for statement in ["UPDATE event SET key = 'x'", "DELETE FROM event"] {
            let error = match house.store.db() {
                Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.unwrap_err(),
                Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.unwrap_err(),
            };
            assert!(error.to_string().contains("append-only"), "{statement}: {error}");
        }
    }

    async fn opening_again_changes_nothing_and_finds_everything(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let again = house.replica().await;
        let viewer = again.setup().viewer(store::testing::cast::CUSTOMER, cast.now).await.unwrap();
        assert_eq!(again.desk(viewer, cast.now).case(&number).await.unwrap().case.opening.number, number);
    }
}

#[test]
fn no_statement_updates_or_deletes_an_event() {
    for sql in store::ALL_SQL {
        for text in [sql.sqlite, sql.postgres] {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            let changes = words.windows(2).any(|pair| pair == ["update", "event"])
                || words.windows(3).any(|three| three == ["delete", "from", "event"]);
            assert!(!changes, "{}: {text}", sql.name);
        }
    }
}

fn migrations(engine: &str) -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn both_engines_have_the_same_migrations() {
    assert_eq!(migrations("sqlite"), migrations("postgres"));
    assert!(migrations("sqlite").len() >= 5);
}

/// `table.column type null?`, in words that both engines share. The search index is each engine's own.
async fn columns(db: &Db) -> BTreeSet<String> {
    let rows: Vec<(String, String, String, bool)> = match db {
        Db::Sqlite { read, .. } => sqlx::query(
            "SELECT m.name, c.name, c.type, c.\"notnull\" OR c.pk > 0 FROM sqlite_master m, pragma_table_xinfo(m.name) c
             WHERE m.type = 'table' AND c.hidden <> 1",
        )
        .fetch_all(read)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect(),
        Db::Postgres(pool) => sqlx::query(
            "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO'
             FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .fetch_all(pool)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect(),
    };
    let ours =
        |table: &str| !(table.starts_with('_') || table.starts_with("sqlite_") || table.starts_with("article_search"));
    let shared = |column: &str, kind: &str| match (column, kind.to_lowercase().as_str()) {
        ("internal" | "late" | "by_mail", "integer" | "boolean") => "truth".to_owned(),
        (_, "integer" | "bigint") => "number".to_owned(),
        (_, other) => other.to_owned(),
    };
    rows.into_iter()
        .filter(|(table, ..)| ours(table))
        .map(|(table, column, kind, set)| {
            format!("{table}.{column} {} {}", shared(&column, &kind), if set { "set" } else { "null" })
        })
        .collect()
}

#[test]
fn both_engines_have_the_same_columns() {
    use store::testing::{Engine, Fixture};
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let (sqlite, postgres) = (Fixture::open(Engine::Sqlite).await, Fixture::open(Engine::Postgres).await);
        let columns_of_sqlite = columns(sqlite.store.db()).await;
        assert_eq!(columns_of_sqlite, columns(postgres.store.db()).await);
        assert!(columns_of_sqlite.len() > 80, "{columns_of_sqlite:?}");
        sqlite.close().await;
        postgres.close().await;
    });
}
