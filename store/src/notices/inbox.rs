//! One's own inbox, and what one wants to be written about. Nobody sees anybody else's: every statement names the person.

use crate::access::whose;
use crate::cases::{EventRow, event, moment};
use crate::contracts::record::contract_event;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, may};
use domain::case::Case;
use domain::notice::{Inbox, InboxRow, NoticeChoice, NoticeKind, Read, Told};
use domain::person::Person;
use domain::refusal::{Flaw, FlawKind, Refusal};
use std::collections::BTreeMap;

const ROWS_MOST: i64 = 100;

sql!(
    INBOX,
    "SELECT n.id, n.kind, n.read_at, COALESCE(c.number, x.number), COALESCE(c.state, ''), COALESCE(o.name, ''),
            COALESCE(e.id, h.id), COALESCE(e.at, h.at), COALESCE(e.actor_id, h.actor_id),
            COALESCE(e.actor_name, h.actor_name), COALESCE(e.actor_role, h.actor_role), COALESCE(e.payload, h.payload)
     FROM notification n LEFT JOIN service_case c ON c.id = n.case_id LEFT JOIN event e ON e.id = n.event_id
     LEFT JOIN contract_event h ON h.id = n.contract_event_id LEFT JOIN contract x ON x.id = h.contract_id
     LEFT JOIN organisation o ON o.id = x.organisation_id
     WHERE n.person_id = $1 AND (CAST($2 AS BIGINT) = 0 OR n.id < $2) ORDER BY n.id DESC LIMIT $3"
);
sql!(UNREAD, "SELECT COUNT(*) FROM notification WHERE person_id = $1 AND read_at IS NULL");
sql!(UNREAD_OF_CASE, "SELECT COUNT(*) FROM notification WHERE person_id = $1 AND read_at IS NULL AND case_id = $2");
sql!(READ, "UPDATE notification SET read_at = $2 WHERE person_id = $1 AND id = $3 AND read_at IS NULL");
sql!(READ_ALL, "UPDATE notification SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL");
sql!(
    READ_OF_CASE,
    "UPDATE notification SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL
     AND case_id = (SELECT id FROM service_case WHERE number = $3)"
);
sql!(ARTICLES_READ, "UPDATE article_notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL");
sql!(CHOICES, "SELECT kind, by_mail FROM notification_choice WHERE person_id = $1");
sql!(
    CHOSE,
    "INSERT INTO notification_choice (person_id, kind, by_mail) VALUES ($1, $2, $3)
     ON CONFLICT (person_id, kind) DO UPDATE SET by_mail = excluded.by_mail"
);

/// Of a notice, of its case (number and state) or its contract (number and organisation), and of what happened to it.
type Row =
    (i64, String, Option<i64>, String, String, String, i64, i64, Option<i64>, Option<String>, Option<String>, String);

fn row(
    reader: &Person,
    (id, kind, read_at, number, state, organisation, event_id, at, actor_id, actor_name, actor_role, payload): Row,
) -> Result<InboxRow> {
    let told: EventRow = (event_id, at, actor_id, actor_name, actor_role, payload);
    let kind = NoticeKind::from_key(&kind).ok_or(Fault::Broken("a notice of an unknown kind"))?;
    let read_at = read_at.map(moment).transpose()?;
    if state.is_empty() {
        // Whoever is told of a contract may see it.
        let event = Told::Contract(contract_event(told)?);
        return Ok(InboxRow { id, number, title: organisation, in_sight: true, kind, event, read_at });
    }
    let case: Case = serde_json::from_str(&state)?;
    let in_sight = may(reader.role, Action::SeeCase, whose(reader, &case));
    Ok(InboxRow { id, number, in_sight, title: case.opening.title, kind, event: Told::Case(event(told)?), read_at })
}

impl Desk {
    /// A page of the viewer's own inbox, the newest first: before that id, from the newest when none is given; at most 100.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn inbox(&self, before: Option<i64>, limit: i64) -> Result<Inbox> {
        let person = self.person()?;
        let last_event_id = self.last_event_id().await?;
        let limit = limit.clamp(1, ROWS_MOST);
        let rows: Vec<Row> = self.db().all(&INBOX, args![person.id, before.unwrap_or(0), limit + 1]).await?;
        let mut rows: Vec<InboxRow> = rows.into_iter().map(|found| row(person, found)).collect::<Result<_>>()?;
        let kept = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > kept;
        rows.truncate(kept);
        let more_before = rows.last().filter(|_| more).map(|row| row.id);
        let articles = match before {
            None => self.article_notices().await?,
            Some(_) => Vec::new(),
        };
        Ok(Inbox { rows, articles, unread: self.unread().await?, more_before, last_event_id, now: self.now })
    }

    /// How many notices the viewer has not read.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn unread(&self) -> Result<i64> {
        let (unread,): (i64,) = self.db().one(&UNREAD, args![self.person()?.id]).await?;
        Ok(unread + self.unread_of_articles().await?)
    }

    /// How many notices about that case the viewer has not read.
    pub(crate) async fn unread_of_case(&self, case_id: i64) -> Result<i64> {
        Ok(self.db().one::<(i64,)>(&UNREAD_OF_CASE, args![self.person()?.id, case_id]).await?.0)
    }

    /// The viewer has read them. What is somebody else's, or read already, stays as it is.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn mark_read(&self, read: &Read) -> Result<()> {
        let person_id = self.person()?.id;
        let mut tx = self.db().begin().await?;
        match read {
            Read::All => {
                tx.run(&ARTICLES_READ, args![person_id, self.now]).await?;
                tx.run(&READ_ALL, args![person_id, self.now]).await?;
            }
            Read::OfCase(number) => {
                tx.run(&READ_OF_CASE, args![person_id, self.now, number]).await?;
            }
            Read::These(ids) => {
                for id in ids {
                    tx.run(&READ, args![person_id, self.now, *id]).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    /// How the viewer is told of what can come to them, kind by kind.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn notification_choices(&self) -> Result<Vec<NoticeChoice>> {
        let person = self.person()?;
        let rows: Vec<(String, bool)> = self.db().all(&CHOICES, args![person.id]).await?;
        let chosen: BTreeMap<String, bool> = rows.into_iter().collect();
        let choice = |kind: NoticeKind| NoticeChoice {
            kind,
            by_mail: kind.is_demanded() || chosen.get(kind.key()).copied().unwrap_or(true),
            demanded: kind.is_demanded(),
        };
        Ok(NoticeKind::of_role(person.role).into_iter().map(choice).collect())
    }

    /// From now on e-mail comes for these kinds and not for the other ones that can come to the viewer.
    ///
    /// # Errors
    /// `Flawed` when a kind that the policy demands is not among them; `SignInNeeded` for guests.
    pub async fn choose_notifications(&self, by_mail: &[NoticeKind]) -> Result<()> {
        let person = self.person()?;
        let kinds = NoticeKind::of_role(person.role);
        if let Some(kind) = kinds.iter().find(|kind| kind.is_demanded() && !by_mail.contains(kind)) {
            return Err(Refusal::Flawed(vec![Flaw::of(kind.key(), FlawKind::NotAChoice)]).into());
        }
        let mut tx = self.db().begin().await?;
        for kind in kinds.into_iter().filter(|kind| !kind.is_demanded()) {
            tx.run(&CHOSE, args![person.id, kind.key(), by_mail.contains(&kind)]).await?;
        }
        Ok(tx.commit().await?)
    }
}
