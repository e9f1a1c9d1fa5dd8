//! Which row holds the headings, and which column is which: recognised by its heading, or said by hand.

use super::words::meaning;
use super::{ABOVE_MOST, COLUMNS_MOST, Column, ListKind, Table};
use crate::typed::line;

/// What somebody said about columns, counted from 0; `None` leaves a column out.
pub type Mapping = Vec<(usize, Option<Column>)>;

/// What somebody said, as it stands in an address: `3=site,5=`. What cannot be read is left out.
pub fn mapping(said: &str) -> Mapping {
    let pairs = said.split(',').filter_map(|pair| pair.split_once('='));
    pairs.filter_map(|(index, key)| Some((index.parse().ok()?, Column::from_key(key)))).collect()
}

/// How a table is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The row of the headings, counted from 0.
    pub heading_row: usize,
    /// Heading and meaning of each column.
    pub headings: Vec<(String, Option<Column>)>,
}

impl Layout {
    /// The layout of a list of that kind. What is said by hand comes before what is recognised; of two columns of one
    /// meaning, the first counts.
    pub fn of(kind: ListKind, table: &Table, by_hand: &Mapping) -> Layout {
        let above = table.rows.iter().take(ABOVE_MOST);
        let score = |row: &Vec<String>| row.iter().filter(|cell| recognised(kind, cell).is_some()).count();
        // Of equal rows the first counts, so a later one has to be better.
        let best = above.map(score).enumerate().reduce(|best, row| if row.1 > best.1 { row } else { best });
        let first_filled = || table.rows.iter().position(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let heading_row = match best {
            Some((row, score)) if score > 0 => row,
            _ => first_filled().unwrap_or(0),
        };
        let cells = table.rows.get(heading_row).map_or(&[][..], Vec::as_slice);
        let mut layout = Layout { heading_row, headings: Vec::new() };
        for (index, heading) in cells.iter().take(COLUMNS_MOST).enumerate() {
            let said = by_hand.iter().find(|(column, _)| *column == index);
            let meant = said.map_or_else(|| recognised(kind, heading), |(_, column)| *column);
            let elsewhere = |column| by_hand.iter().any(|(other, said)| *other != index && *said == Some(column));
            let free = |column: &Column| {
                kind.columns().contains(column) && !layout.has(*column) && (said.is_some() || !elsewhere(*column))
            };
            let meant = meant.filter(free);
            layout.headings.push((line(heading), meant));
        }
        layout
    }

    /// Whether a column is taken for that.
    pub fn has(&self, column: Column) -> bool {
        self.index(column).is_some()
    }

    /// Which column, counted from 0, is taken for that.
    pub fn index(&self, column: Column) -> Option<usize> {
        self.headings.iter().position(|(_, meant)| *meant == Some(column))
    }

    /// Required columns that are not there.
    pub fn lacking(&self, kind: ListKind) -> Vec<Column> {
        kind.required().iter().copied().filter(|column| !self.has(*column)).collect()
    }
}

fn recognised(kind: ListKind, heading: &str) -> Option<Column> {
    let column = Column::from_key(meaning("column", heading)?)?;
    match (kind, column) {
        (ListKind::Organisations, Column::Name) => Some(Column::Organisation),
        (ListKind::Contracts, Column::Serial) => Some(Column::Serials),
        _ => Some(column).filter(|column| kind.columns().contains(column)),
    }
}
