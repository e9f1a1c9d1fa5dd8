//! `POST /me/password`: a new password for who knows the one before. Guessing is counted like at the sign-in.

use crate::house::House;
use crate::parking::send_back;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use crate::session::SenderAddress;
use axum::extract::{Form, State};
use axum::response::Response;
use domain::people::password_flaws;
use domain::refusal::{Flaw, FlawKind, Refusal};
use serde::Deserialize;

/// The form.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    password_before: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Changes the password, or goes back to the form with what is wrong.
pub async fn change(
    State(house): State<House>,
    seat: Seat,
    address: SenderAddress,
    Form(form): Form<Change>,
) -> Response {
    let answer = match try_change(&house, &seat, &address.0, &form).await {
        Ok(()) => Ok(see_other("/me?done=password")),
        Err(Trouble::Refused(refusal)) => {
            let fields = vec![("form".to_owned(), "password".to_owned())];
            send_back(&seat, "/me", fields, refusal).await
        }
        Err(fault) => Err(fault),
    };
    answer.unwrap_or_else(|trouble| trouble.answer(seat.language()))
}

async fn try_change(house: &House, seat: &Seat, address: &str, form: &Change) -> Result<(), Trouble> {
    let (Some(person), Some(token)) = (seat.desk.viewer().person(), &seat.token) else {
        return Err(Refusal::SignInNeeded.into());
    };
    let flaws = password_flaws(&form.password, &form.password_again);
    if !flaws.is_empty() {
        return Err(Refusal::Flawed(flaws).into());
    }
    let now = house.clock.now();
    house.store.sign_in_allowed(&person.email, address, now).await?;
    let known = house.store.credentials(&person.email).await?;
    if !house.passwords.fits(&form.password_before, known.map(|known| known.password_hash)).await? {
        house.store.note_failed_sign_in(&person.email, address, now).await?;
        return Err(Refusal::Flawed(vec![Flaw::of("password_before", FlawKind::WrongPassword)]).into());
    }
    let hash = house.passwords.hashed(&form.password).await?;
    Ok(seat.desk.change_own_password(&hash, token).await?)
}
