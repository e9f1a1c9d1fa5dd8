//! The stages a case passes (三阶段 and the customer's confirmation, domain.md §2).

use serde::{Deserialize, Serialize};

/// Where a case stands. Ordered as it passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 申请: reported, nobody has taken it up.
    Application,
    /// 受理: an engineer has it: diagnosis and decision.
    Acceptance,
    /// 实施: being worked on, on the way or on site.
    Implementation,
    /// 客户认可: resolved, the customer has the service record to confirm.
    Confirmation,
    /// Confirmed by the customer: finished.
    Closed,
}

impl Stage {
    /// Every stage in order.
    pub const ALL: [Stage; 5] =
        [Stage::Application, Stage::Acceptance, Stage::Implementation, Stage::Confirmation, Stage::Closed];

    /// The name used in the database and in URLs.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Application => "application",
            Stage::Acceptance => "acceptance",
            Stage::Implementation => "implementation",
            Stage::Confirmation => "confirmation",
            Stage::Closed => "closed",
        }
    }

    /// The stage of that [`key`](Stage::key).
    pub fn from_key(key: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.key() == key)
    }
}
