//! The facts of Lightwell: all SQL, transactions, and who may see which row. A person comes in by a [`Desk`], the process
//! (sessions, workers) by [`Store`], an operator by [`Setup`]. Knows nothing of HTTP, pages or mail.

#![deny(unsafe_code)]

mod access;
mod announcements;
mod assets;
mod cases;
mod company;
mod contracts;
mod db;
mod desk;
mod error;
mod files;
mod import;
mod inspections;
mod knowledge;
mod letters;
mod live;
mod notices;
mod numbers;
mod organisations;
mod outbox;
mod parked;
mod people;
mod policies;
mod roles;
mod satisfaction;
mod search;
mod secret;
mod service_report;
mod sessions;
mod setup;
mod surveys;
mod sweep;
#[cfg(feature = "testing")]
pub mod testing;
mod timers;
mod welcome;
mod zones;

pub use cases::open::Opened;
pub use company::Company;
pub use db::{ALL_SQL, Db, Sql};
pub use desk::Desk;
pub use error::{Error, Fault, Result};
pub use files::StoredFile;
pub use knowledge::{Answer, preview as preview_article};
pub use outbox::OutboxMessage;
pub use policies::{roles as built_in_roles, simulate};
pub use sessions::Credentials;
pub use setup::{Audience, NewArticle, NewAsset, NewContract, NewPerson, Setup};
pub use timers::{LATE_AFTER, Timer};

use domain::Moment;
use domain::inspection::Checklist;
use domain::knowledge::Categories;
use domain::person::{Language, Viewer};
use domain::policy::Roles;
use domain::survey::Scales;
use domain::zone::Zone;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// Where the facts are kept.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// `postgres://…` or `sqlite:path`; `data_dir/lightwell.db` when none is given.
    pub database_url: Option<String>,
    /// Files, and the SQLite database unless another is named. Made when missing.
    pub data_dir: PathBuf,
}

/// The facts of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    data_dir: PathBuf,
    rules: policies::Rules,
    /// The role catalogue of the program.
    roles: Roles,
    /// What inspections look at, as the program says it.
    checklist: Checklist,
    /// What the values of surveys' scales are called.
    scales: Scales,
    /// What articles are about, as the program says it.
    categories: Categories,
    /// The company's settings as last read; [`Setup::company`] replaces them.
    company: RwLock<Arc<Company>>,
    zones: zones::Zones,
    live: live::Live,
}

impl Store {
    /// Opens the database, makes it when missing, and brings it up to date. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the database cannot be opened or migrated, the data directory not made, or a policy file is wrong.
    pub async fn open(config: StoreConfig) -> Result<Store, Fault> {
        tokio::fs::create_dir_all(config.data_dir.join("files")).await?;
        let file = config.data_dir.join("lightwell.db");
        let db = Db::open(config.database_url.as_deref(), &file).await?;
        surveys::questionnaires::lay_down(&db).await?;
        search::index::bring_up_to_date(&db).await?;
        let company = company::read(&db).await?;
        let live = live::Live::open(&db).await?;
        let inner = Inner {
            rules: policies::Rules::open(&db).await?,
            roles: policies::roles()?,
            checklist: inspections::checklist()?,
            scales: surveys::questionnaires::scales()?,
            categories: knowledge::categories()?,
            company: RwLock::new(Arc::new(company)),
            zones: zones::Zones::default(),
            data_dir: config.data_dir,
            live,
            db,
        };
        let store = Store { inner: Arc::new(inner) };
        live::watch(&store);
        Ok(store)
    }

    /// The person's door, at that moment, with the rules as this process knows them: [`Store::keep_up`] comes before.
    pub fn desk(&self, viewer: Viewer, now: Moment) -> Desk {
        // The database keeps microseconds: a case must be the same before and after it was stored.
        Desk { store: self.clone(), viewer, now: now.to_microseconds(), policies: self.policies() }
    }

    /// The operator's door.
    pub fn setup(&self) -> Setup {
        Setup { store: self.clone() }
    }

    /// A guest of that language in the company's zone.
    pub fn guest(&self, language: Language) -> Viewer {
        let zone = self.inner.zones.for_decades(&self.company().time_zone);
        Viewer::Guest { language, zone }
    }

    /// The zone of that IANA name around that moment; UTC when the name is unknown.
    pub fn zone(&self, name: &str, around: Moment) -> Zone {
        self.inner.zones.around(name, around)
    }

    /// The names of the escalation roles.
    pub fn roles(&self) -> &Roles {
        &self.inner.roles
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.last_event().await.map(|_| ())
    }

    /// Waits for what is going on and closes the database; nothing can be asked afterwards.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }

    /// The database, for the check of all statements.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.inner.data_dir
    }
}
