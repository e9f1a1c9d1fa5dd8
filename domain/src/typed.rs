//! What people type, made fit to be kept: no invisible characters (PostgreSQL refuses NUL, copied serial numbers carry
//! zero-width ones), one kind of line end, half-width digits. Meaning is judged elsewhere; markup is only text here.

use chrono::{NaiveDate, NaiveDateTime};

/// One line: control characters and line ends become spaces, the ends are trimmed.
pub fn line(typed: &str) -> String {
    let spaced: String =
        typed.chars().filter(|c| !invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

/// Text of many lines: line ends are `\n`, other control characters but the tab are dropped, the ends are trimmed.
pub fn text(typed: &str) -> String {
    let unix = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String =
        unix.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || invisible(*c))).collect();
    kept.trim().to_owned()
}

/// Full-width letters, digits, signs and spaces, as a Chinese keyboard types them, folded to half-width.
pub fn half_width(typed: &str) -> String {
    typed.chars().map(half_width_char).collect()
}

/// The same of one character.
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A day: `2026-11-22`, and as Chinese keyboards have it `2026/11/22`.
pub fn day(typed: &str) -> Option<NaiveDate> {
    line(&half_width(typed)).replace('/', "-").parse().ok()
}

/// Hundredths of an amount or a number of hours: `480`, `1,480.50`, `¥480`; nothing from a thousand million on.
pub fn hundredths(typed: &str) -> Option<i64> {
    let plain: String = half_width(typed).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let figures = plain.trim_start_matches(['\u{a5}', '\u{ffe5}']);
    let (whole, part) = figures.split_once('.').unwrap_or((figures, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// A wall time as browsers send it: `2026-11-22T09:00`, with or without seconds.
pub fn wall(typed: &str) -> Option<NaiveDateTime> {
    let (date, time) = typed.trim().split_once('T')?;
    Some(NaiveDateTime::new(date.parse().ok()?, time.parse().ok()?))
}

/// Zero-width characters that copying brings along; joiners stay, for emoji and scripts need them.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether it looks like an e-mail address: one `@` between two non-empty parts, the second with a dot.
pub fn is_email(typed: &str) -> bool {
    let looks_right = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    looks_right && !typed.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5);
        for typed in ["2026-01-05", " 2026/1/5 ", "２０２６－０１－０５", "\u{feff}2026-01-05"] {
            assert_eq!(super::day(typed), day, "{typed}");
        }
        for typed in ["", "5.1.2026", "2026-02-30", "today"] {
            assert_eq!(super::day(typed), None, "{typed}");
        }
    }

    #[test]
    fn amounts_are_read_to_the_hundredth() {
        for (typed, read) in
            [("480", 48_000), (" 1,480.5 ", 148_050), ("￥４８０．０５", 48_005), ("999999999.99", 99_999_999_999)]
        {
            assert_eq!(hundredths(typed), Some(read), "{typed}");
        }
        for typed in ["", "-1", "1.005", "1e9", "1.2.3", ".5", "1000000000"] {
            assert_eq!(hundredths(typed), None, "{typed}");
        }
    }
}
