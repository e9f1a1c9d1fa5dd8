//! The list of people, and one of them: customer admins see their colleagues, secretaries and managers everybody.

use crate::access::{Reach, reaching_sql};
use crate::cases::lists::pattern_of;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::Moment;
use domain::access::{Action, Whose};
use domain::people::{Account, PeopleFilter, PeoplePage, PersonRow, PersonSheet, roles_to_give};
use domain::person::{Language, OrganisationRef, Person, Role};
use domain::refusal::Refusal;

const ROWS_PER_PAGE: usize = 50;

macro_rules! row_columns {
    () => {
        "SELECT x.id, x.name, x.email, x.phone, x.role, x.organisation_id, o.name,
         CAST(CASE WHEN x.password_hash = '' THEN 0 ELSE 1 END AS BIGINT), x.deactivated_at,
         (SELECT MAX(l.expires_at) FROM password_link l WHERE l.person_id = x.id AND l.ended_at IS NULL)
         FROM person x LEFT JOIN organisation o ON o.id = x.organisation_id WHERE "
    };
}
reaching_sql!(
    PEOPLE,
    row_columns!(),
    " AND ($2 = '' OR x.role = $2) AND (CAST($3 AS BIGINT) = 0 OR x.organisation_id = $3)
      AND ($4 = 'all' OR ($4 = 'deactivated' AND x.deactivated_at IS NOT NULL)
           OR ($4 = 'active' AND x.deactivated_at IS NULL))
      AND (LOWER(x.name) LIKE $5 ESCAPE '\\' OR LOWER(x.email) LIKE $5 ESCAPE '\\' OR LOWER(x.phone) LIKE $5 ESCAPE '\\'
           OR LOWER(COALESCE(o.name, '')) LIKE $5 ESCAPE '\\')
      AND (CAST($6 AS BIGINT) = 0 OR x.id < $6) ORDER BY x.id DESC LIMIT $7"
);
reaching_sql!(PERSON, row_columns!(), " AND x.id = $2");
reaching_sql!(
    ORGANISATION,
    "SELECT x.organisation_id, x.name FROM (SELECT id AS organisation_id, name FROM organisation) x WHERE ",
    " AND x.organisation_id = $2"
);
sql!(
    MORE_OF_PERSON,
    "SELECT p.language, p.created_at, COALESCE(b.name, ''),
     (SELECT COUNT(*) FROM service_case c WHERE c.assignee_id = p.id AND c.closed_at IS NULL)
     FROM person p LEFT JOIN person b ON b.id = p.deactivated_by WHERE p.id = $1"
);

/// Columns of [`PersonRow`]; then whether there is a password, since when deactivated, until when a link is good.
type Row = (i64, String, String, String, String, Option<i64>, Option<String>, i64, Option<i64>, Option<i64>);

fn row(row: Row, now: Moment) -> Result<PersonRow> {
    let (id, name, email, phone, role, organisation_id, organisation, has_password, deactivated_at, link_until) = row;
    let link_until = link_until.map(moment).transpose()?.filter(|until| *until > now);
    let account = match (deactivated_at, has_password != 0, link_until) {
        (Some(since), ..) => Account::Deactivated { since: moment(since)? },
        (None, true, _) => Account::Active,
        (None, false, Some(until)) => Account::Invited { until },
        (None, false, None) => Account::NotInvited,
    };
    Ok(PersonRow {
        id,
        name,
        email,
        phone,
        role: Role::from_key(&role).ok_or(Fault::Broken("a person with an unknown role"))?,
        organisation: organisation_id.zip(organisation).map(|(id, name)| OrganisationRef { id, name }),
        account,
    })
}

/// How far the viewer sees; those who see nobody but themselves see no list.
fn reach(person: &Person) -> Result<Reach, Refusal> {
    Reach::of(person, Action::SeePeople)
}

