//! How badly a fault hurts, in four levels (domain.md §2). The words shown for them come from the policy and the locales.

use serde::{Deserialize, Serialize};

/// Severity 1 (业务停止) to 4 (咨询). Ordered: `One` is the most severe and the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Severity {
    One = 1,
    Two = 2,
    Three = 3,
    Four = 4,
}

impl Severity {
    /// All levels, the most severe first.
    pub const ALL: [Severity; 4] = [Severity::One, Severity::Two, Severity::Three, Severity::Four];

    /// 1 to 4.
    pub fn level(self) -> u8 {
        self as u8
    }

    /// The severity of that level, if it is 1 to 4.
    pub fn from_level(level: u8) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.level() == level)
    }
}

impl From<Severity> for u8 {
    fn from(severity: Severity) -> u8 {
        severity.level()
    }
}

impl TryFrom<u8> for Severity {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Severity, Self::Error> {
        Severity::from_level(level).ok_or("a severity is 1 to 4")
    }
}
