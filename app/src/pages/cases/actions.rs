//! What can be done with a case now: the next likely act as one big button, the others under "more". Used by the case page
//! and the engineer's queue. Authority comes from `may`, the stage from the facts; the server decides again.

mod deed;
mod facts;
mod fields;
mod form;

pub use deed::Deed;
pub use facts::Facts;
pub use form::{ActForm, Acting, form_id};

use crate::frame::use_language;
use crate::i18n::td_string;
use crate::ui::Parking;
use domain::access::Action;
use domain::person::PersonRef;
use leptos::prelude::*;

/// The acts of one case. `acting` is made once a page, outside of what is fetched again.
#[component]
pub fn CaseActions(
    facts: Facts,
    may: Vec<Action>,
    acting: Acting,
    #[prop(optional)] parking: Parking,
    /// Whom it can be assigned to.
    #[prop(optional)]
    engineers: Vec<PersonRef>,
) -> impl IntoView {
    let language = use_language();
    let next = facts.next_deed(&may);
    let mut fitting = facts.deeds(&may);
    fitting.retain(|deed| !Deed::APART.contains(deed));
    let form = move |deed: Deed, big: bool| {
        let engineers = if deed == Deed::Assign { engineers.clone() } else { Vec::new() };
        view! { <ActForm deed=deed facts=facts.clone() acting=acting parking=parking.clone() engineers=engineers big=big /> }
            .into_any()
    };
    let folded = fitting.iter().any(|deed| Some(*deed) != next);
    // Every act has its own place: when news change which acts fit, what is being typed stays with the act it was meant for.
    let first = Deed::ALL
        .into_iter()
        .map(|deed| (next == Some(deed)).then(|| view! { <div class="next-act">{form(deed, true)}</div> }.into_any()));
    let first: Vec<_> = first.collect();
    let others = Deed::ALL.into_iter().map(|deed| {
        let offered = next != Some(deed) && fitting.contains(&deed);
        offered.then(|| {
            view! {
                <details class="act" name="acts">
                    <summary>{deed.title(language)}</summary>
                    {form(deed, false)}
                </details>
            }
            .into_any()
        })
    });
    let others: Vec<_> = others.collect();
    let more = folded
        .then(|| view! { <div class="more-acts" role="group" aria-label=td_string!(language, cases.more_acts)>{others}</div> });
    view! {
        <div class="acts">
            {fitting.is_empty().then(|| view! { <p class="soft">{td_string!(language, cases.no_acts)}</p> })}
            {first}
            {more}
        </div>
    }
    .into_any()
}
