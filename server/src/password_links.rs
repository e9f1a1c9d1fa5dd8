//! Passwords set by a link, and the wish for such a link: plain forms that work without JavaScript, for people who cannot
//! sign in. What a link is good for is the store's; here the password is hashed and the door opened.

use crate::house::House;
use crate::local_path::with_query;
use crate::parking::{park, send_back};
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::session::{SenderAddress, open};
use app::ui::address::in_query;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use domain::people::password_flaws;
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::typed;
use serde::Deserialize;

/// `POST /invitation/{token}`
#[derive(Deserialize)]
pub struct NewPassword {
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Sets the password and opens a session; else back to the page, which says why.
pub async fn set_password(
    State(house): State<House>,
    seat: Seat,
    Path(token): Path<String>,
    Form(form): Form<NewPassword>,
) -> Response {
    let page = format!("/invitation/{}", in_query(&token).replace('/', "%2F"));
    let answer = match set(&house, &seat, &token, &form).await {
        Ok(person_id) => open(&house, &seat, person_id, "/").await,
        Err(Trouble::Refused(refusal @ Refusal::Flawed(_))) => send_back(&seat, &page, Vec::new(), refusal).await,
        // The page of a link that opens nothing explains itself.
        Err(Trouble::Refused(_)) => Ok(see_other(&page)),
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn set(house: &House, seat: &Seat, token: &str, form: &NewPassword) -> Result<i64, Trouble> {
    // Asked first, so that hashing is done only for those who have a link.
    seat.desk.password_link(token).await?;
    let flaws = password_flaws(&form.password, &form.password_again);
    if !flaws.is_empty() {
        return Err(Refusal::Flawed(flaws).into());
    }
    let hash = house.passwords.hashed(&form.password).await?;
    Ok(seat.desk.set_password_by_link(token, &hash).await?)
}

/// `POST /forgotten`
#[derive(Deserialize)]
pub struct Forgotten {
    #[serde(default)]
    email: String,
}

/// Has a link written to that address if anybody here has it; the answer is the same if nobody does.
pub async fn forget_password(
    State(house): State<House>,
    seat: Seat,
    address: SenderAddress,
    Form(form): Form<Forgotten>,
) -> Response {
    let email = typed::line(&typed::half_width(&form.email));
    let asked = match typed::is_email(&email) {
        true => house.store.forgot_password(&email, &address.0, house.clock.now()).await.map_err(Trouble::from),
        false => Err(Refusal::Flawed(vec![Flaw::of("email", FlawKind::NotAnEmail)]).into()),
    };
    let answer = match asked {
        Ok(()) => Ok(see_other(&with_query("/forgotten", &[], Some(("sent", "1"))))),
        Err(Trouble::Refused(refusal)) => {
            let fields = vec![("email".to_owned(), form.email.clone())];
            park(&seat, "/forgotten", fields, refusal).await.map(|form| see_other(&form))
        }
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}
