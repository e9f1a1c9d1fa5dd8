//! What becomes of accounts: somebody is invited, gets another role, is deactivated and comes back. Nobody is removed, and
//! nobody alters their own account.

use super::history::By;
use super::links::{Link, make_link};
use super::list::whose;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::people::{Account, Deed, Invitation, InvitationDraft, LinkPurpose, PersonRow, roles_to_give};
use domain::person::{OrganisationRef, Person, PersonRef, Role};
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(
    INVITED,
    "INSERT INTO person (email, name, phone, role, organisation_id, language, time_zone, password_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8) ON CONFLICT (email) DO NOTHING RETURNING id"
);
sql!(ROLE_GIVEN, "UPDATE person SET role = $2 WHERE id = $1 AND role = $3");
sql!(
    DEACTIVATED,
    "UPDATE person SET deactivated_at = $2, deactivated_by = $3 WHERE id = $1 AND deactivated_at IS NULL"
);
sql!(
    REACTIVATED,
    "UPDATE person SET deactivated_at = NULL, deactivated_by = NULL WHERE id = $1 AND deactivated_at IS NOT NULL"
);
sql!(SESSIONS_ENDED, "DELETE FROM session WHERE person_id = $1");
sql!(LINKS_ENDED, "UPDATE password_link SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL");
sql!(DEDICATED_ENDED, "UPDATE dedicated_engineer SET until = $2 WHERE person_id = $1 AND until IS NULL");

fn flawed(field: &str, kind: FlawKind) -> Refusal {
    Refusal::Flawed(vec![Flaw::of(field, kind)])
}

impl Desk {
    /// Into which organisation the viewer invites: customer admins into their own, whatever is named; managers into the one
    /// that is named, or none, which means staff.
    ///
    /// # Errors
    /// `NotFound` when there is no such organisation; `NotAllowed` for everybody but customer admins and managers;
    /// `SignInNeeded` for guests.
    pub async fn invites_to(&self, named: Option<i64>) -> Result<Option<OrganisationRef>> {
        let viewer = self.person()?;
        let whose = if viewer.organisation.is_some() { Whose::OwnOrganisation } else { Whose::Others };
        self.person_who_may(Action::EditPeople, whose)?;
        match (&viewer.organisation, named) {
            (Some(own), _) => Ok(Some(own.clone())),
            (None, None) => Ok(None),
            (None, Some(id)) => Ok(Some(self.organisation_of_people(id).await?)),
        }
    }

