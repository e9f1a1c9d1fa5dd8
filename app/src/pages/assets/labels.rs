//! `/assets/labels?serial=…`: labels to print on A4, of the devices chosen or of the list as filtered. Each is a drawing of the
//! process (`GET /assets/{serial}/label`).

use super::list::filter_in;
use crate::api::assets::labels;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::{EmptyState, address, loaded};
use crate::wire::fetched;
use domain::asset::{Asset, LABELS_MOST};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The sheet.
#[component]
pub fn LabelsPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| (filter_in(query), query.get_all("serial").unwrap_or_default())));
    let found = fetched(move || asked.get(), |(filter, serials)| labels(filter, serials));
    view! {
        <Title text=td_string!(language, assets.labels_title) />
        {loaded(found, |assets: Vec<Asset>| sheet(assets))}
    }
    .into_any()
}

fn sheet(assets: Vec<Asset>) -> AnyView {
    let language = use_language();
    let count = td_string!(language, assets.labels_count, n = assets.len() as u64, most = LABELS_MOST as u64);
    let labels = assets.iter().map(|asset| {
        let (label, alt) = (address::asset(&asset.serial) + "/label", format!("{} · {}", asset.title(), asset.serial));
        view! { <li><img src=label alt=alt width="320" height="170" /></li> }
    });
    let labels = labels.collect::<Vec<_>>();
    let sheet = if labels.is_empty() {
        view! { <EmptyState title=td_string!(language, assets.labels_none) /> }.into_any()
    } else {
        view! { <ul class="labels">{labels}</ul> }.into_any()
    };
    view! {
        <div class="no-print">
            <p class="crumbs"><a href="/assets">"‹ " {td_string!(language, assets.all_back)}</a></p>
            <header class="page-head">
                <h1>{td_string!(language, assets.labels_title)}</h1>
                <button class="button button-primary" type="button" on:click=|_| _ = window().print()>
                    {td_string!(language, assets.labels_print)}
                </button>
            </header>
            <p>{td_string!(language, assets.labels_about)}</p>
            <p class="soft">{count}</p>
        </div>
        {sheet}
    }
    .into_any()
}
