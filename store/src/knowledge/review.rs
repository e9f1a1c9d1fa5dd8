//! The days on which owners want to look at their articles again.

use super::record::{happened, kept_by};
use crate::db::{args, sql};
use crate::{Result, Store};
use domain::Moment;
use domain::knowledge::ArticleHappening;

const AT_ONCE: i64 = 50;

sql!(
    DUE,
    "SELECT slug, review_on FROM article WHERE review_on IS NOT NULL AND review_on <= $1 AND review_told_on <> review_on
     AND published_version IS NOT NULL ORDER BY review_on, id LIMIT $2"
);
// Who marks it tells of it.
sql!(TOLD, "UPDATE article SET review_told_on = $2 WHERE id = $1 AND review_on = $2 AND review_told_on <> $2");

impl Store {
    /// Tells the owners of articles whose day has come to look at them again, once each; answers how many articles that were. To
    /// be called often: nothing is written when nothing is due.
    ///
    /// # Errors
    /// A fault of the database; what is told is told.
    pub async fn tell_of_reviews(&self, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        let today = self.company_day(now);
        let due: Vec<(String, String)> = self.inner.db.all(&DUE, args![today, AT_ONCE]).await?;
        let mut told = 0;
        for (slug, review_on) in due {
            let Some(kept) = kept_by(&self.inner.db, &slug).await? else { continue };
            let mut tx = self.inner.db.begin().await?;
            if tx.run(&TOLD, args![kept.id, &review_on]).await? == 0 {
                continue;
            }
            let on = crate::contracts::day(&review_on)?;
            happened(&mut tx, &kept, None, now, &ArticleHappening::ReviewDue { on }).await?;
            tx.commit().await?;
            told += 1;
        }
        Ok(told)
    }
}
