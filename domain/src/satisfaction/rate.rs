//! The rate of satisfaction and how far it can be trusted, and the net promoter score.

use serde::{Deserialize, Serialize};

/// Per mille of satisfied answers that the company wants to reach (domain.md §9: ≥ 85 %).
pub const GOAL: u16 = 850;

/// The 97.5th percentile of the normal distribution: intervals hold the true rate 95 times in 100.
const Z: f64 = 1.959_963_985;

/// How many answers that judge are satisfied ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub satisfied: u32,
    /// All answers that judge: eight of a service form.
    pub judged: u32,
    /// Surveys they come from.
    pub surveys: u32,
}

/// Between which rates the true one lies, in per mille, 95 times in 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub low: u16,
    pub high: u16,
}

impl Rate {
    /// Satisfied ones, in per mille, rounded to the nearest; none when nobody judged.
    pub fn permille(self) -> Option<u16> {
        let (satisfied, judged) = (u64::from(self.satisfied), u64::from(self.judged));
        (judged > 0).then(|| u16::try_from((2_000 * satisfied + judged) / (2 * judged)).unwrap_or(1_000))
    }

    /// Whether the goal is reached; none when nobody judged.
    pub fn reaches_goal(self) -> Option<bool> {
        (self.judged > 0).then(|| u64::from(self.satisfied) * 1_000 >= u64::from(self.judged) * u64::from(GOAL))
    }

    /// Wilson's interval. It counts surveys, not answers: the eight answers of one form go together, and to take them for
    /// eight opinions would promise more than is known.
    pub fn interval(self) -> Option<Interval> {
        if self.judged == 0 || self.surveys == 0 {
            return None;
        }
        let (share, n) = (f64::from(self.satisfied) / f64::from(self.judged), f64::from(self.surveys));
        let square = Z * Z;
        let middle = share + square / (2.0 * n);
        let reach = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
        let width = 1.0 + square / n;
        Some(Interval { low: permille((middle - reach) / width), high: permille((middle + reach) / width) })
    }
}

/// Of a share between 0 and 1.
fn permille(share: f64) -> u16 {
    const STEPS: u16 = 1_000;
    // The nearest step: a float is not cast, but looked for.
    (0..=STEPS).find(|step| f64::from(*step) + 0.5 > share * f64::from(STEPS)).unwrap_or(STEPS)
}

/// Answers on the scale of the net promoter score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promoters {
    /// 9 and 10.
    pub promoters: u32,
    /// 0 to 6.
    pub detractors: u32,
    pub answers: u32,
}

impl Promoters {
    /// One more answer, 0 to 10.
    pub fn add(&mut self, value: u32) {
        self.answers += 1;
        self.promoters += u32::from(value >= 9);
        self.detractors += u32::from(value <= 6);
    }

    /// Percentage of promoters less that of detractors, −100 to 100, rounded to the nearest; none without answers.
    pub fn score(self) -> Option<i32> {
        let (answers, above) = (i64::from(self.answers), i64::from(self.promoters) - i64::from(self.detractors));
        let rounded = (200 * above + answers).div_euclid(2 * answers.max(1));
        (answers > 0).then(|| i32::try_from(rounded).unwrap_or_default())
    }
}
