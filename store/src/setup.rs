//! The operator's door: what commands, imports and the demo put into an installation. It asks for no authority, so
//! nothing that answers a request may use it.

use crate::db::{Db, Sql, Val, args, sql};
use crate::people::normal_email;
use crate::{Result, Store, zones};
use chrono::NaiveDate;
use domain::asset::normal_serial;
use domain::case::Kind;
use domain::contract::{Rates, Terms};
use domain::person::{Language, OrganisationRef, PersonRef, Role, Viewer};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::simulation::{Scenario, Simulation};
use domain::{Moment, typed};

/// The operator's access to the store: `store.setup()`. The company's settings and articles are written where they are read
/// (`company.rs`, `knowledge/write.rs`).
#[derive(Clone)]
pub struct Setup {
    pub(crate) store: Store,
}

/// A person to add.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub name: String,
    /// Compared without case.
    pub email: String,
    pub phone: String,
    pub role: Role,
    /// Needed for customers, refused for staff.
    pub organisation_id: Option<i64>,
    pub language: Language,
    /// IANA name, e.g. `Asia/Shanghai`.
    pub time_zone: String,
    /// PHC string (argon2id).
    pub password_hash: String,
}

/// An asset to add.
#[derive(Clone, Debug)]
pub struct NewAsset {
    pub organisation_id: i64,
    /// Normalised by the store; unique in the installation.
    pub serial: String,
    pub name: String,
    pub model: String,
    /// Empty when it is not known.
    pub product_line: String,
    pub site: String,
    pub warranty_ends_on: Option<NaiveDate>,
}

/// A contract to add.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// Unique in the installation, e.g. `QS-2025-014`.
    pub number: String,
    pub organisation_id: i64,
    /// Id of a service policy, e.g. `a`.
    pub policy: String,
    /// First and last day, both inclusive.
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub kinds: Vec<Kind>,
    /// Empty means every asset of the organisation.
    pub asset_ids: Vec<i64>,
    /// Empty means every site.
    pub sites: Vec<String>,
}

/// Who may read an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Also those who are not signed in.
    Everybody,
    /// Everybody who is signed in.
    Customers,
    /// The service company only.
    Staff,
}

/// One language of an article to add or to replace.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// Shared by both languages, e.g. `blue-screen-after-update`.
    pub slug: String,
    pub audience: Audience,
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub markdown: String,
    /// Words people search by that the text may not say: error codes, synonyms.
    pub tags: Vec<String>,
}

