//! XLSX: the first sheet, cell by cell and never as a whole grid, for a file of a kilobyte may claim a million rows.

use super::{ROWS_READ, put};
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, Xlsx};
use domain::import::{COLUMNS_MOST, Table};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::Cursor;

/// Most bytes of everything in the file together, unpacked.
const UNPACKED_MOST_BYTES: u64 = 400 << 20;

pub(super) fn read(bytes: &[u8]) -> Option<Table> {
    if unpacked_bytes(bytes)? > UNPACKED_MOST_BYTES {
        return None;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheet = book.sheet_names().into_iter().next()?;
    let merged = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
    let mut table = Table::default();
    let mut cells = book.worksheet_cells_reader(&sheet).ok()?;
    while let Some(cell) = cells.next_cell().ok()? {
        let (row, column) = place(cell.get_position());
        if row >= ROWS_READ {
            put(&mut table, ROWS_READ - 1, 0, text(cell.get_value()));
            break;
        }
        put(&mut table, row, column, text(cell.get_value()));
    }
    merged.iter().for_each(|region| fill(&mut table, region));
    Some(table)
}

fn unpacked_bytes(bytes: &[u8]) -> Option<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..archive.len()).map(|index| archive.by_index_raw(index).ok().map(|file| file.size())).sum()
}

fn place((row, column): (u32, u32)) -> (usize, usize) {
    (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX))
}

/// As people read the cell; numbers without what floating point adds, moments as `2026-11-22 09:00`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(at) => moment(at),
        // What a formula failed to give is nothing.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    match (hour, minute) {
        (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}

/// Every row of merged cells says what the first says; beside it, nothing is repeated.
fn fill(table: &mut Table, region: &Dimensions) {
    let ((first_row, column), (last_row, _)) = (place(region.start), place(region.end));
    if column >= COLUMNS_MOST {
        return;
    }
    let text = table.cell(first_row, column).to_owned();
    for row in first_row + 1..=last_row.min(table.rows.len().saturating_sub(1)) {
        put(table, row, column, text.clone());
    }
}

/// The table as XLSX, every cell as text, the first row as headings.
///
/// # Errors
/// When it has more rows or longer cells than XLSX knows.
pub fn to_xlsx(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heading = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match row {
                0 => sheet.write_string_with_format(row, column, cell, &heading)?,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    for column in 0..u16::try_from(rows.first().map_or(0, Vec::len)).unwrap_or(0) {
        sheet.set_column_width(column, 22)?;
    }
    book.save_to_buffer()
}
