//! People with accounts, and the demonstration's cast for the sign-in page. Signing in and out, the choice of language and
//! whatever takes a password are plain forms of the process (`POST /sign-in`, `/sign-out`, `/language`, `/invitation/…`).

use crate::problem::Problem;
use crate::wire::Asked;
use domain::people::{InvitationDraft, LinkSheet, PeopleFilter, PeoplePage, PersonSheet, SelfDraft};
use domain::person::{OrganisationRef, Role};
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Somebody of the demonstration, to be signed in with one click. Never a real person: the password is shown to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    pub name: String,
    pub role: Role,
    /// Empty for staff.
    pub organisation: String,
    pub email: String,
    pub password: String,
}

/// Optional context of the process, in demo mode only: whom to offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DemoCast(pub Arc<Vec<DemoPerson>>);

/// The cast; empty when this is no demonstration.
///
/// # Errors
/// None of its own.
#[server(name = FetchDemoCast, prefix = "/api/fn", endpoint = "demo_cast", protocol = Asked)]
pub async fn demo_cast() -> Result<Vec<DemoPerson>, Problem> {
    Ok(use_context::<DemoCast>().unwrap_or_default().0.to_vec())
}

/// A page of the people in sight.
///
/// # Errors
/// A refusal for everybody but customer admins, secretaries and managers.
#[server(name = FetchPeople, prefix = "/api/fn", endpoint = "people", protocol = Asked)]
pub async fn people(#[server(default)] filter: PeopleFilter) -> Result<PeoplePage, Problem> {
    Ok(crate::ssr::desk()?.people(&filter).await?)
}

/// One person.
///
/// # Errors
/// `NotFound` when there is none or it is not the viewer's to see.
#[server(name = FetchPerson, prefix = "/api/fn", endpoint = "person", protocol = Asked)]
pub async fn person(id: String) -> Result<PersonSheet, Problem> {
    let id = id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?;
    Ok(crate::ssr::desk()?.person_sheet(id).await?)
}

/// Into which organisation somebody is to be invited; none for staff.
///
/// # Errors
/// `NotFound` when there is none or it is not the viewer's to see; a refusal for those who see no list of people.
#[server(name = FetchInvitedTo, prefix = "/api/fn", endpoint = "invited_to", protocol = Asked)]
pub async fn invited_to(organisation: Option<String>) -> Result<Option<OrganisationRef>, Problem> {
    let named = match organisation {
        Some(id) => Some(id.parse().map_err(|_| domain::refusal::Refusal::NotFound)?),
        None => None,
    };
    Ok(crate::ssr::desk()?.invites_to(named).await?)
}

/// Invites somebody and goes on to their page.
///
/// # Errors
/// What is wrong with the form; a refusal for everybody but customer admins and managers.
#[server(name = InvitePerson, prefix = "/api/fn", endpoint = "invite_person", output = Postcard)]
pub async fn invite_person(#[server(flatten)] form: InvitationDraft) -> Result<(), Problem> {
    let invited = crate::ssr::desk()?.invite_person(&form).await?;
    leptos_axum::redirect(&format!("/people/{}?done=invited", invited.id));
    Ok(())
}

/// Sends an invitation again.
///
/// # Errors
/// A refusal when the account is not the viewer's to alter, or in use already.
#[server(name = InviteAgain, prefix = "/api/fn", endpoint = "invite_again", output = Postcard)]
pub async fn invite_again(id: i64) -> Result<(), Problem> {
    crate::ssr::desk()?.invite_again(id).await?;
    leptos_axum::redirect(&format!("/people/{id}?done=invited"));
    Ok(())
}

/// Gives somebody another role.
///
/// # Errors
/// A refusal when the account or the role is not the viewer's.
#[server(name = GiveRole, prefix = "/api/fn", endpoint = "give_role", output = Postcard)]
pub async fn give_role(id: i64, #[server(default)] role: String) -> Result<(), Problem> {
    crate::ssr::desk()?.give_role(id, &role).await?;
    leptos_axum::redirect(&format!("/people/{id}?done=role"));
    Ok(())
}

/// Closes an account; nothing of it is lost.
///
/// # Errors
/// A refusal when the account is not the viewer's to alter.
#[server(name = DeactivatePerson, prefix = "/api/fn", endpoint = "deactivate_person", output = Postcard)]
pub async fn deactivate_person(id: i64) -> Result<(), Problem> {
    crate::ssr::desk()?.deactivate_person(id).await?;
    leptos_axum::redirect(&format!("/people/{id}?done=deactivated"));
    Ok(())
}

/// Opens an account again.
///
/// # Errors
/// A refusal when the account is not the viewer's to alter.
#[server(name = ReactivatePerson, prefix = "/api/fn", endpoint = "reactivate_person", output = Postcard)]
pub async fn reactivate_person(id: i64) -> Result<(), Problem> {
    crate::ssr::desk()?.reactivate_person(id).await?;
    leptos_axum::redirect(&format!("/people/{id}?done=reactivated"));
    Ok(())
}

/// What a link that sets a password opens.
///
/// # Errors
/// `LinkUsed`, `LinkExpired`, `NotFound`.
#[server(name = FetchPasswordLink, prefix = "/api/fn", endpoint = "password_link", protocol = Asked)]
pub async fn password_link(token: String) -> Result<LinkSheet, Problem> {
    Ok(crate::ssr::desk()?.password_link(&token).await?)
}

/// Changes what the viewer may change of themselves.
///
/// # Errors
/// What is wrong with the form; a refusal when nobody is signed in.
#[server(name = ChangeOwn, prefix = "/api/fn", endpoint = "change_own", output = Postcard)]
pub async fn change_own(#[server(flatten)] form: SelfDraft) -> Result<(), Problem> {
    crate::ssr::desk()?.change_own(&form).await?;
    leptos_axum::redirect("/me?done=own");
    Ok(())
}
