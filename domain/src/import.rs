//! Lists that come in spreadsheets (organisations, people, contracts, assets): which column is which, and what is wrong with
//! which cell. Bytes become a [`Table`] elsewhere; what is on file comes as [`Known`]; nothing is kept here.

mod cell;
mod judge;
mod layout;
mod terms;
mod words;

pub use cell::listed;
pub use judge::{Judged, judge, judge_aloud};
pub use layout::{Layout, Mapping, mapping};
pub use terms::{terms, values_of_terms};

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Most rows of one file, besides what stands above the list.
pub const ROWS_MOST: usize = 100_000;
/// Most columns of a file that are looked at.
pub const COLUMNS_MOST: usize = 64;
/// Most rows above the first row of the list: a title, an explanation, the headings.
pub const ABOVE_MOST: usize = 10;
/// Most characters of a cell, unless the cell is a list.
pub const CELL_MOST: usize = 200;
/// Most characters of a cell that is a list: sites, serial numbers.
pub const LIST_MOST: usize = 20_000;

/// What a file is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    Organisations,
    People,
    Contracts,
    Assets,
}

/// What a column holds. The values of a [`Record`] are in one canonical form each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// As normalised by [`crate::asset::normal_serial`].
    Serial,
    /// The organisation's name.
    Organisation,
    Name,
    Model,
    ProductLine,
    Site,
    /// `2026-11-22`, or empty.
    WarrantyEndsOn,
    /// Lower case.
    Email,
    Phone,
    /// The key of a role.
    Role,
    /// A BCP 47 tag.
    Language,
    Number,
    /// The id of a policy.
    Policy,
    StartsOn,
    EndsOn,
    /// Keys of kinds of service, one a line.
    Kinds,
    /// One a line; empty means all.
    Sites,
    /// Serial numbers of the assets it names, sorted, one a line; empty means all.
    Serials,
    /// Words of models, one a line; empty means all. This and what follows are [`crate::contract::Terms`] as its form writes
    /// them.
    ProductLines,
    /// Words of device names, one a line; empty means all.
    Applications,
    /// E-mail addresses, one a line; empty means everybody.
    Contacts,
    /// What it does not cover, in words, one a line.
    Exclusions,
    /// Hours included; empty for no limit.
    Hours,
    /// Visits included; empty for no limit.
    Visits,
    /// Keys of the kinds of service that use them up, one a line; empty means every kind.
    Metered,
    /// Yuan an hour; empty where the company's rates hold.
    RateHour,
    /// Yuan a visit.
    RateTravel,
    /// Hours billed at least.
    RateMinimum,
}

impl ListKind {
    /// Every kind, in the order in which an empty installation needs them.
    pub const ALL: [ListKind; 4] = [ListKind::Organisations, ListKind::People, ListKind::Assets, ListKind::Contracts];

    /// The name used in addresses and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            ListKind::Organisations => "organisations",
            ListKind::People => "people",
            ListKind::Contracts => "contracts",
            ListKind::Assets => "assets",
        }
    }

    /// The kind of that [`key`](ListKind::key).
    pub fn from_key(key: &str) -> Option<ListKind> {
        ListKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Its columns in the order of the template; the first names a row among all others.
    pub fn columns(self) -> &'static [Column] {
        match self {
            ListKind::Organisations => &[Column::Organisation],
            ListKind::People => {
                &[Column::Email, Column::Name, Column::Role, Column::Organisation, Column::Phone, Column::Language]
            }
            ListKind::Contracts => &[
                Column::Number,
                Column::Organisation,
                Column::Policy,
                Column::StartsOn,
                Column::EndsOn,
                Column::Kinds,
                Column::Sites,
                Column::Serials,
                Column::ProductLines,
                Column::Applications,
                Column::Contacts,
                Column::Exclusions,
                Column::Hours,
                Column::Visits,
                Column::Metered,
                Column::RateHour,
                Column::RateTravel,
                Column::RateMinimum,
            ],
            ListKind::Assets => &[
                Column::Serial,
                Column::Organisation,
                Column::Name,
                Column::Model,
                Column::ProductLine,
                Column::Site,
                Column::WarrantyEndsOn,
            ],
        }
    }

    /// Columns without which the list means nothing.
    pub fn required(self) -> &'static [Column] {
        match self {
            ListKind::Organisations => &[Column::Organisation],
            ListKind::People => &[Column::Email, Column::Name, Column::Role],
            ListKind::Contracts => {
                &[Column::Number, Column::Organisation, Column::Policy, Column::StartsOn, Column::EndsOn]
            }
            ListKind::Assets => &[Column::Serial, Column::Organisation, Column::Name],
        }
    }

    /// The column that names a row among all others.
    pub fn identity(self) -> Column {
        self.columns()[0]
    }
}

