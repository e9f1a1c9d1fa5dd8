//! The demo, laid out at moments of every kind: it must show every state of the product whenever somebody starts it.

use domain::Moment;
use domain::case::sheet::{CaseFilter, CaseSheet};
use domain::case::stage::Stage;
use domain::clock::reading::State;
use domain::coverage::Verdict;
use domain::person::{Language, Role};
use domain::survey::{FollowUpFilter, SurveyFilter};
use server::demo::{self, PASSWORD, Seeding};
use store::Desk;
use store::on_both_engines;
use store::testing::{Engine, Fixture, run};

// Moments in UTC; the company lives in Shanghai, eight hours ahead.
const WEDNESDAY_AFTERNOON: &str = "2026-11-18T06:30:00Z";
const SUNDAY_MORNING: &str = "2026-11-22T02:00:00Z";
const JUST_AFTER_MIDNIGHT: &str = "2026-11-16T16:10:00Z";

struct Demo<'a> {
    house: &'a Fixture,
    now: Moment,
}

impl Demo<'_> {
    async fn laid_out<'a>(house: &'a Fixture, now: &str) -> Demo<'a> {
        let now = now.parse().unwrap();
        let seeding = demo::seed(&house.store, now).await.unwrap();
        assert_eq!(seeding, Seeding::Done { articles: 15, cases: 46 });
        Demo { house, now }
    }

    async fn desk(&self, email: &str) -> Desk {
        let viewer = self.house.store.setup().viewer(email, self.now).await.unwrap();
        self.house.store.desk(viewer, self.now)
    }

    /// Every case as the manager sees it.
    async fn sheets(&self) -> Vec<CaseSheet> {
        let desk = self.desk("chenli@sunlight.example").await;
        let mut filter = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
        let mut sheets = Vec::new();
        loop {
            let page = desk.cases(&filter).await.unwrap();
            for row in &page.rows {
                sheets.push(desk.case(&row.number).await.unwrap());
            }
            match page.more_before {
                Some(before) => filter.before = before,
                None => return sheets,
            }
        }
    }
}

fn states(sheets: &[CaseSheet], now: Moment) -> Vec<State> {
    sheets.iter().flat_map(|sheet| &sheet.readings).map(|reading| reading.at(now).state).collect()
}

async fn shows_everything(house: &Fixture, now: &str) {
    let demo = Demo::laid_out(house, now).await;
    let sheets = demo.sheets().await;
    assert_eq!(sheets.len(), 46);
    for stage in Stage::ALL {
        assert!(sheets.iter().any(|sheet| sheet.case.stage == stage), "a case in {stage:?}");
    }
    let states = states(&sheets, demo.now);
    let shown = |wanted: fn(&State) -> bool, what: &str| assert!(states.iter().any(wanted), "{what}: {states:?}");
    shown(|state| matches!(state, State::Running { at_risk: false, .. }), "a clock that runs");
    shown(|state| matches!(state, State::Running { at_risk: true, .. }), "a clock at risk");
    shown(|state| matches!(state, State::Paused { .. }), "a paused clock");
    shown(|state| matches!(state, State::Breached { .. }), "a breached clock");
    shown(|state| matches!(state, State::Met { .. }), "a promise that was kept");
}

on_both_engines! {
    async fn in_working_hours_every_stage_and_every_state_of_a_clock_is_shown(house) {
        shows_everything(house, WEDNESDAY_AFTERNOON).await;
    }

    async fn on_a_sunday_every_stage_and_every_state_of_a_clock_is_shown(house) {
        shows_everything(house, SUNDAY_MORNING).await;
    }

    async fn just_after_midnight_every_stage_and_every_state_of_a_clock_is_shown(house) {
        shows_everything(house, JUST_AFTER_MIDNIGHT).await;
    }

    async fn history_was_written_in_the_order_in_which_it_happened(house) {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let sheets = demo.sheets().await;
        let events = sheets.iter().flat_map(|sheet| &sheet.events);
        let mut events: Vec<(i64, Moment)> = events.map(|event| (event.id, event.at)).collect();
        events.sort_unstable();
        assert!(events.is_sorted_by_key(|(_, at)| *at));
        for case in sheets.iter().map(|sheet| &sheet.case) {
            let day = (case.opened_at + chrono::Duration::hours(8)).format("C-%Y%m%d-").to_string();
            assert!(case.opening.number.starts_with(&day), "{} was opened on {day}", case.opening.number);
        }
    }
}

#[test]
fn outside_service_hours_a_clock_stands_still() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, SUNDAY_MORNING).await;
        let states = states(&demo.sheets().await, demo.now);
        assert!(states.iter().any(|state| matches!(state, State::Standing { .. })));
    });
}

#[test]
fn the_urgent_fault_has_three_hours_and_twenty_minutes_left() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let sheets = demo.sheets().await;
        let urgent = sheets.iter().find(|sheet| sheet.case.opening.product.serial == "7XK2P93" && sheet.case.is_open());
        let urgent = urgent.expect("the database server is down");
        let restore = urgent.readings.last().unwrap().at(demo.now).state;
        assert_eq!(restore, State::Running { left_ms: 200 * 60_000, at_risk: false });
        assert_eq!(urgent.case.opening.coverage.verdict, Verdict::Covered);
        assert!(urgent.case.set_out_at.is_some() && urgent.case.arrived_at.is_none());
    });
}

