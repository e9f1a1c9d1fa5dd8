//! People as rows, and the person at the desk changing their own settings. The list of people, invitations and what becomes
//! of accounts stand below.

mod alter;
mod history;
mod links;
mod list;
mod own;

use crate::db::{Db, Tx, args, sql};
use crate::{Desk, Result, Store};
use domain::Moment;
use domain::access::{Action, Whose, may};
use domain::person::{Language, OrganisationRef, Person, PersonRef, Role};

macro_rules! person_columns {
    () => {
        "p.id, p.name, p.email, p.phone, p.role, p.organisation_id, o.name, p.language, p.time_zone"
    };
}
pub(crate) use history::By;
pub(crate) use links::REQUESTS_COUNT_FOR;
pub(crate) use person_columns;

/// [`person_columns`] as they come.
pub(crate) type PersonRow = (i64, String, String, String, String, Option<i64>, Option<String>, String, String);

sql!(
    PERSON_BY_EMAIL,
    concat!(
        "SELECT ",
        person_columns!(),
        " FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.email = $1"
    )
);
sql!(LANGUAGE_CHANGED, "UPDATE person SET language = $2 WHERE id = $1");
sql!(STAFF, "SELECT id, name, role FROM person WHERE organisation_id IS NULL AND deactivated_at IS NULL");
sql!(PERSON_ROLE, "SELECT id, name, role FROM person WHERE id = $1 AND deactivated_at IS NULL");
sql!(PERSON_PHONE, "SELECT phone FROM person WHERE id = $1");
sql!(
    CALLER,
    "SELECT id, name FROM person WHERE organisation_id = $1 AND deactivated_at IS NULL
     AND ((email = $2 AND $2 <> '') OR (phone = $3 AND $3 <> '')) ORDER BY CASE WHEN email = $2 THEN 0 ELSE 1 END, id"
);
sql!(ADDRESSEE, "SELECT name, email, language FROM person WHERE id = $1");

/// E-mail addresses are compared as people mean them: without case or surrounding spaces.
pub(crate) fn normal_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Whom a letter goes to.
pub(crate) struct Addressee {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) language: Language,
}

impl Store {
    pub(crate) fn person_of(&self, row: PersonRow, now: Moment) -> Result<Person> {
        let (id, name, email, phone, role, organisation_id, organisation_name, language, time_zone) = row;
        let organisation = organisation_id.zip(organisation_name).map(|(id, name)| OrganisationRef { id, name });
        Ok(Person {
            id,
            name,
            email,
            phone,
            role: Role::from_key(&role).ok_or(crate::Fault::Broken("a person with an unknown role"))?,
            organisation,
            language: Language::from_tag(&language).unwrap_or_default(),
            zone: self.inner.zones.around(&time_zone, now),
        })
    }

    pub(crate) async fn person_by_email(&self, email: &str, now: Moment) -> Result<Option<Person>> {
        let row: Option<PersonRow> = self.inner.db.maybe(&PERSON_BY_EMAIL, args![normal_email(email)]).await?;
        row.map(|row| self.person_of(row, now)).transpose()
    }
}

/// Everybody a case can be assigned to, by name.
pub(crate) async fn engineers(db: &Db) -> Result<Vec<PersonRef>> {
    let staff: Vec<(i64, String, String)> = db.all(&STAFF, args![]).await?;
    let workers = staff.into_iter().filter(|(_, _, role)| Role::from_key(role).is_some_and(works_on_cases));
    let mut engineers: Vec<PersonRef> = workers.map(|(id, name, _)| PersonRef { id, name }).collect();
    // Sorted here and not by the database: the engines collate differently.
    engineers.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(engineers)
}

/// Everybody who writes articles, by name.
pub(crate) async fn writers(db: &Db) -> Result<Vec<PersonRef>> {
    let staff: Vec<(i64, String, String)> = db.all(&STAFF, args![]).await?;
    let writes = |role| may(role, Action::WriteArticle, Whose::Others);
    let writers = staff.into_iter().filter(|(_, _, role)| Role::from_key(role).is_some_and(writes));
    let mut writers: Vec<PersonRef> = writers.map(|(id, name, _)| PersonRef { id, name }).collect();
    writers.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(writers)
}

/// The person of that id, if a case can be assigned to them.
pub(crate) async fn engineer(db: &Db, id: i64) -> Result<Option<PersonRef>> {
    let row: Option<(i64, String, String)> = db.maybe(&PERSON_ROLE, args![id]).await?;
    let worker = row.filter(|(_, _, role)| Role::from_key(role).is_some_and(works_on_cases));
    Ok(worker.map(|(id, name, _)| PersonRef { id, name }))
}

/// Those who have a queue.
fn works_on_cases(role: Role) -> bool {
    may(role, Action::SeeQueue, Whose::Own) && may(role, Action::Work, Whose::Assigned)
}

pub(crate) async fn phone(db: &Db, id: i64) -> Result<String> {
    let row: Option<(String,)> = db.maybe(&PERSON_PHONE, args![id]).await?;
    Ok(row.map(|(phone,)| phone).unwrap_or_default())
}

/// The person of an organisation who calls, told by e-mail or phone number.
pub(crate) async fn caller(db: &Db, organisation_id: i64, email: &str, phone: &str) -> Result<Option<PersonRef>> {
    let row: Option<(i64, String)> = db.maybe(&CALLER, args![organisation_id, normal_email(email), phone]).await?;
    Ok(row.map(|(id, name)| PersonRef { id, name }))
}

pub(crate) async fn addressee_in(tx: &mut Tx, id: i64) -> Result<Option<Addressee>> {
    let row: Option<(String, String, String)> = tx.maybe(&ADDRESSEE, args![id]).await?;
    Ok(row.map(|(name, email, language)| {
        let language = Language::from_tag(&language).unwrap_or_default();
        Addressee { name, email, language }
    }))
}

impl Desk {
    /// From the next request on, pages speak that language to this person.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, whose language is a matter of their browser.
    pub async fn set_language(&self, language: Language) -> Result<()> {
        self.db().run(&LANGUAGE_CHANGED, args![self.person()?.id, language.tag()]).await?;
        Ok(())
    }
}
