//! An article as it is kept: where it stands, its versions, and what happened to it. Versions and events are only ever added.

use crate::cases::moment;
use crate::contracts::day;
use crate::db::{Db, Tx, args, sql};
use crate::notices::{About, Note, note};
use crate::{Desk, Fault, Result};
use chrono::NaiveDate;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::knowledge::{ArticleHappening, ArticleText, Concerned, Content, Life, Readers, Stage};
use domain::notice::NoticeKind;
use domain::person::{Language, OrganisationRef, Role};
use domain::refusal::Refusal;

sql!(
    KEPT,
    "SELECT id, slug, stage, version, published_version, outdated_at, owner_id, author_id, review_on, updated_at
     FROM article WHERE slug = $1"
);
sql!(VERSION, "SELECT content FROM article_version WHERE article_id = $1 AND number = $2");
sql!(
    AS_PUT,
    "SELECT a.audience, a.organisation_id, o.name, a.category, a.error_codes, t.language, t.title, t.summary, t.markdown,
     t.tags FROM article a JOIN article_text t ON t.article_id = a.id LEFT JOIN organisation o ON o.id = a.organisation_id
     WHERE a.id = $1 ORDER BY t.id"
);
sql!(
    VERSION_ADDED,
    "INSERT INTO article_version (article_id, number, at, author_id, author_name, content) VALUES ($1, $2, $3, $4, $5, $6)"
);
// Whoever decided on an older state decides again.
sql!(
    MOVED_ON,
    "UPDATE article SET stage = $2, version = $3, published_version = $4, outdated_at = $5, changed_at = $6
     WHERE id = $1 AND stage = $7 AND version = $8"
);
sql!(
    HAPPENED,
    "INSERT INTO article_event (article_id, at, actor_id, actor_name, key, payload) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING id"
);
sql!(PRESENT, "SELECT id FROM person WHERE id = $1 AND deactivated_at IS NULL");
sql!(MANAGERS, "SELECT id FROM person WHERE role = $1 AND deactivated_at IS NULL ORDER BY id");

/// An article's row.
pub(super) struct Kept {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) life: Life,
    pub(super) outdated_at: Option<Moment>,
    pub(super) owner_id: Option<i64>,
    pub(super) author_id: Option<i64>,
    pub(super) review_on: Option<NaiveDate>,
    pub(super) updated_at: Moment,
}

/// `id, slug, stage, version, published_version, outdated_at, owner_id, author_id, review_on, updated_at`
type KeptRow = (i64, String, String, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<String>, i64);
/// `audience, organisation_id, organisation, category, error_codes, language, title, summary, markdown, tags`
type AsPutRow = (String, Option<i64>, Option<String>, String, String, String, String, String, String, String);

fn kept(row: KeptRow) -> Result<Kept> {
    let (id, slug, stage, version, published, outdated_at, owner_id, author_id, review_on, updated_at) = row;
    let stage = Stage::from_key(&stage).ok_or(Fault::Broken("an article at an unknown stage"))?;
    Ok(Kept {
        id,
        slug,
        life: Life { stage, version, published, outdated: outdated_at.is_some() },
        outdated_at: outdated_at.map(moment).transpose()?,
        owner_id,
        author_id,
        review_on: review_on.as_deref().map(day).transpose()?,
        updated_at: moment(updated_at)?,
    })
}

/// The article of that slug, whoever asks.
pub(super) async fn kept_by(db: &Db, slug: &str) -> Result<Option<Kept>> {
    let row: Option<KeptRow> = db.maybe(&KEPT, args![slug]).await?;
    row.map(kept).transpose()
}

/// What a version says; version 0 is what the operator put there.
pub(super) async fn content(db: &Db, article_id: i64, number: i64) -> Result<Content> {
    if number == 0 {
        return as_put(db.all(&AS_PUT, args![article_id]).await?);
    }
    let row: Option<(String,)> = db.maybe(&VERSION, args![article_id, number]).await?;
    let (content,) = row.ok_or(Refusal::NotFound)?;
    Ok(serde_json::from_str(&content)?)
}

