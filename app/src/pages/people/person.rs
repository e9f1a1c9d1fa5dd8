//! `/people/{id}`: one account, and what may be done with it.

use super::history::History;
use super::{may, role_options, said_of_account};
use crate::api::people::person;
use crate::frame::{use_language, use_person, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::parked::flaws_of;
use crate::ui::{
    Card, Fact, FactList, FormProblem, Look, Notice, Parking, Select, Submit, Tone, loaded_with_parked, moment,
    use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::people::{Account, PersonRow, PersonSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let sheet = fetched(move || id.get(), person);
    loaded_with_parked(sheet, use_parked(), |sheet: PersonSheet, parking| {
        view! { <Shown sheet=sheet parking=parking /> }.into_any()
    })
}

#[component]
fn Shown(sheet: PersonSheet, parking: Parking) -> impl IntoView {
    let language = use_language();
    let name = sheet.person.name.clone();
    let customer = use_person().is_none_or(|viewer| viewer.role.is_customer());
    let list = if customer { td_string!(language, people.colleagues) } else { td_string!(language, people.title) };
    let own = use_person().is_some_and(|viewer| viewer.id == sheet.person.id);
    let acts = match sheet.roles.is_empty() {
        true => own.then(|| view! { <p class="soft">{td_string!(language, people.own)}</p> }.into_any()),
        false => Some(view! { <Acts sheet=sheet.clone() parking=parking /> }.into_any()),
    };
    let history = sheet.history.clone().map(|deeds| {
        view! { <Card title=td_string!(language, people.history)><History deeds=deeds /></Card> }
    });
    view! {
        <Title text=name.clone() />
        <p class="way-back"><a href="/people">{list}</a></p>
        <header class="page-head"><h1>{name}</h1></header>
        <Done />
        <div class="account">
            <Card><FactList facts=facts(language, sheet) /></Card>
            {acts}
            {history}
        </div>
    }
    .into_any()
}

/// What was just done, as the address says it.
#[component]
fn Done() -> impl IntoView {
    let language = use_language();
    let said = use_query_map().with_untracked(|query| query.get("done")).unwrap_or_default();
    let (title, then) = match said.as_str() {
        "invited" => (td_string!(language, people.done_invited), td_string!(language, people.done_invited_then)),
        "role" => (td_string!(language, people.done_role), ""),
        "deactivated" => (td_string!(language, people.done_deactivated), ""),
        "reactivated" => (td_string!(language, people.done_reactivated), ""),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good title=title text=then /> })
}

fn facts(language: Locale, sheet: PersonSheet) -> Vec<Fact> {
    let (zone, now) = (use_zone(), use_clock().now_untracked());
    let at = |at| moment::moment(language, &zone, now, at);
    let PersonSheet { person, added_at, open_cases, deactivated_by, .. } = sheet;
    let PersonRow { email, phone, role, organisation, account, .. } = person;
    let account = match account {
        Account::Deactivated { since } if deactivated_by.is_empty() => {
            td_string!(language, people.deactivated_since, at = at(since))
        }
        Account::Deactivated { since } => {
            td_string!(language, people.deactivated_by, at = at(since), who = deactivated_by)
        }
        account => said_of_account(language, account),
    };
    let whose = match organisation {
        Some(of) => of.name,
        None => td_string!(language, people.staff).to_owned(),
    };
    let role = format!("{} · {}", words::role(language, role), may(language, role));
    let mut facts = vec![
        Fact::text(td_string!(language, people.account), account),
        Fact::text(td_string!(language, people.role), role),
        Fact::text(td_string!(language, people.organisation), whose),
        Fact::text(td_string!(language, people.email), email),
    ];
    if !phone.is_empty() {
        facts.push(Fact::text(td_string!(language, people.phone), phone));
    }
    facts.push(Fact::text(td_string!(language, people.added), moment::date(zone.local(added_at).date())));
    if open_cases > 0 {
        facts.push(Fact::text(td_string!(language, people.open_cases), open_cases.to_string()));
    }
    facts
}

#[component]
fn Acts(sheet: PersonSheet, parking: Parking) -> impl IntoView {
    let language = use_language();
    let id = sheet.person.id;
    let refused = Signal::stored(parking.beyond_mending());
    let problem = Signal::stored(parking.problem());
    let busy = (sheet.open_cases > 0).then(|| {
        view! { <Notice tone=Tone::Warning title=td_string!(language, people.open_cases_hint) /> }
    });
    let again = matches!(sheet.person.account, Account::Invited { .. } | Account::NotInvited).then(|| {
        let (label, hint) = (td_string!(language, people.invite_again), td_string!(language, people.invite_again_hint));
        act(id, "/api/fn/invite_again", label, hint)
    });
    let standing = match sheet.person.account {
        Account::Deactivated { .. } => act(
            id,
            "/api/fn/reactivate_person",
            td_string!(language, people.reactivate),
            td_string!(language, people.reactivate_hint),
        ),
        _ => act(
            id,
            "/api/fn/deactivate_person",
            td_string!(language, people.deactivate),
            td_string!(language, people.deactivate_hint),
        ),
    };
    let chosen = parking.field_or("role", sheet.person.role.key());
    let roles = role_options(language, sheet.roles);
    view! {
        <div class="account-acts">
            <FormProblem problem=refused />
            {busy}
            {again}
            <Card title=td_string!(language, people.give_role)>
                <form class="form" method="post" action="/api/fn/give_role">
                    <input type="hidden" name="id" value=id />
                    <Select name="role" label=td_string!(language, people.role_new) options=roles chosen=chosen
                        flaws=flaws_of(problem) />
                    <Submit label=td_string!(language, people.give_role) look=Look::Secondary />
                </form>
            </Card>
            {standing}
        </div>
    }
    .into_any()
}

/// A button with what follows from it.
fn act(id: i64, action: &'static str, label: &'static str, hint: &'static str) -> AnyView {
    view! {
        <Card title=label>
            <form class="form" method="post" action=action>
                <input type="hidden" name="id" value=id />
                <p>{hint}</p>
                <Submit label=label look=Look::Secondary />
            </form>
        </Card>
    }
    .into_any()
}
