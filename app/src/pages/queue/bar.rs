//! The bar at the bottom of the queue: the first case's next act. One that needs no words is one tap; one that needs words
//! opens its form in place.

use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::pages::cases::actions::{ActForm, Acting, Deed, Facts};
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

/// The bar; nothing when the case waits for somebody else.
#[component]
pub fn NextBar(row: CaseRow, acting: Acting, parking: Parking) -> impl IntoView {
    let language = use_language();
    let facts = Facts::from(&row);
    // Whatever stands in somebody's queue is theirs to work on; the server decides again.
    facts.next_deed(&[Action::Work]).map(|deed| {
        let about = td_string!(language, queue.about, title = row.title.clone(), step = standing(language, &row));
        let came_back = parking.only_if("number", &row.number).is_some();
        let form =
            view! { <ActForm deed=deed facts=facts acting=acting parking=parking engineers=Vec::new() big=true /> };
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
            <section class="next-bar" aria-label=td_string!(language, queue.next_act)>
                <p class="next-bar-about">{about}</p>
                {form}
            </section>
        }
    })
}
