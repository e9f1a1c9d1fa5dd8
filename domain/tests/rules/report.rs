//! The report form: what is wrong with what was typed, and what is kept of it.

use domain::asset::normal_serial;
use domain::case::report::{DESCRIPTION_MOST, Draft, LINE_MOST, Report, TITLE_MOST};
use domain::case::severity::Severity;
use domain::case::{Kind, Origin};
use domain::refusal::{Flaw, FlawKind};

const NASTY: &str = "</textarea><script>alert(1)</script>";

fn filled() -> Draft {
    Draft {
        draft_key: "d-1".to_owned(),
        kind: "fault".to_owned(),
        serial: "7xk2 p93".to_owned(),
        severity: "1".to_owned(),
        title: " 数据库服务器无法启动 ".to_owned(),
        description: "控制台停在阵列卡自检".to_owned(),
        contact_name: "王丽".to_owned(),
        contact_phone: "138 0000 1234".to_owned(),
        contact_email: String::new(),
        organisation_id: String::new(),
        origin: String::new(),
        called_at: String::new(),
    }
}

fn parsed(change: impl FnOnce(&mut Draft)) -> Result<Report, Vec<Flaw>> {
    let mut draft = filled();
    change(&mut draft);
    draft.parse()
}

/// The only flaw, or what was accepted instead.
fn flaw(change: impl FnOnce(&mut Draft)) -> (String, FlawKind) {
    let mut flaws = parsed(change).expect_err("a flaw");
    assert_eq!(flaws.len(), 1, "{flaws:?}");
    let flaw = flaws.remove(0);
    (flaw.field, flaw.kind)
}

#[test]
fn a_report_with_nothing_wrong_is_cleaned_and_kept() {
    let report = filled().parse().expect("a report");
    assert_eq!((report.kind, report.severity), (Kind::Fault, Severity::One));
    assert_eq!((report.serial.as_str(), report.title.as_str()), ("7XK2P93", "数据库服务器无法启动"));
    assert_eq!(report.contact.phone, "138 0000 1234");
    assert_eq!(report.for_caller, None);
}

#[test]
fn an_empty_form_lists_every_flaw_in_the_order_of_the_form() {
    let flaws = Draft::default().parse().expect_err("flaws");
    let fields: Vec<&str> = flaws.iter().map(|flaw| flaw.field.as_str()).collect();
    let expected = ["draft_key", "kind", "severity", "title", "description", "contact_name", "contact_phone"];
    assert_eq!(fields, expected);
}

#[test]
fn what_is_too_long_is_told_how_long_it_may_be() {
    let too_long = |most| FlawKind::TooLong { most };
    assert!(parsed(|draft| draft.title = "字".repeat(TITLE_MOST)).is_ok());
    assert_eq!(flaw(|draft| draft.title = "字".repeat(TITLE_MOST + 1)), ("title".into(), too_long(TITLE_MOST)));
    let description = flaw(|draft| draft.description = "字".repeat(DESCRIPTION_MOST + 1));
    assert_eq!(description, ("description".into(), too_long(DESCRIPTION_MOST)));
    assert_eq!(flaw(|draft| draft.serial = "S".repeat(LINE_MOST + 1)), ("serial".into(), too_long(LINE_MOST)));
    assert_eq!(flaw(|draft| draft.contact_name = "名".repeat(101)), ("contact_name".into(), too_long(LINE_MOST)));
    let phone = flaw(|draft| draft.contact_phone = format!("12345{}", " ".repeat(200) + "6"));
    assert_eq!(phone, ("contact_phone".into(), too_long(LINE_MOST)));
    assert_eq!(flaw(|draft| draft.draft_key = "k".repeat(101)), ("draft_key".into(), too_long(LINE_MOST)));
}

#[test]
fn what_is_only_blank_is_empty() {
    for blank in ["", "   ", "\r\n\t", "\u{3000}", "\u{200b}\u{feff}", "\0"] {
        assert_eq!(flaw(|draft| draft.title = blank.to_owned()), ("title".into(), FlawKind::Empty), "{blank:?}");
        let description = flaw(|draft| draft.description = blank.to_owned());
        assert_eq!(description, ("description".into(), FlawKind::Empty), "{blank:?}");
    }
}

