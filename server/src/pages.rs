//! The app's pages, rendered here, and its server functions. What they may know of the request is put into contexts; the
//! rest of the process stays unknown to them.

use crate::headers::policy_of_page;
use crate::house::House;
use crate::plain;
use crate::seat::{Seat, language};
use app::ssr::{Hotline, LastRefusal, LettersAreFiles, PublicUrl};
use app::{application, shell};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::post};
use domain::person::Language;
use domain::refusal::Refusal;
use leptos::nonce::use_nonce;
use leptos::prelude::{AnyView, provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list_with_exclusions_and_ssg_and_context,
    handle_server_fns_with_context, render_app_async_with_context, render_route_with_context,
};
use std::sync::{Arc, OnceLock};

/// The routes of the app and of its server functions.
pub fn routes(house: &House) -> Router<House> {
    let listing = listing(house);
    let pages = render_route_with_context::<House, AnyView>(listing.clone(), contexts(house), page(house));
    Router::new().leptos_routes_with_handler(listing, pages).route("/api/fn/{*name}", post(server_function))
}

/// The app's addresses. Listing them renders the app once, as for a guest.
///
/// Once a process: while Leptos 0.8 lists, a flag of the whole process keeps every resource from loading, and a page that
/// is rendered meanwhile (by another test, say) would wait for ever.
fn listing(house: &House) -> Vec<AxumRouteListing> {
    static LISTING: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    let list = || {
        let desk = house.store.desk(house.store.guest(Language::default()), house.clock.now());
        generate_route_list_with_exclusions_and_ssg_and_context(application, None, move || {
            provide_context(desk.clone())
        })
        .0
    };
    LISTING.get_or_init(list).clone()
}

async fn server_function(State(house): State<House>, request: Request) -> Response {
    handle_server_fns_with_context(contexts(&house), request).await.into_response()
}

/// What no route knows: one of the public files, or the app's page that says so.
pub async fn not_found(State(house): State<House>, request: Request) -> Response {
    if *request.method() != Method::GET && *request.method() != Method::HEAD {
        return plain::refusal(&Refusal::NotFound, language(request.headers()));
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = house.site.answer(path, request.headers()) {
        return file;
    }
    let render = render_app_async_with_context(contexts(&house), page(&house));
    let mut response = render(request).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn page(house: &House) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let manifest = Arc::clone(&house.manifest);
    move || shell(&manifest)
}

/// Gives the app what belongs to this request: the desk, the place for a refusal, and the page's security policy.
fn contexts(house: &House) -> impl Fn() + Clone + Send + Sync + 'static {
    let (store, cast, public_url) = (house.store.clone(), house.cast.clone(), house.settings.public_url());
    let parts = house.parts.clone();
    let letters_are_files = LettersAreFiles(!house.settings.sends_mail());
    move || {
        provide_context(parts.clone());
        provide_context(cast.clone());
        provide_context(letters_are_files);
        provide_context(PublicUrl(public_url.clone()));
        provide_context(Hotline(store.company().hotline.clone()));
        let Some(parts) = use_context::<Parts>() else { return };
        if let Some(seat) = parts.extensions.get::<Seat>() {
            provide_context(seat.desk.clone());
        }
        if let Some(last_refusal) = parts.extensions.get::<LastRefusal>() {
            provide_context(last_refusal.clone());
        }
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = HeaderValue::from_str(&policy_of_page(&nonce))
        {
            response.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    }
}
