//! Installations of older programs, for the tests of migrations.

use sqlx::migrate::Migrator;
use std::borrow::Cow;
use std::path::Path;
use store::testing::Fixture;
use store::{Db, Store, StoreConfig};

async fn migrator(engine: &str, before: i64) -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let mut migrator = Migrator::new(folder).await.unwrap();
    let before = migrator.migrations.iter().filter(|migration| migration.version <= before).cloned();
    migrator.migrations = Cow::Owned(before.collect());
    migrator
}

/// An installation with these facts as it was left by a program whose last migration was that one, opened by this one.
pub(crate) async fn opened_since(house: &Fixture, before: i64, facts: &[&'static str]) -> Store {
    match house.store.db() {
        Db::Postgres(pool) => {
            for statement in ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"] {
                sqlx::query(statement).execute(pool).await.unwrap();
            }
            migrator("postgres", before).await.run(pool).await.unwrap();
            for fact in facts {
                sqlx::query(*fact).execute(pool).await.unwrap();
            }
            house.replica().await
        }
        Db::Sqlite { .. } => {
            let data_dir = house.uploaded(b"").with_extension("before");
            std::fs::create_dir_all(&data_dir).unwrap();
            let file = format!("sqlite:{}?mode=rwc", data_dir.join("lightwell.db").display());
            let pool = sqlx::SqlitePool::connect(&file).await.unwrap();
            migrator("sqlite", before).await.run(&pool).await.unwrap();
            for fact in facts {
                sqlx::query(*fact).execute(&pool).await.unwrap();
            }
            pool.close().await;
            Store::open(StoreConfig { database_url: None, data_dir }).await.unwrap()
        }
    }
}
