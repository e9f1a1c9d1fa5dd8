//! The escalation roles bound to people and addresses of the company (domain.md §1). Which roles there are says the
//! catalogue of the domain crate; when each is told, a policy.

use crate::db::{Db, Tx, args, sql};
use crate::notices::Addressed;
use crate::people::{By, normal_email};
use crate::{Desk, Result, Setup, Store};
use domain::access::{Action, Whose};
use domain::people::Deed;
use domain::person::PersonRef;
use domain::policy::sheet::{RoleRow, RolesSheet};
use domain::policy::{Bound, RoleBinding};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::{Moment, typed};

/// People and addresses of one role.
const BOUND_MOST: usize = 20;

// An escalation never goes to somebody who has left: who was deactivated is bound to nothing.
macro_rules! bound_columns {
    () => {
        "SELECT b.role, b.person_id, COALESCE(p.name, b.name), b.email FROM role_binding b
         LEFT JOIN person p ON p.id = b.person_id WHERE p.deactivated_at IS NULL"
    };
}
sql!(BOUND, concat!(bound_columns!(), " ORDER BY b.id"));
sql!(BOUND_OF_ROLE, concat!(bound_columns!(), " AND b.role = $1 ORDER BY b.id"));
sql!(UNBOUND, "DELETE FROM role_binding WHERE role = $1");
sql!(
    BOUND_TO,
    "INSERT INTO role_binding (role, person_id, name, email, bound_at, bound_by) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(STAFF, "SELECT id, name FROM person WHERE organisation_id IS NULL AND deactivated_at IS NULL ORDER BY id");
sql!(STAFF_MEMBER, "SELECT id FROM person WHERE id = $1 AND organisation_id IS NULL AND deactivated_at IS NULL");

/// `role, person_id, name, email`
type BoundRow = (String, Option<i64>, String, String);

fn bound((_, person_id, name, email): BoundRow) -> Bound {
    match person_id {
        Some(id) => Bound::Person(PersonRef { id, name }),
        None => Bound::Address { name, email },
    }
}

/// Names may have changed meanwhile; ids and addresses tell who it is.
fn is_same(one: &Bound, other: &Bound) -> bool {
    match (one, other) {
        (Bound::Person(one), Bound::Person(other)) => one.id == other.id,
        (Bound::Address { email: one, .. }, Bound::Address { email: other, .. }) => one == other,
        _ => false,
    }
}

/// Whom a role is bound to.
pub(crate) async fn bound_in(tx: &mut Tx, role: &str) -> Result<Vec<Addressed>> {
    let rows: Vec<BoundRow> = tx.all(&BOUND_OF_ROLE, args![role]).await?;
    let addressed = |row| match bound(row) {
        Bound::Person(person) => Addressed::Person(person.id),
        Bound::Address { name, email } => Addressed::Address { name, email },
    };
    Ok(rows.into_iter().map(addressed).collect())
}

impl Desk {
    /// Every role of the catalogue, and whom it is bound to.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn role_bindings(&self) -> Result<Vec<RoleBinding>> {
        self.person_who_may(Action::BindRoles, Whose::Others)?;
        let rows: Vec<BoundRow> = self.db().all(&BOUND, args![]).await?;
        let of = |id: &str| rows.iter().filter(|row| row.0 == id).cloned().map(bound).collect();
        let roles = self.store.roles().roles.iter();
        Ok(roles.map(|role| RoleBinding { role: role.clone(), bound: of(&role.id) }).collect())
    }

    /// The role catalogue for its page: with the policies in use that name each role, and the staff to choose from.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn roles_sheet(&self) -> Result<RolesSheet> {
        let bindings = self.role_bindings().await?;
        let used = self.policies_in_use().await?;
        let row = |binding: RoleBinding| {
            let demanding = used.iter().filter(|policy| policy.roles().contains(binding.role.id.as_str()));
            let demanded_by = demanding.map(|policy| policy.name.clone()).collect();
            RoleRow { binding, demanded_by }
        };
        let rows = bindings.into_iter().map(row).collect();
        let staff: Vec<(i64, String)> = self.db().all(&STAFF, args![]).await?;
        let history = self.deeds_to_addresses().await?;
        Ok(RolesSheet { rows, history, staff: staff.into_iter().map(|(id, name)| PersonRef { id, name }).collect() })
    }

    /// Binds a role to one more person or address; to whom it is bound already stays.
    ///
    /// # Errors
    /// `Flawed` like [`Desk::bind_role`]; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn bind_role_also(&self, role: &str, to: &Bound) -> Result<()> {
        let mut bound = self.bound_now(role).await?;
        bound.push(to.clone());
        self.bind_role(role, &bound).await
    }

    /// Takes a person or an address off a role. Nothing happens when it is not bound to them.
    ///
    /// # Errors
    /// `Flawed` when the role is unknown (`role`); `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn unbind_role(&self, role: &str, from: &Bound) -> Result<()> {
        let mut bound = self.bound_now(role).await?;
        bound.retain(|known| !is_same(known, from));
        self.bind_role(role, &bound).await
    }

    async fn bound_now(&self, role: &str) -> Result<Vec<Bound>> {
        self.person_who_may(Action::BindRoles, Whose::Others)?;
        let rows: Vec<BoundRow> = self.db().all(&BOUND_OF_ROLE, args![role]).await?;
        Ok(rows.into_iter().map(bound).collect())
    }

    /// Binds a role to these people and addresses, and to nobody else; to nobody at all when there are none.
    ///
    /// # Errors
    /// `Flawed` when the role is unknown (`role`), a person is none of the staff (`person`) or an address is none (`email`);
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn bind_role(&self, role: &str, to: &[Bound]) -> Result<()> {
        let person = self.person_who_may(Action::BindRoles, Whose::Others)?;
        bind(&self.store, role, to, By { person: Some(person), now: self.now }).await
    }
}

