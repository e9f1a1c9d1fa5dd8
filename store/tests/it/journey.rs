//! The main journey: reported, assigned, worked on, resolved, refused, resolved again, confirmed, asked about.

use chrono::TimeDelta;
use domain::Moment;
use domain::access::Action;
use domain::case::Case;
use domain::case::decide::Command;
use domain::case::event::Happening;
use domain::case::stage::Stage;
use domain::clock::Target;
use domain::clock::reading::State;
use domain::coverage::Verdict;
use domain::person::PersonRef;
use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{COLLEAGUE, CUSTOMER, Cast, ENGINEER, MANAGER, OTHER_ENGINEER, SECRETARY};

pub fn said(words: &str) -> String {
    words.to_owned()
}

pub fn assign(to: &PersonRef) -> Command {
    Command::Assign { to: PersonRef { id: to.id, name: "whatever was sent".to_owned() } }
}

pub fn resolve() -> Command {
    Command::Resolve { cause: said("阵列卡电池失效"), done: said("更换阵列卡，数据校验完成") }
}

fn after(start: Moment, minutes: i64) -> Moment {
    start + TimeDelta::minutes(minutes)
}

/// Brings a case to where the customer has the service record.
pub async fn up_to_confirmation(cast: &Cast<'_>, number: &str) {
    cast.desk(SECRETARY).await.act(number, assign(&cast.engineer)).await.unwrap();
    cast.desk_at(ENGINEER, after(cast.now, 60)).await.act(number, Command::Accept).await.unwrap();
    cast.desk_at(ENGINEER, after(cast.now, 90)).await.act(number, resolve()).await.unwrap();
}

