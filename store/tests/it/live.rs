//! Live events: everybody hears of what is theirs, in order, also of what another replica did.

use domain::case::decide::Command;
use std::time::Duration;
use store::on_both_engines;
use store::testing::cast::{CUSTOMER, CUSTOMER_ADMIN, Cast, MANAGER, SECRETARY, STRANGER};

fn comment(words: &str) -> Command {
    Command::Comment { words: words.to_owned() }
}

on_both_engines! {
    async fn a_commit_wakes_those_who_wait(house) {
        let cast = Cast::move_in(house).await;
        let mut news = house.store.subscribe();
        let before = *news.borrow_and_update();
        let number = cast.open("k").await;
        tokio::time::timeout(Duration::from_millis(200), news.changed()).await.expect("woken at once").unwrap();
        let newest = *news.borrow_and_update();
        assert_eq!(newest, cast.desk(CUSTOMER).await.last_event_id().await.unwrap());
        let heard = cast.desk(CUSTOMER).await.events_after(before, None).await.unwrap();
        assert_eq!(heard, [(newest, number)]);
    }

    async fn another_replicas_commit_is_noticed_soon(house) {
        let cast = Cast::move_in(house).await;
        let replica = house.replica().await;
        let mut news = replica.subscribe();
        news.borrow_and_update();
        cast.open("k").await;
        let patience = Duration::from_secs(3);
        tokio::time::timeout(patience, news.changed()).await.expect("noticed").unwrap();
    }

    async fn events_after_one_are_the_viewers_own_without_internal_notes(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let secretary = cast.desk(SECRETARY).await;
        secretary.act(&number, Command::NoteInternally { words: "内部".to_owned() }).await.unwrap();
        secretary.act(&number, comment("您好")).await.unwrap();
        let ids = async |who: &str, after: i64| -> Vec<i64> {
            let events = cast.desk(who).await.events_after(after, None).await.unwrap();
            events.into_iter().map(|(id, _)| id).collect()
        };
        let all = ids(MANAGER, 0).await;
        let [opened, noted, commented] = all[..] else { panic!("three events, not {all:?}") };
        assert!(opened < noted && noted < commented);
        assert_eq!(ids(CUSTOMER, 0).await, [opened, commented]);
        assert_eq!(ids(CUSTOMER, opened).await, [commented]);
        assert_eq!(ids(CUSTOMER_ADMIN, noted).await, [commented]);
        assert!(ids(CUSTOMER, commented).await.is_empty());
        assert!(ids(STRANGER, 0).await.is_empty());
    }

    async fn one_cases_events_are_asked_for_alone(house) {
        let cast = Cast::move_in(house).await;
        let (first, second) = (cast.open("a").await, cast.open("b").await);
        let desk = cast.desk(CUSTOMER).await;
        desk.act(&first, comment("一")).await.unwrap();
        desk.act(&second, comment("二")).await.unwrap();
        let heard = desk.events_after(0, Some(&first)).await.unwrap();
        assert_eq!(heard.len(), 2);
        assert!(heard.iter().all(|(_, number)| *number == first));
    }

    async fn ids_become_visible_in_their_order(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let desk = cast.desk(CUSTOMER).await;
        let writers = (0..6).map(|n| {
            let (desk, number) = (desk.clone(), number.clone());
            tokio::spawn(async move {
                for m in 0..5 {
                    // Overtaken now and then; what counts is what is heard.
                    let _ = desk.act(&number, comment(&format!("{n}.{m}"))).await;
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let mut heard: Vec<i64> = Vec::new();
        while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
            let after = heard.last().copied().unwrap_or(0);
            heard.extend(desk.events_after(after, None).await.unwrap().into_iter().map(|(id, _)| id));
        }
        let after = heard.last().copied().unwrap_or(0);
        heard.extend(desk.events_after(after, None).await.unwrap().into_iter().map(|(id, _)| id));
        let all: Vec<i64> = desk.events_after(0, None).await.unwrap().into_iter().map(|(id, _)| id).collect();
        assert_eq!(heard, all, "who resumes after the last id misses nothing");
        assert!(all.len() > 6);
    }
}
