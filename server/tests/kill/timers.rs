//! The promise "each step exactly once": the real binary is killed while it makes up for what was missed in three days, again
//! and again, and in the end every history is the one that a process that never died writes.

use crate::process::{Server, open};
use chrono::{TimeDelta, Utc};
use domain::Moment;
use domain::case::Kind;
use domain::case::report::Draft;
use domain::case::sheet::CaseFilter;
use domain::person::{Language, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;
use store::{NewAsset, NewContract, NewPerson, Store};

const CUSTOMER: &str = "li@qingshan.example";
const MANAGER: &str = "zhou@service.example";
const SERIAL: &str = "QS-DB-01";
const CASES: usize = 40;
const KILLS: u64 = 12;

/// The process goes by the machine's clock, and so do the cases of this test.
#[expect(clippy::disallowed_methods, reason = "the real process is told no other time")]
fn now() -> Moment {
    Utc::now()
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

async fn nothing_due(data: &Path) -> bool {
    let store = open(data).await;
    let due = store.next_timer_due().await.unwrap();
    store.close().await;
    due.is_none_or(|due_at| due_at > now())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_is_taken_exactly_once_however_often_the_process_is_killed() {
    let began = now() - TimeDelta::days(3);
    let undisturbed = tempfile::tempdir().unwrap();
    let reference = open(undisturbed.path()).await;
    furnish(&reference, began).await;
    report(&reference, began).await;
    while reference.fire_due_timers(1000, now()).await.unwrap() > 0 {}

    let data = tempfile::tempdir().unwrap();
    let store = open(data.path()).await;
    furnish(&store, began).await;
    report(&store, began).await;
    store.close().await;
    let mut kills = 0;
    for round in 0.. {
        assert!(round < 100, "it does not come to an end");
        let server = Server::start(data.path()).await;
        // Anywhere between the start and some hundred steps; longer towards the end, so that there is one.
        let pause = if kills < KILLS { (round * 37 + 11) % 90 } else { 3000 };
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill().await;
        kills += 1;
        if nothing_due(data.path()).await {
            break;
        }
    }
    assert!(kills > 2, "it was too quick to be disturbed");
    let store = open(data.path()).await;
    let (found, expected) = (happened(&store, now()).await, happened(&reference, now()).await);
    assert_eq!(found.len(), CASES);
    assert!(expected.values().all(|steps| steps.len() > 2), "{expected:?}");
    assert_eq!(found, expected);
    let letters = store.claim_outbox(100_000, now() + TimeDelta::days(1)).await.unwrap();
    let keys: BTreeSet<&str> = letters.iter().map(|letter| letter.dedupe_key.as_str()).collect();
    assert_eq!(keys.len(), letters.len());
}
