//! The survey: invited at the confirmation, answered once, in the portal or by the link.

use crate::journey::up_to_confirmation;
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::overview::Home;
use domain::refusal::{FlawKind, Refusal};
use domain::survey::Typed;
use store::on_both_engines;
use store::testing::cast::{COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, MANAGER, SECRETARY};

/// The eight questions of the form about a service.
const QUESTIONS: [&str; 8] = [
    "response_time",
    "arrival_time",
    "resolution_time",
    "spare_parts",
    "solved_in_one_visit",
    "follow_up",
    "attitude",
    "technical_level",
];

/// All of them answered, one very well and one badly, and a word.
fn answers() -> Typed {
    let grade = |question: &str| match question {
        "response_time" => "excellent",
        "solved_in_one_visit" => "poor",
        _ => "good",
    };
    let mut fields: Vec<(String, String)> =
        QUESTIONS.iter().map(|question| ((*question).to_owned(), grade(question).to_owned())).collect();
    fields.push(("comment".to_owned(), " 谢谢 ".to_owned()));
    Typed(fields)
}

/// The same with another value in a field.
fn with(field: &str, value: &str) -> Typed {
    let mut typed = answers();
    typed.0.retain(|(name, _)| name != field);
    typed.0.push((field.to_owned(), value.to_owned()));
    typed
}

/// A confirmed case and the token of its survey.
async fn confirmed(cast: &Cast<'_>) -> (String, String) {
    let number = cast.open("k").await;
    up_to_confirmation(cast, &number).await;
    let customer = cast.desk_at(CUSTOMER, cast.now + TimeDelta::hours(3)).await;
    customer.act(&number, Command::ConfirmService).await.unwrap();
    let link = cast.desk(MANAGER).await.case(&number).await.unwrap().survey_link.unwrap();
    let token = link.strip_prefix("/surveys/").unwrap().to_owned();
    (number, token)
}

