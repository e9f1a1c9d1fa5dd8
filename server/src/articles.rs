//! The forms of articles that are no server function: plain forms of several buttons, files, and the files of articles.

use crate::files;
use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::uploads::{FILES_FIELD, Received, receive};
use app::ui::address;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, Request, State};
use axum::response::Response;
use domain::knowledge::{ArticleDraft, Step};
use domain::refusal::{Flaw, FlawKind, Refusal};
use store::Answer;

type Fields = Vec<(String, String)>;

fn fields(sent: &Bytes) -> Fields {
    form_urlencoded::parse(sent).into_owned().collect()
}

fn field<'a>(sent: &'a Fields, name: &str) -> &'a str {
    sent.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// `POST /kb/new`
pub async fn begin(seat: Seat, sent: Bytes) -> Response {
    write(&seat, None, fields(&sent)).await
}

/// `POST /kb/{slug}/edit`
pub async fn edit(seat: Seat, Path(slug): Path<String>, sent: Bytes) -> Response {
    write(&seat, Some(&slug), fields(&sent)).await
}

/// Saves the form; saves it and asks for a review; or shows how it will look, which changes nothing.
async fn write(seat: &Seat, slug: Option<&str>, sent: Fields) -> Response {
    let page = slug.map_or_else(|| "/kb/new".to_owned(), |slug| address::article(slug) + "/edit");
    let act = field(&sent, "act").to_owned();
    if act == "preview" {
        return back(seat, &page, sent, Refusal::Flawed(Vec::new())).await;
    }
    let draft = ArticleDraft::read(&sent);
    match save(seat, slug, &draft, act == "submit").await {
        Ok(slug) => see_other(&(address::article(&slug) + "?version=newest")),
        Err(store::Error::Refused(refusal)) => back(seat, &page, sent, refusal).await,
        Err(store::Error::Fault(fault)) => Trouble::from(fault).answer(seat.language()),
    }
}

async fn save(seat: &Seat, slug: Option<&str>, draft: &ArticleDraft, submit: bool) -> store::Result<String> {
    let slug = seat.desk.save_article(slug, draft).await?;
    if submit {
        seat.desk.step_article(&slug, &Step::Submit).await?;
    }
    Ok(slug)
}

/// `POST /kb/{slug}/step`
pub async fn step(seat: Seat, Path(slug): Path<String>, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let step = match field(&sent, "act") {
        "submit" => Step::Submit,
        "publish" => Step::Publish,
        "send_back" => Step::SendBack { why: field(&sent, "why").to_owned() },
        "retire" => Step::Retire,
        "revive" => Step::Revive,
        _ => return Trouble::from(Refusal::WrongStage).answer(seat.language()),
    };
    let page = address::article(&slug);
    let done = seat.desk.step_article(&slug, &step).await;
    answer(&seat, &page, &format!("{page}?version=newest"), sent, done).await
}

/// `POST /kb/{slug}/restore`
pub async fn restore(seat: Seat, Path(slug): Path<String>, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let number = field(&sent, "number").parse().unwrap_or(-1);
    let done = seat.desk.restore_article(&slug, number).await;
    let page = address::article(&slug);
    answer(&seat, &format!("{page}?version=newest"), &format!("{page}/versions"), sent, done).await
}

/// `POST /kb/{slug}/answer`: what a reader says of it, also one who is not signed in.
pub async fn heard(seat: Seat, Path(slug): Path<String>, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let why = field(&sent, "why").to_owned();
    let page = address::article(&slug);
    let (said, then) = match field(&sent, "answer") {
        "helpful" => (Answer::Helpful, format!("{page}?thanks=yes#answer")),
        "solved" => (Answer::Solved, format!("{page}?thanks=solved#answer")),
        _ if why.trim().is_empty() => (Answer::NotHelpful { why }, format!("{page}?thanks=no#answer")),
        _ => (Answer::NotHelpful { why }, format!("{page}?thanks=why#answer")),
    };
    let done = seat.desk.answer_article(&slug, &said).await;
    answer(&seat, &then, &format!("{page}?thanks=no"), sent, done).await
}

