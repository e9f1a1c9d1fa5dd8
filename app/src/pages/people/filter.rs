//! What of the list is asked for: in the address, as a form that needs no scripts.

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::address::in_query;
use crate::words;
use domain::people::PeopleFilter;
use domain::person::{OrganisationRef, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub(super) fn use_filter() -> Memo<PeopleFilter> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let asked = |name: &str| query.get(name).unwrap_or_default();
            PeopleFilter {
                q: asked("q"),
                role: asked("role"),
                organisation: asked("organisation"),
                show: asked("show"),
                after: asked("after"),
            }
        })
    })
}

/// The address of that list.
pub(super) fn address_of(filter: &PeopleFilter) -> String {
    let PeopleFilter { q, role, organisation, show, after } = filter;
    let pairs = [("show", show), ("organisation", organisation), ("role", role), ("q", q), ("after", after)];
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    if query.is_empty() { "/people".to_owned() } else { format!("/people?{}", query.join("&")) }
}

#[component]
pub(super) fn Search(filter: PeopleFilter, organisation: Option<OrganisationRef>, customer: bool) -> impl IntoView {
    let language = use_language();
    let views = [
        ("", td_string!(language, people.show_active)),
        ("deactivated", td_string!(language, people.show_deactivated)),
        ("all", td_string!(language, people.show_all)),
    ];
    let tabs = views.map(|(show, label)| {
        let href = address_of(&PeopleFilter { show: show.to_owned(), after: String::new(), ..filter.clone() });
        view! { <li><a class="tab" href=href aria-current=(filter.show == show).then_some("page")>{label}</a></li> }
    });
    let roles = Role::ALL.into_iter().filter(|role| !customer || role.is_customer()).map(|role| {
        let chosen = filter.role == role.key();
        view! { <option value=role.key() selected=chosen>{words::role(language, role)}</option> }
    });
    let only = organisation.filter(|_| !customer).map(|of| {
        let all = address_of(&PeopleFilter { organisation: String::new(), after: String::new(), ..filter.clone() });
        view! {
            <p class="roster-only">
                <a href=format!("/organisations/{}", of.id)>{td_string!(language, people.only_of, name = of.name)}</a>
                <a href=all>{td_string!(language, people.not_only)}</a>
            </p>
        }
    });
    view! {
        <nav class="tabs" aria-label=td_string!(language, people.show)><ul>{tabs.into_iter().collect::<Vec<_>>()}</ul></nav>
        <form class="search roster-search" method="get" action="/people" role="search">
            <input type="hidden" name="show" value=filter.show.clone() />
            <input type="hidden" name="organisation" value=filter.organisation.clone() />
            <select class="control" name="role" aria-label=td_string!(language, people.role)>
                <option value="">{td_string!(language, people.all_roles)}</option>
                {roles.collect::<Vec<_>>()}
            </select>
            <input class="control" type="search" name="q" autocomplete="off" value=filter.q.clone()
                aria-label=td_string!(language, people.search_hint) placeholder=td_string!(language, people.search_hint) />
            <button class="button button-secondary" type="submit">{td_string!(language, people.search_do)}</button>
        </form>
        {only}
    }
    .into_any()
}
