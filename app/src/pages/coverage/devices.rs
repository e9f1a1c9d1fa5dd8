//! Devices as a table that becomes a list on phones, with a search whose words stand in the address.

use super::report_address;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::td_string;
use crate::now::use_clock;
use crate::ui::address::{self, in_query};
use crate::ui::{EmptyState, moment};
use chrono::NaiveDate;
use domain::asset::Asset;
use domain::person::Role;
use leptos::prelude::*;

/// The devices found; `names` of their organisations for staff, by id.
#[component]
pub fn Devices(assets: Vec<Asset>, q: String, names: Vec<(i64, String)>, may_report: bool) -> impl IntoView {
    let language = use_language();
    let list = if assets.is_empty() {
        let hint = td_string!(language, coverage.assets_empty_hint);
        view! { <EmptyState title=td_string!(language, coverage.assets_empty_title) text=hint /> }.into_any()
    } else {
        let export = format!("/export/assets.csv?q={}", in_query(&q));
        view! {
            <Table assets=assets names=names may_report=may_report />
            <p class="export"><a href=export download="">{td_string!(language, lists.export_csv)}</a></p>
        }
        .into_any()
    };
    view! {
        <section id="assets">
            <h2 class="section-title">{td_string!(language, coverage.assets)}</h2>
            <form class="search" role="search" method="get" action="/coverage">
                <label class="visually-hidden" for="q">{td_string!(language, coverage.search)}</label>
                <input class="control" id="q" type="search" name="q" value=q.clone() autocomplete="off"
                    placeholder=td_string!(language, coverage.search_hint) />
                <button type="submit" class="button button-secondary">{td_string!(language, coverage.search_submit)}</button>
                {(!q.is_empty()).then(|| view! {
                    <a class="button button-quiet" href="/coverage">{td_string!(language, coverage.search_clear)}</a>
                })}
            </form>
            {list}
            <p class="export"><a href="/assets">{td_string!(language, assets.all)}</a></p>
        </section>
    }
}

#[component]
fn Table(assets: Vec<Asset>, names: Vec<(i64, String)>, may_report: bool) -> impl IntoView {
    let language = use_language();
    let staff = !names.is_empty();
    let whose = move |asset: &Asset| {
        let name = names.iter().find(|(id, _)| *id == asset.organisation_id).map(|(_, name)| name.clone());
        staff.then(|| view! { <td data-term=td_string!(language, coverage.organisation)>{name}</td> })
    };
    let line = |asset: Asset| {
        let link = address::asset(&asset.serial);
        let whose = whose(&asset);
        view! {
            <tr>
                <th scope="row"><a href=link>{asset.title()}</a></th>
                {whose}
                <td data-term=td_string!(language, coverage.serial)><span class="serial">{asset.serial.clone()}</span></td>
                <td data-term=td_string!(language, coverage.site)>{asset.site.clone()}</td>
                <td data-term=td_string!(language, coverage.warranty)>{warranty(asset.warranty_ends_on)}</td>
                {may_report.then(|| view! { <td><ReportLink asset=asset /></td> })}
            </tr>
        }
    };
    let lines = assets.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <table class="listing">
            <thead>
                <tr>
                    <th scope="col">{td_string!(language, coverage.name)}</th>
                    {staff.then(|| view! { <th scope="col">{td_string!(language, coverage.organisation)}</th> })}
                    <th scope="col">{td_string!(language, coverage.serial)}</th>
                    <th scope="col">{td_string!(language, coverage.site)}</th>
                    <th scope="col">{td_string!(language, coverage.warranty)}</th>
                    {may_report.then(|| view! { <th scope="col"><span class="visually-hidden">{td_string!(language, coverage.report_short)}</span></th> })}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

#[component]
fn ReportLink(asset: Asset) -> impl IntoView {
    let language = use_language();
    let role = use_person().map_or(Role::Customer, |person| person.role);
    view! { <a href=report_address(&asset, role)>{td_string!(language, coverage.report_short)}</a> }
}

/// The last day of the warranty, whether that is past, or that none is on file.
pub fn warranty(ends_on: Option<NaiveDate>) -> String {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    match ends_on {
        Some(day) if day < zone.local(now).date() => {
            td_string!(language, coverage.warranty_ended, date = moment::date(day))
        }
        Some(day) => td_string!(language, coverage.warranty_until, date = moment::date(day)),
        None => td_string!(language, coverage.warranty_none).to_owned(),
    }
}
