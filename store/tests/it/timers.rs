//! What cases do by themselves: each step once, in order, whoever fires it and however late.

use crate::journey::{assign, resolve, said};
use chrono::TimeDelta;
use domain::case::Case;
use domain::case::decide::Command;
use domain::case::event::{Event, Happening};
use domain::case::report::Draft;
use domain::case::severity::Severity;
use std::collections::BTreeSet;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER, MANAGER, SECRETARY, draft};
use store::{Db, Timer, on_both_engines};

fn minutes(n: i64) -> TimeDelta {
    TimeDelta::minutes(n)
}

/// The timers as a manager sees them, in order.
async fn timers(cast: &Cast<'_>, number: &str) -> Vec<Timer> {
    cast.desk(MANAGER).await.timers(number).await.unwrap()
}

/// Those still to come: key and minutes after the opening.
async fn coming(cast: &Cast<'_>, number: &str) -> Vec<(String, i64)> {
    let waiting = timers(cast, number).await.into_iter().filter(|timer| timer.fired_at.is_none());
    waiting.map(|timer| (timer.key, (timer.due_at - cast.now).num_minutes())).collect()
}

async fn events(cast: &Cast<'_>, number: &str) -> Vec<Event> {
    cast.desk(MANAGER).await.case(number).await.unwrap().events
}

/// A case of that severity in which nobody does anything.
async fn open(cast: &Cast<'_>, key: &str, severity: &str) -> String {
    let draft = Draft { severity: severity.to_owned(), ..draft(key) };
    cast.desk(CUSTOMER).await.open_case(&draft).await.unwrap().number
}

/// What happened by itself: the happening, and whether it was marked late.
fn by_itself(events: &[Event]) -> Vec<(String, bool)> {
    let told = |event: &Event| match &event.happening {
        Happening::Escalated { severity, elapsed_minutes, late, .. } => {
            Some((format!("escalated {} {elapsed_minutes}", severity.level()), *late))
        }
        Happening::Reminded { target, late, .. } => Some((format!("reminded {}", target.key()), *late)),
        Happening::SeverityRose { from, to, late, .. } => {
            Some((format!("rose {} {}", from.level(), to.level()), *late))
        }
        Happening::ContingencyCalled { late, .. } => Some(("contingency".to_owned(), *late)),
        _ => None,
    };
    events.iter().filter_map(told).collect()
}

const FIRST_LEVEL: [(&str, i64); 5] = [
    ("remind/respond/1/75", 11),
    ("remind/on_site/1/75", 90),
    ("contingency/restore", 120),
    ("emergency/1/120", 120),
    ("remind/restore/1/75", 180),
];

fn first_level() -> BTreeSet<(String, i64)> {
    FIRST_LEVEL.iter().map(|(key, due)| ((*key).to_owned(), *due)).collect()
}

