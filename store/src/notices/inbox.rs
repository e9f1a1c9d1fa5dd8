//! One's own inbox, and what one wants to be written about. Nobody sees anybody else's: every statement names the person.

use super::About;
use crate::access::whose;
use crate::announcements::addressed;
use crate::cases::{EventRow, event, moment};
use crate::contracts::record::contract_event;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose, may};
use domain::announcement::{AnnouncementEvent, AnnouncementHappening};
use domain::case::Case;
use domain::notice::{ArticleEvent, Inbox, InboxRow, NoticeChoice, NoticeKind, Read, Told};
use domain::person::{Bilingual, Person, Role};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::survey::FollowUpEvent;
use std::collections::BTreeMap;

const ROWS_MOST: i64 = 100;

sql!(
    INBOX,
    concat!(
        "SELECT n.id, n.about, n.kind, n.read_at, COALESCE(c.number, x.number, k.slug, CAST(n.about_id AS TEXT)),
         COALESCE(c.state, o.name, NULLIF(k.title_zh, ''), t.title, k.slug, a.title, g.name, ''),
         COALESCE(k.title_en, a.title_en, ''),
         CASE WHEN n.about = 'announcement' THEN ",
        addressed!(),
        "     WHEN n.about = 'follow_up' THEN COALESCE(u.owner_id, 0) = $2 ELSE 1 = 1 END,
         n.event_id, n.at, COALESCE(e.actor_id, h.actor_id),
         COALESCE(e.actor_name, h.actor_name, r.actor_name, v.actor_name, w.actor_name),
         COALESCE(e.actor_role, h.actor_role), COALESCE(e.payload, h.payload, r.payload, v.payload, w.step)
         FROM notice n
         LEFT JOIN service_case c ON n.about = 'case' AND c.id = n.about_id
         LEFT JOIN event e ON n.about = 'case' AND e.id = n.event_id
         LEFT JOIN contract x ON n.about = 'contract' AND x.id = n.about_id
         LEFT JOIN organisation o ON o.id = x.organisation_id
         LEFT JOIN contract_event h ON n.about = 'contract' AND h.id = n.event_id
         LEFT JOIN article k ON n.about = 'article' AND k.id = n.about_id
         LEFT JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = k.id)
         LEFT JOIN article_event r ON n.about = 'article' AND r.id = n.event_id
         LEFT JOIN announcement a ON n.about = 'announcement' AND a.id = n.about_id
         LEFT JOIN announcement_event v ON n.about = 'announcement' AND v.id = n.event_id
         LEFT JOIN follow_up u ON n.about = 'follow_up' AND u.id = n.about_id
         LEFT JOIN organisation g ON g.id = u.organisation_id
         LEFT JOIN follow_up_event w ON n.about = 'follow_up' AND w.id = n.event_id
         WHERE n.person_id = $2 AND (CAST($3 AS BIGINT) = 0 OR n.id < $3) ORDER BY n.id DESC LIMIT $4"
    )
);
// Those of contracts that end count once a day, as the inbox shows them. `$2` is how far the reader's zone is from UTC.
sql!(
    UNREAD,
    "SELECT COUNT(DISTINCT CASE WHEN h.key = 'expiry_told' THEN -((n.at + CAST($2 AS BIGINT)) / 86400000000) ELSE n.id END)
     FROM notice n LEFT JOIN contract_event h ON n.about = 'contract' AND h.id = n.event_id
     WHERE n.person_id = $1 AND n.read_at IS NULL"
);
sql!(
    UNREAD_OF_CASE,
    "SELECT COUNT(*) FROM notice WHERE person_id = $1 AND read_at IS NULL AND about = 'case' AND about_id = $2"
);
sql!(READ, "UPDATE notice SET read_at = $2 WHERE person_id = $1 AND id = $3 AND read_at IS NULL");
sql!(READ_ALL, "UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL");
sql!(
    READ_OF,
    "UPDATE notice SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL AND about = $3 AND about_id = $4"
);
sql!(CASE_OF, "SELECT id FROM service_case WHERE number = $1");
sql!(ARTICLE_OF, "SELECT id FROM article WHERE slug = $1");
sql!(CHOICES, "SELECT kind, by_mail FROM notification_choice WHERE person_id = $1");
sql!(
    CHOSE,
    "INSERT INTO notification_choice (person_id, kind, by_mail) VALUES ($1, $2, $3)
     ON CONFLICT (person_id, kind) DO UPDATE SET by_mail = excluded.by_mail"
);

/// `id, about, kind, read_at, number, state or title, English title, in sight, event, at, actor's id, name and role, payload`
type Row = (
    i64,
    String,
    String,
    Option<i64>,
    String,
    String,
    String,
    bool,
    i64,
    i64,
    Option<i64>,
    Option<String>,
    Option<String>,
    String,
);

