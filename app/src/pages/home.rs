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
use crate::problem::Problem;
use crate::ui::{LinkButton, Look, ProblemView, loaded};
use crate::wire::fetched;
use customer::Customer;
use domain::overview::Home;
use domain::person::Role;
use domain::refusal::Refusal;
use engineer::Engineer;
use leptos::prelude::*;
use leptos_meta::Title;
pub use staff::Staff;

/// Home of customers, and of guests.
#[component]
pub fn HomePage() -> impl IntoView {
    match use_person() {
        Some(_) => view! { <PersonHome show=customers /> }.into_any(),
        None => view! { <Guest /> }.into_any(),
    }
}

/// Home of staff by role.
#[component]
pub fn StaffHomePage() -> impl IntoView {
    let is_manager = use_person().is_some_and(|person| person.role == Role::Manager);
    view! {
        {is_manager.then(|| view! { <CalendarWarnings /> })}
        <PersonHome show=staffs />
    }
    .into_any()
}

#[component]
fn PersonHome(
    /// Shows what the viewer's home is.
    show: fn(Home) -> AnyView,
) -> impl IntoView {
    let data = fetched(|| (), |()| home());
    live::keep_fresh(data, None, last_event_id);
    let title = td_string!(use_language(), common.home);
    view! {
        <Title text=title />
        {loaded(data, show)}
    }
    .into_any()
}

fn customers(home: Home) -> AnyView {
    match home {
        Home::Customer(home) => view! { <Customer home=home /> }.into_any(),
        Home::Engineer(_) | Home::Staff(_) => unwelcome(),
    }
}

fn staffs(home: Home) -> AnyView {
    match home {
        Home::Engineer(queue) => view! { <Engineer queue=queue /> }.into_any(),
        Home::Staff(home) => view! { <Staff home=home /> }.into_any(),
        Home::Customer(_) => unwelcome(),
    }
}

/// Whose role became another one since the page came; a reload brings the right one.
fn unwelcome() -> AnyView {
    view! { <ProblemView problem=Problem::Refused(Refusal::NotAllowed) /> }.into_any()
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
