//! Which answers are looked at: a period and what it is narrowed to, in the URL's words.

use crate::refusal::{Flaw, FlawKind};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The zones on file reach back that far.
pub(crate) const DAYS_MOST: i64 = 3 * 366;

/// `/satisfaction`: which, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SatisfactionFilter {
    /// First and last day, `2026-01-01`; empty for the twelve months that end today.
    pub from: String,
    pub until: String,
    /// A [`Dimension`]; empty for the first one that the viewer may break down by.
    pub by: String,
    /// Keys of groups: the id of an organisation, of an engineer, a product line, a channel; empty for all.
    pub customer: String,
    pub engineer: String,
    pub product: String,
    pub channel: String,
    /// Key of a questionnaire; empty for all.
    pub questionnaire: String,
}

/// What figures are broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    Question,
    Customer,
    Engineer,
    Product,
    Channel,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Dimension; 5] =
        [Dimension::Question, Dimension::Customer, Dimension::Engineer, Dimension::Product, Dimension::Channel];

    /// The name used in URLs.
    pub fn key(self) -> &'static str {
        match self {
            Dimension::Question => "question",
            Dimension::Customer => "customer",
            Dimension::Engineer => "engineer",
            Dimension::Product => "product",
            Dimension::Channel => "channel",
        }
    }

    /// The dimension of that [`key`](Dimension::key).
    pub fn from_key(key: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.key() == key)
    }
}

/// Both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    #[serde(with = "crate::day")]
    pub from: NaiveDate,
    #[serde(with = "crate::day")]
    pub until: NaiveDate,
}

impl Period {
    /// Twelve whole months, of which the last is the one of `today`.
    pub fn year_to(today: NaiveDate) -> Period {
        let this_month = today.with_day(1).unwrap_or(today);
        Period { from: this_month.checked_sub_months(Months::new(11)).unwrap_or(this_month), until: today }
    }
}

impl SatisfactionFilter {
    /// The period that is asked for, as seen on the day `today`.
    ///
    /// # Errors
    /// One flaw a field that holds no day, or a period that ends before it starts or is longer than three years.
    pub fn period(&self, today: NaiveDate) -> Result<Period, Vec<Flaw>> {
        let usual = Period::year_to(today);
        let mut flaws = Vec::new();
        let from = day("from", &self.from, usual.from, &mut flaws);
        let until = day("until", &self.until, usual.until, &mut flaws);
        if flaws.is_empty() && until < from {
            flaws.push(Flaw::of("until", FlawKind::EndsBeforeItStarts));
        }
        if flaws.is_empty() && (until - from).num_days() > DAYS_MOST {
            flaws.push(Flaw::of("from", FlawKind::TooLongAgo { most_days: DAYS_MOST }));
        }
        if flaws.is_empty() { Ok(Period { from, until }) } else { Err(flaws) }
    }
}

fn day(field: &str, typed: &str, usual: NaiveDate, flaws: &mut Vec<Flaw>) -> NaiveDate {
    if typed.trim().is_empty() {
        return usual;
    }
    crate::typed::day(typed).unwrap_or_else(|| {
        flaws.push(Flaw::of(field, FlawKind::NotADay));
        usual
    })
}