impl Setup {
    /// Binds a role to these people and addresses, and to nobody else.
    ///
    /// # Errors
    /// `Flawed` like [`Desk::bind_role`].
    pub async fn bind_role(&self, role: &str, to: &[Bound], now: Moment) -> Result<()> {
        bind(&self.store, role, to, By { person: None, now }).await
    }
}

async fn bind(store: &Store, role: &str, to: &[Bound], by: By<'_>) -> Result<()> {
    let flawed = |field: &str, kind| Refusal::Flawed(vec![Flaw::of(field, kind)]);
    let name =
        store.roles().get(role).map(|known| known.name.clone()).ok_or_else(|| flawed("role", FlawKind::NotAChoice))?;
    if to.len() > BOUND_MOST {
        return Err(flawed("person", FlawKind::NotAChoice).into());
    }
    let mut rows: Vec<(Option<i64>, String, String)> = Vec::new();
    for bound in to {
        let row = match bound {
            Bound::Person(person) => {
                is_staff(&store.inner.db, person.id)
                    .await?
                    .then_some(())
                    .ok_or_else(|| flawed("person", FlawKind::NotAChoice))?;
                (Some(person.id), String::new(), String::new())
            }
            Bound::Address { name, email } => {
                let email = normal_email(email);
                typed::is_email(&email).then_some(()).ok_or_else(|| flawed("email", FlawKind::NotAnEmail))?;
                (None, typed::line(name), email)
            }
        };
        if !rows.iter().any(|(id, _, email)| (id, email) == (&row.0, &row.2)) {
            rows.push(row);
        }
    }
    let mut tx = store.inner.db.begin().await?;
    let before: Vec<BoundRow> = tx.all(&BOUND_OF_ROLE, args![role]).await?;
    tx.run(&UNBOUND, args![role]).await?;
    for (person_id, name, email) in &rows {
        let values = args![role, *person_id, name, email, by.now, by.person.map(|person| person.id)];
        tx.run(&BOUND_TO, values).await?;
    }
    let was =
        |id: &Option<i64>, email: &str| before.iter().any(|(_, other, _, of)| (other, of.as_str()) == (id, email));
    for (person_id, _, email) in rows.iter().filter(|(id, _, email)| !was(id, email)) {
        let deed = Deed::RoleBound { role: name.clone(), address: email.clone() };
        by.did(&mut tx, *person_id, &deed).await?;
    }
    let is = |id: &Option<i64>, email: &str| rows.iter().any(|(other, _, of)| (other, of.as_str()) == (id, email));
    for (_, person_id, _, email) in before.iter().filter(|(_, id, _, email)| !is(id, email)) {
        let deed = Deed::RoleUnbound { role: name.clone(), address: email.clone() };
        by.did(&mut tx, *person_id, &deed).await?;
    }
    Ok(tx.commit().await?)
}

async fn is_staff(db: &Db, person_id: i64) -> Result<bool> {
    Ok(db.maybe::<(i64,)>(&STAFF_MEMBER, args![person_id]).await?.is_some())
}
