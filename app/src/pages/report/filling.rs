//! The form in the browser: what its events do to the state. On the server only the first values are read.

use super::files::{self, Chosen};
use super::form::{FIELDS, Form};
use super::kept::{self, Kept};
use super::start::{CoverageQuestion, Start, articles, asked_of_knowledge};
use crate::api::report::{assets_of, report_form};
use crate::frame::use_person;
use crate::now::{Clock, use_clock};
use crate::pages::lookup::{Lookup, lookup};
use crate::ui::field::Flaws;
use domain::Moment;
use domain::case::severity::Severity;
use domain::case::sheet::{Attachment, CoverageAnswer, ReportForm};
use domain::knowledge::ArticleHit;
use domain::refusal::Flaw;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlInputElement, SubmitEvent};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// The id of the summary of flaws.
pub const SUMMARY_ID: &str = "summary";

/// How long a click takes at most, from leaving the field before to letting go.
const AFTER_A_CLICK: Duration = Duration::from_millis(300);

/// Devices to choose from: serial number, title and site.
pub type Devices = Vec<(String, String, String)>;

/// What became of the draft this browser kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is back in the form.
    Restored,
    /// A case with that title was opened with it meanwhile.
    Arrived(String),
}

/// Everything about the form that changes.
#[derive(Clone, Copy)]
pub struct Filling {
    pub form: RwSignal<Form>,
    /// Changes when the fields are to be drawn anew from `form`.
    pub generation: RwSignal<u32>,
    pub chosen: RwSignal<Vec<Chosen>>,
    /// Files already with the server under this draft's key.
    pub uploads: RwSignal<Vec<Attachment>>,
    pub coverage: Lookup<CoverageAnswer>,
    pub articles: Lookup<Vec<ArticleHit>>,
    pub devices: Lookup<Devices>,
    /// True once the browser has taken over.
    pub keeps: RwSignal<bool>,
    pub saved_at: RwSignal<Option<Moment>>,
    pub sending: RwSignal<bool>,
    pub note: RwSignal<Option<Note>>,
    pub sheet: StoredValue<ReportForm>,
    /// The form as it was first shown.
    first: StoredValue<Form>,
    /// True while the server is asked what became of a report that was sent: until then that one stays kept.
    awaits: StoredValue<bool>,
    person_id: i64,
    clock: Clock,
}

impl Filling {
    /// The form as the server knows it; in the browser then what was kept of an earlier visit.
    pub fn begin(start: Start) -> Filling {
        let Start { mut sheet, form: first, answer, articles: hits, parked } = start;
        let form = RwSignal::new(first.clone());
        let for_caller = first.for_caller();
        let question = Memo::new(move |_| form.with(|form| CoverageQuestion::of(form, for_caller)));
        let title = Memo::new(move |_| form.with(asked_of_knowledge));
        let sought = Memo::new(move |_| {
            let (whose, typed) =
                form.with(|form| (form.draft.organisation_id.parse::<i64>().ok(), form.draft.serial.trim().to_owned()));
            (whose.is_some() || !for_caller).then_some((whose, typed))
        });
        let devices = std::mem::take(&mut sheet.assets);
        let filling = Filling {
            form,
            generation: RwSignal::new(0),
            chosen: RwSignal::new(Vec::new()),
            uploads: RwSignal::new(std::mem::take(&mut sheet.uploads)),
            coverage: lookup(question, answer, CoverageQuestion::ask),
            articles: lookup(title, Some(hits), articles),
            devices: lookup(sought, Some(devices), async |(whose, typed)| assets_of(whose, typed).await.ok()),
            keeps: RwSignal::new(false),
            saved_at: RwSignal::new(None),
            sending: RwSignal::new(false),
            note: RwSignal::new(None),
            sheet: StoredValue::new(sheet),
            first: StoredValue::new(first),
            awaits: StoredValue::new(false),
            person_id: use_person().map_or(0, |person| person.id),
            clock: use_clock(),
        };
        let came_back = parked.is_some();
        Effect::new(move || filling.take_over(came_back));
        filling
    }

    /// The flaws to be shown, files included.
    pub fn flaws(self) -> Flaws {
        Signal::derive(move || {
            let mut flaws = self.form.with(Form::flaws);
            flaws.extend(self.file_flaws());
            flaws
        })
    }

    /// The flaws to be listed above the form.
    pub fn summary(self) -> Vec<Flaw> {
        let mut flaws = self.form.with(Form::summary);
        if self.form.with(Form::attempted) {
            flaws.extend(self.file_flaws());
        }
        flaws
    }

    fn file_flaws(self) -> Vec<Flaw> {
        self.chosen.with(|chosen| files::flaws(chosen, self.uploads.with(Vec::len)))
    }

    /// Something was typed or chosen.
    pub fn typed(self, event: &Event) {
        let Some((name, value)) = field_of(event) else { return };
        if self.form.try_update(|form| form.set(&name, &value)) == Some(true) {
            self.keep(false);
        }
    }

    /// A field was left.
    pub fn left(self, event: &Event) {
        let Some((name, value)) = field_of(event) else { return };
        // Nobody is told off for passing through an empty field.
        if !value.trim().is_empty() {
            // Whoever left it by a click has let go of the mouse by then: what is said must not move the button away.
            set_timeout(move || _ = self.form.try_update(|form| form.leave(&name)), AFTER_A_CLICK);
        }
    }

    /// Files were chosen.
    pub fn chose(self, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let list = input.files();
        let files = list.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
        self.chosen.set(files.map(|file| Chosen { name: file.name(), size_bytes: file.size() as u64 }).collect());
        self.form.update(|form| form.forgive("files"));
    }

