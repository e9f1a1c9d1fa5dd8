//! Questionnaires as managers edit them: a saving is a version, and what was sent keeps its own.

use domain::overview::Home;
use domain::refusal::{FlawKind, Refusal};
use domain::survey::{QuestionDraft, QuestionnaireDraft, SendDraft, TextDraft, Typed};
use store::testing::cast::{CUSTOMER, Cast, MANAGER, SECRETARY};
use store::{Desk, on_both_engines};

async fn draft(manager: &Desk) -> QuestionnaireDraft {
    manager.questionnaire("training", None).await.unwrap().draft
}

fn text(chinese: &str) -> TextDraft {
    TextDraft { chinese: chinese.to_owned(), english: String::new() }
}

on_both_engines! {
    async fn a_saving_is_a_new_version_and_what_was_sent_keeps_its_own(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let customer = cast.desk(CUSTOMER).await;
        let sending = |key: &str, id: i64| SendDraft {
            draft_key: key.to_owned(),
            questionnaire: "training".to_owned(),
            occasion: "by_hand".to_owned(),
            subject: key.to_owned(),
            people: vec![id.to_string()],
        };
        let id = customer.viewer().person().unwrap().id;
        manager.send_surveys(&sending("before", id)).await.unwrap();
        let mut changed = draft(&manager).await;
        changed.questions.truncate(1);
        changed.questions[0].text = text("内容有用吗？");
        assert_eq!(manager.save_questionnaire("training", "1", &changed).await.unwrap(), 2);
        let late = crate::refusal(manager.save_questionnaire("training", "1", &changed).await);
        assert_eq!(late, Refusal::ChangedMeanwhile);
        manager.send_surveys(&sending("after", id)).await.unwrap();
        let Home::Customer(home) = customer.home().await.unwrap() else { panic!("a customer's home") };
        let mut asked = Vec::new();
        for survey in home.surveys {
            let sheet = customer.survey_by_token(survey.link.trim_start_matches("/surveys/")).await.unwrap();
            asked.push((sheet.subject, sheet.questions.len(), sheet.questions[0].text.clone()));
        }
        let expected = [("before", 5, "内容对工作的用处"), ("after", 1, "内容有用吗？")];
        assert_eq!(asked, expected.map(|(subject, count, text)| (subject.to_owned(), count, text.to_owned())));
        let line = manager.questionnaires().await.unwrap().into_iter().find(|line| line.id == "training").unwrap();
        assert_eq!((line.version, line.questions, line.sent, line.answered), (2, 1, 2, 0));
        assert_eq!(house.replica().await.desk(manager.viewer().clone(), cast.now).questionnaire("training", None).await.unwrap().version, 2);
    }

    async fn a_copy_is_a_questionnaire_of_its_own(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        assert_eq!(manager.copy_questionnaire("service").await.unwrap(), "service-2");
        assert_eq!(manager.copy_questionnaire("service").await.unwrap(), "service-3");
        let copy = manager.questionnaire("service-2", None).await.unwrap();
        assert_eq!((copy.version, copy.draft.questions.len(), copy.preview.len()), (1, 10, 10));
        assert_eq!(crate::refusal(manager.copy_questionnaire("nothing").await), Refusal::NotFound);
    }

    async fn what_cannot_be_asked_is_not_saved_and_named(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let mut wrong = draft(&manager).await;
        wrong.name = text(" ");
        wrong.questions.push(QuestionDraft { key: "q1".to_owned(), kind: "one".to_owned(), text: text("选哪个？"), ..QuestionDraft::default() });
        let flaws = crate::flaws(manager.save_questionnaire("training", "1", &wrong).await);
        assert_eq!(flaws, [("name".to_owned(), FlawKind::Empty), ("question.5.choices".to_owned(), FlawKind::Empty)]);
        assert_eq!(manager.questionnaire("training", None).await.unwrap().version, 1);
    }

    async fn conditions_offer_what_was_asked_before_them(house) {
        let cast = Cast::move_in(house).await;
        let sheet = cast.desk(MANAGER).await.questionnaire("training", None).await.unwrap();
        assert!(sheet.conditions[0].is_empty());
        assert!(sheet.conditions[3].contains(&("again:no".to_owned(), "3 = 否".to_owned())), "{:?}", sheet.conditions[3]);
        assert_eq!(sheet.draft.questions[3].when, "again:no");
    }

    async fn only_managers_edit_what_is_asked(house) {
        let cast = Cast::move_in(house).await;
        for who in [SECRETARY, CUSTOMER] {
            let desk = cast.desk(who).await;
            assert_eq!(crate::refusal(desk.questionnaires().await), Refusal::NotAllowed);
            assert_eq!(crate::refusal(desk.questionnaire("service", None).await), Refusal::NotAllowed);
            assert_eq!(crate::refusal(desk.copy_questionnaire("service").await), Refusal::NotAllowed);
            let nothing = QuestionnaireDraft::default();
            assert_eq!(crate::refusal(desk.save_questionnaire("service", "1", &nothing).await), Refusal::NotAllowed);
        }
        assert_eq!(crate::refusal(cast.guest().answer_survey_by_token("nothing", &Typed::default()).await), Refusal::NotFound);
    }
}
