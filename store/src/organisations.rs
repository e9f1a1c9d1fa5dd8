//! Organisations: the list, and the service archive of each (domain.md §1). Customer admins see their own, engineers those
//! they work for, the rest of the staff all; managers edit.

mod archive;
mod dedicated;
mod edit;

pub(crate) use dedicated::{dedicated_first, dedicated_of_open_cases};

use crate::access::{Reach, reaching_sql};
use crate::cases::lists::pattern_of;
use crate::db::args;
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::organisation::{OrganisationPage, OrganisationRow};
use domain::person::OrganisationRef;
use domain::refusal::Refusal;

const ROWS_PER_PAGE: usize = 50;

// The condition of a reach is about things of organisations, so an organisation is its own thing here.
reaching_sql!(
    ORGANISATIONS,
    "SELECT o.id, o.name,
     COALESCE((SELECT p.name FROM dedicated_engineer d JOIN person p ON p.id = d.person_id
               WHERE d.organisation_id = o.id AND d.part = 'engineer' AND d.until IS NULL), ''),
     (SELECT COUNT(*) FROM person p WHERE p.organisation_id = o.id AND p.deactivated_at IS NULL),
     (SELECT COUNT(*) FROM contract c WHERE c.organisation_id = o.id AND c.starts_on <= $4 AND c.ends_on >= $4),
     (SELECT COUNT(*) FROM asset a WHERE a.organisation_id = o.id),
     (SELECT COUNT(*) FROM service_case c WHERE c.organisation_id = o.id AND c.closed_at IS NULL)
     FROM organisation o JOIN (SELECT id AS organisation_id FROM organisation) x ON x.organisation_id = o.id WHERE ",
    " AND LOWER(o.name) LIKE $2 ESCAPE '\\' AND (CAST($3 AS BIGINT) = 0 OR o.id < $3) ORDER BY o.id DESC LIMIT $5"
);
reaching_sql!(
    ORGANISATION,
    "SELECT o.id, o.name FROM organisation o
     JOIN (SELECT id AS organisation_id FROM organisation) x ON x.organisation_id = o.id WHERE ",
    " AND o.id = $2"
);

type Row = (i64, String, String, i64, i64, i64, i64);

fn row((id, name, dedicated_engineer, people, contracts, assets, open_cases): Row) -> OrganisationRow {
    let organisation = OrganisationRef { id, name };
    OrganisationRow { organisation, dedicated_engineer, people, contracts, assets, open_cases }
}

impl Desk {
    /// A page of the organisations whose archives the viewer may see, with these words in their names, the newest first.
    /// `after` is the id of the last row of the page before.
    ///
    /// # Errors
    /// `NotAllowed` for customers who administer nothing; `SignInNeeded` for guests.
    pub async fn organisation_list(&self, q: &str, after: Option<i64>) -> Result<OrganisationPage> {
        let reach = Reach::of(self.person()?, Action::SeeArchive)?;
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let values = args![reach.id(), pattern_of(q), after.unwrap_or_default(), self.today(), one_more];
        let found: Vec<Row> = self.db().all(ORGANISATIONS.within(reach), values).await?;
        let more = found.len() > ROWS_PER_PAGE;
        let rows: Vec<OrganisationRow> = found.into_iter().take(ROWS_PER_PAGE).map(row).collect();
        let more_after = rows.last().filter(|_| more).map(|row| row.organisation.id);
        let may_edit = self.may(Action::EditOrganisations, Whose::Others);
        Ok(OrganisationPage { rows, more_after, may_edit })
    }

    /// The organisation of that id, if the viewer may see its archive.
    async fn archived(&self, id: i64) -> Result<OrganisationRef> {
        self.organisation_in_reach(Action::SeeArchive, id).await
    }

    /// The organisation of that id, if `action` is the viewer's with it; else it is not found.
    pub(crate) async fn organisation_in_reach(&self, action: Action, id: i64) -> Result<OrganisationRef> {
        // A customer without authority is told the same as one of another organisation.
        let reach = Reach::of(self.person()?, action).map_err(|refusal| match refusal {
            Refusal::NotAllowed => Refusal::NotFound,
            other => other,
        })?;
        let row: Option<(i64, String)> = self.db().maybe(ORGANISATION.within(reach), args![reach.id(), id]).await?;
        let (id, name) = row.ok_or(Refusal::NotFound)?;
        Ok(OrganisationRef { id, name })
    }
}
