//! The escalation roles (升级上报的角色, domain.md §1) that matrices name, e.g. `domain/policies/roles.toml`. Which person
//! or address a role is bound to, each company decides for itself: [`RoleBinding`].

use crate::person::{Bilingual, PersonRef};
use serde::{Deserialize, Serialize};

/// The role catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    #[serde(rename = "role")]
    pub roles: Vec<EscalationRole>,
}

/// One role that can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationRole {
    /// e.g. `vice_president`
    pub id: String,
    pub name: Bilingual,
    /// Means the engineer who has the case, unless the company binds it otherwise.
    #[serde(default)]
    pub is_assignee: bool,
}

impl Roles {
    /// The role of that id.
    pub fn get(&self, id: &str) -> Option<&EscalationRole> {
        self.roles.iter().find(|role| role.id == id)
    }
}

/// A role and whom the company has bound it to, in the order of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleBinding {
    pub role: EscalationRole,
    /// Nobody: the engineers' roles then mean the engineer who has the case, every other role the managers.
    pub bound: Vec<Bound>,
}

/// Somebody a role is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Of the service company: told in the portal and by e-mail.
    Person(PersonRef),
    /// Without an account, such as a vendor's support centre: told by e-mail alone.
    Address { name: String, email: String },
}
