//! The secretary's board: who has nobody yet, and who works on what.

use crate::api::work::dispatch;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::live;
use crate::pages::cases::actions::{Acting, Deed};
use crate::pages::work_row::WorkRow;
use crate::ui::parked::flaws_of;
use crate::ui::{
    EmptyState, FormProblem, LinkButton, Look, Parking, Place, Select, Submit, loaded_with_parked, use_parked,
};
use crate::wire::fetched;
use crate::words;
use domain::case::sheet::{CaseRow, DedicatedTo, Dispatch};
use domain::organisation::DedicatedPart;
use domain::person::PersonRef;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use std::sync::Arc;

/// What the rows share.
#[derive(Clone)]
struct Board {
    engineers: Arc<Vec<(PersonRef, i64)>>,
    dedicated: Arc<Vec<DedicatedTo>>,
    /// Engineers chosen and not yet sent, by case number: they survive a live update of the board.
    chosen: StoredValue<Vec<(String, String)>>,
    parking: Parking,
    acting: Acting,
    place: Place,
}

impl Board {
    /// Everybody who works on cases, those dedicated to the organisation first.
    fn options(&self, organisation: &str) -> Vec<(String, String)> {
        let language = use_language();
        let choose = (String::new(), td_string!(language, dispatch.engineer_choose).to_owned());
        let part_of = |id: i64| self.dedicated_to(organisation).find(|one| one.person_id == id).map(|one| one.part);
        let mut engineers: Vec<_> = self.engineers.iter().map(|each| (part_of(each.0.id), each)).collect();
        engineers.sort_by_key(|(part, _)| match part {
            Some(DedicatedPart::Engineer) => 0,
            Some(DedicatedPart::Deputy) => 1,
            None => 2,
        });
        let engineer = |(part, (person, count)): (Option<DedicatedPart>, &(PersonRef, i64))| {
            let (name, count) = (person.name.clone(), *count);
            let label = match part {
                Some(DedicatedPart::Engineer) => {
                    td_string!(language, dispatch.engineer_dedicated, name = name, count = count)
                }
                Some(DedicatedPart::Deputy) => {
                    td_string!(language, dispatch.engineer_deputy, name = name, count = count)
                }
                None => td_string!(language, dispatch.engineer_load, name = name, count = count),
            };
            (person.id.to_string(), label)
        };
        std::iter::once(choose).chain(engineers.into_iter().map(engineer)).collect()
    }

    fn dedicated_to(&self, organisation: &str) -> impl Iterator<Item = &DedicatedTo> {
        self.dedicated.iter().filter(move |one| one.organisation_name == organisation)
    }

    fn chosen_for(&self, number: &str) -> String {
        let kept =
            self.chosen.with_value(|chosen| chosen.iter().find(|(of, _)| of == number).map(|(_, to)| to.clone()));
        self.parking.only_if("number", number).field_or("to", &kept.unwrap_or_default())
    }

    fn choose(&self, number: &str, to: String) {
        self.chosen.update_value(|chosen| {
            chosen.retain(|(of, _)| of != number);
            chosen.push((number.to_owned(), to));
        });
    }
}

/// `/dispatch`
#[component]
pub fn DispatchPage() -> impl IntoView {
    let found = fetched(|| (), |()| dispatch());
    let parked = use_parked();
    let chosen = StoredValue::new(Vec::new());
    let acting = Acting::new(move || found.refetch());
    let place = Place::here();
    live::keep_fresh(found, None, |sheet: &Dispatch| sheet.last_event_id);
    loaded_with_parked(found, parked, move |sheet: Dispatch, parking| {
        let (engineers, dedicated) = (Arc::new(sheet.engineers), Arc::new(sheet.dedicated));
        let board = Board { engineers, dedicated, chosen, parking, acting, place: place.clone() };
        view! { <Shown unassigned=sheet.unassigned assigned=sheet.assigned board=board /> }.into_any()
    })
}

#[component]
fn Shown(unassigned: Vec<CaseRow>, assigned: Vec<CaseRow>, board: Board) -> impl IntoView {
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

fn list(rows: Vec<CaseRow>, board: &Board, assigned: bool) -> AnyView {
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
    let line = move |row: CaseRow| view! { <Line row=row board=shown.clone() assigned=assigned /> }.into_any();
    view! { <ul class="rows">{board.place.rows(rows, &(&*board.engineers, &*board.dedicated), line)}</ul> }.into_any()
}

#[component]
fn Line(row: CaseRow, board: Board, assigned: bool) -> impl IntoView {
    let language = use_language();
    let mut facts = vec![row.organisation_name.clone(), row.site.clone()];
    facts.push(words::kind(language, row.kind).to_owned());
    if assigned {
        facts.push(words::stage(language, row.stage).to_owned());
    }
    facts.extend(row.assignee_name.clone());
    facts.push(row.number.clone());
    let number = row.number.clone();
    let organisation = row.organisation_name.clone();
    let form = view! { <Assign number=number organisation=organisation board=board assigned=assigned /> };
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
fn Assign(number: String, organisation: String, board: Board, assigned: bool) -> impl IntoView {
    let language = use_language();
    let acting = board.acting;
    let problem = acting.problem(&number, Deed::Assign.key(), &board.parking.only_if("number", &number));
    let pending = acting.pending(&number, Deed::Assign.key());
    let (options, chosen) = (board.options(&organisation), board.chosen_for(&number));
    let id = format!("to-{number}");
    let of = number.clone();
    let choose = Callback::new(move |to| board.choose(&of, to));
    let (label, look) = match assigned {
        true => (td_string!(language, dispatch.reassign), Look::Secondary),
        false => (td_string!(language, dispatch.assign), Look::Primary),
    };
    view! {
        <ActionForm action=acting.act>
            <FormProblem problem=problem />
            <div class="assign">
                <input type="hidden" name="number" value=number />
                <input type="hidden" name="act" value=Deed::Assign.key() />
                <Select name="to" id=id label=td_string!(language, dispatch.assign_to) options=options chosen=chosen
                    flaws=flaws_of(problem) on_change=choose />
                <Submit label=label look=look pending=pending />
            </div>
        </ActionForm>
    }
}
