//! What becomes of articles once they are there: what readers say of them and who hears it, the days of their owners, and what
//! they are for cases.

use crate::articles::{draft, published, rewritten, sent_back};
use chrono::TimeDelta;
use domain::access::{Action, Whose, may};
use domain::case::decide::Command;
use domain::knowledge::{ArticleDraft, ArticleHappening, ShelfFilter, Stage, Step};
use domain::notice::{InboxRow, Read, Told};
use domain::person::Role;
use domain::refusal::{Flaw, FlawKind, Refusal};
use store::testing::cast::{
    CUSTOMER, Cast, ENGINEER, EXPERT, ONE_OF_EACH_ROLE, OTHER_ENGINEER, SECRETARY, SERIAL, STRANGER,
};
use store::{Answer, Desk, on_both_engines};

/// Of the customer, with the engineer.
async fn assigned_case(cast: &Cast<'_>) -> String {
    let number = cast.open("k").await;
    let to = cast.engineer.clone();
    cast.desk(SECRETARY).await.act(&number, Command::Assign { to }).await.unwrap();
    number
}

/// What happened to an article, and who did it.
fn article_event(row: &InboxRow) -> (&'static str, &str) {
    let Told::Article(told) = &row.event else { panic!("an article") };
    (told.happening.key(), &told.who)
}

