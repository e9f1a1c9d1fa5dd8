//! Articles as experts keep them: from draft to outdated, version by version, and nobody but their readers finds them.

use chrono::TimeDelta;
use domain::access::{Action, Whose, may};
use domain::knowledge::{ArticleDraft, ArticleHappening, Change, ShelfFilter, Stage, Step};
use domain::person::Role;
use domain::refusal::{Flaw, FlawKind, Refusal};
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, Cast, ENGINEER, EXPERT, MANAGER, ONE_OF_EACH_ROLE, OTHER_ENGINEER, SECRETARY, STRANGER,
};
use store::{Answer, Audience, Desk, NewArticle, on_both_engines};

pub(crate) fn sent_back() -> Step {
    Step::SendBack { why: "步骤 3 少了截图".to_owned() }
}

/// The form of an article in Chinese, kept by that person.
pub(crate) async fn draft(desk: &Desk, title: &str, text: &str) -> ArticleDraft {
    let form = desk.article_form(None, None).await.unwrap();
    ArticleDraft {
        readers: "everybody".to_owned(),
        category: "server".to_owned(),
        products: "PowerEdge R740xd".to_owned(),
        error_codes: "E-1234".to_owned(),
        texts: [[title.to_owned(), String::new(), text.to_owned()], Default::default()],
        ..ArticleDraft::read(&form.fields)
    }
}

/// The form of an article as it is, with another text.
pub(crate) async fn rewritten(desk: &Desk, slug: &str, text: &str) -> ArticleDraft {
    let mut draft = ArticleDraft::read(&desk.article_form(Some(slug), None).await.unwrap().fields);
    draft.texts[0][2] = text.to_owned();
    draft
}

/// Written by the engineer, published by the expert.
pub(crate) async fn published(cast: &Cast<'_>, change: impl FnOnce(ArticleDraft) -> ArticleDraft) -> String {
    let engineer = cast.desk(ENGINEER).await;
    let draft = change(draft(&engineer, "阵列卡电池告警", "先看日志，再换电池。").await);
    let slug = engineer.save_article(None, &draft).await.unwrap();
    publish(cast, &slug).await;
    slug
}

pub(crate) async fn publish(cast: &Cast<'_>, slug: &str) {
    cast.desk(ENGINEER).await.step_article(slug, &Step::Submit).await.unwrap();
    cast.desk(EXPERT).await.step_article(slug, &Step::Publish).await.unwrap();
}

pub(crate) async fn slugs(desk: &Desk, q: &str) -> Vec<String> {
    desk.articles(q).await.unwrap().into_iter().map(|hit| hit.slug).collect()
}

async fn on_shelf(desk: &Desk, filter: &ShelfFilter) -> Vec<String> {
    desk.shelf(filter).await.unwrap().lines.into_iter().map(|line| line.slug).collect()
}

