//! Assets: lists, one of them or those near, labels, and changing what is on file.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::asset::{Asset, AssetAnswer, AssetDraft, AssetEditing, AssetFilter, AssetPage};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// A page of the devices in sight.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchAssetPage, prefix = "/api/fn", endpoint = "asset_page", protocol = Asked)]
pub async fn asset_page(#[server(default)] filter: AssetFilter) -> Result<AssetPage, Problem> {
    Ok(crate::ssr::desk()?.asset_page(&filter).await?)
}

/// One device with its coverage and cases, or those whose numbers come near.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = LookUpAsset, prefix = "/api/fn", endpoint = "look_up", protocol = Asked)]
pub async fn look_up(serial: String) -> Result<AssetAnswer, Problem> {
    Ok(crate::ssr::desk()?.look_up(&serial).await?)
}

/// The devices to print labels of: those named, or all of the filter.
///
/// # Errors
/// A refusal when nobody is signed in.
#[server(name = FetchLabels, prefix = "/api/fn", endpoint = "labels", protocol = Asked)]
pub async fn labels(
    #[server(default)] filter: AssetFilter,
    #[server(default)] serials: Vec<String>,
) -> Result<Vec<Asset>, Problem> {
    Ok(crate::ssr::desk()?.labels(&filter, &serials).await?)
}

/// What the form to change a device starts from; to add one, when none is named.
///
/// # Errors
/// A refusal for those who change no devices, `NotFound` when it is not theirs to change.
#[server(name = FetchAssetEditing, prefix = "/api/fn", endpoint = "asset_editing", protocol = Asked)]
pub async fn asset_editing(serial: Option<String>) -> Result<AssetEditing, Problem> {
    Ok(crate::ssr::desk()?.asset_editing(serial.as_deref()).await?)
}

/// Changes the device of the serial number `was`, or adds one when that is empty, and goes on to its page. The form's fields
/// are those of [`AssetDraft`].
///
/// # Errors
/// What `store::Desk::add_asset` and `change_asset` refuse.
#[server(name = SaveAsset, prefix = "/api/fn", endpoint = "save_asset", output = Postcard)]
pub async fn save_asset(#[server(default)] was: String, #[server(flatten)] form: AssetDraft) -> Result<(), Problem> {
    let desk = crate::ssr::desk()?;
    let serial = match was.as_str() {
        "" => desk.add_asset(&form).await?,
        was => desk.change_asset(was, &form).await?,
    };
    leptos_axum::redirect(&crate::ui::address::asset(&serial));
    Ok(())
}
