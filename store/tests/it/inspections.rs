//! Inspections: recorded once by those who work for a customer, read by that customer and nobody else's, and what was found
//! becomes a case in one step.

use crate::{flaws, refusal};
use domain::case::Kind;
use domain::case::Origin;
use domain::inspection::{InspectionDraft, InspectionFilter, Outcome};
use domain::person::PersonRef;
use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, OTHER_SERIAL, SECRETARY,
    SERIAL, STRANGER, STRANGER_ADMIN,
};

/// Of the water works, on the day the tests begin, with one fault and one remark.
fn form(cast: &Cast<'_>, key: &str) -> InspectionDraft {
    let (organisation, inspector) = (cast.water.id.to_string(), cast.engineer.id.to_string());
    let today = cast.now.date_naive().to_string();
    let device = format!("device.{SERIAL}");
    let fields = [
        ("draft_key", key),
        ("organisation_id", &organisation),
        ("site", "中心机房"),
        ("inspected_on", &today),
        ("inspector_id", &inspector),
        ("summary", "整体良好，一台设备需要处理"),
        ("outcome.item.temperature", "fine"),
        ("outcome.item.backup", "remark"),
        ("words.item.backup", "恢复演练已过半年"),
        (&format!("outcome.{device}"), "fault"),
        (&format!("words.{device}"), "电源 2 报警\n已记录日志"),
    ];
    InspectionDraft::read(&fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

on_both_engines! {
    async fn a_report_says_what_was_found_section_by_section(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        let number = secretary.record_inspection(&form(&cast, "k")).await.unwrap();
        assert_eq!(secretary.record_inspection(&form(&cast, "k")).await.unwrap(), number, "the same form is the same inspection");
        let second = secretary.record_inspection(&form(&cast, "k2")).await.unwrap();
        assert_ne!(second, number);
        let sheet = cast.desk(CUSTOMER).await.inspection(&number).await.unwrap();
        assert_eq!((sheet.organisation.id, sheet.site.as_str(), sheet.may_open_cases), (cast.water.id, "中心机房", false));
        let found: Vec<_> = sheet.sections.iter().flat_map(|section| &section.findings)
            .map(|finding| (finding.what.chinese.as_str(), finding.outcome, finding.serial.as_deref())).collect();
        assert_eq!(found, [
            ("温度与湿度", Outcome::Fine, None),
            ("DB-01 · PowerEdge R740xd", Outcome::Fault, Some(SERIAL)),
            ("备份策略与恢复验证", Outcome::Remark, None),
        ]);
        let page = cast.desk(CUSTOMER_ADMIN).await.inspections(&InspectionFilter::default()).await.unwrap();
        let lines: Vec<_> = page.lines.iter().map(|line| (line.number.as_str(), line.remarks, line.faults)).collect();
        assert_eq!(lines, [(second.as_str(), 1, 1), (number.as_str(), 1, 1)]);
        let after = InspectionFilter { after: second.clone(), ..InspectionFilter::default() };
        assert_eq!(secretary.inspections(&after).await.unwrap().lines.len(), 1);
        let words = InspectionFilter { q: "临江".to_owned(), ..InspectionFilter::default() };
        assert!(secretary.inspections(&words).await.unwrap().lines.is_empty());
        // The archive and the page of the device tell of it.
        let archive = cast.desk(CUSTOMER_ADMIN).await.archive(cast.water.id).await.unwrap();
        assert_eq!(archive.inspections.len(), 2);
        let device = cast.desk(CUSTOMER).await.asset(SERIAL).await.unwrap();
        assert_eq!((device.findings.len(), device.findings[1].number.as_str()), (2, number.as_str()));
    }

    async fn a_finding_becomes_one_case_with_the_device_filled_in(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        let number = secretary.record_inspection(&form(&cast, "k")).await.unwrap();
        let findings = |sheet: domain::inspection::InspectionSheet| {
            sheet.sections.into_iter().flat_map(|section| section.findings).collect::<Vec<_>>()
        };
        let found = findings(secretary.inspection(&number).await.unwrap());
        let opened = secretary.open_case_from_finding(&number, found[1].id, "2").await.unwrap();
        let case = secretary.case(&opened).await.unwrap().case;
        assert_eq!((case.opening.origin, case.opening.kind), (Origin::Inspection, Kind::Fault));
        assert_eq!(case.opening.product.serial, SERIAL);
        assert_eq!((case.severity.level(), case.opening.title.as_str()), (2, "DB-01 · PowerEdge R740xd · 电源 2 报警"));
        assert!(case.opening.description.contains(&number) && !case.opening.contact.name.is_empty());
        assert_eq!(case.coverage().covered_by.as_ref().unwrap().contract, "QS-2025-014");
        // Once is enough, and what is fine opens none.
        assert_eq!(refusal(secretary.open_case_from_finding(&number, found[1].id, "2").await), Refusal::ChangedMeanwhile);
        assert_eq!(flaws(secretary.open_case_from_finding(&number, found[0].id, "2").await)[0].0, "finding");
        assert_eq!(flaws(secretary.open_case_from_finding(&number, found[2].id, "9").await)[0].0, "severity");
        assert_eq!(refusal(secretary.open_case_from_finding(&number, 0, "2").await), Refusal::NotFound);
        let seen = findings(cast.desk(CUSTOMER_ADMIN).await.inspection(&number).await.unwrap());
        assert_eq!((seen[1].case.as_deref(), seen[1].case_in_sight), (Some(opened.as_str()), true));
        let seen = findings(cast.desk(COLLEAGUE).await.inspection(&number).await.unwrap());
        assert!(!seen[1].case_in_sight, "a colleague reads the report, and not the case");
    }

    async fn nobody_else_reads_or_records_it(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.desk(SECRETARY).await.record_inspection(&form(&cast, "k")).await.unwrap();
        for who in [CUSTOMER, COLLEAGUE, CUSTOMER_ADMIN, EXPERT, MANAGER] {
            assert!(cast.desk(who).await.inspection(&number).await.is_ok(), "{who}");
        }
        for who in [STRANGER, STRANGER_ADMIN, OTHER_ENGINEER] {
            let desk = cast.desk(who).await;
            assert_eq!(refusal(desk.inspection(&number).await), Refusal::NotFound, "{who}");
            assert_eq!(refusal(desk.open_case_from_finding(&number, 1, "2").await), Refusal::NotFound, "{who}");
            assert!(desk.inspections(&InspectionFilter::default()).await.unwrap().lines.is_empty(), "{who}");
        }
        for who in [CUSTOMER, CUSTOMER_ADMIN, EXPERT] {
            let desk = cast.desk(who).await;
            assert_eq!(refusal(desk.record_inspection(&form(&cast, who)).await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.inspection_form(None, "").await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.open_case_from_finding(&number, 1, "2").await), Refusal::NotAllowed, "{who}");
        }
        assert_eq!(refusal(cast.guest().inspection(&number).await), Refusal::SignInNeeded);
        assert_eq!(refusal(cast.guest().record_inspection(&form(&cast, "g")).await), Refusal::SignInNeeded);
    }

    async fn an_engineer_inspects_those_he_works_for_and_a_device_is_one_of_theirs(house) {
        let cast = Cast::move_in(house).await;
        let engineer = cast.desk(ENGINEER).await;
        assert_eq!(flaws(engineer.record_inspection(&form(&cast, "k")).await)[0].0, "organisation_id");
        let number = cast.open("case").await;
        let to = PersonRef { id: cast.engineer.id, name: String::new() };
        cast.desk(SECRETARY).await.act(&number, domain::case::decide::Command::Assign { to }).await.unwrap();
        let offered = engineer.inspection_form(None, "中心机房").await.unwrap();
        assert_eq!(offered.organisation.map(|organisation| organisation.id), Some(cast.water.id));
        assert_eq!((offered.devices.len(), offered.inspector), (1, Some(cast.engineer.id)));
        let of_others = domain::inspection::FindingDraft {
            subject: domain::inspection::Subject::Device(OTHER_SERIAL.to_owned()),
            outcome: "fine".to_owned(),
            words: String::new(),
        };
        let foreign = InspectionDraft { findings: vec![of_others], ..form(&cast, "k") };
        let flaw = flaws(engineer.record_inspection(&foreign).await).remove(0);
        assert_eq!(flaw, (format!("outcome.device.{OTHER_SERIAL}"), FlawKind::UnknownSerial));
        engineer.record_inspection(&form(&cast, "k")).await.unwrap();
        assert_eq!(refusal(engineer.inspection_form(Some(cast.hospital.id), "").await), Refusal::NotFound);
    }
}