/// In page, search, list and files alike.
async fn finds_nothing(desk: &Desk, slug: &str, q: &str, who: &str) {
    assert_eq!(crate::refusal(desk.article(slug).await), Refusal::NotFound, "{who}");
    assert!(!slugs(desk, q).await.contains(&slug.to_owned()), "{who} searches");
    assert!(!slugs(desk, "").await.contains(&slug.to_owned()), "{who} looks at the newest");
    assert!(!on_shelf(desk, &ShelfFilter::default()).await.contains(&slug.to_owned()), "{who} looks at the shelf");
    assert_eq!(crate::refusal(desk.article_file(slug, "a.png").await), Refusal::NotFound, "{who} opens its picture");
    assert_eq!(crate::refusal(desk.answer_article(slug, &Answer::Helpful).await), Refusal::NotFound, "{who} answers");
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";

on_both_engines! {
    async fn what_is_not_published_is_nobodys_to_find_but_theirs_who_write(house) {
        let cast = Cast::move_in(house).await;
        let engineer = cast.desk(ENGINEER).await;
        let slug = engineer.save_article(None, &draft(&engineer, "阵列卡电池告警", "先看日志。").await).await.unwrap();
        assert_eq!(slug, "a-20261121", "a title without Latin letters gives the day");
        for who in [CUSTOMER, SECRETARY] {
            finds_nothing(&cast.desk(who).await, &slug, "电池", who).await;
        }
        finds_nothing(&cast.guest(), &slug, "电池", "a guest").await;
        let seen = cast.desk(OTHER_ENGINEER).await.article(&slug).await.unwrap();
        assert_eq!((seen.title.as_str(), seen.staff.unwrap().stage), ("阵列卡电池告警", Stage::Draft));
        assert!(slugs(&engineer, "电池").await.is_empty(), "the index holds what is published");
        publish(&cast, &slug).await;
        assert_eq!(slugs(&cast.guest(), "E1234").await, [slug.as_str()]);
        let read = cast.guest().article(&slug).await.unwrap();
        assert_eq!((read.category.as_str(), read.products.len(), read.staff), ("服务器与存储", 1, None));
    }

    async fn a_new_version_is_shown_and_found_when_it_is_published(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        let engineer = cast.desk(ENGINEER).await;
        let next = rewritten(&engineer, &slug, "先备份，再热插拔更换。").await;
        engineer.save_article(Some(&slug), &next).await.unwrap();
        let guest = cast.guest();
        assert!(guest.article(&slug).await.unwrap().html.contains("先看日志"));
        assert!(slugs(&guest, "热插拔").await.is_empty());
        publish(&cast, &slug).await;
        assert!(guest.article(&slug).await.unwrap().html.contains("热插拔"));
        assert_eq!(slugs(&guest, "热插拔").await, [slug.as_str()]);
        assert!(slugs(&guest, "日志").await.is_empty(), "what it no longer says does not find it");
    }

    async fn nobody_publishes_what_they_wrote(house) {
        let cast = Cast::move_in(house).await;
        for author in [ENGINEER, EXPERT, MANAGER] {
            let desk = cast.desk(author).await;
            let slug = desk.save_article(None, &draft(&desk, "标题", author).await).await.unwrap();
            desk.step_article(&slug, &Step::Submit).await.unwrap();
            for step in [Step::Publish, sent_back()] {
                assert_eq!(crate::refusal(desk.step_article(&slug, &step).await), Refusal::NotAllowed, "{author}");
            }
            cast.desk(OTHER_ENGINEER).await.step_article(&slug, &Step::Publish).await.unwrap();
        }
    }

    async fn steps_are_open_to_whom_the_table_says_and_offered_to_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        for (role, who) in ONE_OF_EACH_ROLE {
            let desk = cast.desk(who).await;
            let writes = may(role, Action::WriteArticle, Whose::Others);
            assert_eq!(desk.article_form(Some(&slug), None).await.is_ok(), writes, "{who} edits");
            assert_eq!(desk.article_versions(&slug, None, None).await.is_ok(), writes, "{who} reads versions");
            assert_eq!(desk.article_version(&slug, Some(1)).await.is_ok(), writes, "{who} reads a version");
            let whose = if role == Role::Engineer { Whose::Own } else { Whose::Others };
            let retires = may(role, Action::RetireArticle, whose);
            let offered = desk.article(&slug).await.unwrap().staff.is_some_and(|staff| staff.may == ["retire"]);
            assert_eq!(offered, retires, "{who} is offered it");
            if !retires {
                assert_eq!(crate::refusal(desk.step_article(&slug, &Step::Retire).await), Refusal::NotAllowed, "{who}");
            }
        }
        let other = cast.desk(OTHER_ENGINEER).await;
        assert_eq!(crate::refusal(other.step_article(&slug, &Step::Retire).await), Refusal::NotAllowed);
        let guest = cast.guest();
        assert_eq!(crate::refusal(guest.article_form(None, None).await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.save_article(None, &ArticleDraft::default()).await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.step_article(&slug, &Step::Submit).await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.restore_article(&slug, 1).await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.article_versions(&slug, None, None).await), Refusal::SignInNeeded);
        assert_eq!(crate::refusal(guest.article_version(&slug, Some(1)).await), Refusal::NotFound);
    }

    async fn one_organisations_article_is_not_there_for_anybody_else(house) {
        let cast = Cast::move_in(house).await;
        let water = cast.water.id.to_string();
        let slug = published(&cast, |draft| ArticleDraft {
            readers: "organisation".to_owned(),
            organisation_id: water,
            ..draft
        }).await;
        let file = house.uploaded(PNG);
        cast.desk(ENGINEER).await.add_article_file(&slug, "a.png", &file, 1).await.unwrap();
        finds_nothing(&cast.desk(STRANGER).await, &slug, "电池", STRANGER).await;
        finds_nothing(&cast.guest(), &slug, "电池", "a guest").await;
        for who in [CUSTOMER, COLLEAGUE, SECRETARY, MANAGER] {
            let desk = cast.desk(who).await;
            assert_eq!(desk.article(&slug).await.unwrap().slug, slug, "{who}");
            assert_eq!(slugs(&desk, "电池").await, [slug.as_str()], "{who}");
            assert_eq!(on_shelf(&desk, &ShelfFilter::default()).await, [slug.as_str()], "{who}");
            assert!(desk.article_file(&slug, "a.png").await.unwrap().1, "{who} sees its picture");
        }
        let stranger = cast.desk(STRANGER).await.shelf(&ShelfFilter::default()).await.unwrap();
        assert!(stranger.categories.is_empty() && stranger.products.is_empty(), "nor is it counted");
    }

    async fn an_outdated_article_is_read_by_its_address_and_found_nowhere(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        cast.desk(ENGINEER).await.step_article(&slug, &Step::Retire).await.unwrap();
        let guest = cast.guest();
        assert!(guest.article(&slug).await.unwrap().outdated);
        assert!(slugs(&guest, "电池").await.is_empty() && on_shelf(&guest, &ShelfFilter::default()).await.is_empty());
        let outdated = ShelfFilter { stage: "outdated".to_owned(), ..ShelfFilter::default() };
        assert_eq!(on_shelf(&cast.desk(EXPERT).await, &outdated).await, [slug.as_str()]);
        assert_eq!(crate::refusal(guest.shelf(&outdated).await), Refusal::NotAllowed);
        cast.desk(MANAGER).await.step_article(&slug, &Step::Revive).await.unwrap();
        assert_eq!(slugs(&guest, "电池").await, [slug]);
    }

    async fn every_saving_is_a_version_and_any_of_them_can_come_back(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        let engineer = cast.desk(ENGINEER).await;
        for text in ["先看日志，再换电池。\n\n完成后复查。", "重写。"] {
            let next = rewritten(&engineer, &slug, text).await;
            engineer.save_article(Some(&slug), &next).await.unwrap();
        }
        let unchanged = rewritten(&engineer, &slug, "重写。").await;
        engineer.save_article(Some(&slug), &unchanged).await.unwrap();
        let history = engineer.article_versions(&slug, Some(1), Some(2)).await.unwrap();
        let versions: Vec<(i64, bool)> = history.versions.iter().map(|line| (line.number, line.published)).collect();
        assert_eq!(versions, [(3, false), (2, false), (1, true)], "what changes nothing is no version");
        let compared = history.compared.unwrap();
        assert_eq!(compared.fields.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["text_zh"]);
        let new: Vec<&str> = compared.fields[0].1.iter().filter(|line| line.0 == Change::New).map(|line| &*line.1).collect();
        assert!(new.contains(&"完成后复查。"), "{new:?}");
        engineer.restore_article(&slug, 1).await.unwrap();
        let restored = engineer.article_version(&slug, None).await.unwrap();
        assert!(restored.html.contains("再换电池") && restored.staff.unwrap().newest == 4);
        let events = engineer.article_versions(&slug, None, None).await.unwrap().events;
        assert_eq!(events[0].2, ArticleHappening::Saved { version: 4, restored: Some(1) });
        assert_eq!(crate::refusal(engineer.restore_article(&slug, 9).await), Refusal::NotFound);
        assert_eq!(crate::refusal(engineer.article_versions(&slug, Some(1), Some(9)).await), Refusal::NotFound);
    }

    async fn who_was_overtaken_is_told_and_loses_nothing(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        let (engineer, expert) = (cast.desk(ENGINEER).await, cast.desk(EXPERT).await);
        let slower = rewritten(&engineer, &slug, "慢的。").await;
        expert.save_article(Some(&slug), &rewritten(&expert, &slug, "快的。").await).await.unwrap();
        assert_eq!(crate::refusal(engineer.save_article(Some(&slug), &slower).await), Refusal::ChangedMeanwhile);
        let again = engineer.article_form(Some(&slug), Some(&slower)).await.unwrap();
        let again = ArticleDraft::read(&again.fields);
        assert_eq!(again.texts[0][2], "慢的。");
        engineer.save_article(Some(&slug), &again).await.unwrap();
        assert!(expert.article_version(&slug, Some(2)).await.unwrap().html.contains("快的"));
    }

    async fn the_same_form_sent_twice_is_one_article_and_addresses_are_taken_once(house) {
        let cast = Cast::move_in(house).await;
        let engineer = cast.desk(ENGINEER).await;
        let mut first = draft(&engineer, "标题", "正文").await;
        first.texts[1] = ["Replace the battery".to_owned(), String::new(), "Look first.".to_owned()];
        let slug = engineer.save_article(None, &first).await.unwrap();
        assert_eq!((slug.as_str(), engineer.save_article(None, &first).await.unwrap()), ("replace-the-battery", slug.clone()));
        let second = ArticleDraft { draft_key: "k2".to_owned(), ..first.clone() };
        assert_eq!(engineer.save_article(None, &second).await.unwrap(), "replace-the-battery-2");
        let third = ArticleDraft { draft_key: "k3".to_owned(), slug: slug.clone(), ..first };
        let taken = Refusal::Flawed(vec![Flaw::of("slug", FlawKind::Taken)]);
        assert_eq!(crate::refusal(engineer.save_article(None, &third).await), taken);
    }

    async fn what_the_operator_put_there_becomes_the_first_version(house) {
        let cast = Cast::move_in(house).await;
        for (language, title) in [("zh-CN", "蓝屏"), ("en", "Blue screen")] {
            let put = NewArticle {
                slug: "blue".to_owned(),
                audience: Audience::Customers,
                language: domain::person::Language::from_tag(language).unwrap(),
                title: title.to_owned(),
                summary: String::new(),
                markdown: "0x7B".to_owned(),
                tags: vec!["0x7B".to_owned()],
            };
            house.store.setup().article(&put, cast.now).await.unwrap();
        }
        let engineer = cast.desk(ENGINEER).await;
        let next = rewritten(&engineer, "blue", "停止代码 0x7B。").await;
        assert_eq!((next.readers.as_str(), next.texts[1][0].as_str()), ("customers", "Blue screen"));
        let owner_id = engineer.viewer().person().unwrap().id.to_string();
        engineer.save_article(Some("blue"), &ArticleDraft { owner_id, ..next }).await.unwrap();
        let history = engineer.article_versions("blue", None, None).await.unwrap();
        let versions: Vec<_> = history.versions.iter().map(|line| (line.number, line.author.as_str())).collect();
        assert_eq!(versions, [(2, "周岩"), (1, "")]);
        assert!(history.versions[1].published);
        assert!(cast.desk(CUSTOMER).await.article("blue").await.unwrap().html.contains("<p>0x7B"));
        publish(&cast, "blue").await;
        assert!(cast.desk(CUSTOMER).await.article("blue").await.unwrap().html.contains("停止代码"));
    }

    async fn shelves_are_by_category_and_product_page_by_page(house) {
        let cast = Cast::move_in(house).await;
        let raid = published(&cast, |draft| draft).await;
        let backup = published(&cast, |draft| ArticleDraft {
            category: "backup".to_owned(),
            products: "PowerVault".to_owned(),
            slug: "backup-fails".to_owned(),
            ..draft
        }).await;
        let guest = cast.guest();
        let by = |category: &str, product: &str| ShelfFilter {
            category: category.to_owned(),
            product: product.to_owned(),
            ..ShelfFilter::default()
        };
        assert_eq!(on_shelf(&guest, &by("backup", "")).await, [backup.as_str()]);
        assert_eq!(on_shelf(&guest, &by("", "PowerEdge R740xd")).await, [raid.as_str()]);
        assert!(on_shelf(&guest, &by("backup", "PowerEdge R740xd")).await.is_empty());
        let shelf = guest.shelf(&ShelfFilter::default()).await.unwrap();
        let counted: Vec<_> = shelf.categories.iter().map(|(id, _, count)| (id.as_str(), *count)).collect();
        assert_eq!(counted, [("server", 1), ("backup", 1)]);
        assert_eq!(shelf.products, ["PowerEdge R740xd", "PowerVault"]);
        for n in 0..60 {
            let put = NewArticle {
                slug: format!("n{n:02}"),
                audience: Audience::Everybody,
                language: domain::person::Language::Chinese,
                title: format!("说明 {n}"),
                summary: String::new(),
                markdown: "文".to_owned(),
                tags: Vec::new(),
            };
            house.store.setup().article(&put, cast.now - TimeDelta::minutes(n)).await.unwrap();
        }
        let first = guest.shelf(&ShelfFilter::default()).await.unwrap();
        assert_eq!(first.lines.len(), 50);
        let after = ShelfFilter { after: first.more_after.unwrap(), ..ShelfFilter::default() };
        let second = guest.shelf(&after).await.unwrap();
        assert_eq!((second.lines.len(), second.more_after), (12, None));
    }

    async fn files_are_named_by_the_text_and_looked_at_before_they_come_in(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |mut draft| {
            draft.texts[0][2] = "![接线](接线-图.png)".to_owned();
            draft
        }).await;
        let engineer = cast.desk(ENGINEER).await;
        assert!(!cast.guest().article(&slug).await.unwrap().html.contains("<img"));
        let add = async |name: &str, content: &[u8]| {
            engineer.add_article_file(&slug, name, &house.uploaded(content), 1).await
        };
        add("接线 图.png", PNG).await.unwrap();
        assert!(cast.guest().article(&slug).await.unwrap().html.contains("<img"));
        let (file, is_picture) = cast.guest().article_file(&slug, "接线-图.png").await.unwrap();
        assert!(is_picture && file.media_type == "image/png" && std::fs::read(file.path).unwrap() == PNG);
        let flawed = |kind| Refusal::Flawed(vec![Flaw::of("files", kind)]);
        assert_eq!(crate::refusal(add("接线-图.png", PNG).await), flawed(FlawKind::Taken));
        let lie = crate::refusal(add("x.png", b"<svg onload=alert(1)>").await);
        assert_eq!(lie, flawed(FlawKind::FileKind { name: "x.png".to_owned() }));
        add("命令.txt", b"omreport storage battery").await.unwrap();
        let named: Vec<_> = cast.guest().article(&slug).await.unwrap().files.into_iter().map(|file| file.name).collect();
        assert_eq!(named, ["命令.txt"], "pictures stand in the text");
        let customer = cast.desk(CUSTOMER).await;
        let refused = crate::refusal(customer.add_article_file(&slug, "a.png", &house.uploaded(PNG), 1).await);
        assert_eq!(refused, Refusal::NotAllowed);
    }
}
