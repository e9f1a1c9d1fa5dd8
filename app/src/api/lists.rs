//! Lists in spreadsheets: looked at, then imported. The file itself is sent to the process (`POST /manage/import`).

use crate::problem::Problem;
use crate::wire::Asked;
use domain::import::{ImportState, Preview};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// What a file that was put aside would change; nothing while none was. `by_hand` is what was said of columns: `3=site,5=`.
///
/// # Errors
/// A refusal for everybody but managers, and when the file is gone.
#[server(name = PreviewImport, prefix = "/api/fn", endpoint = "preview_import", protocol = Asked)]
pub async fn preview_import(file: Option<String>, by_hand: String) -> Result<Option<Preview>, Problem> {
    let desk = crate::ssr::desk()?;
    desk.may_import()?;
    Ok(match file {
        Some(file) => Some(desk.preview_import(&file, &domain::import::mapping(&by_hand)).await?),
        None => None,
    })
}

/// Where the import of a file stands, whatever process carries it out.
///
/// # Errors
/// A refusal for everybody but managers, and when the file is gone.
#[server(name = FetchImportProgress, prefix = "/api/fn", endpoint = "import_progress", protocol = Asked)]
pub async fn import_progress(file: String) -> Result<ImportState, Problem> {
    Ok(crate::ssr::desk()?.import_progress(&file).await?)
}

/// Imports a file that was put aside, all or nothing, and goes on to say what came of it.
///
/// # Errors
/// A refusal for everybody but managers, when the file is gone, and when something is wrong with it by now.
#[server(name = ImportList, prefix = "/api/fn", endpoint = "import_list", output = Postcard)]
pub async fn import_list(
    #[server(default)] file: String,
    #[server(default)] kind: String,
    #[server(default)] by_hand: String,
) -> Result<(), Problem> {
    let by_hand = domain::import::mapping(&by_hand);
    let domain::import::Counts { added, changed, unchanged } = crate::ssr::desk()?.import(&file, &by_hand).await?;
    // Which list it was is said by the form; only the heading of the answer depends on it.
    let kind = domain::import::ListKind::from_key(&kind).map_or("", domain::import::ListKind::key);
    let done = format!("/manage/import?done={kind}&added={added}&changed={changed}&unchanged={unchanged}");
    leptos_axum::redirect(&done);
    Ok(())
}
