//! The form of a survey (`POST /cases/{number}/survey`, `POST /surveys/{token}`), no server function: its fields are what the
//! questionnaire asks.

use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use app::ui::address;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use domain::refusal::Refusal;
use domain::survey::Typed;

/// `POST /cases/{number}/survey`
pub async fn answer_of_case(seat: Seat, Path(number): Path<String>, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let answer = seat.desk.answer_survey(&number, &typed).await;
    after(seat, &address::survey(&number), typed, answer).await
}

/// `POST /surveys/{token}`
pub async fn answer_by_link(seat: Seat, Path(token): Path<String>, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let page = format!("/surveys/{}", address::in_query(&token));
    let answer = seat.desk.answer_survey_by_token(&token, &typed).await;
    // From the printed record again, should the form come back.
    let via = if typed.first("via").is_empty() { "" } else { "?via=record" };
    after(seat, &format!("{page}{via}"), typed, answer).await
}

fn typed(sent: &[u8]) -> Typed {
    Typed(form_urlencoded::parse(sent).into_owned().collect())
}

/// Back to the page, which says thanks, or what is to be mended. What is answered already or has expired says so itself.
async fn after(seat: Seat, page: &str, typed: Typed, answer: store::Result<()>) -> Response {
    let answer = match answer {
        Ok(()) => Ok(see_other(page)),
        Err(store::Error::Refused(
            refusal @ (Refusal::Flawed(_) | Refusal::SignInNeeded | Refusal::ChangedMeanwhile),
        )) => send_back(&seat, page, typed.0, refusal).await,
        Err(store::Error::Refused(Refusal::AlreadyAnswered)) => Ok(see_other(page)),
        Err(error) => Err(error.into()),
    };
    answer.unwrap_or_else(|trouble: Trouble| trouble.answer(seat.language()))
}
