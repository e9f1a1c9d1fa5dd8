//! Questionnaires: the ones of the program can be asked, and what is answered to one is judged against it.

use domain::person::Bilingual;
use domain::refusal::{Flaw, FlawKind};
use domain::survey::{
    Answer, AnswerKind, Channel, Choice, Condition, Grade, Occasion, Pace, Question, Questionnaire, QuestionnaireDraft,
    Scales, TEXT_MOST, Typed, yearly_due,
};

const FILES: [&str; 3] = [
    include_str!("../../surveys/service.toml"),
    include_str!("../../surveys/yearly.toml"),
    include_str!("../../surveys/training.toml"),
];

fn built_in() -> Vec<Questionnaire> {
    FILES.iter().map(|text| toml::from_str(text).expect("a questionnaire of the program")).collect()
}

fn scales() -> Scales {
    toml::from_str(include_str!("../../surveys/scales.toml")).expect("the scales of the program")
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn question(key: &str, kind: AnswerKind) -> Question {
    let text = Bilingual { chinese: key.to_owned(), english: String::new() };
    let bad = kind.usually_bad();
    let choices = match kind.has_choices() {
        true => ["a", "b", "c"].map(|key| Choice { key: key.to_owned(), text: text.clone() }).to_vec(),
        false => Vec::new(),
    };
    Question { key: key.to_owned(), kind, text, hint: Bilingual::default(), required: true, choices, bad, when: None }
}

fn only_if(question: Question, keys: &[&str], values: &[&str]) -> Question {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Question { when: Some(Condition { questions: owned(keys), values: owned(values) }), ..question }
}

fn asking(questions: Vec<Question>) -> Questionnaire {
    let name = Bilingual { chinese: "试问".to_owned(), english: String::new() };
    let days = (30, 7, 1);
    Questionnaire {
        id: "trial".to_owned(),
        version: 1,
        name,
        expires_days: days.0,
        remind_days: days.1,
        follow_up_working_days: days.2,
        follow_up_hours: "5x8".to_owned(),
        questions,
        ..Questionnaire::default()
    }
}

fn answer(question: &str, kind: AnswerKind, value: &str) -> Answer {
    Answer { question: question.to_owned(), kind, value: value.to_owned() }
}

#[test]
fn the_questionnaires_of_the_program_can_be_asked_in_both_languages() {
    for questionnaire in built_in() {
        assert_eq!(questionnaire.flaws(), [], "{}", questionnaire.id);
        let texts = questionnaire.questions.iter().flat_map(|question| {
            let choices = question.choices.iter().map(|choice| &choice.text);
            std::iter::once(&question.text).chain(choices)
        });
        assert!(texts.chain([&questionnaire.name]).all(|text| !text.english.is_empty()), "{}", questionnaire.id);
    }
}

#[test]
fn the_two_forms_of_the_domain_ask_what_it_says() {
    let files = built_in();
    let grades = |questionnaire: &Questionnaire| -> usize {
        questionnaire
            .questions
            .iter()
            .filter(|question| question.kind == AnswerKind::Grade && question.required)
            .count()
    };
    assert_eq!((files[0].id.as_str(), grades(&files[0])), ("service", 8));
    assert_eq!((files[1].id.as_str(), grades(&files[1])), ("yearly", 4));
}

#[test]
fn every_value_of_a_scale_has_a_name() {
    let grade = question("grade", AnswerKind::Grade);
    let names: Vec<String> = grade.values().iter().map(|value| grade.label(&scales(), value).chinese).collect();
    assert_eq!(names, ["优", "良", "中", "差"]);
    assert_eq!(question("again", AnswerKind::YesNo).label(&scales(), "no").english, "No");
    assert_eq!(question("nps", AnswerKind::Nps).label(&scales(), "7").chinese, "7");
}

#[test]
fn every_kind_is_read_as_it_was_meant() {
    let all = asking(AnswerKind::ALL.map(|kind| question(kind.key(), kind)).to_vec());
    let form = typed(&[
        ("grade", "good"),
        ("five", "5"),
        ("nps", "0"),
        ("yes_no", "no"),
        ("one", "b"),
        ("several", "c"),
        ("several", "a"),
        ("text", " 来得快\r\n谢谢 "),
        ("token", "not a question"),
    ]);
    let values: Vec<(String, String)> =
        all.parse(&form).unwrap().into_iter().map(|answer| (answer.question, answer.value)).collect();
    let expected = [
        ("grade", "good"),
        ("five", "5"),
        ("nps", "0"),
        ("yes_no", "no"),
        ("one", "b"),
        ("several", "a,c"),
        ("text", "来得快\n谢谢"),
    ];
    assert_eq!(values, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}

#[test]
fn whatever_is_no_answer_is_named_as_its_field() {
    let all = asking(AnswerKind::ALL.map(|kind| question(kind.key(), kind)).to_vec());
    let flaws = all.parse(&Typed::default()).unwrap_err();
    let fields: Vec<&str> = flaws.iter().map(|flaw| flaw.field.as_str()).collect();
    assert_eq!(fields, AnswerKind::ALL.map(AnswerKind::key));
    assert_eq!(flaws.last().unwrap().kind, FlawKind::Empty);
    let long = "字".repeat(TEXT_MOST + 1);
    let forged = typed(&[
        ("grade", "superb"),
        ("five", "6"),
        ("nps", "11"),
        ("yes_no", "maybe"),
        ("one", "d"),
        ("several", "a"),
        ("several", "d"),
        ("text", &long),
    ]);
    let flaws = all.parse(&forged).unwrap_err();
    assert_eq!(flaws.iter().filter(|flaw| flaw.kind == FlawKind::NotAChoice).count(), 6);
    assert_eq!(flaws[6], Flaw::of("text", FlawKind::TooLong { most: TEXT_MOST }));
}

#[test]
fn what_need_not_be_answered_has_no_answer() {
    let optional = |kind: AnswerKind| Question { required: false, ..question(kind.key(), kind) };
    let all = asking(AnswerKind::ALL.map(optional).to_vec());
    assert_eq!(all.parse(&typed(&[("one", ""), ("text", " \n ")])), Ok(Vec::new()));
}

#[test]
fn a_follow_up_is_asked_only_when_its_condition_holds() {
    let chain = asking(vec![
        question("grade", AnswerKind::Grade),
        only_if(question("why", AnswerKind::One), &["grade"], &["poor", "fair"]),
        only_if(question("words", AnswerKind::Text), &["why"], &["c"]),
    ]);
    let asked = |form: &[(&str, &str)]| chain.parse(&typed(form)).map(|answers| answers.len());
    assert_eq!(asked(&[("grade", "good")]), Ok(1));
    assert_eq!(asked(&[("grade", "poor")]), Err(vec![Flaw::of("why", FlawKind::NotAChoice)]));
    assert_eq!(asked(&[("grade", "poor"), ("why", "a")]), Ok(2));
    assert_eq!(asked(&[("grade", "fair"), ("why", "c")]), Err(vec![Flaw::of("words", FlawKind::Empty)]));
    // Whoever changed their mind leaves behind what they had typed before.
    assert_eq!(asked(&[("grade", "good"), ("why", "c"), ("words", "x")]), Ok(1));
}

#[test]
fn a_poor_anywhere_is_bad_and_a_detractor_is_not() {
    let files = built_in();
    let service = &files[0];
    let mut answers: Vec<Answer> = service
        .questions
        .iter()
        .filter(|question| question.kind == AnswerKind::Grade)
        .map(|question| answer(&question.key, AnswerKind::Grade, Grade::Fair.key()))
        .collect();
    assert_eq!(service.bad(&answers).count(), 0);
    answers[3].value = Grade::Poor.key().to_owned();
    assert_eq!(service.bad(&answers).map(|question| question.key.as_str()).collect::<Vec<_>>(), ["spare_parts"]);
    assert_eq!(files[1].bad(&[answer("recommend", AnswerKind::Nps, "0")]).count(), 0);
    let five = |value| [answer("content", AnswerKind::Five, value)];
    assert_eq!((files[2].bad(&five("2")).count(), files[2].bad(&five("3")).count()), (1, 0));
}

#[test]
fn what_cannot_be_asked_is_named() {
    let later = only_if(question("first", AnswerKind::Text), &["second"], &["poor"]);
    let words = only_if(question("third", AnswerKind::Text), &["first"], &["poor"]);
    let unknown = only_if(question("fourth", AnswerKind::Text), &["second"], &["superb"]);
    let lone = Question { choices: Vec::new(), ..question("fifth", AnswerKind::One) };
    let bad = Question { bad: vec!["6".to_owned()], ..question("sixth", AnswerKind::Five) };
    let questions = vec![
        later,
        question("second", AnswerKind::Grade),
        words,
        unknown,
        lone,
        bad,
        question("second", AnswerKind::Text),
        question("No Key", AnswerKind::Text),
        Question { text: Bilingual::default(), ..question("ninth", AnswerKind::Text) },
    ];
    let flaws: Vec<(String, FlawKind)> =
        asking(questions).flaws().into_iter().map(|flaw| (flaw.field, flaw.kind)).collect();
    let expected = [
        ("question.0.when", FlawKind::NotAChoice),
        ("question.2.when", FlawKind::NotAChoice),
        ("question.3.when", FlawKind::NotAChoice),
        ("question.4.choices", FlawKind::Empty),
        ("question.5.bad", FlawKind::NotAChoice),
        ("question.6.key", FlawKind::Taken),
        ("question.7.key", FlawKind::NotAnId),
        ("question.8.text", FlawKind::Empty),
    ];
    assert_eq!(flaws, expected.map(|(field, kind)| (field.to_owned(), kind)));
    assert_eq!(asking(Vec::new()).flaws(), [Flaw::of("questions", FlawKind::Empty)]);
}

#[test]
fn every_key_names_what_it_is_the_key_of() {
    assert!(AnswerKind::ALL.into_iter().all(|kind| AnswerKind::from_key(kind.key()) == Some(kind)));
    assert!(Channel::ALL.into_iter().all(|channel| Channel::from_key(channel.key()) == Some(channel)));
    assert!(Occasion::ALL.into_iter().all(|occasion| Occasion::from_key(occasion.key()) == Some(occasion)));
    assert!(Grade::ALL.into_iter().all(|grade| Grade::from_key(grade.key()) == Some(grade)));
}

#[test]
fn the_editors_form_says_again_what_it_was_made_of() {
    for questionnaire in built_in() {
        let again = QuestionnaireDraft::of(&questionnaire).questionnaire(&questionnaire).unwrap();
        assert_eq!(again, Questionnaire { version: 2, ..questionnaire });
    }
}

#[test]
fn questions_move_by_their_place_go_and_come() {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut form = vec![field("name", "试问"), field("button", "add"), field("add_kind", "nps")];
    for (index, (key, place)) in [("a", "3"), ("b", "１"), ("c", "2")].into_iter().enumerate() {
        for (name, value) in [("key", key), ("kind", "text"), ("place", place), ("text", key)] {
            form.push(field(&format!("question.{index}.{name}"), value));
        }
    }
    form.push(field("question.2.remove", "on"));
    let draft = QuestionnaireDraft::read(&form);
    let read: Vec<(&str, &str)> =
        draft.questions.iter().map(|question| (question.key.as_str(), question.kind.as_str())).collect();
    assert_eq!(read, [("b", "text"), ("a", "text"), ("q1", "nps")]);
}

#[test]
fn a_year_passes_between_two_yearly_surveys() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(yearly_due(None, day("2024-02-29")), day("2025-02-28"));
    assert_eq!(yearly_due(Some(day("2026-01-10")), day("2020-01-01")), day("2027-01-10"));
}

#[test]
fn a_pace_allows_what_is_far_enough_apart() {
    let at = |text: &str| text.parse::<domain::Moment>().unwrap();
    let (last, week, month) = (at("2026-11-01T09:00:00Z"), at("2026-11-08T09:00:00Z"), at("2026-12-01T09:00:00Z"));
    let just_before = |moment: domain::Moment| moment - chrono::TimeDelta::microseconds(1);
    assert!(Pace::Any.allows(last, last));
    assert!(Pace::Week.allows(last, week) && !Pace::Week.allows(last, just_before(week)));
    assert!(Pace::Month.allows(last, month) && !Pace::Month.allows(last, just_before(month)));
}
