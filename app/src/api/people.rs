//! The demonstration's cast, for the sign-in page. Signing in and out and the choice of language are plain forms of the
//! process (`POST /sign-in`, `/sign-out`, `/language`).

use crate::problem::Problem;
use domain::person::Role;
use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use serde::{Deserialize, Serialize};

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
pub struct DemoCast(pub Vec<DemoPerson>);

/// The cast; empty when this is no demonstration.
///
/// # Errors
/// None of its own.
#[server(name = FetchDemoCast, prefix = "/api/fn", endpoint = "demo_cast", output = Postcard)]
pub async fn demo_cast() -> Result<Vec<DemoPerson>, Problem> {
    Ok(use_context::<DemoCast>().unwrap_or_default().0)
}
