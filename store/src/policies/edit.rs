//! Managers and their policies: which there are and who uses them, copying one, and saving an edited one as its next version.
//! Nothing is changed or deleted: open cases keep the version they have, new ones take the newest.

use super::Policies;
use crate::cases::moment;
use crate::db::{Tx, args, sql};
use crate::{Desk, Result};
use domain::Moment;
use domain::access::{Action, Whose};
use domain::person::{Bilingual, Person, PersonRef};
use domain::policy::draft::{PolicyCopy, TRIAL};
use domain::policy::sheet::{JudgedDraft, PolicyRow, PolicySheet, PolicyUse, PolicyVersion};
use domain::policy::{Policy, PolicyDraft, PolicyFlawKind};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::simulation::{ScenarioDraft, Simulation};
use domain::typed;
use std::collections::BTreeMap;

const WHY_MOST: usize = 200;

// One at a time, so that ids become visible in their order and of two who save the second sees what the first saved.
sql!(
    RULES_LOCKED,
    sqlite: "SELECT 1",
    postgres: "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7236478113)) AS held"
);
sql!(
    VERSION_SAVED,
    "INSERT INTO policy_version (policy, version, document, saved_at, saved_by, why, copied_policy, copied_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
macro_rules! versions {
    () => {
        "SELECT v.policy, v.version, v.saved_at, p.id, p.name, v.why, v.copied_policy, v.copied_version
         FROM policy_version v JOIN person p ON p.id = v.saved_by "
    };
}
sql!(VERSIONS_OF, concat!(versions!(), "WHERE v.policy = $1 ORDER BY v.version DESC"));
sql!(
    NEWEST_VERSIONS,
    concat!(versions!(), "WHERE v.id IN (SELECT MAX(id) FROM policy_version GROUP BY policy) ORDER BY v.policy")
);
sql!(
    USES,
    "SELECT c.policy, c.number, o.name FROM contract c JOIN organisation o ON o.id = c.organisation_id
     WHERE c.ends_on >= $1 ORDER BY c.number"
);

/// `policy, version, saved_at, person_id, person_name, why, copied_policy, copied_version`
type VersionRow = (String, i64, i64, i64, String, String, Option<String>, Option<i64>);

fn version(row: VersionRow) -> Result<PolicyVersion> {
    let (_, version, saved_at, id, name, why, copied_policy, copied_version) = row;
    let saved = Some((moment(saved_at)?, PersonRef { id, name }));
    Ok(PolicyVersion { version, saved, why, copied_from: copied_policy.zip(copied_version) })
}

/// Begins a transaction that may add rules; the rules are those it builds upon.
pub(super) async fn begin(desk: &Desk) -> Result<(Tx, std::sync::Arc<Policies>)> {
    let mut tx = desk.db().begin().await?;
    tx.run(&RULES_LOCKED, args![]).await?;
    let policies = desk.store.policies_in(&mut tx).await?;
    Ok((tx, policies))
}

impl Desk {
    fn policy_editor(&self) -> Result<&Person, Refusal> {
        self.person_who_may(Action::EditPolicies, Whose::Others)
    }

    /// Every policy in its newest version, with the contracts that promise it.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn service_policies(&self) -> Result<Vec<PolicyRow>> {
        self.policy_editor()?;
        let mut uses = self.uses().await?;
        let rows: Vec<VersionRow> = self.db().all(&NEWEST_VERSIONS, args![]).await?;
        let mut saved = Saved::new();
        for row in rows {
            let id = row.0.clone();
            saved.extend(version(row)?.saved.map(|saved| (id, saved)));
        }
        let newest = self.policies().newest_of_each();
        Ok(newest.into_iter().map(|policy| self.policy_row(policy, &mut saved, &mut uses)).collect())
    }

    fn policy_row(&self, policy: &Policy, saved: &mut Saved, uses: &mut Uses) -> PolicyRow {
        PolicyRow {
            id: policy.id.clone(),
            name: policy.name.clone(),
            summary: policy.summary.clone(),
            version: policy.version,
            saved: saved.remove(&policy.id),
            uses: uses.remove(&policy.id).unwrap_or_default(),
            is_default: self.is_default(policy),
        }
    }

    fn is_default(&self, policy: &Policy) -> bool {
        self.store.company().default_policy == policy.id
    }

    /// The newest version of every policy that a contract in force promises, or that holds without one.
    pub(crate) async fn policies_in_use(&self) -> Result<Vec<&Policy>> {
        let uses = self.uses().await?;
        let used = |policy: &&Policy| uses.contains_key(&policy.id) || self.is_default(policy);
        Ok(self.policies().newest_of_each().into_iter().map(std::sync::Arc::as_ref).filter(used).collect())
    }

    /// Contracts in force, or to come, by the policy they promise.
    async fn uses(&self) -> Result<Uses> {
        let today = self.store.company_day(self.now);
        let rows: Vec<(String, String, String)> = self.db().all(&USES, args![today]).await?;
        let mut uses = Uses::new();
        for (policy, number, organisation) in rows {
            uses.entry(policy).or_default().push(PolicyUse { number, organisation });
        }
        Ok(uses)
    }

    /// A policy in its newest version, with its history and what its rows may name.
    ///
    /// # Errors
    /// `NotFound` when there is none; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn service_policy(&self, id: &str) -> Result<PolicySheet> {
        self.policy_editor()?;
        let policy = self.policies().known(id).ok_or(Refusal::NotFound)?;
        let rows: Vec<VersionRow> = self.db().all(&VERSIONS_OF, args![id]).await?;
        let mut versions = rows.into_iter().map(version).collect::<Result<Vec<_>>>()?;
        if versions.last().is_none_or(|oldest| oldest.version > 1) {
            // It ships with the program.
            versions.push(PolicyVersion { version: 1, saved: None, why: String::new(), copied_from: None });
        }
        Ok(PolicySheet {
            versions,
            uses: self.uses().await?.remove(id).unwrap_or_default(),
            is_default: self.is_default(policy),
            calendars: self.policies().timetable().values().map(|hours| hours.calendar.clone()).collect(),
            roles: self.store.roles().roles.clone(),
            policy: policy.clone(),
        })
    }

    /// A form judged without saving it, and the scenario tried out under it; none is tried out of a flawed form.
    ///
    /// # Errors
    /// `NotFound` when there is no policy of its id; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn judge_policy(&self, draft: PolicyDraft, scenario: Option<&ScenarioDraft>) -> Result<JudgedDraft> {
        self.policy_editor()?;
        self.policies().known(&draft.id).ok_or(Refusal::NotFound)?;
        let parsed = draft.parse(&self.policies().referable(&draft.id));
        let (trial, mut flaws) = match (parsed, scenario) {
            (Err(flaws), _) => (None, flaws),
            (Ok(_), None) => (None, Vec::new()),
            (Ok(policy), Some(scenario)) => match scenario.parse(self.viewer.zone()) {
                Ok(scenario) => (Some(self.policies().try_out(&policy, &scenario)), Vec::new()),
                Err(Refusal::Flawed(flaws)) => (None, flaws.into_iter().map(of_trial).collect()),
                Err(refusal) => return Err(refusal.into()),
            },
        };
        flaws.extend(why_flaw(&draft.why).filter(|_| scenario.is_none()));
        Ok(JudgedDraft { draft, flaws, trial })
    }

    /// Saves an edited policy as its next version; the answer is that version. Nothing is saved when nothing was changed.
    ///
    /// # Errors
    /// `Flawed` with every flaw of the form; `ChangedMeanwhile` when somebody saved a newer version than the one that was
    /// edited; `NotFound` when there is none of its id; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn save_policy(&self, draft: &PolicyDraft) -> Result<i64> {
        let person = self.policy_editor()?;
        let (mut tx, policies) = begin(self).await?;
        let newest = policies.known(&draft.id).ok_or(Refusal::NotFound)?;
        if draft.version != newest.version.to_string() {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let parsed = draft.parse(&policies.referable(&draft.id));
        let edited = match (parsed, why_flaw(&draft.why)) {
            (Ok(edited), None) => edited,
            (parsed, why) => {
                return Err(Refusal::Flawed(parsed.err().into_iter().flatten().chain(why).collect()).into());
            }
        };
        if edited == (Policy { version: edited.version, ..newest.clone() }) {
            return Ok(newest.version);
        }
        let why = typed::line(&draft.why);
        self.insert_version(&mut tx, person, &edited, &why, None).await?;
        tx.commit().await?;
        self.store.keep_up().await?;
        Ok(edited.version)
    }

    /// Copies the newest version of a policy to a new one, which begins with version 1; the answer is its id.
    ///
    /// # Errors
    /// `Flawed` when the new id is none (`new_id`) or taken, or the name is missing (`name_zh`); `NotFound` when there is
    /// nothing to copy; `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub async fn copy_policy(&self, copy: &PolicyCopy) -> Result<String> {
        let person = self.policy_editor()?;
        let (mut tx, policies) = begin(self).await?;
        let original = policies.known(&copy.of).ok_or(Refusal::NotFound)?;
        let (id, name) = copy.parse().map_err(Refusal::Flawed)?;
        if policies.known(&id).is_some() {
            let taken = FlawKind::Policy(PolicyFlawKind::Duplicate);
            return Err(Refusal::Flawed(vec![Flaw::of("new_id", taken)]).into());
        }
        let copied = Policy { id: id.clone(), version: 1, name, ..original.clone() };
        self.insert_version(&mut tx, person, &copied, "", Some((&original.id, original.version))).await?;
        tx.commit().await?;
        self.store.keep_up().await?;
        Ok(id)
    }

    async fn insert_version(
        &self,
        tx: &mut Tx,
        person: &Person,
        policy: &Policy,
        why: &str,
        copied: Option<(&str, i64)>,
    ) -> Result<()> {
        let document = serde_json::to_string(policy)?;
        let (copied_policy, copied_version) = (copied.map(|(id, _)| id.to_owned()), copied.map(|(_, version)| version));
        let values =
            args![&policy.id, policy.version, document, self.now, person.id, why, copied_policy, copied_version];
        tx.run(&VERSION_SAVED, values).await?;
        Ok(())
    }

    /// The name of every policy, by id, to choose from.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `SignInNeeded` for guests.
    pub fn policy_names(&self) -> Result<Vec<(String, Bilingual)>> {
        self.person_who_may(Action::Simulate, Whose::Others)?;
        Ok(self.policies().newest_of_each().iter().map(|policy| (policy.id.clone(), policy.name.clone())).collect())
    }

    /// The newest version of a policy tried out.
    ///
    /// # Errors
    /// `Flawed` when there is no such policy, or the scenario's fields say nothing that can be tried; `NotAllowed` for
    /// everybody but managers; `SignInNeeded` for guests.
    pub async fn simulate(&self, policy: &str, scenario: &domain::simulation::Scenario) -> Result<Simulation> {
        self.person_who_may(Action::Simulate, Whose::Others)?;
        Ok(self.policies().simulate(policy, scenario)?)
    }
}

/// The fields of a trial stand in the same form as those of the policy.
fn of_trial(flaw: Flaw) -> Flaw {
    Flaw { field: format!("{TRIAL}{}", flaw.field), ..flaw }
}

type Uses = BTreeMap<String, Vec<PolicyUse>>;
type Saved = BTreeMap<String, (Moment, PersonRef)>;

fn why_flaw(why: &str) -> Option<Flaw> {
    let why = typed::line(why);
    let too_long = (why.chars().count() > WHY_MOST).then(|| Flaw::of("why", FlawKind::TooLong { most: WHY_MOST }));
    why.is_empty().then(|| Flaw::of("why", FlawKind::Empty)).or(too_long)
}