sql!(ANYBODY, "SELECT COUNT(*) FROM person");
sql!(
    ORGANISATION_ADDED,
    "INSERT INTO organisation (name, created_at) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id"
);
sql!(
    PERSON_ADDED,
    "INSERT INTO person (email, name, phone, role, organisation_id, language, time_zone, password_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email) DO NOTHING RETURNING id"
);
sql!(PASSWORD_SET, "UPDATE person SET password_hash = $2 WHERE email = $1");
sql!(
    ASSET_ADDED,
    "INSERT INTO asset (organisation_id, serial, name, model, product_line, site, warranty_ends_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (serial) DO NOTHING RETURNING id"
);
sql!(
    CONTRACT_ADDED,
    "INSERT INTO contract (number, organisation_id, policy, starts_on, ends_on, kinds, sites)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (number) DO NOTHING RETURNING id"
);
sql!(TERMS_SET, "UPDATE contract SET terms = $2 WHERE number = $1");
sql!(RATES_SET, "UPDATE company SET rates = $1 WHERE id = 1");
sql!(ASSET_NAMED, "INSERT INTO contract_asset (contract_id, asset_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
sql!(PASSWORD_CHANGED_SESSIONS, "DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE email = $1)");

fn refused(field: &str, kind: FlawKind) -> Refusal {
    Refusal::Flawed(vec![Flaw::of(field, kind)])
}

impl Setup {
    /// True while nobody can sign in.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(self.db().one::<(i64,)>(&ANYBODY, args![]).await?.0 == 0)
    }

    /// The newest version of a policy tried out.
    ///
    /// # Errors
    /// `Flawed` when there is no such policy, or the scenario's fields say nothing that can be tried.
    pub fn simulate(&self, policy: &str, scenario: &Scenario) -> Result<Simulation> {
        Ok(self.store.policies().simulate(policy, scenario)?)
    }

    fn db(&self) -> &Db {
        &self.store.inner.db
    }

    /// Adds an organisation, or finds it by its name.
    ///
    /// # Errors
    /// `Flawed` when the name is empty.
    pub async fn organisation(&self, name: &str, now: Moment) -> Result<OrganisationRef> {
        let name = typed::line(name);
        if name.is_empty() {
            return Err(refused("name", FlawKind::Empty).into());
        }
        let mut tx = self.db().begin().await?;
        let (id,): (i64,) = tx.one(&ORGANISATION_ADDED, args![&name, now]).await?;
        tx.commit().await?;
        Ok(OrganisationRef { id, name })
    }

    /// Adds a person.
    ///
    /// # Errors
    /// `Flawed` when the e-mail is taken or none, the zone unknown, or role and organisation do not fit.
    pub async fn person(&self, new: &NewPerson, now: Moment) -> Result<PersonRef> {
        let email = normal_email(&new.email);
        if !email.contains('@') {
            return Err(refused("email", FlawKind::NotAnEmail).into());
        }
        if zones::known(&new.time_zone).is_none() {
            return Err(refused("time_zone", FlawKind::NotAChoice).into());
        }
        if new.role.is_customer() != new.organisation_id.is_some() {
            return Err(refused("organisation_id", FlawKind::NotAChoice).into());
        }
        let NewPerson { name, phone, role, organisation_id, language, time_zone, password_hash, .. } = new;
        let name = typed::line(name);
        let values = args![
            email,
            &name,
            typed::line(phone),
            role.key(),
            *organisation_id,
            language.tag(),
            time_zone,
            password_hash,
            now
        ];
        let id = self.added(&PERSON_ADDED, values, "email").await?;
        Ok(PersonRef { id, name })
    }

    /// Runs a statement that adds a row unless its name is taken; the answer is the row's id.
    async fn added(&self, sql: &Sql, values: Vec<Val>, unique: &str) -> Result<i64> {
        let mut tx = self.db().begin().await?;
        let row: Option<(i64,)> = tx.maybe(sql, values).await?;
        let (id,) = row.ok_or_else(|| refused(unique, FlawKind::NotAChoice))?;
        tx.commit().await?;
        Ok(id)
    }

    /// The person of that e-mail as a viewer, to act in their name: `store.desk(viewer, moment)`.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn viewer(&self, email: &str, now: Moment) -> Result<Viewer> {
        let person = self.store.person_by_email(email, now).await?;
        Ok(Viewer::Person(person.ok_or(Refusal::NotFound)?))
    }

    /// Replaces a person's password and ends their sessions.
    ///
    /// # Errors
    /// `NotFound` when nobody has that e-mail.
    pub async fn set_password(&self, email: &str, password_hash: &str) -> Result<()> {
        let email = normal_email(email);
        let mut tx = self.db().begin().await?;
        if tx.run(&PASSWORD_SET, args![&email, password_hash]).await? == 0 {
            return Err(Refusal::NotFound.into());
        }
        tx.run(&PASSWORD_CHANGED_SESSIONS, args![email]).await?;
        Ok(tx.commit().await?)
    }

    /// Adds an asset; the answer is its id.
    ///
    /// # Errors
    /// `Flawed` when the serial number is empty or taken.
    pub async fn asset(&self, new: &NewAsset) -> Result<i64> {
        let serial = normal_serial(&new.serial);
        if serial.is_empty() {
            return Err(refused("serial", FlawKind::Empty).into());
        }
        let NewAsset { organisation_id, name, model, product_line, site, warranty_ends_on, .. } = new;
        let values = args![*organisation_id, serial, name, model, product_line, site, *warranty_ends_on];
        self.added(&ASSET_ADDED, values, "serial").await
    }

    /// Adds a contract; the answer is its id.
    ///
    /// # Errors
    /// `Flawed` when the number is taken, the policy unknown, or it ends before it starts.
    pub async fn contract(&self, new: &NewContract) -> Result<i64> {
        if self.store.policies().known(&new.policy).is_none() {
            return Err(refused("policy", FlawKind::NotAChoice).into());
        }
        if new.ends_on < new.starts_on {
            return Err(refused("ends_on", FlawKind::NotAChoice).into());
        }
        let NewContract { number, organisation_id, policy, starts_on, ends_on, kinds, asset_ids, sites } = new;
        let (kinds, sites) = (serde_json::to_string(kinds)?, serde_json::to_string(sites)?);
        let mut tx = self.db().begin().await?;
        let values = args![typed::line(number), *organisation_id, policy, *starts_on, *ends_on, kinds, sites];
        let row: Option<(i64,)> = tx.maybe(&CONTRACT_ADDED, values).await?;
        let (id,) = row.ok_or_else(|| refused("number", FlawKind::NotAChoice))?;
        for asset_id in asset_ids {
            tx.run(&ASSET_NAMED, args![id, *asset_id]).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    /// What a contract says beside its period, kinds and sites.
    ///
    /// # Errors
    /// `NotFound` when no contract has that number.
    pub async fn contract_terms(&self, number: &str, terms: &Terms) -> Result<()> {
        let terms = serde_json::to_string(terms)?;
        match self.db().run(&TERMS_SET, args![number, terms]).await? {
            0 => Err(Refusal::NotFound.into()),
            _ => Ok(()),
        }
    }

    /// What is billed where no contract says otherwise.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn rates(&self, rates: &Rates) -> Result<()> {
        self.db().run(&RATES_SET, args![serde_json::to_string(rates)?]).await?;
        Ok(())
    }
}