on_both_engines! {
    async fn why_it_did_not_help_reaches_its_owner_and_is_counted(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        let customer = cast.desk(CUSTOMER).await;
        customer.answer_article(&slug, &Answer::Helpful).await.unwrap();
        let why = || Answer::NotHelpful { why: " 找不到该菜单 ".to_owned() };
        customer.answer_article(&slug, &why()).await.unwrap();
        cast.guest().answer_article(&slug, &Answer::Helpful).await.unwrap();
        cast.guest().answer_article(&slug, &Answer::Solved).await.unwrap();
        let engineer = cast.desk(ENGINEER).await;
        let staff = engineer.article(&slug).await.unwrap().staff.unwrap();
        assert_eq!((staff.answers.helpful, staff.answers.not_helpful, staff.answers.solved), (1, 1, 1));
        assert_eq!(staff.complaints[0].1, "找不到该菜单");
        let inbox = engineer.inbox(None, 10).await.unwrap();
        let told: Vec<_> = inbox.rows.iter().map(|row| (row.number.as_str(), article_event(row))).collect();
        assert_eq!(told, [(slug.as_str(), ("not_helpful", "王丽")), (slug.as_str(), ("published", "顾问"))]);
        assert_eq!(inbox.rows[0].title, "阵列卡电池告警");
        assert_eq!(inbox.unread, 2);
        engineer.mark_read(&Read::All).await.unwrap();
        let read = engineer.inbox(None, 10).await.unwrap();
        assert!(read.unread == 0 && read.rows.iter().all(|row| row.read_at == Some(cast.now)));
        assert!(cast.desk(EXPERT).await.inbox(None, 10).await.unwrap().rows.is_empty(), "nobody else is told");
        for why in ["", "看不懂"] {
            cast.guest().answer_article(&slug, &Answer::NotHelpful { why: why.to_owned() }).await.unwrap();
        }
        let staff = engineer.article(&slug).await.unwrap().staff.unwrap();
        assert_eq!((staff.answers.not_helpful, staff.complaints.len()), (2, 2), "a no and its reason are one answer");
        let long = Answer::NotHelpful { why: "长".repeat(1001) };
        assert!(matches!(crate::refusal(customer.answer_article(&slug, &long).await), Refusal::Flawed(_)));
    }

    async fn guests_cannot_flood_an_owner(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        for _ in 0..30 {
            cast.guest().answer_article(&slug, &Answer::Helpful).await.unwrap();
        }
        let refused = crate::refusal(cast.guest().answer_article(&slug, &Answer::Helpful).await);
        assert!(matches!(refused, Refusal::TooManyAttempts { .. }));
        cast.desk(CUSTOMER).await.answer_article(&slug, &Answer::Helpful).await.unwrap();
        let later = house.store.desk(house.store.guest(domain::person::Language::Chinese), cast.now + TimeDelta::hours(2));
        later.answer_article(&slug, &Answer::Helpful).await.unwrap();
    }

    async fn owners_are_told_once_when_their_day_has_come(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| ArticleDraft { review_on: "2026-12-01".to_owned(), ..draft }).await;
        let day = |text: &str| store::testing::moment(text);
        assert_eq!(house.store.tell_of_reviews(day("2026-11-30T15:59:59Z")).await.unwrap(), 0);
        // Midnight of the company, and on two processes.
        assert_eq!(house.store.tell_of_reviews(day("2026-11-30T16:00:00Z")).await.unwrap(), 1);
        assert_eq!(house.replica().await.tell_of_reviews(day("2026-11-30T16:00:02Z")).await.unwrap(), 0);
        let engineer = cast.desk(ENGINEER).await;
        let inbox = engineer.inbox(None, 10).await.unwrap();
        let on = "2026-12-01".parse().unwrap();
        let Told::Article(told) = &inbox.rows[0].event else { panic!("an article") };
        assert_eq!(told.happening, ArticleHappening::ReviewDue { on });
        let later = ArticleDraft { review_on: "2027-12-01".to_owned(), ..rewritten(&engineer, &slug, "先看日志，再换电池。").await };
        engineer.save_article(Some(&slug), &later).await.unwrap();
        assert_eq!(engineer.article(&slug).await.unwrap().staff.unwrap().newest, 1, "another day is no version");
        assert_eq!(house.store.tell_of_reviews(day("2027-11-30T16:00:00Z")).await.unwrap(), 1);
    }

    async fn who_wrote_it_is_told_why_it_came_back(house) {
        let cast = Cast::move_in(house).await;
        let engineer = cast.desk(ENGINEER).await;
        let slug = engineer.save_article(None, &draft(&engineer, "标题", "正文").await).await.unwrap();
        engineer.step_article(&slug, &Step::Submit).await.unwrap();
        let expert = cast.desk(EXPERT).await;
        assert_eq!(expert.shelf(&ShelfFilter::default()).await.unwrap().in_review, 1);
        let wordless = Step::SendBack { why: "  ".to_owned() };
        let empty = Refusal::Flawed(vec![Flaw::of("why", FlawKind::Empty)]);
        assert_eq!(crate::refusal(expert.step_article(&slug, &wordless).await), empty);
        expert.step_article(&slug, &sent_back()).await.unwrap();
        let seen = engineer.article(&slug).await.unwrap().staff.unwrap();
        assert_eq!((seen.stage, seen.sent_back.as_deref()), (Stage::Draft, Some("步骤 3 少了截图")));
        assert_eq!(article_event(&engineer.inbox(None, 10).await.unwrap().rows[0]), ("sent_back", "顾问"));
        expert.mark_read(&Read::OfArticle(slug.clone())).await.unwrap();
        assert_eq!(engineer.unread().await.unwrap(), 1, "nobody reads what others are told");
        engineer.mark_read(&Read::OfArticle(slug.clone())).await.unwrap();
        assert_eq!(engineer.unread().await.unwrap(), 0);
        assert_eq!(crate::refusal(expert.step_article(&slug, &Step::Publish).await), Refusal::WrongStage);
    }

    async fn an_engineer_puts_beside_a_case_what_its_customer_may_read(house) {
        let cast = Cast::move_in(house).await;
        let number = assigned_case(&cast).await;
        let slug = published(&cast, |draft| draft).await;
        let staff_only = published(&cast, |draft| ArticleDraft {
            readers: "staff".to_owned(),
            slug: "for-us".to_owned(),
            ..draft
        }).await;
        let hospital = cast.hospital.id.to_string();
        let strangers = published(&cast, |draft| ArticleDraft {
            readers: "organisation".to_owned(),
            organisation_id: hospital,
            slug: "for-them".to_owned(),
            ..draft
        }).await;
        let engineer = cast.desk(ENGINEER).await;
        for _ in 0..2 {
            engineer.attach_article(&number, &slug).await.unwrap();
        }
        for other in [staff_only.as_str(), strangers.as_str(), "nothing"] {
            assert_eq!(crate::refusal(engineer.attach_article(&number, other).await), Refusal::NotFound, "{other}");
        }
        let sheet = cast.desk(CUSTOMER).await.case(&number).await.unwrap();
        assert_eq!(sheet.articles[0].slug, slug);
        let told = sheet.events.iter().filter(|event| event.happening.key() == "article_attached").count();
        assert_eq!(told, 1, "once, however often it is sent");
        let inbox = cast.desk(CUSTOMER).await.inbox(None, 10).await.unwrap();
        assert_eq!(inbox.rows[0].event.key(), "article_attached");
        for (role, who) in ONE_OF_EACH_ROLE {
            let whose = if role == Role::Engineer { Whose::Assigned } else { Whose::Others };
            let allowed = may(role, Action::AttachArticle, whose);
            assert_eq!(cast.desk(who).await.attach_article(&number, &slug).await.is_ok(), allowed, "{who}");
            assert_eq!(cast.desk(who).await.case_articles(&number, "").await.is_ok(), allowed, "{who}");
        }
        let other = cast.desk(OTHER_ENGINEER).await;
        assert_eq!(crate::refusal(other.attach_article(&number, &slug).await), Refusal::NotFound);
        let offered = engineer.case_articles(&number, "电池").await.unwrap();
        let of = |slug: &str| offered.found.iter().find(|(hit, _, _)| hit.slug == slug).map(|(_, may, there)| (*may, *there));
        assert_eq!((of(&slug), of(&staff_only), of(&strangers)), (Some((true, true)), Some((false, false)), Some((false, false))));
    }

    async fn a_resolved_case_becomes_a_draft_that_names_nobody(house) {
        let cast = Cast::move_in(house).await;
        let number = assigned_case(&cast).await;
        let engineer = cast.desk(ENGINEER).await;
        assert_eq!(crate::refusal(engineer.draft_of_case(&number).await), Refusal::WrongStage);
        for command in [
            Command::Accept,
            Command::Resolve {
                cause: "阵列卡电池失效".to_owned(),
                done: format!("与王丽（{CUSTOMER}）约定后，更换青山湖水务 {SERIAL} 的电池。"),
            },
        ] {
            engineer.act(&number, command).await.unwrap();
        }
        let slug = engineer.draft_of_case(&number).await.unwrap();
        assert_eq!(engineer.draft_of_case(&number).await.unwrap(), slug, "asked twice it is one draft");
        let draft = engineer.article_version(&slug, None).await.unwrap();
        assert!(draft.html.contains("<h2>原因</h2>") && draft.html.contains("更换"), "{}", draft.html);
        for name in ["王丽", "青山湖水务", SERIAL, CUSTOMER, number.as_str()] {
            assert!(!draft.html.contains(name) && !draft.title.contains(name), "{name} in {}", draft.html);
        }
        let staff = draft.staff.unwrap();
        assert_eq!((staff.stage, staff.readers.as_str(), staff.owner.unwrap().name.as_str()), (Stage::Draft, "staff", "周岩"));
        for who in [CUSTOMER, SECRETARY] {
            assert_eq!(crate::refusal(cast.desk(who).await.draft_of_case(&number).await), Refusal::NotAllowed, "{who}");
        }
        let other = cast.desk(OTHER_ENGINEER).await;
        assert_eq!(crate::refusal(other.draft_of_case(&number).await), Refusal::NotFound);
    }

    async fn device_and_description_find_what_the_title_does_not_say(house) {
        let cast = Cast::move_in(house).await;
        let slug = published(&cast, |draft| draft).await;
        let customer = cast.desk(CUSTOMER).await;
        let fitting = async |desk: &Desk, title: &str, serial: &str, description: &str| -> Vec<String> {
            let hits = desk.fitting_articles(title, serial, description).await.unwrap();
            hits.into_iter().map(|hit| hit.slug).collect()
        };
        assert!(fitting(&customer, "指示灯变黄", "", "").await.is_empty());
        assert_eq!(fitting(&customer, "指示灯变黄", SERIAL, "").await, [slug.as_str()]);
        assert_eq!(fitting(&customer, "指示灯变黄", "", "日志里有 E1234").await, [slug.as_str()]);
        let stranger = cast.desk(STRANGER).await;
        assert!(fitting(&stranger, "指示灯变黄", SERIAL, "").await.is_empty(), "a device that is not theirs says nothing");
    }
}
