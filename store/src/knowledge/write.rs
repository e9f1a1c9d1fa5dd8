//! Writing articles: the text, and the tokens that will find it, in one transaction.

use crate::db::{Tx, args, sql};
use crate::search::index::{Text, enter};
use crate::{Audience, NewArticle, Result, Setup};
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
     (article_id, language, title, summary, markdown, tags, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (article_id, language) DO UPDATE SET title = excluded.title, summary = excluded.summary,
     markdown = excluded.markdown, tags = excluded.tags, minutes = excluded.minutes
     RETURNING id"
);
impl Setup {
    /// Adds an article in one language, or replaces it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn article(&self, new: &NewArticle, now: Moment) -> Result<()> {
        self.articles(std::slice::from_ref(new), now).await
    }

    /// The same with many, all or none.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn articles(&self, new: &[NewArticle], now: Moment) -> Result<()> {
        let mut tx = self.store.inner.db.begin().await?;
        for article in new {
            write(&mut tx, article, now).await?;
        }
        Ok(tx.commit().await?)
    }
}

async fn write(tx: &mut Tx, new: &NewArticle, now: Moment) -> Result<()> {
    let NewArticle { slug, audience, language, title, summary, markdown, tags } = new;
    let (article,): (i64,) = tx.one(&ARTICLE_WRITTEN, args![slug, audience.key(), now]).await?;
    let tags_kept = serde_json::to_string(tags)?;
    let values = args![article, language.tag(), title, summary, markdown, tags_kept, minutes(markdown)];
    let (text,): (i64,) = tx.one(&TEXT_WRITTEN, values).await?;
    let body = format!("{summary}\n{markdown}");
    Ok(enter(tx, text, &Text { title, tags, text: &body }).await?)
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
