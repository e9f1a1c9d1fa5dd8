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
use crate::ui::keyed::steady;
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
    // Every act has its own place: when news change which acts fit, what is being typed stays with the act it was meant for.
    let place = |deed: Deed, big: bool| {
        let engineers = if deed == Deed::Assign { engineers.clone() } else { Vec::new() };
        let (facts, parking) = (facts.clone(), parking.clone());
        let severity = (deed == Deed::ChangeSeverity).then_some(facts.severity);
        steady(&(facts.number.clone(), deed.key(), severity, engineers.clone()), move || {
            let (facts, parking, engineers) = (facts.clone(), parking.clone(), engineers.clone());
            let came_back = parking.only_if("act", deed.key()).only_if("number", &facts.number).is_some();
            let form =
                view! { <ActForm deed=deed facts=facts acting=acting parking=parking engineers=engineers big=big /> };
            if big {
                view! { <div class="next-act">{form}</div> }.into_any()
            } else {
                folded(deed, came_back, form.into_any())
            }
        })
    };
    let first: Vec<_> = Deed::ALL.into_iter().map(|deed| (next == Some(deed)).then(|| place(deed, true))).collect();
    let offered = |deed: &Deed| next != Some(*deed) && fitting.contains(deed);
    let others: Vec<_> = Deed::ALL.into_iter().map(|deed| offered(&deed).then(|| place(deed, false))).collect();
    let more = fitting.iter().any(|deed| Some(*deed) != next)
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

fn folded(deed: Deed, open: bool, form: AnyView) -> AnyView {
    let title = deed.title(use_language());
    view! { <details class="act" name="acts" open=open><summary>{title}</summary>{form}</details> }.into_any()
}
