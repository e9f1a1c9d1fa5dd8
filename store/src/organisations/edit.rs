//! Managers add organisations and edit what their archives say.

use crate::db::{Sql, Val, args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::organisation::{Entry, EntryDraft, OrganisationDraft};
use domain::person::OrganisationRef;
use domain::refusal::{Flaw, FlawKind, Refusal};

sql!(
    ADDED,
    "INSERT INTO organisation (name, address, systems, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO NOTHING RETURNING id"
);
sql!(OF_THAT_NAME, "SELECT id FROM organisation WHERE name = $1");
sql!(CHANGED, "UPDATE organisation SET name = $2, address = $3, systems = $4 WHERE id = $1");
sql!(SITE_OF_THAT_NAME, "SELECT id FROM site WHERE organisation_id = $1 AND name = $2");
sql!(SITE_ADDED, "INSERT INTO site (organisation_id, name, address) VALUES ($1, $2, $3)");
sql!(SITE_CHANGED, "UPDATE site SET name = $3, address = $4 WHERE organisation_id = $1 AND id = $2");
sql!(SITE_REMOVED, "DELETE FROM site WHERE organisation_id = $1 AND id = $2");
sql!(CONTACT_ADDED, "INSERT INTO contact (organisation_id, name, duty, phone, email) VALUES ($1, $2, $3, $4, $5)");
sql!(
    CONTACT_CHANGED,
    "UPDATE contact SET name = $3, duty = $4, phone = $5, email = $6 WHERE organisation_id = $1 AND id = $2"
);
sql!(CONTACT_REMOVED, "DELETE FROM contact WHERE organisation_id = $1 AND id = $2");
sql!(
    PART_ADDED,
    "INSERT INTO spare_part (organisation_id, name, part_number, quantity, place) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    PART_CHANGED,
    "UPDATE spare_part SET name = $3, part_number = $4, quantity = $5, place = $6 WHERE organisation_id = $1 AND id = $2"
);
sql!(PART_REMOVED, "DELETE FROM spare_part WHERE organisation_id = $1 AND id = $2");

impl Desk {
    /// Whether who is at the desk may add organisations.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn may_add_organisation(&self) -> Result<()> {
        self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        Ok(())
    }

    /// Adds an organisation.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form, also when the name is taken (`name`); `NotAllowed` for everybody but
    /// managers; `SignInNeeded` for guests.
    pub async fn add_organisation(&self, draft: &OrganisationDraft) -> Result<OrganisationRef> {
        self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        let OrganisationDraft { name, address, systems } = draft.parse().map_err(Refusal::Flawed)?;
        let mut tx = self.db().begin().await?;
        let row: Option<(i64,)> = tx.maybe(&ADDED, args![&name, address, systems, self.now]).await?;
        let (id,) = row.ok_or_else(name_taken)?;
        tx.commit().await?;
        Ok(OrganisationRef { id, name })
    }

    /// Changes what is said of an organisation.
    ///
    /// # Errors
    /// Like [`Desk::add_organisation`]; `NotFound` when there is none.
    pub async fn change_organisation(&self, id: i64, draft: &OrganisationDraft) -> Result<()> {
        self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        let id = self.archived(id).await?.id;
        let OrganisationDraft { name, address, systems } = draft.parse().map_err(Refusal::Flawed)?;
        let mut tx = self.db().begin().await?;
        let namesake: Option<(i64,)> = tx.maybe(&OF_THAT_NAME, args![&name]).await?;
        if namesake.is_some_and(|(other,)| other != id) {
            return Err(name_taken().into());
        }
        tx.run(&CHANGED, args![id, name, address, systems]).await?;
        Ok(tx.commit().await?)
    }

    /// Adds a site, a contact or a spare part to an archive, or changes the one of that id.
    ///
    /// # Errors
    /// `Flawed` with what is wrong with the form; `NotFound` when there is no such organisation or line; `NotAllowed` for
    /// everybody but managers; `SignInNeeded` for guests.
    pub async fn save_entry(&self, organisation_id: i64, draft: &EntryDraft) -> Result<()> {
        let of = self.edited(organisation_id).await?;
        let entry = draft.parse().map_err(Refusal::Flawed)?;
        let known = known_entry(&draft.id)?;
        if let Entry::Site { name, .. } = &entry {
            let namesake: Option<(i64,)> = self.db().maybe(&SITE_OF_THAT_NAME, args![of, name]).await?;
            if namesake.is_some_and(|(other,)| Some(other) != known) {
                return Err(name_taken().into());
            }
        }
        let (added, changed, mut values): (&Sql, &Sql, Vec<Val>) = match entry {
            Entry::Site { name, address } => (&SITE_ADDED, &SITE_CHANGED, args![name, address]),
            Entry::Contact { name, duty, phone, email } => {
                (&CONTACT_ADDED, &CONTACT_CHANGED, args![name, duty, phone, email])
            }
            Entry::Part { name, part_number, quantity, place } => {
                (&PART_ADDED, &PART_CHANGED, args![name, part_number, quantity, place])
            }
        };
        let sql = match known {
            Some(id) => {
                values.splice(0..0, args![of, id]);
                changed
            }
            None => {
                values.splice(0..0, args![of]);
                added
            }
        };
        self.change_entry(sql, values).await
    }

    /// Takes a site, a contact or a spare part out of an archive.
    ///
    /// # Errors
    /// `NotFound` when there is none; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn remove_entry(&self, organisation_id: i64, entry: &str, id: &str) -> Result<()> {
        let of = self.edited(organisation_id).await?;
        let sql = match entry {
            "site" => &SITE_REMOVED,
            "contact" => &CONTACT_REMOVED,
            "part" => &PART_REMOVED,
            _ => return Err(Refusal::NotFound.into()),
        };
        self.change_entry(sql, args![of, known_entry(id)?.unwrap_or_default()]).await
    }

    /// The organisation of that id, for those who may edit it.
    async fn edited(&self, organisation_id: i64) -> Result<i64> {
        self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        Ok(self.archived(organisation_id).await?.id)
    }

    async fn change_entry(&self, sql: &Sql, values: Vec<Val>) -> Result<()> {
        match self.db().run(sql, values).await? {
            0 => Err(Refusal::NotFound.into()),
            _ => Ok(()),
        }
    }
}

fn name_taken() -> Refusal {
    Refusal::Flawed(vec![Flaw::of("name", FlawKind::Taken)])
}

/// The line a form is about; none for a new one.
fn known_entry(id: &str) -> Result<Option<i64>, Refusal> {
    match id.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Refusal::NotFound),
    }
}
