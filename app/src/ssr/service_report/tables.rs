//! The report's tables as plain rows: the page shows them, and a spreadsheet holds the same.

use super::period;
use crate::frame::said;
use crate::i18n::{Locale, td_string};
use crate::pages::inspections::{counts, place};
use crate::pages::satisfaction::figures::percent_of;
use crate::ui::{address, moment};
use crate::words;
use domain::satisfaction::Rate;
use domain::service_report::{Breach, CaseCount, ContractUse, ServiceReport, TargetCount, TrendPoint};
use domain::zone::Zone;
use leptos::prelude::*;

/// What stands in a table: words, and where they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub href: Option<String>,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell { text: text.into(), href: None }
    }
}

/// A titled table; without rows it says what that means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub title: &'static str,
    pub headings: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// Instead of rows, when there are none.
    pub without: &'static str,
    pub note: Option<&'static str>,
    /// Its columns are words, and not figures.
    pub of_words: bool,
}

impl Table {
    fn of(title: &'static str, headings: Vec<&'static str>, rows: Vec<Vec<Cell>>, without: &'static str) -> Table {
        Table { title, headings, rows, without, note: None, of_words: false }
    }

    pub(super) fn show(self) -> AnyView {
        let title = self.title;
        view! { <section><h2>{title}</h2>{self.body()}</section> }.into_any()
    }

    /// Without its title.
    pub(super) fn body(self) -> AnyView {
        let Table { title, headings, rows, without, note, of_words } = self;
        if rows.is_empty() {
            return view! { <p class="soft">{without}</p> }.into_any();
        }
        let headings = headings.into_iter().map(|each| view! { <th scope="col">{each}</th> }).collect::<Vec<_>>();
        let rows = rows.into_iter().map(|row| {
            let mut cells = row.into_iter();
            let first = cells.next().map(shown);
            let rest = cells.map(|cell| view! { <td>{shown(cell)}</td> }).collect::<Vec<_>>();
            view! { <tr><th scope="row">{first}</th>{rest}</tr> }
        });
        let rows = rows.collect::<Vec<_>>();
        let note = note.map(|note| view! { <p class="soft">{note}</p> });
        view! {
            <div class="figures-scroll" tabindex="0" role="region" aria-label=title>
                <table class="figures-table" data-words=of_words.then_some("true")>
                    <thead><tr>{headings}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {note}
        }
        .into_any()
    }
}

fn shown(cell: Cell) -> AnyView {
    match cell.href {
        Some(href) => view! { <a href=href>{cell.text}</a> }.into_any(),
        None => cell.text.into_any(),
    }
}

/// Every table of the report but the trend's, which stands beside its drawing.
pub fn tables(language: Locale, zone: &Zone, report: &ServiceReport) -> Vec<Table> {
    let figures = &report.figures;
    let none = td_string!(language, service_report.none);
    let kinds = figures.kinds.iter().map(|(kind, count)| counted(words::kind(language, *kind), *count));
    let severities =
        figures.severities.iter().map(|(severity, count)| counted(words::severity(language, *severity), *count));
    let products = figures.products.iter().map(|(name, count)| match name.as_str() {
        "" => counted(td_string!(language, satisfaction.without), *count),
        name => counted(name, *count),
    });
    let coverage = figures.coverage.iter();
    let coverage = coverage
        .map(|(verdict, count)| vec![Cell::from(words::verdict(language, *verdict)), Cell::from(count.to_string())]);
    let of_cases = |first| {
        vec![
            first,
            td_string!(language, service_report.opened),
            td_string!(language, service_report.resolved),
            td_string!(language, service_report.open),
        ]
    };
    let (kind, severity) = (td_string!(language, record.kind), td_string!(language, record.severity));
    let covered = vec![td_string!(language, record.coverage), td_string!(language, service_report.count)];
    vec![
        targets(language, &figures.targets),
        breaches(language, zone, &figures.breaches),
        Table::of(td_string!(language, service_report.by_kind), of_cases(kind), kinds.collect(), none),
        Table::of(td_string!(language, service_report.by_severity), of_cases(severity), severities.collect(), none),
        Table::of(
            td_string!(language, service_report.by_product),
            of_cases(td_string!(language, satisfaction.product)),
            products.collect(),
            none,
        ),
        Table::of(td_string!(language, record.coverage), covered, coverage.collect(), none),
        contracts(language, &report.contracts),
        inspections(language, report),
    ]
}

/// The trend as a table: what its drawing says.
pub(super) fn trend(language: Locale, points: &[TrendPoint]) -> Table {
    let row = |point: &TrendPoint| {
        let share = percent_of(Rate { satisfied: point.met, judged: point.due, surveys: point.due });
        let figures = [point.opened, point.due, point.met].map(|figure| figure.to_string());
        std::iter::once(period(language, point.period)).chain(figures).chain([share]).map(Cell::from).collect()
    };
    let headings = vec![
        td_string!(language, service_report.period),
        td_string!(language, service_report.opened),
        td_string!(language, service_report.due),
        td_string!(language, service_report.met),
        td_string!(language, service_report.share),
    ];
    Table::of(td_string!(language, service_report.trend), headings, points.iter().map(row).collect(), "")
}

