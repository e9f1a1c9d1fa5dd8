//! Articles and cases: what may make a report unnecessary, what an engineer puts beside a case, and an article made of one.

use super::for_audience;
use crate::access::{Reach, reaching_sql};
use crate::cases::Held;
use crate::cases::act::TRIES;
use crate::cases::record::{Overtaken, actor};
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::asset::normal_serial;
use domain::case::event::Happening;
use domain::knowledge::{ArticleFacts, ArticleHit, CaseArticles, Content, Headings};
use domain::refusal::Refusal;

/// Beside the report form.
const FITTING_MOST: usize = 5;
/// Of a description: its beginning says what it is about.
const DESCRIPTION_CHARS: usize = 80;

reaching_sql!(DEVICE, "SELECT x.model, x.product_line FROM asset x WHERE ", " AND x.serial = $2");
sql!(
    FOR_CUSTOMER,
    concat!(
        "SELECT a.title_zh, a.title_en, t.title FROM article a
         JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
         WHERE a.slug = $1 AND a.audience <> 'staff' AND ",
        for_audience!("$2")
    )
);
sql!(ATTACHED, "SELECT payload FROM event WHERE case_id = $1 AND key = 'article_attached' ORDER BY id DESC");
sql!(
    HIT,
    concat!(
        "SELECT a.slug, COALESCE(o.title, t.title), COALESCE(o.summary, t.summary), COALESCE(o.minutes, t.minutes)
         FROM article a JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
         LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $2
         WHERE a.slug = $1 AND ",
        for_audience!("$3")
    )
);