#[test]
fn a_second_demo_is_not_laid_over_the_first() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        assert_eq!(demo::seed(&house.store, demo.now).await.unwrap(), Seeding::NotEmpty);
        assert_eq!(demo.sheets().await.len(), 46);
    });
}

#[test]
fn everybody_of_the_cast_can_sign_in() {
    run(Engine::Sqlite, async |house| {
        Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let passwords = server::passwords::Passwords::default();
        for member in demo::cast() {
            let hash =
                house.store.credentials(&member.email).await.unwrap().map(|credentials| credentials.password_hash);
            assert!(passwords.fits(PASSWORD, hash).await.unwrap(), "{}", member.email);
            assert_eq!(member.organisation.is_some(), member.role.is_customer(), "{}", member.email);
        }
        for role in Role::ALL {
            assert!(demo::cast().iter().any(|member| member.role == role), "{role:?}");
        }
        assert!(demo::cast().iter().any(|member| member.language == Language::English));
    });
}

#[test]
fn the_urgent_fault_brings_its_photo_and_its_notes() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let sheets = demo.sheets().await;
        let media_types = |serial: &str| -> Vec<String> {
            let named = sheets.iter().filter(|sheet| sheet.case.opening.product.serial == serial);
            named.flat_map(|sheet| &sheet.attachments).map(|attachment| attachment.media_type.clone()).collect()
        };
        let urgent = media_types("7XK2P93");
        assert!(urgent.iter().any(|media_type| media_type == "image/png"), "{urgent:?}");
        assert!(urgent.iter().any(|media_type| media_type.starts_with("text/plain")), "{urgent:?}");
    });
}

#[test]
fn devices_are_covered_by_contract_by_warranty_or_by_nothing() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let manager = demo.desk("chenli@sunlight.example").await;
        let mut verdicts = Vec::new();
        for serial in ["7XK2P93", "9HJ4R52", "DEC11203MT"] {
            verdicts.push(manager.asset(serial).await.unwrap().coverage.verdict);
        }
        assert_eq!(verdicts, [Verdict::Covered, Verdict::Covered, Verdict::Billable]);
    });
}

#[test]
fn some_closed_cases_were_graded_and_some_wait_for_it() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let sheets = demo.sheets().await;
        let closed = || sheets.iter().filter(|sheet| !sheet.case.is_open());
        assert_eq!(closed().filter(|sheet| sheet.case.surveyed_at.is_some()).count(), 26);
        assert_eq!(closed().filter(|sheet| sheet.case.surveyed_at.is_none()).count(), 4);
        assert!(sheets.iter().any(|sheet| sheet.case.refused_times > 0 && sheet.case.is_open()));
    });
}

#[test]
fn a_year_of_surveys_was_answered_and_what_was_bad_is_followed_up() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let manager = demo.desk("chenli@sunlight.example").await;
        let shown = |show: &str| SurveyFilter { show: show.to_owned(), ..SurveyFilter::default() };
        let answered = manager.sent_surveys(&shown("answered")).await.unwrap();
        assert_eq!((answered.lines.len(), answered.more_after), (44, None));
        let follow_ups = |show: &str| FollowUpFilter { show: show.to_owned(), ..FollowUpFilter::default() };
        let open = manager.follow_ups(&follow_ups("")).await.unwrap().lines;
        assert!(open.iter().any(|line| line.reading.breached(demo.now)), "{open:?}");
        assert!(open.iter().any(|line| !line.reading.breached(demo.now)), "{open:?}");
        assert_eq!(manager.follow_ups(&follow_ups("ended")).await.unwrap().lines.len(), 2);
        assert_eq!(manager.questionnaires().await.unwrap().len(), 3);
    });
}

#[test]
fn the_english_customer_finds_cases_in_every_part_of_their_life() {
    run(Engine::Sqlite, async |house| {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        let desk = demo.desk("daniel.foster@ljh.example").await;
        let all = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
        let stages: Vec<Stage> = desk.cases(&all).await.unwrap().rows.iter().map(|row| row.stage).collect();
        for stage in [Stage::Application, Stage::Confirmation, Stage::Closed] {
            assert!(stages.contains(&stage), "{stages:?}");
        }
    });
}

on_both_engines! {
    async fn nobody_is_written_of_a_past_that_is_made_up(house) {
        let demo = Demo::laid_out(house, WEDNESDAY_AFTERNOON).await;
        assert!(house.store.claim_outbox(1, demo.now).await.unwrap().is_empty());
        assert!(demo.desk("chenli@sunlight.example").await.unread().await.unwrap() > 0, "the inbox has it");
    }

    async fn one_case_is_in_crisis_with_a_task_force_and_an_update_that_is_owed(house) {
        let demo = Demo::laid_out(house, SUNDAY_MORNING).await;
        let sheets = demo.sheets().await;
        let sheet = sheets.iter().find(|sheet| sheet.case.crisis_on().is_some()).unwrap();
        let crisis = sheet.case.crisis_on().unwrap();
        assert!(crisis.task_force.is_some() && !crisis.updates.is_empty());
        assert!(matches!(sheet.crisis_reading.as_ref().unwrap().at(demo.now).state, State::Running { .. }));
        assert!(sheet.case.contingency.as_ref().unwrap().called_at.is_some());
    }
}
