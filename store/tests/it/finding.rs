//! Searches name what the viewer may read, however much there is that they may not.

use crate::articles::{published, slugs};
use domain::knowledge::ArticleDraft;
use domain::person::Language;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER, STRANGER};
use store::testing::{Engine, Fixture};
use store::{Audience, NewArticle, on_both_engines};

/// So many articles for the staff, all of one title.
fn newer(count: usize) -> Vec<NewArticle> {
    let article = |n| NewArticle {
        slug: format!("n{n}"),
        audience: Audience::Staff,
        language: Language::Chinese,
        title: "电池告警".to_owned(),
        summary: String::new(),
        markdown: String::new(),
        tags: Vec::new(),
    };
    (0..count).map(article).collect()
}

on_both_engines! {
    async fn nobody_misses_their_own_article_among_newer_ones_that_are_not_theirs(house) {
        let cast = Cast::move_in(house).await;
        let water = cast.water.id.to_string();
        let own = published(&cast, |draft| ArticleDraft {
            readers: "organisation".to_owned(),
            organisation_id: water,
            ..draft
        }).await;
        // More than the engines name of one search.
        house.store.setup().articles(&newer(260), cast.now).await.unwrap();
        assert_eq!(slugs(&cast.desk(CUSTOMER).await, "电池告警").await, [own.as_str()]);
        assert_eq!(slugs(&cast.desk(CUSTOMER).await, "电池 打印机").await, [own.as_str()]);
        for desk in [cast.desk(STRANGER).await, cast.guest()] {
            assert!(slugs(&desk, "电池告警").await.is_empty());
        }
        assert_eq!(slugs(&cast.desk(ENGINEER).await, "电池告警").await.len(), 20);
    }

    async fn whom_the_operator_lets_read_an_article_finds_it_in_both_languages(house) {
        let cast = Cast::move_in(house).await;
        let put = async |audience, language| {
            let article = NewArticle {
                slug: "lights".to_owned(),
                audience,
                language,
                title: if language == Language::Chinese { "前面板指示灯" } else { "Front panel lights" }.to_owned(),
                summary: String::new(),
                markdown: String::new(),
                tags: Vec::new(),
            };
            house.store.setup().article(&article, cast.now).await.unwrap();
        };
        put(Audience::Everybody, Language::Chinese).await;
        put(Audience::Staff, Language::English).await;
        for q in ["指示灯", "lights"] {
            assert!(slugs(&cast.guest(), q).await.is_empty(), "{q}");
            assert_eq!(slugs(&cast.desk(ENGINEER).await, q).await, ["lights"], "{q}");
        }
        put(Audience::Everybody, Language::English).await;
        for q in ["指示灯", "lights"] {
            assert_eq!(slugs(&cast.guest(), q).await, ["lights"], "{q}");
        }
    }
}

/// On one engine, for that many take a while to write.
#[test]
fn of_words_that_most_texts_have_the_newest_texts_are_asked_first_and_the_others_are_found_too() {
    store::testing::run(Engine::Sqlite, async |house: &Fixture| {
        let cast = Cast::move_in(house).await;
        let own = published(&cast, |draft| draft).await;
        house.store.setup().articles(&newer(4_200), cast.now).await.unwrap();
        assert_eq!(slugs(&cast.guest(), "电池告警").await, [own.as_str()]);
        let found = slugs(&cast.desk(ENGINEER).await, "电池告警").await;
        assert!(found.len() == 20 && found.iter().all(|slug| slug.starts_with('n')), "{found:?}");
    });
}