#[test]
fn markup_is_only_text() {
    let report = parsed(|draft| {
        draft.title = NASTY.to_owned();
        draft.description = NASTY.to_owned();
        draft.contact_name = NASTY.to_owned();
    });
    let report = report.expect("a report");
    assert_eq!([report.title, report.description, report.contact.name], [NASTY; 3]);
}

#[test]
fn a_title_is_one_line_and_a_description_keeps_its_lines() {
    let report = parsed(|draft| {
        draft.title = "宕机\r\nBcc: all@example.com".to_owned();
        draft.description = "一\r\n二\r三\0".to_owned();
    });
    let report = report.expect("a report");
    assert_eq!(report.title, "宕机  Bcc: all@example.com");
    assert_eq!(report.description, "一\n二\n三");
}

#[test]
fn choices_that_were_not_offered_are_flaws() {
    assert_eq!(flaw(|draft| draft.kind = NASTY.to_owned()), ("kind".into(), FlawKind::NotAChoice));
    for severity in ["0", "5", "", "一", "-1", "257"] {
        let found = flaw(|draft| draft.severity = severity.to_owned());
        assert_eq!(found, ("severity".into(), FlawKind::NotAChoice), "{severity}");
    }
}

#[test]
fn phone_numbers_as_people_write_them() {
    for phone in
        ["138 0000 1234", "+86-571-8888-6666", "(0571) 88886666转803", "400-000-0000", "１３８００００１２３４"]
    {
        assert!(parsed(|draft| draft.contact_phone = phone.to_owned()).is_ok(), "{phone}");
    }
    for phone in ["1234", "call me", "123456789012345678901", "138<script>00001234", "１２３"] {
        let found = flaw(|draft| draft.contact_phone = phone.to_owned());
        assert_eq!(found, ("contact_phone".into(), FlawKind::NotAPhone), "{phone}");
    }
    let report = parsed(|draft| draft.contact_phone = "（０５７１）８８８８６６６６".to_owned()).expect("a report");
    assert_eq!(report.contact.phone, "(0571)88886666");
}

#[test]
fn an_e_mail_address_is_optional_but_looks_like_one() {
    for email in ["", " ", "wang@qsh.example", "w.l+1@a.b.cn", "王@例子.中国", "wang＠qsh．example"] {
        assert!(parsed(|draft| draft.contact_email = email.to_owned()).is_ok(), "{email}");
    }
    for email in ["wang", "@a.cn", "w@", "w@cn", "w@.cn", "w@a.", "w@@a.cn", "w l@a.cn", "w@a.cn, x@b.cn"] {
        let found = flaw(|draft| draft.contact_email = email.to_owned());
        assert_eq!(found, ("contact_email".into(), FlawKind::NotAnEmail), "{email}");
    }
}

#[test]
fn a_caller_needs_an_organisation_and_an_origin() {
    let report = parsed(|draft| {
        draft.organisation_id = "2".to_owned();
        draft.origin = "hotline".to_owned();
    });
    let for_caller = report.expect("a report").for_caller.expect("a caller");
    assert_eq!((for_caller.organisation_id, for_caller.origin), (2, Origin::Hotline));
    assert_eq!(flaw(|draft| draft.organisation_id = "2".to_owned()), ("origin".into(), FlawKind::NotAChoice));
    assert_eq!(flaw(|draft| draft.origin = "hotline".to_owned()), ("organisation_id".into(), FlawKind::NotAChoice));
}

#[test]
fn serial_numbers_are_compared_as_they_are_meant() {
    for typed in ["7XK2P93", " 7xk2p93 ", "7xk2 p93", "７ＸＫ２Ｐ９３", "7XK2\u{200b}P93", "7XK2P93\r\n", "7XK2　P93"]
    {
        assert_eq!(normal_serial(typed), "7XK2P93", "{typed:?}");
    }
}

#[test]
fn keys_name_their_values_and_nothing_else() {
    assert!(Kind::ALL.into_iter().all(|kind| Kind::from_key(kind.key()) == Some(kind)));
    assert!(Origin::ALL.into_iter().all(|origin| Origin::from_key(origin.key()) == Some(origin)));
    let stages = domain::case::stage::Stage::ALL;
    assert!(stages.into_iter().all(|stage| domain::case::stage::Stage::from_key(stage.key()) == Some(stage)));
    assert_eq!(Kind::from_key("Fault"), None);
}
