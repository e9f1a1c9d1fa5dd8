//! Sending surveys: by hand, once a year, reminded of once, and never more often than somebody allows. Typed in for a caller.

use chrono::TimeDelta;
use domain::overview::Home;
use domain::refusal::{FlawKind, Refusal};
use domain::survey::{SendDraft, SurveyFilter, Typed};
use store::on_both_engines;
use store::testing::cast::{COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, MANAGER, SECRETARY, STRANGER};

async fn id_of(cast: &Cast<'_>, who: &str) -> String {
    cast.desk(who).await.viewer().person().unwrap().id.to_string()
}

async fn training(cast: &Cast<'_>, key: &str, people: &[&str]) -> SendDraft {
    let mut ids = Vec::new();
    for who in people {
        ids.push(id_of(cast, who).await);
    }
    SendDraft {
        draft_key: key.to_owned(),
        questionnaire: "training".to_owned(),
        occasion: "training".to_owned(),
        subject: "双机切换演练".to_owned(),
        people: ids,
    }
}

fn answers(fields: &[(&str, &str)]) -> Typed {
    let usual = [("content", "5"), ("trainer", "4"), ("again", "yes")];
    Typed(usual.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// Tokens of what waits for that person.
async fn waiting(cast: &Cast<'_>, who: &str) -> Vec<String> {
    let Home::Customer(home) = cast.desk(who).await.home().await.unwrap() else { panic!("a customer's home") };
    home.surveys.into_iter().map(|survey| survey.link.trim_start_matches("/surveys/").to_owned()).collect()
}

/// To whom invitations went since the last look, which is so much later than the beginning.
async fn invitations(cast: &Cast<'_>, after: TimeDelta) -> Vec<String> {
    let (store, at) = (&cast.house.store, cast.now + after);
    let mut to = Vec::new();
    for message in store.claim_outbox(100, at).await.unwrap() {
        store.mark_delivered(message.id, at).await.unwrap();
        to.extend((message.kind == "survey_invitation").then_some(message.recipient));
    }
    to
}

on_both_engines! {
    async fn a_manager_asks_chosen_people_and_each_of_them_once(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let draft = training(&cast, "k", &[CUSTOMER, STRANGER]).await;
        assert_eq!(manager.send_surveys(&draft).await.unwrap(), 2);
        assert_eq!(manager.send_surveys(&draft).await.unwrap(), 0, "the same form again");
        assert_eq!(invitations(&cast, TimeDelta::zero()).await, [CUSTOMER, STRANGER]);
        let tokens = waiting(&cast, CUSTOMER).await;
        assert_eq!((tokens.len(), waiting(&cast, COLLEAGUE).await.len()), (1, 0));
        let customer = cast.desk(CUSTOMER).await;
        let sheet = customer.survey_by_token(&tokens[0]).await.unwrap();
        assert_eq!((sheet.subject.as_str(), sheet.case, sheet.questions.len()), ("双机切换演练", None, 5));
        customer.answer_survey_by_token(&tokens[0], &answers(&[])).await.unwrap();
        assert_eq!(crate::refusal(cast.guest().answer_survey_by_token(&tokens[0], &answers(&[])).await), Refusal::AlreadyAnswered);
        assert_eq!(customer.survey_by_token(&tokens[0]).await.unwrap().answers.len(), 3);
        assert!(waiting(&cast, CUSTOMER).await.is_empty());
        let answered = SurveyFilter { show: "answered".to_owned(), ..SurveyFilter::default() };
        assert_eq!(manager.sent_surveys(&answered).await.unwrap().lines.len(), 1);
        let theirs = SurveyFilter { q: "临江".to_owned(), ..SurveyFilter::default() };
        assert_eq!(manager.sent_surveys(&theirs).await.unwrap().lines[0].recipient_name, "孙倩");
    }

    async fn what_was_sent_last_is_listed_first_page_by_page(house) {
        let cast = Cast::move_in(house).await;
        let people = [CUSTOMER, COLLEAGUE, CUSTOMER_ADMIN, STRANGER];
        // What is put in late may have been sent early.
        for n in 0..13 {
            let manager = cast.desk_at(MANAGER, cast.now + TimeDelta::hours((n * 5) % 13)).await;
            manager.send_surveys(&training(&cast, &format!("k{n}"), &people).await).await.unwrap();
        }
        let manager = cast.desk(MANAGER).await;
        let first = manager.sent_surveys(&SurveyFilter::default()).await.unwrap();
        let after = first.more_after.clone().unwrap();
        let last = manager.sent_surveys(&SurveyFilter { after, ..SurveyFilter::default() }).await.unwrap();
        assert_eq!((first.lines.len(), last.lines.len(), last.more_after), (50, 2, None));
        let listed: Vec<_> = first.lines.iter().chain(&last.lines).map(|line| (line.asked_at, line.id)).collect();
        let mut expected = listed.clone();
        expected.sort_by(|a, b| b.cmp(a));
        expected.dedup();
        assert_eq!(listed, expected, "the latest first, each of them once");
    }

    async fn what_cannot_be_sent_is_named_and_nobody_else_sends(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let fields: Vec<String> = crate::flaws(manager.send_surveys(&SendDraft::default()).await).into_iter().map(|flaw| flaw.0).collect();
        assert_eq!(fields, ["draft_key", "questionnaire", "occasion", "person"]);
        let nameless = SendDraft { subject: String::new(), ..training(&cast, "k", &[CUSTOMER]).await };
        assert_eq!(crate::flaws(manager.send_surveys(&nameless).await), [("subject".to_owned(), FlawKind::Empty)]);
        let staff = training(&cast, "k", &[ENGINEER]).await;
        assert_eq!(crate::flaws(manager.send_surveys(&staff).await), [("person".to_owned(), FlawKind::NotAChoice)]);
        let draft = training(&cast, "k", &[CUSTOMER]).await;
        for who in [SECRETARY, ENGINEER, CUSTOMER_ADMIN] {
            let desk = cast.desk(who).await;
            assert_eq!(crate::refusal(desk.send_surveys(&draft).await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.send_form("").await), Refusal::NotAllowed, "{who}");
        }
        assert_eq!(crate::refusal(cast.desk(ENGINEER).await.sent_surveys(&SurveyFilter::default()).await), Refusal::NotAllowed);
    }

    async fn a_secretary_types_in_what_a_caller_says_and_how_it_came(house) {
        let cast = Cast::move_in(house).await;
        cast.desk(MANAGER).await.send_surveys(&training(&cast, "k", &[CUSTOMER]).await).await.unwrap();
        let token = waiting(&cast, CUSTOMER).await.remove(0);
        let secretary = cast.desk(SECRETARY).await;
        assert!(secretary.survey_by_token(&token).await.unwrap().entering);
        let unsaid = crate::flaws(secretary.answer_survey_by_token(&token, &answers(&[])).await);
        assert_eq!(unsaid, [("entry_channel".to_owned(), FlawKind::NotAChoice)]);
        let portal = answers(&[("entry_channel", "portal")]);
        assert_eq!(crate::flaws(secretary.answer_survey_by_token(&token, &portal).await), unsaid);
        let engineer = cast.desk(ENGINEER).await;
        let by_phone = answers(&[("entry_channel", "phone")]);
        assert_eq!(crate::refusal(engineer.answer_survey_by_token(&token, &by_phone).await), Refusal::NotAllowed);
        secretary.answer_survey_by_token(&token, &by_phone).await.unwrap();
        assert!(cast.desk(CUSTOMER).await.survey_by_token(&token).await.unwrap().answered_at.is_some());
    }

    async fn nobody_is_written_to_more_often_than_they_allow(house) {
        let cast = Cast::move_in(house).await;
        cast.desk(CUSTOMER).await.set_survey_pace("week").await.unwrap();
        let bad = crate::flaws(cast.desk(CUSTOMER).await.set_survey_pace("never").await);
        assert_eq!(bad, [("pace".to_owned(), FlawKind::NotAChoice)]);
        for (key, days, written) in [("a", 0, 1), ("b", 3, 0), ("c", 8, 1)] {
            let manager = cast.desk_at(MANAGER, cast.now + TimeDelta::days(days)).await;
            manager.send_surveys(&training(&cast, key, &[CUSTOMER]).await).await.unwrap();
            assert_eq!(invitations(&cast, TimeDelta::days(days)).await.len(), written, "{key}");
        }
        assert_eq!(waiting(&cast, CUSTOMER).await.len(), 3, "all of them stand in the portal");
    }

    async fn whoever_does_not_answer_is_reminded_once(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.send_surveys(&training(&cast, "k", &[CUSTOMER, COLLEAGUE]).await).await.unwrap();
        invitations(&cast, TimeDelta::zero()).await;
        let token = waiting(&cast, COLLEAGUE).await.remove(0);
        cast.desk(COLLEAGUE).await.answer_survey_by_token(&token, &answers(&[])).await.unwrap();
        let reminded = async |days| house.store.remind_of_surveys(cast.now + TimeDelta::days(days)).await.unwrap();
        assert_eq!((reminded(4).await, reminded(5).await, reminded(6).await), (0, 1, 0));
        assert_eq!(invitations(&cast, TimeDelta::days(5)).await, [CUSTOMER]);
    }

    async fn the_admins_of_a_contract_in_force_are_asked_once_a_year(house) {
        let cast = Cast::move_in(house).await;
        // The water works' contract runs since April 2025; the hospital has none.
        let asked = async |days| house.store.ask_yearly(cast.now + TimeDelta::days(days)).await.unwrap();
        assert_eq!((asked(0).await, asked(0).await, asked(300).await), (1, 0, 0));
        assert_eq!(waiting(&cast, CUSTOMER_ADMIN).await.len(), 1);
        assert_eq!((asked(366).await, asked(367).await), (1, 0));
    }
}
