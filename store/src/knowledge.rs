//! Knowledge articles: finding them, and reading one in the reader's language.

mod render;
pub(crate) mod write;

use crate::db::{Val, args, sql};
use crate::search::{self, Found, Term, Together};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::knowledge::{Article, ArticleHit};
use domain::refusal::Refusal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const HITS_MOST: usize = 20;
/// As many as are ranked; the engines may hand them out in any order beyond, the newest first is the same on both.
const CANDIDATES_MOST: i64 = 300;
/// A hit that lacks a word and answers that much worse than the best one only distracts.
const WORTH_OF_BEST: f64 = 0.25;
const SEARCH_MOST_CHARS: usize = 200;

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
            "SELECT a.id, a.slug, a.updated_at, COALESCE(o.title, t.title), COALESCE(o.summary, t.summary),
             COALESCE(o.minutes, t.minutes), t.title_tokens, t.tag_tokens, t.text_tokens
             FROM article_text t JOIN article a ON a.id = t.article_id
             LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $2
             WHERE t.id IN (",
            $found,
            ") AND ",
            for_audience!("$3"),
            " ORDER BY t.id DESC LIMIT $4"
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

/// `article, slug, updated_at, title, summary, minutes, title_tokens, tag_tokens, text_tokens`
type FoundRow = (i64, String, i64, String, String, i64, String, String, String);

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
        let hit = |(slug, title, summary, minutes)| ArticleHit { slug, title, summary, minutes };
        Ok(rows.into_iter().map(hit).collect())
    }

    /// Articles about those words, the best first. Those that have every word are found first, then those that have any.
    pub(crate) async fn related(&self, words: &str, most: usize) -> Result<Vec<ArticleHit>> {
        let typed: String = words.chars().take(SEARCH_MOST_CHARS).collect();
        let terms = search::terms(&typed);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.found(&terms, Together::All).await?;
        if rows.len() < most && terms.len() > 1 {
            let telling: Vec<Term> = terms.iter().filter(|term| term.is_telling()).cloned().collect();
            rows = if telling.is_empty() { rows } else { self.found(&telling, Together::Any).await? };
        }
        Ok(best(&terms, rows, most))
    }

    async fn found(&self, terms: &[Term], together: Together) -> Result<Vec<FoundRow>> {
        let query = match self.db() {
            crate::Db::Sqlite { .. } => search::fts5(terms, together),
            crate::Db::Postgres(_) => search::tsquery(terms, together),
        };
        let values: Vec<Val> = args![query, self.viewer.language().tag(), self.audience(), CANDIDATES_MOST];
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

/// Ranks texts and names each article once.
fn best(terms: &[Term], rows: Vec<FoundRow>, most: usize) -> Vec<ArticleHit> {
    let found: Vec<Found<'_>> = rows.iter().map(|row| Found { title: &row.6, tags: &row.7, text: &row.8 }).collect();
    let scores = search::scores(terms, &found);
    let worth = scores.iter().map(|score| score.points).fold(0.0, f64::max) * WORTH_OF_BEST;
    let mut articles: BTreeMap<i64, (f64, &FoundRow)> = BTreeMap::new();
    for (row, score) in rows.iter().zip(scores) {
        if score.complete || score.points >= worth {
            let entry = articles.entry(row.0).or_insert((score.points, row));
            entry.0 = entry.0.max(score.points);
        }
    }
    let mut ranked: Vec<(f64, &FoundRow)> = articles.into_values().collect();
    ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| (Reverse(x.2), x.0).cmp(&(Reverse(y.2), y.0))));
    let hit = |(_, row): (f64, &FoundRow)| ArticleHit {
        slug: row.1.clone(),
        title: row.3.clone(),
        summary: row.4.clone(),
        minutes: row.5,
    };
    ranked.into_iter().take(most).map(hit).collect()
}
