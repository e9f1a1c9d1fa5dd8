//! The service report: counted over one organisation, for those who may read it, the same on both engines.

use crate::journey::up_to_confirmation;
use crate::refusal;
use chrono::TimeDelta;
use domain::case::Kind;
use domain::case::decide::Command;
use domain::clock::Target;
use domain::contract::Used;
use domain::contract::draft::UseDraft;
use domain::coverage::Verdict;
use domain::inspection::InspectionDraft;
use domain::refusal::{FlawKind, Refusal};
use domain::satisfaction::SatisfactionFilter;
use domain::service_report::{CaseCount, ReportFilter, ServiceReport, Span};
use domain::survey::Typed;
use store::on_both_engines;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, OTHER_SERIAL, SECRETARY,
    STRANGER, STRANGER_ADMIN, draft,
};

const MINUTE_MS: i64 = 60_000;

fn month() -> ReportFilter {
    ReportFilter { period: "2026-11".to_owned(), ..ReportFilter::default() }
}

/// Three hours after the tests begin.
async fn read(cast: &Cast<'_>, who: &str, organisation: i64, filter: &ReportFilter) -> store::Result<ServiceReport> {
    cast.desk_at(who, cast.now + TimeDelta::hours(3)).await.service_report(organisation, filter).await
}

/// Three services, confirmed and graded; one of the grades is a poor.
async fn graded(cast: &Cast<'_>) {
    let keys = ["response_time", "arrival_time", "resolution_time", "spare_parts", "solved_in_one_visit", "follow_up"];
    for (nth, attitude) in ["good", "good", "poor"].into_iter().enumerate() {
        let number = cast.open(&format!("graded {nth}")).await;
        up_to_confirmation(cast, &number).await;
        let customer = cast.desk_at(CUSTOMER, cast.now + TimeDelta::hours(2)).await;
        customer.act(&number, Command::ConfirmService).await.unwrap();
        let good = keys.into_iter().chain(["technical_level"]).map(|key| (key.to_owned(), "good".to_owned()));
        let answers = Typed(good.chain([("attitude".to_owned(), attitude.to_owned())]).collect());
        customer.answer_survey(&number, &answers).await.unwrap();
    }
}

