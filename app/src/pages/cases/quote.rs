//! `/cases/{number}/quote`: the quote for time and materials (工时支持), printable, with the customer's answer.

mod answer;
mod paper;

use crate::api::cases::service_record;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::live;
use crate::pages::cases::actions::Acting;
use crate::ui::{EmptyState, Parking, address, loaded_with_parked, use_parked};
use crate::wire::fetched;
use answer::Answer;
use domain::case::sheet::ServiceRecord;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use paper::Paper;

/// The latest quote of one case.
#[component]
pub fn QuotePage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    move || view! { <Quoted number=number.get() /> }.into_any()
}

#[component]
fn Quoted(number: String) -> impl IntoView {
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
    let title = td_string!(language, quote.title);
    let back = view! { <a href=address::case(&number)>"‹ "{td_string!(language, quote.back)}</a> };
    let Some(quote) = record.case.quote.clone() else {
        return view! {
            <Title text=format!("{title} {number}") />
            <p class="case-way">{back}</p>
            <h1>{title}</h1>
            <EmptyState title=td_string!(language, quote.none_title) text=td_string!(language, quote.none_text) />
        }
        .into_any();
    };
    view! {
        <Title text=format!("{title} {number}") />
        <div class="record-page">
            <p class="case-way no-print">
                {back}
                <button class="button button-quiet" type="button" on:click=|_| _ = window().print()>
                    {td_string!(language, quote.print)}
                </button>
            </p>
            <Paper case=record.case.clone() quote=quote.clone() now=record.now />
            <Answer case=record.case quote=quote may=record.may now=record.now acting=acting parking=parking />
        </div>
    }
    .into_any()
}
