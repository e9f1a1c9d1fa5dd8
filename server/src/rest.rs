//! The thin REST interface (`/api/v1`): the same use cases as the pages, as JSON, for whoever holds a session. Problems come
//! as `application/problem+json`. Tokens, paging links and the OpenAPI description come with later work.

use crate::house::House;
use crate::plain::{Trouble, noted};
use crate::seat::Seat;
use app::frame::locale;
use app::problem::Problem;
use app::ssr::status_of;
use app::words;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use domain::case::report::Draft;
use domain::case::sheet::CaseFilter;
use domain::person::Language;
use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Everything under `/api/v1`.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/api/v1/cases", get(cases).post(open_case))
        .route("/api/v1/cases/{number}", get(case))
        .route("/api/v1/coverage", get(coverage))
        .route("/api/v1/{*rest}", axum::routing::any(nothing))
}

async fn cases(seat: Seat, Query(filter): Query<CaseFilter>) -> Response {
    answer(seat.language(), seat.desk.cases(&filter).await)
}

async fn case(seat: Seat, Path(number): Path<String>) -> Response {
    answer(seat.language(), seat.desk.case(&number).await)
}

/// `201` with the number, or `200` when the same draft had been opened before.
async fn open_case(seat: Seat, draft: Result<Json<Draft>, JsonRejection>) -> Response {
    let Ok(Json(draft)) = draft else { return not_json(seat.language()) };
    match seat.desk.open_case(&draft).await {
        Ok(opened) => {
            let status = if opened.fresh { StatusCode::CREATED } else { StatusCode::OK };
            let location = [(LOCATION, format!("/api/v1/cases/{}", opened.number))];
            (status, location, Json(json!({ "number": opened.number }))).into_response()
        }
        Err(error) => problem(seat.language(), error.into()),
    }
}

/// What is asked about a device.
#[derive(Deserialize)]
struct CoverageQuestion {
    serial: String,
    #[serde(default = "fault")]
    kind: String,
    organisation_id: Option<i64>,
}

fn fault() -> String {
    domain::case::Kind::Fault.key().to_owned()
}

async fn coverage(seat: Seat, Query(asked): Query<CoverageQuestion>) -> Response {
    answer(seat.language(), seat.desk.check_coverage(&asked.kind, &asked.serial, asked.organisation_id).await)
}

async fn nothing(seat: Seat) -> Response {
    problem(seat.language(), Refusal::NotFound.into())
}

fn answer<T: Serialize>(language: Language, result: store::Result<T>) -> Response {
    match result {
        Ok(found) => Json(found).into_response(),
        Err(error) => problem(language, error.into()),
    }
}

fn not_json(language: Language) -> Response {
    as_json(StatusCode::BAD_REQUEST, language, &Problem::Refused(Refusal::Flawed(Vec::new())))
}

fn problem(language: Language, trouble: Trouble) -> Response {
    match trouble {
        Trouble::Refused(refusal) => as_json(status_of(&refusal), language, &Problem::Refused(refusal)),
        other => as_json(StatusCode::INTERNAL_SERVER_ERROR, language, &Problem::Fault { reference: noted(&other) }),
    }
}

/// RFC 9457, with the refusal as data beside the words.
fn as_json(status: StatusCode, language: Language, problem: &Problem) -> Response {
    let said = words::problem(locale(language), problem);
    let flaws: Vec<_> = problem
        .flaws()
        .iter()
        .map(|flaw| {
            json!({
                "field": flaw.field, "kind": flaw.kind, "detail": words::flaw(locale(language), &flaw.kind),
            })
        })
        .collect();
    let body = json!({
        "type": "about:blank", "title": said.title, "detail": said.then, "status": status.as_u16(),
        "problem": problem, "flaws": flaws,
    });
    (status, [(CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}
