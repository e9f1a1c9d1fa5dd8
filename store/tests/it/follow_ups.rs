//! Follow-ups: a bad answer opens one with an owner and a clock; it is handed on, reminded of, told when overdue, and ended.

use crate::journey::up_to_confirmation;
use chrono::TimeDelta;
use domain::Moment;
use domain::case::decide::Command;
use domain::case::event::Happening;
use domain::case::{Kind, Origin};
use domain::notice::{NoticeKind, Read};
use domain::overview::Home;
use domain::refusal::{FlawKind, Refusal};
use domain::survey::{FollowUpDraft, FollowUpFilter, FollowUpStep, SendDraft, Typed};
use store::on_both_engines;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER, MANAGER, OTHER_ENGINEER, SECRETARY, STRANGER};

/// Answers to the eight questions about a service, all but one of them good.
fn graded(attitude: &str) -> Typed {
    let keys = ["response_time", "arrival_time", "resolution_time", "spare_parts", "solved_in_one_visit", "follow_up"];
    let good = keys.into_iter().chain(["technical_level"]).map(|key| (key.to_owned(), "good".to_owned()));
    Typed(good.chain([("attitude".to_owned(), attitude.to_owned())]).collect())
}

/// A case that was confirmed and graded; its number.
async fn rated(cast: &Cast<'_>, attitude: &str) -> String {
    let number = cast.open("k").await;
    up_to_confirmation(cast, &number).await;
    let customer = cast.desk(CUSTOMER).await;
    customer.act(&number, Command::ConfirmService).await.unwrap();
    customer.answer_survey(&number, &graded(attitude)).await.unwrap();
    number
}

async fn open_ones(cast: &Cast<'_>, who: &str) -> Vec<i64> {
    let page = cast.desk(who).await.follow_ups(&FollowUpFilter::default()).await.unwrap();
    page.lines.into_iter().map(|line| line.id).collect()
}

fn ended() -> FollowUpDraft {
    FollowUpDraft { done: "当面道歉，换了工程师".to_owned(), customer_said: "可以接受".to_owned() }
}

/// Letters of that kind that wait: to whom.
async fn letters(cast: &Cast<'_>, at: Moment, what: &str) -> Vec<String> {
    let messages = cast.house.store.claim_outbox(100, at).await.unwrap();
    let about = messages.into_iter().filter(|message| message.kind == "follow_up" && message.payload["what"] == what);
    about.map(|message| message.recipient).collect()
}

