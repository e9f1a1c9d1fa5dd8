//! What a tick of the timers costs, by how many cases are open and how many steps are due: `cargo bench -p store --bench
//! ticks`. On SQLite, every step committed to the disk.

use chrono::TimeDelta;
use std::time::{Duration, Instant};
use store::Db;
use store::testing::cast::Cast;
use store::testing::{Engine, Fixture, run};

const OPEN: [i64; 2] = [1_000, 100_000];
const DUE: i64 = 1_000;
const LOOKS: u32 = 1_000;

fn main() {
    for open in OPEN {
        run(Engine::Sqlite, async |house: &Fixture| {
            let cast = Cast::move_in(house).await;
            cast.open("k").await;
            multiply(house.store.db(), open).await;
            let before = cast.now + TimeDelta::minutes(5);
            let began = Instant::now();
            for _ in 0..LOOKS {
                assert_eq!(house.store.fire_due_timers(100, before).await.expect("a look"), 0);
            }
            let look = began.elapsed() / LOOKS;
            let (began, mut fired) = (Instant::now(), 0);
            loop {
                match house.store.fire_due_timers(100, cast.now + TimeDelta::minutes(12)).await.expect("a tick") {
                    0 => break,
                    some => fired += some,
                }
            }
            let step = began.elapsed() / u32::try_from(fired.max(1)).unwrap_or(u32::MAX);
            report(open, look, fired, step);
        });
    }
}

fn report(open: i64, look: Duration, fired: usize, step: Duration) {
    println!("{open:>7} open: a look with nothing due {look:>10.1?}; {fired} due, each {step:>10.1?}");
}

/// So many cases like the first; the reminder to respond of the first thousand is due at its moment, all else in years.
async fn multiply(db: &Db, open: i64) {
    let Db::Sqlite { write, .. } = db else { return };
    let cases = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
        INSERT INTO service_case (number, opened_by, draft_key, organisation_id, reporter_id, asset_id, severity, stage,
            opened_at, words, version, state, planned_by)
        SELECT 'X-' || i, opened_by, 'x-' || i, organisation_id, reporter_id, asset_id, severity, stage, opened_at, words,
            version, state, planned_by FROM n, service_case WHERE id = (SELECT MIN(id) FROM service_case)";
    sqlx::query(cases).bind(open).execute(write).await.expect("cases");
    let timers = "INSERT INTO timer (case_id, key, due_at, position, late)
        SELECT c.id, t.key, t.due_at, t.position, 0 FROM service_case c, timer t
        WHERE c.number LIKE 'X-%' AND t.case_id <> c.id";
    sqlx::query(timers).execute(write).await.expect("timers");
    let later = "UPDATE timer SET due_at = due_at + 315360000000000
        WHERE key <> 'remind/respond/1/75' OR case_id NOT IN (SELECT id FROM service_case ORDER BY id LIMIT $1)";
    sqlx::query(later).bind(DUE).execute(write).await.expect("timers to come");
}
