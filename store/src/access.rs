//! Which rows of cases a person may see, as a condition in the SQL. It follows from the table of authority
//! (`domain::access`), so that the two cannot say different things.

use crate::db::Sql;
use domain::access::{Action, Whose, may};
use domain::case::Case;
use domain::person::Person;
use domain::refusal::Refusal;

/// The cases within a person's sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Reported by that person.
    Reported(i64),
    OfOrganisation(i64),
    /// Assigned to that person.
    Assigned(i64),
    Everything,
}

/// A statement about cases (`service_case c`) in four variants: the condition that [`Scope`] demands is part of each, and
/// its id is always `$1`.
pub(crate) struct Scoped {
    pub(crate) reported: &'static Sql,
    pub(crate) of_organisation: &'static Sql,
    pub(crate) assigned: &'static Sql,
    pub(crate) everything: &'static Sql,
}

/// Declares a [`Scoped`] statement from what stands before and after the condition.
macro_rules! scoped_sql {
    ($name:ident, $before:expr, $after:expr) => {
        static $name: $crate::access::Scoped = {
            $crate::db::sql!(REPORTED, concat!($before, "c.reporter_id = $1", $after));
            $crate::db::sql!(OF_ORGANISATION, concat!($before, "c.organisation_id = $1", $after));
            $crate::db::sql!(ASSIGNED, concat!($before, "c.assignee_id = $1", $after));
            $crate::db::sql!(EVERYTHING, concat!($before, "CAST($1 AS BIGINT) = 0", $after));
            $crate::access::Scoped {
                reported: &REPORTED,
                of_organisation: &OF_ORGANISATION,
                assigned: &ASSIGNED,
                everything: &EVERYTHING,
            }
        };
    };
}
pub(crate) use scoped_sql;

impl Scope {
    /// The cases a person may see.
    ///
    /// # Errors
    /// `NotAllowed` when the role sees no case at all.
    pub(crate) fn of(person: &Person) -> Result<Scope, Refusal> {
        let sees = |whose| may(person.role, Action::SeeCase, whose);
        let organisation = person.organisation.as_ref().map(|organisation| organisation.id);
        match organisation {
            None if sees(Whose::Others) => Ok(Scope::Everything),
            None if sees(Whose::Assigned) => Ok(Scope::Assigned(person.id)),
            Some(organisation) if sees(Whose::OwnOrganisation) => Ok(Scope::OfOrganisation(organisation)),
            Some(_) if sees(Whose::Own) => Ok(Scope::Reported(person.id)),
            _ => Err(Refusal::NotAllowed),
        }
    }

    /// What `$1` is bound to.
    pub(crate) fn id(self) -> i64 {
        match self {
            Scope::Reported(id) | Scope::OfOrganisation(id) | Scope::Assigned(id) => id,
            Scope::Everything => 0,
        }
    }
}

impl Scoped {
    /// The variant for that scope.
    pub(crate) fn within(&self, scope: Scope) -> &'static Sql {
        match scope {
            Scope::Reported(_) => self.reported,
            Scope::OfOrganisation(_) => self.of_organisation,
            Scope::Assigned(_) => self.assigned,
            Scope::Everything => self.everything,
        }
    }
}

/// In which relation a person stands to a case.
pub(crate) fn whose(person: &Person, case: &Case) -> Whose {
    relation(person.id, person.organisation.as_ref().map(|organisation| organisation.id), case)
}

/// The same for the person of that id and organisation.
pub(crate) fn relation(person_id: i64, organisation_id: Option<i64>, case: &Case) -> Whose {
    let is = |reference: &Option<domain::person::PersonRef>| reference.as_ref().is_some_and(|r| r.id == person_id);
    if is(&case.assignee) {
        Whose::Assigned
    } else if is(&case.opening.reporter) {
        Whose::Own
    } else if organisation_id == Some(case.opening.organisation.id) {
        Whose::OwnOrganisation
    } else {
        Whose::Others
    }
}

/// Everything a person may do with a case.
pub(crate) fn actions(person: &Person, case: &Case) -> Vec<Action> {
    let whose = whose(person, case);
    Action::ALL.into_iter().filter(|action| may(person.role, *action, whose)).collect()
}

/// The organisations whose things (contracts, assets) a person may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Organisation(i64),
    /// Every organisation with a case assigned to that person, or whose dedicated engineer or deputy they are.
    OfAssignedTo(i64),
    Everything,
}

/// A statement about things of organisations (`x.organisation_id`) in a variant for each [`Reach`], whose id is `$1`.
pub(crate) struct Reaching {
    pub(crate) organisation: &'static Sql,
    pub(crate) of_assigned: &'static Sql,
    pub(crate) everything: &'static Sql,
}

/// Declares a [`Reaching`] statement from what stands before and after the condition.
macro_rules! reaching_sql {
    ($name:ident, $before:expr, $after:expr) => {
        static $name: $crate::access::Reaching = {
            $crate::db::sql!(ORGANISATION, concat!($before, "x.organisation_id = $1", $after));
            $crate::db::sql!(
                OF_ASSIGNED,
                concat!(
                    $before,
                    "x.organisation_id IN (SELECT c.organisation_id FROM service_case c WHERE c.assignee_id = $1
                     UNION ALL SELECT d.organisation_id FROM dedicated_engineer d
                     WHERE d.person_id = $1 AND d.until IS NULL)",
                    $after
                )
            );
            $crate::db::sql!(EVERYTHING, concat!($before, "CAST($1 AS BIGINT) = 0", $after));
            $crate::access::Reaching { organisation: &ORGANISATION, of_assigned: &OF_ASSIGNED, everything: &EVERYTHING }
        };
    };
}
pub(crate) use reaching_sql;

impl Reach {
    /// How far a person sees when `action` is about contracts or assets.
    ///
    /// # Errors
    /// `NotAllowed` when the role sees none at all.
    pub(crate) fn of(person: &Person, action: Action) -> Result<Reach, Refusal> {
        let sees = |whose| may(person.role, action, whose);
        match &person.organisation {
            None if sees(Whose::Others) => Ok(Reach::Everything),
            None if sees(Whose::Assigned) => Ok(Reach::OfAssignedTo(person.id)),
            Some(organisation) if sees(Whose::OwnOrganisation) => Ok(Reach::Organisation(organisation.id)),
            _ => Err(Refusal::NotAllowed),
        }
    }

    /// What `$1` is bound to.
    pub(crate) fn id(self) -> i64 {
        match self {
            Reach::Organisation(id) | Reach::OfAssignedTo(id) => id,
            Reach::Everything => 0,
        }
    }
}

impl Reaching {
    /// The variant for that reach.
    pub(crate) fn within(&self, reach: Reach) -> &'static Sql {
        match reach {
            Reach::Organisation(_) => self.organisation,
            Reach::OfAssignedTo(_) => self.of_assigned,
            Reach::Everything => self.everything,
        }
    }
}
