//! Files as spreadsheets of both languages write them, and files that are none.

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn rows(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|cells| cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn text_is_read_in_every_encoding_that_spreadsheets_write() {
    let text = "序列号,客户\r\nA1,青山湖水务\r\n";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let files = [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        encoding_rs::GB18030.encode(text).0.into_owned(),
        utf16(&format!("\u{feff}{text}")),
    ];
    for file in files {
        assert_eq!(rows(&read("a.csv", &file).unwrap()), [["序列号", "客户"], ["A1", "青山湖水务"]]);
    }
}

#[test]
fn rows_are_counted_as_the_spreadsheet_counts_them() {
    let table = read("a.csv", "a;b\n\n\"1\n2\";\"say \"\"hi\"\"\"\nlast;".as_bytes()).unwrap();
    assert_eq!(rows(&table), [vec!["a", "b"], vec![], vec!["1\n2", "say \"hi\""], vec!["last"]]);
    assert_eq!(rows(&read("a.txt", b"a\tb,c\td\n1\t2\t3").unwrap()), [["a", "b,c", "d"], ["1", "2", "3"]]);
}

#[test]
fn what_is_no_spreadsheet_is_refused_by_its_name() {
    let kind = |name: &str| FlawKind::FileKind { name: name.to_owned() };
    assert_eq!(read("a.xlsx", b"%PDF-1.7 \x00").unwrap_err(), kind("a.xlsx"));
    assert_eq!(read("a.csv", b"%PDF-1.7\nplain").unwrap_err(), kind("a.csv"));
    assert_eq!(read("a.xlsx", b"a,b").unwrap_err(), kind("a.xlsx"));
    assert_eq!(read("a.xlsx", b"PK\x03\x04 and nothing of a zip").unwrap_err(), kind("a.xlsx"));
    assert_eq!(read("a.csv", b"a\x00b").unwrap_err(), kind("a.csv"));
    assert_eq!(read("a.csv", b"\xff\xff\xff\xff,\x81").unwrap_err(), kind("a.csv"));
    assert_eq!(read("a.csv", b"").unwrap_err(), FlawKind::FileEmpty { name: "a.csv".to_owned() });
}

#[test]
fn merged_cells_dates_and_numbers_of_xlsx_are_what_people_see() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.write_row(0, 0, ["客户", "序列号", "保修截止"]).unwrap();
    sheet.merge_range(1, 0, 2, 0, "青山湖水务", &Format::new()).unwrap();
    sheet.write_number(1, 1, 123_456_789_012.0).unwrap();
    sheet.write_string(2, 1, "00042").unwrap();
    sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2026, 11, 22).unwrap(), &day).unwrap();
    sheet.write_string(2, 2, "2026年11月22日").unwrap();
    let table = read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        rows(&table),
        [
            ["客户", "序列号", "保修截止"],
            ["青山湖水务", "123456789012", "2026-11-22"],
            ["青山湖水务", "00042", "2026年11月22日"]
        ]
    );
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "SN").unwrap();
    sheet.write_string(1, 16_383, "wide").unwrap();
    sheet.write_string(1_048_575, 0, "deep").unwrap();
    let table = read("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.rows.len(), ROWS_READ, "and it is told that there are too many rows");
    assert!(table.rows.iter().all(|cells| cells.len() <= 1));
}

#[test]
fn what_is_written_is_read_again_and_runs_nothing() {
    let cells = ["=1+1", "+86 138", "-5", "+cmd|x", "@SUM(A1)", "a,\"b\"", "两\n行", "-A1"].map(str::to_owned);
    let sheet = vec![vec!["名称".to_owned(); 8], cells.to_vec()];
    let text = to_csv(&sheet);
    assert!(text.starts_with('\u{feff}'));
    let back = read("a.csv", text.as_bytes()).unwrap();
    assert_eq!(rows(&back)[1], ["'=1+1", "+86 138", "-5", "'+cmd|x", "'@SUM(A1)", "a,\"b\"", "两\n行", "'-A1"]);
    let back = read("a.xlsx", &to_xlsx(&sheet).unwrap()).unwrap();
    assert_eq!(back.rows, sheet, "in XLSX a text is a text");
}