fn as_put(rows: Vec<AsPutRow>) -> Result<Content> {
    let mut content = Content::default();
    for (audience, organisation_id, organisation, category, error_codes, language, title, summary, markdown, tags) in
        rows
    {
        content.readers = readers(&audience, organisation_id.zip(organisation));
        content.category = category;
        content.error_codes = serde_json::from_str(&error_codes)?;
        content.tags = serde_json::from_str(&tags)?;
        let text = Some(ArticleText { title, summary, markdown });
        match Language::from_tag(&language) {
            Some(Language::English) => content.english = text,
            _ => content.chinese = text,
        }
    }
    Ok(content)
}

pub(super) fn readers(audience: &str, organisation: Option<(i64, String)>) -> Readers {
    match (audience, organisation) {
        ("everybody", _) => Readers::Everybody,
        ("customers", Some((id, name))) => Readers::Organisation(OrganisationRef { id, name }),
        ("customers", None) => Readers::Customers,
        _ => Readers::Staff,
    }
}

/// Keeps a version; without an author it is the operator's.
pub(super) async fn add_version(
    tx: &mut Tx,
    article_id: i64,
    number: i64,
    at: Moment,
    author: Option<(i64, &str)>,
    content: &Content,
) -> Result<()> {
    let (id, name) = author.map_or((None, ""), |(id, name)| (Some(id), name));
    tx.run(&VERSION_ADDED, args![article_id, number, at, id, name, serde_json::to_string(content)?]).await?;
    Ok(())
}

/// The article has moved on to that life.
///
/// # Errors
/// `ChangedMeanwhile` when it is not where it was read.
pub(super) async fn move_on(tx: &mut Tx, kept: &mut Kept, life: Life, now: Moment) -> Result<()> {
    let outdated_at = life.outdated.then(|| kept.outdated_at.unwrap_or(now));
    let was = kept.life;
    let values =
        args![kept.id, life.stage.key(), life.version, life.published, outdated_at, now, was.stage.key(), was.version];
    if tx.run(&MOVED_ON, values).await? == 0 {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    kept.life = life;
    kept.outdated_at = outdated_at;
    Ok(())
}

/// Writes down what happened and tells whom it concerns; nobody is told of their own doing.
pub(super) async fn happened(
    tx: &mut Tx,
    kept: &Kept,
    actor: Option<(i64, &str)>,
    at: Moment,
    happening: &ArticleHappening,
) -> Result<()> {
    let (actor_id, name) = actor.map_or((None, ""), |(id, name)| (Some(id), name));
    let payload = serde_json::to_string(happening)?;
    let (event,): (i64,) = tx.one(&HAPPENED, args![kept.id, at, actor_id, name, happening.key(), payload]).await?;
    let whom = match happening.concerns() {
        None => return Ok(()),
        Some(Concerned::Author) => kept.author_id,
        Some(Concerned::Owner) => kept.owner_id,
    };
    let line = Note {
        about: About::Article,
        about_id: kept.id,
        event_id: event,
        kind: NoticeKind::Article,
        at,
        letter_owed_at: None,
    };
    for person in present_or_managers(tx, whom).await? {
        if Some(person) != actor_id {
            note(tx, person, &line).await?;
        }
    }
    Ok(())
}

/// What nobody looks after any more is the managers' to hand on.
async fn present_or_managers(tx: &mut Tx, whom: Option<i64>) -> Result<Vec<i64>> {
    let present: Option<(i64,)> = match whom {
        Some(id) => tx.maybe(&PRESENT, args![id]).await?,
        None => None,
    };
    if let Some((id,)) = present {
        return Ok(vec![id]);
    }
    let managers: Vec<(i64,)> = tx.all(&MANAGERS, args![Role::Manager.key()]).await?;
    Ok(managers.into_iter().map(|(id,)| id).collect())
}

impl Desk {
    /// The article of that slug, for those who write articles.
    pub(super) async fn kept(&self, slug: &str) -> Result<Kept> {
        self.person_who_may(Action::WriteArticle, Whose::Others)?;
        Ok(kept_by(self.db(), slug).await?.ok_or(Refusal::NotFound)?)
    }
}
