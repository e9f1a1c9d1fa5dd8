//! One device: is it covered now and why, and what happened to it.

use crate::api::contracts::asset;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::pages::coverage::{VerdictBox, may_report, report_address, warranty};
use crate::ui::{Card, CaseRows, EmptyState, Fact, FactList, LinkButton, loaded};
use crate::wire::fetched;
use domain::asset::AssetSheet;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/assets/{serial}`
#[component]
pub fn AssetPage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("serial")).unwrap_or_default(), asset);
    loaded(found, |sheet| view! { <Device sheet=sheet /> }.into_any())
}

#[component]
fn Device(sheet: AssetSheet) -> impl IntoView {
    let language = use_language();
    let AssetSheet { asset, organisation_name, coverage, cases } = sheet;
    let title = asset.title();
    let role = use_person().map(|person| person.role);
    let report = role.filter(|role| may_report(*role)).map(|role| {
        let href = report_address(&asset, role);
        view! { <p class="asset-report"><LinkButton href=href label=td_string!(language, coverage.report) /></p> }
    });
    let warranty = warranty(asset.warranty_ends_on);
    let mut facts = vec![Fact::text(td_string!(language, coverage.serial), asset.serial)];
    facts.push(Fact::text(td_string!(language, coverage.site), asset.site));
    facts.push(Fact::text(td_string!(language, coverage.warranty), warranty));
    facts.push(Fact::text(td_string!(language, coverage.organisation), organisation_name));
    view! {
        <Title text=title.clone() />
        <div class="asset">
            <p class="crumbs"><a href="/coverage">"‹ " {td_string!(language, coverage.back)}</a></p>
            <h1>{title}</h1>
            <div class="asset-columns">
                <div>
                    <Card title=td_string!(language, coverage.coverage)>
                        <VerdictBox coverage=coverage />
                    </Card>
                    {report}
                </div>
                <Card title=td_string!(language, coverage.name)><FactList facts=facts /></Card>
            </div>
            <section>
                <h2 class="section-title">{td_string!(language, coverage.cases)}</h2>
                <Cases cases=cases />
            </section>
        </div>
    }
}

#[component]
fn Cases(cases: Vec<domain::case::sheet::CaseRow>) -> impl IntoView {
    let language = use_language();
    if cases.is_empty() {
        let hint = td_string!(language, coverage.cases_empty_hint);
        return view! { <EmptyState title=td_string!(language, coverage.cases_empty_title) text=hint /> }.into_any();
    }
    view! { <CaseRows rows=cases /> }.into_any()
}
