//! The engineer's queue, made for one thumb: what is due next on top, its next step as one button at the bottom.

mod bar;

use crate::api::work::queue;
use crate::frame::use_language;
use crate::i18n::{Locale, td_string};
use crate::live;
use crate::pages::cases::actions::{Acting, Deed};
use crate::pages::work_row::WorkRow;
use crate::ui::{EmptyState, Parking, Place, loaded_with_parked, use_parked};
use crate::wire::fetched;
use crate::words;
use bar::{NextBar, next_deed};
use domain::case::sheet::{CaseRow, Queue};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Which part of the queue is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Due,
    Waiting,
    Done,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Due, Tab::Waiting, Tab::Done];

    fn of(show: &str) -> Tab {
        match show {
            "waiting" => Tab::Waiting,
            "done" => Tab::Done,
            _ => Tab::Due,
        }
    }

    fn address(self) -> &'static str {
        match self {
            Tab::Due => "/queue",
            Tab::Waiting => "/queue?show=waiting",
            Tab::Done => "/queue?show=done",
        }
    }

    fn name(self, language: Locale) -> &'static str {
        match self {
            Tab::Due => td_string!(language, queue.tab_due),
            Tab::Waiting => td_string!(language, queue.tab_waiting),
            Tab::Done => td_string!(language, queue.tab_done),
        }
    }

    fn empty(self, language: Locale) -> (&'static str, &'static str) {
        match self {
            Tab::Due => (td_string!(language, queue.empty_due_title), td_string!(language, queue.empty_due_hint)),
            Tab::Waiting => {
                (td_string!(language, queue.empty_waiting_title), td_string!(language, queue.empty_waiting_hint))
            }
            Tab::Done => (td_string!(language, queue.empty_done_title), td_string!(language, queue.empty_done_hint)),
        }
    }

    fn rows(self, queue: &Queue) -> &[CaseRow] {
        match self {
            Tab::Due => &queue.due,
            Tab::Waiting => &queue.waiting,
            Tab::Done => &queue.done_today,
        }
    }
}

/// What outlives the answers that the queue is fetched with.
#[derive(Clone)]
struct Desk {
    place: Place,
    acting: Acting,
    /// The act somebody has begun to write words for: the bar stays with it, whatever becomes due before it is sent.
    begun: StoredValue<Option<Begun>>,
}

/// A case's number and an act.
type Begun = (String, Deed);

impl Desk {
    /// The case whose next act the bar offers.
    fn next<'rows>(&self, rows: &'rows [CaseRow]) -> Option<&'rows CaseRow> {
        let begun = self.begun.get_value();
        let goes_on = |row: &&CaseRow| {
            begun.as_ref().is_some_and(|(of, deed)| row.number == *of && next_deed(row) == Some(*deed))
        };
        rows.iter().find(goes_on).or_else(|| rows.first())
    }
}

/// `/queue?show=…`
#[component]
pub fn QueuePage() -> impl IntoView {
    let query = use_query_map();
    let tab = Memo::new(move |_| Tab::of(&query.with(|query| query.get("show")).unwrap_or_default()));
    let found = fetched(|| (), |()| queue());
    let parked = use_parked();
    let acting = Acting::new(move || found.refetch());
    let desk = Desk { place: Place::here(), acting, begun: StoredValue::new(None) };
    live::keep_fresh(found, None, |queue: &Queue| queue.last_event_id);
    loaded_with_parked(found, parked, move |queue: Queue, parking| {
        view! { <Shown queue=queue tab=tab desk=desk.clone() parking=parking /> }.into_any()
    })
}

#[component]
fn Shown(queue: Queue, tab: Memo<Tab>, desk: Desk, parking: Parking) -> impl IntoView {
    let language = use_language();
    let queue = StoredValue::new(queue);
    let title = td_string!(language, queue.title);
    let tabs = Tab::ALL.map(|each| {
        let count = queue.with_value(|queue| each.rows(queue).len());
        let here = move || (tab.get() == each).then_some("page");
        view! { <li><a href=each.address() aria-current=here>{each.name(language)} " " {count}</a></li> }
    });
    view! {
        <Title text=title />
        <div class="queue">
            <h1>{title}</h1>
            <nav class="tabs" aria-label=td_string!(language, queue.tabs)><ul>{Vec::from(tabs)}</ul></nav>
            {move || {
                let (tab, rows) = (tab.get(), queue.with_value(|queue| tab.get().rows(queue).to_vec()));
                view! { <Part tab=tab rows=rows desk=desk.clone() parking=parking.clone() /> }
            }}
        </div>
    }
}

#[component]
fn Part(tab: Tab, rows: Vec<CaseRow>, desk: Desk, parking: Parking) -> impl IntoView {
    let language = use_language();
    if rows.is_empty() {
        let (title, hint) = tab.empty(language);
        return view! { <EmptyState title=title text=hint /> }.into_any();
    }
    let next = if tab == Tab::Done { None } else { desk.next(&rows).cloned() };
    let marked = next.as_ref().map(|row| row.number.clone());
    let rows = desk.place.rows(rows, &marked.clone(), move |row: CaseRow| {
        // A row without a clock says what it waits for.
        let waits = row.next.is_none().then(|| words::stage(language, row.stage).to_owned());
        let facts = vec![row.organisation_name.clone(), row.site.clone(), waits.unwrap_or_default()];
        let first = marked.as_ref() == Some(&row.number);
        view! { <WorkRow row=row facts=facts first=first /> }.into_any()
    });
    view! {
        <ul class="rows queue-rows">{rows}</ul>
        {next.map(|row| view! { <NextBar row=row desk=desk parking=parking /> })}
    }
    .into_any()
}
