//! What the manager's pages show of policies.

use super::{EscalationRole, Policy, PolicyDraft, RoleBinding};
use crate::Moment;
use crate::clock::calendar::Calendar;
use crate::person::{Bilingual, PersonRef};
use crate::refusal::Flaw;
use crate::simulation::Simulation;
use serde::{Deserialize, Serialize};

/// A policy in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRow {
    pub id: String,
    pub name: Bilingual,
    pub summary: Bilingual,
    /// The newest version, which new cases take.
    pub version: i64,
    /// None while it is as it ships with the program.
    pub saved: Option<(Moment, PersonRef)>,
    pub uses: Vec<PolicyUse>,
    /// It holds for customers without a contract.
    pub is_default: bool,
}

/// A contract that promises it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyUse {
    pub number: String,
    pub organisation: String,
}

/// One version of a policy, as the history tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    pub version: i64,
    /// None of the version that ships with the program.
    pub saved: Option<(Moment, PersonRef)>,
    pub why: String,
    /// Of a copy: the policy and the version it was copied from.
    pub copied_from: Option<(String, i64)>,
}

/// A policy with its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicySheet {
    /// The newest version.
    pub policy: Policy,
    /// The newest first.
    pub versions: Vec<PolicyVersion>,
    pub uses: Vec<PolicyUse>,
    pub is_default: bool,
    /// What its rows may count by.
    pub calendars: Vec<Calendar>,
    /// What its rows may name.
    pub roles: Vec<EscalationRole>,
}

/// A role, whom it is bound to, and who counts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRow {
    pub binding: RoleBinding,
    /// Names of the policies in use that tell it something.
    pub demanded_by: Vec<Bilingual>,
}

/// The role catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesSheet {
    pub rows: Vec<RoleRow>,
    /// What became of roles that are bound to addresses, the latest first.
    pub history: Vec<crate::people::DeedDone>,
    /// Whom roles can be bound to.
    pub staff: Vec<PersonRef>,
}

/// A form judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedDraft {
    pub draft: PolicyDraft,
    pub flaws: Vec<Flaw>,
    /// What comes of the scenario under this draft, if it is a policy at all.
    pub trial: Option<Simulation>,
}
