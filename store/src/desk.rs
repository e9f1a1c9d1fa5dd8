//! The only door for a person: every use case is one method here, which checks authority itself and knows the moment.
//! The methods stand in the files of their nouns (`cases.rs`, `contracts.rs`, …).

use crate::access::Scope;
use crate::db::Db;
use crate::policies::Policies;
use crate::{Result, Store};
use domain::Moment;
use domain::access::{Action, Whose, may};
use domain::person::{Person, Viewer};
use domain::policy::Policy;
use domain::refusal::Refusal;
use std::sync::Arc;

/// One person's access to the store at one moment. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) viewer: Viewer,
    pub(crate) now: Moment,
    /// As they stood when the desk was opened.
    pub(crate) policies: Arc<Policies>,
}

impl Desk {
    /// Who is at the desk.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The moment of this request.
    pub fn now(&self) -> Moment {
        self.now
    }

    pub(crate) fn db(&self) -> &Db {
        &self.store.inner.db
    }

    pub(crate) fn policies(&self) -> &Policies {
        &self.policies
    }

    /// The promises to those who have no contract.
    pub(crate) fn default_policy(&self) -> Result<&Policy> {
        self.policies().get(&self.store.company().default_policy)
    }

    /// The signed-in person.
    pub(crate) fn person(&self) -> Result<&Person, Refusal> {
        self.viewer.person().ok_or(Refusal::SignInNeeded)
    }

    pub(crate) fn is_staff(&self) -> bool {
        self.viewer.person().is_some_and(|person| !person.role.is_customer())
    }

    /// The cases within the viewer's sight.
    pub(crate) fn case_scope(&self) -> Result<Scope, Refusal> {
        Scope::of(self.person()?)
    }

    /// Whether the viewer's role allows it with things in that relation.
    pub(crate) fn may(&self, action: Action, whose: Whose) -> bool {
        self.viewer.person().is_some_and(|person| may(person.role, action, whose))
    }

    /// The signed-in person, if the role allows it with things in that relation.
    pub(crate) fn person_who_may(&self, action: Action, whose: Whose) -> Result<&Person, Refusal> {
        let person = self.person()?;
        may(person.role, action, whose).then_some(person).ok_or(Refusal::NotAllowed)
    }
}
