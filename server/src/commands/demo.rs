//! `lightwell demo`: fills an empty database with a demonstration, and leaves a mark by which `serve` knows that its people
//! are made up. The mark is bound to the database it was made for, so that nobody's real people are ever offered for one
//! click. What the demonstration holds is in `crate::demo`.

use super::{CommandFault, open};
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo::{self, CastMember, Seeding};
use app::api::people::{DemoCast, DemoPerson};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Arc;
use store::Store;

/// Fills the database, unless somebody is in it.
///
/// # Errors
/// When the database cannot be opened or the demonstration does not fit into it.
pub async fn run(settings: &Settings) -> Result<(), CommandFault> {
    let store = open(settings).await?;
    if store.setup().is_empty().await? {
        // The mark comes first: whoever is added from now on is made up, also if this breaks off.
        std::fs::write(mark(settings), database(settings))?;
    }
    match demo::seed(&store, Clock::system().now()).await? {
        Seeding::Done { articles, cases } => {
            println!("The demonstration is ready: {cases} cases, {articles} articles. Now: lightwell serve");
        }
        Seeding::NotEmpty => println!("Somebody can already sign in: nothing was added."),
    }
    Ok(())
}

/// Whom the sign-in page offers: the demonstration's people in the demonstration's database, nobody elsewhere.
///
/// # Errors
/// A fault of the database.
pub async fn cast_of(settings: &Settings, store: &Store) -> Result<DemoCast, CommandFault> {
    let marked = std::fs::read_to_string(mark(settings)).is_ok_and(|marked| marked == database(settings));
    if !settings.demo || !marked {
        return Ok(DemoCast::default());
    }
    let mut cast = Vec::new();
    for member in demo::cast() {
        if store.credentials(&member.email).await?.is_some() {
            cast.push(offered(member));
        }
    }
    Ok(DemoCast(Arc::new(cast)))
}

fn offered(member: CastMember) -> DemoPerson {
    DemoPerson {
        name: member.name,
        role: member.role,
        organisation: member.organisation.unwrap_or_default(),
        email: member.email,
        password: demo::PASSWORD.to_owned(),
    }
}

fn mark(settings: &Settings) -> PathBuf {
    settings.data.join("demonstration")
}

/// Names the database without giving its password away.
fn database(settings: &Settings) -> String {
    let url = settings.store().database_url.unwrap_or_default();
    hex::encode(Sha256::digest(url.as_bytes()))
}
