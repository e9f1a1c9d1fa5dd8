//! Quotes in the store: one that nobody answers ends by itself, once, whoever looks.

use chrono::TimeDelta;
use domain::Moment;
use domain::case::decide::Command;
use domain::case::event::Happening;
use domain::case::quote::{Offer, QuoteStanding};
use domain::case::report::Draft;
use domain::refusal::Refusal;
use store::on_both_engines;
use store::testing::cast::{Cast, ENGINEER, MANAGER, OTHER_SERIAL, SECRETARY, STRANGER, draft};
use store::testing::moment;

/// A quote valid to the end of the 22nd in Shanghai.
fn quote() -> Command {
    let valid_until = "2026-11-22".parse().expect("a day");
    let offer = Offer { work_minutes: 90, rate_fen: 48_000, travel_fen: 5_000, valid_until };
    Command::Quote { words: "更换电源".to_owned(), offer, expires_at: None }
}

/// A case of the hospital, which has no contract, with a quote that waits.
async fn quoted(cast: &Cast<'_>, key: &str) -> String {
    let draft = Draft { serial: OTHER_SERIAL.to_owned(), ..draft(key) };
    let number = cast.desk(STRANGER).await.open_case(&draft).await.unwrap().number;
    cast.desk(SECRETARY).await.act(&number, Command::Assign { to: cast.engineer.clone() }).await.unwrap();
    cast.desk(ENGINEER).await.act(&number, quote()).await.unwrap();
    number
}

fn end() -> Moment {
    moment("2026-11-22T16:00:00Z")
}

/// How often it lapsed, as the customer reads the history.
async fn lapses(cast: &Cast<'_>, number: &str) -> usize {
    let events = cast.desk(STRANGER).await.case(number).await.unwrap().events;
    events.iter().filter(|event| matches!(event.happening, Happening::QuoteLapsed { .. })).count()
}

/// Unread notices of a lapse in the inbox of that person.
async fn told(cast: &Cast<'_>, who: &str) -> usize {
    let inbox = cast.desk(who).await.inbox(None, 50).await.unwrap();
    inbox.rows.iter().filter(|row| row.event.key() == "quote_lapsed").count()
}

/// Fires what is due until nothing is.
async fn fire_all(store: &store::Store, now: Moment) {
    while store.fire_due_timers(20, now).await.unwrap() > 0 {}
}

on_both_engines! {
    async fn a_quote_lapses_at_the_end_of_its_day_once_however_many_look(house) {
        let cast = Cast::move_in(house).await;
        let number = quoted(&cast, "k").await;
        fire_all(&house.store, end() - TimeDelta::seconds(1)).await;
        assert_eq!(lapses(&cast, &number).await, 0);
        let mut workers = Vec::new();
        for _ in 0..3 {
            let replica = house.replica().await;
            workers.push(tokio::spawn(async move { fire_all(&replica, end()).await }));
        }
        for worker in workers {
            worker.await.unwrap();
        }
        fire_all(&house.store, end() + TimeDelta::days(3)).await;
        assert_eq!(lapses(&cast, &number).await, 1);
        for who in [ENGINEER, MANAGER, STRANGER] {
            assert_eq!(told(&cast, who).await, 1, "{who}");
        }
        let case = cast.desk_at(ENGINEER, end()).await.case(&number).await.unwrap().case;
        assert!(case.pause().is_none());
        assert_eq!(case.quote.as_ref().unwrap().standing(end()), QuoteStanding::Expired);
    }

    async fn a_lapsed_quote_is_answered_no_more_and_another_can_be_given(house) {
        let cast = Cast::move_in(house).await;
        let number = quoted(&cast, "k").await;
        fire_all(&house.store, end()).await;
        // Also from a clock that is behind.
        let customer = cast.desk(STRANGER).await;
        assert_eq!(crate::refusal(customer.act(&number, Command::AcceptQuote { nth: 1 }).await), Refusal::QuoteExpired);
        let Command::Quote { words, offer, .. } = quote() else { unreachable!("a quote") };
        let offer = Offer { valid_until: "2026-11-30".parse().unwrap(), ..offer };
        let again = Command::Quote { words, offer, expires_at: None };
        cast.desk_at(ENGINEER, end()).await.act(&number, again).await.unwrap();
        customer.act(&number, Command::AcceptQuote { nth: 2 }).await.unwrap();
        fire_all(&house.store, moment("2026-12-01T16:00:00Z")).await;
        assert_eq!(lapses(&cast, &number).await, 1);
    }

    async fn an_answer_in_time_leaves_nothing_to_lapse(house) {
        let cast = Cast::move_in(house).await;
        let number = quoted(&cast, "k").await;
        let in_time = cast.desk_at(STRANGER, end() - TimeDelta::seconds(1)).await;
        in_time.act(&number, Command::AcceptQuote { nth: 1 }).await.unwrap();
        fire_all(&house.store, end() + TimeDelta::days(1)).await;
        assert_eq!(lapses(&cast, &number).await, 0);
        let timers = cast.desk(MANAGER).await.timers(&number).await.unwrap();
        assert!(timers.iter().all(|timer| !timer.key.starts_with("quote-lapse/")), "{timers:?}");
    }
}
