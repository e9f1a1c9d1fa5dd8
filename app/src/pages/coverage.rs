//! Contracts and devices: what is in force until when, what it promises, and every device with its way to an answer.

mod contracts;
mod devices;
mod verdict;

pub use devices::warranty;
pub use verdict::VerdictBox;

use crate::api::contracts::{assets, contracts};
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::pages::assets::SerialCheck;
use crate::problem::Problem;
use crate::ui::address::in_query;
use crate::ui::loaded;
use crate::wire::fetched;
use contracts::Contracts;
use devices::Devices;
use domain::access::{Action, Whose, may};
use domain::asset::Asset;
use domain::contract::ContractSheet;
use domain::person::Role;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/coverage?q=…`
#[component]
pub fn CoveragePage() -> impl IntoView {
    let query = use_query_map();
    let q = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default().trim().to_owned());
    let found = fetched(move || q.get(), both);
    loaded(found, move |(contracts, assets)| {
        view! { <Coverage contracts=contracts assets=assets q=q.get_untracked() /> }.into_any()
    })
}

async fn both(q: String) -> Result<(Vec<ContractSheet>, Vec<Asset>), Problem> {
    let (contracts, assets) = futures::join!(contracts(), assets(q));
    Ok((contracts?, assets?))
}

/// Whether who plays that part opens cases for a device in sight.
pub fn may_report(role: Role) -> bool {
    may(role, Action::OpenCase, Whose::OwnOrganisation) || may(role, Action::OpenCaseForCaller, Whose::Others)
}

/// The report form with that device in it; staff need its organisation besides.
pub fn report_address(asset: &Asset, role: Role) -> String {
    let serial = in_query(&asset.serial);
    match role.is_customer() {
        true => format!("/cases/new?serial={serial}"),
        false => format!("/cases/new?serial={serial}&organisation_id={}", asset.organisation_id),
    }
}

#[component]
fn Coverage(contracts: Vec<ContractSheet>, assets: Vec<Asset>, q: String) -> impl IntoView {
    let language = use_language();
    let of_whom = use_person().is_some_and(|person| !person.role.is_customer());
    let reports = use_person().is_some_and(|person| may_report(person.role));
    let rates = use_person().is_some_and(|person| may(person.role, Action::SeeSatisfaction, Whose::OwnOrganisation));
    // Devices know their organisation by its id; the contracts know its name. A customer has but one.
    let sheets = contracts.iter().filter(|_| of_whom);
    let names = sheets.map(|sheet| (sheet.contract.organisation_id, sheet.organisation_name.clone())).collect();
    view! {
        <Title text=td_string!(language, coverage.title) />
        <div class="coverage">
            <h1>{td_string!(language, coverage.title)}</h1>
            {organisation_places()}
            <p class="links">
                <a href="/inspections">{td_string!(language, inspections.title)}</a>
                {rates.then(|| view! { <a href="/satisfaction">{td_string!(language, satisfaction.title)}</a> })}
            </p>
            <SerialCheck />
            <Contracts contracts=contracts of_whom=of_whom />
            <Devices assets=assets q=q names=names may_report=reports />
        </div>
    }
}

/// For who administers a customer: the ways to the colleagues and to the own service archive.
fn organisation_places() -> Option<AnyView> {
    let language = use_language();
    let person = use_person().filter(|person| may(person.role, Action::SeeArchive, Whose::OwnOrganisation))?;
    let archive = format!("/organisations/{}", person.organisation?.id);
    let place = |href: String, name: &'static str, about: &'static str| {
        view! { <li><a class="card place" href=href><b>{name}</b><span class="soft">{about}</span></a></li> }
    };
    Some(
        view! {
            <ul class="places">
                {place("/people".to_owned(), td_string!(language, people.colleagues), td_string!(language, people.colleagues_about))}
                {place(archive, td_string!(language, archive.title), td_string!(language, archive.own_about))}
            </ul>
        }
        .into_any(),
    )
}
