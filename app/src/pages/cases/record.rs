//! `/cases/{number}/record`: the service record (客户系统故障处理单), printable, with the customer's confirmation or refusal.

mod answer;
mod paper;

use crate::api::cases::service_record;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::live;
use crate::pages::cases::actions::Acting;
use crate::ui::{Parking, address, loaded_with_parked, use_parked};
use crate::wire::fetched;
use answer::Answer;
use domain::case::sheet::ServiceRecord;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use paper::Paper;

/// The service record of one case.
#[component]
pub fn RecordPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    move || view! { <Record number=number.get() /> }.into_any()
}

#[component]
fn Record(number: String) -> impl IntoView {
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
    loaded_with_parked(record, parked, move |record: ServiceRecord, parking| page(record, acting, parking))
}

fn page(record: ServiceRecord, acting: Acting, parking: Parking) -> AnyView {
    let language = use_language();
    let number = record.case.opening.number.clone();
    let title = td_string!(language, record.title);
    let answer = view! { <Answer case=record.case.clone() may=record.may.clone() acting=acting parking=parking /> };
    view! {
        <Title text=format!("{title} {number}") />
        <div class="record-page">
            <p class="case-way no-print">
                <a href=address::case(&number)>"‹ "{td_string!(language, record.back)}</a>
                <button class="button button-quiet" type="button" on:click=|_| _ = window().print()>
                    {td_string!(language, record.print)}
                </button>
            </p>
            <Paper record=record />
            {answer}
        </div>
    }
    .into_any()
}
