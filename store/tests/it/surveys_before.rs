//! What was answered before questionnaires had versions is answered still, question by question.

use crate::before::opened_since;
use store::{Db, on_both_engines};

/// The last migration before this one; surveys belonged to cases then.
const BEFORE: i64 = 16;

const FACTS: [&str; 6] = [
    "INSERT INTO organisation (id, name, created_at) VALUES (7, '青山湖水务', 0)",
    "INSERT INTO person (id, email, name, phone, role, organisation_id, language, time_zone, password_hash, created_at)
     VALUES (8, 'wang@water.example', '王丽', '', 'customer', 7, 'zh-CN', 'Asia/Shanghai', '-', 0)",
    "INSERT INTO service_case (id, number, opened_by, draft_key, organisation_id, reporter_id, severity, stage, opened_at,
     words, version, state) VALUES (9, 'C-1', 8, 'a', 7, 8, 1, 'closed', 10, '', 1, '{}'),
     (10, 'C-2', 8, 'b', 7, NULL, 1, 'closed', 20, '', 1, '{}')",
    "INSERT INTO survey (case_id, token, created_at, expires_at, answered_at, answered_by, comment)
     VALUES (9, 'one', 11, 99, 12, 8, '来得快'), (10, 'two', 21, 99, NULL, NULL, '')",
    "INSERT INTO survey_grade (case_id, question, grade) VALUES (9, 'attitude', 'excellent')",
    "INSERT INTO survey_grade (case_id, question, grade) VALUES (9, 'spare_parts', 'poor')",
];

/// Of an answer: the survey's token, question, kind and value.
type AnswerRow = (String, String, String, String);
/// Of a survey, as [`SURVEYS`] says.
type Row = (String, String, i64, String, i64, Option<i64>, String, Option<i64>, Option<String>);

const SURVEYS: &str = "SELECT token, questionnaire, version, occasion, organisation_id, recipient_id, recipient_name,
                       answered_by, channel FROM survey ORDER BY id";
const ANSWERS: &str =
    "SELECT s.token, a.question, a.kind, a.value FROM survey_answer a JOIN survey s ON s.id = a.survey_id
                       ORDER BY a.question";

on_both_engines! {
    async fn what_was_answered_before_is_answered_still(house) {
        let store = opened_since(house, BEFORE, &FACTS).await;
        let (surveys, answers): (Vec<Row>, Vec<AnswerRow>) = match store.db() {
            Db::Postgres(pool) => (
                sqlx::query_as(SURVEYS).fetch_all(pool).await.unwrap(),
                sqlx::query_as(ANSWERS).fetch_all(pool).await.unwrap(),
            ),
            Db::Sqlite { read, .. } => (
                sqlx::query_as(SURVEYS).fetch_all(read).await.unwrap(),
                sqlx::query_as(ANSWERS).fetch_all(read).await.unwrap(),
            ),
        };
        let row = |token: &str, recipient: Option<i64>, name: &str, by: Option<i64>, channel: Option<&str>| {
            let channel = channel.map(str::to_owned);
            (token.to_owned(), "service".to_owned(), 1, "closing".to_owned(), 7, recipient, name.to_owned(), by, channel)
        };
        let expected = [row("one", Some(8), "王丽", Some(8), Some("portal")), row("two", None, "", None, None)];
        assert_eq!(surveys, expected, "{:?}", house.engine);
        let answers: Vec<(&str, &str, &str, &str)> =
            answers.iter().map(|(t, q, k, v)| (t.as_str(), q.as_str(), k.as_str(), v.as_str())).collect();
        let expected = [
            ("one", "attitude", "grade", "excellent"),
            ("one", "comment", "text", "来得快"),
            ("one", "spare_parts", "grade", "poor"),
        ];
        assert_eq!(answers, expected);
        store.close().await;
    }
}
