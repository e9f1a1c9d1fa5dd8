//! What was done to announcements, kept for good; and the line in the inbox of those it concerns.

use super::readers;
use crate::cases::moment;
use crate::db::{Tx, args, sql};
use crate::notices::About;
use crate::{Desk, Result};
use domain::Moment;
use domain::announcement::{AnnouncementEvent, AnnouncementHappening};
use domain::notice::NoticeKind;
use domain::person::Person;

sql!(
    HAPPENED,
    "INSERT INTO announcement_event (announcement_id, at, actor_id, actor_name, key, payload)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"
);
// One statement, for customers are many. Nobody is told of their own doing.
sql!(
    TOLD,
    concat!(
        "INSERT INTO notice (person_id, about, about_id, event_id, kind, at)
         SELECT p.id, $2, a.id, $3, $4, $5 FROM person p JOIN announcement a ON a.id = $1 WHERE p.id <> $6 AND ",
        readers!(),
        " ON CONFLICT DO NOTHING"
    )
);
sql!(
    HISTORY,
    "SELECT at, actor_name, payload FROM announcement_event WHERE announcement_id = $1 AND key <> 'published'
     ORDER BY id DESC"
);

/// Writes down what was done, and tells whom the announcement is for when it is to be read (again).
pub(super) async fn happened(
    tx: &mut Tx,
    announcement: i64,
    by: &Person,
    at: Moment,
    happening: &AnnouncementHappening,
) -> Result<()> {
    let values = args![announcement, at, by.id, &by.name, happening.key(), serde_json::to_string(happening)?];
    let (event,): (i64,) = tx.one(&HAPPENED, values).await?;
    let to_be_read = match happening {
        AnnouncementHappening::Published => true,
        AnnouncementHappening::Changed { asked_again, .. } => *asked_again,
        AnnouncementHappening::Withdrawn => false,
    };
    if to_be_read {
        let about = About::Announcement.key();
        tx.run(&TOLD, args![announcement, about, event, NoticeKind::Announcement.key(), at, by.id]).await?;
    }
    Ok(())
}

impl Desk {
    /// What was done since it was published, the latest first.
    pub(super) async fn announcement_history(&self, id: i64) -> Result<Vec<AnnouncementEvent>> {
        let rows: Vec<(i64, String, String)> = self.db().all(&HISTORY, args![id]).await?;
        let event = |(at, who, payload): (i64, String, String)| {
            Ok(AnnouncementEvent { at: moment(at)?, who, happening: serde_json::from_str(&payload)? })
        };
        rows.into_iter().map(event).collect()
    }
}
