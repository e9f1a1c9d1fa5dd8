//! Inspections: the list, one report, what the form starts from, and the case that a finding becomes. Recording one is a plain
//! form of the process (`POST /inspections/new`), for its rows are as many as there are devices.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::inspection::{InspectionFilter, InspectionForm, InspectionPage, InspectionSheet};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// A page of the inspections in sight.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchInspections, prefix = "/api/fn", endpoint = "inspections", protocol = Asked)]
pub async fn inspections(#[server(default)] filter: InspectionFilter) -> Result<InspectionPage, Problem> {
    Ok(crate::ssr::desk()?.inspections(&filter).await?)
}

/// The report of one.
///
/// # Errors
/// `NotFound` when there is none or it is not the viewer's to read.
#[server(name = FetchInspection, prefix = "/api/fn", endpoint = "inspection", protocol = Asked)]
pub async fn inspection(number: String) -> Result<InspectionSheet, Problem> {
    Ok(crate::ssr::desk()?.inspection(&number).await?)
}

/// What the form starts from, for an organisation and a site as they stand in the address.
///
/// # Errors
/// A refusal for those who record none, `NotFound` when the organisation is not theirs to inspect.
#[server(name = FetchInspectionForm, prefix = "/api/fn", endpoint = "inspection_form", protocol = Asked)]
pub async fn inspection_form(organisation: String, site: String) -> Result<InspectionForm, Problem> {
    let organisation = match organisation.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?),
    };
    Ok(crate::ssr::desk()?.inspection_form(organisation, &site).await?)
}

/// Opens a case from a finding, and goes back to the report, where it stands.
///
/// # Errors
/// What `store::Desk::open_case_from_finding` refuses.
#[server(name = OpenCaseFromFinding, prefix = "/api/fn", endpoint = "open_case_from_finding", output = Postcard)]
pub async fn open_case_from_finding(
    number: String,
    finding: i64,
    #[server(default)] severity: String,
) -> Result<(), Problem> {
    crate::ssr::desk()?.open_case_from_finding(&number, finding, &severity).await?;
    leptos_axum::redirect(&format!("{}#finding-{finding}", crate::ui::address::inspection(&number)));
    Ok(())
}
