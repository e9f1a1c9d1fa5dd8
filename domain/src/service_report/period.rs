//! Which period a report looks back on: a month, a quarter, a year, or any days, in the URL's words.

use crate::refusal::{Flaw, FlawKind};
use crate::satisfaction::{DAYS_MOST, Period, SatisfactionFilter};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Most periods of a trend.
const TREND_MOST: usize = 6;
/// How many of each to choose from.
const MONTHS_OFFERED: u32 = 12;
const QUARTERS_OFFERED: u32 = 8;
const YEARS_OFFERED: u32 = 2;

/// `/organisations/{id}/report`: which period, in the URL's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFilter {
    /// `2026`, `2026-Q3` or `2026-10`; empty for the days below.
    pub period: String,
    /// First and last day, `2026-01-01`; both empty for the quarter that ended last.
    pub from: String,
    pub until: String,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    Month,
    Quarter,
    Year,
    /// Any number of days.
    Days,
}

impl Span {
    /// In months; none for days.
    fn months(self) -> Option<u32> {
        match self {
            Span::Month => Some(1),
            Span::Quarter => Some(3),
            Span::Year => Some(12),
            Span::Days => None,
        }
    }
}

/// A period of a report: its days, and how they are called together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportPeriod {
    pub span: Span,
    pub days: Period,
}

impl ReportPeriod {
    /// The month, quarter or year in which that day lies; for any days the day alone.
    pub fn around(span: Span, day: NaiveDate) -> ReportPeriod {
        let Some(months) = span.months() else {
            return ReportPeriod { span, days: Period { from: day, until: day } };
        };
        let from =
            day.with_day(1).and_then(|first| first.with_month(day.month0() / months * months + 1)).unwrap_or(day);
        let until = from.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt()).unwrap_or(from);
        ReportPeriod { span, days: Period { from, until } }
    }

    /// The quarter that ended last.
    pub fn last_quarter(today: NaiveDate) -> ReportPeriod {
        let this = ReportPeriod::around(Span::Quarter, today);
        this.before().unwrap_or(this)
    }

    /// `2026`, `2026-Q3`, `2026-10`; empty for any days.
    pub fn key(self) -> String {
        let (year, month0) = (self.days.from.year(), self.days.from.month0());
        match self.span {
            Span::Month => format!("{year:04}-{:02}", month0 + 1),
            Span::Quarter => format!("{year:04}-Q{}", month0 / 3 + 1),
            Span::Year => format!("{year:04}"),
            Span::Days => String::new(),
        }
    }

    /// The period of that [`key`](ReportPeriod::key).
    pub fn from_key(key: &str) -> Option<ReportPeriod> {
        let key = key.trim().to_uppercase();
        let (year, part) = key.split_once('-').map_or((key.as_str(), None), |(year, part)| (year, Some(part)));
        let year = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
        let (span, month) = match part.map(|part| (part, part.strip_prefix('Q'))) {
            None => (Span::Year, 1),
            Some((_, Some(quarter))) => (Span::Quarter, quarter.parse::<u32>().ok()?.checked_mul(3)?.checked_sub(2)?),
            Some((month, None)) => (Span::Month, month.parse().ok()?),
        };
        Some(ReportPeriod::around(span, NaiveDate::from_ymd_opt(year, month, 1)?))
    }

    /// The one before it, as long as it is; none where the calendar ends.
    pub fn before(self) -> Option<ReportPeriod> {
        let ended = self.days.from.pred_opt()?;
        if self.span != Span::Days {
            return Some(ReportPeriod::around(self.span, ended));
        }
        let length = u64::try_from((self.days.until - self.days.from).num_days()).ok()?;
        let from = ended.checked_sub_days(Days::new(length))?;
        Some(ReportPeriod { span: Span::Days, days: Period { from, until: ended } })
    }

    /// It and those before it, the oldest first, as far back as zones are on file.
    pub fn trail(self, today: NaiveDate) -> Vec<ReportPeriod> {
        let known = |period: &ReportPeriod| !too_long_ago(period.days.from, today);
        let back = std::iter::successors(Some(self), |period| period.before().filter(known));
        let mut trail: Vec<ReportPeriod> = back.take(TREND_MOST).collect();
        trail.reverse();
        trail
    }

    /// What a form offers: the latest months, quarters and years, the latest first.
    pub fn choices(today: NaiveDate) -> Vec<ReportPeriod> {
        let latest = |span, most: u32| {
            let back = std::iter::successors(Some(ReportPeriod::around(span, today)), |period| period.before());
            back.take(usize::try_from(most).unwrap_or_default())
        };
        let quarters = latest(Span::Quarter, QUARTERS_OFFERED);
        quarters.chain(latest(Span::Month, MONTHS_OFFERED)).chain(latest(Span::Year, YEARS_OFFERED)).collect()
    }
}

impl ReportFilter {
    /// The period that is asked for, as seen on the day `today`.
    ///
    /// # Errors
    /// A flaw of `period`, `from` or `until`: none there is, not begun yet, or longer ago than zones are on file.
    pub fn period(&self, today: NaiveDate) -> Result<ReportPeriod, Vec<Flaw>> {
        let (field, period) = match (self.period.trim(), self.from.trim(), self.until.trim()) {
            ("", "", "") => return Ok(ReportPeriod::last_quarter(today)),
            ("", _, _) => ("from", ReportPeriod { span: Span::Days, days: self.days(today)? }),
            (key, _, _) => {
                let unknown = || vec![Flaw::of("period", FlawKind::NotAChoice)];
                ("period", ReportPeriod::from_key(key).ok_or_else(unknown)?)
            }
        };
        match period.days.from {
            from if from > today => Err(vec![Flaw::of(field, FlawKind::InTheFuture)]),
            from if too_long_ago(from, today) => {
                Err(vec![Flaw::of(field, FlawKind::TooLongAgo { most_days: DAYS_MOST })])
            }
            _ => Ok(period),
        }
    }

    /// Read like those of `/satisfaction`.
    fn days(&self, today: NaiveDate) -> Result<Period, Vec<Flaw>> {
        let (from, until) = (self.from.clone(), self.until.clone());
        SatisfactionFilter { from, until, ..SatisfactionFilter::default() }.period(today)
    }
}

fn too_long_ago(day: NaiveDate, today: NaiveDate) -> bool {
    (today - day).num_days() > DAYS_MOST
}