on_both_engines! {
    async fn from_the_report_to_the_confirmation(house) {
        let cast = Cast::move_in(house).await;
        let customer = cast.desk(CUSTOMER).await;
        let number = cast.open("k").await;
        assert_eq!(number, "C-20261121-0001");

        let sheet = customer.case(&number).await.unwrap();
        assert_eq!(sheet.case.opening.coverage.verdict, Verdict::Covered);
        assert_eq!(sheet.case.opening.policy, "a");
        assert_eq!(sheet.policy_name.chinese, sheet.case.opening.coverage.covered_by.as_ref().unwrap().policy_name.chinese);
        assert_eq!(sheet.case.opening.product.name, "DB-01 · PowerEdge R740xd");
        let targets: Vec<Target> = sheet.readings.iter().map(|reading| reading.target).collect();
        assert_eq!(targets, [Target::Respond, Target::OnSite, Target::Restore]);
        assert!(matches!(sheet.readings[0].at(cast.now).state, State::Running { left_ms: 900_000, .. }));
        assert!(sheet.may.contains(&Action::Comment) && !sheet.may.contains(&Action::Work));
        assert!(sheet.engineers.is_empty());

        let secretary = cast.desk(SECRETARY).await;
        assert_eq!(secretary.case(&number).await.unwrap().engineers.len(), 3);
        secretary.act(&number, assign(&cast.engineer)).await.unwrap();
        let engineer = |minutes| cast.desk_at(ENGINEER, after(cast.now, minutes));
        engineer(2).await.act(&number, Command::Accept).await.unwrap();
        engineer(6).await.act(&number, Command::Respond { words: said("先远程看日志") }).await.unwrap();
        engineer(70).await.act(&number, Command::SetOut { minutes: Some(40) }).await.unwrap();
        engineer(71).await.act(&number, Command::NoteInternally { words: said("带备用阵列卡") }).await.unwrap();
        engineer(110).await.act(&number, Command::Arrive).await.unwrap();
        engineer(120).await.act(&number, Command::PauseClock { words: said("机房门禁") }).await.unwrap();
        cast.desk_at(CUSTOMER, after(cast.now, 130)).await
            .act(&number, Command::Comment { words: said("门已开") }).await.unwrap();
        engineer(150).await.act(&number, resolve()).await.unwrap();

        cast.desk_at(CUSTOMER, after(cast.now, 160)).await
            .act(&number, Command::RefuseService { why: said("还是很慢") }).await.unwrap();
        engineer(200).await.act(&number, resolve()).await.unwrap();
        let confirming = cast.desk_at(CUSTOMER, after(cast.now, 210)).await;
        confirming.act(&number, Command::ConfirmService).await.unwrap();

        let sheet = confirming.case(&number).await.unwrap();
        assert_eq!(sheet.case.stage, Stage::Closed);
        assert_eq!(sheet.case.assignee.as_ref().unwrap().name, "周岩");
        assert_eq!(sheet.case.refused_times, 1);
        let keys: Vec<&str> = sheet.events.iter().map(|event| event.happening.key()).collect();
        assert_eq!(keys, [
            "opened", "assigned", "accepted", "responded", "set_out", "arrived", "clock_paused", "commented",
            "clock_resumed", "resolved", "service_refused", "resolved", "service_confirmed",
        ]);
        assert!(matches!(sheet.readings[0].at(confirming.now()).state, State::Met { took_ms: 360_000 }));
        assert_eq!(sheet.engineer_phone, "138 0000 0000");
    }

    async fn a_case_is_the_fold_of_its_events(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        up_to_confirmation(&cast, &number).await;
        cast.desk(MANAGER).await.act(&number, Command::NoteInternally { words: said("内部") }).await.unwrap();
        let finer_than_kept = cast.now + TimeDelta::hours(3) + TimeDelta::nanoseconds(123_456_789);
        cast.desk_at(CUSTOMER, finer_than_kept).await.act(&number, Command::ConfirmService).await.unwrap();
        let sheet = cast.desk(MANAGER).await.case(&number).await.unwrap();
        assert_eq!(Case::from_history(&sheet.events).unwrap(), sheet.case);
        assert!(sheet.events.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert_eq!(sheet.last_event_id, sheet.events.last().unwrap().id);
    }

    async fn internal_notes_stay_inside(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let secretary = cast.desk(SECRETARY).await;
        secretary.act(&number, Command::NoteInternally { words: said("难缠") }).await.unwrap();
        let sees_note = |events: &[domain::case::event::Event]| events.iter().any(|event| event.happening.is_internal());
        assert!(sees_note(&secretary.case(&number).await.unwrap().events));
        assert!(!sees_note(&cast.desk(CUSTOMER).await.case(&number).await.unwrap().events));
        assert!(!sees_note(&secretary.service_record(&number).await.unwrap().events));
    }

    async fn a_case_goes_only_to_those_who_work_on_cases(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let secretary = cast.desk(SECRETARY).await;
        for id in [secretary.viewer().person().unwrap().id, 0, i64::MAX] {
            let to = PersonRef { id, name: String::new() };
            let refused = crate::flaws(secretary.act(&number, Command::Assign { to }).await);
            assert_eq!(refused, [("to".to_owned(), FlawKind::NotAChoice)]);
        }
        secretary.act(&number, assign(&cast.engineer)).await.unwrap();
        secretary.act(&number, assign(&cast.engineer)).await.unwrap();
        let sheet = secretary.case(&number).await.unwrap();
        let assigned = sheet.events.iter().filter(|event| matches!(event.happening, Happening::Assigned { .. }));
        assert_eq!(assigned.count(), 1);
        let other = cast.desk(OTHER_ENGINEER).await;
        assert_eq!(crate::refusal(other.act(&number, Command::Accept).await), Refusal::NotFound);
    }

    async fn of_many_who_act_at_once_each_is_heard_once(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let desk = cast.desk(CUSTOMER).await;
        let comments = (0..8).map(|n| {
            let (desk, number) = (desk.clone(), number.clone());
            tokio::spawn(async move { desk.act(&number, Command::Comment { words: format!("第 {n} 句") }).await })
        });
        let mut heard = 0;
        for comment in comments.collect::<Vec<_>>() {
            match comment.await.unwrap() {
                Ok(()) => heard += 1,
                Err(error) => assert_eq!(crate::refusal::<()>(Err(error)), Refusal::ChangedMeanwhile),
            }
        }
        let sheet = desk.case(&number).await.unwrap();
        assert_eq!(sheet.events.len(), 1 + heard);
        assert!(heard >= 2, "only {heard} of eight were heard");
        assert_eq!(Case::from_history(&sheet.events).unwrap(), sheet.case);
    }

    async fn what_the_domain_refuses_leaves_no_trace(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let customer = cast.desk(CUSTOMER).await;
        assert_eq!(crate::refusal(customer.act(&number, Command::ConfirmService).await), Refusal::WrongStage);
        let empty = crate::flaws(customer.act(&number, Command::Comment { words: said("  ") }).await);
        assert_eq!(empty, [("words".to_owned(), FlawKind::Empty)]);
        assert_eq!(crate::refusal(customer.act(&number, Command::Accept).await), Refusal::NotAllowed);
        assert_eq!(crate::refusal(cast.desk(COLLEAGUE).await.act(&number, Command::Accept).await), Refusal::NotFound);
        assert_eq!(customer.case(&number).await.unwrap().events.len(), 1);
    }

    async fn who_hangs_up_in_the_middle_blocks_nobody_and_breaks_nothing(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let desk = cast.desk(CUSTOMER).await;
        for n in 0..60_u64 {
            let comment = desk.act(&number, Command::Comment { words: format!("第 {n} 句") });
            // Dropped wherever it has come to, as when a browser closes the connection.
            let _ = tokio::time::timeout(std::time::Duration::from_micros(n * 150), comment).await;
        }
        desk.act(&number, Command::Comment { words: said("最后一句") }).await.unwrap();
        let sheet = desk.case(&number).await.unwrap();
        assert_eq!(Case::from_history(&sheet.events).unwrap(), sheet.case);
        assert!(matches!(&sheet.events.last().unwrap().happening, Happening::Commented { words } if words == "最后一句"));
    }
}
