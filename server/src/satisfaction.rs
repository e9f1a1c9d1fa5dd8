//! Satisfaction as a spreadsheet (`GET /satisfaction.xlsx?from=…`): the figures of the page in all their breakdowns, and below
//! them what people wrote.

use crate::lists::{Format, answer, sign_in_or};
use crate::plain::Trouble;
use crate::seat::Seat;
use app::frame::locale;
use app::i18n::Locale;
use app::words;
use axum::extract::Query;
use axum::http::Uri;
use axum::response::Response;
use domain::satisfaction::{Dimension, Grouped, Interval, SatisfactionFilter, SatisfactionSheet, Summary, Words};
use domain::survey::Grade;

/// `GET /satisfaction.{ending}`
pub async fn export(seat: Seat, uri: Uri, Query(filter): Query<SatisfactionFilter>) -> Response {
    let exported = rows(&seat, uri.path(), filter).await;
    exported.unwrap_or_else(|trouble| sign_in_or(trouble, &seat, "/satisfaction"))
}

async fn rows(seat: &Seat, path: &str, filter: SatisfactionFilter) -> Result<Response, Trouble> {
    let (format, language) = (Format::of(path.rsplit('.').next().unwrap_or_default())?, locale(seat.language()));
    let first = seat.desk.satisfaction(&filter).await?;
    let mut rows = vec![headings(language), total(language, &first)];
    rows.extend(first.trend.iter().map(|month| line(language, None, month)));
    for by in first.dimensions {
        let asked = SatisfactionFilter { by: by.key().to_owned(), ..filter.clone() };
        let sheet = seat.desk.satisfaction(&asked).await?;
        rows.extend(sheet.rows.iter().map(|row| line(language, Some(by), row)));
    }
    rows.extend(written(seat, language, seat.desk.satisfaction_words(&filter).await?));
    answer(words::satisfaction::title(language), format, rows)
}

/// What people wrote, under its own headings; nothing where nobody did, or it is not for the reader.
fn written(seat: &Seat, language: Locale, all: Vec<Words>) -> Vec<Vec<String>> {
    if all.is_empty() {
        return Vec::new();
    }
    let zone = seat.desk.viewer().zone();
    let line = |words: Words| {
        let day = zone.local(words.at).format("%Y-%m-%d").to_string();
        vec![day, words.organisation_name, words.number.unwrap_or_default(), words.question, words.text]
    };
    let headings = words::satisfaction::headings_of_words(language).map(str::to_owned).to_vec();
    [Vec::new(), headings].into_iter().chain(all.into_iter().map(line)).collect()
}

fn headings(language: Locale) -> Vec<String> {
    let grades = Grade::ALL.map(|grade| words::grade(language, grade).to_owned());
    let [by, name, surveys, rate, low, high, nps] = words::satisfaction::headings(language).map(str::to_owned);
    [by, name, surveys, rate, low, high].into_iter().chain(grades).chain([nps]).collect()
}

fn total(language: Locale, sheet: &SatisfactionSheet) -> Vec<String> {
    let period = format!("{} – {}", sheet.period.from, sheet.period.until);
    cells(words::satisfaction::total(language), &period, sheet.surveys, sheet.summary)
}

/// Of a month, without a dimension, or of a row of the breakdown by one.
fn line(language: Locale, by: Option<Dimension>, row: &Grouped) -> Vec<String> {
    let (of, name) = match by {
        Some(by) => (words::satisfaction::dimension(language, by), words::satisfaction::name(language, row, by)),
        None => (words::satisfaction::month(language), row.group.key.chars().take(7).collect()),
    };
    cells(of, &name, row.surveys, row.summary)
}

/// Figures stay empty where there are too few surveys.
fn cells(of: &str, name: &str, surveys: u32, summary: Option<Summary>) -> Vec<String> {
    let rate = summary.map(|summary| summary.rate);
    let percent = |permille: Option<u16>| permille.map(words::satisfaction::percent).unwrap_or_default();
    let interval: Option<Interval> = rate.and_then(|rate| rate.interval());
    let figures = [rate.and_then(|rate| rate.permille()), interval.map(|i| i.low), interval.map(|i| i.high)];
    let grades = summary.map_or([const { String::new() }; 4], |summary| summary.grades.map(|count| count.to_string()));
    let nps = summary.and_then(|summary| summary.promoters.score()).map(|score| score.to_string());
    [of.to_owned(), name.to_owned(), surveys.to_string()]
        .into_iter()
        .chain(figures.map(percent))
        .chain(grades)
        .chain([nps.unwrap_or_default()])
        .collect()
}
