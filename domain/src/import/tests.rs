//! Lists as they come in spreadsheets of both languages.

use super::words::{all, meaning};
use super::*;
use crate::case::Kind;
use crate::person::{Language, Role};

fn table(text: &str) -> Table {
    Table { rows: text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect() }
}

fn known() -> Known {
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    Known {
        organisations: ["青山湖水务", "临江医院"].map(str::to_owned).into(),
        policies: pairs(&[("a", "a"), ("三年 7×24", "a")]),
        assets: pairs(&[("7XK2P93", "青山湖水务"), ("HX-0042", "临江医院")]),
        existing: HashMap::new(),
    }
}

fn judged_by(kind: ListKind, text: &str, known: &Known) -> Judged {
    let table = table(text);
    let layout = Layout::of(kind, &table, &Vec::new());
    assert_eq!(layout.lacking(kind), [], "{:?}", layout.headings);
    judge(kind, &table, &layout, known)
}

fn problems(kind: ListKind, text: &str) -> Vec<(usize, Column, RowProblemKind)> {
    let judged = judged_by(kind, text, &known());
    judged.problems.into_iter().map(|problem| (problem.row, problem.column, problem.kind)).collect()
}

fn unknown(text: &str) -> RowProblemKind {
    RowProblemKind::Unknown { text: text.to_owned() }
}

#[test]
fn every_word_means_one_thing_and_every_thing_has_words() {
    let mut seen = HashSet::new();
    for (group, key, words) in all() {
        for word in words {
            assert!(seen.insert((group, word.to_lowercase())), "{group}: {word} stands twice");
            assert_eq!(meaning(group, word), Some(key), "{group}: {word}");
        }
    }
    let has = |group: &str, key: &str| assert!(all().iter().any(|(g, k, _)| (*g, *k) == (group, key)), "{group}.{key}");
    Column::all().into_iter().for_each(|column| has("column", column.key()));
    Role::ALL.into_iter().for_each(|role| has("role", role.key()));
    Kind::ALL.into_iter().for_each(|kind| has("kind", kind.key()));
    Language::ALL.into_iter().for_each(|language| has("language", language.tag()));
}

#[test]
fn columns_are_recognised_in_both_languages_whatever_stands_around_them() {
    let of = |text: &str| Layout::of(ListKind::Assets, &table(text), &Vec::new());
    let chinese = of("序列号*|客户单位|设备名称|型 号|产品线|安装地点|保修截止（日期）|备注");
    let english = of("Serial No. (S/N)|CUSTOMER|Device name|Model|Product line|Location|Warranty until|Remarks");
    let meant = |layout: Layout| layout.headings.into_iter().map(|(_, column)| column).collect::<Vec<_>>();
    let columns: Vec<_> = ListKind::Assets.columns().iter().copied().map(Some).chain([None]).collect();
    assert_eq!(meant(chinese), columns);
    assert_eq!(meant(english), columns);
}

#[test]
fn a_title_above_the_headings_does_not_count() {
    let judged = judged_by(ListKind::Assets, "设备清单\n\n序列号|客户|名称\nA1|青山湖水务|DB-01\n", &known());
    assert_eq!((judged.counts.added, judged.problems), (1, Vec::new()));
    let problems = problems(ListKind::Assets, "设备清单\n\n序列号|客户|名称\nA1|青山湖|DB-01\n");
    assert_eq!(problems, [(4, Column::Organisation, unknown("青山湖"))], "counted as the spreadsheet counts");
}

#[test]
fn what_is_said_by_hand_comes_before_what_is_recognised() {
    let table = table("SN|客户|名称|机器\nA1|青山湖水务|x|DB-01");
    let layout = |by_hand: &Mapping| Layout::of(ListKind::Assets, &table, by_hand);
    assert_eq!(layout(&vec![(3, Some(Column::Name))]).index(Column::Name), Some(3));
    assert_eq!(layout(&vec![(2, None)]).lacking(ListKind::Assets), [Column::Name]);
    assert_eq!(layout(&vec![(3, Some(Column::Email))]).index(Column::Email), None, "assets have no e-mail");
}

