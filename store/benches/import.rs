//! What an import of assets costs on both engines, every one new and then none: `cargo bench -p store --bench import`.

use domain::import::{ListKind, Table};
use std::time::Instant;
use store::testing::cast::Cast;
use store::testing::{Engine, Fixture, run};

const ROWS: [usize; 2] = [10_000, 100_000];

fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for rows in ROWS {
            run(engine, async |house: &Fixture| {
                let cast = Cast::move_in(house).await;
                let (setup, table) = (house.store.setup(), assets(rows, &cast.water.name));
                let began = Instant::now();
                let counts = setup.import_list(ListKind::Assets, "bench", &table, cast.now).await.expect("an import");
                let first = began.elapsed();
                assert_eq!(counts.added, rows);
                let began = Instant::now();
                let counts = setup.import_list(ListKind::Assets, "bench", &table, cast.now).await.expect("an import");
                assert_eq!(counts.unchanged, rows);
                println!("{engine:?}: {rows:>7} assets new {first:>8.1?}, unchanged {:>8.1?}", began.elapsed());
            });
        }
    }
}

fn assets(rows: usize, organisation: &str) -> Table {
    let heads = ["Serial number", "Customer", "Name", "Model", "Site", "Warranty until"].map(str::to_owned).to_vec();
    let row = |n: usize| {
        let texts = [format!("SN-{n:07}"), organisation.to_owned(), format!("DB-{n}"), "R740xd".to_owned()];
        texts.into_iter().chain(["B1".to_owned(), "2027/03/31".to_owned()]).collect()
    };
    Table { rows: std::iter::once(heads).chain((0..rows).map(row)).collect() }
}