/// `POST /kb/solved`: an article made a report unnecessary.
pub async fn solved(seat: Seat, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let page = address::article(field(&sent, "slug"));
    let done = seat.desk.answer_article(field(&sent, "slug"), &Answer::Solved).await;
    answer(&seat, &format!("{page}?thanks=solved#answer"), &page, sent, done).await
}

/// `POST /kb/case/{number}`: puts an article beside a case, or makes one of it.
pub async fn beside_case(seat: Seat, Path(number): Path<String>, sent: Bytes) -> Response {
    let sent = fields(&sent);
    let page = format!("/kb/case/{}", address::in_query(&number));
    if field(&sent, "act") == "draft" {
        return match seat.desk.draft_of_case(&number).await {
            Ok(slug) => see_other(&(address::article(&slug) + "/edit")),
            Err(error) => Trouble::from(error).answer(seat.language()),
        };
    }
    let done = seat.desk.attach_article(&number, field(&sent, "slug")).await;
    answer(&seat, &address::case(&number), &page, sent, done).await
}

/// `POST /kb/{slug}/files`
pub async fn add_files(State(house): State<House>, seat: Seat, Path(slug): Path<String>, form: Multipart) -> Response {
    let received = match receive(form, &house.settings.data).await {
        Ok(received) => received,
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let page = address::article(&slug) + "/edit";
    match keep(&seat, &slug, &received).await {
        Ok(()) => see_other(&(page + "#files")),
        Err(Trouble::Refused(refusal)) => back(&seat, &page, received.fields, refusal).await,
        Err(fault) => fault.answer(seat.language()),
    }
}

/// Files that are right stay, also when others are not.
async fn keep(seat: &Seat, slug: &str, received: &Received) -> Result<(), Trouble> {
    let mut flaws = received.flaws.clone();
    if received.files.is_empty() && flaws.is_empty() {
        flaws.push(Flaw::of(FILES_FIELD, FlawKind::Empty));
    }
    for file in &received.files {
        match seat.desk.add_article_file(slug, &file.name, &file.content, file.size_bytes).await {
            Ok(()) => {}
            Err(store::Error::Refused(Refusal::Flawed(more))) => flaws.extend(more),
            Err(error) => return Err(error.into()),
        }
    }
    if flaws.is_empty() { Ok(()) } else { Err(Refusal::Flawed(flaws).into()) }
}

/// `GET /kb/{slug}/files/{name}`: pictures are shown, everything else is a download.
pub async fn file(seat: Seat, Path((slug, name)): Path<(String, String)>, request: Request) -> Response {
    match seat.desk.article_file(&slug, &name).await {
        Ok((file, shown)) => {
            let lasting = files::Lasting { tag: String::new(), may_be_kept: false, shown };
            files::send(file, request, &lasting, seat.language()).await
        }
        Err(error) => Trouble::from(error).answer(seat.language()),
    }
}

/// On to where it leads, or back to the form with everything that was typed.
async fn answer(seat: &Seat, next: &str, page: &str, sent: Fields, done: store::Result<()>) -> Response {
    match done {
        Ok(()) => see_other(next),
        Err(store::Error::Refused(refusal)) => back(seat, page, sent, refusal).await,
        Err(store::Error::Fault(fault)) => Trouble::from(fault).answer(seat.language()),
    }
}

/// Nothing typed mends what is not there or not allowed.
async fn back(seat: &Seat, page: &str, sent: Fields, refusal: Refusal) -> Response {
    if matches!(refusal, Refusal::NotFound | Refusal::NotAllowed | Refusal::TooManyAttempts { .. }) {
        return Trouble::from(refusal).answer(seat.language());
    }
    let back = send_back(seat, page, sent, refusal).await;
    back.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}
