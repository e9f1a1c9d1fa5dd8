//! What people searched for and did not find, counted by their words; nobody knows whose they were.

use crate::cases::moment;
use crate::db::{args, sql};
use crate::search::folded;
use crate::{Desk, Result};
use chrono::TimeDelta;
use domain::access::{Action, Whose};
use domain::knowledge::{Miss, MissPage, is_kept_as_miss};

/// What nobody has looked for since is forgotten.
pub(crate) const KEPT_FOR: TimeDelta = TimeDelta::days(365);
/// Guests may search: what they type must not fill the disk.
const KINDS_MOST: i64 = 5_000;
const ROWS_PER_PAGE: usize = 50;

sql!(
    MISSED,
    "INSERT INTO search_miss (words, language, times, last_at)
     SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), 1, CAST($3 AS BIGINT)
     WHERE (SELECT COUNT(*) FROM search_miss WHERE words <> $1) < $4
     ON CONFLICT (words) DO UPDATE SET times = search_miss.times + 1, last_at = excluded.last_at,
     language = excluded.language"
);
sql!(
    MISSES,
    "SELECT m.words, m.times, m.last_at FROM search_miss m WHERE $1 = '' OR EXISTS (
         SELECT 1 FROM search_miss b WHERE b.words = $1
         AND (m.times < b.times OR (m.times = b.times AND m.words > b.words)))
     ORDER BY m.times DESC, m.words LIMIT $2"
);

impl Desk {
    /// Counts a search that found nothing.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn note_miss(&self, q: &str) -> Result<()> {
        let words = folded(q);
        if is_kept_as_miss(&words) {
            let values = args![words, self.viewer.language().tag(), self.now, KINDS_MOST];
            self.db().run(&MISSED, values).await?;
        }
        Ok(())
    }

    /// A page of what was searched for and not found, the most frequent first, from behind those words on.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` for those who write no articles.
    pub async fn misses(&self, after: &str) -> Result<MissPage> {
        self.person_who_may(Action::SeeMisses, Whose::Others)?;
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let mut rows: Vec<(String, i64, i64)> = self.db().all(&MISSES, args![after, one_more]).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let miss = |(words, times, last_at)| Ok(Miss { words, times, last_at: moment(last_at)? });
        Ok(MissPage {
            more_after: rows.last().filter(|_| more).map(|(words, ..)| words.clone()),
            misses: rows.into_iter().map(miss).collect::<Result<_>>()?,
        })
    }
}
