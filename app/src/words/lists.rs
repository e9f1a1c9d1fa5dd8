//! Lists in spreadsheets in words: kinds, columns, and what is wrong with a cell.

use crate::i18n::{Locale, td_string};
use domain::import::{Column, ListKind, RowProblemKind};

/// `设备`
pub fn list_kind(language: Locale, kind: ListKind) -> &'static str {
    match kind {
        ListKind::Organisations => td_string!(language, lists.kind_organisations),
        ListKind::People => td_string!(language, lists.kind_people),
        ListKind::Contracts => td_string!(language, lists.kind_contracts),
        ListKind::Assets => td_string!(language, lists.kind_assets),
    }
}

/// The heading of a column in templates and exports, by which an import recognises it again.
pub fn list_column(language: Locale, kind: ListKind, column: Column) -> &'static str {
    match column {
        Column::Serial => td_string!(language, lists.column_serial),
        Column::Organisation => td_string!(language, lists.column_organisation),
        Column::Name if kind == ListKind::People => td_string!(language, lists.column_name_of_person),
        Column::Name => td_string!(language, lists.column_name),
        Column::Model => td_string!(language, lists.column_model),
        Column::ProductLine => td_string!(language, lists.column_product_line),
        Column::Site => td_string!(language, lists.column_site),
        Column::WarrantyEndsOn => td_string!(language, lists.column_warranty_ends_on),
        Column::Email => td_string!(language, lists.column_email),
        Column::Phone => td_string!(language, lists.column_phone),
        Column::Role => td_string!(language, lists.column_role),
        Column::Language => td_string!(language, lists.column_language),
        Column::Number => td_string!(language, lists.column_number),
        Column::Policy => td_string!(language, lists.column_policy),
        Column::StartsOn => td_string!(language, lists.column_starts_on),
        Column::EndsOn => td_string!(language, lists.column_ends_on),
        Column::Kinds => td_string!(language, lists.column_kinds),
        Column::Sites => td_string!(language, lists.column_sites),
        Column::Serials => td_string!(language, lists.column_serials),
        Column::ProductLines => td_string!(language, lists.column_product_lines),
        Column::Applications => td_string!(language, lists.column_applications),
        Column::Contacts => td_string!(language, lists.column_contacts),
        Column::Exclusions => td_string!(language, contracts.exclusions),
        Column::Hours => td_string!(language, lists.column_hours),
        Column::Visits => td_string!(language, lists.column_visits),
        Column::Metered => td_string!(language, lists.column_metered),
        Column::RateHour => td_string!(language, lists.column_rate_hour),
        Column::RateTravel => td_string!(language, lists.column_rate_travel),
        Column::RateMinimum => td_string!(language, lists.column_rate_minimum),
    }
}

/// What a list of cases is called, and its headings.
pub fn list_of_cases(language: Locale) -> (&'static str, [&'static str; 10]) {
    let headings = [
        td_string!(language, lists.case_number),
        td_string!(language, lists.case_title),
        td_string!(language, lists.case_kind),
        td_string!(language, lists.case_severity),
        td_string!(language, lists.case_stage),
        td_string!(language, cases.coverage),
        td_string!(language, lists.case_organisation),
        td_string!(language, lists.case_site),
        td_string!(language, lists.case_assignee),
        td_string!(language, lists.case_opened),
    ];
    (td_string!(language, lists.kind_cases), headings)
}

/// What is wrong with a cell, as a sentence.
pub fn row_problem(language: Locale, kind: &RowProblemKind) -> String {
    match kind {
        RowProblemKind::Missing => td_string!(language, lists.missing).to_owned(),
        RowProblemKind::TooLong { most } => td_string!(language, lists.too_long, most = *most as u64),
        RowProblemKind::NotADate => td_string!(language, lists.not_a_date).to_owned(),
        RowProblemKind::NotAnEmail => td_string!(language, lists.not_an_email).to_owned(),
        RowProblemKind::NotANumber => td_string!(language, lists.not_a_number).to_owned(),
        RowProblemKind::Duplicate { first_row } => td_string!(language, lists.duplicate, row = *first_row as u64),
        RowProblemKind::Unknown { text } => td_string!(language, lists.unknown, text = text),
        RowProblemKind::EndsBeforeItStarts => td_string!(language, lists.ends_before).to_owned(),
        RowProblemKind::OfAnotherOrganisation { name } => td_string!(language, lists.of_another, name = name),
        RowProblemKind::OtherRole => td_string!(language, lists.other_role).to_owned(),
        RowProblemKind::CustomerWithoutOrganisation => td_string!(language, lists.customer_without).to_owned(),
        RowProblemKind::StaffWithOrganisation => td_string!(language, lists.staff_with).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::import::{Layout, Mapping, Table};

    #[test]
    fn every_heading_we_write_is_one_we_recognise() {
        for language in [Locale::zh_CN, Locale::en] {
            for kind in ListKind::ALL {
                let headings = kind.columns().iter().map(|column| list_column(language, kind, *column).to_owned());
                let table = Table { rows: vec![headings.collect()] };
                let layout = Layout::of(kind, &table, &Mapping::new());
                let meant: Vec<_> = layout.headings.iter().filter_map(|(_, column)| *column).collect();
                assert_eq!(meant, kind.columns(), "{kind:?} {:?}", layout.headings);
            }
        }
    }
}
