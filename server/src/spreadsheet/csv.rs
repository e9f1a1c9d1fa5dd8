//! Text with separators (RFC 4180), as spreadsheets of both languages write it.

use super::{ROWS_READ, put};
use domain::import::Table;
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn read(bytes: &[u8]) -> Option<Table> {
    let text = decoded(bytes)?;
    let binary = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    (!text.contains(binary)).then(|| parsed(&text))
}

/// By its mark, else as UTF-8 where it is, else as GB18030 where it is.
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = [(UTF_8, &b"\xef\xbb\xbf"[..]), (UTF_16LE, b"\xff\xfe"), (UTF_16BE, b"\xfe\xff")];
    let encodings = match marked.iter().find(|(_, mark)| bytes.starts_with(mark)) {
        Some((encoding, _)) => vec![*encoding],
        None => vec![UTF_8, GB18030],
    };
    let read = |encoding: &&'static encoding_rs::Encoding| {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        (!broken).then(|| text.into_owned())
    };
    encodings.iter().find_map(read)
}

/// The sign that parts most cells of the first line.
fn separator(text: &str) -> char {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let count = |sign: char| first.chars().filter(|c| *c == sign).count();
    // Of equal counts the first sign is meant, so a later one has to part more.
    [',', ';', '\t'].into_iter().reduce(|best, sign| if count(sign) > count(best) { sign } else { best }).unwrap_or(',')
}

/// Rows are counted as the spreadsheet does: an empty line is a row, a line end within quotes is none.
fn parsed(text: &str) -> Table {
    let separator = separator(text);
    let mut table = Table::default();
    let (mut row, mut column, mut cell, mut quoted) = (0, 0, String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if quoted => cell.push(sign),
            '\r' if signs.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                put(&mut table, row, column, std::mem::take(&mut cell));
                (row, column) = (row + 1, 0);
                if row > ROWS_READ {
                    return table;
                }
            }
            _ if sign == separator => {
                put(&mut table, row, column, std::mem::take(&mut cell));
                column += 1;
            }
            _ => cell.push(sign),
        }
    }
    put(&mut table, row, column, cell);
    table
}

/// The table as CSV in UTF-8 with a mark, without which spreadsheets take Chinese for something else.
pub fn to_csv(rows: &[Vec<String>]) -> String {
    let mut text = BYTE_ORDER_MARK.to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&harmless(cell))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// A cell that a spreadsheet would run as a formula is marked as text. Signed numbers and telephone numbers are none.
fn harmless(cell: &str) -> String {
    let number = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ' ');
    let formula = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !number(&cell[1..]),
        _ => false,
    };
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
