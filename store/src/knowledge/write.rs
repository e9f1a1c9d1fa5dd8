//! Writing articles: the text, and the tokens that will find it, in one transaction.

use crate::db::{Tx, args, sql};
use crate::search::index::{enter, leave};
use crate::{Audience, NewArticle, Result, Setup};
use domain::Moment;
use domain::knowledge::{ArticleText, Content, Readers};
use domain::person::Language;

/// Reading speed: Chinese characters, and English words, a minute.
const CHARACTERS_PER_MINUTE: usize = 350;
const WORDS_PER_MINUTE: usize = 200;

sql!(
    ARTICLE_WRITTEN,
    "INSERT INTO article (slug, audience, updated_at, changed_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (slug) DO UPDATE SET audience = excluded.audience, updated_at = excluded.updated_at RETURNING id"
);
sql!(
    TEXT_WRITTEN,
    "INSERT INTO article_text
     (article_id, language, title, summary, markdown, tags, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (article_id, language) DO UPDATE SET title = excluded.title, summary = excluded.summary,
     markdown = excluded.markdown, tags = excluded.tags, minutes = excluded.minutes"
);
sql!(
    PUBLISHED,
    "UPDATE article SET audience = $2, organisation_id = $3, category = $4, error_codes = $5, updated_at = $6 WHERE id = $1"
);
sql!(PRODUCTS_FORGOT, "DELETE FROM article_product WHERE article_id = $1");
sql!(PRODUCT_NAMED, "INSERT INTO article_product (article_id, product) VALUES ($1, $2) ON CONFLICT DO NOTHING");
sql!(TEXT_OF, "SELECT id FROM article_text WHERE article_id = $1 AND language = $2");
sql!(TEXT_FORGOT, "DELETE FROM article_text WHERE id = $1");

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
    let text = ArticleText { title: title.clone(), summary: summary.clone(), markdown: markdown.clone() };
    let (article,): (i64,) = tx.one(&ARTICLE_WRITTEN, args![slug, audience.key(), now]).await?;
    write_text(tx, article, *language, &text, tags).await?;
    Ok(enter(tx, article).await?)
}

/// One language of an article as readers see it.
async fn write_text(tx: &mut Tx, article: i64, language: Language, text: &ArticleText, tags: &[String]) -> Result<()> {
    let ArticleText { title, summary, markdown } = text;
    let tags_kept = serde_json::to_string(tags)?;
    let values = args![article, language.tag(), title, summary, markdown, tags_kept, minutes(markdown)];
    tx.run(&TEXT_WRITTEN, values).await?;
    Ok(())
}

/// What an article says is from now on what readers see and what searches find, and nothing else of it is.
pub(super) async fn publish_content(tx: &mut Tx, article: i64, content: &Content, now: Moment) -> Result<()> {
    let Content { category, readers, products, error_codes, tags, .. } = content;
    let (audience, organisation) = audience_of(readers);
    let codes = serde_json::to_string(error_codes)?;
    tx.run(&PUBLISHED, args![article, audience.key(), organisation, category, codes, now]).await?;
    tx.run(&PRODUCTS_FORGOT, args![article]).await?;
    for product in products {
        tx.run(&PRODUCT_NAMED, args![article, product]).await?;
    }
    let words = [tags.as_slice(), products, error_codes].concat();
    for language in Language::ALL {
        match content.text(language) {
            Some(text) => write_text(tx, article, language, text, &words).await?,
            None => forget_text(tx, article, language).await?,
        }
    }
    Ok(enter(tx, article).await?)
}

async fn forget_text(tx: &mut Tx, article: i64, language: Language) -> Result<()> {
    let known: Option<(i64,)> = tx.maybe(&TEXT_OF, args![article, language.tag()]).await?;
    if let Some((text,)) = known {
        leave(tx, text).await?;
        tx.run(&TEXT_FORGOT, args![text]).await?;
    }
    Ok(())
}

fn audience_of(readers: &Readers) -> (Audience, Option<i64>) {
    match readers {
        Readers::Everybody => (Audience::Everybody, None),
        Readers::Customers => (Audience::Customers, None),
        Readers::Organisation(organisation) => (Audience::Customers, Some(organisation.id)),
        Readers::Staff => (Audience::Staff, None),
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

pub(super) fn minutes(markdown: &str) -> i64 {
    let characters = markdown.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let words = markdown.split_whitespace().filter(|word| word.is_ascii()).count();
    let minutes = (characters.div_ceil(CHARACTERS_PER_MINUTE) + words.div_ceil(WORDS_PER_MINUTE)).max(1);
    i64::try_from(minutes).unwrap_or(i64::MAX)
}
