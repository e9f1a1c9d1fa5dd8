//! The two forms that carry files: the report (`POST /cases/new`, also the secretary's for a caller) and later attachments
//! (`POST /cases/{number}/files`). Native multipart forms that end with a redirect; nothing that was typed is lost on the way.

use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::uploads::{FILES_FIELD, Received, receive};
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use domain::case::report::Draft;
use domain::refusal::{Flaw, FlawKind, Refusal};

const FORM: &str = "/cases/new";

/// `POST /cases/new`
pub async fn open_case(State(house): State<House>, seat: Seat, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let answer = match open(&seat, &received).await {
        Ok(number) => Ok(see_other(&format!("/cases/{number}"))),
        Err(Trouble::Refused(refusal)) => send_back(&seat, FORM, fields_back(received, &refusal), refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

/// What goes back into the form. Nobody's files are not kept: their names are, to be chosen again after signing in.
fn fields_back(received: Received, refusal: &Refusal) -> Vec<(String, String)> {
    let mut fields = received.fields;
    if *refusal == Refusal::SignInNeeded {
        fields.extend(received.files.into_iter().map(|file| (FILES_FIELD.to_owned(), file.name)));
    }
    fields
}

/// The number of the case, the same one however often the form is sent.
async fn open(seat: &Seat, received: &Received) -> Result<String, Trouble> {
    let draft = draft(received);
    let mut flaws = draft.parse().err().unwrap_or_default();
    flaws.extend(keep_files(seat, &draft.draft_key, received).await?);
    if !flaws.is_empty() {
        return Err(Refusal::Flawed(flaws).into());
    }
    Ok(seat.desk.open_case(&draft).await?.number)
}

/// Files that are right stay under the draft's key, also when the form comes back for another reason.
pub(crate) async fn keep_files(seat: &Seat, draft_key: &str, received: &Received) -> Result<Vec<Flaw>, Trouble> {
    let mut flaws = received.flaws.clone();
    for file in &received.files {
        match seat.desk.keep_upload(draft_key, &file.name, &file.content, file.size_bytes).await {
            Ok(_) => {}
            Err(store::Error::Refused(Refusal::Flawed(more))) => flaws.extend(more),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(flaws)
}

fn draft(received: &Received) -> Draft {
    let field = |name| received.field(name).to_owned();
    Draft {
        draft_key: field("draft_key"),
        kind: field("kind"),
        serial: field("serial"),
        severity: field("severity"),
        title: field("title"),
        description: field("description"),
        contact_name: field("contact_name"),
        contact_phone: field("contact_phone"),
        contact_email: field("contact_email"),
        organisation_id: field("organisation_id"),
        origin: field("origin"),
        called_at: field("called_at"),
    }
}

/// `POST /cases/{number}/files`
pub async fn attach(State(house): State<House>, seat: Seat, Path(number): Path<String>, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    // A number that could lead elsewhere belongs to no case.
    let page = format!("/cases/{}", number.replace(['/', '\\', '?', '#'], ""));
    let answer = match attach_files(&seat, &number, &received).await {
        Ok(()) => Ok(see_other(&page)),
        Err(Trouble::Refused(Refusal::NotFound)) => Err(Refusal::NotFound.into()),
        Err(Trouble::Refused(refusal)) => send_back(&seat, &page, received.fields, refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn attach_files(seat: &Seat, number: &str, received: &Received) -> Result<(), Trouble> {
    if received.files.is_empty() && received.flaws.is_empty() {
        return Err(Refusal::Flawed(vec![Flaw::of(FILES_FIELD, FlawKind::Empty)]).into());
    }
    let draft_key = fresh_key()?;
    let flaws = keep_files(seat, &draft_key, received).await?;
    let nothing_kept = flaws.len() >= received.files.len() + received.flaws.len();
    if !nothing_kept {
        seat.desk.attach(number, &draft_key).await?;
    }
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::Flawed(flaws).into()) }
}

/// Uploads of one form belong together under a key that nobody else has.
pub(crate) fn fresh_key() -> Result<String, Trouble> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| store::Fault::Broken("the machine has no randomness to offer"))?;
    Ok(hex::encode(bytes))
}
