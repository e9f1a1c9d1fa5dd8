//! Many contracts that end at once: one letter a person, to those who want letters.

use crate::contracts::hospitals_contract;
use chrono::TimeDelta;
use domain::notice::NoticeKind;
use store::on_both_engines;
use store::testing::cast::{Cast, MANAGER, STRANGER_ADMIN};

on_both_engines! {
    async fn many_contracts_near_their_end_make_one_letter_a_person_and_a_line_each_in_the_inbox(house) {
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
        assert_eq!(cast.desk(MANAGER).await.unread().await.unwrap(), 120);
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
        assert_eq!(manager.unread().await.unwrap(), 2, "the portal says it all the same");
    }
}
