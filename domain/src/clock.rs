//! The service clock (domain.md §4): which promises run for a case, how much time is left, and why it stands still.
//!
//! The server turns a case, its policy and the calendars into [`Reading`]s; these are plain data that the browser ticks
//! with [`Reading::at`], the same function that every worker and list uses.

pub mod calendar;
pub mod explain;
pub mod holidays;
pub(crate) mod measure;
pub mod reading;
pub mod sheet;
pub mod year;

pub use calendar::{Calendar, Interval, Timetable};
pub use explain::{Background, Explanation, explain};
pub use holidays::{CalendarWarning, Holidays, calendar_warnings, data_ends};
pub use measure::reading_until;
pub use reading::{Face, Reading, State, Urgency};

use crate::Moment;
use crate::case::Case;
use crate::policy::{Demand, Policy};
use serde::{Deserialize, Serialize};

/// What a policy promises a time for (domain.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// 首次响应
    Respond,
    /// 工时支持: the plan with its quote, for what is billable.
    Quote,
    /// 到达现场
    OnSite,
    /// 恢复运行
    Restore,
    /// 更换部件: runs once a part is known to be needed.
    PartReplaced,
    /// 解决: for what is not a fault.
    Resolve,
    /// 故障分析报告: owed after the restoration, even when the case is closed.
    AnalysisReport,
    /// 危急情况的记录更新: demanded by a crisis, never promised by a row of a policy.
    CrisisUpdate,
    /// 回访: owed after a bad answer to a survey, never promised by a policy either.
    FollowUp,
}

impl Target {
    /// What a policy can promise, in the order of the journey.
    pub const PROMISED: [Target; 7] = [
        Target::Respond,
        Target::Quote,
        Target::OnSite,
        Target::Restore,
        Target::PartReplaced,
        Target::Resolve,
        Target::AnalysisReport,
    ];

    /// The name used in forms, in policy files and in the keys of steps.
    pub fn key(self) -> &'static str {
        match self {
            Target::Respond => "respond",
            Target::Quote => "quote",
            Target::OnSite => "on_site",
            Target::Restore => "restore",
            Target::PartReplaced => "part_replaced",
            Target::Resolve => "resolve",
            Target::AnalysisReport => "analysis_report",
            Target::CrisisUpdate => "crisis_update",
            Target::FollowUp => "follow_up",
        }
    }

    /// The target of that [`key`](Target::key).
    pub fn from_key(key: &str) -> Option<Target> {
        Target::PROMISED.into_iter().chain([Target::CrisisUpdate]).find(|target| target.key() == key)
    }
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
    /// Until the customer accepts or declines a quote.
    AwaitingQuoteAnswer,
}

/// One reading per target that the policy promises for such a case, in the order of [`Target`]. A part is waited for only
/// once it is needed, a report only once the fault is restored.
///
/// A promise whose calendar is not in the timetable, or never opens, gives no reading: [`Policy::flaws`] is there to
/// refuse such a policy when it is loaded.
pub fn readings<Z: chrono::TimeZone>(case: &Case, policy: &Policy, timetable: &Timetable<Z>) -> Vec<Reading> {
    let promises = policy.promises_on(Demand::of(case));
    promises.into_iter().filter_map(|promise| measure::reading(case, promise, timetable.get(&promise.hours)?)).collect()
}

/// The reading a list shows: of those neither met nor dropped the most urgent one. The analysis report is owed when the
/// work is done and puts no finished case back on top of a list; the case page shows it.
pub fn next_due(readings: &[Reading], now: Moment) -> Option<&Reading> {
    let shown = readings.iter().filter(|reading| reading.is_open() && reading.target != Target::AnalysisReport);
    shown.min_by_key(|reading| reading.urgency(now))
}
