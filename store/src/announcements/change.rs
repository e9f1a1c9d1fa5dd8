//! Correcting an announcement that is published: what it said before stays in its history, and those who have read it can be
//! asked once more.

use super::files::add;
use super::history::happened;
use super::publish::said;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::announcement::{
    AnnouncementAudience, AnnouncementData, AnnouncementDraft, AnnouncementFile, AnnouncementForm,
    AnnouncementHappening, AnnouncementKind,
};
use domain::person::Bilingual;
use domain::refusal::Refusal;

sql!(
    STANDING,
    "SELECT kind, audience, product_line, version, title, title_en, markdown, markdown_en, important, edition, changed_with
     FROM announcement WHERE id = $1 AND withdrawn_at IS NULL"
);
// Whoever was overtaken changes nothing.
sql!(
    CHANGED,
    "UPDATE announcement SET kind = $1, audience = $2, product_line = $3, version = $4, title = $5, title_en = $6,
     markdown = $7, markdown_en = $8, important = $9, changed_at = $10, asked = asked + $11, changed_with = $12,
     edition = edition + 1
     WHERE id = $13 AND edition = $14 AND withdrawn_at IS NULL"
);
sql!(REMOVED, "UPDATE announcement_file SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL");

/// `kind, audience, product_line, version, title, title_en, markdown, markdown_en, important, edition, changed_with`
type StandingRow = (String, String, String, String, String, String, String, String, i64, i64, String);

/// What an announcement says now.
struct Standing {
    data: AnnouncementData,
    edition: i64,
    /// The key of the form that made it so; empty when it is as it was published.
    changed_with: String,
}

impl Desk {
    /// The form of an announcement as it is published; `came_back` is the key of one that came back with its files.
    ///
    /// # Errors
    /// `NotFound` when there is none; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn announcement_change_form(&self, id: i64, came_back: &str) -> Result<AnnouncementForm> {
        let mut form = self.announcement_form(came_back).await?;
        let Standing { data, edition, .. } = self.standing(id).await?;
        form.fields = data.fields();
        form.fields.push(("base".to_owned(), edition.to_string()));
        form.files = self.announcement_files(id).await?;
        Ok(form)
    }

    /// Changes it to what the form says, with what was uploaded under its key. What says nothing new changes nothing, nor does
    /// the same form again.
    ///
    /// # Errors
    /// `Flawed`; `ChangedMeanwhile` when somebody else changed it since; `NotFound` when there is none; `NotAllowed` for
    /// everybody but managers; `SignInNeeded` for guests.
    pub async fn change_announcement(&self, id: i64, draft: &AnnouncementDraft) -> Result<()> {
        let person = self.person_who_may(Action::PublishAnnouncement, Whose::Others)?.clone();
        let Standing { data: before, edition, changed_with } = self.standing(id).await?;
        let data = draft.parse(&self.owned_product_lines().await?).map_err(Refusal::Flawed)?;
        let files = self.announcement_files(id).await?;
        let removed: Vec<&AnnouncementFile> =
            files.iter().filter(|file| draft.remove.contains(&file.id.to_string())).collect();
        let added = self.summed_uploads(&data.draft_key).await?;
        let mut was = data.changed_since(&before);
        if !(removed.is_empty() && added.is_empty()) {
            was.push(("files".to_owned(), listed(&files)));
        }
        let asked_again = data.important && !draft.ask_again.is_empty();
        let same_form = data.draft_key == changed_with;
        if same_form || (was.is_empty() && !asked_again) {
            return Ok(());
        }
        if draft.base != edition.to_string() {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let (mut values, draft_key) = said(data);
        values.extend(args![self.now, i64::from(asked_again), draft_key, id, edition]);
        let mut tx = self.db().begin().await?;
        if tx.run(&CHANGED, values).await? == 0 {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        for file in removed {
            tx.run(&REMOVED, args![file.id, self.now]).await?;
        }
        for file in added {
            add(&mut tx, id, person.id, file).await?;
        }
        happened(&mut tx, id, &person, self.now, &AnnouncementHappening::Changed { was, asked_again }).await?;
        tx.commit().await?;
        self.store.inner.live.nudge();
        Ok(())
    }

    async fn standing(&self, id: i64) -> Result<Standing> {
        let row: Option<StandingRow> = self.db().maybe(&STANDING, args![id]).await?;
        let (kind, audience, product_line, version, title, title_en, text, text_en, important, edition, changed_with) =
            row.ok_or(Refusal::NotFound)?;
        let data = AnnouncementData {
            draft_key: String::new(),
            kind: AnnouncementKind::from_key(&kind).ok_or(Fault::Broken("an unknown kind of announcement"))?,
            audience: AnnouncementAudience::from_key(&audience).ok_or(Fault::Broken("an unknown audience"))?,
            product_line,
            version,
            title: Bilingual { chinese: title, english: title_en },
            text: Bilingual { chinese: text, english: text_en },
            important: important == 1,
        };
        Ok(Standing { data, edition, changed_with })
    }
}

/// Each file with its sum, one a line.
fn listed(files: &[AnnouncementFile]) -> String {
    files.iter().map(|file| format!("{} {}", file.name, file.sha256)).collect::<Vec<_>>().join("\n")
}
