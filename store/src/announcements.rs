//! Announcements and downloads (domain.md §8): the list, one of them, and who has read it. A customer sees what is for every
//! customer or for a product line their organisation owns; all else is "not found".

mod change;
mod files;
mod history;
mod publish;

use crate::cases::lists::pattern_of;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::knowledge::{Files, html};
use crate::{Desk, Fault, Result};
use domain::access::{Action, Whose};
use domain::announcement::{
    AnnouncementAudience, AnnouncementFilter, AnnouncementKind, AnnouncementLine, AnnouncementPage, AnnouncementSheet,
    Receipt, Receipts,
};
use domain::person::{Bilingual, Language};
use domain::refusal::Refusal;

const ROWS_PER_PAGE: usize = 50;
/// On the home page of a customer.
const UNREAD_MOST: i64 = 5;
/// As many readers are named.
const RECEIPTS_MOST: i64 = 500;

// Whom an announcement is for: `$1` is the customer's organisation, 0 for the staff.
macro_rules! addressed {
    () => {
        "(CAST($1 AS BIGINT) = 0 OR a.audience = 'customers' OR (a.audience = 'owners'
         AND EXISTS (SELECT 1 FROM asset s WHERE s.organisation_id = $1 AND s.product_line = a.product_line)))"
    };
}
/// What of it is there to be read.
macro_rules! in_sight {
    () => {
        concat!("a.withdrawn_at IS NULL AND ", $crate::announcements::addressed!())
    };
}
pub(crate) use {addressed, in_sight};

// The people an announcement `a` is for: for customers and owners the people of customers, else the staff.
macro_rules! readers {
    () => {
        "p.deactivated_at IS NULL AND (
         (a.audience = 'customers' AND p.organisation_id IS NOT NULL)
         OR (a.audience = 'staff' AND p.organisation_id IS NULL)
         OR (a.audience = 'owners' AND EXISTS (SELECT 1 FROM asset s
             WHERE s.organisation_id = p.organisation_id AND s.product_line = a.product_line)))"
    };
}
use readers;

macro_rules! lines {
    ($sight:expr, $then:literal) => {
        concat!(
            "SELECT a.id, a.kind, a.title, a.title_en, a.product_line, a.version, a.audience, a.important,
             a.published_at, a.changed_at, a.withdrawn_at, r.at FROM announcement a
             LEFT JOIN announcement_read r ON r.announcement_id = a.id AND r.person_id = $2 AND r.asked = a.asked WHERE ",
            $sight,
            $then
        )
    };
}
sql!(
    LINES,
    lines!(
        in_sight!(),
        " AND ($3 = '' OR a.kind = $3) AND ($4 = '' OR a.product_line = $4)
          AND (LOWER(a.title) LIKE $5 ESCAPE '\\' OR LOWER(a.title_en) LIKE $5 ESCAPE '\\'
               OR LOWER(a.version) LIKE $5 ESCAPE '\\' OR LOWER(a.product_line) LIKE $5 ESCAPE '\\')
          AND (CAST($6 AS BIGINT) = 0 OR a.id < $6) ORDER BY a.id DESC LIMIT $7"
    )
);
sql!(LINE, lines!(addressed!(), " AND a.id = $3"));
sql!(UNREAD, lines!(in_sight!(), " AND a.important = 1 AND r.at IS NULL ORDER BY a.id DESC LIMIT $3"));
sql!(
    TEXT,
    "SELECT a.markdown, a.markdown_en, p.name FROM announcement a JOIN person p ON p.id = a.published_by WHERE a.id = $1"
);
sql!(
    LINES_OF_PRODUCTS,
    concat!(
        "SELECT DISTINCT a.product_line FROM announcement a WHERE ",
        in_sight!(),
        " AND a.product_line <> '' ORDER BY a.product_line LIMIT 200"
    )
);
sql!(
    READ,
    "INSERT INTO announcement_read (announcement_id, person_id, asked, at)
     SELECT id, $2, asked, $3 FROM announcement WHERE id = $1 ON CONFLICT DO NOTHING"
);
sql!(
    READERS,
    "SELECT p.name, COALESCE(o.name, ''), r.at FROM announcement_read r JOIN person p ON p.id = r.person_id
     JOIN announcement a ON a.id = r.announcement_id AND a.asked = r.asked
     LEFT JOIN organisation o ON o.id = p.organisation_id WHERE r.announcement_id = $1
     ORDER BY r.at DESC, p.id LIMIT $2"
);
sql!(FOR_HOW_MANY, concat!("SELECT COUNT(*) FROM person p JOIN announcement a ON a.id = $1 WHERE ", readers!()));

/// `id, kind, title, title_en, product_line, version, audience, important, published_at, changed_at, withdrawn_at, read_at`
type LineRow = (i64, String, String, String, String, String, String, i64, i64, Option<i64>, Option<i64>, Option<i64>);

