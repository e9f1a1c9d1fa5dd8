//! `/people`: who has an account, with filter, words and page in the address. Customer admins see their colleagues.

mod filter;
mod forgotten;
mod history;
mod invite;
mod link;
mod me;
mod person;

pub use forgotten::ForgottenPage;
pub use history::History;
pub use invite::InvitePage;
pub use link::PasswordLinkPage;
pub use me::MePage;
pub use person::PersonPage;

use crate::api::people::people;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::{EmptyState, LinkButton, Look, Pager, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::people::{Account, PeopleFilter, PeoplePage as Page, PersonRow};
use domain::person::Role;
use filter::{Search, address_of, use_filter};
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let language = use_language();
    let customer = use_person().is_none_or(|person| person.role.is_customer());
    let filter = use_filter();
    let page = fetched(move || filter.get(), people);
    let title = if customer { td_string!(language, people.colleagues) } else { td_string!(language, people.title) };
    view! {
        <Title text=title />
        {loaded(page, move |page: Page| show(title, page, filter.get_untracked(), customer))}
    }
    .into_any()
}

fn show(title: &'static str, page: Page, filter: PeopleFilter, customer: bool) -> AnyView {
    let language = use_language();
    let invite = page.may_invite.then(|| match (&page.organisation, customer) {
        (Some(of), false) => {
            (format!("/people/new?organisation={}", of.id), td_string!(language, people.invite).to_owned())
        }
        (_, true) => ("/people/new".to_owned(), td_string!(language, people.invite_colleague).to_owned()),
        (None, false) => ("/people/new".to_owned(), td_string!(language, people.invite_staff).to_owned()),
    });
    let next = page.more_after.clone().map(|after| address_of(&PeopleFilter { after, ..filter.clone() }));
    let whole = PeopleFilter { after: String::new(), ..filter.clone() };
    let first = (!filter.after.is_empty()).then(|| address_of(&whole));
    let list = if page.rows.is_empty() {
        let then = td_string!(language, people.none_then);
        view! { <EmptyState title=td_string!(language, people.none_title) text=then /> }.into_any()
    } else {
        view! { <Roster rows=page.rows customer=customer /> }.into_any()
    };
    view! {
        <header class="page-head">
            <h1>{title}</h1>
            {invite.map(|(href, label)| view! { <LinkButton href=href label=label look=Look::Secondary /> })}
        </header>
        <Search filter=filter organisation=page.organisation customer=customer />
        {list}
        <Pager next=next first=first />
    }
    .into_any()
}

/// A table that becomes a list on phones.
#[component]
fn Roster(rows: Vec<PersonRow>, customer: bool) -> impl IntoView {
    let language = use_language();
    let terms = [
        td_string!(language, people.role),
        td_string!(language, people.organisation),
        td_string!(language, people.email),
        td_string!(language, people.phone),
        td_string!(language, people.account),
    ];
    let [role, organisation, email, phone, account] = terms;
    let line = |row: PersonRow| {
        let said = said_of_account(language, row.account);
        let whose = match row.organisation {
            Some(of) => of.name,
            None => td_string!(language, people.staff).to_owned(),
        };
        // On phones a term without content would stand alone.
        let phone = (!row.phone.is_empty()).then_some(phone);
        view! {
            <tr data-account=key(row.account)>
                <th scope="row"><a href=format!("/people/{}", row.id)>{row.name}</a></th>
                <td data-term=role>{words::role(language, row.role)}</td>
                {(!customer).then(|| view! { <td data-term=organisation>{whose}</td> })}
                <td data-term=email class="roster-email">{row.email}</td>
                <td data-term=phone>{row.phone}</td>
                <td data-term=account class="roster-account">{said}</td>
            </tr>
        }
    };
    let lines = rows.into_iter().map(line).collect::<Vec<_>>();
    view! {
        <table class="listing">
            <thead>
                <tr>
                    <th scope="col">{td_string!(language, people.name)}</th>
                    <th scope="col">{role}</th>
                    {(!customer).then(|| view! { <th scope="col">{organisation}</th> })}
                    <th scope="col">{email}</th>
                    <th scope="col">{phone}</th>
                    <th scope="col">{account}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn key(account: Account) -> &'static str {
    match account {
        Account::Active => "active",
        Account::Invited { .. } => "invited",
        Account::NotInvited => "not_invited",
        Account::Deactivated { .. } => "deactivated",
    }
}

/// Whether they can sign in, and why not.
fn said_of_account(language: Locale, account: Account) -> String {
    let (zone, now) = (use_zone(), use_clock().now_untracked());
    match account {
        Account::Active => td_string!(language, people.account_active).to_owned(),
        Account::Invited { until } => {
            td_string!(language, people.account_invited, until = moment::moment(language, &zone, now, until))
        }
        Account::NotInvited => td_string!(language, people.account_not_invited).to_owned(),
        Account::Deactivated { .. } => td_string!(language, people.account_deactivated).to_owned(),
    }
}

/// What somebody in that role may do, in a few words.
fn may(language: Locale, role: Role) -> &'static str {
    match role {
        Role::Customer => td_string!(language, people.may_customer),
        Role::CustomerAdmin => td_string!(language, people.may_customer_admin),
        Role::Secretary => td_string!(language, people.may_secretary),
        Role::Engineer => td_string!(language, people.may_engineer),
        Role::Expert => td_string!(language, people.may_expert),
        Role::Manager => td_string!(language, people.may_manager),
    }
}

/// Values and labels of a choice among roles, each with what it may do.
fn role_options(language: Locale, roles: Vec<Role>) -> Vec<(String, String)> {
    let label = |role: Role| format!("{} · {}", words::role(language, role), may(language, role));
    roles.into_iter().map(|role| (role.key().to_owned(), label(role))).collect()
}