impl Column {
    /// Every column: those of each kind of list, each once.
    pub fn all() -> BTreeSet<Column> {
        ListKind::ALL.into_iter().flat_map(ListKind::columns).copied().collect()
    }

    /// The name used in forms, addresses and `import/words.txt`.
    pub fn key(self) -> &'static str {
        match self {
            Column::Serial => "serial",
            Column::Organisation => "organisation",
            Column::Name => "name",
            Column::Model => "model",
            Column::ProductLine => "product_line",
            Column::Site => "site",
            Column::WarrantyEndsOn => "warranty_ends_on",
            Column::Email => "email",
            Column::Phone => "phone",
            Column::Role => "role",
            Column::Language => "language",
            Column::Number => "number",
            Column::Policy => "policy",
            Column::StartsOn => "starts_on",
            Column::EndsOn => "ends_on",
            Column::Kinds => "kinds",
            Column::Sites => "sites",
            Column::Serials => "serials",
            Column::ProductLines => "product_lines",
            Column::Applications => "applications",
            Column::Contacts => "contacts",
            Column::Exclusions => "exclusions",
            Column::Hours => "hours",
            Column::Visits => "visits",
            Column::Metered => "metered",
            Column::RateHour => "rate_hour",
            Column::RateTravel => "rate_travel",
            Column::RateMinimum => "rate_minimum",
        }
    }

    /// The column of that [`key`](Column::key).
    pub fn from_key(key: &str) -> Option<Column> {
        Column::all().into_iter().find(|column| column.key() == key)
    }
}

/// A sheet as text, row by row as the spreadsheet counts them; rows may be shorter than others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The text of a cell, both counted from 0; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }
}

/// Values of one row by column. A column that the file does not have is not in it.
pub type Values = BTreeMap<Column, String>;

/// What is on file already, as far as the list refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Names.
    pub organisations: HashSet<String>,
    /// Ids of policies by id and by name in either language, in lower case.
    pub policies: HashMap<String, String>,
    /// Organisations of assets, by serial number.
    pub assets: HashMap<String, String>,
    /// What the rows would change, by the value of [`ListKind::identity`].
    pub existing: HashMap<String, Values>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// As the spreadsheet counts, from 1.
    pub row: usize,
    pub column: Column,
    pub kind: RowProblemKind,
}

/// The ways a cell can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblemKind {
    Missing,
    /// Longer than `most` characters.
    TooLong {
        most: usize,
    },
    NotADate,
    NotAnEmail,
    /// No figure, or none that makes sense there.
    NotANumber,
    /// The same identity stands in an earlier row.
    Duplicate {
        first_row: usize,
    },
    /// What is meant by that text is not known.
    Unknown {
        text: String,
    },
    EndsBeforeItStarts,
    /// Something of that identity belongs to another organisation; an import moves nothing.
    OfAnotherOrganisation {
        name: String,
    },
    /// The person has another role; an import gives nobody more authority.
    OtherRole,
    /// Customers have an organisation.
    CustomerWithoutOrganisation,
    /// Staff have none.
    StaffWithOrganisation,
}

/// How many rows an import adds, changes and leaves as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// How far an import is: rows looked at, then rows to be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub rows: usize,
    pub checked: usize,
    /// Rows that are new or changed; none until all are checked.
    pub to_write: Option<usize>,
    /// They count when all of them are.
    pub written: usize,
}

/// Where the import of a file stands, whatever process carries it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Nobody has begun, or somebody gave up.
    #[default]
    Waiting,
    Running(Progress),
    /// The last time that it was imported.
    Done(Counts),
    /// Whatever process carried it out came to an end in the middle. Nothing of the file counts.
    BrokenOff,
}

/// A file before it counts, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub state: ImportState,
    pub kind: ListKind,
    /// The file's name.
    pub file: String,
    /// Every heading of the file, and what its column is taken for.
    pub headings: Vec<(String, Option<Column>)>,
    /// Required columns that no heading is taken for.
    pub lacking: Vec<Column>,
    pub counts: Counts,
    /// The first problems, row by row, at most [`PROBLEMS_SHOWN`].
    pub problems: Vec<RowProblem>,
    pub problem_count: usize,
}

/// Most problems that are shown at once.
pub const PROBLEMS_SHOWN: usize = 200;

impl Preview {
    /// Whether it can be imported as it is.
    pub fn is_clean(&self) -> bool {
        self.lacking.is_empty() && self.problem_count == 0
    }
}

#[cfg(test)]
mod tests;
