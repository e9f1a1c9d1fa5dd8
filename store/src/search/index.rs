//! What the index holds of a text, and keeping it: the tokens that find it, those that rank it, how many texts have each
//! token, and the spellings. One transaction with the text itself.

use super::cut::tokens;
use super::query::tsvector;
use super::{sight, spelling};
use crate::db::{Db, Tx, args, sql};
use crate::{Fault, Result};
use std::collections::BTreeSet;

/// How texts are cut. Another number makes the index anew when the program starts.
const VERSION: i64 = 2;

/// What begins the tokens of titles and tags, which stand in the index a second time. No token of a text has it.
pub(super) const TITLE: &str = "§";

sql!(
    ENTERED,
    "INSERT INTO search_entry (text_id, article_id, updated_at, title_tokens, tag_tokens, text_tokens)
     VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(LEFT, "DELETE FROM search_entry WHERE text_id = $1 RETURNING title_tokens, tag_tokens, text_tokens");
sql!(
    FOUND_BY,
    sqlite: "INSERT INTO article_search (rowid, tokens) VALUES ($1, $2)",
    postgres: "INSERT INTO article_search (id, tokens) VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR))"
);
sql!(
    FOUND_NO_MORE,
    sqlite: "DELETE FROM article_search WHERE rowid = $1",
    postgres: "DELETE FROM article_search WHERE id = $1"
);
sql!(MET, "UPDATE search_token SET texts = texts WHERE token = ''");
macro_rules! counted {
    ($tokens:expr) => {
        concat!(
            "INSERT INTO search_token (token, texts) SELECT value, 1 FROM ",
            $tokens,
            " WHERE true ON CONFLICT (token) DO UPDATE SET texts = search_token.texts + 1"
        )
    };
}
sql!(
    COUNTED,
    sqlite: counted!("json_each($1)"),
    postgres: counted!("json_array_elements_text(CAST($1 AS JSON))")
);
macro_rules! of_tokens {
    ($statement:literal, $column:literal) => {
        concat!($statement, " ", $column, " IN (SELECT value FROM json_each($1))")
    };
    ($statement:literal, $column:literal, postgres) => {
        concat!($statement, " ", $column, " = ANY (ARRAY (SELECT json_array_elements_text(CAST($1 AS JSON))))")
    };
}
sql!(
    COUNTED_LESS,
    sqlite: of_tokens!("UPDATE search_token SET texts = texts - 1 WHERE", "token"),
    postgres: of_tokens!("UPDATE search_token SET texts = texts - 1 WHERE", "token", postgres)
);
sql!(
    UNUSED_SPELLING,
    sqlite: of_tokens!(
        "DELETE FROM search_spelling WHERE token IN (SELECT token FROM search_token WHERE texts = 0) AND", "token"
    ),
    postgres: of_tokens!(
        "DELETE FROM search_spelling WHERE token IN (SELECT token FROM search_token WHERE texts = 0) AND", "token", postgres
    )
);
sql!(
    UNUSED,
    sqlite: of_tokens!("DELETE FROM search_token WHERE texts = 0 AND", "token"),
    postgres: of_tokens!("DELETE FROM search_token WHERE texts = 0 AND", "token", postgres)
);
macro_rules! spelt {
    ($pairs:expr) => {
        concat!(
            "INSERT INTO search_spelling (key, token) SELECT r.key, r.token FROM ",
            $pairs,
            " WHERE true ON CONFLICT DO NOTHING"
        )
    };
}
sql!(
    SPELT,
    sqlite: spelt!("(SELECT value ->> 'key' AS key, value ->> 'token' AS token FROM json_each($1)) r"),
    postgres: spelt!("json_to_recordset(CAST($1 AS JSON)) AS r (key TEXT, token TEXT)")
);
macro_rules! spelling_known {
    ($tokens:expr) => {
        concat!("SELECT DISTINCT s.token FROM search_spelling s JOIN ", $tokens, " t ON t.value = s.token")
    };
}
sql!(
    SPELLING_KNOWN,
    sqlite: spelling_known!("json_each($1)"),
    postgres: spelling_known!("json_array_elements_text(CAST($1 AS JSON))")
);
sql!(CLAIMED, "UPDATE search_index SET version = $1 WHERE version <> $1");
sql!(ENTRIES_CLEARED, "DELETE FROM search_entry");
sql!(INDEX_CLEARED, "DELETE FROM article_search");
sql!(TOKENS_CLEARED, "DELETE FROM search_token");
sql!(SPELLINGS_CLEARED, "DELETE FROM search_spelling");
macro_rules! texts {
    ($of:literal) => {
        concat!(
            "SELECT t.id, a.id, a.updated_at, a.audience, a.organisation_id, a.outdated_at, t.title, t.tags, t.summary,
             t.markdown FROM article_text t JOIN article a ON a.id = t.article_id WHERE ",
            $of
        )
    };
}
sql!(TEXTS, texts!("t.id > $1 ORDER BY t.id LIMIT 100"));
sql!(TEXTS_OF, texts!("a.id = $1 ORDER BY t.id"));

/// `id, article, updated_at, audience, organisation_id, outdated_at, title, tags as JSON, summary, markdown`
type TextRow = (i64, i64, i64, String, Option<i64>, Option<i64>, String, String, String, String);

/// Makes an article findable as it stands now: by the words of its texts, for those who may read it, unless it is outdated.
pub(crate) async fn enter(tx: &mut Tx, article_id: i64) -> Result<(), Fault> {
    let texts: Vec<TextRow> = tx.all(&TEXTS_OF, args![article_id]).await?;
    for text in &texts {
        leave(tx, text.0).await?;
        enter_text(tx, text).await?;
    }
    Ok(())
}

async fn enter_text(tx: &mut Tx, row: &TextRow) -> Result<(), Fault> {
    let (text_id, article_id, updated_at, audience, organisation_id, outdated_at, title, tags, summary, markdown) = row;
    if outdated_at.is_some() {
        return Ok(());
    }
    let tags: Vec<String> = serde_json::from_str(tags)?;
    let [title, tags, body] = [tokens(title), tokens(&tags.join(" ")), tokens(&format!("{summary}\n{markdown}"))];
    let distinct = distinct([&title, &tags, &body]);
    count(tx, &distinct).await?;
    spell(tx, &distinct).await?;
    let mut indexed = distinct;
    indexed.remove("");
    indexed.extend(
        [&title, &tags].into_iter().flat_map(|tokens| tokens.split(' ')).map(|token| format!("{TITLE}{token}")),
    );
    indexed.remove(TITLE);
    indexed.extend(sight::of_text(*text_id, audience, *organisation_id));
    let found_by = match tx {
        Tx::Sqlite(_) => indexed.into_iter().collect::<Vec<_>>().join(" "),
        Tx::Postgres(_) => tsvector(&indexed),
    };
    tx.run(&FOUND_BY, args![*text_id, found_by]).await?;
    tx.run(&ENTERED, args![*text_id, *article_id, *updated_at, title, tags, body]).await?;
    Ok(())
}

/// Takes that text of an article out of the index, if it is there.
pub(crate) async fn leave(tx: &mut Tx, text_id: i64) -> Result<(), Fault> {
    let left: Option<(String, String, String)> = tx.maybe(&LEFT, args![text_id]).await?;
    let Some((title, tags, body)) = left else { return Ok(()) };
    let tokens = serde_json::to_string(&distinct([&title, &tags, &body]))?;
    tx.run(&MET, args![]).await?;
    tx.run(&COUNTED_LESS, args![tokens.clone()]).await?;
    tx.run(&UNUSED_SPELLING, args![tokens.clone()]).await?;
    tx.run(&UNUSED, args![tokens]).await?;
    tx.run(&FOUND_NO_MORE, args![text_id]).await?;
    Ok(())
}

/// Makes the index anew when texts were cut in another way before. Of several processes one does it, the others wait.
pub(crate) async fn bring_up_to_date(db: &Db) -> Result<(), Fault> {
    let mut tx = db.begin().await?;
    if tx.run(&CLAIMED, args![VERSION]).await? == 0 {
        return Ok(());
    }
    for cleared in [&INDEX_CLEARED, &ENTRIES_CLEARED, &TOKENS_CLEARED, &SPELLINGS_CLEARED] {
        tx.run(cleared, args![]).await?;
    }
    let mut last = 0;
    loop {
        let rows: Vec<TextRow> = tx.all(&TEXTS, args![last]).await?;
        for text in &rows {
            enter_text(&mut tx, text).await?;
        }
        match rows.last() {
            Some(text) => last = text.0,
            None => break,
        }
    }
    Ok(tx.commit().await?)
}

/// All of a text's tokens, each once and in order, and the empty one that every text has: writers meet at it, so that none
/// waits for another's tokens while that one waits for its own.
fn distinct(tokens: [&str; 3]) -> BTreeSet<String> {
    let tokens = tokens.into_iter().flat_map(str::split_whitespace).map(str::to_owned);
    tokens.chain([String::new()]).collect()
}

async fn count(tx: &mut Tx, tokens: &BTreeSet<String>) -> Result<(), Fault> {
    tx.run(&COUNTED, args![serde_json::to_string(tokens)?]).await?;
    Ok(())
}

/// Keeps the keys of words that are new.
async fn spell(tx: &mut Tx, tokens: &BTreeSet<String>) -> Result<(), Fault> {
    let words: BTreeSet<&String> = tokens.iter().filter(|token| spelling::can_be_misspelt(token)).collect();
    let known: Vec<(String,)> = tx.all(&SPELLING_KNOWN, args![serde_json::to_string(&words)?]).await?;
    let known: BTreeSet<String> = known.into_iter().map(|(word,)| word).collect();
    let pairs: Vec<serde_json::Value> = words
        .into_iter()
        .filter(|word| !known.contains(*word))
        .flat_map(|word| {
            spelling::keys(word).into_iter().map(move |key| serde_json::json!({ "key": key, "token": word }))
        })
        .collect();
    if !pairs.is_empty() {
        tx.run(&SPELT, args![serde_json::to_string(&pairs)?]).await?;
    }
    Ok(())
}
