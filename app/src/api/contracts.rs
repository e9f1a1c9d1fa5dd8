//! Contracts and devices as the viewer may see them.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::asset::Asset;
use domain::contract::ContractSheet;
use domain::contract::draft::UseDraft;
use domain::contract::rates::{RatesDraft, RatesSheet};
use domain::contract::sheet::{ContractFilter, ContractForm, ContractList, ContractView};
use domain::refusal::Flaw;
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use serde::{Deserialize, Serialize};

/// The form of a contract: as it is, or as somebody left it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContractFormPage {
    pub form: ContractForm,
    /// None for a new contract.
    pub number: Option<String>,
    pub flaws: Vec<Flaw>,
}

/// The contracts in sight to look at first, those in force before the others; at most 50.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchContracts, prefix = "/api/fn", endpoint = "contracts", protocol = Asked)]
pub async fn contracts() -> Result<Vec<ContractSheet>, Problem> {
    Ok(crate::ssr::desk()?.first_contracts().await?)
}

/// A page of the contracts in sight.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchContractList, prefix = "/api/fn", endpoint = "contract_list", protocol = Asked)]
pub async fn contract_list(#[server(default)] filter: ContractFilter) -> Result<ContractList, Problem> {
    Ok(crate::ssr::desk()?.contract_list(&filter).await?)
}

/// One contract with all about it.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
#[server(name = FetchContract, prefix = "/api/fn", endpoint = "contract", protocol = Asked)]
pub async fn contract_view(number: String) -> Result<ContractView, Problem> {
    Ok(crate::ssr::desk()?.contract_view(&number).await?)
}

/// The form of that contract, or of a new one; as it was left, when the address says where it was put aside.
///
/// # Errors
/// A refusal for everybody but managers, and when there is no such contract.
#[server(name = FetchContractForm, prefix = "/api/fn", endpoint = "contract_form", protocol = Asked)]
pub async fn contract_form(number: Option<String>, parked: Option<String>) -> Result<ContractFormPage, Problem> {
    use domain::contract::draft::ContractDraft;
    let desk = crate::ssr::desk()?;
    // A form that is gone is no reason to withhold the page.
    let parked = match parked {
        Some(parked) => desk.parked(&parked).await.ok(),
        None => None,
    };
    let flaws = parked.as_ref().map_or_else(Vec::new, |parked| parked.flaws().to_vec());
    let typed = parked.map(|parked| ContractDraft::read(&parked.fields));
    let form = desk.contract_form(number.as_deref(), typed).await?;
    Ok(ContractFormPage { form, number, flaws })
}

/// Asks for the renewal of a contract; asking again changes nothing.
///
/// # Errors
/// A refusal for everybody but the admins of its customer.
#[server(name = AskRenewal, prefix = "/api/fn", endpoint = "ask_renewal", output = Postcard)]
pub async fn ask_renewal(#[server(default)] number: String) -> Result<(), Problem> {
    crate::ssr::desk()?.ask_renewal(&number).await?;
    Ok(())
}

/// Books what was used of a contract: the form's fields are those of [`UseDraft`], beside `number`.
///
/// # Errors
/// A refusal, and what is wrong with the fields.
#[server(name = BookContractUse, prefix = "/api/fn", endpoint = "book_contract_use", output = Postcard)]
pub async fn book_contract_use(
    #[server(default)] number: String,
    #[server(flatten)] form: UseDraft,
) -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.book_contract_use(&number, &form).await?)
}

/// The company's own rates.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchRates, prefix = "/api/fn", endpoint = "rates", protocol = Asked)]
pub async fn rates() -> Result<RatesSheet, Problem> {
    Ok(crate::ssr::desk()?.company_rates().await?)
}

/// Sets them, and goes on to the page that says so.
///
/// # Errors
/// A refusal for everybody but managers, and what is wrong with the fields.
#[server(name = SetRates, prefix = "/api/fn", endpoint = "set_rates", output = Postcard)]
pub async fn set_rates(#[server(flatten)] form: RatesDraft) -> Result<(), Problem> {
    crate::ssr::desk()?.set_company_rates(&form).await?;
    leptos_axum::redirect("/manage/rates?saved=1");
    Ok(())
}

/// The devices in sight with these words in name, model, site or serial number; all of them without words.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchAssets, prefix = "/api/fn", endpoint = "assets", protocol = Asked)]
pub async fn assets(q: String) -> Result<Vec<Asset>, Problem> {
    Ok(crate::ssr::desk()?.assets(&q).await?)
}
