//! What announcements need of the process: the form with files, for new ones and corrections, "I have read this", taking one
//! back, and the downloads, which go on where they broke off.

use crate::files::{Lasting, send};
use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::report::keep_files;
use crate::seat::Seat;
use crate::uploads::{Received, receive};
use axum::extract::{Multipart, Path, Request, State};
use axum::response::Response;
use domain::announcement::AnnouncementDraft;
use domain::refusal::Refusal;

const FORM: &str = "/announcements/new";

/// `POST /announcements/new`
pub async fn publish(State(house): State<House>, seat: Seat, form: Multipart) -> Response {
    keep(&house, &seat, None, form).await
}

/// `POST /announcements/{id}/change`
pub async fn change(State(house): State<House>, seat: Seat, Path(id): Path<String>, form: Multipart) -> Response {
    keep(&house, &seat, Some(number(&id)), form).await
}

/// On to the page of the announcement, or back to the form with what was typed.
async fn keep(house: &House, seat: &Seat, id: Option<i64>, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let form = id.map_or_else(|| FORM.to_owned(), |id| format!("{}/change", page_of(id)));
    let answer = match kept(seat, id, &received).await {
        Ok(id) => Ok(see_other(&page_of(id))),
        Err(Trouble::Refused(refusal @ (Refusal::NotAllowed | Refusal::NotFound))) => Err(refusal.into()),
        Err(Trouble::Refused(refusal)) => send_back(seat, &form, received.fields, refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

/// The id of what was published, or changed.
async fn kept(seat: &Seat, id: Option<i64>, received: &Received) -> Result<i64, Trouble> {
    let draft = AnnouncementDraft::read(&received.fields);
    // Asked before anything is kept.
    let known = seat.desk.announcement_form(&draft.draft_key).await?.product_lines;
    let mut flaws = draft.parse(&known).err().unwrap_or_default();
    flaws.extend(keep_files(seat, &draft.draft_key, received).await?);
    if !flaws.is_empty() {
        return Err(Refusal::Flawed(flaws).into());
    }
    match id {
        None => Ok(seat.desk.publish_announcement(&draft).await?),
        Some(id) => {
            seat.desk.change_announcement(id, &draft).await?;
            Ok(id)
        }
    }
}

/// `POST /announcements/{id}/read`
pub async fn read(seat: Seat, Path(id): Path<String>) -> Response {
    let id = number(&id);
    match seat.desk.read_announcement(id).await {
        Ok(()) => see_other(&page_of(id)),
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// `POST /announcements/{id}/withdraw`
pub async fn withdraw(seat: Seat, Path(id): Path<String>) -> Response {
    let id = number(&id);
    match seat.desk.withdraw_announcement(id).await {
        Ok(()) => see_other(&page_of(id)),
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// `GET /announcements/files/{id}`
pub async fn download(seat: Seat, Path(id): Path<String>, request: Request) -> Response {
    let id = number(&id);
    match seat.desk.announcement_file(id).await {
        Ok((file, sha256)) => {
            let lasting = Lasting { tag: format!("\"{sha256}\""), may_be_kept: true, shown: false };
            send(file, request, &lasting, seat.language()).await
        }
        Err(store::Error::Refused(Refusal::SignInNeeded)) => {
            see_other(&format!("/sign-in?next=%2Fannouncements%2Ffiles%2F{id}"))
        }
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// What is no number is no announcement's.
fn number(id: &str) -> i64 {
    id.parse().unwrap_or(-1)
}

fn page_of(id: i64) -> String {
    format!("/announcements/{id}")
}