impl Desk {
    /// A page of the announcements for the viewer, the latest first.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn announcements(&self, filter: &AnnouncementFilter) -> Result<AnnouncementPage> {
        let (organisation, person) = self.reader()?;
        let after: i64 = filter.after.parse().unwrap_or(0);
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let AnnouncementFilter { q, kind, product_line, .. } = filter;
        let values = args![organisation, person, kind, product_line, pattern_of(q), after, one_more];
        let mut rows: Vec<LineRow> = self.db().all(&LINES, values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let known: Vec<(String,)> = self.db().all(&LINES_OF_PRODUCTS, args![organisation]).await?;
        Ok(AnnouncementPage {
            more_after: rows.last().filter(|_| more).map(|row| row.0),
            lines: self.lines(rows)?,
            product_lines: known.into_iter().map(|(line,)| line).collect(),
            may_publish: self.may(Action::PublishAnnouncement, Whose::Others),
        })
    }

    /// The important ones that the viewer has not said to have read, the latest first; a few.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn unread_announcements(&self) -> Result<Vec<AnnouncementLine>> {
        let (organisation, person) = self.reader()?;
        self.lines(self.db().all(&UNREAD, args![organisation, person, UNREAD_MOST]).await?)
    }

    /// One announcement; of a withdrawn one only that it was.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not for the viewer; `SignInNeeded` for guests.
    pub async fn announcement(&self, id: i64) -> Result<AnnouncementSheet> {
        let line = self.announcement_line(id).await?;
        let there = line.withdrawn_at.is_none();
        let (chinese, english, published_by): (String, String, String) = self.db().one(&TEXT, args![id]).await?;
        let publishes = self.may(Action::PublishAnnouncement, Whose::Others);
        let text = Bilingual { chinese, english };
        Ok(AnnouncementSheet {
            html: if there { html(text.get(self.viewer.language()), &Files::default()) } else { String::new() },
            published_by,
            files: if there { self.announcement_files(id).await? } else { Vec::new() },
            receipts: if publishes && line.important { Some(self.receipts(id).await?) } else { None },
            history: if publishes { self.announcement_history(id).await? } else { Vec::new() },
            may_change: publishes && there,
            line,
        })
    }

    /// Keeps that the viewer has read it as it is asked for now; the first time counts.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not for the viewer; `WrongStage` when it was withdrawn; `SignInNeeded` for guests.
    pub async fn read_announcement(&self, id: i64) -> Result<()> {
        let (_, person) = self.reader()?;
        if self.announcement_line(id).await?.withdrawn_at.is_some() {
            return Err(Refusal::WrongStage.into());
        }
        self.db().run(&READ, args![id, person, self.now]).await?;
        Ok(())
    }

    async fn announcement_line(&self, id: i64) -> Result<AnnouncementLine> {
        let (organisation, person) = self.reader()?;
        let row: Option<LineRow> = self.db().maybe(&LINE, args![organisation, person, id]).await?;
        let mut lines = self.lines(vec![row.ok_or(Refusal::NotFound)?])?;
        Ok(lines.remove(0))
    }

    async fn receipts(&self, id: i64) -> Result<Receipts> {
        let rows: Vec<(String, String, i64)> = self.db().all(&READERS, args![id, RECEIPTS_MOST]).await?;
        let receipt = |(name, organisation, at)| Ok(Receipt { name, organisation, at: moment(at)? });
        let (of,): (i64,) = self.db().one(&FOR_HOW_MANY, args![id]).await?;
        Ok(Receipts { read: rows.into_iter().map(receipt).collect::<Result<_>>()?, of })
    }

    /// The organisation whose announcements the viewer reads, 0 for the staff; and who it is.
    fn reader(&self) -> Result<(i64, i64)> {
        let whose = if self.is_staff() { Whose::Others } else { Whose::OwnOrganisation };
        let person = self.person_who_may(Action::SeeAnnouncement, whose)?;
        Ok((person.organisation.as_ref().map_or(0, |organisation| organisation.id), person.id))
    }

    fn lines(&self, rows: Vec<LineRow>) -> Result<Vec<AnnouncementLine>> {
        let language = self.viewer.language();
        rows.into_iter().map(|row| line(row, language)).collect()
    }
}

fn line(row: LineRow, language: Language) -> Result<AnnouncementLine> {
    let (id, kind, chinese, english, product_line, version, audience, important, published, changed, withdrawn, read) =
        row;
    Ok(AnnouncementLine {
        id,
        kind: AnnouncementKind::from_key(&kind).ok_or(Fault::Broken("an unknown kind of announcement"))?,
        title: Bilingual { chinese, english }.get(language).to_owned(),
        product_line,
        version,
        audience: AnnouncementAudience::from_key(&audience).ok_or(Fault::Broken("an unknown audience"))?,
        important: important == 1,
        published_at: moment(published)?,
        changed_at: changed.map(moment).transpose()?,
        withdrawn_at: withdrawn.map(moment).transpose()?,
        read_at: read.map(moment).transpose()?,
    })
}
