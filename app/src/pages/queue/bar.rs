//! The bar at the bottom of the queue: the first case's next act. One that needs no words is one tap; one that needs words
//! opens its form in place.

use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::pages::cases::actions::{ActForm, Deed, Facts};
use crate::pages::queue::Desk;
use crate::ui::Parking;
use domain::access::Action;
use domain::case::sheet::CaseRow;
use leptos::prelude::*;

/// Where the case stands, in the engineer's words.
fn standing(language: Locale, row: &CaseRow) -> &'static str {
    match row {
        _ if row.paused => td_string!(language, queue.step_paused),
        _ if row.restored => td_string!(language, queue.step_restored),
        _ if row.arrived => td_string!(language, queue.step_arrived),
        _ if row.set_out => td_string!(language, queue.step_set_out),
        _ if row.responded => td_string!(language, queue.step_responded),
        _ if row.accepted => td_string!(language, queue.step_accepted),
        _ => td_string!(language, queue.step_unaccepted),
    }
}

/// What the engineer does next; nothing when the case waits for somebody else. Whatever stands in somebody's queue is theirs
/// to work on; the server decides again.
pub fn next_deed(row: &CaseRow) -> Option<Deed> {
    Facts::from(row).next_deed(&[Action::Work])
}

/// The bar; nothing when the case waits for somebody else.
#[component]
pub fn NextBar(row: CaseRow, desk: Desk, parking: Parking) -> impl IntoView {
    let language = use_language();
    let label = td_string!(language, queue.next_act);
    next_deed(&row).map(|deed| {
        // News about the case do not disturb the act that is being written; another act, or another case, has its own bar.
        let begun = vec![(row.number.clone(), deed.key())];
        let place = desk.place.clone();
        let bar =
            move |_| view! { <Bar row=row.clone() deed=deed desk=desk.clone() parking=parking.clone() /> }.into_any();
        view! { <section class="next-bar" aria-label=label>{place.rows(begun, &(), bar)}</section> }
    })
}

#[component]
fn Bar(row: CaseRow, deed: Deed, desk: Desk, parking: Parking) -> impl IntoView {
    let language = use_language();
    let Desk { acting, begun, .. } = desk;
    let facts = Facts::from(&row);
    let about = td_string!(language, queue.about, title = row.title.clone(), step = standing(language, &row));
    let came_back = parking.only_if("number", &row.number).is_some();
    let form = view! { <ActForm deed=deed facts=facts acting=acting parking=parking engineers=Vec::new() big=true /> };
    let form = match deed {
        Deed::Respond | Deed::Resolve => view! {
            <details open=came_back>
                <summary class="button button-primary button-big">{deed.title(language)}</summary>
                {form}
            </details>
        }
        .into_any(),
        _ => form.into_any(),
    };
    view! {
        <div on:input=move |_| begun.set_value(Some((row.number.clone(), deed)))>
            <p class="next-bar-about">{about}</p>
            {form}
        </div>
    }
}
