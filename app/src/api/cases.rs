//! Cases: lists, the case page, every act, the service record.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::case::decide::{ActDraft, CoverageDraft};
use domain::case::sheet::{CaseFilter, CasePage, CaseSheet, ServiceRecord};
use domain::overview::Home;
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// Home by role.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchHome, prefix = "/api/fn", endpoint = "home", protocol = Asked)]
pub async fn home() -> Result<Home, Problem> {
    use crate::ssr::{drawn, welcome::welcome};
    let desk = crate::ssr::desk()?;
    let mut home = desk.home().await?;
    if let Home::Customer(customer) = &mut home
        && let Some(page) = desk.own_welcome().await?
    {
        customer.welcome = drawn(|| welcome(page));
    }
    Ok(home)
}

/// One page of a list of cases.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchCases, prefix = "/api/fn", endpoint = "cases", protocol = Asked)]
pub async fn cases(#[server(default)] filter: CaseFilter) -> Result<CasePage, Problem> {
    Ok(crate::ssr::desk()?.cases(&filter).await?)
}

/// The case page.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
#[server(name = FetchCase, prefix = "/api/fn", endpoint = "case", protocol = Asked)]
pub async fn case(number: String) -> Result<CaseSheet, Problem> {
    let desk = crate::ssr::desk()?;
    let mut sheet = desk.case(&number).await?;
    // Whoever opens the page has read what it tells; in the browser the page itself says when somebody looks.
    if crate::ssr::renders_page() && sheet.unread > 0 {
        desk.mark_read(&domain::notice::Read::OfCase(number)).await?;
        sheet.unread = 0;
    }
    Ok(sheet)
}

/// Every act on a case: the form's fields are those of [`ActDraft`], beside `number`.
///
/// # Errors
/// What [`domain::case::decide`] refuses.
#[server(name = Act, prefix = "/api/fn", endpoint = "act", output = Postcard)]
pub async fn act(number: String, #[server(flatten)] form: ActDraft) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.act(&number, form.command()?).await?)
}

/// Decides coverage late or otherwise: the form's fields are those of [`CoverageDraft`], beside `number`.
///
/// # Errors
/// What `store::Desk::decide_coverage` refuses.
#[server(name = DecideCoverage, prefix = "/api/fn", endpoint = "decide_coverage", output = Postcard)]
pub async fn decide_coverage(number: String, #[server(flatten)] form: CoverageDraft) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.decide_coverage(&number, &form).await?)
}

/// The printable service record.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
#[server(name = FetchRecord, prefix = "/api/fn", endpoint = "record", protocol = Asked)]
pub async fn service_record(number: String) -> Result<ServiceRecord, Problem> {
    use crate::ssr::{drawn, survey_code::survey_code};
    let mut record = crate::ssr::desk()?.service_record(&number).await?;
    if let Some(link) = &record.survey_link {
        record.survey_code = drawn(|| survey_code(link));
    }
    Ok(record)
}
