//! What people type, made fit to be kept: no invisible characters (PostgreSQL refuses NUL, copied serial numbers carry
//! zero-width ones), one kind of line end, half-width digits. Meaning is judged elsewhere; markup is only text here.

use chrono::NaiveDateTime;

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
