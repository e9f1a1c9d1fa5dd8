//! Lengths of time as people write them: `30 min`, `4 h`, `2 d`, `1 h 30 min`; `30 分钟`, `4 小时`, `2 天`. A day is 24 hours of
//! whatever clock counts it; working days are another thing and have their own words. Read and written here only, so that
//! every form understands the same and gives back what it understood.

use crate::person::Language;
use crate::policy::Limit;
use crate::typed;

/// Longer than any promise, and far from what could overflow.
const MINUTES_MOST: i64 = 366 * 24 * 60;

/// The minutes that were meant; none when they cannot be read, are no whole minutes, or are longer than a year.
pub fn minutes(typed: &str) -> Option<i64> {
    let plain = plain(typed);
    if AT_ONCE.contains(&plain.as_str()) {
        return Some(0);
    }
    let mut total = 0_i64;
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let (number, after) = number(rest)?;
        let (unit, after) = unit(after, &UNITS)?;
        // Tenths, for `1.5 h` is 90 minutes and `0.5 min` is nothing that can be promised.
        let tenths = number.checked_mul(unit)?;
        total = total.checked_add((tenths % 10 == 0).then_some(tenths / 10)?)?;
        rest = after.trim_start();
    }
    (!plain.is_empty() && total <= MINUTES_MOST).then_some(total)
}

/// The limit that was meant: a [length of time](minutes), or `2 working days`, `2 个工作日`.
pub fn limit(typed: &str) -> Option<Limit> {
    working_days(&plain(typed)).map(Limit::WorkingDays).or_else(|| minutes(typed).map(Limit::Minutes))
}

/// The minutes in words that [`minutes`] reads: `30 min`, `4 h`, `1 h 30 min`; hours stay hours, however many.
pub fn written(language: Language, minutes: i64) -> String {
    let (hour, minute, at_once) = match language {
        Language::Chinese => ("小时", "分钟", "即时"),
        Language::English => ("h", "min", "at once"),
    };
    match (minutes / 60, minutes % 60) {
        (0, 0) => at_once.to_owned(),
        (hours, 0) => format!("{hours} {hour}"),
        (0, minutes) => format!("{minutes} {minute}"),
        (hours, minutes) => format!("{hours} {hour} {minutes} {minute}"),
    }
}

/// The limit in words that [`limit`] reads.
pub fn written_limit(language: Language, limit: Limit) -> String {
    match (limit, language) {
        (Limit::Minutes(minutes), _) => written(language, minutes),
        (Limit::WorkingDays(days), Language::Chinese) => format!("{days} 个工作日"),
        (Limit::WorkingDays(1), Language::English) => "1 working day".to_owned(),
        (Limit::WorkingDays(days), Language::English) => format!("{days} working days"),
    }
}

const AT_ONCE: [&str; 5] = ["at once", "immediately", "即时", "立即", "即刻"];

/// Minutes of each unit; of several that begin alike the longest stands first.
const UNITS: [(&str, i64); 21] = [
    ("minutes", 1),
    ("minute", 1),
    ("mins", 1),
    ("min", 1),
    ("m", 1),
    ("分钟", 1),
    ("分", 1),
    ("hours", 60),
    ("hour", 60),
    ("hrs", 60),
    ("hr", 60),
    ("h", 60),
    ("个小时", 60),
    ("小时", 60),
    ("时", 60),
    ("days", 24 * 60),
    ("day", 24 * 60),
    ("d", 24 * 60),
    ("天", 24 * 60),
    ("日", 24 * 60),
    ("昼夜", 24 * 60),
];

const WORKING_DAYS: [(&str, i64); 5] =
    [("working days", 1), ("working day", 1), ("wd", 1), ("个工作日", 1), ("工作日", 1)];

/// Half-width, in small letters, with one space where there were several.
fn plain(typed: &str) -> String {
    let words = typed::half_width(&typed::line(typed)).to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn working_days(plain: &str) -> Option<i64> {
    let (tenths, after) = number(plain)?;
    let (_, rest) = unit(after, &WORKING_DAYS)?;
    (rest.is_empty() && tenths % 10 == 0).then_some(tenths / 10)
}

/// A number in tenths, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let (whole, tenths) = match digits.split_once('.') {
        Some((whole, tenths)) if tenths.len() == 1 => (whole, tenths.parse().ok()?),
        Some(_) => return None,
        None => (digits, 0),
    };
    let whole: i64 = whole.parse().ok()?;
    Some((whole.checked_mul(10)?.checked_add(tenths)?, rest.trim_start()))
}

/// The unit that the text begins with, and what follows it. A unit ends where its letters end: `min` is no `m`.
fn unit<'a>(text: &'a str, units: &[(&str, i64)]) -> Option<(i64, &'a str)> {
    units.iter().find_map(|(word, minutes)| {
        let rest = text.strip_prefix(word)?;
        let runs_on = word.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        (!runs_on).then_some((*minutes, rest))
    })
}
