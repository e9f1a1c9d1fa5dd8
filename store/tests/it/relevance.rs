//! Whether the search finds what people look for: a fixed shelf of articles (tests/search/articles.toml), what people type
//! (tests/search/queries.txt), and the articles that have to be among the first three; the whole order the same on both engines.

use domain::person::Language;
use serde::Deserialize;
use store::testing::{Engine, Fixture, moment};
use store::{Audience, Desk, NewArticle};

#[derive(Deserialize)]
struct Shelf {
    article: Vec<Shelved>,
}

#[derive(Deserialize)]
struct Shelved {
    slug: String,
    tags: Vec<String>,
    zh: [String; 2],
    en: [String; 2],
}

struct Search {
    language: Language,
    words: &'static str,
    /// None at all are to be found when empty.
    expected: Vec<&'static str>,
}

fn shelf() -> Vec<Shelved> {
    let shelf: Shelf = toml::from_str(include_str!("../search/articles.toml")).unwrap();
    shelf.article
}

fn searches() -> Vec<Search> {
    let lines = include_str!("../search/queries.txt").lines();
    let search = |line: &'static str| {
        let [language, words, expected] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let language = if language == "zh" { Language::Chinese } else { Language::English };
        let expected = expected.split(", ").filter(|slug| *slug != "-").collect();
        Search { language, words, expected }
    };
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(search).collect()
}

async fn fill(house: &Fixture) {
    let setup = house.store.setup();
    for (nth, shelved) in shelf().into_iter().enumerate() {
        let now = moment("2026-11-20T10:00:00Z") + chrono::TimeDelta::minutes(i64::try_from(nth).unwrap());
        for (language, [title, text]) in [(Language::Chinese, shelved.zh), (Language::English, shelved.en)] {
            let article = NewArticle {
                slug: shelved.slug.clone(),
                audience: Audience::Everybody,
                language,
                title,
                summary: String::new(),
                markdown: text,
                tags: shelved.tags.clone(),
            };
            setup.article(&article, now).await.unwrap();
        }
    }
}

fn reader(house: &Fixture, language: Language) -> Desk {
    house.store.desk(house.store.guest(language), moment("2026-11-21T00:00:00Z"))
}

async fn found(house: &Fixture, search: &Search) -> Vec<String> {
    let hits = reader(house, search.language).articles(search.words).await.unwrap();
    hits.into_iter().map(|hit| hit.slug).collect()
}

/// What is wrong with the answer, if anything is.
fn complaint(search: &Search, found: &[String]) -> Option<String> {
    let first: Vec<&str> = found.iter().take(3).map(String::as_str).collect();
    let right = match search.expected.is_empty() {
        true => found.is_empty(),
        false => search.expected.iter().all(|slug| first.contains(slug)),
    };
    (!right).then(|| format!("{}: expected {:?}, found {first:?}", search.words, search.expected))
}

#[test]
fn what_people_look_for_is_among_the_first_three_on_both_engines_in_the_same_order() {
    let (shelf, searches) = (shelf(), searches());
    assert!(shelf.len() >= 60 && searches.len() >= 60, "{} articles, {} searches", shelf.len(), searches.len());
    for search in &searches {
        let known = |slug: &&str| shelf.iter().any(|shelved| shelved.slug == **slug);
        assert!(search.expected.iter().all(known), "{}", search.words);
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let houses = [Fixture::open(Engine::Sqlite).await, Fixture::open(Engine::Postgres).await];
        for house in &houses {
            fill(house).await;
        }
        let mut complaints = Vec::new();
        for search in &searches {
            let [sqlite, postgres] = [found(&houses[0], search).await, found(&houses[1], search).await];
            assert_eq!(sqlite, postgres, "{}", search.words);
            complaints.extend(complaint(search, &sqlite));
        }
        assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), searches.len(), complaints.join("\n"));
        for house in houses {
            house.close().await;
        }
    });
}
