//! One device: is it covered now and why, its contracts, how it is made up, and what happened to it.

mod known;

use super::unknown::Unknown;
use crate::api::assets::look_up;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::pages::coverage::{VerdictBox, may_report, report_address, warranty};
use crate::ui::{Card, CaseRows, EmptyState, Fact, FactList, LinkButton, Look, address, loaded, moment};
use crate::wire::fetched;
use domain::asset::{AssetAnswer, AssetSheet};
use domain::case::sheet::CaseRow;
use known::{Configuration, Contracts, Findings, Parts};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/assets/{serial}`
#[component]
pub fn AssetPage() -> impl IntoView {
    let params = use_params_map();
    let found = fetched(move || params.with(|params| params.get("serial")).unwrap_or_default(), look_up);
    loaded(found, |answer| match answer {
        AssetAnswer::Found(sheet) => view! { <Device sheet=*sheet /> }.into_any(),
        AssetAnswer::Unknown { serial, near } => view! { <Unknown serial=serial near=near /> }.into_any(),
    })
}

#[component]
fn Device(sheet: AssetSheet) -> impl IntoView {
    let language = use_language();
    let title = sheet.asset.title();
    let facts = facts(&sheet);
    let ways = view! { <Ways sheet=sheet.clone() /> };
    view! {
        <Title text=title.clone() />
        <div class="asset">
            <p class="crumbs"><a href="/assets">"‹ " {td_string!(language, assets.all_back)}</a></p>
            <h1>{title}</h1>
            <div class="asset-columns">
                <div class="asset-main">
                    <Card title=td_string!(language, coverage.coverage)><VerdictBox coverage=sheet.coverage /></Card>
                    {ways}
                    <Contracts contracts=sheet.contracts />
                    <section>
                        <h2 class="section-title">{td_string!(language, coverage.cases)}</h2>
                        <Cases cases=sheet.cases />
                    </section>
                    <Findings findings=sheet.findings />
                    <Parts parts=sheet.parts />
                </div>
                <div class="asset-side">
                    <Card title=td_string!(language, coverage.name)><FactList facts=facts /></Card>
                    <Configuration text=sheet.configuration />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What can be done with it from here.
#[component]
fn Ways(sheet: AssetSheet) -> impl IntoView {
    let language = use_language();
    let (here, role) = (address::asset(&sheet.asset.serial), use_person().map(|person| person.role));
    let report = role.filter(|role| may_report(*role)).map(|role| {
        let href = report_address(&sheet.asset, role);
        view! { <LinkButton href=href label=td_string!(language, coverage.report) /> }
    });
    let edit = sheet.may_edit.then(|| {
        let href = format!("{here}/edit");
        view! { <LinkButton href=href label=td_string!(language, assets.edit) look=Look::Secondary /> }
    });
    view! {
        <p class="asset-report buttons">
            {report}
            {edit}
            <a class="button button-quiet" href=format!("{here}/label") rel="external">{td_string!(language, assets.label)}</a>
        </p>
    }
    .into_any()
}

fn facts(sheet: &AssetSheet) -> Vec<Fact> {
    let language = use_language();
    let asset = &sheet.asset;
    let serial = view! { <span class="serial">{asset.serial.clone()}</span> }.into_any();
    let mut facts = vec![
        Fact::view(td_string!(language, coverage.serial), serial),
        Fact::text(td_string!(language, coverage.site), asset.site.clone()),
        Fact::text(td_string!(language, coverage.warranty), warranty(asset.warranty_ends_on)),
    ];
    if !asset.product_line.is_empty() {
        facts.insert(1, Fact::text(td_string!(language, assets.product_line), asset.product_line.clone()));
    }
    if let Some(day) = sheet.acceptance.accepted_on {
        facts.push(Fact::text(td_string!(language, assets.accepted_on), moment::date(day)));
    }
    if let Some(months) = sheet.acceptance.warranty_months {
        let months = td_string!(language, assets.months, n = months);
        facts.push(Fact::text(td_string!(language, assets.warranty_months), months));
    }
    facts.push(Fact::text(td_string!(language, coverage.organisation), sheet.organisation_name.clone()));
    facts
}

#[component]
fn Cases(cases: Vec<CaseRow>) -> impl IntoView {
    let language = use_language();
    if cases.is_empty() {
        let hint = td_string!(language, coverage.cases_empty_hint);
        return view! { <EmptyState title=td_string!(language, coverage.cases_empty_title) text=hint /> }.into_any();
    }
    view! { <CaseRows rows=cases /> }.into_any()
}
