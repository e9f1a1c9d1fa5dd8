//! The promise "a case number that somebody has seen is there": the real binary is killed in the middle of submissions, and
//! after the restart every acknowledged case is there, once.

use crate::process::{Server, header, password_hash, post, sign_in};
use domain::Moment;
use domain::case::sheet::CaseFilter;
use domain::person::{Language, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::testing::{Engine, Fixture, run};
use store::{NewPerson, Store};

const EMAIL: &str = "li@qingshan.example";
const SUBMITTERS: usize = 4;
const ROUNDS: usize = 3;

/// The number of the case, when the server has acknowledged it.
async fn report(address: &str, cookie: &str, key: &str) -> Option<String> {
    let fields = [
        ("draft_key", key),
        ("kind", "fault"),
        ("severity", "2"),
        ("title", key),
        ("description", "The server is killed while this is sent."),
        ("contact_name", "Li Na"),
        ("contact_phone", "0571 8888 0000"),
    ];
    let part = |(name, value)| format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let body = fields.map(part).concat() + "--B--\r\n";
    let headers = format!("cookie: {cookie}\r\ncontent-type: multipart/form-data; boundary=B\r\n");
    let answer = post(address, "/cases/new", &headers, &body).await?;
    let location = header(&answer, "location").unwrap_or_else(|| panic!("no case was opened: {answer}"));
    Some(
        location
            .strip_prefix("/cases/")
            .filter(|number| number.starts_with("C-"))
            .unwrap_or_else(|| panic!("{location}"))
            .to_owned(),
    )
}

async fn furnish(store: &Store) {
    let setup = store.setup();
    let now: Moment = "2026-11-20T02:00:00Z".parse().unwrap();
    let organisation_id = Some(setup.organisation("Qingshan Water", now).await.unwrap().id);
    let person = NewPerson {
        name: "Li Na".to_owned(),
        email: EMAIL.to_owned(),
        phone: "13800000000".to_owned(),
        role: Role::Customer,
        organisation_id,
        language: Language::English,
        time_zone: "Asia/Shanghai".to_owned(),
        password_hash: password_hash(),
    };
    setup.person(&person, now).await.unwrap();
}

/// Every case of Li's, as number and title.
async fn cases(store: &Store) -> Vec<(String, String)> {
    let now: Moment = "2027-01-01T00:00:00Z".parse().unwrap();
    let desk = store.desk(store.setup().viewer(EMAIL, now).await.unwrap(), now);
    let mut filter = CaseFilter { show: "all".to_owned(), ..CaseFilter::default() };
    let mut found = Vec::new();
    loop {
        let page = desk.cases(&filter).await.unwrap();
        found.extend(page.rows.into_iter().map(|row| (row.number, row.title)));
        match page.more_before {
            Some(before) => filter.before = before,
            None => return found,
        }
    }
}

async fn every_acknowledged_case_survives(house: &Fixture) {
    furnish(&house.store).await;
    let acknowledged: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let sent: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    for round in 0..ROUNDS {
        let server = Server::start(&house.config).await;
        let cookie = sign_in(&server.address, EMAIL).await;
        let submitters: Vec<_> = (0..SUBMITTERS)
            .map(|submitter| {
                let (address, cookie) = (server.address.clone(), cookie.clone());
                let (acknowledged, sent) = (acknowledged.clone(), sent.clone());
                tokio::spawn(async move {
                    for count in 0.. {
                        let key = format!("key-{round}-{submitter}-{count}");
                        sent.lock().unwrap().insert(key.clone());
                        let Some(number) = report(&address, &cookie, &key).await else { return };
                        acknowledged.lock().unwrap().insert(key, number);
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(400)).await;
        server.kill().await;
        for submitter in submitters {
            submitter.await.unwrap();
        }
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    let sent = sent.lock().unwrap().clone();
    assert!(acknowledged.len() >= ROUNDS * SUBMITTERS, "too few to tell: {}", acknowledged.len());
    assert!(sent.len() > acknowledged.len(), "nothing was under way when the server was killed");
    let found = cases(&house.store).await;
    for (key, number) in &acknowledged {
        let times = found.iter().filter(|(_, title)| title == key).count();
        assert_eq!(times, 1, "{key} was acknowledged as {number}");
        assert!(found.contains(&(number.clone(), key.clone())), "{key} is not {number} any more");
    }

    // Whoever got no answer sends again, and makes one case of it, not two.
    let server = Server::start(&house.config).await;
    let cookie = sign_in(&server.address, EMAIL).await;
    for key in &sent {
        let number = report(&server.address, &cookie, key).await.unwrap();
        assert_eq!(acknowledged.get(key).unwrap_or(&number), &number);
    }
    server.kill().await;
    let titles: Vec<String> = cases(&house.store).await.into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles.len(), sent.len());
    assert_eq!(titles.into_iter().collect::<BTreeSet<_>>(), sent);
}

#[test]
fn every_acknowledged_case_survives_a_kill_and_is_there_once() {
    run(Engine::Sqlite, every_acknowledged_case_survives);
}

#[test]
fn every_acknowledged_case_survives_a_kill_on_postgres_and_is_there_once() {
    run(Engine::Postgres, every_acknowledged_case_survives);
}