on_both_engines! {
    async fn a_case_has_its_timers_from_the_opening_on(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        assert_eq!(coming(&cast, &number).await.into_iter().collect::<BTreeSet<_>>(), first_level());
        assert_eq!(house.store.next_timer_due().await.unwrap(), Some(cast.now + TimeDelta::seconds(675)));
    }

    async fn a_step_in_time_is_not_late_and_the_next_one_waits(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        assert_eq!(house.store.fire_due_timers(10, cast.now + minutes(12)).await.unwrap(), 1);
        assert_eq!(by_itself(&events(&cast, &number).await), [("reminded respond".to_owned(), false)]);
        assert_eq!(coming(&cast, &number).await.len(), 4);
    }

    async fn a_look_with_nothing_due_touches_nothing(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let before = (timers(&cast, &number).await, cast.desk(MANAGER).await.last_event_id().await.unwrap());
        let seen = changes(house.store.db()).await;
        assert_eq!(house.store.fire_due_timers(10, cast.now + minutes(11)).await.unwrap(), 0);
        assert_eq!(changes(house.store.db()).await, seen, "something was written");
        assert_eq!((timers(&cast, &number).await, cast.desk(MANAGER).await.last_event_id().await.unwrap()), before);
    }

    async fn three_workers_at_once_take_each_step_exactly_once(house) {
        let cast = Cast::move_in(house).await;
        let mut numbers = Vec::new();
        for n in 0..6 {
            numbers.push(open(&cast, &format!("k{n}"), "1").await);
        }
        let later = cast.now + minutes(300);
        let mut workers = Vec::new();
        for _ in 0..3 {
            let replica = house.replica().await;
            workers.push(tokio::spawn(async move {
                let mut fired = 0;
                loop {
                    match replica.fire_due_timers(4, later).await.unwrap() {
                        0 => return fired,
                        some => fired += some,
                    }
                }
            }));
        }
        let mut fired = 0;
        for worker in workers {
            fired += worker.await.unwrap();
        }
        assert_eq!(fired, 6 * FIRST_LEVEL.len());
        for number in numbers {
            let happened = by_itself(&events(&cast, &number).await);
            assert_eq!(happened.len(), FIRST_LEVEL.len(), "{happened:?}");
            assert_eq!(happened.iter().collect::<BTreeSet<_>>().len(), FIRST_LEVEL.len(), "{happened:?}");
            assert!(timers(&cast, &number).await.iter().all(|timer| timer.fired_at.is_some()));
        }
    }

    async fn after_an_outage_of_two_days_everything_happens_once_in_order_marked_late(house) {
        let cast = Cast::move_in(house).await;
        let number = open(&cast, "k", "3").await;
        let back = cast.now + TimeDelta::days(2);
        while house.store.fire_due_timers(3, back).await.unwrap() > 0 {}
        assert_eq!(house.store.fire_due_timers(3, back).await.unwrap(), 0);
        let history = events(&cast, &number).await;
        let happened = by_itself(&history);
        let told: Vec<&str> = happened.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "{told:?}");
        let position = |what: &str| told.iter().position(|told| *told == what).unwrap_or_else(|| panic!("{what}: {told:?}"));
        // What was due first came first, and the rise after what was due at the old level.
        assert!(position("reminded respond") < position("reminded on_site"));
        assert!(position("reminded on_site") < position("escalated 3 240"));
        assert!(position("escalated 3 240") < position("contingency"));
        assert!(position("contingency") < position("rose 3 2"));
        // Overdue at the new level means due at the rise: that is not late, and the further rise has its own time.
        assert!(position("rose 3 2") < position("escalated 2 120"));
        assert!(!told.contains(&"rose 2 1"), "{told:?}");
        let late = |what: &str| happened[position(what)].1;
        assert!(late("reminded respond") && late("escalated 3 240") && late("rose 3 2"));
        assert!(!late("escalated 2 120"));
        let fired: Vec<Timer> = timers(&cast, &number).await.into_iter().filter(|t| t.fired_at.is_some()).collect();
        assert!(fired.iter().all(|timer| timer.late == (back - timer.due_at > store::LATE_AFTER)), "{fired:?}");
        let sheet = cast.desk(MANAGER).await.case(&number).await.unwrap();
        assert_eq!(sheet.case.severity, Severity::Two);
        assert_eq!(Case::from_history(&sheet.events).unwrap(), sheet.case);
        // Four hours after the rise it rises again, in time.
        house.store.fire_due_timers(9, back + minutes(240)).await.unwrap();
        assert_eq!(cast.desk(MANAGER).await.case(&number).await.unwrap().case.severity, Severity::One);
    }

    async fn a_clock_that_jumps_two_days_ahead_and_back_again_repeats_nothing(house) {
        let cast = Cast::move_in(house).await;
        let number = open(&cast, "k", "1").await;
        let ahead = cast.now + TimeDelta::days(2);
        while house.store.fire_due_timers(9, ahead).await.unwrap() > 0 {}
        let history = events(&cast, &number).await;
        assert_eq!(by_itself(&history).len(), FIRST_LEVEL.len());
        // Somebody has set the clock right: what was taken too early stays taken, and is not taken again.
        for now in [cast.now, cast.now + minutes(121), ahead] {
            assert_eq!(house.store.fire_due_timers(9, now).await.unwrap(), 0);
        }
        assert_eq!(events(&cast, &number).await, history);
        // What begins meanwhile has its own time, by the clock as it is then.
        let later = cast.desk_at(CUSTOMER, cast.now + minutes(5)).await;
        later.open_case(&draft("later")).await.unwrap();
        assert_eq!(house.store.next_timer_due().await.unwrap(), Some(cast.now + minutes(5) + TimeDelta::seconds(675)));
    }

    async fn a_pause_takes_timers_away_and_going_on_brings_them_back_moved(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        cast.desk(SECRETARY).await.act(&number, assign(&cast.engineer)).await.unwrap();
        let engineer = async |after: i64| cast.desk_at(ENGINEER, cast.now + minutes(after)).await;
        engineer(5).await.act(&number, Command::Accept).await.unwrap();
        engineer(10).await.act(&number, Command::PauseClock { words: said("机房门禁") }).await.unwrap();
        // The wall clock of the emergency level goes on; the reminder to respond is not needed any more.
        assert_eq!(coming(&cast, &number).await, [("emergency/1/120".to_owned(), 120)]);
        engineer(70).await.act(&number, Command::ResumeClock).await.unwrap();
        let moved: BTreeSet<_> = coming(&cast, &number).await.into_iter().collect();
        let expected = [
            ("remind/on_site/1/75", 150),
            ("contingency/restore", 180),
            ("emergency/1/120", 120),
            ("remind/restore/1/75", 240),
        ];
        assert_eq!(moved, expected.map(|(key, due)| (key.to_owned(), due)).into_iter().collect());
    }

    async fn a_resolved_case_does_nothing_by_itself_and_a_refused_one_goes_on_without_repeating(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        house.store.fire_due_timers(9, cast.now + minutes(121)).await.unwrap();
        cast.desk(SECRETARY).await.act(&number, assign(&cast.engineer)).await.unwrap();
        let engineer = cast.desk_at(ENGINEER, cast.now + minutes(130)).await;
        engineer.act(&number, Command::Accept).await.unwrap();
        engineer.act(&number, resolve()).await.unwrap();
        assert_eq!(coming(&cast, &number).await, []);
        let refusing = cast.desk_at(CUSTOMER, cast.now + minutes(140)).await;
        refusing.act(&number, Command::RefuseService { why: said("还是很慢") }).await.unwrap();
        let again: Vec<String> = coming(&cast, &number).await.into_iter().map(|(key, _)| key).collect();
        assert!(again.contains(&"remind/restore/1/75".to_owned()), "{again:?}");
        assert!(!again.contains(&"emergency/1/120".to_owned()), "{again:?}");
        while house.store.fire_due_timers(9, cast.now + minutes(900)).await.unwrap() > 0 {}
        let happened = by_itself(&events(&cast, &number).await);
        let once = happened.iter().filter(|(what, _)| what == "escalated 1 120").count();
        assert_eq!(once, 1, "{happened:?}");
    }

    async fn another_severity_plans_anew(house) {
        let cast = Cast::move_in(house).await;
        let number = open(&cast, "k", "3").await;
        assert!(coming(&cast, &number).await.contains(&("raise/restore/3".to_owned(), 1440)));
        let secretary = cast.desk_at(SECRETARY, cast.now + minutes(5)).await;
        secretary.act(&number, Command::ChangeSeverity { to: Severity::One, why: said("业务停止") }).await.unwrap();
        assert_eq!(coming(&cast, &number).await.into_iter().collect::<BTreeSet<_>>(), first_level());
    }

    async fn open_cases_without_timers_are_planned_at_the_start_and_only_then(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        assert_eq!(house.store.plan_missing_timers().await.unwrap(), 0);
        for statement in ["DELETE FROM timer", "UPDATE service_case SET planned_by = ''"] {
            run(house.store.db(), statement).await;
        }
        assert_eq!(house.store.plan_missing_timers().await.unwrap(), 1);
        assert_eq!(house.store.plan_missing_timers().await.unwrap(), 0);
        assert_eq!(coming(&cast, &number).await.into_iter().collect::<BTreeSet<_>>(), first_level());
    }

    async fn a_case_that_cannot_be_read_keeps_no_other_waiting(house) {
        let cast = Cast::move_in(house).await;
        let (broken, sound) = (cast.open("a").await, cast.open("b").await);
        run(house.store.db(), "UPDATE service_case SET state = '{', planned_by = '' WHERE number LIKE '%1'").await;
        assert_eq!(house.store.plan_missing_timers().await.unwrap(), 0);
        assert_eq!(house.store.fire_due_timers(99, cast.now + minutes(300)).await.unwrap(), FIRST_LEVEL.len());
        assert_eq!(by_itself(&events(&cast, &sound).await).len(), FIRST_LEVEL.len());
        assert!(broken.ends_with('1'));
        assert_eq!(house.store.next_timer_due().await.unwrap(), Some(cast.now + TimeDelta::seconds(675)));
    }

    async fn a_timer_that_does_not_hold_any_more_is_planned_anew_instead_of_fired(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        run(house.store.db(), "UPDATE timer SET due_at = 0 WHERE key = 'emergency/1/120'").await;
        run(house.store.db(), "UPDATE timer SET key = 'escalate/9/9', due_at = 1 WHERE key = 'remind/restore/1/75'").await;
        assert_eq!(house.store.fire_due_timers(9, cast.now).await.unwrap(), 0);
        assert_eq!(coming(&cast, &number).await.into_iter().collect::<BTreeSet<_>>(), first_level());
        assert_eq!(by_itself(&events(&cast, &number).await), []);
    }
}

async fn run(db: &Db, statement: &'static str) {
    match db {
        Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.map(drop).unwrap(),
        Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.map(drop).unwrap(),
    }
}

/// Grows with everything that is written.
async fn changes(db: &Db) -> i64 {
    match db {
        Db::Sqlite { write, .. } => sqlx::query_scalar("SELECT total_changes()").fetch_one(write).await.unwrap(),
        Db::Postgres(pool) => {
            let written =
                "SELECT (SELECT COUNT(*) FROM event) + (SELECT COALESCE(MAX(xmin::text::bigint), 0) FROM timer)";
            sqlx::query_scalar(written).fetch_one(pool).await.unwrap()
        }
    }
}