fn inspected(cast: &Cast<'_>, on: &str) -> InspectionDraft {
    let (organisation, inspector) = (cast.water.id.to_string(), cast.engineer.id.to_string());
    let fields = [
        ("draft_key", on),
        ("organisation_id", &organisation),
        ("site", "中心机房"),
        ("inspected_on", on),
        ("inspector_id", &inspector),
        ("summary", "整体良好"),
        ("outcome.item.temperature", "fine"),
        ("outcome.item.backup", "remark"),
        ("words.item.backup", "恢复演练已过半年"),
    ];
    InspectionDraft::read(&fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

on_both_engines! {
    async fn cases_and_targets_of_one_organisation_as_worked_out_by_hand(house) {
        let cast = Cast::move_in(house).await;
        // Answered and running again after 90 minutes: of a promised first response within 15, and a restoration within 240.
        let resolved = cast.open("k").await;
        up_to_confirmation(&cast, &resolved).await;
        // Nobody looked at it in three hours: neither the response within 15 minutes nor the arrival within 120 came.
        let waiting = cast.open("k2").await;
        let others = domain::case::report::Draft { serial: OTHER_SERIAL.to_owned(), ..draft("k") };
        cast.desk(STRANGER).await.open_case(&others).await.unwrap();

        let report = read(&cast, MANAGER, cast.water.id, &month()).await.unwrap();
        assert_eq!((report.organisation.name.as_str(), report.period.span), ("青山湖水务", Span::Month));
        let figures = &report.figures;
        assert_eq!(figures.cases, CaseCount { opened: 2, resolved: 1, open: 1 });
        assert_eq!(figures.kinds, [(Kind::Fault, figures.cases)]);
        assert_eq!(figures.coverage, [(Verdict::Covered, 2)]);
        let kept: Vec<_> = figures.targets.iter().filter(|count| count.due > 0)
            .map(|count| (count.target, count.due, count.met, count.breached, count.median_ms)).collect();
        assert_eq!(kept, [
            (Target::Respond, 2, 0, 2, None),
            (Target::OnSite, 1, 0, 1, None),
            (Target::Restore, 1, 1, 0, Some(90 * MINUTE_MS)),
        ]);
        let mut late: Vec<_> = figures.breaches.iter()
            .map(|late| (late.number.as_str(), late.target, late.over_ms / MINUTE_MS, late.met, late.cause.as_str())).collect();
        late.sort_unstable();
        assert_eq!(late, [
            (resolved.as_str(), Target::Respond, 75, true, "阵列卡电池失效"),
            (waiting.as_str(), Target::Respond, 165, false, ""),
            (waiting.as_str(), Target::OnSite, 60, false, ""),
        ]);
        let trend: Vec<_> = report.trend.iter().map(|point| (point.period.key(), point.opened, point.due, point.met)).collect();
        assert_eq!((trend.len(), trend[4].clone(), trend[5].clone()),
            (6, ("2026-10".to_owned(), 0, 0, 0), ("2026-11".to_owned(), 2, 4, 1)));
        // The month before had nothing, and a day that has not come is said to be wrong.
        let october = ReportFilter { period: "2026-10".to_owned(), ..ReportFilter::default() };
        assert_eq!(read(&cast, MANAGER, cast.water.id, &october).await.unwrap().figures.cases, CaseCount::default());
        let later = ReportFilter { period: "2027-01".to_owned(), ..ReportFilter::default() };
        let flawed = read(&cast, MANAGER, cast.water.id, &later).await.unwrap();
        assert_eq!((flawed.flaws[0].field.as_str(), &flawed.flaws[0].kind), ("period", &FlawKind::InTheFuture));
        assert_eq!(flawed.period.key(), "2026-Q3");
        // The hospital's is its own.
        let hospital = read(&cast, MANAGER, cast.hospital.id, &month()).await.unwrap();
        assert_eq!(hospital.figures.cases, CaseCount { opened: 1, resolved: 0, open: 1 });
    }

    async fn satisfaction_is_what_its_own_page_says(house) {
        let cast = Cast::move_in(house).await;
        graded(&cast).await;
        let complaint = domain::case::report::Draft { kind: "complaint".to_owned(), ..draft("c") };
        cast.desk(CUSTOMER).await.open_case(&complaint).await.unwrap();
        let report = read(&cast, MANAGER, cast.water.id, &month()).await.unwrap();
        let filter = SatisfactionFilter {
            from: "2026-11-01".to_owned(),
            until: "2026-11-30".to_owned(),
            customer: cast.water.id.to_string(),
            ..SatisfactionFilter::default()
        };
        let page = cast.desk_at(MANAGER, cast.now + TimeDelta::hours(3)).await.satisfaction(&filter).await.unwrap();
        let told = report.satisfaction;
        assert_eq!((told.asked, told.responded, told.surveys, told.complaints), (3, 3, 3, 1));
        assert_eq!(told.summary.unwrap().rate.permille(), Some(958));
        assert_eq!((page.asked, page.responded, page.surveys, page.complaints, page.summary),
            (told.asked, told.responded, told.surveys, told.complaints, told.summary));
        let hospital = read(&cast, MANAGER, cast.hospital.id, &month()).await.unwrap().satisfaction;
        assert_eq!((hospital.asked, hospital.surveys, hospital.complaints, hospital.summary), (0, 0, 0, None));
        // Bad answers are the company's own to follow up: the customer's paper does not speak of it.
        let open = async |who: &str| read(&cast, who, cast.water.id, &month()).await.unwrap().follow_ups.map(|open| open.len());
        assert_eq!((open(MANAGER).await, open(SECRETARY).await, open(CUSTOMER_ADMIN).await), (Some(1), Some(0), None));
    }

    async fn contracts_inspections_and_the_dedicated_engineer(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        for hours in ["3", "-1"] {
            let booking = UseDraft { hours: hours.to_owned(), words: "调整表空间".to_owned(), ..UseDraft::default() };
            secretary.book_contract_use("QS-2025-014", &booking).await.unwrap();
        }
        secretary.record_inspection(&inspected(&cast, "2026-11-20")).await.unwrap();
        secretary.record_inspection(&inspected(&cast, "2026-10-31")).await.unwrap();
        cast.desk(MANAGER).await.name_dedicated(cast.water.id, &cast.engineer.id.to_string(), "").await.unwrap();
        let report = read(&cast, CUSTOMER_ADMIN, cast.water.id, &month()).await.unwrap();
        let used = Used { minutes: 120, visits: 0 };
        let contracts: Vec<_> =
            report.contracts.iter().map(|one| (one.number.as_str(), one.used, one.used_in_all)).collect();
        assert_eq!(contracts, [("QS-2025-014", used, used)]);
        let inspections: Vec<_> = report.inspections.iter().map(|one| (one.inspected_on.to_string(), one.remarks)).collect();
        assert_eq!(inspections, [("2026-11-20".to_owned(), 1)]);
        assert_eq!(report.dedicated[0].person.name, "周岩");
        // Booked in November, not in October.
        let october = ReportFilter { period: "2026-10".to_owned(), ..ReportFilter::default() };
        let before = read(&cast, CUSTOMER_ADMIN, cast.water.id, &october).await.unwrap();
        assert_eq!((before.contracts[0].used, before.contracts[0].used_in_all), (Used::default(), used));
        assert_eq!(before.inspections.len(), 1);
    }

    async fn a_report_is_for_the_customers_admin_and_those_who_serve_them(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let colleagues = cast.desk(COLLEAGUE).await.open_case(&draft("k")).await.unwrap().number;
        let (water, hospital) = (cast.water.id, cast.hospital.id);
        let sees = async |who: &str, organisation| match read(&cast, who, organisation, &month()).await {
            Ok(report) => { assert_eq!(report.organisation.id, organisation, "{who}"); true }
            refused => { assert_eq!(refusal(refused), Refusal::NotFound, "{who}"); false }
        };
        for (who, own, others) in [
            (MANAGER, true, true),
            (SECRETARY, true, true),
            (CUSTOMER_ADMIN, true, false),
            (STRANGER_ADMIN, false, true),
            (CUSTOMER, false, false),
            (STRANGER, false, false),
            (ENGINEER, false, false),
            (EXPERT, false, false),
            (OTHER_ENGINEER, false, false),
        ] {
            assert_eq!((sees(who, water).await, sees(who, hospital).await), (own, others), "{who}");
        }
        assert!(!sees(MANAGER, 0).await);
        let guest = cast.guest().service_report(water, &month()).await;
        assert_eq!(refusal(guest), Refusal::SignInNeeded);
        // Who is given a case of theirs serves them: their figures are whole, a colleague's case is counted and not told.
        up_to_confirmation(&cast, &number).await;
        assert!(sees(ENGINEER, water).await && !sees(ENGINEER, hospital).await);
        let report = read(&cast, ENGINEER, water, &month()).await.unwrap();
        assert_eq!(report.figures.cases.opened, 2);
        let title = |number: &str| report.figures.breaches.iter().find(|late| late.number == number).unwrap().title.clone();
        assert!(title(&colleagues).is_empty() && !title(&number).is_empty());
    }
}
