//! Satisfaction in figures.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::satisfaction::{SatisfactionFilter, SatisfactionSheet};
use leptos::prelude::*;

/// The figures of a period, as far as the viewer sees them.
///
/// # Errors
/// A refusal when nobody is signed in, or the role sees none.
#[server(name = FetchSatisfaction, prefix = "/api/fn", endpoint = "satisfaction", protocol = Asked)]
pub async fn satisfaction(filter: SatisfactionFilter) -> Result<SatisfactionSheet, Problem> {
    Ok(crate::ssr::desk()?.satisfaction(&filter).await?)
}
