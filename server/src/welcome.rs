//! What the home page of a customer needs of the process: the form with a logo (`POST /organisations/{id}/home`), and the logo.

use crate::files;
use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::uploads::{FILES_FIELD, Received, receive};
use axum::extract::{Multipart, Path, Request, State};
use axum::response::Response;
use domain::refusal::{Flaw, Refusal};
use domain::welcome::WelcomeDraft;

/// `POST /organisations/{id}/home`
pub async fn change(State(house): State<House>, seat: Seat, Path(id): Path<String>, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let id = number(&id);
    let page = format!("/organisations/{id}");
    let answer = match changed(&seat, id, &received).await {
        Ok(()) => Ok(see_other(&page)),
        Err(Trouble::Refused(refusal @ (Refusal::NotAllowed | Refusal::NotFound))) => Err(refusal.into()),
        Err(Trouble::Refused(refusal)) => send_back(&seat, &(page + "/home"), received.fields, refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn changed(seat: &Seat, id: i64, received: &Received) -> Result<(), Trouble> {
    let draft = WelcomeDraft::read(&received.fields);
    if !received.flaws.is_empty() {
        // Asked first: who may not edit learns nothing of the form.
        seat.desk.welcome_form(id).await?;
        let mut flaws = draft.parse().err().unwrap_or_default();
        let at_logo = |flaw: &Flaw| match flaw.field.as_str() {
            FILES_FIELD => Flaw::of("logo", flaw.kind.clone()),
            _ => flaw.clone(),
        };
        flaws.extend(received.flaws.iter().map(at_logo));
        return Err(Refusal::Flawed(flaws).into());
    }
    let logo = received.files.first().map(|file| (file.name.as_str(), &*file.content, file.size_bytes));
    Ok(seat.desk.change_welcome(id, &draft, logo).await?)
}

/// `GET /organisations/{id}/logo`
pub async fn logo(seat: Seat, Path(id): Path<String>, request: Request) -> Response {
    match seat.desk.logo(number(&id)).await {
        Ok(file) => {
            let lasting = files::Lasting { tag: String::new(), may_be_kept: true, shown: true };
            files::send(file, request, &lasting, seat.language()).await
        }
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// What is no number is no organisation's.
fn number(id: &str) -> i64 {
    id.parse().unwrap_or(-1)
}
