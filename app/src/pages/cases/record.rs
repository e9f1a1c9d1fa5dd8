//! `/cases/{number}/record`: the service record (客户系统故障处理单), printable, with the customer's confirmation or refusal.

mod answer;
mod paper;

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::pages::cases::actions::Acting;
use crate::pages::cases::on_paper::on_paper;
use crate::ui::{Parking, address};
use answer::Answer;
use domain::case::sheet::ServiceRecord;
use leptos::prelude::*;
use leptos_meta::Title;
use paper::Paper;

/// The service record of one case.
#[component]
pub fn RecordPage() -> impl IntoView {
    on_paper(page)
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
