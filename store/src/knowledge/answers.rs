//! What readers make of an article: that it helped, that it did not and why, that it made a report unnecessary.

use super::readable;
use super::record::{happened, kept_by};
use crate::db::{args, sql};
use crate::{Desk, Result};
use chrono::TimeDelta;
use domain::knowledge::{Answers, ArticleHappening, REASON_MOST};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::typed;

/// Guests cannot be told apart: so many answers an hour are taken about one article, more is noise.
const OF_GUESTS_MOST: i64 = 30;
const AN_HOUR: TimeDelta = TimeDelta::hours(1);

sql!(
    READABLE,
    concat!("SELECT a.id FROM article a WHERE a.slug = $1 AND a.published_version IS NOT NULL AND ", readable!("$2"))
);
sql!(OF_GUESTS, "SELECT COUNT(*) FROM article_answer WHERE article_id = $1 AND person_id IS NULL AND at > $2");
sql!(
    ANSWERED,
    "INSERT INTO article_answer (article_id, person_id, at, answer, why) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (article_id, person_id) WHERE person_id IS NOT NULL AND answer <> 'solved'
     DO UPDATE SET at = excluded.at, answer = excluded.answer, why = excluded.why"
);
// A guest says no first and then why: that is one answer.
sql!(
    WHY_SAID,
    "UPDATE article_answer SET why = $2, at = $3 WHERE id = (SELECT MAX(n.id) FROM article_answer n
     WHERE n.article_id = $1 AND n.person_id IS NULL AND n.answer = 'not_helpful' AND n.why = '' AND n.at > $4)"
);
sql!(COUNTS, "SELECT answer, COUNT(*) FROM article_answer WHERE article_id = $1 GROUP BY answer");

/// What a reader says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Helpful,
    /// Why not, if they say so.
    NotHelpful {
        why: String,
    },
    /// It made a report unnecessary.
    Solved,
}

impl Desk {
    /// Keeps what a reader says of an article. Why it did not help reaches its owner. Somebody who is signed in has one word
    /// about whether it helped: a later one takes its place.
    ///
    /// # Errors
    /// `NotFound` when the article is not the viewer's to read; `Flawed` when the reason is too long (`why`);
    /// `TooManyAttempts` when guests said too much about it within the hour.
    pub async fn answer_article(&self, slug: &str, answer: &Answer) -> Result<()> {
        let readable: Option<(i64,)> = self.db().maybe(&READABLE, args![slug, self.audience()]).await?;
        let (id,) = readable.ok_or(Refusal::NotFound)?;
        let (key, why) = match answer {
            Answer::Helpful => ("helpful", String::new()),
            Answer::NotHelpful { why } => ("not_helpful", typed::text(why)),
            Answer::Solved => ("solved", String::new()),
        };
        if why.chars().count() > REASON_MOST {
            return Err(Refusal::Flawed(vec![Flaw::of("why", FlawKind::TooLong { most: REASON_MOST })]).into());
        }
        let person = self.viewer.person();
        if person.is_none() {
            let (said,): (i64,) = self.db().one(&OF_GUESTS, args![id, self.now - AN_HOUR]).await?;
            if said >= OF_GUESTS_MOST {
                return Err(Refusal::TooManyAttempts { retry_after_seconds: AN_HOUR.num_seconds() }.into());
            }
        }
        let kept = kept_by(self.db(), slug).await?.ok_or(Refusal::NotFound)?;
        let mut tx = self.db().begin().await?;
        let follows = person.is_none() && !why.is_empty();
        let known = follows && tx.run(&WHY_SAID, args![id, &why, self.now, self.now - AN_HOUR]).await? > 0;
        if !known {
            tx.run(&ANSWERED, args![id, person.map(|person| person.id), self.now, key, &why]).await?;
        }
        if !why.is_empty() {
            let actor = person.map(|person| (person.id, person.name.as_str()));
            happened(&mut tx, &kept, actor, self.now, &ArticleHappening::NotHelpful { why }).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn answers_of(&self, article_id: i64) -> Result<Answers> {
        let rows: Vec<(String, i64)> = self.db().all(&COUNTS, args![article_id]).await?;
        let count = |key: &str| rows.iter().find(|(answer, _)| answer == key).map_or(0, |(_, count)| *count);
        Ok(Answers { helpful: count("helpful"), not_helpful: count("not_helpful"), solved: count("solved") })
    }
}
