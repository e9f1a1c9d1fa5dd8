//! What was done to accounts and roles, when and by whom.

use crate::frame::{said, use_language, use_zone};
use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use crate::words;
use domain::people::{Deed, DeedDone};
use leptos::prelude::*;

/// Deeds, the latest first.
#[component]
pub fn History(deeds: Vec<DeedDone>) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    if deeds.is_empty() {
        return view! { <p class="soft">{td_string!(language, people.history_none)}</p> }.into_any();
    }
    let line = |done: DeedDone| {
        let by = if done.by.is_empty() { td_string!(language, people.by_operator).to_owned() } else { done.by };
        let at = moment::full(&zone, done.at);
        view! { <li><b>{deed(language, done.deed)}</b><span class="soft">{at}" · "{by}</span></li> }
    };
    view! { <ul class="contract-lines">{deeds.into_iter().map(line).collect::<Vec<_>>()}</ul> }.into_any()
}

fn deed(language: Locale, deed: Deed) -> String {
    let of_address = |address: String, what: String| match address.is_empty() {
        true => what,
        false => td_string!(language, roles.address, address = address, what = what),
    };
    match deed {
        Deed::Invited { role } => td_string!(language, people.deed_invited, role = words::role(language, role)),
        Deed::Imported { role, list } => {
            td_string!(language, people.deed_imported, role = words::role(language, role), list = list)
        }
        Deed::InvitedAgain => td_string!(language, people.deed_invited_again).to_owned(),
        Deed::RoleGiven { from, to } => {
            td_string!(language, people.deed_role, from = words::role(language, from), to = words::role(language, to))
        }
        Deed::Deactivated => td_string!(language, people.deed_deactivated).to_owned(),
        Deed::Reactivated => td_string!(language, people.deed_reactivated).to_owned(),
        Deed::RoleBound { role, address } => {
            of_address(address, td_string!(language, people.deed_bound, role = said(language, &role)))
        }
        Deed::RoleUnbound { role, address } => {
            of_address(address, td_string!(language, people.deed_unbound, role = said(language, &role)))
        }
    }
}
