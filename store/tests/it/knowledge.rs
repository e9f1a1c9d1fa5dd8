//! Articles: found in both languages and in the same order on both engines, read by whom they are for.

use domain::person::{Language, Viewer};
use domain::refusal::Refusal;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER};
use store::testing::{Engine, Fixture};
use store::{Audience, Desk, NewArticle, on_both_engines};

fn article(slug: &str, language: Language, title: &str, markdown: &str, tags: &[&str]) -> NewArticle {
    NewArticle {
        slug: slug.to_owned(),
        audience: Audience::Everybody,
        language,
        title: title.to_owned(),
        summary: String::new(),
        markdown: markdown.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

async fn shelf(house: &Fixture) {
    use Language::{Chinese, English};
    let articles = [
        article("blue-screen", Chinese, "服务器蓝屏后先看什么", "记下停止代码，例如 `0x0000007B`。", &["0x7B"]),
        article(
            "blue-screen",
            English,
            "First steps after a blue screen",
            "Write down the stop code, `0x0000007B`.",
            &[],
        ),
        article("hang", Chinese, "数据库宕机的处理", "宕机后不要反复重启。蓝屏另见他文。", &["down"]),
        article("battery", Chinese, "E-1234：阵列卡电池告警", "电池模块失效时写性能下降。", &["E1234", "BBU"]),
        article("printer", English, "Printer does not answer", "Check the spooler. PowerEdge is not a printer.", &[]),
        article("backup", Chinese, "备份任务失败", "检查备份策略，确认备份可以恢复。", &[]),
    ];
    for (minute, article) in articles.into_iter().enumerate() {
        let now = store::testing::moment(&format!("2026-11-20T10:{minute:02}:00Z"));
        house.store.setup().article(&article, now).await.unwrap();
    }
}

fn reader(house: &Fixture, language: Language) -> Desk {
    house.store.desk(house.store.guest(language), store::testing::moment("2026-11-21T00:00:00Z"))
}

async fn slugs(desk: &Desk, q: &str) -> Vec<String> {
    desk.articles(q).await.unwrap().into_iter().map(|hit| hit.slug).collect()
}

on_both_engines! {
    async fn words_of_two_characters_and_error_codes_are_found(house) {
        shelf(house).await;
        let desk = reader(house, Language::Chinese);
        assert_eq!(slugs(&desk, "蓝屏").await, ["blue-screen", "hang"]);
        assert_eq!(slugs(&desk, "宕机").await, ["hang"]);
        for code in ["E-1234", "e1234", "Ｅ１２３４", "E-12", "0x0000007b"] {
            assert_eq!(slugs(&desk, code).await.len(), 1, "{code}");
        }
        assert_eq!(slugs(&desk, "poweredge").await, ["printer"]);
        assert!(slugs(&desk, "量子").await.is_empty());
    }

    async fn what_is_being_typed_is_found_by_its_beginning(house) {
        shelf(house).await;
        let desk = reader(house, Language::English);
        for (q, slug) in [("blue scr", "blue-screen"), ("spool", "printer"), ("宕", "hang"), ("备份任", "backup")] {
            assert_eq!(slugs(&desk, q).await.first().map(String::as_str), Some(slug), "{q}");
        }
    }

    async fn a_whole_sentence_finds_what_shares_its_words(house) {
        shelf(house).await;
        let desk = reader(house, Language::Chinese);
        let found = slugs(&desk, "昨晚备份任务又失败了，不知道怎么办").await;
        assert_eq!(found.first().map(String::as_str), Some("backup"));
    }

    async fn nothing_asked_shows_the_newest_in_the_readers_language(house) {
        shelf(house).await;
        let chinese = reader(house, Language::Chinese).articles("  ").await.unwrap();
        let newest: Vec<&str> = chinese.iter().map(|hit| hit.slug.as_str()).collect();
        assert_eq!(newest, ["backup", "printer", "battery", "hang", "blue-screen"]);
        assert_eq!(chinese[4].title, "服务器蓝屏后先看什么");
        let english = reader(house, Language::English).articles("").await.unwrap();
        assert_eq!(english[4].title, "First steps after a blue screen");
        assert_eq!(english[0].title, "备份任务失败", "the other language rather than nothing");
    }

    async fn signs_of_the_query_languages_are_only_signs(house) {
        shelf(house).await;
        let desk = reader(house, Language::Chinese);
        for q in ["\"", "'", "蓝屏\" OR \"", "a* AND (", "NEAR(蓝屏 宕机)", ":*", "\\", "%", "\u{0}蓝屏", "''')", "{x}:^"] {
            desk.articles(q).await.unwrap();
        }
        desk.articles(&"服务器蓝屏".repeat(500)).await.unwrap();
    }

    async fn a_rewritten_article_is_found_by_its_new_words_only(house) {
        shelf(house).await;
        let now = store::testing::moment("2026-11-20T12:00:00Z");
        let rewritten = article("hang", Language::Chinese, "无响应怎么办", "等待。", &[]);
        house.store.setup().article(&rewritten, now).await.unwrap();
        let desk = reader(house, Language::Chinese);
        assert!(slugs(&desk, "宕机").await.is_empty());
        assert_eq!(slugs(&desk, "无响应").await, ["hang"]);
        assert_eq!(desk.article("hang").await.unwrap().updated_at, now);
    }

    async fn an_article_is_shown_in_the_other_language_rather_than_not(house) {
        shelf(house).await;
        let english = reader(house, Language::English);
        let article = english.article("blue-screen").await.unwrap();
        assert_eq!((article.title.as_str(), article.other_language), ("First steps after a blue screen", false));
        assert!(article.html.contains("<code>0x0000007B</code>"), "{}", article.html);
        assert!(english.article("backup").await.unwrap().other_language);
        assert_eq!(crate::refusal(english.article("nothing").await), Refusal::NotFound);
    }

    async fn articles_are_read_by_whom_they_are_for(house) {
        let cast = Cast::move_in(house).await;
        for (slug, audience) in [("a", Audience::Everybody), ("b", Audience::Customers), ("c", Audience::Staff)] {
            let article = NewArticle { audience, ..article(slug, Language::Chinese, "蓝屏", "蓝屏", &[]) };
            house.store.setup().article(&article, cast.now).await.unwrap();
        }
        let guest = cast.guest();
        let (customer, engineer) = (cast.desk(CUSTOMER).await, cast.desk(ENGINEER).await);
        for (desk, readable) in [(&guest, 1), (&customer, 2), (&engineer, 3)] {
            assert_eq!(slugs(desk, "蓝屏").await.len(), readable);
            assert_eq!(slugs(desk, "").await.len(), readable);
            for (nth, slug) in ["a", "b", "c"].into_iter().enumerate() {
                let article = desk.article(slug).await;
                if nth < readable { article.map(drop).unwrap() } else { assert_eq!(crate::refusal(article), Refusal::NotFound) }
            }
        }
    }

    async fn what_is_not_found_is_counted_without_who_it_was(house) {
        let cast = Cast::move_in(house).await;
        let guest = cast.guest();
        for words in ["量子", "Ｔape  Robot", "tape robot", "13800001234", "x"] {
            guest.note_miss(words).await.unwrap();
        }
        let engineer = cast.desk(ENGINEER).await;
        let page = engineer.misses("").await.unwrap();
        let told: Vec<(&str, i64)> = page.misses.iter().map(|miss| (miss.words.as_str(), miss.times)).collect();
        assert_eq!(told, [("tape robot", 2), ("量子", 1)]);
        assert_eq!(engineer.misses("tape robot").await.unwrap().misses.len(), 1);
        assert_eq!(crate::refusal(cast.desk(CUSTOMER).await.misses("").await), Refusal::NotAllowed);
        assert_eq!(crate::refusal(guest.misses("").await), Refusal::SignInNeeded);
        house.store.sweep(cast.now + chrono::TimeDelta::days(364)).await.unwrap();
        assert_eq!(engineer.misses("").await.unwrap().misses.len(), 2);
        house.store.sweep(cast.now + chrono::TimeDelta::days(366)).await.unwrap();
        assert!(engineer.misses("").await.unwrap().misses.is_empty());
    }

    async fn a_page_of_misses_ends_where_the_next_one_begins(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..51 {
            cast.guest().note_miss(&format!("unknown thing {n:02}")).await.unwrap();
        }
        let engineer = cast.desk(ENGINEER).await;
        let first = engineer.misses("").await.unwrap();
        assert_eq!((first.misses.len(), first.more_after.as_deref()), (50, Some("unknown thing 49")));
        let last = engineer.misses("unknown thing 49").await.unwrap();
        assert_eq!((last.misses[0].words.as_str(), last.more_after), ("unknown thing 50", None));
    }

    async fn a_hit_shows_the_passage_that_answers(house) {
        shelf(house).await;
        let hits = reader(house, Language::Chinese).articles("宕机 重启").await.unwrap();
        assert_eq!(hits[0].excerpt, "<mark>宕机</mark>后不要反复<mark>重启</mark>。蓝屏另见他文。");
        assert!(reader(house, Language::Chinese).articles("").await.unwrap()[0].excerpt.is_empty());
    }

    async fn an_index_of_an_older_program_is_made_anew(house) {
        shelf(house).await;
        let broken = ["DELETE FROM article_search", "DELETE FROM search_entry", "UPDATE search_index SET version = 0"];
        for statement in broken {
            match house.store.db() {
                store::Db::Sqlite { write, .. } => drop(sqlx::query(statement).execute(write).await.unwrap()),
                store::Db::Postgres(pool) => drop(sqlx::query(statement).execute(pool).await.unwrap()),
            }
        }
        assert!(slugs(&reader(house, Language::Chinese), "蓝屏").await.is_empty());
        let again = house.replica().await;
        let desk = again.desk(again.guest(Language::Chinese), store::testing::moment("2026-11-21T00:00:00Z"));
        assert_eq!(slugs(&desk, "蓝屏").await, ["blue-screen", "hang"]);
    }

    async fn a_case_brings_articles_that_may_help(house) {
        shelf(house).await;
        let cast = Cast::move_in(house).await;
        let mut draft = store::testing::cast::draft("k");
        draft.title = "阵列卡电池告警 E-1234".to_owned();
        let desk = cast.desk(CUSTOMER).await;
        let number = desk.open_case(&draft).await.unwrap().number;
        assert_eq!(desk.case(&number).await.unwrap().articles[0].slug, "battery");
    }
}

#[test]
fn both_engines_find_the_same_in_the_same_order() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let houses = [Fixture::open(Engine::Sqlite).await, Fixture::open(Engine::Postgres).await];
        for house in &houses {
            shelf(house).await;
            for n in 0..40 {
                let body = format!("{} 蓝屏 error {n} E-{}", "重启 ".repeat(n % 7), n % 5);
                let article = article(&format!("n{n}"), Language::Chinese, &format!("说明 {n} 服务器"), &body, &[]);
                house.store.setup().article(&article, store::testing::moment("2026-11-20T11:00:00Z")).await.unwrap();
            }
        }
        for q in [
            "蓝屏",
            "宕机",
            "服务器 蓝屏",
            "E-3",
            "error",
            "重启 服务器 蓝屏",
            "说",
            "e",
            "PowerEdge 蓝屏",
            "blue screen",
            "",
        ] {
            let mut found = Vec::new();
            for house in &houses {
                found.push(slugs(&reader(house, Language::Chinese), q).await);
            }
            assert_eq!(found[0], found[1], "{q}");
        }
        for house in houses {
            house.close().await;
        }
    });
}

#[test]
fn a_guest_reads_in_the_companys_zone() {
    store::testing::run(Engine::Sqlite, async |house: &Fixture| {
        let Viewer::Guest { zone, .. } = house.store.guest(Language::English) else { panic!("a guest") };
        assert_eq!(zone.name, "Asia/Shanghai");
    });
}
