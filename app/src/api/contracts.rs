//! Contracts and devices as the viewer may see them.

use crate::problem::Problem;
use domain::asset::{Asset, AssetSheet};
use domain::contract::ContractSheet;
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// The contracts in sight, those in force first.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchContracts, prefix = "/api/fn", endpoint = "contracts", output = Postcard)]
pub async fn contracts() -> Result<Vec<ContractSheet>, Problem> {
    Ok(crate::ssr::desk()?.contracts().await?)
}

/// The devices in sight with these words in name, model, site or serial number; all of them without words.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchAssets, prefix = "/api/fn", endpoint = "assets", output = Postcard)]
pub async fn assets(q: String) -> Result<Vec<Asset>, Problem> {
    Ok(crate::ssr::desk()?.assets(&q).await?)
}

/// One device with its coverage and cases.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
#[server(name = FetchAsset, prefix = "/api/fn", endpoint = "asset", output = Postcard)]
pub async fn asset(serial: String) -> Result<AssetSheet, Problem> {
    Ok(crate::ssr::desk()?.asset(&serial).await?)
}
