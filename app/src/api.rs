//! Server functions by resource: two lines each over the desk. POST only, under `/api/fn`; their names are fixed, so that
//! a page that is open while a new version starts still finds them.

pub mod announcements;
pub mod assets;
pub mod cases;
pub mod contracts;
pub mod follow_ups;
pub mod inspections;
pub mod knowledge;
pub mod lists;
pub mod manage;
pub mod notices;
pub mod organisations;
pub mod people;
pub mod questionnaires;
pub mod report;
pub mod satisfaction;
pub mod surveys;
pub mod work;

use crate::problem::Problem;
use crate::wire::Asked;
use domain::parked::Parked;
use leptos::prelude::*;

/// A form kept aside for the viewer.
///
/// # Errors
/// `NotFound` when it is not the viewer's, or its day is over.
#[server(name = FetchParked, prefix = "/api/fn", endpoint = "parked", protocol = Asked)]
pub async fn parked(id: String) -> Result<Parked, Problem> {
    Ok(crate::ssr::desk()?.parked(&id).await?)
}