impl Desk {
    /// A page of the people the viewer may see, who came last first.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but customer admins, secretaries and managers; `NotFound` when an organisation is asked for
    /// that is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn people(&self, filter: &PeopleFilter) -> Result<PeoplePage> {
        let person = self.person()?;
        let reach = reach(person)?;
        let show = match filter.show.as_str() {
            known @ ("deactivated" | "all") => known,
            _ => "active",
        };
        let role = Role::from_key(&filter.role).map_or("", Role::key);
        let organisation = match filter.organisation.parse().ok() {
            Some(id) => Some(self.organisation_within(reach, id).await?),
            None => None,
        };
        let after: i64 = filter.after.parse().unwrap_or_default();
        let of = organisation.as_ref().map_or(0, |organisation| organisation.id);
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let values = args![reach.id(), role, of, show, pattern_of(&filter.q), after, one_more];
        let found: Vec<Row> = self.db().all(PEOPLE.within(reach), values).await?;
        let more = found.len() > ROWS_PER_PAGE;
        let found = found.into_iter().take(ROWS_PER_PAGE).map(|each| row(each, self.now));
        let rows = found.collect::<Result<Vec<PersonRow>>>()?;
        let more_after = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let whose = if person.organisation.is_some() { Whose::OwnOrganisation } else { Whose::Others };
        Ok(PeoplePage { rows, more_after, organisation, may_invite: self.may(Action::EditPeople, whose) })
    }

    async fn organisation_within(&self, reach: Reach, id: i64) -> Result<OrganisationRef> {
        let row: Option<(i64, String)> = self.db().maybe(ORGANISATION.within(reach), args![reach.id(), id]).await?;
        let (id, name) = row.ok_or(Refusal::NotFound)?;
        Ok(OrganisationRef { id, name })
    }

    /// The organisation of that id, if the viewer may see who is there.
    pub(super) async fn organisation_of_people(&self, id: i64) -> Result<OrganisationRef> {
        self.organisation_within(reach(self.person()?)?, id).await
    }

    /// One person, with what the viewer may do with the account.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `NotAllowed` for those who see no list of people;
    /// `SignInNeeded` for guests.
    pub async fn person_sheet(&self, id: i64) -> Result<PersonSheet> {
        let viewer = self.person()?;
        let person = self.person_row(id).await?;
        let more: (String, i64, String, i64) = self.db().one(&MORE_OF_PERSON, args![id]).await?;
        let (language, added_at, deactivated_by, open_cases) = more;
        let may_edit = self.may(Action::EditPeople, whose(viewer, &person));
        let roles = if may_edit { roles_to_give(viewer.role, person.role.is_customer()) } else { Vec::new() };
        let history = match self.may(Action::SeeDeeds, whose(viewer, &person)) {
            true => Some(self.deeds_to(id).await?),
            false => None,
        };
        Ok(PersonSheet {
            language: Language::from_tag(&language).unwrap_or_default(),
            added_at: moment(added_at)?,
            open_cases,
            deactivated_by,
            roles,
            history,
            person,
        })
    }

    /// The person of that id, if the viewer may see them.
    pub(super) async fn person_row(&self, id: i64) -> Result<PersonRow> {
        let reach = reach(self.person()?)?;
        let found: Option<Row> = self.db().maybe(PERSON.within(reach), args![reach.id(), id]).await?;
        row(found.ok_or(Refusal::NotFound)?, self.now)
    }

    /// Active people of an organisation, for its archive; the caller has asked for authority.
    pub(crate) async fn people_of(&self, organisation_id: i64, most: i64) -> Result<Vec<PersonRow>> {
        let reach = Reach::Organisation(organisation_id);
        let values = args![organisation_id, "", 0, "active", "%", 0, most];
        let found: Vec<Row> = self.db().all(PEOPLE.within(reach), values).await?;
        found.into_iter().map(|each| row(each, self.now)).collect()
    }
}

/// In which relation the viewer stands to somebody's account.
pub(super) fn whose(viewer: &Person, person: &PersonRow) -> Whose {
    let same = |one: &OrganisationRef| person.organisation.as_ref().is_some_and(|other| other.id == one.id);
    if viewer.id == person.id {
        Whose::Own
    } else if viewer.organisation.as_ref().is_some_and(same) {
        Whose::OwnOrganisation
    } else {
        Whose::Others
    }
}
