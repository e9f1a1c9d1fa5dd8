//! What the report form asks for while it is filled in. Sending it is a plain form of the process (`POST /cases/new`),
//! because it carries files.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::case::sheet::{CoverageAnswer, ReportForm};
use leptos::prelude::*;

/// The empty form: a fresh key, or that key again while no case was opened with it.
///
/// # Errors
/// A refusal when nobody is signed in or the role opens no cases.
#[server(name = FetchReportForm, prefix = "/api/fn", endpoint = "report_form", protocol = Asked)]
pub async fn report_form(draft_key: Option<String>) -> Result<ReportForm, Problem> {
    Ok(crate::ssr::desk()?.report_form(draft_key).await?)
}

/// Whether it would be covered and why, for the serial number and the kind as typed.
///
/// # Errors
/// A refusal when nobody is signed in or the organisation is not the viewer's.
#[server(prefix = "/api/fn", endpoint = "check_coverage", protocol = Asked)]
pub async fn check_coverage(
    kind: String,
    serial: String,
    organisation_id: Option<i64>,
) -> Result<CoverageAnswer, Problem> {
    Ok(crate::ssr::desk()?.check_coverage(&kind, &serial, organisation_id).await?)
}

/// Whose that device is, so that a label leads to a whole form also for staff.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(prefix = "/api/fn", endpoint = "organisation_of", protocol = Asked)]
pub async fn organisation_of(serial: String) -> Result<Option<i64>, Problem> {
    Ok(crate::ssr::desk()?.organisation_of(&serial).await?)
}

/// The devices to choose from with what is typed in number, name, model or site, as in [`ReportForm::assets`]; those of one
/// organisation for a caller.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(prefix = "/api/fn", endpoint = "assets_of", protocol = Asked)]
pub async fn assets_of(organisation_id: Option<i64>, q: String) -> Result<Vec<(String, String, String)>, Problem> {
    let assets = crate::ssr::desk()?.assets_to_choose(organisation_id, &q).await?;
    Ok(assets.into_iter().map(|asset| (asset.serial.clone(), asset.title(), asset.site)).collect())
}