on_both_engines! {
    async fn the_record_carries_the_link_for_those_who_may_answer_while_it_can_be(house) {
        let cast = Cast::move_in(house).await;
        let (number, token) = confirmed(&cast).await;
        let link = async |who: &str, hours| {
            let desk = cast.desk_at(who, cast.now + TimeDelta::hours(hours)).await;
            desk.service_record(&number).await.unwrap().survey_link
        };
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, MANAGER] {
            assert_eq!(link(who, 4).await, Some(format!("/surveys/{token}")), "{who}");
        }
        // Whoever has it answers for the customer: not the one whom it asks about.
        assert_eq!(link(ENGINEER, 4).await, None);
        assert_eq!(cast.desk(ENGINEER).await.case(&number).await.unwrap().survey_link, None);
        assert_eq!(link(CUSTOMER, 24 * 31).await, None);
        cast.desk_at(CUSTOMER, cast.now + TimeDelta::hours(4)).await.answer_survey(&number, &answers()).await.unwrap();
        assert_eq!(link(CUSTOMER, 5).await, None);
    }

    async fn a_survey_comes_with_the_confirmation_and_not_before(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let customer = cast.desk(CUSTOMER).await;
        assert_eq!(crate::refusal(customer.survey_of_case(&number).await), Refusal::NotFound);
        up_to_confirmation(&cast, &number).await;
        assert_eq!(crate::refusal(customer.answer_survey(&number, &answers()).await), Refusal::NotFound);
        customer.act(&number, Command::ConfirmService).await.unwrap();
        let sheet = customer.survey_of_case(&number).await.unwrap();
        assert_eq!((sheet.case.unwrap().engineer_name.as_str(), sheet.answered_at), ("周岩", None));
        assert_eq!((sheet.questions.len(), sheet.answers.len()), (10, 0));
        assert_eq!(sheet.questions[0].text, "故障响应时间");
        assert_eq!(sheet.questions[8].when.as_ref().unwrap().called, ["差"]);
        assert_eq!(sheet.expires_at, cast.now + TimeDelta::days(30));
        assert_eq!(customer.case(&number).await.unwrap().survey_link, None, "customers need no link");
    }

    async fn the_portal_takes_one_answer(house) {
        let cast = Cast::move_in(house).await;
        let (number, token) = confirmed(&cast).await;
        let customer = cast.desk(CUSTOMER).await;
        let open = crate::flaws(customer.answer_survey(&number, &Typed::default()).await);
        assert_eq!(open.len(), 8);
        customer.answer_survey(&number, &answers()).await.unwrap();
        let again = crate::refusal(customer.answer_survey(&number, &answers()).await);
        assert_eq!(again, Refusal::AlreadyAnswered);
        let by_link = crate::refusal(cast.guest().answer_survey_by_token(&token, &answers()).await);
        assert_eq!(by_link, Refusal::AlreadyAnswered);
        let sheet = customer.survey_of_case(&number).await.unwrap();
        let given: Vec<(&str, &str, bool)> =
            sheet.answers.iter().map(|one| (one.question.as_str(), one.answer.as_str(), one.bad)).collect();
        assert_eq!(given.len(), 9, "what was not asked has no answer: {given:?}");
        assert_eq!(given[0], ("故障响应时间", "优", false));
        assert_eq!(given[4], ("一次上门解决", "差", true));
        assert_eq!(given[8], ("还想说的话", "谢谢", false));
        let case = cast.desk(MANAGER).await.case(&number).await.unwrap();
        assert_eq!(case.survey_link, None);
        assert!(case.case.surveyed_at.is_some());
        let answered = case.events.iter().find(|event| event.happening.key() == "survey_answered").unwrap();
        assert_eq!(answered.actor.person.as_ref().unwrap().name, "王丽");
        let Home::Staff(home) = cast.desk(MANAGER).await.home().await.unwrap() else { panic!("a manager's home") };
        assert_eq!(home.grades, [1, 6, 0, 1]);
    }

    async fn the_link_takes_one_answer_from_whoever_has_it(house) {
        let cast = Cast::move_in(house).await;
        let (number, token) = confirmed(&cast).await;
        assert!(token.len() >= 32, "at least 128 bits: {token}");
        let guest = cast.guest();
        assert_eq!(guest.survey_by_token(&token).await.unwrap().case.unwrap().number, number);
        guest.answer_survey_by_token(&token, &answers()).await.unwrap();
        let sheet = guest.survey_by_token(&token).await.unwrap();
        assert!(sheet.answered_at.is_some() && sheet.answers.is_empty(), "thanks, and nothing to read");
        assert_eq!(crate::refusal(guest.answer_survey_by_token(&token, &answers()).await), Refusal::AlreadyAnswered);
        let events = cast.desk(MANAGER).await.case(&number).await.unwrap().events;
        let answered = events.iter().find(|event| event.happening.key() == "survey_answered").unwrap();
        assert_eq!(answered.actor.person, None);
    }

    async fn of_many_answers_at_once_one_counts(house) {
        let cast = Cast::move_in(house).await;
        let (number, token) = confirmed(&cast).await;
        let guest = cast.guest();
        let given = (0..6).map(|_| {
            let (guest, token) = (guest.clone(), token.clone());
            tokio::spawn(async move { guest.answer_survey_by_token(&token, &answers()).await })
        });
        let mut taken = 0;
        for one in given.collect::<Vec<_>>() {
            match one.await.unwrap() {
                Ok(()) => taken += 1,
                Err(error) => assert_eq!(crate::refusal::<()>(Err(error)), Refusal::AlreadyAnswered),
            }
        }
        assert_eq!(taken, 1);
        let events = cast.desk(MANAGER).await.case(&number).await.unwrap().events;
        assert_eq!(events.iter().filter(|event| event.happening.key() == "survey_answered").count(), 1);
    }

    async fn after_thirty_days_nobody_answers_any_more(house) {
        let cast = Cast::move_in(house).await;
        let (number, token) = confirmed(&cast).await;
        let late = cast.now + TimeDelta::hours(3) + TimeDelta::days(30);
        let guest = house.store.desk(cast.guest().viewer().clone(), late);
        assert_eq!(crate::refusal(guest.survey_by_token(&token).await), Refusal::Expired);
        assert_eq!(crate::refusal(guest.answer_survey_by_token(&token, &answers()).await), Refusal::Expired);
        let customer = cast.desk_at(CUSTOMER, late).await;
        assert_eq!(crate::refusal(customer.answer_survey(&number, &answers()).await), Refusal::Expired);
        let just_in_time = house.store.desk(guest.viewer().clone(), late - TimeDelta::microseconds(1));
        just_in_time.answer_survey_by_token(&token, &answers()).await.unwrap();
    }

    async fn a_wrong_token_finds_nothing(house) {
        let cast = Cast::move_in(house).await;
        confirmed(&cast).await;
        for token in ["", "0", "%", "\u{0}", &"a".repeat(48)] {
            assert_eq!(crate::refusal(cast.guest().survey_by_token(token).await), Refusal::NotFound);
            assert_eq!(crate::refusal(cast.guest().answer_survey_by_token(token, &answers()).await), Refusal::NotFound);
        }
    }

    async fn only_the_customer_answers_in_the_portal(house) {
        let cast = Cast::move_in(house).await;
        let (number, _) = confirmed(&cast).await;
        for who in [SECRETARY, ENGINEER, MANAGER] {
            assert_eq!(crate::refusal(cast.desk(who).await.answer_survey(&number, &answers()).await), Refusal::NotAllowed);
        }
        let colleague = cast.desk(COLLEAGUE).await;
        assert_eq!(crate::refusal(colleague.answer_survey(&number, &answers()).await), Refusal::NotFound);
        cast.desk(CUSTOMER_ADMIN).await.answer_survey(&number, &answers()).await.unwrap();
    }

    async fn an_overlong_comment_is_a_flaw(house) {
        let cast = Cast::move_in(house).await;
        let (number, _) = confirmed(&cast).await;
        let long = with("comment", &"长".repeat(2001));
        let flaws = crate::flaws(cast.desk(CUSTOMER).await.answer_survey(&number, &long).await);
        assert_eq!(flaws, [("comment".to_owned(), FlawKind::TooLong { most: 2000 })]);
    }
}