impl Desk {
    /// Articles that may make a report unnecessary, as it is typed: those about its title first, then those about the device and
    /// what is described. At most 5.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn fitting_articles(&self, title: &str, serial: &str, description: &str) -> Result<Vec<ArticleHit>> {
        let mut hits = self.related(title, FITTING_MOST).await?;
        let begun: String = description.trim().chars().take(DESCRIPTION_CHARS).collect();
        let device = self.device_words(serial).await?;
        if hits.len() < FITTING_MOST && !(begun.is_empty() && device.is_empty()) {
            let more = self.related(&format!("{title} {device} {begun}"), FITTING_MOST).await?;
            hits.extend(more);
        }
        let mut seen = std::collections::BTreeSet::new();
        hits.retain(|hit| seen.insert(hit.slug.clone()));
        hits.truncate(FITTING_MOST);
        Ok(hits)
    }

    /// What a device within the viewer's sight is called.
    async fn device_words(&self, serial: &str) -> Result<String> {
        let reach = self.viewer.person().map(|person| Reach::of(person, Action::SeeAsset));
        let Some(Ok(reach)) = reach else { return Ok(String::new()) };
        let values = args![reach.id(), normal_serial(serial)];
        let row: Option<(String, String)> = self.db().maybe(DEVICE.within(reach), values).await?;
        Ok(row.map_or_else(String::new, |(model, line)| format!("{model} {line}")))
    }

    /// Puts an article beside a case, for its customer to read. One that is there already is no error and leaves no event.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see, or there is no such article that its customer may read; `NotAllowed`
    /// when the viewer may not do so with this case; `ChangedMeanwhile` when others are quicker all the time.
    pub async fn attach_article(&self, number: &str, slug: &str) -> Result<()> {
        for _ in 0..TRIES {
            if self.try_attach_article(number, slug).await?.is_ok() {
                return Ok(());
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    async fn try_attach_article(&self, number: &str, slug: &str) -> Result<Result<(), Overtaken>> {
        let mut held = self.held(number).await?;
        let actor = actor(self.permitted(&held, Action::AttachArticle)?);
        let customer = held.case.opening.organisation.id.to_string();
        let row: Option<(String, String, String)> = self.db().maybe(&FOR_CUSTOMER, args![slug, customer]).await?;
        let (chinese, english, shown) = row.ok_or(Refusal::NotFound)?;
        if self.attached_slugs(held.id).await?.iter().any(|known| known == slug) {
            return Ok(Ok(()));
        }
        let title = [chinese, english, shown].into_iter().find(|title| !title.is_empty()).unwrap_or_default();
        let mut recording = self.begin_recording().await?;
        let attached = vec![Happening::ArticleAttached { slug: slug.to_owned(), title }];
        if let Err(overtaken) = recording.append(&mut held, &actor, self.now, attached).await? {
            return Ok(Err(overtaken));
        }
        recording.commit(&self.store).await?;
        Ok(Ok(()))
    }

    async fn attached_slugs(&self, case_id: i64) -> Result<Vec<String>> {
        let rows: Vec<(String,)> = self.db().all(&ATTACHED, args![case_id]).await?;
        let slug = |(payload,): (String,)| match serde_json::from_str(&payload)? {
            Happening::ArticleAttached { slug, .. } => Ok(slug),
            _ => Err(Fault::Broken("an attached article that is none").into()),
        };
        rows.into_iter().map(slug).collect()
    }

    /// Articles beside a case: those that were put there, the latest first, then those about its title.
    pub(crate) async fn articles_beside(&self, held: &Held, most: usize) -> Result<Vec<ArticleHit>> {
        let mut hits = Vec::new();
        for slug in self.attached_slugs(held.id).await? {
            let values = args![slug, self.viewer.language().tag(), self.audience()];
            let row: Option<(String, String, String, i64)> = self.db().maybe(&HIT, values).await?;
            hits.extend(row.map(|(slug, title, summary, minutes)| ArticleHit {
                excerpt: String::new(),
                slug,
                title,
                summary,
                minutes,
            }));
        }
        let most = most.max(hits.len());
        for hit in self.related(&held.case.opening.title, most).await? {
            if hits.len() < most && hits.iter().all(|known| known.slug != hit.slug) {
                hits.push(hit);
            }
        }
        Ok(hits)
    }

    /// Makes the draft of an article of a resolved case, in one step: its title, what was seen, why, and what was done, without
    /// what says whose case it was, for our own people until its author decides otherwise. The answer is its slug, the same one
    /// for whoever asks twice.
    ///
    /// # Errors
    /// `WrongStage` while the case is not resolved; `NotAllowed` for those who write no articles; `NotFound` when the case is
    /// not theirs to see.
    pub async fn draft_of_case(&self, number: &str) -> Result<String> {
        let person = self.person_who_may(Action::WriteArticle, Whose::Others)?;
        let held = self.held(number).await?;
        let content = Content::of_case(&held.case, &headings()?).ok_or(Refusal::WrongStage)?;
        let facts = ArticleFacts { slug: String::new(), content, review_on: None };
        let mut tx = self.db().begin().await?;
        let draft_key = format!("case {}", held.case.opening.number);
        let slug = self.begin_article(&mut tx, &facts, person.id, person.id, &draft_key).await?;
        tx.commit().await?;
        Ok(slug)
    }

    /// What stands on the page where articles are put beside a case: its number and title, what is there and what fits, and
    /// whether an article can be made of it.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see; `NotAllowed` when they may put nothing beside it.
    pub async fn case_articles(&self, number: &str, q: &str) -> Result<CaseArticles> {
        let held = self.held(number).await?;
        self.permitted(&held, Action::AttachArticle)?;
        let attached = self.attached_slugs(held.id).await?;
        let opening = &held.case.opening;
        let found = match q.trim() {
            "" => self.fitting_articles(&opening.title, &opening.product.serial, &opening.description).await?,
            q => self.articles(q).await?,
        };
        let customer = opening.organisation.id.to_string();
        let mut fitting = Vec::new();
        for hit in found {
            let readable: Option<(String, String, String)> =
                self.db().maybe(&FOR_CUSTOMER, args![&hit.slug, &customer]).await?;
            let there = attached.contains(&hit.slug);
            fitting.push((hit, readable.is_some(), there));
        }
        Ok(CaseArticles {
            number: opening.number.clone(),
            title: opening.title.clone(),
            found: fitting,
            may_write: self.may(Action::WriteArticle, Whose::Others) && held.case.resolution.is_some(),
        })
    }
}

fn headings() -> Result<Headings, Fault> {
    crate::policies::read("headings of articles", include_str!("../../../domain/knowledge/draft.toml"))
}
