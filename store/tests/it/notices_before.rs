//! What people were told before there was one inbox stands in it, read or not; announcements of before have a history.

use crate::before::opened_since;
use store::{Db, on_both_engines};

/// The last migration before this one; notices of articles had a table of their own then.
const BEFORE: i64 = 21;

const FACTS: [&str; 9] = [
    "INSERT INTO organisation (id, name, created_at) VALUES (7, '青山湖水务', 0)",
    "INSERT INTO person (id, email, name, phone, role, organisation_id, language, time_zone, password_hash, created_at)
     VALUES (8, 'zhou@example.com', '周岩', '', 'engineer', NULL, 'zh-CN', 'Asia/Shanghai', '-', 0)",
    "INSERT INTO service_case (id, number, opened_by, draft_key, organisation_id, reporter_id, severity, stage, opened_at,
     words, version, state) VALUES (9, 'C-1', 8, 'a', 7, NULL, 1, 'closed', 10, '', 1, '{}')",
    "INSERT INTO event (id, case_id, at, key, internal, payload) VALUES (3, 9, 30, 'closed', false, '{}')",
    "INSERT INTO notification (id, person_id, case_id, event_id, kind, at, read_at) VALUES (1, 8, 9, 3, 'progress', 30, 31)",
    "INSERT INTO article (id, slug, audience, updated_at) VALUES (5, 'lights', 'staff', 0)",
    "INSERT INTO article_event (id, article_id, at, actor_name, key, payload) VALUES (4, 5, 20, '', 'retired', '{}')",
    "INSERT INTO article_notice (person_id, event_id, at) VALUES (8, 4, 20)",
    "INSERT INTO announcement (id, kind, audience, product_line, version, title, title_en, markdown, markdown_en, important,
     published_at, published_by, withdrawn_at, draft_key) VALUES (6, 'manual', 'staff', '', '', '手册', '', '', '', 1, 40, 8, 50, 'k')",
];

/// `about, about_id, event_id, kind, at, read_at`
type Notice = (String, i64, i64, String, i64, Option<i64>);
/// `at, key, actor_name`
type Done = (i64, String, String);

const NOTICES: &str = "SELECT about, about_id, event_id, kind, at, read_at FROM notice WHERE person_id = 8 ORDER BY id";
const DONE: &str = "SELECT at, key, actor_name FROM announcement_event WHERE announcement_id = 6 ORDER BY id";

on_both_engines! {
    async fn what_was_told_before_stands_in_the_one_inbox(house) {
        let store = opened_since(house, BEFORE, &FACTS).await;
        let (notices, done): (Vec<Notice>, Vec<Done>) = match store.db() {
            Db::Postgres(pool) => (
                sqlx::query_as(NOTICES).fetch_all(pool).await.unwrap(),
                sqlx::query_as(DONE).fetch_all(pool).await.unwrap(),
            ),
            Db::Sqlite { read, .. } => (
                sqlx::query_as(NOTICES).fetch_all(read).await.unwrap(),
                sqlx::query_as(DONE).fetch_all(read).await.unwrap(),
            ),
        };
        let told = |about: &str, about_id, event, kind: &str, at, read| (about.to_owned(), about_id, event, kind.to_owned(), at, read);
        let expected = [told("article", 5, 4, "article", 20, None), told("case", 9, 3, "progress", 30, Some(31))];
        assert_eq!(notices, expected, "the latest last");
        let expected = [(40, "published".to_owned(), "周岩".to_owned()), (50, "withdrawn".to_owned(), String::new())];
        assert_eq!(done, expected);
        store.close().await;
    }
}
