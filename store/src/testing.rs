//! A throw-away installation for tests, on either engine, for this crate and those above it (feature `testing`). SQLite
//! lives in a temporary folder; PostgreSQL is started by the first test that needs it ([`postgres`]), shared by all
//! processes of the run, and stops by itself when nobody has used it for some minutes.

pub mod cast;
mod postgres;

use crate::{Store, StoreConfig};
use domain::Moment;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The engines every test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Declares tests that run on both engines, each on an installation of its own:
/// `on_both_engines! { async fn a_sentence(house) { … } }` where `house: &Fixture`.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($house:ident) $body:block)*) => {
        $(
            $(#[$attribute])*
            mod $name {
                use super::*;

                async fn test($house: &$crate::testing::Fixture) $body

                #[test]
                fn on_sqlite() {
                    $crate::testing::run($crate::testing::Engine::Sqlite, test);
                }

                #[test]
                fn on_postgres() {
                    $crate::testing::run($crate::testing::Engine::Postgres, test);
                }
            }
        )*
    };
}

/// An installation that is gone after the test.
pub struct Fixture {
    pub store: Store,
    pub engine: Engine,
    /// Open it again with this to see what a restart sees.
    pub config: StoreConfig,
    database: Option<String>,
}

impl Fixture {
    /// An empty installation.
    pub async fn open(engine: Engine) -> Fixture {
        let data_dir = fresh_folder();
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres::fresh_database().await),
        };
        let database_url = database.as_deref().map(postgres::url);
        let config = StoreConfig { database_url, data_dir };
        let store = Store::open(config.clone()).await.expect("a throw-away installation opens");
        Fixture { store, engine, config, database }
    }

    /// A second process on the same installation.
    pub async fn replica(&self) -> Store {
        Store::open(self.config.clone()).await.expect("a throw-away installation opens again")
    }

    /// A temporary file with that content, as an upload leaves it.
    pub fn uploaded(&self, content: &[u8]) -> PathBuf {
        let path = self.config.data_dir.join(format!("upload-{}", next()));
        std::fs::write(&path, content).expect("a temporary file can be written");
        path
    }

    /// What PostgreSQL does by itself within a minute or two, but not in tests: tidies its tables and counts what is in them,
    /// without which it guesses how to find things. SQLite does nothing of the kind.
    pub async fn settle(&self) {
        if let Some(database) = &self.database {
            postgres::vacuum(database).await;
        }
    }

    /// Takes the installation away.
    pub async fn close(self) {
        let Fixture { store, config, database, .. } = self;
        store.close().await;
        if let Some(database) = database {
            postgres::drop_database(&database).await;
        }
        remove(&config.data_dir);
    }
}

/// Runs a test on a fresh installation of that engine. One that fails leaves its installation behind to look at.
pub fn run(engine: Engine, test: impl AsyncFnOnce(&Fixture)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let house = Fixture::open(engine).await;
        test(&house).await;
        house.close().await;
    });
}

/// A moment for tests: a Saturday afternoon in Shanghai, in UTC.
pub fn moment(text: &str) -> Moment {
    text.parse().expect("a moment in RFC 3339")
}

fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("lightwell-test-{}-{}", std::process::id(), next()));
    remove(&folder);
    std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
    folder
}

fn remove(folder: &Path) {
    // A folder that stays in the temporary directory harms nobody.
    let _ = std::fs::remove_dir_all(folder);
}
