//! Reporting: one form is one case, and everything the form needs.

use domain::case::Origin;
use domain::case::report::Draft;
use domain::case::severity::Severity;
use domain::coverage::Verdict;
use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, Cast, ENGINEER, EXPERT, OTHER_SERIAL, SECRETARY, SERIAL, STRANGER, draft,
};
use store::testing::moment;

on_both_engines! {
    async fn a_form_sent_many_times_at_once_is_one_case(house) {
        let cast = Cast::move_in(house).await;
        // Two replicas, as two processes would be.
        let replica = house.replica().await;
        let here = cast.desk(CUSTOMER).await;
        let there = replica.desk(here.viewer().clone(), cast.now);
        let sent = (0..12).map(|n| {
            let desk = if n % 2 == 0 { here.clone() } else { there.clone() };
            tokio::spawn(async move { desk.open_case(&draft("same")).await })
        });
        let mut opened = Vec::new();
        for one in sent.collect::<Vec<_>>() {
            opened.push(one.await.unwrap().unwrap());
        }
        assert_eq!(opened.iter().filter(|opened| opened.fresh).count(), 1);
        assert!(opened.iter().all(|one| one.number == opened[0].number));
        let all = here.cases(&domain::case::sheet::CaseFilter::default()).await.unwrap();
        assert_eq!(all.rows.len(), 1);
        assert_eq!(here.case(&opened[0].number).await.unwrap().events.len(), 1);
    }

    async fn the_same_key_of_somebody_else_is_another_case(house) {
        let cast = Cast::move_in(house).await;
        let first = cast.open("same").await;
        let second = cast.desk(COLLEAGUE).await.open_case(&draft("same")).await.unwrap();
        assert!(second.fresh && second.number != first);
    }

    async fn numbers_count_the_days_of_the_company(house) {
        let cast = Cast::move_in(house).await;
        let late = cast.desk_at(CUSTOMER, moment("2026-11-21T15:59:59Z")).await;
        let next_day = cast.desk_at(CUSTOMER, moment("2026-11-21T16:00:00Z")).await;
        let mut numbers = Vec::new();
        for (desk, key) in [(&late, "a"), (&late, "b"), (&next_day, "c")] {
            numbers.push(desk.open_case(&draft(key)).await.unwrap().number);
        }
        assert_eq!(numbers, ["C-20261121-0001", "C-20261121-0002", "C-20261122-0001"]);
    }

    async fn every_flaw_is_told_at_once(house) {
        let cast = Cast::move_in(house).await;
        let hollow = Draft { draft_key: "k".to_owned(), ..Draft::default() };
        let flaws = crate::flaws(cast.desk(CUSTOMER).await.open_case(&hollow).await);
        let fields: Vec<&str> = flaws.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["kind", "severity", "title", "description", "contact_name", "contact_phone"]);
    }

    async fn an_unknown_serial_number_is_no_flaw_but_needs_a_decision(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let unknown = Draft { serial: "nobody has this".to_owned(), ..draft("k") };
        let number = desk.open_case(&unknown).await.unwrap().number;
        let case = desk.case(&number).await.unwrap().case;
        assert_eq!(case.opening.coverage.verdict, Verdict::NeedsDecision);
        assert_eq!(case.opening.product.serial, "NOBODYHASTHIS");
        // The other organisation's serial number is as unknown: nothing is told about it.
        let others = Draft { serial: OTHER_SERIAL.to_owned(), ..draft("k2") };
        let number = desk.open_case(&others).await.unwrap().number;
        let case = desk.case(&number).await.unwrap().case;
        assert_eq!((case.opening.coverage.verdict, case.opening.product.asset_id), (Verdict::NeedsDecision, None));
    }

    async fn without_a_contract_the_companys_default_policy_holds(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(STRANGER).await;
        let number = desk.open_case(&Draft { serial: OTHER_SERIAL.to_owned(), ..draft("k") }).await.unwrap().number;
        let case = desk.case(&number).await.unwrap().case;
        assert_eq!(case.opening.policy, house.store.company().default_policy);
        assert_ne!(case.opening.coverage.verdict, Verdict::Covered);
    }

    async fn customers_speak_for_themselves_and_staff_for_a_caller(house) {
        let cast = Cast::move_in(house).await;
        let for_others = Draft {
            organisation_id: cast.hospital.id.to_string(),
            origin: "hotline".to_owned(),
            serial: OTHER_SERIAL.to_owned(),
            contact_email: STRANGER.to_uppercase(),
            severity: "3".to_owned(),
            ..draft("k")
        };
        assert_eq!(crate::refusal(cast.desk(CUSTOMER).await.open_case(&for_others).await), Refusal::NotAllowed);
        let secretary = cast.desk(SECRETARY).await;
        let incomplete: Vec<String> =
            crate::flaws(secretary.open_case(&draft("k")).await).into_iter().map(|(field, _)| field).collect();
        assert_eq!(incomplete, ["organisation_id", "origin"]);
        let nowhere = Draft { organisation_id: "4711".to_owned(), ..for_others.clone() };
        let nowhere = crate::flaws(secretary.open_case(&nowhere).await);
        assert_eq!(nowhere, [("organisation_id".to_owned(), FlawKind::NotAChoice)]);
        let number = secretary.open_case(&for_others).await.unwrap().number;
        let case = secretary.case(&number).await.unwrap().case;
        assert_eq!((case.opening.origin, case.severity), (Origin::Hotline, Severity::Three));
        assert_eq!(case.opening.reporter.unwrap().name, "孙倩");
        // The caller was recognised by the e-mail address and sees the case.
        cast.desk(STRANGER).await.case(&number).await.unwrap();
    }

    async fn those_who_open_no_cases_are_told_so(house) {
        let cast = Cast::move_in(house).await;
        for email in [ENGINEER, EXPERT] {
            let desk = cast.desk(email).await;
            assert_eq!(crate::refusal(desk.open_case(&draft("k")).await), Refusal::NotAllowed);
            assert_eq!(crate::refusal(desk.report_form(None).await), Refusal::NotAllowed);
            assert_eq!(crate::refusal(desk.check_coverage("fault", SERIAL, None).await), Refusal::NotAllowed);
        }
    }

    async fn the_form_knows_what_the_company_knows(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let form = desk.report_form(None).await.unwrap();
        assert_eq!(form.draft_key.len(), 32);
        assert_eq!(form.assets, [(SERIAL.to_owned(), "DB-01 · PowerEdge R740xd".to_owned(), "中心机房".to_owned())]);
        assert_eq!((form.contact.name.as_str(), form.contact.email.as_str()), ("王丽", CUSTOMER));
        assert_eq!(form.policy.id, "a");
        assert!(form.organisations.is_empty());
        assert_eq!(desk.report_form(Some("mine".to_owned())).await.unwrap().draft_key, "mine");
        let telling = Draft { contact_phone: "139 1111 2222".to_owned(), ..draft("mine") };
        desk.open_case(&telling).await.unwrap();
        let after = desk.report_form(Some("mine".to_owned())).await.unwrap();
        assert_ne!(after.draft_key, "mine", "a key that became a case starts a new form");
        assert_eq!(after.contact.phone, "139 1111 2222");
        let staff = cast.desk(SECRETARY).await.report_form(None).await.unwrap();
        assert_eq!((staff.organisations.len(), staff.assets.len()), (2, 2));
    }

    async fn coverage_is_told_while_the_form_is_filled_in(house) {
        let cast = Cast::move_in(house).await;
        let customer = cast.desk(CUSTOMER).await;
        let answer = customer.check_coverage("fault", " 7xk2p93 ", None).await.unwrap();
        assert_eq!((answer.coverage.verdict, answer.policy.id.as_str()), (Verdict::Covered, "a"));
        assert_eq!(answer.asset.unwrap().0, "DB-01 · PowerEdge R740xd");
        // Naming another organisation changes nothing for a customer.
        let answer = customer.check_coverage("", OTHER_SERIAL, Some(cast.hospital.id)).await.unwrap();
        assert_eq!((answer.coverage.verdict, answer.asset), (Verdict::NeedsDecision, None));
        let wrong = crate::flaws(customer.check_coverage("nonsense", SERIAL, None).await);
        assert_eq!(wrong, [("kind".to_owned(), FlawKind::NotAChoice)]);
        let secretary = cast.desk(SECRETARY).await;
        let by_serial = secretary.check_coverage("fault", SERIAL, None).await.unwrap();
        assert_eq!(by_serial.coverage.verdict, Verdict::Covered);
        let unknown = crate::flaws(secretary.check_coverage("fault", "", None).await);
        assert_eq!(unknown, [("organisation_id".to_owned(), FlawKind::NotAChoice)]);
    }
}
