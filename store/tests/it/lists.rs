//! Lists, the queue, the board and the home pages.

use crate::journey::{assign, up_to_confirmation};
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::case::report::Draft;
use domain::case::severity::Severity;
use domain::case::sheet::{CaseFilter, CaseRow};
use domain::clock::Target;
use domain::overview::Home;
use store::testing::cast::{
    CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_SERIAL, SECRETARY, STRANGER, draft,
};
use store::{Desk, on_both_engines};

fn filter(show: &str, q: &str, before: &str) -> CaseFilter {
    CaseFilter { show: show.to_owned(), q: q.to_owned(), before: before.to_owned(), ..CaseFilter::default() }
}

fn numbers(rows: &[CaseRow]) -> Vec<&str> {
    rows.iter().map(|row| row.number.as_str()).collect()
}

async fn found(desk: &Desk, show: &str, q: &str) -> usize {
    desk.cases(&filter(show, q, "")).await.unwrap().rows.len()
}

on_both_engines! {
    async fn pages_of_thirty_show_every_case_once_newest_first(house) {
        let cast = Cast::move_in(house).await;
        let mut opened = Vec::new();
        for n in 0..65 {
            // Three at the same moment: the number decides then.
            let desk = cast.desk_at(CUSTOMER, cast.now + TimeDelta::minutes(n / 3)).await;
            opened.push(desk.open_case(&draft(&n.to_string())).await.unwrap().number);
        }
        opened.reverse();
        let desk = cast.desk(CUSTOMER_ADMIN).await;
        let (mut seen, mut before, mut pages) = (Vec::new(), String::new(), Vec::new());
        loop {
            let page = desk.cases(&filter("", "", &before)).await.unwrap();
            pages.push(page.rows.len());
            seen.extend(page.rows.into_iter().map(|row| row.number));
            match page.more_before {
                Some(more_before) => before = more_before,
                None => break,
            }
        }
        assert_eq!(pages, [30, 30, 5]);
        assert_eq!(seen, opened);
        assert!(desk.cases(&filter("", "", "C-19990101-0001")).await.unwrap().rows.is_empty());
    }

    async fn filters_show_what_they_say(house) {
        let cast = Cast::move_in(house).await;
        let [new, to_confirm, closed] = [cast.open("a").await, cast.open("b").await, cast.open("c").await];
        up_to_confirmation(&cast, &to_confirm).await;
        up_to_confirmation(&cast, &closed).await;
        let customer = cast.desk(CUSTOMER).await;
        customer.act(&closed, Command::ConfirmService).await.unwrap();
        for (show, expected) in [
            ("", vec![&to_confirm, &new]),
            ("open", vec![&to_confirm, &new]),
            ("nonsense", vec![&to_confirm, &new]),
            ("closed", vec![&closed]),
            ("confirm", vec![&to_confirm]),
            ("new", vec![&new]),
            ("all", vec![&closed, &to_confirm, &new]),
        ] {
            let page = customer.cases(&filter(show, "", "")).await.unwrap();
            assert_eq!(numbers(&page.rows), expected, "{show}");
        }
    }

    async fn the_search_looks_through_number_title_organisation_and_serial(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("a").await;
        let percent = Draft { title: "磁盘 100% 占满_x".to_owned(), serial: String::new(), ..draft("b") };
        let desk = cast.desk(CUSTOMER).await;
        desk.open_case(&percent).await.unwrap();
        for q in [number.as_str(), "7xk2p93", "7XK2", "收费系统", "青山湖 收费 数据库", "poweredge", "c-2026 服务器 无法 启动"] {
            assert_eq!(found(&desk, "all", q).await, 1, "{q}");
        }
        assert_eq!(found(&desk, "all", "青山湖").await, 2);
        assert_eq!(found(&desk, "all", "100%").await, 1);
        assert_eq!(found(&desk, "all", "%").await, 1);
        assert_eq!(found(&desk, "all", "_").await, 1);
        assert_eq!(found(&desk, "all", "\\").await, 0);
        assert_eq!(found(&desk, "all", "没有的词").await, 0);
        assert_eq!(found(&desk, "closed", "青山湖").await, 0);
        assert_eq!(found(&cast.desk(STRANGER).await, "all", "青山湖").await, 0);
    }

    async fn a_queue_is_sorted_by_what_is_due_next_and_sets_apart_what_waits(house) {
        let cast = Cast::move_in(house).await;
        let customer = cast.desk(CUSTOMER).await;
        let mild = customer.open_case(&Draft { severity: "3".to_owned(), ..draft("mild") }).await.unwrap().number;
        let severe = cast.open("severe").await;
        let [waiting, to_confirm, done, others] =
            [cast.open("w").await, cast.open("c").await, cast.open("d").await, cast.open("o").await];
        let secretary = cast.desk(SECRETARY).await;
        for number in [&mild, &severe, &waiting] {
            secretary.act(number, assign(&cast.engineer)).await.unwrap();
        }
        let engineer = cast.desk_at(ENGINEER, cast.now + TimeDelta::minutes(1)).await;
        engineer.act(&waiting, Command::Accept).await.unwrap();
        engineer.act(&waiting, Command::PauseClock { words: "请给日志".to_owned() }).await.unwrap();
        up_to_confirmation(&cast, &to_confirm).await;
        up_to_confirmation(&cast, &done).await;
        customer.act(&done, Command::ConfirmService).await.unwrap();
        let queue = engineer.queue().await.unwrap();
        assert_eq!(numbers(&queue.due), [severe.as_str(), &mild]);
        let mut waits = numbers(&queue.waiting);
        waits.sort_unstable();
        assert_eq!(waits, [waiting.as_str(), &to_confirm]);
        assert_eq!(numbers(&queue.done_today), [done.as_str()]);
        assert_eq!(queue.due[0].next.as_ref().unwrap().target, Target::Respond);
        assert!(queue.waiting.iter().any(|row| row.paused && row.accepted));
        assert!(!numbers(&queue.due).contains(&others.as_str()));
        let tomorrow = cast.desk_at(ENGINEER, cast.now + TimeDelta::hours(7)).await;
        assert!(tomorrow.queue().await.unwrap().done_today.is_empty(), "half past midnight in Shanghai");
    }

    async fn the_board_shows_what_nobody_has_and_who_has_how_much(house) {
        let cast = Cast::move_in(house).await;
        let (free, taken) = (cast.open("a").await, cast.open("b").await);
        let secretary = cast.desk(SECRETARY).await;
        secretary.act(&taken, assign(&cast.engineer)).await.unwrap();
        let board = secretary.dispatch().await.unwrap();
        assert_eq!((numbers(&board.unassigned), numbers(&board.assigned)), (vec![free.as_str()], vec![taken.as_str()]));
        let load: Vec<(&str, i64)> = board.engineers.iter().map(|(who, open)| (who.name.as_str(), *open)).collect();
        assert_eq!(load, [("周岩", 1), ("林涛", 0), ("顾问", 0)]);
    }

    async fn a_customers_home_shows_each_case_once_first_what_needs_an_answer(house) {
        let cast = Cast::move_in(house).await;
        let [running, to_confirm, asked, to_rate] =
            [cast.open("a").await, cast.open("b").await, cast.open("c").await, cast.open("d").await];
        up_to_confirmation(&cast, &to_confirm).await;
        up_to_confirmation(&cast, &to_rate).await;
        let customer = cast.desk(CUSTOMER).await;
        customer.act(&to_rate, Command::ConfirmService).await.unwrap();
        cast.desk(SECRETARY).await.act(&asked, assign(&cast.engineer)).await.unwrap();
        let engineer = cast.desk(ENGINEER).await;
        engineer.act(&asked, Command::Accept).await.unwrap();
        engineer.act(&asked, Command::PauseClock { words: "请给日志".to_owned() }).await.unwrap();
        let Home::Customer(home) = customer.home().await.unwrap() else { panic!("a customer's home") };
        assert_eq!(numbers(&home.open), [running.as_str()]);
        let mut needs = numbers(&home.needs_answer);
        needs.sort_unstable();
        assert_eq!(needs, [to_confirm.as_str(), &asked, &to_rate]);
        assert_eq!(home.contracts.len(), 1);
        assert_eq!(home.contracts[0].asset_count, 1);
        let Home::Customer(stranger) = cast.desk(STRANGER).await.home().await.unwrap() else { panic!("a customer's home") };
        assert!(stranger.open.is_empty() && stranger.needs_answer.is_empty() && stranger.contracts.is_empty());
    }

    async fn the_overview_counts_every_open_case(house) {
        let cast = Cast::move_in(house).await;
        cast.open("a").await;
        let breached = cast.open("b").await;
        let confirm = cast.open("c").await;
        let stranger = Draft { serial: OTHER_SERIAL.to_owned(), severity: "4".to_owned(), ..draft("x") };
        cast.desk(STRANGER).await.open_case(&stranger).await.unwrap();
        up_to_confirmation(&cast, &confirm).await;
        cast.desk(SECRETARY).await.act(&breached, assign(&cast.engineer)).await.unwrap();
        let soon = cast.now + TimeDelta::minutes(13);
        let Home::Staff(home) = cast.desk_at(MANAGER, soon).await.home().await.unwrap() else { panic!("an overview") };
        assert_eq!((home.open, home.unassigned, home.awaiting_confirmation), (4, 2, 1));
        assert_eq!((home.breached, home.at_risk), (0, 2), "15 minutes to respond, 13 gone");
        assert_eq!(home.by_severity[0], (Severity::One, 3));
        assert_eq!(home.by_severity[3], (Severity::Four, 1));
        let late = cast.now + TimeDelta::minutes(16);
        let Home::Staff(home) = cast.desk_at(MANAGER, late).await.home().await.unwrap() else { panic!("an overview") };
        assert_eq!((home.breached, home.at_risk), (2, 0));
        assert_eq!(home.urgent.len(), 3, "what nothing is due of is not urgent");
        assert!(matches!(cast.desk(EXPERT).await.home().await.unwrap(), Home::Staff(_)));
        assert!(matches!(cast.desk(ENGINEER).await.home().await.unwrap(), Home::Engineer(_)));
    }
}
