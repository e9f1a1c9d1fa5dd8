//! Knowledge articles: finding them, and reading one in the reader's language.

mod find;
mod render;
pub(crate) mod write;

use crate::db::{Val, args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::knowledge::{Article, ArticleHit};
use domain::refusal::Refusal;

const HITS_MOST: usize = 20;

macro_rules! for_audience {
    ($parameter:literal) => {
        concat!(
            "(a.audience = 'everybody' OR (a.audience = 'customers' AND ",
            $parameter,
            " <> 'everybody') OR ",
            $parameter,
            " = 'staff')"
        )
    };
}
macro_rules! found {
    ($found:literal) => {
        concat!(
            "SELECT t.id, a.id, a.updated_at, e.title_tokens, e.tag_tokens
             FROM article_text t JOIN article a ON a.id = t.article_id JOIN search_entry e ON e.text_id = t.id
             WHERE t.id IN (",
            $found,
            ") AND ",
            for_audience!("$3"),
            " ORDER BY t.id DESC LIMIT $2"
        )
    };
}
sql!(
    FOUND,
    sqlite: found!("SELECT rowid FROM article_search WHERE article_search MATCH $1"),
    postgres: found!("SELECT id FROM article_search WHERE tokens @@ CAST(CAST($1 AS TEXT) AS TSQUERY)")
);
sql!(
    NEWEST,
    concat!(
        "SELECT a.slug, COALESCE(o.title, t.title), COALESCE(o.summary, t.summary), COALESCE(o.minutes, t.minutes)
         FROM article a JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
         LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $1
         WHERE ",
        for_audience!("$2"),
        " ORDER BY a.updated_at DESC, a.id DESC LIMIT $3"
    )
);
sql!(
    ARTICLE,
    concat!(
        "SELECT t.language, t.title, t.summary, t.markdown, a.updated_at, t.minutes
         FROM article a JOIN article_text t ON t.article_id = a.id
         WHERE a.slug = $1 AND ",
        for_audience!("$2"),
        " ORDER BY CASE WHEN t.language = $3 THEN 0 ELSE 1 END, t.id LIMIT 1"
    )
);

/// `text, article, updated_at, title_tokens, tag_tokens`
type FoundRow = (i64, i64, i64, String, String);

impl Desk {
    /// Articles that answer a search, the best first; the newest when nothing is asked. At most 20.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn articles(&self, q: &str) -> Result<Vec<ArticleHit>> {
        if q.trim().is_empty() { self.newest().await } else { self.related(q, HITS_MOST).await }
    }

    async fn newest(&self) -> Result<Vec<ArticleHit>> {
        let most = i64::try_from(HITS_MOST).unwrap_or(i64::MAX);
        let values = args![self.viewer.language().tag(), self.audience(), most];
        let rows: Vec<(String, String, String, i64)> = self.db().all(&NEWEST, values).await?;
        let excerpt = String::new;
        let hit = |(slug, title, summary, minutes)| ArticleHit { slug, title, summary, excerpt: excerpt(), minutes };
        Ok(rows.into_iter().map(hit).collect())
    }

    /// Texts the viewer may read that the engine finds by this query, the newest of them first.
    async fn found(&self, query: String, most: i64) -> Result<Vec<FoundRow>> {
        let values: Vec<Val> = args![query, most, self.audience()];
        Ok(self.db().all(&FOUND, values).await?)
    }

    /// An article in the viewer's language, or in the other one where it is missing.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not for the viewer.
    pub async fn article(&self, slug: &str) -> Result<Article> {
        type Row = (String, String, String, String, i64, i64);
        let language = self.viewer.language().tag();
        let row: Option<Row> = self.db().maybe(&ARTICLE, args![slug, self.audience(), language]).await?;
        let (written_in, title, summary, markdown, updated_at, minutes) = row.ok_or(Refusal::NotFound)?;
        Ok(Article {
            slug: slug.to_owned(),
            title,
            summary,
            html: render::html(&markdown),
            other_language: written_in != language,
            updated_at: crate::cases::moment(updated_at)?,
            minutes,
        })
    }

    /// The widest audience the viewer belongs to.
    fn audience(&self) -> &'static str {
        if self.is_staff() {
            "staff"
        } else if self.may(Action::SeeCustomerArticle, Whose::OwnOrganisation) {
            "customers"
        } else {
            "everybody"
        }
    }
}
