//! One act as a form over `api::cases::act`, and the state all forms of a page share.

use crate::api::cases::Act;
use crate::frame::use_language;
use crate::pages::cases::actions::deed::Deed;
use crate::pages::cases::actions::facts::Facts;
use crate::pages::cases::actions::fields::Fields;
use crate::problem::Problem;
use crate::ui::parked::flaws_of;
use crate::ui::sending::{Sent, Way};
use crate::ui::{FormProblem, Look, Parking, Sending, SentForm, Submit};
use domain::person::PersonRef;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The acts of a page: one server action, and which act was sent last, so that its answer is shown at its own form.
#[derive(Clone, Copy)]
pub struct Acting {
    act: Sending<()>,
}

impl Acting {
    /// Calls `done` after every act that was carried out. Its form is emptied then.
    pub fn new(done: impl Fn() + Send + Sync + 'static) -> Acting {
        let acting = Acting { act: Sending::to::<Act>() };
        Effect::new(move || {
            if matches!(acting.act.answer(), Some(Ok(()))) {
                acting.act.last().with_untracked(|sent| empty_form(&form_id(&sent.number, &sent.act)));
                done();
            }
        });
        acting
    }

    /// What went wrong with that form: what its last sending said, or why it came back.
    pub fn problem(self, number: &str, act: &str, parking: &Parking) -> Signal<Option<Problem>> {
        let this = Sent { number: number.to_owned(), act: act.to_owned() };
        let parked = parking.problem();
        Signal::derive(move || match self.act.answer() {
            Some(Err(problem)) if self.act.last().get() == this => Some(problem),
            Some(_) => None,
            None => parked.clone(),
        })
    }

    /// True while that form is being sent.
    pub fn pending(self, number: &str, act: &str) -> Signal<bool> {
        let this = Sent { number: number.to_owned(), act: act.to_owned() };
        Signal::derive(move || self.act.pending().get() && self.act.last().get() == this)
    }

    /// The way of its forms.
    pub fn way(self) -> Way {
        self.act.way()
    }
}

/// The id of the form of an act.
pub fn form_id(number: &str, act: &str) -> String {
    format!("{number}-{act}")
}

fn empty_form(id: &str) {
    let form = document().get_element_by_id(id).and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    if let Some(form) = form {
        form.reset();
    }
}

/// One act. `big`: as wide as the column.
#[component]
pub fn ActForm(
    deed: Deed,
    facts: Facts,
    acting: Acting,
    parking: Parking,
    engineers: Vec<PersonRef>,
    big: bool,
) -> impl IntoView {
    let language = use_language();
    let parking = parking.only_if("act", deed.key()).only_if("number", &facts.number);
    let problem = acting.problem(&facts.number, deed.key(), &parking);
    let pending = acting.pending(&facts.number, deed.key());
    let fields = Fields {
        language,
        id: form_id(&facts.number, deed.key()),
        parking,
        flaws: flaws_of(problem),
        rates: facts.extras.rates,
    };
    let inputs = fields.of(deed, facts.severity, engineers);
    let look = if big { Look::Big } else { Look::Secondary };
    view! {
        <SentForm way=acting.way() id=fields.id class="form">
            <input type="hidden" name="number" value=facts.number.clone() />
            <input type="hidden" name="act" value=deed.key() />
            <FormProblem problem=problem />
            {inputs}
            <Submit label=deed.label(language) look=look pending=pending />
        </SentForm>
    }
    .into_any()
}
