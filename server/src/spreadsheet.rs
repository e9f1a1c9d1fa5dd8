//! Spreadsheets as files: XLSX and CSV into tables of text and back. What a table means is `domain::import`'s.

mod csv;
mod xlsx;

pub use csv::to_csv;
pub use xlsx::to_xlsx;

use domain::import::{ABOVE_MOST, COLUMNS_MOST, ROWS_MOST, Table};
use domain::refusal::FlawKind;

/// One row more than may be imported, so that it is told that there are too many.
const ROWS_READ: usize = ROWS_MOST + ABOVE_MOST + 1;

/// Reads the file of that name: the first sheet of an XLSX file; otherwise text with commas, semicolons or tabs, in UTF-8,
/// UTF-16 or GB18030.
///
/// # Errors
/// `FileKind` when it is neither, or says by its name that it is the other one; `FileEmpty` without a byte.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, FlawKind> {
    if bytes.is_empty() {
        return Err(FlawKind::FileEmpty { name: name.to_owned() });
    }
    let says_xlsx = name.to_lowercase().ends_with(".xlsx");
    let table = match bytes.starts_with(b"PK\x03\x04") {
        true => xlsx::read(bytes),
        false if says_xlsx || bytes.starts_with(b"%PDF") => None,
        false => csv::read(bytes),
    };
    table.ok_or_else(|| FlawKind::FileKind { name: name.to_owned() })
}

/// Puts a cell in its place. Beyond what may be imported nothing is kept.
fn put(table: &mut Table, row: usize, column: usize, text: String) {
    if row >= ROWS_READ || column >= COLUMNS_MOST || text.is_empty() {
        return;
    }
    if table.rows.len() <= row {
        table.rows.resize_with(row + 1, Vec::new);
    }
    let cells = &mut table.rows[row];
    if cells.len() <= column {
        cells.resize_with(column + 1, String::new);
    }
    cells[column] = text;
}

#[cfg(test)]
mod tests;
