//! Words for the time line of a policy that is tried out: the same on the page and on the command line.

use crate::frame::said;
use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use crate::words;
use domain::clock::explain::{Explanation, PauseSheet, SkippedDay};
use domain::clock::year::DayKind;
use domain::escalation::Deed;
use domain::policy::{EscalationClock, Recipient};
use domain::simulation::{Because, Occurrence, SimulatedTarget};
use domain::zone::Zone;

/// Stretches that are listed one by one.
const STRETCHES_MOST: usize = 4;

/// What is at a point of the line: `升级上报给运营中心总经理`.
pub fn occurrence(language: Locale, what: &Occurrence) -> String {
    match what {
        Occurrence::Opened => td_string!(language, simulate.opened).to_owned(),
        Occurrence::Registered => td_string!(language, simulate.registered).to_owned(),
        Occurrence::PartNeeded => td_string!(language, simulate.part_needed).to_owned(),
        Occurrence::PauseBegan => td_string!(language, simulate.pause_began).to_owned(),
        Occurrence::PauseEnded => td_string!(language, simulate.pause_ended).to_owned(),
        Occurrence::Restored => td_string!(language, simulate.restored).to_owned(),
        Occurrence::Due { target } => td_string!(language, simulate.due, target = words::target(language, *target)),
        Occurrence::Step { deed: taken, .. } => deed(language, taken),
    }
}

/// What a step does.
pub fn deed(language: Locale, deed: &Deed) -> String {
    match deed {
        Deed::Escalate { roles, customer_told, .. } => {
            let roles = words::escalation_roles(language, roles);
            match customer_told {
                true => td_string!(language, simulate.escalate_told, roles = roles),
                false => td_string!(language, simulate.escalate, roles = roles),
            }
        }
        Deed::Remind { target, to: Recipient::Engineer, .. } => {
            td_string!(language, simulate.remind_engineer, target = words::target(language, *target))
        }
        Deed::Remind { target, to: Recipient::Dispatcher, .. } => {
            td_string!(language, simulate.remind_dispatcher, target = words::target(language, *target))
        }
        Deed::RaiseSeverity { from, to, .. } => {
            let (from, to) = (words::severity(language, *from), words::severity(language, *to));
            td_string!(language, simulate.raise, from = from, to = to)
        }
        Deed::CallContingency { actions, .. } => {
            let named: Vec<&str> = actions.iter().map(|action| words::action(language, *action)).collect();
            let actions = named.join(td_string!(language, words.list_separator));
            td_string!(language, simulate.contingency, actions = actions)
        }
        Deed::DemandCrisisUpdate { .. } => td_string!(language, simulate.crisis_update).to_owned(),
        Deed::LapseQuote { nth } => td_string!(language, simulate.quote_lapse, nth = *nth),
    }
}

/// Why a step is due when it is.
fn because(language: Locale, because: &Because) -> String {
    let span = |minutes: i64| moment::duration(language, minutes * 60_000);
    match because {
        Because::Elapsed { minutes, clock: EscalationClock::Wall } => {
            td_string!(language, simulate.because_wall, elapsed = span(*minutes))
        }
        Because::Elapsed { minutes, clock: EscalationClock::Service { hours } } => {
            td_string!(language, simulate.because_service, elapsed = span(*minutes), hours = hours)
        }
        Because::ShareGone { target, percent } => {
            let target = words::target(language, *target);
            td_string!(language, simulate.because_share, target = target, percent = percent)
        }
        Because::MinutesLeft { target, minutes } => {
            let target = words::target(language, *target);
            td_string!(language, simulate.because_left, target = target, left = span(*minutes))
        }
        Because::LimitPassed { target } => {
            td_string!(language, simulate.because_passed, target = words::target(language, *target))
        }
        Because::NoSpareOnSite => td_string!(language, simulate.because_no_spare).to_owned(),
        Because::OverdueAlready => td_string!(language, simulate.because_overdue).to_owned(),
    }
}

/// A day that did not count: `2026-10-01 节假日`.
fn skipped_day(language: Locale, day: &SkippedDay) -> String {
    let date = moment::date(day.date);
    match day.kind {
        DayKind::Holiday => td_string!(language, simulate.day_holiday, day = date),
        _ => td_string!(language, simulate.day_weekend, day = date),
    }
}

/// When a target is due, and line by line why.
pub fn simulated_target(language: Locale, zone: &Zone, target: &SimulatedTarget) -> (String, Vec<String>) {
    let SimulatedTarget { reading, explanation } = target;
    let (target, hours) = (words::target(language, reading.target), said(language, &explanation.hours));
    let limit = moment::duration(language, reading.limit_ms);
    let promised = match reading.due {
        Some(due) => {
            let due = moment::full(zone, due);
            td_string!(language, simulate.target_due, target = target, due = due, limit = limit, hours = hours)
        }
        None => td_string!(language, simulate.target_paused, target = target, limit = limit, hours = hours),
    };
    (promised, why(language, zone, explanation))
}

fn why(language: Locale, zone: &Zone, explanation: &Explanation) -> Vec<String> {
    let mut lines = Vec::new();
    // One stretch from the opening to the due moment needs no explanation.
    let counted = if explanation.counted.len() > 1 { explanation.counted.as_slice() } else { &[] };
    lines.extend(counted.iter().take(STRETCHES_MOST).map(|stretch| {
        let (from, until) = (moment::full(zone, stretch.from), moment::full(zone, stretch.until));
        td_string!(language, simulate.counted, from = from, until = until)
    }));
    if counted.len() > STRETCHES_MOST {
        lines.push(td_string!(language, simulate.counted_more, n = counted.len() - STRETCHES_MOST));
    }
    let within = |pause: &&PauseSheet| explanation.due.is_none_or(|due| pause.since < due);
    lines.extend(explanation.pauses.iter().filter(within).map(|pause| {
        let from = moment::full(zone, pause.since);
        match (pause.until, pause.service_ms) {
            (Some(until), Some(worth_ms)) => {
                let (until, worth) = (moment::full(zone, until), moment::duration(language, worth_ms));
                td_string!(language, simulate.pause_worth, from = from, until = until, worth = worth)
            }
            _ => td_string!(language, simulate.pause_open, from = from),
        }
    }));
    let separator = td_string!(language, words.list_separator);
    let skipped: Vec<String> = explanation.skipped.iter().map(|day| skipped_day(language, day)).collect();
    if !skipped.is_empty() {
        lines.push(td_string!(language, simulate.skipped, days = skipped.join(separator)));
    }
    let adjusted: Vec<String> = explanation.adjusted.iter().map(|day| moment::date(*day)).collect();
    if !adjusted.is_empty() {
        lines.push(td_string!(language, simulate.adjusted, days = adjusted.join(separator)));
    }
    if explanation.beyond_data {
        lines.push(td_string!(language, simulate.beyond_data).to_owned());
    }
    lines
}

/// Why something is on the line where it is; empty when there is nothing to say.
pub fn occurrence_because(language: Locale, what: &Occurrence) -> String {
    match what {
        Occurrence::Step { because: reasons, .. } => {
            let said: Vec<String> = reasons.iter().map(|reason| because(language, reason)).collect();
            said.join(td_string!(language, words.list_separator))
        }
        _ => String::new(),
    }
}
