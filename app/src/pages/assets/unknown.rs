//! A serial number that nothing in sight has: those that come near, and the ways on.

use super::SerialCheck;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::pages::coverage::may_report;
use crate::problem::Problem;
use crate::side;
use crate::ui::address::{self, in_query};
use crate::ui::{Card, LinkButton, Look};
use domain::asset::NearAsset;
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn Unknown(serial: String, near: Vec<NearAsset>) -> impl IntoView {
    let language = use_language();
    side::answer_with(&Problem::Refused(Refusal::NotFound));
    let title = td_string!(language, assets.unknown, serial = serial);
    let staff = use_person().is_some_and(|person| !person.role.is_customer());
    let reports = use_person().is_some_and(|person| may_report(person.role));
    let report = format!("/cases/new?serial={}", in_query(&serial));
    let links = near.into_iter().map(|NearAsset { asset, organisation_name }| {
        let about = [asset.title(), asset.site.clone(), if staff { organisation_name } else { String::new() }];
        let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        view! {
            <li><a href=address::asset(&asset.serial)><b class="serial">{asset.serial.clone()}</b></a><span class="soft">{about}</span></li>
        }
    });
    let links = links.collect::<Vec<_>>();
    view! {
        <Title text=title.clone() />
        <p class="crumbs"><a href="/assets">"‹ " {td_string!(language, assets.all_back)}</a></p>
        <h1>{title}</h1>
        <p class="unknown-text">{td_string!(language, assets.unknown_text)}</p>
        {(!links.is_empty()).then(|| view! {
            <Card title=td_string!(language, assets.near)><ul class="links near">{links}</ul></Card>
        })}
        <SerialCheck serial=serial />
        {reports.then(|| view! {
            <p><LinkButton href=report label=td_string!(language, assets.report_anyway) look=Look::Secondary /></p>
        })}
    }
    .into_any()
}
