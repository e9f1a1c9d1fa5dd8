//! The home page that a large customer is given: edited by managers, seen by its people, and by nobody else's.

use crate::articles::published;
use crate::{flaws, refusal};
use chrono::TimeDelta;
use domain::knowledge::ArticleDraft;
use domain::refusal::{FlawKind, Refusal};
use domain::welcome::{WelcomeContact, WelcomeDraft};
use store::on_both_engines;
use store::testing::cast::{
    CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, SECRETARY, STRANGER,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";
const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";

fn draft(articles: &str) -> WelcomeDraft {
    let contact = |name: &str, phone: &str| WelcomeContact {
        name: name.to_owned(),
        duty: "商务".to_owned(),
        phone: phone.to_owned(),
        email: String::new(),
    };
    WelcomeDraft {
        words: "欢迎，青山湖的同事！".to_owned(),
        words_en: "Welcome, colleagues at the lake!".to_owned(),
        contacts: vec![contact("陈立", "138 0000 0000"), WelcomeContact::default()],
        articles: articles.to_owned(),
        no_logo: String::new(),
    }
}

on_both_engines! {
    async fn managers_edit_it_and_the_customers_people_see_it(house) {
        let cast = Cast::move_in(house).await;
        let (manager, water) = (cast.desk(MANAGER).await, cast.water.id);
        assert_eq!(cast.desk(CUSTOMER).await.own_welcome().await.unwrap(), None);
        assert_eq!(refusal(cast.desk(CUSTOMER).await.logo(water).await), Refusal::NotFound);
        let article = published(&cast, |draft| draft).await;
        let pinned = draft(&format!("https://service.example/kb/{article}?q=1\n\n/kb/{article}"));
        let picture = house.uploaded(PNG);
        manager.change_welcome(water, &pinned, Some(("logo.png", &picture, 33))).await.unwrap();
        manager.name_dedicated(water, &cast.engineer.id.to_string(), "").await.unwrap();
        let seen = cast.desk(CUSTOMER).await.own_welcome().await.unwrap().unwrap();
        assert_eq!((seen.words.as_str(), seen.logo), ("欢迎，青山湖的同事！", Some(cast.now.timestamp_micros())));
        assert_eq!(seen.articles, [(article.clone(), "阵列卡电池告警".to_owned())]);
        assert_eq!((seen.contacts.len(), seen.dedicated[0].person.name.as_str()), (1, "周岩"));
        let logo = cast.desk(CUSTOMER).await.logo(water).await.unwrap();
        assert_eq!((logo.media_type.as_str(), std::fs::read(&logo.path).unwrap()), ("image/png", PNG.to_vec()));
        // The form comes back with what is there; without another logo it stays.
        let form = manager.welcome_form(water).await.unwrap();
        assert_eq!((form.draft.articles.as_str(), form.draft.contacts.len()), (format!("/kb/{article}").as_str(), 4));
        manager.change_welcome(water, &WelcomeDraft { words: "你好".to_owned(), ..form.draft.clone() }, None).await.unwrap();
        assert!(logo.path.exists());
        // Taken away, it is no more, and neither is its file.
        let later = cast.desk_at(MANAGER, cast.now + TimeDelta::hours(1)).await;
        later.change_welcome(water, &WelcomeDraft { no_logo: "on".to_owned(), ..form.draft }, None).await.unwrap();
        assert!(!logo.path.exists());
        assert_eq!(refusal(cast.desk(CUSTOMER).await.logo(water).await), Refusal::NotFound);
        // Nothing is left to welcome with.
        later.change_welcome(water, &WelcomeDraft::default(), None).await.unwrap();
        assert_eq!(cast.desk(CUSTOMER).await.own_welcome().await.unwrap(), None);
    }

    async fn another_organisations_is_not_found(house) {
        let cast = Cast::move_in(house).await;
        let (water, hospital) = (cast.water.id, cast.hospital.id);
        let picture = house.uploaded(PNG);
        cast.desk(MANAGER).await.change_welcome(water, &draft(""), Some(("logo.png", &picture, 33))).await.unwrap();
        for (who, sees) in [
            (CUSTOMER, true),
            (CUSTOMER_ADMIN, true),
            (SECRETARY, true),
            (EXPERT, true),
            (STRANGER, false),
            (ENGINEER, false),
            (OTHER_ENGINEER, false),
        ] {
            let desk = cast.desk(who).await;
            match sees {
                true => {
                    assert!(desk.welcome(water).await.unwrap().is_some(), "{who}");
                    desk.logo(water).await.map(drop).unwrap();
                }
                false => {
                    assert_eq!(refusal(desk.welcome(water).await), Refusal::NotFound, "{who}");
                    assert_eq!(refusal(desk.logo(water).await), Refusal::NotFound, "{who}");
                }
            }
            assert_eq!(refusal(desk.welcome_form(water).await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.change_welcome(water, &draft(""), None).await), Refusal::NotAllowed, "{who}");
        }
        assert_eq!(cast.desk(STRANGER).await.own_welcome().await.unwrap(), None);
        assert_eq!(cast.desk(MANAGER).await.welcome(hospital).await.unwrap(), None);
        assert_eq!(refusal(cast.desk(MANAGER).await.welcome_form(0).await), Refusal::NotFound);
        assert_eq!(refusal(cast.guest().logo(water).await), Refusal::SignInNeeded);
    }

    async fn what_is_wrong_is_told_field_by_field_and_nothing_is_kept(house) {
        let cast = Cast::move_in(house).await;
        let (manager, water) = (cast.desk(MANAGER).await, cast.water.id);
        let wrong = WelcomeDraft {
            words: "长".repeat(301),
            contacts: vec![WelcomeContact { phone: "12".to_owned(), ..WelcomeContact::default() }],
            ..draft("/kb/nothing-there")
        };
        let picture = house.uploaded(GIF);
        let found = flaws(manager.change_welcome(water, &wrong, Some(("logo.gif", &picture, 14))).await);
        assert_eq!(found, [
            ("words".to_owned(), FlawKind::TooLong { most: 300 }),
            ("contact.0.name".to_owned(), FlawKind::Empty),
            ("contact.0.phone".to_owned(), FlawKind::NotAPhone),
            ("logo".to_owned(), FlawKind::FileKind { name: "logo.gif".to_owned() }),
        ]);
        assert_eq!(manager.welcome(water).await.unwrap(), None);
        let mut large = PNG.to_vec();
        large.resize((1 << 20) + 1, 0);
        let large = house.uploaded(&large);
        let found = flaws(manager.change_welcome(water, &draft(""), Some(("logo.png", &large, 1 << 20))).await);
        assert_eq!(found, [("logo".to_owned(), FlawKind::FileTooLarge { name: "logo.png".to_owned(), most_mib: 1 })]);
        // A page for the staff alone, or for another customer, is none to pin.
        let inside = published(&cast, |draft| ArticleDraft { readers: "staff".to_owned(), ..draft }).await;
        let theirs = cast.hospital.id.to_string();
        let theirs = published(&cast, |draft| ArticleDraft {
            readers: "organisation".to_owned(),
            organisation_id: theirs,
            ..draft
        }).await;
        for slug in [inside, theirs, "nothing-there".to_owned()] {
            let found = flaws(manager.change_welcome(water, &draft(&slug), None).await);
            assert_eq!(found, [("articles".to_owned(), FlawKind::NotAChoice)], "{slug}");
        }
    }
}
