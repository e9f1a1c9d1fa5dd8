//! Knowledge articles: finding them, and reading one in the reader's language.

mod answers;
mod compare;
mod files;
mod find;
mod keep;
pub(crate) mod misses;
mod of_case;
mod read;
mod record;
mod render;
mod review;
mod shelf;
mod steps;
pub(crate) mod write;

pub use answers::Answer;
pub use read::preview;
pub(crate) use render::{Files, html};

use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::knowledge::{ArticleHit, Categories};

const HITS_MOST: usize = 20;

/// What the viewer may read: the parameter is `everybody`, `staff`, or the id of the customer's organisation.
macro_rules! readable {
    ($parameter:literal) => {
        concat!(
            "(a.audience = 'everybody' OR (a.audience = 'customers' AND ",
            $parameter,
            " <> 'everybody' AND (a.organisation_id IS NULL OR CAST(a.organisation_id AS TEXT) = ",
            $parameter,
            ")) OR ",
            $parameter,
            " = 'staff')"
        )
    };
}
/// What of it is found in lists and searches.
macro_rules! for_audience {
    ($parameter:literal) => {
        concat!("(a.outdated_at IS NULL AND ", $crate::knowledge::readable!($parameter), ")")
    };
}
pub(crate) use {for_audience, readable};

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

    /// Whose articles the viewer may read, as [`readable`] takes it.
    fn audience(&self) -> String {
        let organisation = self.viewer.person().and_then(|person| person.organisation.as_ref());
        match organisation {
            None if self.is_staff() => "staff".to_owned(),
            Some(organisation) if self.may(Action::SeeCustomerArticle, Whose::OwnOrganisation) => {
                organisation.id.to_string()
            }
            _ => "everybody".to_owned(),
        }
    }

    fn categories(&self) -> &Categories {
        &self.store.inner.categories
    }
}

/// The categories of the program.
pub(crate) fn categories() -> Result<Categories, Fault> {
    crate::policies::read("categories", include_str!("../../domain/knowledge/categories.toml"))
}
