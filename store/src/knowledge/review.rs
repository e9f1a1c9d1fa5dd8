//! The days on which owners want to look at their articles again, and the part of the inbox that is about articles.

use super::record::{happened, kept_by};
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result, Store};
use chrono::TimeDelta;
use domain::Moment;
use domain::knowledge::ArticleHappening;
use domain::notice::ArticleNotice;

const AT_ONCE: i64 = 50;
/// In the inbox; what is read stays there for a while.
const SHOWN_MOST: i64 = 20;
const STAYS_FOR: TimeDelta = TimeDelta::days(30);

sql!(
    DUE,
    "SELECT slug, review_on FROM article WHERE review_on IS NOT NULL AND review_on <= $1 AND review_told_on <> review_on
     AND published_version IS NOT NULL ORDER BY review_on, id LIMIT $2"
);
// Who marks it tells of it.
sql!(TOLD, "UPDATE article SET review_told_on = $2 WHERE id = $1 AND review_on = $2 AND review_told_on <> $2");
sql!(
    NOTICES,
    "SELECT n.id, n.at, n.read_at, a.slug, a.title_zh, a.title_en, COALESCE(t.title, a.slug), e.actor_name, e.payload
     FROM article_notice n JOIN article_event e ON e.id = n.event_id JOIN article a ON a.id = e.article_id
     LEFT JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
     WHERE n.person_id = $1 AND (n.read_at IS NULL OR n.at > $2) ORDER BY n.id DESC LIMIT $3"
);
sql!(UNREAD, "SELECT COUNT(*) FROM article_notice WHERE person_id = $1 AND read_at IS NULL");

sql!(
    READ_OF_ARTICLE,
    "UPDATE article_notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL AND event_id IN
     (SELECT e.id FROM article_event e JOIN article a ON a.id = e.article_id WHERE a.slug = $3)"
);

/// `id, at, read_at, slug, title_zh, title_en, published title, actor, payload`
type NoticeRow = (i64, i64, Option<i64>, String, String, String, String, String, String);

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

impl Desk {
    /// What the viewer is told about articles, the newest first: what is not read yet, and what was told lately.
    pub(crate) async fn article_notices(&self) -> Result<Vec<ArticleNotice>> {
        let person = self.person()?;
        let rows: Vec<NoticeRow> = self.db().all(&NOTICES, args![person.id, self.now - STAYS_FOR, SHOWN_MOST]).await?;
        let english = person.language == domain::person::Language::English;
        let notice = |(id, at, read_at, slug, chinese, latin, shown, who, payload): NoticeRow| {
            let titles = if english { [latin, chinese, shown] } else { [chinese, latin, shown] };
            Ok(ArticleNotice {
                id,
                at: moment(at)?,
                unread: read_at.is_none(),
                slug,
                title: titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default(),
                who,
                happening: serde_json::from_str(&payload)?,
            })
        };
        rows.into_iter().map(notice).collect()
    }

    /// The viewer has read what they are told about an article.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn read_notices_of_article(&self, slug: &str) -> Result<()> {
        self.db().run(&READ_OF_ARTICLE, args![self.person()?.id, self.now, slug]).await?;
        Ok(())
    }

    pub(crate) async fn unread_of_articles(&self) -> Result<i64> {
        Ok(self.db().one::<(i64,)>(&UNREAD, args![self.person()?.id]).await?.0)
    }
}