on_both_engines! {
    async fn a_poor_opens_one_for_the_manager_until_the_next_working_day(house) {
        let cast = Cast::move_in(house).await;
        rated(&cast, "fair").await;
        assert!(open_ones(&cast, MANAGER).await.is_empty(), "a fair is no reason");
    }

    async fn it_has_an_owner_a_moment_and_the_answers(house) {
        let cast = Cast::move_in(house).await;
        let number = rated(&cast, "poor").await;
        let manager = cast.desk(MANAGER).await;
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        let sheet = manager.follow_up(id).await.unwrap();
        assert_eq!(sheet.owner.unwrap().name, "陈立");
        assert_eq!(sheet.case.unwrap().0, number);
        // Answered on a Saturday: due when Monday's hours end, 18:00 in Shanghai.
        assert_eq!(sheet.reading.due, Some(store::testing::moment("2026-11-23T10:00:00Z")));
        assert_eq!(sheet.answers.iter().filter(|answer| answer.bad).count(), 1);
        assert_eq!(letters(&cast, cast.now, "opened").await, [MANAGER]);
        let events = manager.case(&number).await.unwrap().events;
        assert!(matches!(
            &events.last().unwrap().happening,
            Happening::FollowedUp { step: FollowUpStep::Opened { owner: Some(owner), .. }, .. } if owner.name == "陈立"
        ));
        let seen = cast.desk(CUSTOMER).await.case(&number).await.unwrap().events;
        assert!(!seen.iter().any(|event| event.happening.key() == "followed_up"), "that is between us");
    }

    async fn it_is_handed_on_and_ended_by_whom_it_belongs_to(house) {
        let cast = Cast::move_in(house).await;
        let number = rated(&cast, "poor").await;
        let manager = cast.desk(MANAGER).await;
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        let (engineer, secretary) = (cast.desk(ENGINEER).await, cast.desk(SECRETARY).await);
        for desk in [&engineer, &secretary] {
            assert_eq!(crate::refusal(desk.follow_up(id).await), Refusal::NotFound);
            assert_eq!(crate::refusal(desk.end_follow_up(id, &ended()).await), Refusal::NotFound);
        }
        assert_eq!(crate::refusal(cast.desk(CUSTOMER).await.follow_ups(&FollowUpFilter::default()).await), Refusal::NotAllowed);
        let customer = cast.desk(CUSTOMER).await.viewer().person().unwrap().id;
        let nobody = crate::flaws(manager.hand_on_follow_up(id, &customer.to_string()).await);
        assert_eq!(nobody, [("to".to_owned(), FlawKind::NotAChoice)]);
        manager.hand_on_follow_up(id, &cast.engineer.id.to_string()).await.unwrap();
        assert_eq!(letters(&cast, cast.now, "handed_on").await, [ENGINEER]);
        assert_eq!(open_ones(&cast, ENGINEER).await, [id]);
        assert!(open_ones(&cast, OTHER_ENGINEER).await.is_empty());
        let open = crate::flaws(engineer.end_follow_up(id, &FollowUpDraft::default()).await);
        assert_eq!(open.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["done", "customer_said"]);
        engineer.end_follow_up(id, &ended()).await.unwrap();
        assert_eq!(crate::refusal(engineer.end_follow_up(id, &ended()).await), Refusal::WrongStage);
        assert_eq!(crate::refusal(manager.hand_on_follow_up(id, "1").await), Refusal::WrongStage);
        assert!(open_ones(&cast, MANAGER).await.is_empty());
        let past = FollowUpFilter { show: "ended".to_owned(), q: "青山湖".to_owned(), ..FollowUpFilter::default() };
        assert_eq!(manager.follow_ups(&past).await.unwrap().lines.len(), 1);
        let sheet = manager.follow_up(id).await.unwrap();
        assert_eq!(sheet.ended.unwrap().1, "可以接受");
        let steps: Vec<&FollowUpStep> = sheet.events.iter().map(|event| &event.step).collect();
        assert!(matches!(steps[..], [FollowUpStep::Opened { .. }, FollowUpStep::HandedOn { .. }, FollowUpStep::Ended]));
        let last = manager.case(&number).await.unwrap().events.pop().unwrap();
        assert!(matches!(last.happening, Happening::FollowedUp { step: FollowUpStep::Ended, words } if words.len() == 2));
    }

    async fn its_owner_is_reminded_once_and_everybody_is_told_once_that_it_is_overdue(house) {
        let cast = Cast::move_in(house).await;
        rated(&cast, "poor").await;
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        cast.desk(MANAGER).await.hand_on_follow_up(id, &cast.engineer.id.to_string()).await.unwrap();
        let store = &house.store;
        let on_monday = |hour: u32| store::testing::moment(&format!("2026-11-23T{hour:02}:30:00Z"));
        letters(&cast, cast.now, "").await;
        assert_eq!(store.tell_of_follow_ups(on_monday(1)).await.unwrap(), 0);
        // Eight hours from 9:00 in Shanghai, half of them gone at 14:00.
        let (one, other) = tokio::join!(store.tell_of_follow_ups(on_monday(6)), store.tell_of_follow_ups(on_monday(6)));
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        assert_eq!(letters(&cast, on_monday(6), "reminded").await, [ENGINEER]);
        assert_eq!(store.tell_of_follow_ups(on_monday(7)).await.unwrap(), 0);
        assert_eq!(store.tell_of_follow_ups(on_monday(10)).await.unwrap(), 1);
        let mut told = letters(&cast, on_monday(10), "overdue").await;
        told.sort();
        assert_eq!(told, [MANAGER, ENGINEER]);
        assert_eq!(store.tell_of_follow_ups(on_monday(10) + TimeDelta::days(9)).await.unwrap(), 0);
        assert!(cast.desk(MANAGER).await.follow_up(id).await.unwrap().reading.breached(on_monday(10)));
    }
    async fn whom_it_concerns_finds_it_in_the_inbox(house) {
        let cast = Cast::move_in(house).await;
        rated(&cast, "poor").await;
        let manager = cast.desk(MANAGER).await;
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        let lines = async |who: &str| -> Vec<(&'static str, bool)> {
            let rows = cast.desk(who).await.inbox(None, 20).await.unwrap().rows;
            let rows = rows.into_iter().filter(|row| row.kind == NoticeKind::FollowUp && row.number == id.to_string());
            rows.map(|row| (row.event.key(), row.in_sight)).collect()
        };
        assert_eq!(lines(MANAGER).await, [("opened", true)]);
        manager.hand_on_follow_up(id, &cast.engineer.id.to_string()).await.unwrap();
        assert_eq!(lines(ENGINEER).await, [("handed_on", true)]);
        let chosen: Vec<NoticeKind> = cast.desk(ENGINEER).await.notification_choices().await.unwrap().into_iter()
            .map(|choice| choice.kind).filter(|kind| *kind != NoticeKind::FollowUp).collect();
        cast.desk(ENGINEER).await.choose_notifications(&chosen).await.unwrap();
        letters(&cast, cast.now, "").await;
        let monday = store::testing::moment("2026-11-23T10:30:00Z");
        assert_eq!(house.store.tell_of_follow_ups(monday).await.unwrap(), 1);
        assert_eq!(lines(ENGINEER).await, [("overdue", true), ("handed_on", true)]);
        assert_eq!(lines(MANAGER).await, [("overdue", true), ("opened", true)]);
        assert_eq!(letters(&cast, monday, "overdue").await, [MANAGER], "who chose the inbox gets no letter");
        for who in [CUSTOMER, SECRETARY, OTHER_ENGINEER] {
            assert!(lines(who).await.is_empty(), "{who}");
        }
        manager.hand_on_follow_up(id, &manager.viewer().person().unwrap().id.to_string()).await.unwrap();
        assert_eq!(lines(MANAGER).await.len(), 2, "nobody is told of their own doing");
        assert_eq!(lines(ENGINEER).await[0], ("overdue", false), "it is no longer theirs to open");
        let (unread, engineer) = (cast.desk(ENGINEER).await.unread().await.unwrap(), cast.desk(ENGINEER).await);
        engineer.mark_read(&Read::OfFollowUp(id)).await.unwrap();
        assert_eq!(engineer.unread().await.unwrap(), unread - 2);
    }

    async fn it_becomes_a_complaint_once_in_the_customers_words(house) {
        let cast = Cast::move_in(house).await;
        let number = rated(&cast, "poor").await;
        let (manager, engineer) = (cast.desk(MANAGER).await, cast.desk(ENGINEER).await);
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        for who in [ENGINEER, SECRETARY, CUSTOMER] {
            assert_eq!(crate::refusal(cast.desk(who).await.complain(id).await), Refusal::NotFound, "{who}");
        }
        assert_eq!(crate::refusal(cast.guest().complain(id).await), Refusal::SignInNeeded);
        manager.hand_on_follow_up(id, &cast.engineer.id.to_string()).await.unwrap();
        let (one, other) = tokio::join!(engineer.complain(id), manager.complain(id));
        let complaint = one.unwrap();
        assert_eq!(other.unwrap(), complaint, "once, whoever presses");
        assert_eq!(manager.complain(id).await.unwrap(), complaint);
        let sheet = manager.case(&complaint).await.unwrap();
        let (opening, about) = (&sheet.case.opening, manager.case(&number).await.unwrap().case.opening);
        assert_eq!((opening.kind, opening.origin), (Kind::Complaint, Origin::Callback));
        assert_eq!((&opening.organisation, &opening.reporter), (&about.organisation, &about.reporter));
        assert_eq!(opening.product.serial, about.product.serial);
        assert_eq!(opening.title, format!("{number} · {}", about.title));
        assert!(opening.description.ends_with("\n差") && opening.description.lines().count() == 2, "{}", opening.description);
        assert_eq!(opening.contact.name, "王丽");
        assert_eq!(sheet.follow_up, Some(id));
        assert_eq!(manager.follow_up(id).await.unwrap().complaint, Some((complaint.clone(), true)));
        // Whose it is sees the number; the case is theirs to see only when they are to work on it.
        let in_sight = engineer.case(&complaint).await.is_ok();
        assert_eq!(engineer.follow_up(id).await.unwrap().complaint, Some((complaint.clone(), in_sight)));
        let customer = cast.desk(CUSTOMER).await;
        assert_eq!(customer.case(&complaint).await.unwrap().follow_up, None, "that is between us");
        assert_eq!(crate::refusal(cast.desk(STRANGER).await.case(&complaint).await), Refusal::NotFound);
        let steps = manager.follow_up(id).await.unwrap().events;
        let made = steps.iter().filter(|event| event.step == FollowUpStep::Complained { number: complaint.clone() });
        assert_eq!(made.count(), 1);
        let last = manager.case(&number).await.unwrap().events.pop().unwrap();
        assert!(matches!(last.happening, Happening::FollowedUp { step: FollowUpStep::Complained { .. }, .. }));
        engineer.end_follow_up(id, &ended()).await.unwrap();
        assert_eq!(manager.complain(id).await.unwrap(), complaint);
    }

    async fn a_survey_without_a_case_becomes_a_complaint_about_what_it_was_about(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let customer = cast.desk(CUSTOMER).await;
        let draft = SendDraft {
            draft_key: "k".to_owned(),
            questionnaire: "training".to_owned(),
            occasion: "training".to_owned(),
            subject: "双机切换演练".to_owned(),
            people: vec![customer.viewer().person().unwrap().id.to_string()],
        };
        manager.send_surveys(&draft).await.unwrap();
        let Home::Customer(home) = customer.home().await.unwrap() else { panic!("a customer's home") };
        let token = home.surveys[0].link.trim_start_matches("/surveys/").to_owned();
        let answers = [("content", "1"), ("trainer", "4"), ("again", "no"), ("why_not", "内容太浅")];
        let answers = answers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        customer.answer_survey_by_token(&token, &Typed(answers)).await.unwrap();
        let [id] = open_ones(&cast, MANAGER).await[..] else { panic!("one follow-up") };
        let complaint = manager.complain(id).await.unwrap();
        let opening = manager.case(&complaint).await.unwrap().case.opening;
        assert_eq!((opening.title.as_str(), opening.product.serial.as_str()), ("双机切换演练", ""));
        assert!(opening.description.contains("内容太浅"), "{}", opening.description);
        assert!(!opening.description.contains("\n4"), "what was good is no complaint: {}", opening.description);
    }
}
