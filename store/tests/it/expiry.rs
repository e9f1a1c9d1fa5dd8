//! Many contracts that end at once: one letter a person, to those who want letters.

use crate::contracts::hospitals_contract;
use chrono::TimeDelta;
use domain::notice::{InboxRow, NoticeKind, Read};
use store::on_both_engines;
use store::testing::cast::{Cast, MANAGER, STRANGER_ADMIN};

on_both_engines! {
    async fn many_contracts_near_their_end_make_one_letter_a_person_and_one_line_in_the_inbox(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..120 {
            hospitals_contract(&cast, &format!("HX-{n:03}"), 20 + n / 40).await;
        }
        let (store, replica) = (&house.store, house.replica().await);
        assert_eq!(store.tell_of_expiry(cast.now).await.unwrap(), 120);
        assert_eq!(replica.tell_of_expiry(cast.now).await.unwrap(), 0);
        let written = store.claim_outbox(500, cast.now).await.unwrap();
        let mut to: Vec<&str> = written.iter().map(|letter| letter.recipient.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, [MANAGER, STRANGER_ADMIN]);
        for letter in &written {
            assert_eq!((letter.kind.as_str(), &letter.payload["count"]), ("contracts_ending", &serde_json::json!(120)));
            let named = letter.payload["contracts"].as_array().unwrap();
            assert_eq!((named.len(), &named[0]["number"], &named[0]["days_left"]), (100, &"HX-000".into(), &20.into()));
            assert_eq!((&named[99]["number"], &named[99]["days_left"]), (&"HX-099".into(), &22.into()), "the next to end first");
            store.mark_delivered(letter.id, cast.now).await.unwrap();
        }
        for who in [MANAGER, STRANGER_ADMIN] {
            let desk = cast.desk(who).await;
            assert_eq!(desk.unread().await.unwrap(), 1, "{who}");
            let inbox = desk.inbox(None, 5).await.unwrap();
            assert_eq!((inbox.rows.len(), inbox.more_before), (1, None), "{who}");
            let endings = &inbox.rows[0].endings;
            assert_eq!((endings.len(), endings[0].number.as_str(), endings[0].days_left), (120, "HX-000", 20), "{who}");
            assert!(endings.is_sorted(), "the next to end first");
            assert_eq!(desk.contract_view(&endings[119].number).await.unwrap().sheet.contract.ends_on, endings[119].ends_on);
        }
        assert_eq!(store.tell_of_expiry(cast.now + TimeDelta::hours(1)).await.unwrap(), 0);
        assert!(store.claim_outbox(10, cast.now + TimeDelta::hours(1)).await.unwrap().is_empty());
        replica.close().await;
    }

    async fn who_wants_no_letters_about_contracts_gets_none(house) {
        let cast = Cast::move_in(house).await;
        hospitals_contract(&cast, "HX-1", 20).await;
        hospitals_contract(&cast, "HX-2", 25).await;
        let manager = cast.desk(MANAGER).await;
        let kinds: Vec<NoticeKind> = manager.notification_choices().await.unwrap().iter().map(|choice| choice.kind).collect();
        let others: Vec<NoticeKind> = kinds.into_iter().filter(|kind| *kind != NoticeKind::Contract).collect();
        manager.choose_notifications(&others).await.unwrap();
        assert_eq!(house.store.tell_of_expiry(cast.now).await.unwrap(), 2);
        let written = house.store.claim_outbox(10, cast.now).await.unwrap();
        assert_eq!(written.iter().map(|letter| letter.recipient.as_str()).collect::<Vec<_>>(), [STRANGER_ADMIN]);
        assert_eq!(manager.unread().await.unwrap(), 1, "the portal says it all the same");
    }

    async fn a_line_gathers_the_endings_of_one_day_and_no_other_and_pages_go_on_behind_it(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..7 {
            hospitals_contract(&cast, &format!("HX-{n}"), 30).await;
        }
        hospitals_contract(&cast, "HX-LATER", 31).await;
        let manager = cast.desk(MANAGER).await;
        house.store.tell_of_expiry(cast.now).await.unwrap();
        manager.mark_read(&Read::All).await.unwrap();
        // The same evening in Shanghai, but the next day in UTC; and then the next day in Shanghai.
        let next_day = cast.now + TimeDelta::hours(8);
        hospitals_contract(&cast, "HX-SOON", 20).await;
        hospitals_contract(&cast, "HX-SOONER", 10).await;
        house.store.tell_of_expiry(next_day).await.unwrap();
        let manager = cast.desk_at(MANAGER, next_day).await;
        assert_eq!(manager.unread().await.unwrap(), 1);
        let page = manager.inbox(None, 1).await.unwrap();
        let numbers = |row: &InboxRow| row.endings.iter().map(|one| one.number.clone()).collect::<Vec<_>>();
        assert_eq!(numbers(&page.rows[0]), ["HX-SOONER", "HX-SOON", "HX-LATER"], "one that has 30 days left by now comes too");
        assert_eq!(page.rows[0].read_at, None);
        let before = page.more_before.unwrap();
        let second = manager.inbox(Some(before), 1).await.unwrap();
        assert_eq!((second.rows.len(), numbers(&second.rows[0]).len(), second.more_before), (1, 8, None));
        assert!(second.rows[0].read_at.is_some());
    }
}
