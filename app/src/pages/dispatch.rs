//! The secretary's board: who has nobody yet, and who works on what.

use crate::api::work::dispatch;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::live;
use crate::pages::cases::actions::{Acting, Deed};
use crate::pages::work_row::WorkRow;
use crate::ui::parked::flaws_of;
use crate::ui::{
    EmptyState, FormProblem, LinkButton, Look, Parking, Place, Select, SentForm, Submit, loaded_with_parked, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::case::sheet::{CaseRow, DedicatedTo, Dispatch};
use domain::organisation::DedicatedPart;
use domain::person::PersonRef;
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// What the rows share.
#[derive(Clone)]
struct Board {
    engineers: Arc<Vec<PersonRef>>,
    loads: Loads,
    parking: Parking,
    acting: Acting,
    place: Place,
}

/// How many open cases each engineer has, by id. It changes with every assignment, while somebody chooses: so the labels of
/// the choices follow it, and the rows stay.
type Loads = RwSignal<Vec<(i64, i64)>>;

/// A case, and whose engineers are dedicated to its organisation.
type Row = (CaseRow, Vec<DedicatedTo>);

fn part_of(id: i64, dedicated: &[DedicatedTo]) -> Option<DedicatedPart> {
    dedicated.iter().find(|one| one.person_id == id).map(|one| one.part)
}

impl Board {
    /// Everybody who works on cases, those dedicated to the organisation first.
    fn options(&self, dedicated: &[DedicatedTo]) -> Vec<(String, String)> {
        let mut engineers: Vec<_> = self.engineers.iter().map(|person| person.id).collect();
        engineers.sort_by_key(|id| match part_of(*id, dedicated) {
            Some(DedicatedPart::Engineer) => 0,
            Some(DedicatedPart::Deputy) => 1,
            None => 2,
        });
        let engineers = engineers.into_iter().map(|id| id.to_string());
        std::iter::once(String::new()).chain(engineers).map(|value| (value, String::new())).collect()
    }

    /// What a choice says: the engineer's name, what they are to the organisation, and how much they have to do.
    fn label(&self, dedicated: &[DedicatedTo], id: &str) -> String {
        let language = use_language();
        let Some(person) = self.engineers.iter().find(|person| person.id.to_string() == id) else {
            return td_string!(language, dispatch.engineer_choose).to_owned();
        };
        let loads = self.loads.read();
        let count = loads.iter().find(|(of, _)| *of == person.id).map_or(0, |(_, count)| *count);
        let name = person.name.clone();
        match part_of(person.id, dedicated) {
            Some(DedicatedPart::Engineer) => {
                td_string!(language, dispatch.engineer_dedicated, name = name, count = count)
            }
            Some(DedicatedPart::Deputy) => td_string!(language, dispatch.engineer_deputy, name = name, count = count),
            None => td_string!(language, dispatch.engineer_load, name = name, count = count),
        }
    }
}

/// `/dispatch`
#[component]
pub fn DispatchPage() -> impl IntoView {
    let found = fetched(|| (), |()| dispatch());
    let parked = use_parked();
    let loads = Loads::default();
    let acting = Acting::new(move || found.refetch());
    let place = Place::here();
    live::keep_fresh(found, None, |sheet: &Dispatch| sheet.last_event_id);
    loaded_with_parked(found, parked, move |sheet: Dispatch, parking| {
        loads.set(sheet.engineers.iter().map(|(person, count)| (person.id, *count)).collect());
        let engineers = Arc::new(sheet.engineers.into_iter().map(|(person, _)| person).collect());
        let board = Board { engineers, loads, parking, acting, place: place.clone() };
        let row = |row: CaseRow| {
            let to_its_organisation = |one: &&DedicatedTo| one.organisation_name == row.organisation_name;
            let dedicated = sheet.dedicated.iter().filter(to_its_organisation).cloned().collect();
            (row, dedicated)
        };
        let unassigned = sheet.unassigned.into_iter().map(row).collect();
        let assigned = sheet.assigned.into_iter().map(row).collect();
        view! { <Shown unassigned=unassigned assigned=assigned board=board /> }.into_any()
    })
}

#[component]
fn Shown(unassigned: Vec<Row>, assigned: Vec<Row>, board: Board) -> impl IntoView {
    let language = use_language();
    let title = td_string!(language, dispatch.title);
    let (waiting, working) = (unassigned.len(), assigned.len());
    let new = list(unassigned, &board, false);
    let old = list(assigned, &board, true);
    view! {
        <Title text=title />
        <div class="dispatch">
            <header class="page-head">
                <h1>{title}</h1>
                <LinkButton href="/cases/new" label=td_string!(language, dispatch.open_for_caller) />
            </header>
            <section>
                <h2 class="section-title">{td_string!(language, dispatch.unassigned)} " " <span class="count">{waiting}</span></h2>
                {new}
            </section>
            <section>
                <h2 class="section-title">{td_string!(language, dispatch.assigned)} " " <span class="count">{working}</span></h2>
                {old}
            </section>
        </div>
    }
}

fn list(rows: Vec<Row>, board: &Board, assigned: bool) -> AnyView {
    let language = use_language();
    if rows.is_empty() {
        let (title, hint) = match assigned {
            true => (
                td_string!(language, dispatch.assigned_empty_title),
                td_string!(language, dispatch.assigned_empty_hint),
            ),
            false => (
                td_string!(language, dispatch.unassigned_empty_title),
                td_string!(language, dispatch.unassigned_empty_hint),
            ),
        };
        return view! { <EmptyState title=title text=hint /> }.into_any();
    }
    let shown = board.clone();
    let line = move |(row, dedicated): Row| {
        view! { <Line row=row dedicated=dedicated board=shown.clone() assigned=assigned /> }.into_any()
    };
    view! { <ul class="rows">{board.place.rows(rows, &*board.engineers, line)}</ul> }.into_any()
}

#[component]
fn Line(row: CaseRow, dedicated: Vec<DedicatedTo>, board: Board, assigned: bool) -> impl IntoView {
    let language = use_language();
    let mut facts = vec![row.organisation_name.clone(), row.site.clone()];
    facts.push(words::kind(language, row.kind).to_owned());
    if assigned {
        facts.push(words::stage(language, row.stage).to_owned());
    }
    facts.extend(row.assignee_name.clone());
    facts.push(row.number.clone());
    let number = row.number.clone();
    let form = view! { <Assign number=number dedicated=dedicated board=board assigned=assigned /> };
    view! {
        <WorkRow row=row facts=facts>
            {if assigned {
                view! {
                    <details class="reassign">
                        <summary>{td_string!(language, dispatch.reassign)}</summary>
                        {form}
                    </details>
                }
                .into_any()
            } else {
                form.into_any()
            }}
        </WorkRow>
    }
}

/// Choosing an engineer for one case.
#[component]
fn Assign(number: String, dedicated: Vec<DedicatedTo>, board: Board, assigned: bool) -> impl IntoView {
    let language = use_language();
    let acting = board.acting;
    let problem = acting.problem(&number, Deed::Assign.key(), &board.parking.only_if("number", &number));
    let pending = acting.pending(&number, Deed::Assign.key());
    let options = board.options(&dedicated);
    let chosen = board.parking.only_if("number", &number).field_or("to", "");
    let id = format!("to-{number}");
    let relabel = Callback::new(move |id: String| board.label(&dedicated, &id));
    let (label, look) = match assigned {
        true => (td_string!(language, dispatch.reassign), Look::Secondary),
        false => (td_string!(language, dispatch.assign), Look::Primary),
    };
    view! {
        <SentForm way=acting.way()>
            <FormProblem problem=problem />
            <div class="assign">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value=Deed::Assign.key() />
                <Select name="to" id=id label=td_string!(language, dispatch.assign_to) options=options chosen=chosen
                    flaws=flaws_of(problem) relabel=relabel />
                <Submit label=label look=look pending=pending />
            </div>
        </SentForm>
    }
}
