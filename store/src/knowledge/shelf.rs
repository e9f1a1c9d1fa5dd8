//! The shelf: articles by category and product for everybody, by stage for those who write them.

use super::for_audience;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::knowledge::{Shelf, ShelfFilter, ShelfLine, Stage};
use domain::refusal::Refusal;
use std::collections::BTreeMap;

const LINES_PER_PAGE: usize = 50;
/// Products offered as a filter.
const PRODUCTS_MOST: i64 = 100;

sql!(
    SHELF,
    concat!(
        "SELECT a.slug, COALESCE(o.title, t.title), COALESCE(o.summary, t.summary), COALESCE(o.minutes, t.minutes),
         a.updated_at
         FROM article a JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
         LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $1
         WHERE ",
        for_audience!("$2"),
        " AND ($3 = '' OR a.category = $3)
         AND ($4 = '' OR EXISTS (SELECT 1 FROM article_product p WHERE p.article_id = a.id AND p.product = $4))
         AND ($5 = '' OR (a.updated_at, a.id) < (SELECT b.updated_at, b.id FROM article b WHERE b.slug = $5))
         ORDER BY a.updated_at DESC, a.id DESC LIMIT $6"
    )
);
sql!(
    AT_STAGE,
    "SELECT a.slug, a.title_zh, a.title_en, COALESCE(t.title, ''), COALESCE(t.minutes, 0), a.changed_at, a.stage,
     COALESCE(p.name, '') FROM article a LEFT JOIN person p ON p.id = a.owner_id
     LEFT JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
     WHERE a.stage = $1
     AND ($2 = '' OR (a.changed_at, a.id) < (SELECT b.changed_at, b.id FROM article b WHERE b.slug = $2))
     ORDER BY a.changed_at DESC, a.id DESC LIMIT $3"
);
sql!(
    OF_CATEGORIES,
    concat!(
        "SELECT a.category, COUNT(*) FROM article a WHERE a.published_version IS NOT NULL AND ",
        for_audience!("$1"),
        " GROUP BY a.category"
    )
);
sql!(
    OF_PRODUCTS,
    concat!(
        "SELECT DISTINCT p.product FROM article_product p JOIN article a ON a.id = p.article_id WHERE ",
        for_audience!("$1"),
        " ORDER BY p.product LIMIT $2"
    )
);
sql!(IN_REVIEW, "SELECT COUNT(*) FROM article WHERE stage = 'review'");

/// `slug, title_zh, title_en, published title, minutes, changed_at, stage, owner`
type StageRow = (String, String, String, String, i64, i64, String, String);

impl Desk {
    /// A page of the articles the viewer may read, the newest first; for those who write articles, of those at a stage.
    ///
    /// # Errors
    /// `NotAllowed` when a stage is asked for by others than those who write articles.
    pub async fn shelf(&self, filter: &ShelfFilter) -> Result<Shelf> {
        let may_write = self.may(Action::WriteArticle, Whose::Others);
        let mut lines = match Stage::from_key(&filter.stage) {
            Some(stage) if may_write => self.at_stage(stage, filter).await?,
            Some(_) => return Err(Refusal::NotAllowed.into()),
            None => self.published(filter).await?,
        };
        let more = lines.len() > LINES_PER_PAGE;
        lines.truncate(LINES_PER_PAGE);
        let mut products: Vec<(String,)> = self.db().all(&OF_PRODUCTS, args![self.audience(), PRODUCTS_MOST]).await?;
        // The engines collate differently.
        products.sort();
        let in_review = if may_write { self.db().one::<(i64,)>(&IN_REVIEW, args![]).await?.0 } else { 0 };
        Ok(Shelf {
            more_after: lines.last().filter(|_| more).map(|line| line.slug.clone()),
            lines,
            categories: self.counted_categories().await?,
            products: products.into_iter().map(|(product,)| product).collect(),
            may_write,
            in_review,
        })
    }

    async fn published(&self, filter: &ShelfFilter) -> Result<Vec<ShelfLine>> {
        let ShelfFilter { category, product, after, .. } = filter;
        let values = args![self.viewer.language().tag(), self.audience(), category, product, after, one_more()];
        let rows: Vec<(String, String, String, i64, i64)> = self.db().all(&SHELF, values).await?;
        let line = |(slug, title, summary, minutes, at): (String, String, String, i64, i64)| {
            let (stage, owner) = (None, String::new());
            Ok(ShelfLine { slug, title, summary, minutes, updated_at: moment(at)?, stage, owner })
        };
        rows.into_iter().map(line).collect()
    }

    async fn at_stage(&self, stage: Stage, filter: &ShelfFilter) -> Result<Vec<ShelfLine>> {
        let rows: Vec<StageRow> = self.db().all(&AT_STAGE, args![stage.key(), &filter.after, one_more()]).await?;
        let english = self.viewer.language() == domain::person::Language::English;
        let line = |(slug, chinese, latin, shown, minutes, at, stage, owner): StageRow| {
            let titles = if english { [latin, chinese, shown] } else { [chinese, latin, shown] };
            let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_else(|| slug.clone());
            let stage = Stage::from_key(&stage).ok_or(Fault::Broken("an article at an unknown stage"))?;
            let (summary, stage) = (String::new(), Some(stage));
            Ok(ShelfLine { slug, title, summary, minutes, updated_at: moment(at)?, stage, owner })
        };
        rows.into_iter().map(line).collect()
    }

    /// Every category in which the viewer finds something, in the order of the data.
    async fn counted_categories(&self) -> Result<Vec<(String, String, i64)>> {
        let rows: Vec<(String, i64)> = self.db().all(&OF_CATEGORIES, args![self.audience()]).await?;
        let counts: BTreeMap<String, i64> = rows.into_iter().collect();
        let language = self.viewer.language();
        let counted = |category: &domain::knowledge::Category| {
            let count = *counts.get(&category.id)?;
            Some((category.id.clone(), category.name.get(language).to_owned(), count))
        };
        Ok(self.categories().all.iter().filter_map(counted).collect())
    }
}

fn one_more() -> i64 {
    i64::try_from(LINES_PER_PAGE).unwrap_or(i64::MAX) + 1
}
