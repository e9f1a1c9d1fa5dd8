//! Who is told of what: once, in the inbox and by letter, never of their own doing and never of what is not theirs.

use crate::journey::{assign, resolve, said};
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::notice::{NoticeKind, Read};
use domain::person::PersonRef;
use domain::policy::Bound;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, SECRETARY, STRANGER,
};
use store::{OutboxMessage, on_both_engines};

/// The inbox of that person, oldest first: what it is about and what happened.
async fn inbox(cast: &Cast<'_>, who: &str) -> Vec<(NoticeKind, &'static str)> {
    let inbox = cast.desk(who).await.inbox(None, 100).await.unwrap();
    inbox.rows.iter().rev().map(|row| (row.kind, row.event.key())).collect()
}

/// The letters ordered so far.
async fn letters(cast: &Cast<'_>) -> Vec<OutboxMessage> {
    let all = cast.house.store.claim_outbox(500, cast.now + TimeDelta::days(9)).await.unwrap();
    all.into_iter().filter(|message| message.kind == "notification").collect()
}

async fn person(cast: &Cast<'_>, who: &str) -> PersonRef {
    let desk = cast.desk(who).await;
    let person = desk.viewer().person().unwrap();
    PersonRef { id: person.id, name: person.name.clone() }
}

fn comment(words: &str) -> Command {
    Command::Comment { words: said(words) }
}