fn counted(name: &str, count: CaseCount) -> Vec<Cell> {
    let figures = [count.opened, count.resolved, count.open].map(|figure| figure.to_string());
    std::iter::once(name.to_owned()).chain(figures).map(Cell::from).collect()
}

fn targets(language: Locale, targets: &[TargetCount]) -> Table {
    let row = |count: &TargetCount| {
        let share = percent_of(Rate { satisfied: count.met, judged: count.due, surveys: count.due });
        let median = count.median_ms.map_or_else(|| "–".to_owned(), |median| moment::duration(language, median));
        let figures = [count.due, count.met, count.breached].map(|figure| figure.to_string());
        let name = words::target(language, count.target).to_owned();
        std::iter::once(name).chain(figures).chain([share, median]).map(Cell::from).collect()
    };
    let headings = vec![
        td_string!(language, record.target),
        td_string!(language, service_report.due),
        td_string!(language, service_report.met),
        td_string!(language, service_report.breached),
        td_string!(language, service_report.share),
        td_string!(language, service_report.median),
    ];
    let rows = targets.iter().map(row).collect();
    let note = Some(td_string!(language, service_report.targets_note));
    Table { note, ..Table::of(td_string!(language, record.targets), headings, rows, "") }
}

fn breaches(language: Locale, zone: &Zone, breaches: &[Breach]) -> Table {
    let row = |late: &Breach| {
        let over = moment::duration(language, late.over_ms);
        let over = if late.met { over } else { td_string!(language, service_report.still, time = over) };
        let trigger = late.trigger.map(|trigger| words::trigger(language, trigger));
        let reason = trigger.into_iter().chain([late.cause.as_str()]).filter(|reason| !reason.is_empty());
        let reason = reason.collect::<Vec<_>>().join(" · ");
        // Without a title it is not for the reader to open.
        let case = match late.title.is_empty() {
            true => Cell::from(late.number.as_str()),
            false => Cell { text: format!("{} {}", late.number, late.title), href: Some(address::case(&late.number)) },
        };
        vec![
            case,
            Cell::from(words::severity(language, late.severity)),
            Cell::from(words::target(language, late.target)),
            Cell::from(moment::duration(language, late.limit_ms)),
            Cell::from(moment::full(zone, late.due)),
            Cell::from(over),
            Cell::from(if reason.is_empty() { "–".to_owned() } else { reason }),
        ]
    };
    let headings = vec![
        td_string!(language, service_report.case),
        td_string!(language, record.severity),
        td_string!(language, record.target),
        td_string!(language, record.promise),
        td_string!(language, record.due),
        td_string!(language, service_report.over),
        td_string!(language, service_report.reason),
    ];
    let (title, without) =
        (td_string!(language, service_report.breaches), td_string!(language, service_report.breaches_none));
    Table { of_words: true, ..Table::of(title, headings, breaches.iter().map(row).collect(), without) }
}

fn contracts(language: Locale, contracts: &[ContractUse]) -> Table {
    let used = |minutes: i64, visits: i64| words::used(language, Some(minutes), Some(visits));
    let row = |one: &ContractUse| {
        let included = words::used(language, one.included.minutes, one.included.visits);
        let unlimited = || td_string!(language, contracts.unlimited).to_owned();
        vec![
            Cell {
                text: format!("{} {}", one.number, said(language, &one.policy_name)),
                href: Some(address::contract(&one.number)),
            },
            Cell::from(moment::date(one.ends_on)),
            Cell::from(used(one.used.minutes, one.used.visits)),
            Cell::from(used(one.used_in_all.minutes, one.used_in_all.visits)),
            Cell::from(if included.is_empty() { unlimited() } else { included }),
        ]
    };
    let headings = vec![
        td_string!(language, service_report.contract),
        td_string!(language, satisfaction.until),
        td_string!(language, service_report.used),
        td_string!(language, service_report.used_in_all),
        td_string!(language, service_report.included),
    ];
    let (title, without) = (td_string!(language, service_report.contracts), td_string!(language, service_report.none));
    Table { of_words: true, ..Table::of(title, headings, contracts.iter().map(row).collect(), without) }
}

fn inspections(language: Locale, report: &ServiceReport) -> Table {
    let rows = report.inspections.iter().map(|one| {
        vec![
            Cell { text: moment::date(one.inspected_on), href: Some(address::inspection(&one.number)) },
            Cell::from(one.number.as_str()),
            Cell::from(place(language, &one.site)),
            Cell::from(one.inspector.as_str()),
            Cell::from(counts(language, one)),
        ]
    });
    let headings = vec![
        td_string!(language, service_report.inspected_on),
        td_string!(language, inspections.number),
        td_string!(language, inspections.site),
        td_string!(language, inspections.inspector),
        td_string!(language, service_report.found),
    ];
    let (title, without) = (td_string!(language, inspections.title), td_string!(language, service_report.none));
    Table { of_words: true, ..Table::of(title, headings, rows.collect(), without) }
}
