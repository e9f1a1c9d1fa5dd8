//! The service clock (domain.md §4): which promises run for a case, how much time is left, and why it stands still.
//!
//! The server turns a case, its policy and the calendars into [`Reading`]s; these are plain data that the browser ticks
//! with [`Reading::at`], the same function that every worker and list uses.

pub mod calendar;
mod measure;
pub mod reading;

pub use calendar::{Calendar, Interval, Timetable};
pub use reading::{Face, Reading, State, Urgency};

use crate::Moment;
use crate::case::Case;
use crate::policy::Policy;
use serde::{Deserialize, Serialize};

/// What a policy promises a time for (domain.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// 首次响应
    Respond,
    /// 到达现场
    OnSite,
    /// 恢复运行
    Restore,
    /// 解决: for what is not a fault.
    Resolve,
}

/// A time in which the clock did not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub since: Moment,
    /// None while it lasts.
    pub until: Option<Moment>,
    pub why: PauseReason,
}

/// Why the clock stands still. It never does for the service company's own waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// Waiting for the customer, in the engineer's words what for.
    WaitingForCustomer { words: String },
    /// Between a claimed restoration and the customer's refusal.
    AwaitingConfirmation,
}

/// One reading per target that the policy promises for such a case, in the order of [`Target`].
///
/// A promise whose calendar is not in the timetable, or never opens, gives no reading: [`Policy::calendars`] is there to
/// refuse such a policy when it is loaded.
pub fn readings<Z: chrono::TimeZone>(case: &Case, policy: &Policy, timetable: &Timetable<Z>) -> Vec<Reading> {
    let opening = &case.opening;
    let promises = policy.promises_for(case.severity, opening.kind, opening.coverage.verdict);
    promises.into_iter().filter_map(|promise| measure::reading(case, promise, timetable.get(&promise.hours)?)).collect()
}

/// The reading a list shows: of those neither met nor dropped the most urgent one.
pub fn next_due(readings: &[Reading], now: Moment) -> Option<&Reading> {
    readings.iter().filter(|reading| reading.is_open()).min_by_key(|reading| reading.urgency(now))
}
