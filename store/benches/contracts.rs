//! What the list of contracts costs, and a look for those that end: `cargo bench -p store --bench contracts`. Ten thousand
//! contracts of a thousand organisations; nothing waits for the disk.

use chrono::Days;
use domain::contract::sheet::ContractFilter;
use domain::import::{ListKind, Table};
use std::time::{Duration, Instant};
use store::testing::cast::{Cast, MANAGER};
use store::testing::{Engine, Fixture, moment, run};

const CONTRACTS: usize = 10_000;
const ORGANISATIONS: usize = 1_000;
const LOOKS: u32 = 50;

fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run(engine, async |house: &Fixture| measure(house).await);
    }
}

async fn measure(house: &Fixture) {
    let report = |what: &str, cost: Duration| println!("{:?} {what:<34} {cost:>10.1?}", house.engine);
    let cast = Cast::move_in(house).await;
    fill(&cast).await;
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
}

/// Some end every day, today's among them.
async fn fill(cast: &Cast<'_>) {
    let setup = cast.house.store.setup();
    let import = async |kind, heading: &[&str], rows: Vec<Vec<String>>| {
        let heading = heading.iter().map(|text| (*text).to_owned()).collect();
        let rows = std::iter::once(heading).chain(rows).collect();
        setup.import_list(kind, "bench", &Table { rows }, cast.now).await.expect("an import");
    };
    let customer = |n: usize| format!("Organisation {n:04}");
    let organisations = (0..ORGANISATIONS).map(|n| vec![customer(n)]).collect();
    import(ListKind::Organisations, &["Customer"], organisations).await;
    let first = moment("2024-01-01T00:00:00Z").date_naive();
    let contract = |n: usize| {
        let day = |after: usize| (first + Days::new(u64::try_from(after).unwrap_or(0))).to_string();
        let begins = n % 700;
        vec![format!("N-{n:05}"), customer(n % ORGANISATIONS), "a".to_owned(), day(begins), day(begins + 730)]
    };
    let heading = ["Contract number", "Customer", "Service policy", "Starts on", "Ends on"];
    import(ListKind::Contracts, &heading, (0..CONTRACTS).map(contract).collect()).await;
}
