//! `/cases/{number}/quote`: the quote for time and materials (工时支持), printable, with the customer's answer.

mod answer;
mod paper;

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::cases::actions::Acting;
use crate::pages::cases::on_paper::on_paper;
use crate::ui::{EmptyState, Parking, address};
use answer::Answer;
use domain::case::sheet::ServiceRecord;
use leptos::prelude::*;
use leptos_meta::Title;
use paper::Paper;

/// The latest quote of one case.
#[component]
pub fn QuotePage() -> impl IntoView {
    on_paper(page)
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
