//! One cell into the canonical form of its column.

use super::words::meaning;
use super::{CELL_MOST, Column, Known, LIST_MOST, RowProblemKind};
use crate::asset::normal_serial;
use crate::case::report::TITLE_MOST;
use crate::contract::draft::{LINES_MOST, count, hours_written, minutes_of_hours, yuan_written};
use crate::typed::{half_width, hundredths, is_email, line, text};
use chrono::{Days, NaiveDate};

/// The canonical form; empty stays empty.
pub(super) fn canonical(column: Column, typed: &str, known: &Known) -> Result<String, RowProblemKind> {
    let most = if is_list(column) { LIST_MOST } else { CELL_MOST };
    if typed.chars().count() > most {
        return Err(RowProblemKind::TooLong { most });
    }
    let one_line = line(typed);
    if one_line.is_empty() {
        return Ok(one_line);
    }
    let unknown = || RowProblemKind::Unknown { text: one_line.clone() };
    match column {
        Column::Serial => Ok(normal_serial(typed)),
        Column::Organisation
        | Column::Name
        | Column::Model
        | Column::ProductLine
        | Column::Site
        | Column::Number
        | Column::Phone => Ok(one_line),
        Column::Email => {
            let email = half_width(&one_line).to_lowercase();
            if is_email(&email) { Ok(email) } else { Err(RowProblemKind::NotAnEmail) }
        }
        Column::WarrantyEndsOn | Column::StartsOn | Column::EndsOn => {
            day(&one_line).map(|day| day.to_string()).ok_or(RowProblemKind::NotADate)
        }
        Column::Role => word("role", &one_line).ok_or_else(unknown),
        Column::Language => word("language", &one_line).ok_or_else(unknown),
        Column::Policy => known.policies.get(&one_line.to_lowercase()).cloned().ok_or_else(unknown),
        Column::Kinds | Column::Metered => kinds(typed),
        Column::Sites => Ok(items(typed).join("\n")),
        Column::Serials => {
            let mut serials: Vec<String> = items(typed).iter().map(|serial| normal_serial(serial)).collect();
            serials.sort();
            serials.dedup();
            Ok(serials.join("\n"))
        }
        Column::ProductLines | Column::Applications | Column::Exclusions => Ok(short(items(typed))?.join("\n")),
        Column::Contacts => {
            let contacts = short(items(&half_width(typed).to_lowercase()))?;
            if contacts.iter().all(|contact| is_email(contact)) {
                Ok(contacts.join("\n"))
            } else {
                Err(RowProblemKind::NotAnEmail)
            }
        }
        Column::Hours => figure(minutes_of_hours(typed).filter(|minutes| *minutes > 0), hours_written),
        Column::Visits => figure(count(typed).filter(|visits| *visits > 0), |visits| visits.to_string()),
        Column::RateHour | Column::RateTravel => figure(hundredths(typed), yuan_written),
        Column::RateMinimum => figure(minutes_of_hours(typed), hours_written),
    }
}

/// Whether a cell of that column holds many things.
fn is_list(column: Column) -> bool {
    matches!(
        column,
        Column::Kinds
            | Column::Sites
            | Column::Serials
            | Column::ProductLines
            | Column::Applications
            | Column::Contacts
            | Column::Exclusions
            | Column::Metered
    )
}

/// A figure as the form of a contract writes it.
fn figure(read: Option<i64>, written: fn(i64) -> String) -> Result<String, RowProblemKind> {
    read.map(written).ok_or(RowProblemKind::NotANumber)
}

/// Each once, within the bounds of the contract's form.
fn short(items: Vec<String>) -> Result<Vec<String>, RowProblemKind> {
    let mut once: Vec<String> = Vec::new();
    for item in items {
        if item.chars().count() > TITLE_MOST {
            return Err(RowProblemKind::TooLong { most: TITLE_MOST });
        }
        if !once.contains(&item) {
            once.push(item);
        }
    }
    if once.len() > LINES_MOST { Err(RowProblemKind::TooLong { most: LINES_MOST }) } else { Ok(once) }
}

fn word(group: &'static str, typed: &str) -> Option<String> {
    meaning(group, typed).map(str::to_owned)
}

fn kinds(typed: &str) -> Result<String, RowProblemKind> {
    let mut keys = Vec::new();
    for item in items(typed) {
        keys.push(meaning("kind", &item).ok_or(RowProblemKind::Unknown { text: item })?);
    }
    let known = crate::case::Kind::ALL.into_iter().map(crate::case::Kind::key);
    Ok(known.filter(|key| keys.contains(key)).collect::<Vec<_>>().join("\n"))
}

/// What parts the items of a cell that is a list: line ends, commas, semicolons, the Chinese enumeration comma.
const PARTING: [char; 6] = ['\n', ',', ';', '\u{3001}', '\u{ff0c}', '\u{ff1b}'];

/// Items of a cell that is a list. What stands in quotation marks is one item whatever is in it; a mark in it is doubled.
pub(super) fn items(typed: &str) -> Vec<String> {
    let cell = text(typed);
    let mut items = Vec::new();
    let mut rest = cell.as_str();
    while !rest.is_empty() {
        let (item, after) = quoted(rest).unwrap_or_else(|| {
            let (item, after) = rest.split_once(PARTING).unwrap_or((rest, ""));
            (item.to_owned(), after)
        });
        items.push(line(&item));
        rest = after;
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The item in quotation marks at the beginning and what comes after it, if there is one that ends where an item may end.
fn quoted(cell: &str) -> Option<(String, &str)> {
    let inside = cell.trim_start_matches(' ').strip_prefix('"')?;
    let mut item = String::new();
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if chars.next_if(|(_, next)| *next == '"').is_some() => item.push('"'),
            '"' => {
                let after = inside[at + 1..].trim_start_matches(' ');
                return match after.strip_prefix(PARTING) {
                    Some(after) => Some((item, after)),
                    None => after.is_empty().then_some((item, after)),
                };
            }
            c => item.push(c),
        }
    }
    None
}

/// Items as one cell in one line that an import reads again as it was: `Zone 1; "Zone 2, north"`.
pub fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let written = items.map(|item| match item.contains(PARTING) || item.starts_with('"') {
        true => format!("\"{}\"", item.replace('"', "\"\"")),
        false => item.to_owned(),
    });
    written.collect::<Vec<_>>().join("; ")
}

/// A day as people and programs write it: `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`, in Chinese with the signs
/// of year, month and day, with a time behind it, or as the number by which spreadsheets count days (30 000 to 80 000: the
/// years 1982 to 2119).
pub(super) fn day(typed: &str) -> Option<NaiveDate> {
    let typed = half_width(typed);
    let typed = if typed.contains('\u{5e74}') { typed.replace(' ', "") } else { typed };
    let date = typed.split([' ', 'T']).next().unwrap_or_default();
    if let Ok(serial) = typed.parse::<f64>() {
        return counted(serial).or_else(|| NaiveDate::parse_from_str(date, "%Y%m%d").ok());
    }
    let parted: String = date.chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
    let signs = |c: char| c.is_ascii_digit() || "-/.\u{5e74}\u{6708}\u{65e5}".contains(c);
    if !date.chars().all(signs) {
        return None;
    }
    let numbers: Vec<u32> = parted.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [year @ 1900..=9999, month, day] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

/// Days since 1899-12-30, as spreadsheets count them; a fraction is the time of day.
fn counted(serial: f64) -> Option<NaiveDate> {
    let whole = (30_000.0..80_000.0).contains(&serial).then_some(serial.trunc())?;
    let days = Days::new(whole as u64);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
}
