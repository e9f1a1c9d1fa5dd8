//! `/cases/{number}`: the clocks, what to do next, the history, and the facts beside it.

mod aside;
mod call;
mod clocks;
mod crisis;
mod decision;
mod head;
mod plan;
mod staff;
mod talk;

pub use staff::StaffCasePage;

use crate::api::cases::{DecideCoverage, case};
use crate::api::notices::read_case;
use crate::frame::use_language;
use crate::i18n::td_string;
use crate::live::{self, use_live};
use crate::pages::cases::actions::Acting;
use crate::ui::keyed::Place;
use crate::ui::{Card, Notice, Parking, Sending, Timeline, Tone, loaded_with_parked, use_parked};
use crate::wire::{Fetched, fetched};
use crate::words;
use aside::Aside;
use call::Call;
use clocks::Clocks;
use crisis::CrisisCard;
use domain::case::sheet::CaseSheet;
use head::Head;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use plan::{Escalated, Plan};
use staff::{Show, StaffForms, StaffSide};
use talk::Talk;

/// The page of one case; another number is another page. Staff have theirs, with their forms: [`StaffCasePage`].
#[component]
pub fn CasePage(#[prop(optional_no_strip)] staff: Option<StaffForms>) -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")).unwrap_or_default());
    move || view! { <Case number=number.get() staff=staff /> }.into_any()
}

#[component]
fn Case(number: String, staff: Option<StaffForms>) -> impl IntoView {
    let (asked, of) = (number.clone(), number.clone());
    Place::provide();
    let parked = use_parked();
    let sheet = fetched(
        || (),
        move |()| {
            let number = asked.clone();
            async move { case(number).await }
        },
    );
    live::keep_fresh(sheet, Some(number), |sheet: &CaseSheet| sheet.last_event_id);
    read_while_looking(sheet, of);
    let acting = Acting::new(move || sheet.refetch());
    let deciding = Sending::to::<DecideCoverage>();
    Effect::new(move || {
        if matches!(deciding.answer(), Some(Ok(()))) {
            sheet.refetch();
        }
    });
    loaded_with_parked(sheet, parked, move |sheet: CaseSheet, parking| {
        let staff =
            staff.map(|forms| StaffSide { forms, sheet: sheet.clone(), acting, deciding, parking: parking.clone() });
        page(sheet, acting, staff, parking)
    })
}

/// What is shown to somebody who looks is read: notices that come while the tab is behind others stay unread.
fn read_while_looking(sheet: Fetched<CaseSheet>, number: String) {
    let live = use_live();
    Effect::new(move || {
        let unread = sheet.read().and_then(Result::ok).is_some_and(|sheet| sheet.unread > 0);
        if unread && !document().hidden() {
            let number = number.clone();
            spawn_local(async move {
                if let Ok(left) = read_case(number).await {
                    live.set_unread(left);
                }
            });
        }
    });
}

fn page(sheet: CaseSheet, acting: Acting, staff: Option<StaffSide>, parking: Parking) -> AnyView {
    let language = use_language();
    let (case, now) = (sheet.case.clone(), sheet.now);
    let title = format!("{} {}", case.opening.number, case.opening.title);
    // An act that no longer fits leaves no form on the page to say so.
    let refused = parking.beyond_mending().map(|problem| {
        let said = words::problem(language, &problem);
        view! { <Notice tone=Tone::Warning title=said.title text=said.then /> }
    });
    let staffs = |form: fn(&StaffForms) -> Show| staff.as_ref().and_then(|staff| form(&staff.forms)(staff));
    let actions = staffs(|forms| forms.next).map(|acts| {
        view! { <Card title=td_string!(language, cases.next_act) class="actions-card">{acts}</Card> }.into_any()
    });
    let crisis = view! { <CrisisCard sheet=sheet.clone() acts=staffs(|forms| forms.crisis) /> };
    let escalated = view! { <Escalated sheet=sheet.clone() /> };
    let plan = view! { <Plan sheet=sheet.clone() call=staffs(|forms| forms.contingency) /> };
    let call = view! { <Call sheet=sheet.clone() /> };
    let clocks = view! { <Clocks sheet=sheet.clone() /> };
    let timeline = view! { <Timeline events=sheet.events.clone() now=now /> };
    let paused = case.pause().is_some();
    let aside = view! { <Aside sheet=sheet.clone() decision=staffs(|forms| forms.decision) /> };
    let talk = view! {
        <Talk number=case.opening.number.clone() may=sheet.may.clone() paused=paused acting=acting parking=parking />
    };
    view! {
        <Title text=title />
        <article class="case">
            <Head case=case now=now />
            <div class="case-grid">
                <div class="case-main">
                    {refused}
                    {crisis}
                    {escalated}
                    {call}
                    {plan}
                    {clocks}
                    {actions}
                    <Card title=td_string!(language, cases.history)>{timeline} {talk}</Card>
                </div>
                {aside}
            </div>
        </article>
    }
    .into_any()
}
