//! Satisfaction in figures.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::satisfaction::{SatisfactionFilter, SatisfactionSheet};
use domain::service_report::ReportFilter;
use leptos::prelude::*;

/// The figures of a period, as far as the viewer sees them.
///
/// # Errors
/// A refusal when nobody is signed in, or the role sees none.
#[server(name = FetchSatisfaction, prefix = "/api/fn", endpoint = "satisfaction", protocol = Asked)]
pub async fn satisfaction(filter: SatisfactionFilter) -> Result<SatisfactionSheet, Problem> {
    Ok(crate::ssr::desk()?.satisfaction(&filter).await?)
}

/// The service report of an organisation: what the page is called, and the page itself as HTML.
///
/// # Errors
/// `NotFound` when there is none, or it is not the viewer's to read.
#[server(name = FetchServiceReport, prefix = "/api/fn", endpoint = "service_report", protocol = Asked)]
pub async fn service_report(id: String, filter: ReportFilter) -> Result<(String, String), Problem> {
    let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
    let report = crate::ssr::desk()?.service_report(id, &filter).await?;
    Ok(crate::ssr::drawn(|| crate::ssr::service_report::page(report, filter)))
}
