//! `/manage/escalations`: what is breached, what breaches within the hour, what follows, and who was told. Live.

use crate::api::notices::escalations;
use crate::frame::{use_language, use_viewer, use_zone};
use crate::i18n::td_string;
use crate::live;
use crate::ui::{Card, CaseRows, EmptyState, LinkButton, Look, address, loaded, moment};
use crate::wire::fetched;
use crate::words;
use domain::Moment;
use domain::case::sheet::CaseRow;
use domain::notice::{Board, ComingStep, TakenStep};
use leptos::prelude::*;
use leptos_meta::Title;

/// The escalation board.
#[component]
pub fn EscalationsPage() -> impl IntoView {
    let language = use_language();
    let board = fetched(|| (), |()| escalations());
    live::keep_fresh(board, None, |board: &Board| board.last_event_id);
    let title = td_string!(language, manage.escalations);
    view! {
        <Title text=title />
        <header class="page-head">
            <h1>{title}</h1>
            <p class="buttons">
                <LinkButton href="/manage/letters" label=td_string!(language, letterbox.link) look=Look::Secondary />
                <LinkButton href="/manage/simulator" label=td_string!(language, manage.simulator) look=Look::Secondary />
            </p>
        </header>
        {loaded(board, |board: Board| view! { <Shown board=board /> }.into_any())}
    }
    .into_any()
}

#[component]
fn Shown(board: Board) -> impl IntoView {
    let language = use_language();
    let now = board.now;
    view! {
        <div class="home-grid">
            <div class="home-main">
                {cases(td_string!(language, manage.breached), td_string!(language, manage.none_breached), board.breached)}
                {cases(td_string!(language, manage.soon), td_string!(language, manage.none_soon), board.soon)}
            </div>
            <div class="home-side">
                <Coming steps=board.coming now=now />
                <Taken steps=board.taken now=now />
            </div>
        </div>
    }
    .into_any()
}

fn cases(title: &'static str, none: &'static str, rows: Vec<CaseRow>) -> AnyView {
    let content = match rows.is_empty() {
        true => view! { <EmptyState title=none /> }.into_any(),
        false => view! { <CaseRows rows=rows organisation=true /> }.into_any(),
    };
    view! { <Card title=title class="rows-card">{content}</Card> }.into_any()
}

/// Steps within the hour, unless somebody is faster.
#[component]
fn Coming(steps: Vec<ComingStep>, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let lines = steps.into_iter().map(|coming| {
        let at = coming.step.at.map(|at| {
            view! { <time datetime=moment::rfc3339(at)>{moment::moment(language, &zone, now, at)}</time> }
        });
        view! {
            <li>
                <a href=address::case(&coming.number)>{coming.title}</a>
                <span>{at} " " {words::deed(language, &coming.step.deed)}</span>
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let none = lines.is_empty().then(|| view! { <p class="soft">{td_string!(language, manage.none_coming)}</p> });
    view! { <Card title=td_string!(language, manage.coming)>{none}<ul class="links steps">{lines}</ul></Card> }
        .into_any()
}

/// The last ones taken, and whom they reached.
#[component]
fn Taken(steps: Vec<TakenStep>, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let reader = use_viewer().person().map(|person| person.id);
    let lines = steps.into_iter().map(|taken| {
        let said = words::happening(language, &taken.event, reader, &zone, now);
        let at = moment::moment(language, &zone, now, taken.event.at);
        let told = taken.told.join(td_string!(language, words.list_separator));
        let told = (!told.is_empty())
            .then(|| view! { <span class="soft">{td_string!(language, manage.told, names = told)}</span> });
        view! {
            <li>
                <a href=address::case(&taken.number)>{taken.title}</a>
                <span><time datetime=moment::rfc3339(taken.event.at)>{at}</time> " " {said.did}</span>
                {told}
            </li>
        }
    });
    let lines = lines.collect::<Vec<_>>();
    let none = lines.is_empty().then(|| view! { <p class="soft">{td_string!(language, manage.none_taken)}</p> });
    view! { <Card title=td_string!(language, manage.taken)>{none}<ul class="links steps">{lines}</ul></Card> }
        .into_any()
}
