//! The demo: one service company with its people, customers, contracts, articles and cases (server/demo/), laid out
//! once into an empty store. Everything that happens to a case happens through the desk, at its own moment, so that history
//! and clocks are genuine. It never touches a store in which somebody can already sign in.

mod announcements;
mod archives;
mod articles;
mod cases;
mod company;
mod inspections;
mod past;
mod welcome;
mod when;

use crate::passwords::{self, PasswordFault};
use domain::Moment;
use domain::person::{Language, Role};
use store::Store;

/// The password of every demo person.
pub const PASSWORD: &str = "sunlight-demo";

/// Somebody to sign in as, for the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMember {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// Name of the customer's organisation; none for staff.
    pub organisation: Option<String>,
    pub language: Language,
}

/// What became of the wish for a demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeding {
    Done {
        articles: usize,
        cases: usize,
    },
    /// People can already sign in, so nothing was touched.
    NotEmpty,
}

/// Why the demo could not be laid out. The data are compiled in, so apart from the store this is a mistake in them.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("demo password: {0}")]
    Password(#[from] PasswordFault),
    #[error("demo case “{title}”, {deed}: {error}")]
    Deed { title: String, deed: String, error: Box<DemoFault> },
    #[error("demo data: no {what} “{key}”")]
    Unknown { what: &'static str, key: String },
    #[error("demo file {file}: {error}")]
    File { file: String, error: std::io::Error },
    #[error("demo article {file}: {why}")]
    Article { file: String, why: &'static str },
    #[error("demo article {file}: {error}")]
    FrontMatter { file: String, error: toml::de::Error },
}

/// The demo's people in the order of the sign-in page.
pub fn cast() -> Vec<CastMember> {
    company::file().cast()
}

/// Lays the demo out as it stands at `now`. Does nothing when somebody can already sign in.
///
/// # Errors
/// A fault of the store, or a mistake in the demo's data; then the store holds part of a demo.
pub async fn seed(store: &Store, now: Moment) -> Result<Seeding, DemoFault> {
    if !store.setup().is_empty().await? {
        return Ok(Seeding::NotEmpty);
    }
    let password_hash = passwords::hash(PASSWORD)?;
    let stage = company::lay_out(store, &password_hash, now).await?;
    let articles = articles::lay_out(store, &stage).await?;
    inspections::lay_out(store, &stage).await?;
    announcements::lay_out(store, &stage).await?;
    welcome::lay_out(store, &stage).await?;
    let cases = cases::play(store, &stage).await?;
    past::send(store, &stage).await?;
    store.setup().letters_are_not_sent(now).await?;
    Ok(Seeding::Done { articles, cases })
}