#[test]
fn every_problem_is_told_by_row_and_column() {
    let text = "序列号|客户|名称|保修截止\n|青山湖水务|A|2026-11-22\nB1|某单位|B|很快\nc 1|青山湖水务||\nC1|临江医院|C|2026-02-30";
    assert_eq!(
        problems(ListKind::Assets, text),
        [
            (2, Column::Serial, RowProblemKind::Missing),
            (3, Column::WarrantyEndsOn, RowProblemKind::NotADate),
            (3, Column::Organisation, unknown("某单位")),
            (4, Column::Name, RowProblemKind::Missing),
            (5, Column::WarrantyEndsOn, RowProblemKind::NotADate),
            (5, Column::Serial, RowProblemKind::Duplicate { first_row: 4 }),
        ]
    );
    let long = format!("序列号|客户|名称\nA|青山湖水务|{}", "长".repeat(201));
    assert_eq!(problems(ListKind::Assets, &long), [(2, Column::Name, RowProblemKind::TooLong { most: 200 })]);
}

#[test]
fn days_are_read_as_people_and_programs_write_them() {
    let expected = "2026-11-22".parse().ok();
    let written =
        ["2026-11-22", "2026/11/22", "2026.11.22", "2026年11月22日", "2026 年 11 月 22 日", "20261122", "46348"];
    let more = ["46348.75", "2026-11-22 18:00:00", "2026-11-22T18:00", "２０２６-１１-２２"];
    for typed in written.into_iter().chain(more) {
        assert_eq!(super::cell::day(typed), expected, "{typed}");
    }
    assert_eq!(super::cell::day("2026-1-2"), "2026-01-02".parse().ok());
    for typed in
        ["22.11.2026", "11/22/26", "2026-13-01", "2026-02-30", "soon", "0", "99999999999", "-46348", "NaN", "2026"]
    {
        assert_eq!(super::cell::day(typed), None, "{typed}");
    }
}

#[test]
fn a_contract_promises_a_known_policy_for_assets_of_its_organisation() {
    let heads = "合同编号|客户|服务政策|起始日期|截止日期|服务类型|覆盖设备\n";
    let good = format!("{heads}Q-1|青山湖水务|三年 7×24|2026/1/1|2028年12月31日|咨询、故障|7xk2 p93");
    let judged = judged_by(ListKind::Contracts, &good, &known());
    assert_eq!(judged.problems, []);
    let record = &judged.records[0];
    let expected = [("a", Column::Policy), ("2028-12-31", Column::EndsOn), ("fault\nconsultation", Column::Kinds)];
    expected.into_iter().for_each(|(value, column)| assert_eq!(record[&column], value));
    assert_eq!((record[&Column::Serials].as_str(), record[&Column::Sites].as_str()), ("7XK2P93", ""));
    let bad = format!("{heads}Q-1|青山湖水务|白金|2026-12-31|2026-01-01|洗车|HX-0042");
    let found = problems(ListKind::Contracts, &bad);
    assert_eq!(
        found,
        [
            (2, Column::Policy, unknown("白金")),
            (2, Column::Kinds, unknown("洗车")),
            (2, Column::EndsOn, RowProblemKind::EndsBeforeItStarts),
            (2, Column::Serials, unknown("HX-0042")),
        ]
    );
}

#[test]
fn people_have_an_organisation_exactly_when_they_are_customers() {
    let heads = "邮箱|姓名|角色|客户\n";
    let of = |line: &str| problems(ListKind::People, &format!("{heads}{line}"));
    assert_eq!(of("Wang@Water.example|王丽|报修人|青山湖水务"), []);
    assert_eq!(of("zhou@lightwell.example|周岩|工程师|"), []);
    let lacking = RowProblemKind::CustomerWithoutOrganisation;
    assert_eq!(of("wang@water.example|王丽|客户|"), [(2, Column::Organisation, lacking)]);
    let surplus = RowProblemKind::StaffWithOrganisation;
    assert_eq!(of("zhou@x.example|周岩|Engineer|临江医院"), [(2, Column::Organisation, surplus)]);
    let wrong = of("wang|王丽|国王|青山湖水务");
    assert_eq!(wrong, [(2, Column::Email, RowProblemKind::NotAnEmail), (2, Column::Role, unknown("国王"))]);
}

