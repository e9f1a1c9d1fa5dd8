//! Writing articles: the text, and the tokens that will find it, in one transaction.

use crate::db::{args, sql};
use crate::search::{tokens, tsvector};
use crate::{Audience, Db, NewArticle, Result, Setup};
use domain::Moment;

/// Reading speed: Chinese characters, and English words, a minute.
const CHARACTERS_PER_MINUTE: usize = 350;
const WORDS_PER_MINUTE: usize = 200;

sql!(
    ARTICLE_WRITTEN,
    "INSERT INTO article (slug, audience, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (slug) DO UPDATE SET audience = excluded.audience, updated_at = excluded.updated_at RETURNING id"
);
sql!(
    TEXT_WRITTEN,
    "INSERT INTO article_text
     (article_id, language, title, summary, markdown, tags, minutes, title_tokens, tag_tokens, text_tokens)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (article_id, language) DO UPDATE SET title = excluded.title, summary = excluded.summary,
     markdown = excluded.markdown, tags = excluded.tags, minutes = excluded.minutes,
     title_tokens = excluded.title_tokens, tag_tokens = excluded.tag_tokens, text_tokens = excluded.text_tokens
     RETURNING id"
);
sql!(
    INDEX_FORGOT,
    sqlite: "DELETE FROM article_search WHERE rowid = $1",
    postgres: "DELETE FROM article_search WHERE id = $1"
);
sql!(
    INDEXED,
    sqlite: "INSERT INTO article_search (rowid, tokens) VALUES ($1, $2)",
    postgres: "INSERT INTO article_search (id, tokens) VALUES ($1, CAST(CAST($2 AS TEXT) AS TSVECTOR))"
);

impl Setup {
    /// Adds an article in one language, or replaces it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn article(&self, new: &NewArticle, now: Moment) -> Result<()> {
        let NewArticle { slug, audience, language, title, summary, markdown, tags } = new;
        let title_tokens = tokens(title);
        let tag_tokens = tokens(&tags.join(" "));
        let text_tokens = tokens(&format!("{summary}\n{markdown}"));
        let all_tokens = format!("{title_tokens} {tag_tokens} {text_tokens}");
        let mut tx = self.store.inner.db.begin().await?;
        let (article,): (i64,) = tx.one(&ARTICLE_WRITTEN, args![slug, audience.key(), now]).await?;
        let values = args![
            article,
            language.tag(),
            title,
            summary,
            markdown,
            serde_json::to_string(tags)?,
            minutes(markdown),
            title_tokens,
            tag_tokens,
            text_tokens,
        ];
        let (text,): (i64,) = tx.one(&TEXT_WRITTEN, values).await?;
        let indexed = match &self.store.inner.db {
            Db::Sqlite { .. } => all_tokens,
            Db::Postgres(_) => tsvector(&all_tokens),
        };
        tx.run(&INDEX_FORGOT, args![text]).await?;
        tx.run(&INDEXED, args![text, indexed]).await?;
        Ok(tx.commit().await?)
    }
}

impl Audience {
    fn key(self) -> &'static str {
        match self {
            Audience::Everybody => "everybody",
            Audience::Customers => "customers",
            Audience::Staff => "staff",
        }
    }
}

fn minutes(markdown: &str) -> i64 {
    let characters = markdown.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let words = markdown.split_whitespace().filter(|word| word.is_ascii()).count();
    let minutes = (characters.div_ceil(CHARACTERS_PER_MINUTE) + words.div_ceil(WORDS_PER_MINUTE)).max(1);
    i64::try_from(minutes).unwrap_or(i64::MAX)
}
