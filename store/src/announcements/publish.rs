//! Publishing announcements, and taking them back.

use super::files::add;
use super::history::happened;
use crate::db::{Val, args, sql};
use crate::{Desk, Result, secret};
use domain::access::{Action, Whose};
use domain::announcement::{AnnouncementData, AnnouncementDraft, AnnouncementForm, AnnouncementHappening};
use domain::refusal::Refusal;

sql!(PRODUCT_LINES, "SELECT DISTINCT product_line FROM asset WHERE product_line <> '' ORDER BY product_line LIMIT 500");
sql!(
    PUBLISHED,
    "INSERT INTO announcement (kind, audience, product_line, version, title, title_en, markdown, markdown_en, important,
     published_at, published_by, draft_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (published_by, draft_key) DO NOTHING RETURNING id"
);
sql!(KNOWN, "SELECT id FROM announcement WHERE published_by = $1 AND draft_key = $2");
sql!(WITHDRAWN, "UPDATE announcement SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL");

impl Desk {
    /// The form; `came_back` is the key of one that came back with its files.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn announcement_form(&self, came_back: &str) -> Result<AnnouncementForm> {
        self.person_who_may(Action::PublishAnnouncement, Whose::Others)?;
        let draft_key = if came_back.is_empty() { secret::fresh::<16>()? } else { came_back.to_owned() };
        let kept = self.uploads(&draft_key).await?.into_iter().map(|file| file.name).collect();
        let product_lines = self.owned_product_lines().await?;
        Ok(AnnouncementForm { fields: Vec::new(), files: Vec::new(), draft_key, product_lines, kept })
    }

    /// Publishes it with what was uploaded under its key; the answer is its id, the same one however often the form is sent.
    ///
    /// # Errors
    /// `Flawed`; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn publish_announcement(&self, draft: &AnnouncementDraft) -> Result<i64> {
        let person = self.person_who_may(Action::PublishAnnouncement, Whose::Others)?.clone();
        let data = draft.parse(&self.owned_product_lines().await?).map_err(Refusal::Flawed)?;
        let files = self.summed_uploads(&data.draft_key).await?;
        let (mut values, draft_key) = said(data);
        values.extend(args![self.now, person.id, &draft_key]);
        let mut tx = self.db().begin().await?;
        let published: Option<(i64,)> = tx.maybe(&PUBLISHED, values).await?;
        let Some((id,)) = published else {
            let (known,): (i64,) = tx.one(&KNOWN, args![person.id, draft_key]).await?;
            return Ok(known);
        };
        for file in files {
            add(&mut tx, id, person.id, file).await?;
        }
        happened(&mut tx, id, &person, self.now, &AnnouncementHappening::Published).await?;
        tx.commit().await?;
        self.store.inner.live.nudge();
        Ok(id)
    }

    /// Takes it back: from then on its page says so, and nothing else of it is there.
    ///
    /// # Errors
    /// `NotFound` when there is none that could be; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn withdraw_announcement(&self, id: i64) -> Result<()> {
        let person = self.person_who_may(Action::PublishAnnouncement, Whose::Others)?.clone();
        let mut tx = self.db().begin().await?;
        if tx.run(&WITHDRAWN, args![id, self.now]).await? == 0 {
            return Err(Refusal::NotFound.into());
        }
        happened(&mut tx, id, &person, self.now, &AnnouncementHappening::Withdrawn).await?;
        tx.commit().await?;
        self.store.inner.live.nudge();
        Ok(())
    }

    pub(super) async fn owned_product_lines(&self) -> Result<Vec<String>> {
        let rows: Vec<(String,)> = self.db().all(&PRODUCT_LINES, args![]).await?;
        Ok(rows.into_iter().map(|(line,)| line).collect())
    }
}

/// What an announcement says, as [`PUBLISHED`] and the statement that changes one have it first, and the key of its form.
pub(super) fn said(data: AnnouncementData) -> (Vec<Val>, String) {
    let AnnouncementData { draft_key, kind, audience, product_line, version, title, text, important } = data;
    let values = args![
        kind.key(),
        audience.key(),
        product_line,
        version,
        title.chinese,
        title.english,
        text.chinese,
        text.english,
        i64::from(important),
    ];
    (values, draft_key)
}
