//! Managers look at calendars and import holidays: a record, seen before it counts, and every open case is planned anew.

use chrono::TimeDelta;
use domain::clock::holidays::{Announced, DataLack, HolidayFlawKind};
use domain::clock::year::DayKind;
use domain::clock::{Holidays, Target};
use domain::policy::PolicyDraft;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, SECRETARY, draft};
use store::{Desk, on_both_engines};

const NEXT_YEAR: &str = r#"{"off": ["2027-01-01", "2027-02-08"], "work": ["2027-02-14"]}"#;
/// Makes the Monday after the tests' Saturday a holiday.
const MONDAY_OFF: &str = r#"{"off": ["2026-11-23"], "work": []}"#;

fn read(desk: &Desk, text: &str) -> Vec<Holidays> {
    desk.read_holidays("5x8", text, "通知.json").unwrap()
}

on_both_engines! {
    async fn an_import_is_shown_before_it_counts_and_kept_with_who_and_when(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let before = manager.calendar("5x8", Some(2027), None).await.unwrap();
        assert_eq!((before.days.len(), before.days[0], before.years.as_slice()), (365, DayKind::BeyondData, [2024, 2025, 2026].as_slice()));
        assert!(matches!(before.row.lack, Some(DataLack::EndsSoon { days_left: 40, .. })), "{:?}", before.row.lack);
        assert_eq!(manager.calendar_warnings().len(), 1);
        let waiting = read(&manager, NEXT_YEAR);
        let preview = manager.calendar("5x8", Some(2027), Some(&waiting)).await.unwrap().preview.unwrap();
        assert_eq!((preview.len(), preview[0].known, preview[0].changes.len()), (1, false, 3));
        let first = "2027-01-01".parse().unwrap();
        assert_eq!(preview[0].changes[0], (first, Announced::Nothing, Announced::Off));
        assert_eq!(manager.calendar("5x8", Some(2027), None).await.unwrap().days[0], DayKind::BeyondData, "only shown");

        assert_eq!(manager.import_holidays("5x8", &waiting).await.unwrap().len(), 1);
        let manager = cast.desk(MANAGER).await;
        let after = manager.calendar("5x8", Some(2027), None).await.unwrap();
        assert_eq!((after.days[0], after.row.lack.as_ref()), (DayKind::Holiday, None));
        assert_eq!(after.days.iter().filter(|kind| **kind == DayKind::AdjustedWork).count(), 1);
        assert_eq!((after.imports[0].year, after.imports[0].source.as_str(), after.imports[0].by.name.as_str()), (2027, "通知.json", "陈立"));
        assert!(manager.calendar_warnings().is_empty());
        assert!(manager.import_holidays("5x8", &waiting).await.unwrap().is_empty(), "nothing new is no record");
        assert_eq!(manager.calendar("5x8", None, None).await.unwrap().imports.len(), 1);
    }

    async fn open_cases_are_planned_anew_on_every_replica_when_holidays_change(house) {
        let cast = Cast::move_in(house).await;
        let worker = house.replica().await;
        worker.plan_missing_timers().await.unwrap();
        let manager = cast.desk(MANAGER).await;
        // Restored by the end of the next working day: over the weekend, Monday 18:00.
        let policy = manager.service_policy("a").await.unwrap().policy;
        let mut edited = PolicyDraft { why: "x".to_owned(), ..PolicyDraft::of(&policy, domain::person::Language::English) };
        let row = edited.promises.iter_mut().find(|row| row.target == Target::Restore.key()).unwrap();
        "1 working day".clone_into(&mut row.within);
        "5x8".clone_into(&mut row.hours);
        manager.save_policy(&edited).await.unwrap();
        let number = cast.desk(CUSTOMER).await.open_case(&draft("k")).await.unwrap().number;
        let due = async || {
            let readings = cast.desk(MANAGER).await.case(&number).await.unwrap().readings;
            readings.into_iter().find(|reading| reading.target == Target::Restore).unwrap().due.unwrap()
        };
        let rises = async || {
            let timers = cast.desk(MANAGER).await.timers(&number).await.unwrap();
            timers.into_iter().find(|timer| timer.key.starts_with("remind/restore")).unwrap().due_at
        };
        let (due_before, reminded_before) = (due().await, rises().await);
        let manager = cast.desk(MANAGER).await;
        manager.import_holidays("5x8", &read(&manager, MONDAY_OFF)).await.unwrap();
        assert_eq!(due().await - due_before, TimeDelta::days(1), "shown at once");
        assert_eq!(rises().await, reminded_before, "planned by the old calendar still");
        worker.fire_due_timers(100, cast.now).await.unwrap();
        assert!(rises().await > reminded_before, "planned anew by whichever worker looks next");
        assert_eq!(house.replica().await.plan_missing_timers().await.unwrap(), 0, "nothing is left to plan");
    }

    async fn what_cannot_be_read_is_told_with_its_line(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let wrong = |text: &str| crate::flaws(manager.read_holidays("5x8", text, "f"));
        let told = |line, kind| [("file".to_owned(), FlawKind::Holidays { line, kind })];
        assert_eq!(wrong("nonsense"), told(1, HolidayFlawKind::NotJson));
        assert_eq!(wrong(r#"{"off": []}"#), told(1, HolidayFlawKind::NoDays));
        assert_eq!(wrong(r#"{"off": ["1926-01-01"]}"#), [("file".to_owned(), FlawKind::NotAMoment)]);
        let ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:元旦（休）\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(read(&manager, &format!("\u{feff}{ics}"))[0].off, ["2027-01-01".parse().unwrap()]);
        assert_eq!(crate::refusal(manager.read_holidays("7x24", NEXT_YEAR, "f")), Refusal::NotFound);
        let elsewhere = vec![Holidays { region: "de".to_owned(), ..read(&manager, NEXT_YEAR).remove(0) }];
        assert_eq!(crate::refusal(manager.import_holidays("5x8", &elsewhere).await), Refusal::NotFound);
        assert_eq!(crate::refusal(manager.calendar("nothing", None, None).await), Refusal::NotFound);
    }

    async fn calendars_are_for_managers_alone(house) {
        let cast = Cast::move_in(house).await;
        let waiting = read(&cast.desk(MANAGER).await, NEXT_YEAR);
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT] {
            let desk = cast.desk(who).await;
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            refused(crate::refusal(desk.calendars()));
            refused(crate::refusal(desk.calendar("5x8", None, None).await));
            refused(crate::refusal(desk.read_holidays("5x8", NEXT_YEAR, "f")));
            refused(crate::refusal(desk.import_holidays("5x8", &waiting).await));
            assert!(desk.calendar_warnings().is_empty(), "{who}");
        }
        assert_eq!(crate::refusal(cast.guest().import_holidays("5x8", &waiting).await), Refusal::SignInNeeded);
    }
}
