//! `/organisations/{id}/report`: the service report of a customer for a period, printable. The server draws it; the browser only
//! turns from one period to the next.

use crate::api::satisfaction::service_report;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::loaded;
use crate::wire::fetched;
use domain::service_report::ReportFilter;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn ServiceReportPage() -> impl IntoView {
    let language = use_language();
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let filter = Memo::new(move |_| {
        let said = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        ReportFilter { period: said("period"), from: said("from"), until: said("until") }
    });
    let drawn = fetched(move || (id.get(), filter.get()), |(id, filter)| service_report(id, filter));
    loaded(drawn, move |(title, html): (String, String)| {
        view! {
            <Title text=title />
            <div class="record-page">
                <p class="case-way no-print">
                    <a href=format!("/organisations/{}", id.get_untracked())>"‹ "{td_string!(language, archive.title)}</a>
                    <button class="button button-quiet" type="button" on:click=|_| _ = window().print()>
                        {td_string!(language, record.print)}
                    </button>
                </p>
                <div class="service-report-page" inner_html=html></div>
            </div>
        }
        .into_any()
    })
}
