//! The forms of contracts that are no server function: several boxes of one name, and files.

use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::report::{fresh_key, keep_files};
use crate::seat::Seat;
use crate::uploads::{FILES_FIELD, Received, receive};
use app::ui::address;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use domain::contract::draft::ContractDraft;
use domain::refusal::{Flaw, FlawKind, Refusal};

type Fields = Vec<(String, String)>;

fn fields(sent: &Bytes) -> Fields {
    form_urlencoded::parse(sent).into_owned().collect()
}

/// `POST /contracts/new`
pub async fn add(seat: Seat, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let added = seat.desk.add_contract(&ContractDraft::read(&sent)).await;
    answer(&seat, "/contracts/new", sent, added.map(|number| address::contract(&number))).await
}

/// `POST /contracts/{number}/edit`
pub async fn change(seat: Seat, Path(number): Path<String>, sent: Bytes) -> Response {
    let (page, sent) = (page_of(&number), fields(&sent));
    let changed = seat.desk.change_contract(&number, &ContractDraft::read(&sent)).await;
    answer(&seat, &format!("{page}/edit"), sent, changed.map(|()| page)).await
}

/// `POST /contracts/{number}/documents`
pub async fn add_documents(
    State(house): State<House>,
    seat: Seat,
    Path(number): Path<String>,
    form: Multipart,
) -> Response {
    let page = page_of(&number);
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    match keep(&seat, &number, &received).await {
        Ok(()) => see_other(&page),
        Err(Trouble::Refused(refusal)) => back(&seat, &page, received.fields, refusal).await,
        Err(fault) => fault.answer(seat.language()),
    }
}

async fn keep(seat: &Seat, number: &str, received: &Received) -> Result<(), Trouble> {
    if received.files.is_empty() && received.flaws.is_empty() {
        return Err(Refusal::Flawed(vec![Flaw::of(FILES_FIELD, FlawKind::Empty)]).into());
    }
    // Asked before anything is kept.
    seat.desk.contract_form(Some(number), None).await?;
    let draft_key = fresh_key()?;
    let flaws = keep_files(seat, &draft_key, received).await?;
    seat.desk.add_documents(number, &draft_key).await?;
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::Flawed(flaws).into()) }
}

fn page_of(number: &str) -> String {
    address::contract(&number.replace(['/', '\\', '?', '#'], ""))
}

/// On to where it leads, or back to the form with everything that was typed.
async fn answer(seat: &Seat, page: &str, sent: Fields, done: store::Result<String>) -> Response {
    match done {
        Ok(next) => see_other(&next),
        Err(store::Error::Refused(refusal)) => back(seat, page, sent, refusal).await,
        Err(store::Error::Fault(fault)) => Trouble::from(fault).answer(seat.language()),
    }
}

/// Nothing typed mends what is not there or not allowed.
async fn back(seat: &Seat, page: &str, sent: Fields, refusal: Refusal) -> Response {
    if matches!(refusal, Refusal::NotFound | Refusal::NotAllowed) {
        return Trouble::from(refusal).answer(seat.language());
    }
    let back = send_back(seat, page, sent, refusal).await;
    back.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}
