//! `/`: home by role: a customer's cases and contracts, an engineer's queue, the staff's overview. Guests are shown the way
//! in.

mod customer;
mod engineer;
mod staff;

use crate::api::cases::home;
use crate::frame::{use_language, use_person};
use crate::i18n::td_string;
use crate::live;
use crate::pages::manage::calendars::CalendarWarnings;
use crate::ui::{LinkButton, Look, loaded};
use crate::wire::fetched;
use customer::Customer;
use domain::overview::Home;
use domain::person::Role;
use engineer::Engineer;
use leptos::prelude::*;
use leptos_meta::Title;
pub use staff::Staff;

/// Home by role.
#[component]
pub fn HomePage() -> impl IntoView {
    match use_person() {
        Some(_) => view! { <PersonHome /> }.into_any(),
        None => view! { <Guest /> }.into_any(),
    }
}

#[component]
fn PersonHome() -> impl IntoView {
    let data = fetched(|| (), |()| home());
    live::keep_fresh(data, None, last_event_id);
    let title = td_string!(use_language(), common.home);
    let is_manager = use_person().is_some_and(|person| person.role == Role::Manager);
    view! {
        <Title text=title />
        {is_manager.then(|| view! { <CalendarWarnings /> })}
        {loaded(data, |home: Home| match home {
            Home::Customer(home) => view! { <Customer home=home /> }.into_any(),
            Home::Engineer(queue) => view! { <Engineer queue=queue /> }.into_any(),
            Home::Staff(home) => view! { <Staff home=home /> }.into_any(),
        })}
    }
    .into_any()
}

fn last_event_id(home: &Home) -> i64 {
    match home {
        Home::Customer(home) => home.last_event_id,
        Home::Engineer(queue) => queue.last_event_id,
        Home::Staff(home) => home.last_event_id,
    }
}

#[component]
fn Guest() -> impl IntoView {
    let language = use_language();
    view! {
        <Title text="" />
        <div class="guest">
            <h1>{td_string!(language, home.guest_title)}</h1>
            <p>{td_string!(language, home.guest_text)}</p>
            <p class="buttons">
                <LinkButton href="/sign-in" label=td_string!(language, common.sign_in) />
                <LinkButton href="/kb" label=td_string!(language, common.knowledge) look=Look::Secondary />
            </p>
        </div>
    }
    .into_any()
}
