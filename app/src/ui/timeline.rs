//! The history of a case, day by day: newest first on the screen, in its order on paper.

use crate::frame::{use_language, use_viewer, use_zone};
use crate::ui::moment;
use crate::words::{self, Told};
use domain::Moment;
use domain::case::event::Event;
use domain::zone::Zone;
use leptos::prelude::*;

/// `events` oldest first, as the sheet gives them. `on_paper`: in that order, with dates and names that hold for any reader
/// in any year.
#[component]
pub fn Timeline(mut events: Vec<Event>, now: Moment, #[prop(optional)] on_paper: bool) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let reader = use_viewer().person().map(|person| person.id).filter(|_| !on_paper);
    if !on_paper {
        events.reverse();
    }
    let mut last_day = String::new();
    let entries = events
        .into_iter()
        .map(|event| {
            let day = match on_paper {
                true => moment::date(zone.local(event.at).date()),
                false => moment::day(language, &zone, now, event.at),
            };
            let heading = (day != last_day).then(|| day.clone());
            last_day = day;
            let told = words::happening(language, &event, reader, &zone, now);
            entry(&event, heading, told, &zone)
        })
        .collect::<Vec<_>>();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn entry(event: &Event, day: Option<String>, told: Told, zone: &Zone) -> AnyView {
    let quotes = told.quotes.into_iter().map(|quote| view! { <p>{quote}</p> }).collect::<Vec<_>>();
    let internal = event.happening.is_internal().then_some("true");
    let (id, what) = (format!("event-{}", event.id), event.happening.key());
    let (at, clock) = (moment::rfc3339(event.at), moment::clock(zone, event.at));
    view! {
        <li class="timeline-entry" id=id data-internal=internal data-what=what>
            {day.map(|day| view! { <h3 class="timeline-day">{day}</h3> })}
            <time class="timeline-time" datetime=at>{clock}</time>
            <div class="timeline-body">
                <p class="timeline-told"><b>{told.who}</b>" "{told.did}</p>
                {(!quotes.is_empty()).then(|| view! { <blockquote class="timeline-quote">{quotes}</blockquote> })}
            </div>
        </li>
    }
    .into_any()
}
