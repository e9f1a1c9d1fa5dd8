//! What the list of contracts costs, and a look for those that end: `cargo bench -p store --bench contracts`. Ten thousand
//! contracts of a thousand organisations, on SQLite.

use domain::contract::sheet::ContractFilter;
use std::time::{Duration, Instant};
use store::Db;
use store::testing::cast::{Cast, MANAGER};
use store::testing::{Engine, Fixture, run};

const CONTRACTS: i64 = 10_000;
const ORGANISATIONS: i64 = 1_000;
const LOOKS: u32 = 50;

fn main() {
    run(Engine::Sqlite, async |house: &Fixture| {
        let cast = Cast::move_in(house).await;
        fill(house.store.db()).await;
        let desk = cast.desk(MANAGER).await;
        let filter = |show: &str, q: &str, sort: &str, after: &str| ContractFilter {
            show: show.to_owned(),
            q: q.to_owned(),
            sort: sort.to_owned(),
            after: after.to_owned(),
            ..ContractFilter::default()
        };
        for (name, filter) in [
            ("in force, by end", filter("", "", "", "")),
            ("all, by organisation", filter("all", "", "organisation", "")),
            ("a page far behind, by number", filter("all", "", "number", "N-09000")),
            ("a word, found rarely", filter("all", "09999", "", "")),
            ("a word, found nowhere", filter("all", "nothing", "", "")),
        ] {
            let began = Instant::now();
            for _ in 0..LOOKS {
                desk.contract_list(&filter).await.expect("a list");
            }
            report(name, began.elapsed() / LOOKS);
        }
        let began = Instant::now();
        for _ in 0..LOOKS {
            desk.contract_view("N-05000").await.expect("a contract");
        }
        report("one contract", began.elapsed() / LOOKS);
        let told = house.store.tell_of_expiry(cast.now).await.expect("what ends is told");
        let began = Instant::now();
        for _ in 0..LOOKS {
            assert_eq!(house.store.tell_of_expiry(cast.now).await.expect("a look"), 0);
        }
        report(&format!("a look for ends, {told} told before"), began.elapsed() / LOOKS);
    });
}

fn report(what: &str, cost: Duration) {
    println!("{what:<34} {cost:>10.1?}");
}

/// Every year has contracts that end in it, today's ones among them.
async fn fill(db: &Db) {
    let Db::Sqlite { write, .. } = db else { return };
    let organisations = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
        INSERT INTO organisation (name, created_at) SELECT 'Organisation ' || i, 0 FROM n";
    sqlx::query(organisations).bind(ORGANISATIONS).execute(write).await.expect("organisations");
    let contracts = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
        INSERT INTO contract (number, organisation_id, policy, starts_on, ends_on, kinds, sites)
        SELECT printf('N-%05d', i), (SELECT MIN(id) FROM organisation WHERE name LIKE 'Organisation %') + i % $2, 'a',
            date('2024-01-01', '+' || (i % 700) || ' days'), date('2024-01-01', '+' || (i % 700 + 730) || ' days'),
            '[\"fault\"]', '[]' FROM n";
    sqlx::query(contracts).bind(CONTRACTS).bind(ORGANISATIONS).execute(write).await.expect("contracts");
}
