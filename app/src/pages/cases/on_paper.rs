//! What a case has on paper, its service record and its quote: fetched with all that is signed on it, fresh while somebody
//! reads it.

use crate::api::cases::service_record;
use crate::live;
use crate::pages::cases::actions::Acting;
use crate::ui::{Parking, loaded_with_parked, use_parked};
use crate::wire::fetched;
use domain::case::sheet::ServiceRecord;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of one paper.
type Page = fn(ServiceRecord, Acting, Parking) -> AnyView;

/// Shows `page` of the case whose number the address holds.
pub fn on_paper(page: Page) -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    move || shown(number.get(), page).into_any()
}

fn shown(number: String, page: Page) -> impl IntoView {
    let asked = number.clone();
    let parked = use_parked();
    let record = fetched(
        || (),
        move |()| {
            let number = asked.clone();
            async move { service_record(number).await }
        },
    );
    live::keep_fresh(record, Some(number), |record: &ServiceRecord| record.last_event_id);
    let acting = Acting::new(move || record.refetch());
    loaded_with_parked(record, parked, move |record, parking| page(record, acting, parking))
}