on_both_engines! {
    async fn each_side_hears_of_the_other_and_nobody_of_themselves(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        cast.desk(CUSTOMER).await.act(&number, comment("有人吗")).await.unwrap();
        cast.desk(SECRETARY).await.act(&number, assign(&cast.engineer)).await.unwrap();
        cast.desk(CUSTOMER).await.act(&number, comment("门口见")).await.unwrap();
        let engineer = cast.desk(ENGINEER).await;
        engineer.act(&number, Command::Respond { words: said("这就来") }).await.unwrap();
        engineer.act(&number, comment("到了")).await.unwrap();
        engineer.act(&number, Command::NoteInternally { words: said("难缠") }).await.unwrap();
        engineer.act(&number, resolve()).await.unwrap();
        // While nobody had it, those who dispatch heard of it.
        assert_eq!(inbox(&cast, SECRETARY).await, [(NoticeKind::Comment, "commented")]);
        let engineers = [(NoticeKind::Assignment, "assigned"), (NoticeKind::Comment, "commented")];
        assert_eq!(inbox(&cast, ENGINEER).await, engineers);
        assert_eq!(inbox(&cast, CUSTOMER).await, [
            (NoticeKind::Progress, "responded"),
            (NoticeKind::Comment, "commented"),
            (NoticeKind::Progress, "resolved"),
        ]);
        for other in [COLLEAGUE, CUSTOMER_ADMIN, STRANGER, OTHER_ENGINEER, EXPERT, MANAGER] {
            assert_eq!(inbox(&cast, other).await, [], "{other}");
        }
    }

    async fn escalations_go_to_those_who_are_bound_and_never_to_nobody(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let tac = Bound::Address { name: said("厂家支持"), email: said(" TAC@vendor.example") };
        manager.bind_role("regional_experts", &[Bound::Person(person(&cast, EXPERT).await)]).await.unwrap();
        manager.bind_role("vendor_experts", &[tac.clone(), tac]).await.unwrap();
        let number = cast.open("k").await;
        cast.desk(SECRETARY).await.act(&number, assign(&cast.engineer)).await.unwrap();
        while house.store.fire_due_timers(9, cast.now + TimeDelta::minutes(121)).await.unwrap() > 0 {}
        assert!(inbox(&cast, EXPERT).await.contains(&(NoticeKind::Escalation, "escalated")));
        // The dedicated engineer is bound to nobody and means the one who has the case; the others fall to the managers.
        assert!(inbox(&cast, ENGINEER).await.contains(&(NoticeKind::Escalation, "escalated")));
        assert!(inbox(&cast, MANAGER).await.contains(&(NoticeKind::Escalation, "escalated")));
        let escalations = inbox(&cast, MANAGER).await.into_iter().filter(|(kind, _)| *kind == NoticeKind::Escalation);
        assert_eq!(escalations.count(), 1, "told once of one event, however many roles");
        // The customer is told what is meant for customers, and nothing else.
        let customers = inbox(&cast, CUSTOMER).await;
        assert!(customers.contains(&(NoticeKind::Progress, "escalated")), "{customers:?}");
        assert!(customers.iter().all(|(_, what)| *what != "reminded"), "{customers:?}");
        let letters = letters(&cast).await;
        let to_vendor: Vec<_> = letters.iter().filter(|letter| letter.recipient == "tac@vendor.example").collect();
        let [letter] = to_vendor[..] else { panic!("one letter, not {to_vendor:?}") };
        let event_id = letter.payload["event"]["id"].as_i64().unwrap();
        assert_eq!(letter.dedupe_key, format!("notification/tac@vendor.example/{event_id}"));
        assert_eq!(letter.payload["link"], "", "without an account it would not open");
        let to_expert = letters.iter().find(|letter| letter.recipient == EXPERT && letter.payload["event"]["id"] == event_id);
        assert_eq!(to_expert.unwrap().payload["link"], format!("/cases/{number}#event-{event_id}"));
        assert_eq!((&letter.payload["number"], &letter.payload["key"]), (&number.into(), &"escalated".into()));
    }

    async fn reminders_go_to_the_engineer_or_to_those_who_dispatch(house) {
        let cast = Cast::move_in(house).await;
        cast.open("a").await;
        let taken = cast.open("b").await;
        cast.desk(SECRETARY).await.act(&taken, assign(&cast.engineer)).await.unwrap();
        house.store.fire_due_timers(9, cast.now + TimeDelta::minutes(12)).await.unwrap();
        assert_eq!(inbox(&cast, SECRETARY).await, [(NoticeKind::Reminder, "reminded")]);
        assert_eq!(inbox(&cast, ENGINEER).await[1..], [(NoticeKind::Reminder, "reminded")]);
        assert_eq!(inbox(&cast, CUSTOMER).await, []);
    }

    async fn an_inbox_is_ones_own(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let other = cast.open("l").await;
        for number in [&number, &other] {
            cast.desk(SECRETARY).await.act(number, comment("您好")).await.unwrap();
            cast.desk(SECRETARY).await.act(number, comment("请稍候")).await.unwrap();
        }
        let customer = cast.desk(CUSTOMER).await;
        let page = customer.inbox(None, 3).await.unwrap();
        assert_eq!((page.rows.len(), page.unread, page.rows[0].number.as_str()), (3, 4, other.as_str()));
        let rest = customer.inbox(page.more_before, 3).await.unwrap();
        assert_eq!((rest.rows.len(), rest.more_before), (1, None));
        // Somebody else's hand changes nothing.
        let ids: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
        for read in [Read::These(ids.clone()), Read::OfCase(number.clone()), Read::All] {
            cast.desk(STRANGER).await.mark_read(&read).await.unwrap();
        }
        assert_eq!(customer.unread().await.unwrap(), 4);
        customer.mark_read(&Read::These(ids[..1].to_vec())).await.unwrap();
        customer.mark_read(&Read::OfCase(number)).await.unwrap();
        assert_eq!(customer.unread().await.unwrap(), 1);
        customer.mark_read(&Read::All).await.unwrap();
        assert!(customer.inbox(None, 9).await.unwrap().rows.iter().all(|row| row.read_at == Some(cast.now)));
        let guest = cast.guest();
        let asked = |refusal: Refusal| assert_eq!(refusal, Refusal::SignInNeeded);
        asked(crate::refusal(guest.inbox(None, 9).await));
        asked(crate::refusal(guest.unread().await));
        asked(crate::refusal(guest.mark_read(&Read::All).await));
        asked(crate::refusal(guest.notification_choices().await));
        asked(crate::refusal(guest.choose_notifications(&[]).await));
    }

    async fn who_wants_no_letter_gets_none_unless_the_policy_demands_it(house) {
        let cast = Cast::move_in(house).await;
        let customer = cast.desk(CUSTOMER).await;
        assert!(customer.notification_choices().await.unwrap().iter().all(|choice| choice.by_mail && !choice.demanded));
        customer.choose_notifications(&[NoticeKind::Progress]).await.unwrap();
        let chosen: Vec<NoticeKind> = customer.notification_choices().await.unwrap().into_iter()
            .filter(|choice| choice.by_mail).map(|choice| choice.kind).collect();
        assert_eq!(chosen, [NoticeKind::Progress]);
        let number = cast.open("k").await;
        cast.desk(SECRETARY).await.act(&number, comment("您好")).await.unwrap();
        assert_eq!(customer.unread().await.unwrap(), 1);
        assert!(letters(&cast).await.is_empty());
        let manager = cast.desk(MANAGER).await;
        let refused = crate::flaws(manager.choose_notifications(&[]).await);
        assert_eq!(refused, [("escalation".to_owned(), FlawKind::NotAChoice)]);
        manager.choose_notifications(&[NoticeKind::Escalation]).await.unwrap();
        while house.store.fire_due_timers(9, cast.now + TimeDelta::minutes(121)).await.unwrap() > 0 {}
        let kinds: Vec<String> = letters(&cast).await.into_iter().filter(|letter| letter.recipient == MANAGER)
            .map(|letter| letter.payload["kind"].as_str().unwrap().to_owned()).collect();
        assert_eq!(kinds, ["escalation"]);
    }

    async fn roles_are_bound_by_managers_to_staff_and_addresses(house) {
        let cast = Cast::move_in(house).await;
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT] {
            let desk = cast.desk(who).await;
            assert_eq!(crate::refusal(desk.role_bindings().await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.bind_role("president", &[]).await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.escalation_board().await), Refusal::NotAllowed, "{who}");
        }
        let manager = cast.desk(MANAGER).await;
        let expert = Bound::Person(person(&cast, EXPERT).await);
        let boss = Bound::Address { name: said("严华"), email: said("yanhua@lightwell.example") };
        manager.bind_role("president", std::slice::from_ref(&expert)).await.unwrap();
        manager.bind_role("president", &[boss.clone(), expert.clone()]).await.unwrap();
        let bindings = manager.role_bindings().await.unwrap();
        assert_eq!(bindings.len(), house.store.roles().roles.len());
        let president = bindings.iter().find(|binding| binding.role.id == "president").unwrap();
        assert_eq!(president.bound, [boss, expert]);
        let refused = async |role: &str, to: Bound| crate::flaws(manager.bind_role(role, &[to]).await);
        let nobody = || Bound::Address { name: said(""), email: said("nobody") };
        assert_eq!(refused("king", nobody()).await, [("role".to_owned(), FlawKind::NotAChoice)]);
        assert_eq!(refused("president", nobody()).await, [("email".to_owned(), FlawKind::NotAnEmail)]);
        let customer = Bound::Person(person(&cast, CUSTOMER).await);
        assert_eq!(refused("president", customer).await, [("person".to_owned(), FlawKind::NotAChoice)]);
    }

    async fn the_board_shows_what_is_breached_what_comes_and_who_was_told(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        while house.store.fire_due_timers(9, cast.now + TimeDelta::minutes(121)).await.unwrap() > 0 {}
        let board = cast.desk_at(MANAGER, cast.now + TimeDelta::minutes(121)).await.escalation_board().await.unwrap();
        assert_eq!(board.breached.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), [number.as_str()]);
        let coming: Vec<&str> = board.coming.iter().map(|coming| coming.step.key.as_str()).collect();
        assert_eq!(coming, ["remind/restore/1/75"]);
        let keys: Vec<&str> = board.taken.iter().map(|taken| taken.event.happening.key()).collect();
        assert_eq!(keys.len(), 2, "{keys:?}");
        assert!(board.taken.iter().all(|taken| taken.told.contains(&"陈立".to_owned())), "{:?}", board.taken);
    }

    async fn who_is_told_by_a_role_and_has_no_part_in_the_case_gets_no_link_that_would_not_open(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let outsider = Bound::Person(person(&cast, OTHER_ENGINEER).await);
        let vendor = Bound::Address { name: said("TAC"), email: said("tac@vendor.example") };
        let expert = Bound::Person(person(&cast, EXPERT).await);
        manager.bind_role("national_experts", &[outsider, vendor, expert]).await.unwrap();
        let number = cast.open("k").await;
        while house.store.fire_due_timers(9, cast.now + TimeDelta::minutes(121)).await.unwrap() > 0 {}
        let row = async |who: &str| {
            let inbox = cast.desk(who).await.inbox(None, 100).await.unwrap();
            inbox.rows.into_iter().find(|row| row.kind == NoticeKind::Escalation).unwrap()
        };
        assert_eq!(crate::refusal(cast.desk(OTHER_ENGINEER).await.case(&number).await), Refusal::NotFound);
        assert!(!row(OTHER_ENGINEER).await.in_sight && row(EXPERT).await.in_sight);
        let escalations: Vec<OutboxMessage> =
            letters(&cast).await.into_iter().filter(|letter| letter.payload["kind"] == "escalation").collect();
        let linked = |to: &str| {
            let letter = escalations.iter().find(|letter| letter.recipient == to).unwrap_or_else(|| panic!("{to}"));
            !letter.payload["link"].as_str().unwrap().is_empty()
        };
        assert!(!linked(OTHER_ENGINEER) && !linked("tac@vendor.example") && linked(EXPERT));
        // Once it is theirs, it opens.
        let to = person(&cast, OTHER_ENGINEER).await;
        cast.desk(SECRETARY).await.act(&number, assign(&to)).await.unwrap();
        assert!(row(OTHER_ENGINEER).await.in_sight);
        assert_eq!(cast.desk(OTHER_ENGINEER).await.case(&number).await.unwrap().unread, 2);
    }
}
