//! The promise "each step exactly once": the real binary is killed while it makes up for what was missed in three days, again
//! and again, and in the end every history is the one that a process that never died writes.

use crate::process::Server;
use chrono::{TimeDelta, Utc};
use domain::Moment;
use domain::case::Kind;
use domain::case::report::Draft;
use domain::case::sheet::CaseFilter;
use domain::person::{Language, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use store::testing::{Engine, Fixture, run};
use store::{NewAsset, NewContract, NewPerson, Store};

const CUSTOMER: &str = "li@qingshan.example";
const MANAGER: &str = "zhou@service.example";
const SERIAL: &str = "QS-DB-01";
const CASES: usize = 40;
const KILLS: u64 = 12;

/// The process goes by the machine's clock, and so do the cases of this test.
#[expect(clippy::disallowed_methods, reason = "the real process is told no other time")]
fn now() -> Moment {
    Utc::now().into()
}

async fn furnish(store: &Store, at: Moment) {
    let setup = store.setup();
    let organisation_id = setup.organisation("Qingshan Water", at).await.unwrap().id;
    let person = |email: &str, role, organisation_id| NewPerson {
        name: email.to_owned(),
        email: email.to_owned(),
        phone: "13800000000".to_owned(),
        role,
        organisation_id,
        language: Language::English,
        time_zone: "Asia/Shanghai".to_owned(),
        password_hash: "-".to_owned(),
    };
    setup.person(&person(CUSTOMER, Role::Customer, Some(organisation_id)), at).await.unwrap();
    setup.person(&person(MANAGER, Role::Manager, None), at).await.unwrap();
    let asset = NewAsset {
        organisation_id,
        serial: SERIAL.to_owned(),
        name: "DB-01".to_owned(),
        model: String::new(),
        product_line: String::new(),
        site: String::new(),
        warranty_ends_on: None,
    };
    let contract = NewContract {
        number: "QS-1".to_owned(),
        organisation_id,
        policy: "a".to_owned(),
        starts_on: (at - TimeDelta::days(30)).date_naive(),
        ends_on: (at + TimeDelta::days(30)).date_naive(),
        kinds: vec![Kind::Fault],
        asset_ids: vec![setup.asset(&asset).await.unwrap()],
        sites: Vec::new(),
    };
    setup.contract(&contract).await.unwrap();
}

/// Faults of every severity, reported then and worked on by nobody.
async fn report(store: &Store, at: Moment) {
    let customer = store.desk(store.setup().viewer(CUSTOMER, at).await.unwrap(), at);
    for n in 0..CASES {
        let draft = Draft {
            draft_key: format!("key-{n}"),
            kind: "fault".to_owned(),
            serial: SERIAL.to_owned(),
            severity: (n % 4 + 1).to_string(),
            title: format!("{n}"),
            description: "Nobody does anything about it.".to_owned(),
            contact_name: "Li Na".to_owned(),
            contact_phone: "0571 8888 0000".to_owned(),
            ..Draft::default()
        };
        customer.open_case(&draft).await.unwrap();
    }
}

/// What happened by itself, by title, in order. Reminders of two leads look alike, so that repetitions show in the count.
async fn happened(store: &Store, at: Moment) -> BTreeMap<String, Vec<String>> {
    let manager = store.desk(store.setup().viewer(MANAGER, at).await.unwrap(), at);
    let mut filter = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
    let mut found = BTreeMap::new();
    loop {
        let page = manager.cases(&filter).await.unwrap();
        for row in page.rows {
            let sheet = manager.case(&row.number).await.unwrap();
            let steps = sheet.events.iter().filter(|event| event.actor.person.is_none());
            found.insert(row.title, steps.map(|event| event.happening.key().to_owned()).collect());
        }
        match page.more_before {
            Some(before) => filter.before = before,
            None => return found,
        }
    }
}

async fn nothing_due(store: &Store) -> bool {
    store.next_timer_due().await.unwrap().is_none_or(|due_at| due_at > now())
}

/// What a process that never dies makes of it.
async fn undisturbed(house: &Fixture, began: Moment) -> BTreeMap<String, Vec<String>> {
    furnish(&house.store, began).await;
    report(&house.store, began).await;
    while house.store.fire_due_timers(1000, now()).await.unwrap() > 0 {}
    happened(&house.store, now()).await
}

/// So many processes at once, all of them killed, again and again, until nothing is due.
async fn killed_again_and_again(house: &Fixture, processes: u64) {
    let mut kills = 0;
    for round in 0.. {
        assert!(round < 100, "it does not come to an end");
        let mut servers = Vec::new();
        for _ in 0..processes {
            servers.push(Server::start(&house.config).await);
        }
        for (nth, server) in (0..).zip(servers) {
            // Anywhere between the start and some hundred steps, each at a moment of its own; longer towards the end, so
            // that there is one.
            let pause = if kills < KILLS { (round * 37 + nth * 23 + 11) % 90 } else { 3000 };
            tokio::time::sleep(Duration::from_millis(pause)).await;
            server.kill().await;
            kills += 1;
        }
        if nothing_due(&house.store).await {
            break;
        }
    }
    assert!(kills > 2, "it was too quick to be disturbed");
}

async fn every_step_is_taken_exactly_once(house: &Fixture, processes: u64) {
    let began = now() - TimeDelta::days(3);
    let reference = Fixture::open(Engine::Sqlite).await;
    let expected = undisturbed(&reference, began).await;
    reference.close().await;
    furnish(&house.store, began).await;
    report(&house.store, began).await;
    killed_again_and_again(house, processes).await;
    let found = happened(&house.store, now()).await;
    assert_eq!(found.len(), CASES);
    assert!(expected.values().all(|steps| steps.len() > 2), "{expected:?}");
    assert_eq!(found, expected);
    let letters = house.store.claim_outbox(100_000, now() + TimeDelta::days(1)).await.unwrap();
    let keys: BTreeSet<&str> = letters.iter().map(|letter| letter.dedupe_key.as_str()).collect();
    assert_eq!(keys.len(), letters.len());
}

#[test]
fn every_step_is_taken_exactly_once_however_often_the_process_is_killed() {
    run(Engine::Sqlite, async |house: &Fixture| every_step_is_taken_exactly_once(house, 1).await);
}

#[test]
fn three_processes_on_postgres_take_every_step_exactly_once_however_often_they_are_killed() {
    run(Engine::Postgres, async |house: &Fixture| every_step_is_taken_exactly_once(house, 3).await);
}
