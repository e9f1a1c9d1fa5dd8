//! The form of an inspection (`POST /inspections/new`), no server function: it has as many rows as there are devices.

use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use app::ui::address::{in_query, inspection};
use axum::body::Bytes;
use axum::response::Response;
use domain::inspection::InspectionDraft;
use domain::refusal::Refusal;

/// `POST /inspections/new`
pub async fn record(seat: Seat, sent: Bytes) -> Response {
    let sent: Vec<(String, String)> = form_urlencoded::parse(&sent).into_owned().collect();
    let draft = InspectionDraft::read(&sent);
    let answer = match seat.desk.record_inspection(&draft).await {
        Ok(number) => Ok(see_other(&inspection(&number))),
        Err(store::Error::Refused(refusal @ (Refusal::NotFound | Refusal::NotAllowed))) => Err(refusal.into()),
        Err(store::Error::Refused(refusal)) => send_back(&seat, &page_of(&draft), sent, refusal).await,
        Err(fault) => Err(fault.into()),
    };
    answer.unwrap_or_else(|trouble: Trouble| trouble.answer(seat.language()))
}

/// The form, for the same organisation and site.
fn page_of(draft: &InspectionDraft) -> String {
    format!("/inspections/new?organisation={}&site={}", in_query(&draft.organisation_id), in_query(&draft.site))
}