fn row(reader: &Person, found: Row) -> Result<InboxRow> {
    let (id, about, kind, read_at, number, title, english, in_sight, event_id, at, actor, name, role, payload) = found;
    let kind = NoticeKind::from_key(&kind).ok_or(Fault::Broken("a notice of an unknown kind"))?;
    let read_at = read_at.map(moment).transpose()?;
    let (happened_at, who) = (moment(at)?, name.clone().unwrap_or_default());
    let told: EventRow = (event_id, at, actor, name, role, payload);
    let in_language = |chinese| Bilingual { chinese, english }.get(reader.language).to_owned();
    let (title, in_sight, event) = match about.as_str() {
        "case" => {
            let case: Case = serde_json::from_str(&title)?;
            let in_sight = may(reader.role, Action::SeeCase, whose(reader, &case));
            (case.opening.title, in_sight, Told::Case(event(told)?))
        }
        // Whoever is told of a contract or an article may see it.
        "contract" => (title, true, Told::Contract(contract_event(told)?)),
        "article" => {
            let happening = serde_json::from_str(&told.5)?;
            (in_language(title), true, Told::Article(ArticleEvent { at: happened_at, who, happening }))
        }
        "announcement" => {
            let happening = serde_json::from_str::<AnnouncementHappening>(&told.5)?.for_readers();
            let told = AnnouncementEvent { at: happened_at, who, happening };
            (in_language(title), in_sight, Told::Announcement(told))
        }
        "follow_up" => {
            let step = serde_json::from_str(&told.5)?;
            let told = FollowUpEvent { at: happened_at, actor_name: who, step };
            (title, in_sight || may(reader.role, Action::FollowUp, Whose::Others), Told::FollowUp(told))
        }
        _ => return Err(Fault::Broken("a notice about something unknown").into()),
    };
    Ok(InboxRow { id, number, title, in_sight, kind, event, read_at, endings: Vec::new() })
}

impl Desk {
    /// A page of the viewer's own inbox, the newest first: before that id, from the newest when none is given; at most 100
    /// lines. Contracts of whose end one is told on one day stand in one line.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn inbox(&self, before: Option<i64>, limit: i64) -> Result<Inbox> {
        let person = self.person()?;
        let last_event_id = self.last_event_id().await?;
        let limit = limit.clamp(1, ROWS_MOST);
        let (rows, more_before) = self.lines_before(person, before.unwrap_or(0), limit).await?;
        Ok(Inbox { rows, unread: self.unread().await?, more_before, last_event_id, now: self.now })
    }

    /// So many lines, and where the next page starts if there is one.
    async fn lines_before(&self, person: &Person, before: i64, limit: i64) -> Result<(Vec<InboxRow>, Option<i64>)> {
        let organisation = person.organisation.as_ref().map_or(0, |organisation| organisation.id);
        let zone = self.viewer.zone();
        let day = |at| zone.local(at).date();
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut lines, mut last, mut at_once): (Vec<InboxRow>, i64, i64) = (Vec::new(), before, limit + 1);
        loop {
            let values = args![organisation, person.id, last, at_once];
            let rows: Vec<Row> = self.db().all(&INBOX, values).await?;
            let whole = i64::try_from(rows.len()).is_ok_and(|count| count == at_once);
            for found in rows {
                let next = row(person, found)?;
                let id = next.id;
                // Whatever else was told in between, the newest line of that day takes it in.
                let of_endings = lines.iter_mut().rev().find(|line| line.ending().is_some());
                let alone = match of_endings {
                    Some(line) => line.gather(next, day),
                    None => Some(next),
                };
                match alone {
                    Some(_) if lines.len() == wanted => return Ok((lines, Some(last))),
                    Some(alone) => lines.push(alone),
                    None => {}
                }
                last = id;
            }
            if !whole {
                return Ok((lines, None));
            }
            at_once = ROWS_MOST;
        }
    }

    /// How many lines of the inbox the viewer has not read.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn unread(&self) -> Result<i64> {
        let from_utc = self.viewer.zone().local(self.now) - self.now.naive_utc();
        let values = args![self.person()?.id, from_utc.num_microseconds().unwrap_or(0)];
        Ok(self.db().one::<(i64,)>(&UNREAD, values).await?.0)
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
        let of = match read {
            Read::OfCase(number) => (About::Case, self.db().maybe(&CASE_OF, args![number]).await?),
            Read::OfArticle(slug) => (About::Article, self.db().maybe(&ARTICLE_OF, args![slug]).await?),
            Read::OfAnnouncement(id) => (About::Announcement, Some((*id,))),
            Read::OfFollowUp(id) => (About::FollowUp, Some((*id,))),
            Read::All => {
                self.db().run(&READ_ALL, args![person_id, self.now]).await?;
                return Ok(());
            }
            Read::These(ids) => {
                let mut tx = self.db().begin().await?;
                for id in ids {
                    tx.run(&READ, args![person_id, self.now, *id]).await?;
                }
                return Ok(tx.commit().await?);
            }
        };
        let (about, of): (About, Option<(i64,)>) = of;
        if let Some((id,)) = of {
            self.db().run(&READ_OF, args![person_id, self.now, about.key(), id]).await?;
        }
        Ok(())
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
        Ok(by_letter(person.role).into_iter().map(choice).collect())
    }

    /// From now on e-mail comes for these kinds and not for the other ones that can come to the viewer.
    ///
    /// # Errors
    /// `Flawed` when a kind that the policy demands is not among them; `SignInNeeded` for guests.
    pub async fn choose_notifications(&self, by_mail: &[NoticeKind]) -> Result<()> {
        let person = self.person()?;
        let kinds = by_letter(person.role);
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

/// The kinds that can come to somebody in that role by e-mail.
fn by_letter(role: Role) -> Vec<NoticeKind> {
    NoticeKind::of_role(role).into_iter().filter(|kind| !kind.is_inbox_only()).collect()
}
