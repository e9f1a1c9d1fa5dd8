//! Who is told of follow-ups, in the inbox and by letter: the owner when one opens, is handed on, is soon due; the owner and the managers when it is
//! overdue. Each once, whatever number of processes look.

use super::take;
use crate::db::{Tx, args, sql};
use crate::notices::{About, Note, note, wants_mail};
use crate::outbox::{Order, order};
use crate::{Result, Store};
use domain::Moment;
use domain::notice::NoticeKind;
use domain::person::{Bilingual, Language, Role};
use domain::survey::FollowUpStep;
use serde::Deserialize;
use serde_json::json;

const AT_ONCE: i64 = 50;

sql!(
    SOON_DUE,
    "UPDATE follow_up SET reminded_at = $1 WHERE reminded_at IS NULL AND id IN (
     SELECT id FROM follow_up WHERE ended_at IS NULL AND reminded_at IS NULL AND remind_at <= $1 AND due_at > $1
     ORDER BY id LIMIT $2) RETURNING id"
);
sql!(
    OVERDUE,
    "UPDATE follow_up SET overdue_told_at = $1 WHERE overdue_told_at IS NULL AND id IN (
     SELECT id FROM follow_up WHERE ended_at IS NULL AND overdue_told_at IS NULL AND due_at <= $1
     ORDER BY id LIMIT $2) RETURNING id"
);
sql!(
    LOOMING,
    "SELECT COUNT(*) FROM follow_up WHERE ended_at IS NULL
     AND ((reminded_at IS NULL AND remind_at <= $1 AND due_at > $1) OR (overdue_told_at IS NULL AND due_at <= $1))"
);
sql!(
    ABOUT,
    "SELECT o.name, s.subject, COALESCE(c.number, ''), q.document, f.owner_id, f.due_at FROM follow_up f
     JOIN survey s ON s.id = f.survey_id JOIN organisation o ON o.id = f.organisation_id
     JOIN questionnaire q ON q.key = s.questionnaire AND q.version = s.version
     LEFT JOIN service_case c ON c.id = f.case_id WHERE f.id = $1"
);
sql!(
    TOLD,
    "SELECT id, name, email, language, time_zone FROM person
     WHERE (id = $1 OR role = $2) AND deactivated_at IS NULL ORDER BY id"
);

/// What a questionnaire is called.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) name: Bilingual,
    pub(super) follow_up_hours: String,
}

/// Tells those a step concerns, in the inbox and by letter unless they chose otherwise; nobody of their own doing.
pub(super) async fn tell(
    tx: &mut Tx,
    store: &Store,
    (id, event_id): (i64, i64),
    by: Option<i64>,
    step: &FollowUpStep,
    now: Moment,
) -> Result<()> {
    let what = match step {
        FollowUpStep::Opened { .. } => "opened",
        FollowUpStep::HandedOn { .. } => "handed_on",
        FollowUpStep::Reminded => "reminded",
        FollowUpStep::Overdue => "overdue",
        FollowUpStep::Complained { .. } | FollowUpStep::Ended => return Ok(()),
    };
    type AboutRow = (String, String, String, String, Option<i64>, i64);
    let (organisation, subject, number, document, owner_id, due_at): AboutRow = tx.one(&ABOUT, args![id]).await?;
    let named: Named = serde_json::from_str(&document)?;
    let managers = if matches!(step, FollowUpStep::Overdue) { Role::Manager.key() } else { "" };
    let told: Vec<(i64, String, String, String, String)> = tx.all(&TOLD, args![owner_id, managers]).await?;
    let kind = NoticeKind::FollowUp;
    let line = Note { about: About::FollowUp, about_id: id, event_id, kind, at: now, letter_owed_at: None };
    for (person_id, name, email, language, time_zone) in told {
        let own_doing = by == Some(person_id);
        if own_doing || !note(tx, person_id, &line).await? || !wants_mail(tx, person_id, kind).await? {
            continue;
        }
        let language = Language::from_tag(&language).unwrap_or_default();
        let about = [&number, &subject].into_iter().find(|text| !text.is_empty());
        let known = crate::zones::known(&time_zone).is_some();
        let payload = json!({
            "what": what,
            "name": name,
            "organisation": organisation,
            "about": about.map_or(named.name.get(language), |text| text.as_str()),
            "due_at": crate::cases::moment(due_at)?.to_rfc3339(),
            "link": format!("/manage/follow-ups/{id}"),
            "time_zone": if known { time_zone } else { store.company().time_zone.clone() },
        });
        let dedupe_key = format!("follow_up/{id}/{what}/{person_id}/{}", now.timestamp_micros());
        order(tx, Order { kind: "follow_up", dedupe_key, recipient: &email, language, payload }, now).await?;
    }
    Ok(())
}

impl Store {
    /// Reminds the owners of follow-ups that are soon due, and tells owners and managers of those that are overdue; answers
    /// how many that were. To be called often: nothing is written when nothing is due.
    ///
    /// # Errors
    /// A fault of the database; who is told is told.
    pub async fn tell_of_follow_ups(&self, now: Moment) -> Result<usize> {
        let now = now.to_microseconds();
        let mut told = 0;
        while self.inner.db.one::<(i64,)>(&LOOMING, args![now]).await?.0 > 0 {
            let mut tx = self.inner.db.begin().await?;
            let mut taken = 0;
            for (due, step) in [(&SOON_DUE, FollowUpStep::Reminded), (&OVERDUE, FollowUpStep::Overdue)] {
                let ids: Vec<(i64,)> = tx.all(due, args![now, AT_ONCE]).await?;
                for (id,) in ids {
                    let event = take(&mut tx, id, None, &step, now).await?;
                    tell(&mut tx, self, (id, event), None, &step, now).await?;
                    taken += 1;
                }
            }
            tx.commit().await?;
            if taken == 0 {
                // Another process was quicker.
                break;
            }
            self.inner.live.nudge();
            told += taken;
        }
        Ok(told)
    }
}
