//! Which path is answered by what, and which layers a request passes on its way there, outermost last.

use crate::forms::FORM_MOST_BYTES;
use crate::house::House;
use crate::uploads::BODY_MOST_BYTES;
use crate::{
    announcements, articles, assets, contracts, cross_site, files, forms, headers, health, inspections, labels, lists,
    live, logs, manage, own_password, pages, password_links, plain, report, rest, satisfaction, seat, service_report,
    session, surveys, welcome,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use domain::person::Language;
use std::any::Any;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// Good enough for pages and quick; more costs longer than it saves.
const BROTLI_QUALITY: i32 = 4;

/// The whole site.
pub fn router(house: House) -> Router {
    let pages = pages::routes(&house)
        .merge(rest::routes())
        .fallback(pages::not_found)
        .layer(RequestBodyLimitLayer::new(FORM_MOST_BYTES))
        .layer(from_fn(forms::see_through))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(BROTLI_QUALITY)));
    let with_files = Router::new()
        .route("/cases/new", post(report::open_case))
        .route("/cases/{number}/files", post(report::attach))
        .route("/announcements/new", post(announcements::publish))
        .route("/announcements/{id}/change", post(announcements::change))
        .route("/contracts/{number}/documents", post(contracts::add_documents))
        .route("/kb/{slug}/files", post(articles::add_files))
        .route("/manage/calendars/{id}", post(manage::preview_holidays))
        .route("/organisations/{id}/home", post(welcome::change))
        .route("/manage/import", post(lists::receive_list))
        .layer(DefaultBodyLimit::max(BODY_MOST_BYTES));
    let with_rows = Router::new()
        .route("/manage/policies/{id}", post(manage::edit_policy))
        .route("/contracts/new", post(contracts::add))
        .route("/contracts/{number}/edit", post(contracts::change))
        .route("/inspections/new", post(inspections::record))
        .route("/cases/{number}/survey", post(surveys::answer_of_case))
        .route("/surveys/{token}", post(surveys::answer_by_link))
        .route("/kb/new", post(articles::begin))
        .route("/kb/solved", post(articles::solved))
        .route("/kb/case/{number}", post(articles::beside_case))
        .route("/kb/{slug}/edit", post(articles::edit))
        .route("/kb/{slug}/step", post(articles::step))
        .route("/kb/{slug}/restore", post(articles::restore))
        .route("/kb/{slug}/answer", post(articles::heard))
        .route("/manage/follow-ups/{id}", post(surveys::follow_up))
        .route("/manage/questionnaires", post(surveys::copy_questionnaire))
        .route("/manage/questionnaires/{id}", post(surveys::edit_questionnaire))
        .route("/manage/surveys/new", post(surveys::send))
        .layer(DefaultBodyLimit::max(FORM_MOST_BYTES));
    Router::new()
        .merge(pages)
        .merge(with_files)
        .merge(with_rows)
        .route("/sign-in", post(session::sign_in))
        .route("/sign-out", post(session::sign_out))
        .route("/language", post(session::speak))
        .route("/invitation/{token}", post(password_links::set_password))
        .route("/me/password", post(own_password::change))
        .route("/forgotten", post(password_links::forget_password))
        .route("/files/{id}", get(files::download))
        .route("/kb/{slug}/files/{name}", get(articles::file))
        .route("/announcements/files/{id}", get(announcements::download))
        .route("/announcements/{id}/read", post(announcements::read))
        .route("/announcements/{id}/withdraw", post(announcements::withdraw))
        .route("/manage/import/templates/{file}", get(lists::template))
        .route("/export/{file}", get(lists::export))
        .route("/satisfaction.csv", get(satisfaction::export))
        .route("/satisfaction.xlsx", get(satisfaction::export))
        .route("/organisations/{id}/logo", get(welcome::logo))
        .route("/organisations/{id}/report.csv", get(service_report::export))
        .route("/organisations/{id}/report.xlsx", get(service_report::export))
        .route("/assets/check", get(labels::check))
        .route("/assets/{serial}/label", get(labels::label))
        .route("/live", get(live::follow))
        .layer(from_fn_with_state(house.clone(), cross_site::refuse))
        .layer(from_fn_with_state(house.clone(), seat::take))
        // Below, nobody is asked who they are.
        .route("/pkg/{*path}", get(assets::serve))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn_with_state(house.clone(), headers::add))
        .layer(from_fn(logs::note_request))
        .with_state(house)
}

#[derive(Debug, thiserror::Error)]
#[error("panic: {0}")]
struct Panicked(String);

/// What the browser sees of a panic: the same page as of any other fault.
fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    plain::fault(&Panicked(said.unwrap_or("without words").to_owned()), Language::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_panic_is_shown_as_a_fault_with_a_reference_and_without_its_words() {
        async fn broken() -> &'static str {
            panic!("secret words")
        }
        let app = Router::new().route("/", get(broken)).layer(CatchPanicLayer::custom(after_panic));
        let response = app.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let page = String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap();
        let reference = page.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 8);
        assert!(reference.is_some() && !page.contains("secret words"), "{page}");
    }
}
