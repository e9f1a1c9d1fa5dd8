//! One target of one case as plain data, read at any moment without zones or calendars.

use super::{Interval, Pause, Target};
use crate::Moment;
use serde::{Deserialize, Serialize};

/// Everything needed to show a countdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub target: Target,
    /// Promised service time, in milliseconds.
    pub limit_ms: i64,
    /// The calendar's id, e.g. `5x8`, for the explanation.
    pub hours: String,
    /// From when it counts: the opening of the case, or its restoration for what is owed after it.
    pub opened_at: Moment,
    /// The stretches that count, pauses cut out, oldest first, up to the due moment; while paused, up to the pause.
    pub running: Vec<Interval>,
    /// None while paused before the limit: it moves on with the pause.
    pub due: Option<Moment>,
    pub met_at: Option<Moment>,
    pub pauses: Vec<Pause>,
    /// The case was resolved without it (no visit was needed).
    pub dropped: bool,
}

/// What a countdown shows at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    pub state: State,
    /// Share of the limit that has gone, in thousandths, 0 to 1000.
    pub elapsed_permille: i64,
}

/// The unmistakable states of a countdown (domain.md §4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Counting down. `at_risk` in the last quarter of the limit.
    Running { left_ms: i64, at_risk: bool },
    /// Outside service hours: stands still until then.
    Standing { left_ms: i64, resumes_at: Moment },
    /// Waiting, since then.
    Paused { left_ms: i64, since: Moment },
    /// Met with that service time used.
    Met { took_ms: i64 },
    /// Met, but that long after the due moment (wall clock).
    MetLate { over_ms: i64 },
    /// Overdue by that long (wall clock).
    Breached { over_ms: i64 },
    /// No longer needed.
    Dropped,
}

/// How much attention an open target needs: sorts the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Overdue since then: the longest first.
    Breached(Moment),
    /// Due then: the soonest first.
    Due(Moment),
    /// Waiting since then: the longest first.
    Paused(Moment),
    /// Met or dropped: nothing to do.
    Over,
}

impl Reading {
    /// What the countdown shows at that moment.
    pub fn at(&self, now: Moment) -> Face {
        let used_ms = self.used_ms(self.met_at.unwrap_or(now));
        let state = self.state(now, self.limit_ms - used_ms);
        let elapsed_permille = if self.limit_ms > 0 { used_ms * 1000 / self.limit_ms } else { 1000 };
        Face { state, elapsed_permille }
    }

    /// True once the due moment is over and the target still not met. A target met late is no longer in breach.
    pub fn breached(&self, now: Moment) -> bool {
        self.is_open() && self.due.is_some_and(|due| now > due)
    }

    /// True while the target is still to be met.
    pub fn is_open(&self) -> bool {
        self.met_at.is_none() && !self.dropped
    }

    /// The first moment at which that much service time is used; none when the clock stands still or ends before.
    pub fn reaches(&self, used_ms: i64) -> Option<Moment> {
        let mut left = chrono::TimeDelta::milliseconds(used_ms.max(0));
        for stretch in &self.running {
            let length = stretch.until - stretch.from;
            if length >= left {
                return Some(stretch.from + left);
            }
            left -= length;
        }
        left.is_zero().then_some(self.opened_at)
    }

    /// Where it belongs in a list sorted by urgency.
    pub fn urgency(&self, now: Moment) -> Urgency {
        match self.due {
            _ if !self.is_open() => Urgency::Over,
            Some(due) if now > due => Urgency::Breached(due),
            Some(due) => Urgency::Due(due),
            None => Urgency::Paused(self.paused_since().unwrap_or(self.opened_at)),
        }
    }

    /// Wall-clock time between opening and that moment in which the clock was paused, in milliseconds; what two pauses
    /// share counts once.
    pub fn paused_ms(&self, now: Moment) -> i64 {
        let mut pauses: Vec<(Moment, Moment)> =
            self.pauses.iter().map(|pause| (pause.since, pause.until.unwrap_or(now).min(now))).collect();
        pauses.sort_unstable();
        let mut counted_until = self.opened_at;
        let mut total_ms = 0;
        for (since, until) in pauses {
            let from = since.max(counted_until);
            total_ms += (until - from).num_milliseconds().max(0);
            counted_until = counted_until.max(until);
        }
        total_ms
    }

    fn state(&self, now: Moment, left_ms: i64) -> State {
        let over_ms = |at: Moment| self.due.filter(|due| at > *due).map(|due| (at - due).num_milliseconds());
        if let Some(met_at) = self.met_at {
            return match over_ms(met_at) {
                Some(over_ms) => State::MetLate { over_ms },
                None => State::Met { took_ms: self.limit_ms - left_ms },
            };
        }
        if self.dropped {
            return State::Dropped;
        }
        if let Some(over_ms) = over_ms(now) {
            return State::Breached { over_ms };
        }
        if let (None, Some(since)) = (self.due, self.paused_since()) {
            return State::Paused { left_ms, since };
        }
        match self.resumes_at(now.max(self.opened_at)) {
            Some(resumes_at) => State::Standing { left_ms, resumes_at },
            None => State::Running { left_ms, at_risk: left_ms * 4 <= self.limit_ms },
        }
    }

    /// Service time used up to that moment, never more than the limit.
    fn used_ms(&self, at: Moment) -> i64 {
        let counted = self.running.iter().take_while(|stretch| stretch.from < at);
        counted.map(|stretch| (stretch.until.min(at) - stretch.from).num_milliseconds()).sum()
    }

    /// Since when the pause lasts that nobody has ended.
    fn paused_since(&self) -> Option<Moment> {
        self.pauses.iter().filter(|pause| pause.until.is_none()).map(|pause| pause.since).min()
    }

    /// When the next stretch begins, if the clock is in none.
    fn resumes_at(&self, now: Moment) -> Option<Moment> {
        let next = self.running.iter().find(|stretch| stretch.until > now)?;
        (next.from > now).then_some(next.from)
    }
}
