//! The manager's forms that are no server function. The form of a policy (`POST /manage/policies/{id}`): a plain form of the process, for its rows come and go and every
//! choice is a field of its own. Each button but "save" puts the form aside (docs/decisions/0003) and shows it again: with a
//! row more or less, judged, or tried out. Nothing but "save" changes the policy. And a file of holidays, shown before it counts.

use crate::house::House;
use crate::parking::{park, send_back};
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::uploads::{Received, receive};
use app::ssr::HOLIDAYS_FIELD;
use app::ui::address::in_query;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use domain::policy::PolicyDraft;
use domain::policy::draft::TRIAL;
use domain::refusal::{Flaw, FlawKind, Refusal};

/// Many years of holidays.
const HOLIDAYS_MOST_BYTES: i64 = 1 << 20;

type Fields = Vec<(String, String)>;

/// `POST /manage/policies/{id}`
pub async fn edit_policy(seat: Seat, Path(id): Path<String>, sent: Bytes) -> Response {
    let sent: Fields = form_urlencoded::parse(&sent).into_owned().collect();
    let page = format!("/manage/policies/{}", in_query(&id).replace('/', "%2F"));
    let draft = PolicyDraft { id, ..PolicyDraft::read(&sent) };
    let button = sent.iter().find(|(name, _)| name == "button").map_or("check", |(_, value)| value.as_str());
    let answer = match button {
        "save" => save(&seat, &page, draft, &sent).await,
        button => look_again(&seat, &page, draft, &sent, button).await,
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn save(seat: &Seat, page: &str, draft: PolicyDraft, sent: &Fields) -> Result<Response, Trouble> {
    match seat.desk.save_policy(&draft).await {
        Ok(version) => Ok(see_other(&format!("{page}?saved={version}"))),
        Err(store::Error::Refused(Refusal::NotFound)) => Err(Refusal::NotFound.into()),
        Err(store::Error::Refused(refusal)) => send_back(seat, page, kept(&draft, sent, "save"), refusal).await,
        Err(fault) => Err(fault.into()),
    }
}

/// Back to the form, at the section where something happened.
async fn look_again(
    seat: &Seat,
    page: &str,
    mut draft: PolicyDraft,
    sent: &Fields,
    button: &str,
) -> Result<Response, Trouble> {
    let section = draft.change_rows(button).or((button == "try").then_some("trial"));
    let fields = kept(&draft, sent, button);
    // Judged here only to ask who it is; the page judges what it shows.
    match seat.desk.judge_policy(draft, None) {
        Ok(_) => {
            let address = park(seat, page, fields, Refusal::Flawed(Vec::new())).await?;
            Ok(see_other(&section.map_or(address.clone(), |section| format!("{address}#{section}"))))
        }
        Err(store::Error::Refused(Refusal::SignInNeeded)) => send_back(seat, page, fields, Refusal::SignInNeeded).await,
        Err(refused) => Err(refused.into()),
    }
}

/// The whole form, and which button was pressed.
fn kept(draft: &PolicyDraft, sent: &Fields, button: &str) -> Fields {
    let trial = sent.iter().filter(|(name, _)| name.starts_with(TRIAL)).cloned();
    let button = ("button".to_owned(), button.to_owned());
    draft.fields().into_iter().chain(trial).chain([button]).collect()
}

/// `POST /manage/calendars/{id}`: a file of holidays is read and its days are put aside; the page shows what they change.
pub async fn preview_holidays(
    State(house): State<House>,
    seat: Seat,
    Path(id): Path<String>,
    form: Multipart,
) -> Response {
    let page = format!("/manage/calendars/{}", in_query(&id).replace('/', "%2F"));
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let answer = match read_holidays(&seat, &id, &received).await {
        Ok(days) => {
            let fields = vec![(HOLIDAYS_FIELD.to_owned(), days)];
            let address = park(&seat, &page, fields, Refusal::Flawed(Vec::new())).await;
            address.map(|address| see_other(&format!("{address}#preview")))
        }
        Err(Trouble::Refused(Refusal::NotFound)) => Err(Refusal::NotFound.into()),
        Err(Trouble::Refused(refusal)) => send_back(&seat, &page, Vec::new(), refusal).await,
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

/// The days of the file, as they are put aside.
async fn read_holidays(seat: &Seat, calendar: &str, received: &Received) -> Result<String, Trouble> {
    let flawed = |kind| Refusal::Flawed(vec![Flaw::of("file", kind)]);
    let Some(file) = received.files.first() else { return Err(flawed(FlawKind::Empty).into()) };
    if file.size_bytes > HOLIDAYS_MOST_BYTES {
        return Err(flawed(FlawKind::FileTooLarge { name: file.name.clone(), most_mib: 1 }).into());
    }
    let content = tokio::fs::read(&file.content).await?;
    let text = String::from_utf8(content).map_err(|_| flawed(FlawKind::FileKind { name: file.name.clone() }))?;
    let years = seat.desk.read_holidays(calendar, &text, &file.name)?;
    Ok(serde_json::to_string(&years).map_err(store::Fault::from)?)
}
