//! What a countdown says at one moment, as plain strings.

use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use crate::words;
use domain::Moment;
use domain::clock::Reading;
use domain::clock::reading::State;
use domain::zone::Zone;

/// Every word and figure of a countdown at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// For the style sheet: `running`, `at_risk`, `standing`, `paused`, `met`, `met_late`, `breached`, `dropped`.
    pub state: &'static str,
    /// The state in words.
    pub standing: &'static str,
    /// The large numerals, or the word that stands for them.
    pub face: String,
    /// The due moment, or whatever matters instead, in words.
    pub due: String,
    /// The `datetime` attribute: the due moment in RFC 3339; while paused, when there is none, the time left.
    pub datetime: String,
    /// 0 to 1000
    pub elapsed_permille: i64,
}

/// Reads the countdown at that moment. `row`: the short form for lists.
pub fn show(language: Locale, zone: &Zone, reading: &Reading, now: Moment, row: bool) -> Shown {
    let seen = reading.at(now);
    let (state, standing) = standing(language, &seen.state);
    let left_ms = left_ms(&seen.state);
    let due = Due { language, zone, reading, now, row };
    Shown {
        state,
        standing,
        face: face(language, &seen.state, row),
        due: due.words(&seen.state),
        datetime: reading.due.map_or_else(|| moment::iso_duration(left_ms), moment::rfc3339),
        elapsed_permille: seen.elapsed_permille.clamp(0, 1000),
    }
}

fn standing(language: Locale, state: &State) -> (&'static str, &'static str) {
    match state {
        State::Running { at_risk: false, .. } => ("running", td_string!(language, common.left)),
        State::Running { at_risk: true, .. } => ("at_risk", td_string!(language, common.at_risk)),
        State::Standing { .. } => ("standing", td_string!(language, common.standing)),
        State::Paused { .. } => ("paused", td_string!(language, common.paused)),
        State::Met { .. } => ("met", td_string!(language, common.met)),
        State::MetLate { .. } => ("met_late", td_string!(language, common.met_late)),
        State::Breached { .. } => ("breached", td_string!(language, common.breached)),
        State::Dropped => ("dropped", td_string!(language, common.dropped)),
    }
}

fn left_ms(state: &State) -> i64 {
    match state {
        State::Running { left_ms, .. } | State::Standing { left_ms, .. } | State::Paused { left_ms, .. } => *left_ms,
        State::Met { .. } | State::MetLate { .. } | State::Breached { .. } | State::Dropped => 0,
    }
}

fn face(language: Locale, state: &State, row: bool) -> String {
    match state {
        State::Running { left_ms, .. } | State::Standing { left_ms, .. } => moment::countdown(language, *left_ms, row),
        State::Paused { .. } => td_string!(language, common.paused).to_owned(),
        State::Met { took_ms } => format!("✓ {}", moment::duration(language, *took_ms)),
        State::MetLate { over_ms } => {
            td_string!(language, common.late_by, time = moment::duration(language, *over_ms))
        }
        State::Breached { over_ms } => format!("+{}", moment::countdown(language, *over_ms, row)),
        State::Dropped => "—".to_owned(),
    }
}

struct Due<'a> {
    language: Locale,
    zone: &'a Zone,
    reading: &'a Reading,
    now: Moment,
    row: bool,
}

impl Due<'_> {
    fn moment(&self, at: Moment) -> String {
        moment::moment(self.language, self.zone, self.now, at)
    }

    fn due(&self) -> String {
        self.reading.due.map_or_else(String::new, |due| self.moment(due))
    }

    fn words(&self, state: &State) -> String {
        let words = if self.row { self.short(state) } else { self.long(state) };
        if !self.row {
            return words;
        }
        let target = words::target_short(self.language, self.reading.target);
        match state {
            State::Paused { .. } | State::Dropped => words,
            _ => format!("{target} {words}"),
        }
    }

    fn short(&self, state: &State) -> String {
        match state {
            State::Running { .. } => self.due(),
            State::Standing { resumes_at, .. } => {
                td_string!(self.language, common.resumes, at = self.moment(*resumes_at))
            }
            State::Met { .. } => td_string!(self.language, common.met).to_owned(),
            State::MetLate { .. } => td_string!(self.language, common.met_late).to_owned(),
            State::Breached { .. } => td_string!(self.language, common.breached).to_owned(),
            State::Paused { .. } | State::Dropped => self.long(state),
        }
    }

    fn long(&self, state: &State) -> String {
        let language = self.language;
        match state {
            State::Running { .. } => {
                let counting = if self.around_the_clock() {
                    td_string!(language, common.around_the_clock)
                } else {
                    td_string!(language, common.in_hours)
                };
                format!("{} · {counting}", td_string!(language, common.due_by, at = self.due()))
            }
            State::Standing { resumes_at, .. } => td_string!(language, common.resumes, at = self.moment(*resumes_at)),
            State::Paused { left_ms, since } => {
                let waited_ms = (self.now - *since).num_milliseconds();
                let waiting = td_string!(language, common.paused_for, time = moment::duration(language, waited_ms));
                let left = td_string!(language, common.paused_left, time = moment::countdown(language, *left_ms, true));
                if self.row { waiting } else { format!("{waiting} · {left}") }
            }
            State::Met { .. } | State::MetLate { .. } => {
                let at = self.reading.met_at.map_or_else(String::new, |at| self.moment(at));
                let limit = moment::duration(language, self.reading.limit_ms);
                td_string!(language, common.met_promise, limit = limit, at = at)
            }
            State::Breached { .. } => td_string!(language, common.due_was, at = self.due()),
            State::Dropped => td_string!(language, common.dropped_why).to_owned(),
        }
    }

    fn around_the_clock(&self) -> bool {
        // Without a calendar it is the clock on the wall.
        matches!(self.reading.hours.as_str(), "7x24" | "")
    }
}

#[cfg(test)]
mod tests;
