//! Forms about surveys that are no server functions: answering, for the fields are what the questionnaire asks; following up;
//! sending to those who are ticked; and the editor, whose rows come and go.

use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use app::ui::address;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use domain::refusal::Refusal;
use domain::survey::{FollowUpDraft, QuestionnaireDraft, SendDraft, Typed};

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

/// `POST /manage/follow-ups/{id}`: `act` is `end`, `hand_on` or `complain`.
pub async fn follow_up(seat: Seat, Path(id): Path<i64>, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let text = |name: &str| typed.first(name).to_owned();
    let answer = match typed.first("act") {
        "end" => {
            let draft = FollowUpDraft { done: text("done"), customer_said: text("customer_said") };
            seat.desk.end_follow_up(id, &draft).await
        }
        "hand_on" => seat.desk.hand_on_follow_up(id, typed.first("to")).await,
        "complain" => seat.desk.complain(id).await.map(drop),
        _ => Err(Refusal::NotFound.into()),
    };
    // Whoever handed it on may not see it any more: the list is theirs.
    let own = seat.desk.follow_up(id).await.is_ok() || answer.is_err();
    let page = if own { format!("/manage/follow-ups/{id}") } else { "/manage/follow-ups".to_owned() };
    back(&seat, &page, &page, typed.0, answer).await
}

/// `POST /manage/surveys/new`
pub async fn send(seat: Seat, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let form = format!("/manage/surveys/new?q={}", address::in_query(typed.first("q")));
    let answer = seat.desk.send_surveys(&SendDraft::read(&typed.0)).await;
    let done = answer.as_ref().map_or_else(|_| String::new(), |count| format!("/manage/surveys?sent={count}"));
    back(&seat, &done, &form, typed.0, answer.map(drop)).await
}

/// `POST /manage/questionnaires`: a copy becomes one of its own.
pub async fn copy_questionnaire(seat: Seat, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let answer = seat.desk.copy_questionnaire(typed.first("copy_of")).await;
    let done = answer.as_ref().map_or_else(|_| String::new(), |id| format!("/manage/questionnaires/{id}"));
    back(&seat, &done, "/manage/questionnaires", typed.0, answer.map(drop)).await
}

/// `POST /manage/questionnaires/{id}`: only the button `save` changes it, every other one shows the form again.
pub async fn edit_questionnaire(seat: Seat, Path(id): Path<String>, sent: Bytes) -> Response {
    let typed = typed(&sent);
    let page = format!("/manage/questionnaires/{}", address::in_query(&id).replace('/', "%2F"));
    let draft = QuestionnaireDraft::read(&typed.0);
    let answer = match typed.first("button") {
        "save" => seat.desk.save_questionnaire(&id, typed.first("based_on"), &draft).await.map(drop),
        // Asked for only to learn whether they may see it.
        _ => match seat.desk.questionnaire(&id, Some(draft)).await {
            Ok(_) => Err(Refusal::Flawed(Vec::new()).into()),
            Err(error) => Err(error),
        },
    };
    back(&seat, &format!("{page}?saved=1"), &page, typed.0, answer).await
}

/// On to `done`, or back to the form with what was typed; what nobody can mend says so itself.
async fn back(
    seat: &Seat,
    done: &str,
    form: &str,
    typed: Vec<(String, String)>,
    answer: store::Result<()>,
) -> Response {
    let answer = match answer {
        Ok(()) => Ok(see_other(done)),
        Err(store::Error::Refused(refusal @ (Refusal::NotFound | Refusal::NotAllowed))) => Err(refusal.into()),
        Err(store::Error::Refused(refusal)) => send_back(seat, form, typed, refusal).await,
        Err(fault) => Err(fault.into()),
    };
    answer.unwrap_or_else(|trouble: Trouble| trouble.answer(seat.language()))
}
