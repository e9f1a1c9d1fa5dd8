//! What lists of assets, a number that is unknown and the page of an asset cost with fifty thousand of them, half of one
//! organisation: `cargo bench -p store --bench assets`. The median of some runs; nothing waits for the disk.

use domain::asset::{AssetFilter, NEAR_MOST};
use domain::import::{ListKind, Table};
use std::time::{Duration, Instant};
use store::Desk;
use store::testing::cast::{CUSTOMER, Cast, SECRETARY};
use store::testing::{Engine, Fixture, run};

const OF_ONE: usize = 25_000;
const ORGANISATIONS: usize = 500;
const OF_EACH: usize = 50;
const RUNS: usize = 11;

fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run(engine, async |house: &Fixture| {
            let cast = Cast::move_in(house).await;
            fill(&cast).await;
            for who in [CUSTOMER, SECRETARY] {
                let desk = cast.desk(who).await;
                for (name, filter) in lists() {
                    let median = median(async || _ = desk.asset_page(&filter).await.expect("a page")).await;
                    println!("{engine:?} {:<8} {name:<26} {median:>8.1?}", short(who));
                }
                let near = median(async || looked_up(&desk).await).await;
                println!("{engine:?} {:<8} {:<26} {near:>8.1?}", short(who), "a number that is unknown");
                let page = median(async || _ = desk.asset("SN-0012345").await.expect("an asset")).await;
                println!("{engine:?} {:<8} {:<26} {page:>8.1?}", short(who), "the page of an asset");
            }
        });
    }
}

fn short(who: &str) -> &str {
    who.split('@').next().unwrap_or(who)
}

fn lists() -> [(&'static str, AssetFilter); 10] {
    let some = |change: fn(&mut AssetFilter)| {
        let mut filter = AssetFilter::default();
        change(&mut filter);
        filter
    };
    [
        ("first page", some(|_| ())),
        ("a page far behind", some(|f| f.after = "SN-0020000".to_owned())),
        ("by name, far behind", some(|f| (f.sort, f.after) = ("name".to_owned(), "SN-0020000".to_owned()))),
        ("by warranty, far behind", some(|f| (f.sort, f.after) = ("warranty".to_owned(), "SN-0020000".to_owned()))),
        ("a word many have", some(|f| f.q = "r740".to_owned())),
        ("words nobody has", some(|f| f.q = "nothing here".to_owned())),
        ("a site and a warranty", some(|f| (f.site, f.warranty) = ("b7".to_owned(), "ending".to_owned()))),
        ("those covered today", some(|f| f.coverage = "covered".to_owned())),
        ("those not covered", some(|f| f.coverage = "not_covered".to_owned())),
        ("an organisation", some(|f| f.organisation = "customer 0499".to_owned())),
    ]
}

async fn looked_up(desk: &Desk) {
    match desk.look_up("SN-00l2E45").await.expect("an answer") {
        domain::asset::AssetAnswer::Unknown { near, .. } => assert!(!near.is_empty() && near.len() <= NEAR_MOST),
        domain::asset::AssetAnswer::Found(_) => panic!("nothing has that number"),
    }
}

async fn median(work: impl AsyncFn()) -> Duration {
    let mut took = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let began = Instant::now();
        work().await;
        took.push(began.elapsed());
    }
    took.sort_unstable();
    took[RUNS / 2]
}

async fn fill(cast: &Cast<'_>) {
    let setup = cast.house.store.setup();
    let import = async |kind, rows| {
        setup.import_list(kind, "bench", &Table { rows }, cast.now).await.expect("an import");
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let customer = |n: usize| format!("Customer {n:04}");
    let mut organisations = vec![texts(&["Customer"])];
    organisations.extend((0..ORGANISATIONS).map(|n| vec![customer(n)]));
    import(ListKind::Organisations, organisations).await;
    let mut assets = vec![texts(&["Serial number", "Customer", "Name", "Model", "Site", "Warranty until"])];
    let whose = |n: usize| if n < OF_ONE { cast.water.name.clone() } else { customer((n - OF_ONE) / OF_EACH) };
    assets.extend((0..OF_ONE + ORGANISATIONS * OF_EACH).map(|n| {
        let day = format!("20{:02}-{:02}-{:02}", 25 + n % 4, 1 + n % 12, 1 + n % 28);
        let (name, site) = (format!("DB-{}", n * 7919 % 50_000), format!("B{} room {}", n % 9, n % 40));
        vec![format!("SN-{n:07}"), whose(n), name, format!("PowerEdge R7{}0xd", n % 6), site, day]
    }));
    import(ListKind::Assets, assets).await;
    let mut contracts =
        vec![texts(&["Contract number", "Customer", "Service policy", "Starts on", "Ends on", "Services"])];
    contracts.extend((0..2 * ORGANISATIONS).map(|n| {
        let number = format!("QS-{n:05}");
        vec![number, customer(n / 2), "a".to_owned(), "2025-01-01".to_owned(), "2027-12-31".to_owned(), String::new()]
    }));
    import(ListKind::Contracts, contracts).await;
}
