//! The history of a case, newest first, day by day.

use crate::frame::{use_language, use_viewer, use_zone};
use crate::ui::moment;
use crate::words;
use domain::Moment;
use domain::case::event::Event;
use leptos::prelude::*;

/// `events` oldest first, as the sheet gives them.
#[component]
pub fn Timeline(events: Vec<Event>, now: Moment) -> impl IntoView {
    let (language, zone) = (use_language(), use_zone());
    let reader = use_viewer().person().map(|person| person.id);
    let mut last_day = String::new();
    let entries = events
        .into_iter()
        .rev()
        .map(|event| {
            let day = moment::day(language, &zone, now, event.at);
            let heading = (day != last_day).then(|| view! { <h3 class="timeline-day">{day.clone()}</h3> });
            last_day = day;
            let told = words::happening(language, &event, reader, &zone, now);
            let quotes = told.quotes.into_iter().map(|quote| view! { <p>{quote}</p> }).collect::<Vec<_>>();
            let internal = event.happening.is_internal().then_some("true");
            view! {
                <li class="timeline-entry" id=format!("event-{}", event.id) data-internal=internal data-what=event.happening.key()>
                    {heading}
                    <time class="timeline-time" datetime=moment::rfc3339(event.at)>{moment::clock(&zone, event.at)}</time>
                    <div class="timeline-body">
                        <p class="timeline-told"><b>{told.who}</b>" "{told.did}</p>
                        {(!quotes.is_empty()).then(|| view! { <blockquote class="timeline-quote">{quotes}</blockquote> })}
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}
