//! Header, navigation by role, main content, footer; on phones the navigation is a bar at the bottom.

use crate::api::notices::bell;
use crate::frame::{use_frame, use_language};
use crate::i18n::{Locale, td_string};
use crate::live::use_live;
use crate::ui::address;
use crate::wire::fetched;
use domain::person::{Language, Person, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Everything around the page's own content.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    let language = use_language();
    let frame = use_frame();
    let hotline = frame.hotline.clone();
    view! {
        <a class="skip" href="#content">{td_string!(language, common.skip)}</a>
        <header class="header">
            <a class="mark" href="/">
                <MarkDrawing />
                <span>{td_string!(language, common.product)}</span>
            </a>
            {frame.viewer.person().map(|person| view! { <Navigation role=person.role /> })}
            <div class="header-person">
                {frame.viewer.person().map(|person| view! { <p class="who">{who(person)}</p> })}
                {frame.viewer.person().map(|_| view! { <Bell /> })}
                <LanguageSwitch />
                {match frame.viewer.person() {
                    Some(_) => view! { <SignOut /> }.into_any(),
                    None => view! { <SignIn /> }.into_any(),
                }}
            </div>
        </header>
        <main id="content" tabindex="-1">{children()}</main>
        <footer class="footer">
            <p>{td_string!(language, common.footer)}</p>
            {frame.viewer.person().map(|_| view! { <p><a class="own" href="/me">{td_string!(language, people.me)}</a></p> })}
            {(!hotline.is_empty()).then(|| view! { <p>{td_string!(language, common.hotline, number = hotline)}</p> })}
        </footer>
    }
    .into_any()
}

/// `青山湖水务 · 王丽`
fn who(person: &Person) -> String {
    match &person.organisation {
        Some(organisation) => format!("{} · {}", organisation.name, person.name),
        None => person.name.clone(),
    }
}

/// A slot in a roof and the light that falls through it.
#[component]
fn MarkDrawing() -> impl IntoView {
    view! {
        <svg class="mark-drawing" viewBox="0 0 14 28" aria-hidden="true" focusable="false">
            <defs>
                <linearGradient id="light" x1="0" y1="0" x2="0" y2="1">
                    <stop class="mark-light" offset="0" />
                    <stop class="mark-light" offset="1" stop-opacity="0" />
                </linearGradient>
            </defs>
            <rect width="14" height="28" rx="2" fill="url(#light)" />
        </svg>
    }
    .into_any()
}

fn places(language: Locale, role: Role) -> Vec<(&'static str, &'static str)> {
    let home = ("/", td_string!(language, common.home));
    let all = ("/cases", td_string!(language, common.all_cases));
    let knowledge = ("/kb", td_string!(language, common.knowledge));
    let devices = ("/assets", td_string!(language, common.devices));
    let dispatch = ("/dispatch", td_string!(language, common.dispatch));
    match role {
        Role::Customer | Role::CustomerAdmin => vec![
            home,
            ("/cases", td_string!(language, common.my_cases)),
            ("/coverage", td_string!(language, common.coverage)),
            knowledge,
        ],
        Role::Engineer => vec![("/queue", td_string!(language, common.queue)), devices, knowledge],
        Role::Expert => vec![("/queue", td_string!(language, common.queue)), all, devices, knowledge],
        Role::Secretary => {
            vec![dispatch, all, ("/organisations", td_string!(language, archive.organisations)), devices, knowledge]
        }
        Role::Manager => vec![
            ("/", td_string!(language, common.overview)),
            all,
            dispatch,
            ("/manage", td_string!(language, common.manage)),
            knowledge,
        ],
    }
}

/// Whether a page belongs to that place of the navigation.
fn is_here(href: &str, path: &str) -> bool {
    let below = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    below && (href != "/" || path == "/")
}

/// Where a page belongs that has no place of its own in the navigation of that role.
fn place_of(role: Role, path: &str) -> &str {
    let (people, figures) = (is_here("/people", path), is_here("/satisfaction", path));
    match role {
        Role::Secretary | Role::Engineer | Role::Expert if is_here("/inspections", path) => "/assets",
        Role::Customer | Role::CustomerAdmin if is_here("/inspections", path) || figures => "/coverage",
        Role::Manager if people || figures || is_here("/organisations", path) || is_here("/inspections", path) => {
            "/manage"
        }
        Role::CustomerAdmin if people || is_here("/organisations", path) => "/coverage",
        Role::Secretary if people => "/organisations",
        _ if is_here("/announcements", path) => "/kb",
        _ => path,
    }
}

#[component]
fn Navigation(role: Role) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let links = places(language, role)
        .into_iter()
        .map(|(href, name)| {
            let here = move || path.with(|path| is_here(href, place_of(role, path))).then_some("page");
            view! { <li><a href=href aria-current=here>{name}</a></li> }
        })
        .collect::<Vec<_>>();
    view! { <nav class="nav" aria-label=td_string!(language, common.nav)><ul>{links}</ul></nav> }.into_any()
}

/// The way to the inbox, with the count of what is unread: as the page came, then as the tab's live stream tells.
#[component]
fn Bell() -> impl IntoView {
    let language = use_language();
    let (bell, live) = (fetched(|| (), |()| bell()), use_live());
    Effect::new(move || {
        if let Some(Ok(bell)) = bell.read() {
            live.begin(bell.last_event_id);
        }
    });
    let count = move || {
        Suspend::new(async move {
            let came_with = bell.await.map(|bell| bell.unread).unwrap_or_default();
            move || {
                let count = live.unread().unwrap_or(came_with);
                let said = td_string!(language, common.unread, count = count);
                (count > 0).then(|| view! { <span class="count" aria-hidden="true">{count}</span><span class="visually-hidden">{said}</span> })
            }
        })
    };
    view! {
        <a class="bell" href="/inbox">
            {td_string!(language, common.inbox)} " " <Transition fallback=|| ()>{count}</Transition>
        </a>
    }
    .into_any()
}

/// A form with a full reload: the language is fixed per page load.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let language = use_language();
    let other = match language {
        Locale::zh_CN => Language::English,
        Locale::en => Language::Chinese,
    };
    let location = use_location();
    let next = move || format!("{}{}", location.pathname.get(), query(&location.search.get()));
    view! {
        <form method="post" action="/language">
            <input type="hidden" name="language" value=other.tag() />
            <input type="hidden" name="next" value=next />
            <button class="button-link" type="submit" lang=other.tag() aria-label=td_string!(language, common.language_switch_label)>
                {td_string!(language, common.language_switch)}
            </button>
        </form>
    }
    .into_any()
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}

/// For guests; it leads back to the page they were on.
#[component]
fn SignIn() -> impl IntoView {
    let language = use_language();
    let location = use_location();
    let here = move || format!("{}{}", location.pathname.get(), query(&location.search.get()));
    let href = move || format!("/sign-in?next={}", address::in_query(&here()));
    let elsewhere = move || location.pathname.with(|path| path != "/sign-in");
    view! { <a class="header-sign-in" href=href hidden=move || !elsewhere()>{td_string!(language, common.sign_in)}</a> }
        .into_any()
}

#[component]
fn SignOut() -> impl IntoView {
    let language = use_language();
    view! {
        <form method="post" action="/sign-out">
            <button class="button-link" type="submit">{td_string!(language, common.sign_out)}</button>
        </form>
    }
    .into_any()
}
