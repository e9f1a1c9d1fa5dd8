//! `/manage/roles`: the roles that escalation matrices name, and who fills them.

use crate::api::manage::roles;
use crate::frame::{said, use_language};
use crate::i18n::{Locale, td_string};
use crate::pages::people::History;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, FormProblem, Look, Notice, Parking, Select, Submit, TextInput, Tone, loaded_with_parked, use_parked,
};
use crate::wire::fetched;
use domain::policy::sheet::{RoleRow, RolesSheet};
use domain::policy::{Bound, RoleBinding};
use leptos::prelude::*;
use leptos_meta::Title;

/// The catalogue.
#[component]
pub fn RolesPage() -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, roles.title);
    let found = fetched(|| (), |()| roles());
    view! {
        <Title text=title />
        <header class="page-head"><h1>{title}</h1></header>
        <p class="soft">{td_string!(language, roles.about)}</p>
        {loaded_with_parked(found, use_parked(), |sheet: RolesSheet, parking| {
            let staff = sheet.staff.iter().map(|one| (one.id.to_string(), one.name.clone())).collect::<Vec<_>>();
            let cards = sheet.rows.into_iter().map(|row| {
                let parking = parking.only_if("role", &row.binding.role.id);
                view! { <li><RoleCard row=row staff=staff.clone() parking=parking /></li> }
            });
            let cards = cards.collect::<Vec<_>>();
            let history = (!sheet.history.is_empty()).then(|| {
                view! { <Card title=td_string!(use_language(), roles.history)><History deeds=sheet.history /></Card> }
            });
            view! { <ul class="policies">{cards}</ul>{history} }.into_any()
        })}
    }
    .into_any()
}

#[component]
fn RoleCard(row: RoleRow, staff: Vec<(String, String)>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let RoleRow { binding: RoleBinding { role, bound }, demanded_by } = row;
    let names: Vec<String> = demanded_by.iter().map(|name| said(language, name)).collect();
    let used = match names.is_empty() {
        true => td_string!(language, roles.unused).to_owned(),
        false => td_string!(language, roles.demanded, names = names.join(td_string!(language, words.list_separator))),
    };
    let lacking = !names.is_empty() && bound.is_empty() && !role.is_assignee;
    let lacking = lacking.then(|| view! { <Notice tone=Tone::Warning title=td_string!(language, roles.lacking) /> });
    let by_default = bound.is_empty().then(|| match role.is_assignee {
        true => td_string!(language, roles.assignee),
        false => td_string!(language, roles.managers),
    });
    let filled = bound.iter().map(|one| filled_by(language, &role.id, one)).collect::<Vec<_>>();
    let id = role.id.clone();
    view! {
        <article class="card policy-card" id=id>
            <h2 class="card-title">{said(language, &role.name)}</h2>
            <p class="soft">{used}</p>
            {lacking}
            {by_default.map(|words| view! { <p>{words}</p> })}
            <ul class="role-bound" aria-label=td_string!(language, roles.bound)>{filled}</ul>
            <Bind role=role.id staff=staff parking=parking />
        </article>
    }
    .into_any()
}

fn filled_by(language: Locale, role: &str, bound: &Bound) -> AnyView {
    let (who, field, value) = match bound {
        Bound::Person(person) => (person.name.clone(), "person", person.id.to_string()),
        Bound::Address { name, email } => (format!("{name} {email}").trim().to_owned(), "email", email.clone()),
    };
    let remove = td_string!(language, roles.remove_who, who = who);
    view! {
        <li>
            <span>{who}</span>
            <form method="post" action="/api/fn/unbind_role">
                <input type="hidden" name="role" value=role.to_owned() />
                <input type="hidden" name=field value=value />
                <button class="button button-quiet" type="submit" aria-label=remove>{td_string!(language, roles.remove)}</button>
            </form>
        </li>
    }
    .into_any()
}

/// Opens to a form.
#[component]
fn Bind(role: String, staff: Vec<(String, String)>, parking: Parking) -> impl IntoView {
    let language = use_language();
    let problem = Signal::stored(parking.problem());
    let flaws = flaws_of(problem);
    let choose = (String::new(), td_string!(language, roles.choose).to_owned());
    let staff = [choose].into_iter().chain(staff).collect();
    let id = |name: &str| format!("{role}-{name}");
    view! {
        <details class="act" open=parking.is_some()>
            <summary>{td_string!(language, roles.bind)}</summary>
            <form class="form" method="post" action="/api/fn/bind_role">
                <input type="hidden" name="role" value=role.clone() />
                <FormProblem problem=problem />
                <Select name="person" id=id("person") label=td_string!(language, roles.person) options=staff
                    chosen=parking.field("person") flaws=flaws optional=true />
                <p class="soft">{td_string!(language, roles.or_address)}</p>
                <TextInput name="name" id=id("name") label=td_string!(language, roles.name) value=parking.field("name")
                    flaws=flaws optional=true />
                <TextInput name="email" id=id("email") label=td_string!(language, roles.email) value=parking.field("email")
                    flaws=flaws keyboard="email" optional=true />
                <Submit label=td_string!(language, roles.add) look=Look::Primary />
            </form>
        </details>
    }
    .into_any()
}
