//! Surveys side by side: by customer, engineer, product, channel, question and month.

use super::{Answered, Dimension, Summary};
use crate::zone::Zone;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewer answers than these are not broken down: they would tell who gave them.
pub const ANSWERS_FEWEST: u32 = 3;

/// What surveys are put together by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group {
    /// The id or key by which a filter names it.
    pub key: String,
    /// What it is called; empty for channels and for surveys that have none of it, which the reader's language calls.
    pub name: String,
}

/// Surveys that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouped {
    pub group: Group,
    pub surveys: u32,
    /// None when they are too few.
    pub summary: Option<Summary>,
}

impl Grouped {
    fn of(group: Group, surveys: &[&Answered]) -> Grouped {
        let summary = Summary::of(surveys.iter().copied());
        Grouped { group, surveys: summary.surveys, summary: telling(summary) }
    }
}

/// What is told of so many surveys.
fn telling(summary: Summary) -> Option<Summary> {
    (summary.surveys >= ANSWERS_FEWEST).then_some(summary)
}

/// By a dimension, the most surveys first; by questions see [`questions`].
pub fn grouped(surveys: &[Answered], by: Dimension) -> Vec<Grouped> {
    let none = || Group { key: String::new(), name: String::new() };
    let group = |survey: &Answered| match by {
        Dimension::Customer => survey.organisation.clone(),
        Dimension::Engineer => survey.engineer.clone().unwrap_or_else(none),
        Dimension::Product => survey.product.clone().unwrap_or_else(none),
        Dimension::Channel => Group { key: survey.channel.key().to_owned(), name: String::new() },
        Dimension::Question => none(),
    };
    let mut groups: BTreeMap<Group, Vec<&Answered>> = BTreeMap::new();
    for survey in surveys {
        groups.entry(group(survey)).or_default().push(survey);
    }
    let mut rows: Vec<Grouped> = groups.into_iter().map(|(group, surveys)| Grouped::of(group, &surveys)).collect();
    rows.sort_by_key(|row| Reverse(row.surveys));
    rows
}

/// By question, in the order of `keys`; those that nobody answered are left out.
pub fn questions(surveys: &[Answered], keys: &[String]) -> Vec<Grouped> {
    let row = |key: &String| {
        let summary = Summary::of_question(surveys, key);
        let group = Group { key: key.clone(), name: String::new() };
        Grouped { group, surveys: summary.surveys, summary: telling(summary) }
    };
    keys.iter().map(row).filter(|row| row.surveys > 0).collect()
}

/// By the month of the answer in that zone, every month from the first to the last day, also those without an answer. The
/// key is its first day.
pub fn trend(surveys: &[Answered], zone: &Zone, from: NaiveDate, until: NaiveDate) -> Vec<Grouped> {
    let first_day = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut months: BTreeMap<NaiveDate, Vec<&Answered>> = BTreeMap::new();
    let mut month = first_day(from);
    while month <= until {
        months.insert(month, Vec::new());
        month = month.checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX);
    }
    for survey in surveys {
        let day = first_day(zone.local(survey.at).date());
        months.entry(day).or_default().push(survey);
    }
    let row = |(month, surveys): (NaiveDate, Vec<&Answered>)| {
        Grouped::of(Group { key: month.to_string(), name: String::new() }, &surveys)
    };
    months.into_iter().map(row).collect()
}
