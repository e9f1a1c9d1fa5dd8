//! What is known late: calls typed in afterwards, and coverage decided after the opening.

use chrono::TimeDelta;
use domain::case::Case;
use domain::case::decide::CoverageDraft;
use domain::case::event::Happening;
use domain::case::report::{CALL_AGO_MOST_DAYS, Draft};
use domain::clock::Target;
use domain::coverage::Verdict;
use domain::notice::NoticeKind;
use domain::refusal::{Flaw, FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{
    CUSTOMER, Cast, ENGINEER, MANAGER, OTHER_SERIAL, SECRETARY, STRANGER, STRANGER_ADMIN, draft,
};

/// What the secretary types in for a caller of the water works; by the wall clock of Shanghai.
fn call(cast: &Cast<'_>, called_at: &str) -> Draft {
    Draft {
        organisation_id: cast.water.id.to_string(),
        origin: "hotline".to_owned(),
        called_at: called_at.to_owned(),
        ..draft(called_at)
    }
}

fn decide(verdict: &str, contract: &str) -> CoverageDraft {
    CoverageDraft {
        verdict: verdict.to_owned(),
        contract: contract.to_owned(),
        words: "核对了验收单".to_owned(),
        ..CoverageDraft::default()
    }
}

on_both_engines! {
    async fn a_call_typed_in_two_hours_later_counts_from_the_call_and_catches_up_at_once(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        let number = secretary.open_case(&call(&cast, "2026-11-21T15:30")).await.unwrap().number;
        let sheet = cast.desk(CUSTOMER).await.case(&number).await.unwrap();
        assert_eq!(sheet.case.opened_at, cast.now - TimeDelta::hours(2));
        assert_eq!(sheet.case.registered_at, Some(cast.now));
        assert_eq!(Case::from_history(&sheet.events).unwrap(), sheet.case);
        let restore = sheet.readings.iter().find(|reading| reading.target == Target::Restore).unwrap();
        assert_eq!(restore.due, Some(cast.now + TimeDelta::hours(2)));
        assert!(sheet.readings[0].breached(cast.now));
        // What was due before it was typed in is due then, and not late.
        while house.store.fire_due_timers(9, cast.now).await.unwrap() > 0 {}
        let events = cast.desk(MANAGER).await.case(&number).await.unwrap().events;
        let escalated = |late: &bool| !*late;
        assert!(events.iter().any(|event| matches!(&event.happening, Happening::Escalated { late, .. } if escalated(late))));
    }

    async fn a_call_is_not_to_come_and_not_of_last_month(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        let flawed = async |called_at: &str| crate::refusal(secretary.open_case(&call(&cast, called_at)).await);
        let flaw = |kind| Refusal::Flawed(vec![Flaw::of("called_at", kind)]);
        assert_eq!(flawed("2026-11-21T17:31").await, flaw(FlawKind::InTheFuture));
        assert_eq!(flawed("2026-10-21T09:00").await, flaw(FlawKind::TooLongAgo { most_days: CALL_AGO_MOST_DAYS }));
        assert_eq!(flawed("nine").await, flaw(FlawKind::NotAMoment));
        let forged = Draft { called_at: "2026-11-21T09:00".to_owned(), ..draft("k") };
        let by_customer = crate::refusal(cast.desk(CUSTOMER).await.open_case(&forged).await);
        assert!(matches!(by_customer, Refusal::Flawed(_)), "{by_customer:?}");
    }

    async fn coverage_decided_late_is_recorded_with_who_and_why_and_promises_from_the_opening(house) {
        let cast = Cast::move_in(house).await;
        let unknown = Draft { serial: "NOT-ON-FILE".to_owned(), ..draft("k") };
        let number = cast.desk(CUSTOMER).await.open_case(&unknown).await.unwrap().number;
        let manager = cast.desk_at(MANAGER, cast.now + TimeDelta::minutes(30)).await;
        let before = manager.case(&number).await.unwrap();
        assert_eq!(before.case.coverage().verdict, Verdict::NeedsDecision);
        assert_eq!(before.contracts, Some(vec!["QS-2025-014".to_owned()]));
        assert!(before.readings.iter().all(|reading| reading.target != Target::Restore));
        manager.decide_coverage(&number, &decide("covered", "QS-2025-014")).await.unwrap();
        manager.decide_coverage(&number, &decide("covered", "QS-2025-014")).await.unwrap();
        let sheet = manager.case(&number).await.unwrap();
        let decided: Vec<_> = sheet.events.iter().filter(|event| event.happening.key() == "coverage_decided").collect();
        assert_eq!(decided.len(), 1, "deciding the same again leaves no event");
        assert_eq!(decided[0].actor.person.as_ref().unwrap().name, "陈立");
        let restore = sheet.readings.iter().find(|reading| reading.target == Target::Restore).unwrap();
        assert_eq!(restore.due, Some(cast.now + TimeDelta::hours(4)));
        let covered_by = sheet.case.coverage().covered_by.clone().unwrap();
        assert!(!covered_by.policy_name.chinese.is_empty());
        assert!(manager.timers(&number).await.unwrap().iter().any(|timer| timer.key == "contingency/restore"));
        // The customer is told, and sees why.
        let inbox = cast.desk(CUSTOMER).await.inbox(None, 9).await.unwrap();
        assert_eq!(inbox.rows.iter().filter(|row| row.kind == NoticeKind::Progress).count(), 1);
    }

    async fn a_verdict_is_overruled_by_those_who_dispatch_and_by_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        for who in [CUSTOMER, ENGINEER, STRANGER, STRANGER_ADMIN] {
            let refused = crate::refusal(cast.desk(who).await.decide_coverage(&number, &decide("billable", "")).await);
            assert!(matches!(refused, Refusal::NotAllowed | Refusal::NotFound), "{who}: {refused:?}");
        }
        assert_eq!(cast.desk(CUSTOMER).await.case(&number).await.unwrap().contracts, None);
        let secretary = cast.desk(SECRETARY).await;
        secretary.decide_coverage(&number, &decide("billable", "")).await.unwrap();
        let sheet = cast.desk(CUSTOMER).await.case(&number).await.unwrap();
        assert_eq!(sheet.case.coverage().verdict, Verdict::Billable);
        assert_eq!(sheet.case.opening.coverage.verdict, Verdict::Covered, "the opening stays what it was");
        assert!(sheet.readings.iter().all(|reading| reading.target != Target::Restore));
        // Another customer's contract covers nothing here.
        let strangers = Draft { serial: OTHER_SERIAL.to_owned(), ..draft("s") };
        let elsewhere = cast.desk(STRANGER).await.open_case(&strangers).await.unwrap().number;
        let refused = crate::refusal(secretary.decide_coverage(&elsewhere, &decide("covered", "QS-2025-014")).await);
        assert_eq!(refused, Refusal::Flawed(vec![Flaw::of("contract", FlawKind::NotAChoice)]));
    }
}
