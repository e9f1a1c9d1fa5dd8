//! How a countdown counts, on demand: the promise, the hours that count, start, pauses, due.

use crate::frame::{use_language, use_zone};
use crate::i18n::td_string;
use crate::now::use_clock;
use crate::ui::fact::{Fact, FactList};
use crate::ui::moment;
use crate::words;
use domain::clock::{Pause, Reading};
use leptos::prelude::*;

#[component]
pub fn Explanation(reading: Reading) -> impl IntoView {
    let (language, zone, now) = (use_language(), use_zone(), use_clock().now_untracked());
    let moment = |at| moment::moment(language, &zone, now, at);
    let hours = if reading.hours == "7x24" {
        td_string!(language, common.hours_always).to_owned()
    } else {
        td_string!(language, common.hours_calendar, hours = reading.hours.as_str())
    };
    let limit = moment::duration(language, reading.limit_ms);
    let pause = |pause: &Pause| {
        let why = words::pause_reason(language, &pause.why);
        let span = match pause.until {
            Some(until) => {
                td_string!(language, common.pause_span, since = moment(pause.since), until = moment(until))
            }
            None => td_string!(language, common.pause_open, since = moment(pause.since)),
        };
        view! { <span class="countdown-pause">{format!("{span} · {why}")}</span> }
    };
    let pauses = match reading.pauses.as_slice() {
        [] => td_string!(language, common.no_pauses).into_any(),
        pauses => pauses.iter().map(pause).collect::<Vec<_>>().into_any(),
    };
    let due = match reading.due {
        Some(due) => moment(due),
        None => td_string!(language, common.due_paused).to_owned(),
    };
    let facts = vec![
        Fact::text(td_string!(language, common.promised), td_string!(language, common.promised_value, limit = limit)),
        Fact::text(td_string!(language, common.hours_that_count), hours),
        Fact::text(td_string!(language, common.started), moment(reading.opened_at)),
        Fact::view(td_string!(language, common.pauses), pauses),
        Fact::text(td_string!(language, common.due), due),
    ];
    view! {
        <details class="countdown-why">
            <summary>{td_string!(language, common.how_counted)}</summary>
            <FactList facts=facts />
        </details>
    }
    .into_any()
}