    /// Somebody wants to send it: only once, and not with flaws the browser knows of.
    pub fn submitted(self, event: &SubmitEvent) {
        if self.sending.get_untracked() {
            event.prevent_default();
            return;
        }
        self.read_page();
        let right = self.form.try_update(Form::attempt).unwrap_or(true) && untrack(|| self.file_flaws()).is_empty();
        if right {
            self.keep(true);
            self.sending.set(true);
        } else {
            event.prevent_default();
            request_animation_frame(|| focus(SUMMARY_ID));
        }
    }

    /// Empties the form and forgets what was kept.
    pub fn discard(self) {
        kept::forget(self.person_id);
        self.saved_at.set(None);
        self.note.set(None);
        self.show(self.first.get_value());
    }

    fn show(self, form: Form) {
        self.form.set(form);
        self.chosen.set(Vec::new());
        self.generation.update(|generation| *generation += 1);
    }

    fn keep(self, sent: bool) {
        if self.awaits.get_value() && !sent {
            return;
        }
        let draft = self.form.with_untracked(|form| form.worth_keeping().then(|| form.draft.clone()));
        let Some(draft) = draft else { return };
        let saved_at = self.clock.now_untracked();
        if kept::write(self.person_id, &Kept { draft, saved_at, sent }) {
            self.saved_at.set(Some(saved_at));
        }
    }

    /// What was typed before the browser's code was there, or put back by the browser itself.
    fn read_page(self) {
        for field in FIELDS.into_iter().filter(|field| *field != "draft_key") {
            if let Some(typed) = typed_on_page(field) {
                self.form.update(|form| _ = form.set(field, &typed));
            }
        }
    }

    /// The fields in which the page holds something else than it came with.
    fn typed_already(self) -> Vec<(&'static str, String)> {
        let mut first = self.first.get_value();
        let on_page = FIELDS.into_iter().filter_map(|field| Some((field, typed_on_page(field)?)));
        on_page.filter(|(field, typed)| *field != "draft_key" && first.set(field, typed)).collect()
    }

    fn take_over(self, came_back: bool) {
        self.keeps.set(true);
        self.read_page();
        // A page that the browser brings back as it was may be sent again.
        let shown = window_event_listener_untyped("pageshow", move |_| _ = self.sending.try_set(false));
        on_cleanup(move || shown.remove());
        if came_back {
            self.keep(false);
            focus(SUMMARY_ID);
        } else if let Some(kept) = kept::read(self.person_id) {
            self.bring_back(kept);
        } else if !self.typed_already().is_empty() {
            self.keep(false);
        }
    }

    /// What was kept is back at once, and then the server says whether it became a case meanwhile. What had been sent has
    /// most likely become one: there the server is asked first, and what is typed until then belongs to a new report.
    fn bring_back(self, kept: Kept) {
        if kept.sent {
            self.awaits.set_value(true);
        } else {
            self.restore(kept.clone());
        }
        leptos::task::spawn_local(async move {
            let answer = report_form(Some(kept.draft.draft_key.clone())).await;
            if self.awaits.try_set_value(false).is_some() {
                return; // nobody looks at this form any more
            }
            let arrived = answer.as_ref().is_ok_and(|sheet| sheet.draft_key != kept.draft.draft_key);
            match (kept.sent, arrived) {
                (true, true) => self.begin_another(),
                (true, false) => self.restore(kept.clone()),
                (false, true) if self.note.get_untracked().is_some() => self.discard(),
                (false, _) => {}
            }
            if arrived {
                self.note.set(Some(Note::Arrived(kept.draft.title)));
            } else if let Ok(sheet) = answer {
                self.uploads.set(sheet.uploads);
            }
        });
    }

    /// What was kept is in the form again, but for what was typed on this page already.
    fn restore(self, kept: Kept) {
        let typed = self.typed_already();
        let first = self.first.get_value();
        let mut form = first.restored(kept.draft);
        // Who comes from a device's page means that device.
        if !first.draft.serial.is_empty() {
            form.draft.serial = first.draft.serial;
        }
        for (field, typed) in &typed {
            form.set(field, typed);
        }
        self.saved_at.set(Some(kept.saved_at));
        self.note.set(Some(Note::Restored));
        self.show(form);
        if !typed.is_empty() {
            self.keep(false);
        }
    }

    /// What was kept has become a case; what was typed since is the beginning of the next.
    fn begin_another(self) {
        kept::forget(self.person_id);
        self.keep(false);
    }
}

/// Name and value of the field an event is about; none for files and buttons.
fn field_of(event: &Event) -> Option<(String, String)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    // Links and folds take the focus too; what they lack must not be asked for.
    let control = target.matches("input, select, textarea").unwrap_or(false).then_some(target)?;
    // Text areas and selects have the same properties; only those are read.
    let field = control.unchecked_into::<HtmlInputElement>();
    let kind = field.type_();
    let named = !matches!(kind.as_str(), "file" | "submit" | "button" | "hidden");
    named.then(|| (field.name(), field.value()))
}

/// What stands in that control of the page; none when the page has no such control or nothing is chosen.
fn typed_on_page(field: &str) -> Option<String> {
    let control = |id: &str| document().get_element_by_id(id).map(JsCast::unchecked_into::<HtmlInputElement>);
    match field {
        "severity" => Severity::ALL
            .into_iter()
            .filter_map(|level| control(&format!("severity-{}", level.level())))
            .find(HtmlInputElement::checked)
            .map(|radio| radio.value()),
        _ => control(field).map(|control| control.value()),
    }
}

/// Puts the focus on the element with that id, if there is one.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot take the focus is no reason to stop.
        let _ = element.focus();
    }
}
