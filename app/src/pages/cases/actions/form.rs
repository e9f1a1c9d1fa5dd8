//! One act as a form over `api::cases::act`, and the state all forms of a page share.

use crate::api::cases::Act;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::pages::cases::actions::deed::{Deed, Facts};
use crate::problem::Problem;
use crate::ui::field::Flaws;
use crate::ui::parked::flaws_of;
use crate::ui::{FormProblem, Look, Parking, Select, Submit, TextArea, moment};
use crate::words;
use domain::case::severity::Severity;
use domain::person::PersonRef;
use leptos::form::ActionForm;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The acts of a page: one server action, and which act was sent last, so that its answer is shown at its own form.
#[derive(Clone, Copy)]
pub struct Acting {
    pub act: ServerAction<Act>,
    /// Number of the case and name of the act.
    last: RwSignal<(String, String)>,
}

impl Acting {
    /// Calls `done` after every act that was carried out. Its form is emptied then.
    pub fn new(done: impl Fn() + Send + Sync + 'static) -> Acting {
        let acting = Acting { act: ServerAction::new(), last: RwSignal::default() };
        let (input, value) = (acting.act.input(), acting.act.value());
        Effect::new(move || {
            if let Some(sent) = input.get() {
                acting.last.set((sent.number, sent.form.act));
            }
        });
        Effect::new(move || {
            if matches!(value.get(), Some(Ok(()))) {
                acting.last.with_untracked(|(number, act)| empty_form(&form_id(number, act)));
                done();
            }
        });
        acting
    }

    /// What went wrong with that form: what its last sending said, or why it came back.
    pub fn problem(self, number: &str, act: &str, parking: &Parking) -> Signal<Option<Problem>> {
        let this = (number.to_owned(), act.to_owned());
        let parked = parking.problem();
        Signal::derive(move || match self.act.value().get() {
            Some(Err(problem)) if self.last.get() == this => Some(problem),
            Some(_) => None,
            None => parked.clone(),
        })
    }

    /// True while that form is being sent.
    pub fn pending(self, number: &str, act: &str) -> Signal<bool> {
        let this = (number.to_owned(), act.to_owned());
        Signal::derive(move || self.act.pending().get() && self.last.get() == this)
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
    let fields = Fields { language, id: form_id(&facts.number, deed.key()), parking, flaws: flaws_of(problem) };
    let inputs = fields.of(deed, facts.severity, engineers);
    let look = if big { Look::Big } else { Look::Secondary };
    view! {
        <ActionForm action=acting.act attr:id=fields.id attr:class="form">
            <input type="hidden" name="number" value=facts.number.clone() />
            <input type="hidden" name="act" value=deed.key() />
            <FormProblem problem=problem />
            {inputs}
            <Submit label=deed.label(language) look=look pending=pending />
        </ActionForm>
    }
    .into_any()
}

struct Fields {
    language: Locale,
    id: String,
    parking: Parking,
    flaws: Flaws,
}

impl Fields {
    fn of(&self, deed: Deed, severity: Severity, engineers: Vec<PersonRef>) -> AnyView {
        let language = self.language;
        match deed {
            Deed::Accept | Deed::Arrive | Deed::Restore | Deed::Resume => ().into_any(),
            Deed::Respond => self.text(
                "words",
                td_string!(language, cases.words_respond),
                td_string!(language, cases.words_respond_hint),
            ),
            Deed::Note => {
                self.text("words", td_string!(language, cases.words_note), td_string!(language, cases.words_note_hint))
            }
            Deed::Pause => self.text(
                "words",
                td_string!(language, cases.words_pause),
                td_string!(language, cases.words_pause_hint),
            ),
            Deed::Resolve => view! {
                {self.text("cause", td_string!(language, cases.cause), td_string!(language, cases.cause_hint))}
                {self.text("done", td_string!(language, cases.done), td_string!(language, cases.done_hint))}
            }
            .into_any(),
            Deed::SetOut => self.choice("minutes", td_string!(language, cases.minutes_label), self.minutes(), ""),
            Deed::ChangeSeverity => view! {
                {self.choice(
                    "severity",
                    td_string!(language, cases.severity_label),
                    self.severities(),
                    &severity.level().to_string(),
                )}
                {self.text("words", td_string!(language, cases.words_severity), "")}
            }
            .into_any(),
            Deed::Assign => self.choice("to", td_string!(language, cases.assign_to), self.people(engineers), ""),
        }
    }

    fn text(&self, name: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        view! {
            <TextArea id=format!("{}-{name}", self.id) name=name label=label hint=hint rows=3
                value=self.parking.field(name) flaws=self.flaws />
        }
        .into_any()
    }

    fn choice(
        &self,
        name: &'static str,
        label: &'static str,
        options: Vec<(String, String)>,
        otherwise: &str,
    ) -> AnyView {
        let chosen = self.parking.field_or(name, otherwise);
        view! {
            <Select id=format!("{}-{name}", self.id) name=name label=label options=options chosen=chosen flaws=self.flaws />
        }
        .into_any()
    }

    fn minutes(&self) -> Vec<(String, String)> {
        let unsaid = (String::new(), td_string!(self.language, cases.minutes_unsaid).to_owned());
        let said = [15_i64, 30, 45, 60, 90, 120, 180, 240];
        let said = said.map(|minutes| (minutes.to_string(), moment::duration(self.language, minutes * 60_000)));
        std::iter::once(unsaid).chain(said).collect()
    }

    fn severities(&self) -> Vec<(String, String)> {
        let named = |severity| {
            format!("{} · {}", words::severity(self.language, severity), words::impact(self.language, severity))
        };
        Severity::ALL.map(|severity| (severity.level().to_string(), named(severity))).to_vec()
    }

    fn people(&self, engineers: Vec<PersonRef>) -> Vec<(String, String)> {
        let nobody = (String::new(), td_string!(self.language, cases.choose).to_owned());
        let people = engineers.into_iter().map(|person| (person.id.to_string(), person.name));
        std::iter::once(nobody).chain(people).collect()
    }
}
