//! What a search costs with fifty thousand articles, as people type: `cargo bench -p store --bench knowledge`. The 50th and the
//! 99th percentile of a mix of searches; the goal is 30 ms at the 99th. Nothing waits for the disk.

use domain::person::Language;
use std::time::{Duration, Instant};
use store::testing::{Engine, Fixture, moment, run};
use store::{Audience, Desk, NewArticle};

const ARTICLES: usize = 50_000;
const AT_ONCE: usize = 500;
const ROUNDS: usize = 20;

/// What articles are made of, in Chinese and English, and what is searched for: benches/knowledge.txt.
struct Words {
    things: Vec<(&'static str, &'static str)>,
    events: Vec<(&'static str, &'static str)>,
    steps: Vec<(&'static str, &'static str)>,
    searches: Vec<&'static str>,
}

impl Words {
    fn read() -> Words {
        let section = |name: &str| {
            let lines = include_str!("knowledge.txt").lines();
            let within = lines.skip_while(move |line| *line != format!("[{name}]")).skip(1);
            within.take_while(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let pairs = |name| section(name).into_iter().filter_map(|line| line.split_once(" | ")).collect();
        Words { things: pairs("things"), events: pairs("events"), steps: pairs("steps"), searches: section("searches") }
    }
}

fn main() {
    let words = &Words::read();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run(engine, async |house: &Fixture| {
            let began = Instant::now();
            fill(house, words).await;
            house.settle().await;
            println!("{engine:?} filled in {:.0?}", began.elapsed());
            let desk = house.store.desk(house.store.guest(Language::Chinese), moment("2026-11-21T00:00:00Z"));
            measure(engine, &desk, &words.searches).await;
        });
    }
}

async fn measure(engine: Engine, desk: &Desk, searches: &[&str]) {
    let mut all = Vec::new();
    for q in searches {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let began = Instant::now();
            desk.articles(q).await.expect("an answer");
            took.push(began.elapsed());
        }
        all.extend(took.iter().skip(1));
        took.sort_unstable();
        println!("{engine:?} {:>8.1?} {:>8.1?} {q}", percentile(&took, 50), percentile(&took, 99));
    }
    all.sort_unstable();
    println!("{engine:?} all: p50 {:.1?}, p99 {:.1?}", percentile(&all, 50), percentile(&all, 99));
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

async fn fill(house: &Fixture, words: &Words) {
    let setup = house.store.setup();
    let articles: Vec<NewArticle> = (0..ARTICLES).map(|n| article(words, n)).collect();
    for some in articles.chunks(AT_ONCE) {
        setup.articles(some, moment("2026-11-20T10:00:00Z")).await.expect("articles");
    }
}

fn article(Words { things, events, steps, .. }: &Words, n: usize) -> NewArticle {
    let chinese = n % 5 < 3;
    let say = |pair: (&'static str, &'static str)| if chinese { pair.0 } else { pair.1 };
    let (thing, event) = (things[n % things.len()], events[(n / things.len()) % events.len()]);
    let code = format!("E-{}", 1000 + n * 7919 % 90_000);
    let done: Vec<String> = (0..8).map(|step| say(steps[(n * 31 + step * step) % steps.len()]).to_owned()).collect();
    let other = say(things[(n * 17 + 3) % things.len()]);
    NewArticle {
        slug: format!("article-{n}"),
        audience: if n.is_multiple_of(10) { Audience::Staff } else { Audience::Everybody },
        language: if chinese { Language::Chinese } else { Language::English },
        title: format!("{} {} {n}", say(thing), say(event)),
        summary: done[0].clone(),
        markdown: format!("## {}\n\n{code}: {} {other}\n\n{}.\n", say(event), say(thing), done.join(". ")),
        tags: vec![code],
    }
}
