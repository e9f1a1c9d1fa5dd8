//! Every row of a table into what would be kept, or into what is wrong with it.

use super::cell::canonical;
use super::terms::settle_rates;
use super::{Column, Counts, Known, Layout, ListKind, RowProblem, RowProblemKind, Table, Values};
use crate::case::Kind;
use crate::person::{Language, Role};
use std::collections::HashMap;

/// What a table comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub counts: Counts,
    /// Rows to add or to change, whole: what the file does not say is as it is on file, or empty.
    pub records: Vec<Values>,
    /// Row by row, and within a row in the order of the template.
    pub problems: Vec<RowProblem>,
}

/// Reads every row below the headings; rows in which nothing stands are passed over. Nothing may be kept while there are
/// problems or required columns are lacking.
pub fn judge(kind: ListKind, table: &Table, layout: &Layout, known: &Known) -> Judged {
    judge_aloud(kind, table, layout, known, &|_| {})
}

/// The same, saying of each row how many rows have been looked at.
pub fn judge_aloud(kind: ListKind, table: &Table, layout: &Layout, known: &Known, looked_at: &dyn Fn(usize)) -> Judged {
    let mut judged = Judged::default();
    let mut first_rows: HashMap<String, usize> = HashMap::new();
    for (index, cells) in table.rows.iter().enumerate().skip(layout.heading_row + 1) {
        looked_at(index - layout.heading_row);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = Row { kind, number: index + 1, known };
        let before = judged.problems.len();
        let values = row.values(layout, |column| table.cell(index, column), &mut judged.problems);
        row.check(&values, &mut first_rows, &mut judged.problems);
        if judged.problems.len() == before {
            row.record(values, &mut judged);
        }
    }
    judged
}

struct Row<'a> {
    kind: ListKind,
    number: usize,
    known: &'a Known,
}

