//! Side effects: ordered with what they follow from, claimed by one worker, delivered at least once.

use crate::journey::up_to_confirmation;
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::notice::NoticeKind;
use domain::person::Language;
use domain::refusal::Refusal;
use store::on_both_engines;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER, EXPERT, MANAGER, SECRETARY};

/// Confirms a case, which orders one letter.
async fn order_letter(cast: &Cast<'_>, draft_key: &str) -> String {
    // What people are written on the way is none of these tests' business.
    cast.desk(CUSTOMER).await.choose_notifications(&[]).await.unwrap();
    cast.desk(ENGINEER).await.choose_notifications(&[NoticeKind::Escalation]).await.unwrap();
    let number = cast.open(draft_key).await;
    up_to_confirmation(cast, &number).await;
    cast.desk(CUSTOMER).await.act(&number, Command::ConfirmService).await.unwrap();
    number
}

on_both_engines! {
    async fn a_confirmation_orders_one_invitation(house) {
        let cast = Cast::move_in(house).await;
        let number = order_letter(&cast, "k").await;
        let link = cast.desk(MANAGER).await.case(&number).await.unwrap().survey_link.unwrap();
        let [message] = &house.store.claim_outbox(10, cast.now).await.unwrap()[..] else { panic!("one message") };
        assert_eq!(message.kind, "survey_invitation");
        assert_eq!(message.dedupe_key, format!("survey_invitation:{number}"));
        assert_eq!((message.recipient.as_str(), message.language, message.attempts), (CUSTOMER, Language::Chinese, 0));
        assert_eq!(message.payload["link"], link);
        assert_eq!(message.payload["name"], "王丽");
        assert_eq!(message.payload["number"], number);
        assert_eq!(message.payload["expires_at"], "2026-12-21T09:30:00+00:00");
    }

    async fn a_claimed_message_is_nobody_elses_until_its_worker_is_taken_for_dead(house) {
        let cast = Cast::move_in(house).await;
        order_letter(&cast, "k").await;
        let store = &house.store;
        let [first] = &store.claim_outbox(10, cast.now).await.unwrap()[..] else { panic!("one message") };
        assert!(store.claim_outbox(10, cast.now + TimeDelta::minutes(4)).await.unwrap().is_empty());
        let [again] = &store.claim_outbox(10, cast.now + TimeDelta::minutes(6)).await.unwrap()[..] else {
            panic!("the message again")
        };
        assert_eq!((again.id, again.attempts), (first.id, 1));
        store.mark_delivered(again.id, cast.now).await.unwrap();
        assert!(store.claim_outbox(10, cast.now + TimeDelta::days(9)).await.unwrap().is_empty());
    }

    async fn workers_at_once_share_the_work_without_doing_it_twice(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..9 {
            order_letter(&cast, &format!("k{n}")).await;
        }
        let replica = house.replica().await;
        let claims = (0..6).map(|n| {
            let (store, now) = (if n % 2 == 0 { house.store.clone() } else { replica.clone() }, cast.now);
            tokio::spawn(async move { store.claim_outbox(2, now).await.unwrap() })
        });
        let mut claimed = Vec::new();
        for claim in claims.collect::<Vec<_>>() {
            claimed.extend(claim.await.unwrap().into_iter().map(|message| message.id));
        }
        claimed.extend(house.store.claim_outbox(10, cast.now).await.unwrap().into_iter().map(|message| message.id));
        let count = claimed.len();
        claimed.sort_unstable();
        claimed.dedup();
        assert_eq!((count, claimed.len()), (9, 9));
    }

    async fn failures_come_again_later_and_ten_make_a_dead_letter(house) {
        let cast = Cast::move_in(house).await;
        order_letter(&cast, "k").await;
        let mut now = cast.now;
        for attempt in 0..10 {
            let [message] = &house.store.claim_outbox(1, now).await.unwrap()[..] else { panic!("attempt {attempt}") };
            assert_eq!(message.attempts, attempt);
            let retry_at = now + TimeDelta::hours(1);
            house.store.mark_failed(message.id, "the post office is closed", retry_at).await.unwrap();
            assert!(house.store.claim_outbox(1, now + TimeDelta::minutes(59)).await.unwrap().is_empty());
            now = retry_at;
        }
        assert!(house.store.claim_outbox(1, now + TimeDelta::days(99)).await.unwrap().is_empty());
    }

    async fn a_manager_sees_what_could_not_be_delivered_and_has_it_tried_again(house) {
        let cast = Cast::move_in(house).await;
        let number = order_letter(&cast, "k").await;
        for who in [CUSTOMER, ENGINEER, SECRETARY, EXPERT] {
            let desk = cast.desk(who).await;
            assert_eq!(crate::refusal(desk.undelivered_letters().await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.try_letter_again(1).await), Refusal::NotAllowed, "{who}");
        }
        let manager = cast.desk(MANAGER).await;
        let nothing = manager.undelivered_letters().await.unwrap();
        assert!(nothing.dead.is_empty() && nothing.waiting.is_empty(), "what was never tried has not failed");
        let mut now = cast.now;
        for _ in 0..10 {
            let [message] = &house.store.claim_outbox(1, now).await.unwrap()[..] else { panic!("a message") };
            // While it is being tried, nobody starts it anew.
            assert_eq!(crate::refusal(manager.try_letter_again(message.id).await), Refusal::NotFound);
            now += TimeDelta::hours(1);
            house.store.mark_failed(message.id, "550 no such mailbox", now).await.unwrap();
        }
        let [dead] = &manager.undelivered_letters().await.unwrap().dead[..] else { panic!("a dead letter") };
        assert_eq!((dead.recipient.as_str(), dead.number.as_str(), dead.attempts), (CUSTOMER, number.as_str(), 10));
        assert_eq!((dead.why.as_str(), dead.next_at), ("550 no such mailbox", None));
        let later = cast.desk_at(MANAGER, now).await;
        later.try_letter_again(dead.id).await.unwrap();
        let [again] = &house.store.claim_outbox(1, now).await.unwrap()[..] else { panic!("it comes again") };
        assert_eq!((again.id, again.attempts), (dead.id, 0));
        house.store.mark_failed(again.id, "421 busy", now + TimeDelta::minutes(1)).await.unwrap();
        let letters = later.undelivered_letters().await.unwrap();
        assert_eq!((letters.dead.len(), letters.waiting[0].next_at), (0, Some(now + TimeDelta::minutes(1))));
        house.store.mark_delivered(again.id, now).await.unwrap();
        assert_eq!(crate::refusal(later.try_letter_again(again.id).await), Refusal::NotFound);
        assert!(later.undelivered_letters().await.unwrap().waiting.is_empty());
    }
}
