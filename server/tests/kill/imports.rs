//! The promise "all or nothing": the real binary is killed in the middle of an import. Nothing of it counts, the page says so,
//! and the same file can be imported again.

use crate::process::{Server, header, password_hash, post, sign_in};
use chrono::{TimeDelta, Utc};
use domain::Moment;
use domain::asset::AssetFilter;
use domain::import::{Counts, ImportState};
use domain::person::{Language, Role};
use std::fmt::Write;
use std::time::Duration;
use store::testing::{Engine, Fixture, run};
use store::{Desk, NewPerson, Store};

const MANAGER: &str = "zhou@service.example";
const ROWS: usize = 30_000;

/// The process goes by the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the real process is told no other time")]
fn now() -> Moment {
    Utc::now().into()
}

async fn furnish(store: &Store) {
    let setup = store.setup();
    setup.organisation("Qingshan Water", now()).await.unwrap();
    let manager = NewPerson {
        name: "Zhou Min".to_owned(),
        email: MANAGER.to_owned(),
        phone: String::new(),
        role: Role::Manager,
        organisation_id: None,
        language: Language::English,
        time_zone: "Asia/Shanghai".to_owned(),
        password_hash: password_hash(),
    };
    setup.person(&manager, now()).await.unwrap();
}

async fn desk(store: &Store, at: Moment) -> Desk {
    store.desk(store.setup().viewer(MANAGER, at).await.unwrap(), at)
}

/// Puts the list aside; its id.
async fn sent(address: &str, cookie: &str) -> String {
    let mut list = "SN,Customer,Name\r\n".to_owned();
    for n in 0..ROWS {
        write!(list, "K-{n},Qingshan Water,DB-{n}\r\n").unwrap();
    }
    let body = format!(
        "--B\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\nassets\r\n--B\r\ncontent-disposition: form-data; \
         name=\"file\"; filename=\"a.csv\"\r\n\r\n{list}\r\n--B--\r\n"
    );
    let headers = format!("cookie: {cookie}\r\ncontent-type: multipart/form-data; boundary=B\r\n");
    let answer = post(address, "/manage/import", &headers, &body).await.expect("an answer");
    let location = header(&answer, "location").unwrap_or_else(|| panic!("{answer}"));
    location.strip_prefix("/manage/import?file=").unwrap_or_else(|| panic!("{location}")).to_owned()
}

async fn import(address: &str, cookie: &str, file: &str) -> Option<String> {
    let headers =
        format!("cookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\naccept: text/html\r\n");
    let answer = post(address, "/api/fn/import_list", &headers, &format!("file={file}&kind=assets&by_hand=")).await?;
    header(&answer, "location")
}

async fn a_killed_import_leaves_nothing(house: &Fixture) {
    furnish(&house.store).await;
    let server = Server::start(&house.config).await;
    let cookie = sign_in(&server.address, MANAGER).await;
    let file = sent(&server.address, &cookie).await;
    let importing = {
        let (address, cookie, file) = (server.address.clone(), cookie.clone(), file.clone());
        tokio::spawn(async move { import(&address, &cookie, &file).await })
    };
    // Seen from another process of the same installation.
    while !matches!(desk(&house.store, now()).await.import_progress(&file).await.unwrap(), ImportState::Running(_)) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    server.kill().await;
    assert_eq!(importing.await.unwrap(), None, "it was quicker than the kill");
    let later = desk(&house.store, now() + TimeDelta::seconds(61)).await;
    assert_eq!(later.import_progress(&file).await.unwrap(), ImportState::BrokenOff);
    assert!(later.asset_page(&AssetFilter::default()).await.unwrap().lines.is_empty());

    let all = Counts { added: ROWS, changed: 0, unchanged: 0 };
    assert_eq!(later.import(&file, &Vec::new()).await.unwrap(), all);
    assert_eq!(later.import_progress(&file).await.unwrap(), ImportState::Done(all));
}

#[test]
fn an_import_that_is_killed_leaves_nothing_and_says_so() {
    run(Engine::Sqlite, a_killed_import_leaves_nothing);
}

#[test]
fn an_import_that_is_killed_on_postgres_leaves_nothing_and_says_so() {
    run(Engine::Postgres, a_killed_import_leaves_nothing);
}
