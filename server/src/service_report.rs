//! The service report as a spreadsheet (`GET /organisations/{id}/report.xlsx?period=2026-Q3`): the tables of the page, one
//! below the other.

use crate::lists::{Format, answer, sign_in_or};
use crate::plain::Trouble;
use crate::seat::Seat;
use app::frame::locale;
use app::i18n::td_string;
use app::ssr::service_report::{Table, period, tables};
use axum::extract::{Path, Query};
use axum::http::Uri;
use axum::response::Response;
use domain::refusal::Refusal;
use domain::service_report::ReportFilter;

/// `GET /organisations/{id}/report.{ending}`
pub async fn export(seat: Seat, uri: Uri, Path(id): Path<String>, Query(filter): Query<ReportFilter>) -> Response {
    let exported = rows(&seat, uri.path(), &id, filter).await;
    exported.unwrap_or_else(|trouble| sign_in_or(trouble, &seat, &format!("/organisations/{id}/report")))
}

async fn rows(seat: &Seat, path: &str, id: &str, filter: ReportFilter) -> Result<Response, Trouble> {
    let (format, language) = (Format::of(path.rsplit('.').next().unwrap_or_default())?, locale(seat.language()));
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    let report = seat.desk.service_report(id, &filter).await?;
    let title = td_string!(language, service_report.title);
    let head = vec![title.to_owned(), report.organisation.name.clone(), period(language, report.period)];
    let name = head.join(" ");
    let tables = tables(language, seat.desk.viewer().zone(), &report);
    answer(&name, format, std::iter::once(head).chain(tables.into_iter().flat_map(lines)).collect())
}

/// An empty line, the title, the headings and the rows.
fn lines(table: Table) -> Vec<Vec<String>> {
    let headings = table.headings.into_iter().map(str::to_owned).collect();
    let rows = table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect());
    [Vec::new(), vec![table.title.to_owned()], headings].into_iter().chain(rows).collect()
}