/// The same installation after those rows were kept.
fn kept(mut known: Known, kind: ListKind, records: Vec<Values>) -> Known {
    known.existing.extend(records.into_iter().map(|record| (record[&kind.identity()].clone(), record)));
    known
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_column_that_is_not_there_stays() {
    let text = "SN|Customer|Name|Model|Warranty\nA1|青山湖水务|DB-01|R740|2026/11/22\nA2|临江医院|PACS||";
    let first = judged_by(ListKind::Assets, text, &known());
    assert_eq!(first.counts, Counts { added: 2, ..Counts::default() });
    let known = kept(known(), ListKind::Assets, first.records);
    let again = judged_by(ListKind::Assets, text, &known);
    assert_eq!((again.counts, again.records.len()), (Counts { unchanged: 2, ..Counts::default() }, 0));
    let fewer = judged_by(ListKind::Assets, "SN|Customer|Name\nA1|青山湖水务|DB-02", &known);
    assert_eq!(fewer.counts, Counts { changed: 1, ..Counts::default() });
    assert_eq!((&*fewer.records[0][&Column::Name], &*fewer.records[0][&Column::Model]), ("DB-02", "R740"));
    let emptied = judged_by(ListKind::Assets, "SN|Customer|Name|Model\nA1|青山湖水务|DB-01|", &known);
    assert_eq!(emptied.records[0][&Column::Model], "", "an empty cell empties");
}

#[test]
fn an_import_moves_nothing_and_gives_nobody_more_authority() {
    let asset = judged_by(ListKind::Assets, "SN|Customer|Name\nA1|青山湖水务|DB-01", &known());
    let known_asset = kept(known(), ListKind::Assets, asset.records);
    let moved = judged_by(ListKind::Assets, "SN|Customer|Name\nA1|临江医院|DB-01", &known_asset);
    let kind = RowProblemKind::OfAnotherOrganisation { name: "青山湖水务".to_owned() };
    assert_eq!(moved.problems, [RowProblem { row: 2, column: Column::Organisation, kind }]);
    let heads = "E-mail|Name|Role\n";
    let person = judged_by(ListKind::People, &format!("{heads}zhou@x.example|周岩|Engineer"), &known());
    let known_person = kept(known(), ListKind::People, person.records);
    let raised = judged_by(ListKind::People, &format!("{heads}zhou@x.example|周岩|Manager"), &known_person);
    assert_eq!(raised.problems, [RowProblem { row: 2, column: Column::Role, kind: RowProblemKind::OtherRole }]);
}

#[test]
fn an_empty_table_lacks_every_column_and_has_no_rows() {
    let empty = Table::default();
    let layout = Layout::of(ListKind::Assets, &empty, &Vec::new());
    assert_eq!(layout.lacking(ListKind::Assets), ListKind::Assets.required());
    assert_eq!(judge(ListKind::Assets, &empty, &layout, &known()), Judged::default());
}

#[test]
fn a_hundred_thousand_rows_are_judged_one_by_one() {
    let rows = (0..ROWS_MOST).map(|n| vec![format!("A{n}"), "临江医院".to_owned(), "x".to_owned()]);
    let heads = ["SN", "Customer", "Name"].map(str::to_owned).to_vec();
    let table = Table { rows: std::iter::once(heads).chain(rows).collect() };
    let judged = judge(ListKind::Assets, &table, &Layout::of(ListKind::Assets, &table, &Vec::new()), &known());
    assert_eq!((judged.counts.added, judged.problems.len()), (ROWS_MOST, 0));
}

/// A contract with everything in it, in the columns of the template of either language.
const TERMS: &str = "合同编号|客户|服务政策|起始日期|截止日期|产品线范围|应用或功能|指定报修人|包含工时（小时）|包含上门次数|计入的服务|每小时单价（元）|每次上门单价（元）|最少计费工时（小时）
QS-1|青山湖水务|a|2026-01-01|2028-12-31|PowerEdge；\"FC, 16G\"|DB|Li@Water.example|40|12|故障；咨询|￥800|1,200.5|1.5
QS-2|青山湖水务|a|2026-01-01|2028-12-31|||||||500||";

#[test]
fn the_terms_of_a_contract_are_read_as_its_form_reads_them_and_written_so_again() {
    let judged = judged_by(ListKind::Contracts, TERMS, &known());
    assert_eq!(judged.problems, []);
    let whole = terms(&judged.records[0]);
    assert_eq!(whole.product_lines, ["PowerEdge", "FC, 16G"]);
    assert_eq!((whole.applications.len(), whole.contacts[0].as_str()), (1, "li@water.example"));
    assert_eq!((whole.included.minutes, whole.included.visits), (Some(2400), Some(12)));
    assert_eq!(whole.included.kinds, [Kind::Fault, Kind::Consultation]);
    let rates = whole.rates.expect("rates");
    assert_eq!((rates.hour_cents, rates.travel_cents, rates.minimum_minutes), (80_000, 120_050, 90));
    let plain = terms(&judged.records[1]).rates.expect("rates");
    assert_eq!((plain.hour_cents, plain.travel_cents, plain.minimum_minutes), (50_000, 0, 0), "nothing more to pay");
    for record in judged.records {
        let written = values_of_terms(&terms(&record));
        assert!(written.iter().all(|(column, value)| record.get(column) == Some(value)), "{written:?} {record:?}");
    }
}

#[test]
fn what_is_wrong_with_terms_is_told_at_its_cell() {
    let heads = "Contract number|Customer|Policy|Start|End|Hours included|Visits|Named contacts|Services that use it up|Hourly rate|Travel";
    let row = |cells: &str| {
        problems(ListKind::Contracts, &format!("{heads}\nQS-1|青山湖水务|a|2026-01-01|2028-12-31|{cells}"))
    };
    assert_eq!(row("40|12|a@b.example|Fault|800|200"), []);
    assert_eq!(
        row("0|1.5|nobody|Magic|-1|"),
        [
            (2, Column::Contacts, RowProblemKind::NotAnEmail),
            (2, Column::Hours, RowProblemKind::NotANumber),
            (2, Column::Visits, RowProblemKind::NotANumber),
            (2, Column::Metered, unknown("Magic")),
            (2, Column::RateHour, RowProblemKind::NotANumber),
        ]
    );
    assert_eq!(row("|||||200"), [(2, Column::RateHour, RowProblemKind::Missing)], "travel without the rate of an hour");
    let long = "x".repeat(crate::case::report::TITLE_MOST + 1);
    let lines = format!("{}|Product lines\nQS-1|青山湖水务|a|2026-01-01|2028-12-31|{long}", &heads[..41]);
    let most = crate::case::report::TITLE_MOST;
    assert_eq!(problems(ListKind::Contracts, &lines), [(2, Column::ProductLines, RowProblemKind::TooLong { most })]);
}

#[test]
fn lists_in_one_cell_come_back_as_they_were_whatever_stands_in_them() {
    for items in [vec!["a"], vec!["a", "b c"], vec!["a, b", "c；d", "\"e\"", "f\"g", "\"h, i"], vec!["、", "\"\""]] {
        let cell = listed(items.iter().copied());
        assert_eq!(super::cell::items(&cell), items, "{cell}");
    }
    assert_eq!(super::cell::items("7\" disk, \"open; b"), ["7\" disk", "\"open", "b"], "marks that are none");
    assert_eq!(super::cell::items("一楼、二楼，三楼\n四楼"), ["一楼", "二楼", "三楼", "四楼"]);
}

#[test]
fn a_list_without_the_columns_of_terms_leaves_them_as_they_are() {
    let mut known = known();
    let judged = judged_by(ListKind::Contracts, TERMS, &known);
    known.existing = judged.records.iter().map(|record| (record[&Column::Number].clone(), record.clone())).collect();
    assert_eq!(judged_by(ListKind::Contracts, TERMS, &known).counts.unchanged, 2);
    let few = "合同编号|客户|服务政策|起始日期|截止日期\nQS-1|青山湖水务|a|2026-01-01|2029-12-31";
    let changed = judged_by(ListKind::Contracts, few, &known);
    assert_eq!(terms(&changed.records[0]), terms(&judged.records[0]));
    let cleared = "合同编号|客户|服务政策|起始日期|截止日期|每小时单价\nQS-1|青山湖水务|a|2026-01-01|2028-12-31|";
    assert_eq!(terms(&judged_by(ListKind::Contracts, cleared, &known).records[0]).rates, None, "the company's hold");
}
