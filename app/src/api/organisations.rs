//! Organisations and their service archives.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::organisation::{Archive, EntryDraft, OrganisationDraft, OrganisationPage};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

/// A page of the organisations in sight, with these words in their names.
///
/// # Errors
/// A refusal for customers who administer nothing.
#[server(name = FetchOrganisations, prefix = "/api/fn", endpoint = "organisations", protocol = Asked)]
pub async fn organisations(q: String, after: String) -> Result<OrganisationPage, Problem> {
    Ok(crate::ssr::desk()?.organisation_list(&q, after.parse().ok()).await?)
}

/// The service archive of an organisation.
///
/// # Errors
/// `NotFound` when there is none or it is not the viewer's to see.
#[server(name = FetchArchive, prefix = "/api/fn", endpoint = "archive", protocol = Asked)]
pub async fn archive(id: String) -> Result<Archive, Problem> {
    let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
    use crate::ssr::{drawn, welcome::welcome};
    let desk = crate::ssr::desk()?;
    let mut archive = desk.archive(id).await?;
    if let Some(page) = desk.welcome(id).await? {
        archive.welcome = drawn(|| welcome(page));
    }
    Ok(archive)
}

/// The form of the home page that an organisation is given: what the page is called, and the form as HTML. `parked` is the id of
/// one that came back; empty for none.
///
/// # Errors
/// A refusal for everybody but managers; `NotFound` when there is no such organisation.
#[server(name = FetchWelcomeForm, prefix = "/api/fn", endpoint = "welcome_form", protocol = Asked)]
pub async fn welcome_form(id: String, parked: String) -> Result<(String, String), Problem> {
    use crate::ssr::{drawn, welcome::form};
    let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
    let desk = crate::ssr::desk()?;
    let found = desk.welcome_form(id).await?;
    // A parked form that is gone is no reason to withhold the page.
    let came_back = if parked.is_empty() { None } else { desk.parked(&parked).await.ok() };
    Ok(drawn(|| form(found, came_back)))
}

/// The same, for whoever edits it.
///
/// # Errors
/// A refusal for everybody but managers; `NotFound` when there is none.
#[server(name = FetchArchiveToEdit, prefix = "/api/fn", endpoint = "archive_to_edit", protocol = Asked)]
pub async fn archive_to_edit(id: String) -> Result<Archive, Problem> {
    let archive = archive(id).await?;
    if archive.may_edit { Ok(archive) } else { Err(domain::refusal::Refusal::NotAllowed.into()) }
}

/// Whether the viewer may add organisations.
///
/// # Errors
/// A refusal for everybody but managers.
#[server(name = FetchMayAdd, prefix = "/api/fn", endpoint = "may_add_organisation", protocol = Asked)]
pub async fn may_add_organisation() -> Result<(), Problem> {
    Ok(crate::ssr::desk()?.may_add_organisation()?)
}

/// Adds an organisation and goes on to edit its archive.
///
/// # Errors
/// What is wrong with the form; a refusal for everybody but managers.
#[server(name = AddOrganisation, prefix = "/api/fn", endpoint = "add_organisation", output = Postcard)]
pub async fn add_organisation(#[server(flatten)] form: OrganisationDraft) -> Result<(), Problem> {
    let added = crate::ssr::desk()?.add_organisation(&form).await?;
    leptos_axum::redirect(&format!("/organisations/{}/edit?saved=1", added.id));
    Ok(())
}

/// Changes what is said of an organisation.
///
/// # Errors
/// What is wrong with the form; a refusal for everybody but managers.
#[server(name = ChangeOrganisation, prefix = "/api/fn", endpoint = "change_organisation", output = Postcard)]
pub async fn change_organisation(of: i64, #[server(flatten)] form: OrganisationDraft) -> Result<(), Problem> {
    crate::ssr::desk()?.change_organisation(of, &form).await?;
    leptos_axum::redirect(&format!("/organisations/{of}/edit?saved=1"));
    Ok(())
}

/// Names the dedicated engineer and the deputy, or nobody.
///
/// # Errors
/// What is wrong with the form; a refusal for everybody but managers.
#[server(name = NameDedicated, prefix = "/api/fn", endpoint = "name_dedicated", output = Postcard)]
pub async fn name_dedicated(
    of: i64,
    #[server(default)] engineer: String,
    #[server(default)] deputy: String,
) -> Result<(), Problem> {
    crate::ssr::desk()?.name_dedicated(of, &engineer, &deputy).await?;
    leptos_axum::redirect(&format!("/organisations/{of}/edit?saved=1"));
    Ok(())
}

/// Adds a site, a contact or a spare part, or changes one.
///
/// # Errors
/// What is wrong with the form; a refusal for everybody but managers.
#[server(name = SaveEntry, prefix = "/api/fn", endpoint = "save_entry", output = Postcard)]
pub async fn save_entry(of: i64, #[server(flatten)] form: EntryDraft) -> Result<(), Problem> {
    crate::ssr::desk()?.save_entry(of, &form).await?;
    leptos_axum::redirect(&format!("/organisations/{of}/edit?saved=1#{}", form.entry));
    Ok(())
}

/// Takes one out.
///
/// # Errors
/// `NotFound` when there is none; a refusal for everybody but managers.
#[server(name = RemoveEntry, prefix = "/api/fn", endpoint = "remove_entry", output = Postcard)]
pub async fn remove_entry(
    of: i64,
    #[server(default)] entry: String,
    #[server(default)] id: String,
) -> Result<(), Problem> {
    crate::ssr::desk()?.remove_entry(of, &entry, &id).await?;
    leptos_axum::redirect(&format!("/organisations/{of}/edit?saved=1#{entry}"));
    Ok(())
}