    /// Adds somebody who cannot sign in yet, and writes them a letter with a link that sets the password. Customer admins
    /// invite into their own organisation, whatever the form says; without an organisation managers invite staff.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form, also when the address has an account (`email`); `NotFound` when there is no
    /// such organisation; `NotAllowed` for everybody but customer admins and managers; `SignInNeeded` for guests.
    pub async fn invite_person(&self, draft: &InvitationDraft) -> Result<PersonRef> {
        let viewer = self.person()?;
        let named = match draft.organisation.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Refusal::NotFound)?),
        };
        let organisation = self.invites_to(named).await?;
        let parsed = draft.parse(viewer.role, organisation.is_some());
        let Invitation { name, email, phone, role, language } = parsed.map_err(Refusal::Flawed)?;
        let zone = &self.store.company().time_zone;
        let organisation_id = organisation.as_ref().map(|organisation| organisation.id);
        let values = args![&email, &name, phone, role.key(), organisation_id, language.tag(), zone, self.now];
        let mut tx = self.db().begin().await?;
        let row: Option<(i64,)> = tx.maybe(&INVITED, values).await?;
        let (id,) = row.ok_or_else(|| flawed("email", FlawKind::Taken))?;
        let link = Link { person_id: id, purpose: LinkPurpose::Invitation, by: Some(viewer), now: self.now };
        make_link(&mut tx, link).await?;
        self.by()?.did(&mut tx, Some(id), &Deed::Invited { role }).await?;
        tx.commit().await?;
        Ok(PersonRef { id, name })
    }

    /// Writes once more to somebody who has no password yet; the links before end.
    ///
    /// # Errors
    /// `ChangedMeanwhile` when they have a password or are deactivated; `NotFound` when the account is not the viewer's to
    /// see, `NotAllowed` when it is not theirs to alter; `SignInNeeded` for guests.
    pub async fn invite_again(&self, id: i64) -> Result<()> {
        let (viewer, person) = self.to_alter(id).await?;
        if !matches!(person.account, Account::Invited { .. } | Account::NotInvited) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let mut tx = self.db().begin().await?;
        tx.run(&LINKS_ENDED, args![id, self.now]).await?;
        let link = Link { person_id: id, purpose: LinkPurpose::Invitation, by: Some(viewer), now: self.now };
        make_link(&mut tx, link).await?;
        self.by()?.did(&mut tx, Some(id), &Deed::InvitedAgain).await?;
        Ok(tx.commit().await?)
    }

    /// Gives somebody another role on their side of the counter.
    ///
    /// # Errors
    /// `Flawed` when the role is not the viewer's to give (`role`); `ChangedMeanwhile` when somebody else just did;
    /// `NotFound` when the account is not the viewer's to see, `NotAllowed` when it is not theirs to alter; `SignInNeeded`
    /// for guests.
    pub async fn give_role(&self, id: i64, role: &str) -> Result<()> {
        let (viewer, person) = self.to_alter(id).await?;
        let given = Role::from_key(role);
        let given = given.filter(|role| roles_to_give(viewer.role, person.role.is_customer()).contains(role));
        let given = given.ok_or_else(|| flawed("role", FlawKind::NotAChoice))?;
        let mut tx = self.db().begin().await?;
        if tx.run(&ROLE_GIVEN, args![id, given.key(), person.role.key()]).await? == 0 {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        if given != person.role {
            self.by()?.did(&mut tx, Some(id), &Deed::RoleGiven { from: person.role, to: given }).await?;
        }
        Ok(tx.commit().await?)
    }

    /// From now on they cannot sign in, and whoever they are signed in as ends. What they did stays theirs; they are
    /// nobody's dedicated engineer any more.
    ///
    /// # Errors
    /// `NotFound` when the account is not the viewer's to see, `NotAllowed` when it is not theirs to alter; `SignInNeeded`
    /// for guests.
    pub async fn deactivate_person(&self, id: i64) -> Result<()> {
        let (viewer, _) = self.to_alter(id).await?;
        let mut tx = self.db().begin().await?;
        if tx.run(&DEACTIVATED, args![id, self.now, viewer.id]).await? > 0 {
            self.by()?.did(&mut tx, Some(id), &Deed::Deactivated).await?;
        }
        tx.run(&SESSIONS_ENDED, args![id]).await?;
        tx.run(&LINKS_ENDED, args![id, self.now]).await?;
        tx.run(&DEDICATED_ENDED, args![id, self.now]).await?;
        Ok(tx.commit().await?)
    }

    /// They may sign in again, with the password they had.
    ///
    /// # Errors
    /// `NotFound` when the account is not the viewer's to see, `NotAllowed` when it is not theirs to alter; `SignInNeeded`
    /// for guests.
    pub async fn reactivate_person(&self, id: i64) -> Result<()> {
        self.to_alter(id).await?;
        let mut tx = self.db().begin().await?;
        if tx.run(&REACTIVATED, args![id]).await? > 0 {
            self.by()?.did(&mut tx, Some(id), &Deed::Reactivated).await?;
        }
        Ok(tx.commit().await?)
    }

    fn by(&self) -> Result<By<'_>> {
        Ok(By { person: Some(self.person()?), now: self.now })
    }

    /// The viewer and a person whose account is theirs to alter.
    async fn to_alter(&self, id: i64) -> Result<(&Person, PersonRow)> {
        let person = self.person_row(id).await?;
        let viewer = self.person_who_may(Action::EditPeople, whose(self.person()?, &person))?;
        Ok((viewer, person))
    }
}