impl Row<'_> {
    fn problem(&self, column: Column, kind: RowProblemKind) -> RowProblem {
        RowProblem { row: self.number, column, kind }
    }

    /// What stands in the row, cell by cell; a cell that is wrong is left out.
    fn values<'t>(&self, layout: &Layout, cell: impl Fn(usize) -> &'t str, problems: &mut Vec<RowProblem>) -> Values {
        let mut values = Values::new();
        for column in self.kind.columns() {
            let Some(index) = layout.index(*column) else { continue };
            match canonical(*column, cell(index), self.known) {
                Ok(value) if value.is_empty() && self.kind.required().contains(column) => {
                    problems.push(self.problem(*column, RowProblemKind::Missing));
                }
                // Nobody has no language and no contract includes nothing: an empty cell says nothing.
                Ok(value) if value.is_empty() && matches!(column, Column::Language | Column::Kinds) => {}
                Ok(value) => _ = values.insert(*column, value),
                Err(kind) => problems.push(self.problem(*column, kind)),
            }
        }
        values
    }

    /// What cells say together, with other rows, and with what is on file.
    fn check(&self, values: &Values, first_rows: &mut HashMap<String, usize>, problems: &mut Vec<RowProblem>) {
        let identity = self.kind.identity();
        if let Some(name) = values.get(&identity) {
            match first_rows.get(name) {
                Some(first) => problems.push(self.problem(identity, RowProblemKind::Duplicate { first_row: *first })),
                None => _ = first_rows.insert(name.clone(), self.number),
            }
        }
        let organisation = values.get(&Column::Organisation).filter(|name| !name.is_empty());
        if let Some(name) = organisation.filter(|_| self.kind != ListKind::Organisations)
            && !self.known.organisations.contains(name)
        {
            let kind = RowProblemKind::Unknown { text: name.clone() };
            problems.push(self.problem(Column::Organisation, kind));
        }
        if let (Some(starts), Some(ends)) = (values.get(&Column::StartsOn), values.get(&Column::EndsOn))
            && ends < starts
        {
            problems.push(self.problem(Column::EndsOn, RowProblemKind::EndsBeforeItStarts));
        }
        self.check_role(values, problems);
        self.check_on_file(values, problems);
        self.check_serials(values, problems);
        self.check_rates(values, problems);
    }

    fn on_file(&self, values: &Values) -> Option<&Values> {
        self.known.existing.get(values.get(&self.kind.identity())?)
    }

    /// Nothing changes its organisation and nobody their role by an import.
    fn check_on_file(&self, values: &Values, problems: &mut Vec<RowProblem>) {
        let Some(on_file) = self.on_file(values) else { return };
        let differs = |column| match (values.get(&column), on_file.get(&column)) {
            (Some(new), Some(old)) if new != old => Some(old.clone()),
            _ => None,
        };
        if let Some(name) = differs(Column::Organisation) {
            problems.push(self.problem(Column::Organisation, RowProblemKind::OfAnotherOrganisation { name }));
        }
        if differs(Column::Role).is_some() {
            problems.push(self.problem(Column::Role, RowProblemKind::OtherRole));
        }
    }

    fn check_role(&self, values: &Values, problems: &mut Vec<RowProblem>) {
        let Some(role) = values.get(&Column::Role).and_then(|key| Role::from_key(key)) else { return };
        let on_file = self.on_file(values).and_then(|on_file| on_file.get(&Column::Organisation));
        let organisation = values.get(&Column::Organisation).or(on_file);
        let has_one = organisation.is_some_and(|name| !name.is_empty());
        match (role.is_customer(), has_one) {
            (true, false) => {
                problems.push(self.problem(Column::Organisation, RowProblemKind::CustomerWithoutOrganisation));
            }
            (false, true) => problems.push(self.problem(Column::Organisation, RowProblemKind::StaffWithOrganisation)),
            _ => {}
        }
    }

    /// A contract names assets of its own organisation.
    fn check_serials(&self, values: &Values, problems: &mut Vec<RowProblem>) {
        let (Some(serials), Some(of)) = (values.get(&Column::Serials), values.get(&Column::Organisation)) else {
            return;
        };
        for serial in serials.lines() {
            let kind = match self.known.assets.get(serial) {
                Some(owner) if owner == of => continue,
                _ => RowProblemKind::Unknown { text: serial.to_owned() },
            };
            problems.push(self.problem(Column::Serials, kind));
        }
    }

    /// Travel and a minimum mean nothing without the rate of an hour.
    fn check_rates(&self, values: &Values, problems: &mut Vec<RowProblem>) {
        let said = |column| values.get(&column).is_some_and(|value| !value.is_empty());
        let on_file = || self.on_file(values).and_then(|on_file| on_file.get(&Column::RateHour));
        let hour = values.get(&Column::RateHour).or_else(on_file);
        let known = hour.is_some_and(|hour| !hour.is_empty());
        let wrong = problems.iter().any(|problem| problem.row == self.number && problem.column == Column::RateHour);
        if (said(Column::RateTravel) || said(Column::RateMinimum)) && !known && !wrong {
            problems.push(self.problem(Column::RateHour, RowProblemKind::Missing));
        }
    }

    fn record(&self, values: Values, judged: &mut Judged) {
        let Some(on_file) = self.on_file(&values) else {
            judged.counts.added += 1;
            let rest = self.kind.columns().iter().map(|column| (*column, unsaid(*column)));
            let mut whole: Values = rest.collect::<Values>().into_iter().chain(values).collect();
            settle_rates(&mut whole);
            judged.records.push(whole);
            return;
        };
        let mut whole: Values = on_file.clone().into_iter().chain(values).collect();
        settle_rates(&mut whole);
        if whole == *on_file {
            judged.counts.unchanged += 1;
        } else {
            judged.counts.changed += 1;
            judged.records.push(whole);
        }
    }
}

/// What a new row has where the file says nothing.
fn unsaid(column: Column) -> String {
    match column {
        Column::Language => Language::default().tag().to_owned(),
        Column::Kinds => Kind::ALL.map(Kind::key).join("\n"),
        _ => String::new(),
    }
}
