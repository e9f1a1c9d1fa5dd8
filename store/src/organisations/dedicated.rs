//! Dedicated engineers and deputies (专责工程师): named by managers, and offered first where cases are assigned.

use crate::db::{Db, args, sql};
use crate::{Desk, Result, people};
use domain::access::{Action, Whose};
use domain::case::sheet::DedicatedTo;
use domain::organisation::DedicatedPart;
use domain::person::PersonRef;
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(
    OF_OPEN_CASES,
    "SELECT o.name, d.person_id, d.part FROM dedicated_engineer d JOIN organisation o ON o.id = d.organisation_id
     WHERE d.until IS NULL
       AND EXISTS (SELECT 1 FROM service_case c WHERE c.organisation_id = o.id AND c.closed_at IS NULL)
     ORDER BY o.id, d.part DESC"
);
sql!(
    OF_ORGANISATION,
    "SELECT person_id FROM dedicated_engineer WHERE organisation_id = $1 AND until IS NULL ORDER BY part DESC"
);
sql!(
    ENDED,
    "UPDATE dedicated_engineer SET until = $3 WHERE organisation_id = $1 AND part = $2 AND until IS NULL
     AND person_id <> $4"
);
sql!(
    NAMED,
    "INSERT INTO dedicated_engineer (organisation_id, person_id, part, since, named_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (organisation_id, part) WHERE until IS NULL DO NOTHING"
);

/// Whose engineers are dedicated to the organisations with open cases, the engineer before the deputy.
pub(crate) async fn dedicated_of_open_cases(db: &Db) -> Result<Vec<DedicatedTo>> {
    let rows: Vec<(String, i64, String)> = db.all(&OF_OPEN_CASES, args![]).await?;
    let read = |(organisation_name, person_id, part): (String, i64, String)| {
        Some(DedicatedTo { organisation_name, person_id, part: DedicatedPart::from_key(&part)? })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The engineers, those dedicated to the organisation first.
pub(crate) async fn dedicated_first(db: &Db, organisation_id: i64) -> Result<Vec<PersonRef>> {
    let dedicated: Vec<(i64,)> = db.all(&OF_ORGANISATION, args![organisation_id]).await?;
    let mut engineers = people::engineers(db).await?;
    let place = |id: i64| dedicated.iter().position(|(person,)| *person == id).unwrap_or(usize::MAX);
    engineers.sort_by_key(|engineer| place(engineer.id));
    Ok(engineers)
}

impl Desk {
    /// Names the dedicated engineer or the deputy of an organisation, or nobody. Who it was before stays on record.
    ///
    /// # Errors
    /// `Flawed` (field `engineer` or `deputy`) when the person works on no cases, or both parts would be one person's;
    /// `NotFound` when there is no such organisation; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn name_dedicated(&self, organisation_id: i64, engineer: &str, deputy: &str) -> Result<()> {
        let manager = self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        let organisation = self.archived(organisation_id).await?;
        let named = [self.named("engineer", engineer).await?, self.named("deputy", deputy).await?];
        if named[0].is_some() && named[0] == named[1] {
            return Err(Refusal::Flawed(vec![Flaw::of("deputy", FlawKind::Taken)]).into());
        }
        let mut tx = self.db().begin().await?;
        for (part, person_id) in DedicatedPart::ALL.into_iter().zip(named) {
            let other_than = person_id.unwrap_or_default();
            tx.run(&ENDED, args![organisation.id, part.key(), self.now, other_than]).await?;
            if let Some(person_id) = person_id {
                tx.run(&NAMED, args![organisation.id, person_id, part.key(), self.now, manager.id]).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// The engineer a field names; nobody when it is empty.
    async fn named(&self, field: &str, id: &str) -> Result<Option<i64>> {
        if id.trim().is_empty() {
            return Ok(None);
        }
        let not_a_choice = || Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]);
        let id: i64 = id.parse().map_err(|_| not_a_choice())?;
        let engineer = people::engineer(self.db(), id).await?;
        Ok(Some(engineer.ok_or_else(not_a_choice)?.id))
    }
}
