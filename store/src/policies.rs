//! Service policies, the role catalogue and calendars: the data files of the domain crate, read once, and what managers made
//! of them since ([`stored`]). How they are edited stands in [`edit`]. Nothing here knows a figure.

mod calendars;
mod edit;
mod stored;

pub(crate) use stored::Rules;

use crate::error::Fault;
use crate::{Error, Result, secret};
use chrono_tz::Tz;
use domain::Moment;
use domain::case::Case;
use domain::clock::calendar::{Calendar, Holidays, ServiceHours, Timetable};
use domain::clock::{Explanation, Reading, explain, readings};
use domain::escalation::{Step, steps};
use domain::person::Bilingual;
use domain::policy::{Known, Policy, Roles};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::simulation::{Scenario, Simulation};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;
use stored::Newest;

include!(concat!(env!("OUT_DIR"), "/data_files.rs"));

/// Every version of every policy, the roles they name and the calendars they count by, as they stood at one moment. A newer
/// state is another value: whoever holds one sees the same rules from beginning to end.
#[derive(Clone)]
pub(crate) struct Policies {
    /// By id and version; every version is kept, for cases keep theirs.
    versions: BTreeMap<(String, i64), Arc<Policy>>,
    roles: Arc<Roles>,
    timetable: Arc<Timetable<Tz>>,
    mark: String,
    /// The newest records that went into it.
    newest: Newest,
}

impl Policies {
    /// The policies that ship with the program.
    ///
    /// # Errors
    /// Names the file that cannot be read, or the policy that nobody could count by.
    pub(crate) fn built_in() -> Result<Policies, Fault> {
        let (roles, timetable): (Roles, _) = (read("roles", ROLES_FILE)?, Arc::new(timetable()?));
        let (mark, newest) = (mark(0), Newest::default());
        let mut built_in = Policies { versions: BTreeMap::new(), roles: Arc::new(roles), timetable, mark, newest };
        for (file, text) in POLICY_FILES {
            let policy: Policy = read(file, text)?;
            let mut known = built_in.referable(&policy.id);
            known.other_policies.extend(built_in.known(&policy.id).map(|taken| taken.id.clone()));
            if let Some(flaw) = policy.flaws(&known).into_iter().next() {
                return Err(wrong(file, format!("{}: {:?}", flaw.field, flaw.kind)));
            }
            built_in.add(policy);
        }
        Ok(built_in)
    }

    fn add(&mut self, policy: Policy) {
        self.versions.insert((policy.id.clone(), policy.version), Arc::new(policy));
    }

    /// Tells one state of the rules and calendars from another: what was planned by an older one is planned again. A new
    /// version of a policy is no other state, for cases keep the version they have.
    pub(crate) fn mark(&self) -> &str {
        &self.mark
    }

    /// What a policy of that id may refer to.
    pub(crate) fn referable(&self, id: &str) -> Known {
        Known {
            calendars: self.timetable.keys().cloned().collect(),
            roles: self.roles.roles.iter().map(|role| role.id.clone()).collect(),
            other_policies: self.versions.keys().map(|(id, _)| id).filter(|other| *other != id).cloned().collect(),
        }
    }

    /// The newest version of every policy, by id.
    pub(crate) fn newest_of_each(&self) -> Vec<&Arc<Policy>> {
        let newest: BTreeMap<&str, &Arc<Policy>> =
            self.versions.iter().map(|((id, _), policy)| (id.as_str(), policy)).collect();
        newest.into_values().collect()
    }

    /// Every calendar by its id, with its holidays.
    pub(crate) fn timetable(&self) -> &Timetable<Tz> {
        &self.timetable
    }

    /// The newest version of the policy of that id, if there is one.
    pub(crate) fn known(&self, id: &str) -> Option<&Policy> {
        self.up_to(id, i64::MAX)
    }

    fn up_to(&self, id: &str, version: i64) -> Option<&Policy> {
        let found = self.versions.range((id.to_owned(), i64::MIN)..=(id.to_owned(), version)).next_back();
        found.map(|(_, policy)| policy.as_ref())
    }

    /// The policy of an id that a record names.
    ///
    /// # Errors
    /// A fault when the record names a policy that is no more.
    pub(crate) fn get(&self, id: &str) -> Result<&Policy> {
        self.known(id).ok_or(Error::Fault(Fault::Broken("a record names a policy that does not exist")))
    }

    /// The policy that holds for a case, in the version it was promised. Of a case that somebody opened with a newer version
    /// since these rules were looked up, the newest one known here: whatever is recorded is worked out within the
    /// transaction, which knows every version that the case can have.
    pub(crate) fn of(&self, case: &Case) -> Option<&Policy> {
        self.up_to(case.policy(), case.policy_version())
    }

    /// The name of a policy now; its id when it is no more.
    pub(crate) fn name(&self, id: &str) -> Bilingual {
        self.known(id).map_or_else(|| unnamed(id), |policy| policy.name.clone())
    }

    /// The name of a case's policy when it was promised.
    pub(crate) fn name_of(&self, case: &Case) -> Bilingual {
        self.of(case).map_or_else(|| unnamed(case.policy()), |policy| policy.name.clone())
    }

    /// The countdowns of a case.
    pub(crate) fn readings(&self, case: &Case) -> Vec<Reading> {
        self.of(case).map_or_else(Vec::new, |policy| readings(case, policy, self.timetable()))
    }

    /// Why each of those countdowns counts as it does.
    pub(crate) fn explanations(&self, readings: &[Reading]) -> Vec<Explanation> {
        let explained = |reading: &Reading| Some(explain(reading, self.timetable.get(&reading.hours)?));
        readings.iter().filter_map(explained).collect()
    }

    /// The countdown of the update that a crisis owes next.
    pub(crate) fn crisis_reading(&self, case: &Case) -> Option<Reading> {
        domain::escalation::crisis_reading(case, self.of(case)?)
    }

    /// The countdown a list shows; the update that a crisis owes is one of those it chooses from.
    pub(crate) fn next_due(&self, case: &Case, now: Moment) -> Option<Reading> {
        let mut readings = self.readings(case);
        readings.extend(self.crisis_reading(case));
        domain::clock::next_due(&readings, now).cloned()
    }

    /// What happens to a case by itself unless somebody is faster.
    pub(crate) fn steps(&self, case: &Case) -> Vec<Step> {
        self.of(case).map_or_else(Vec::new, |policy| steps(case, policy, self.timetable()))
    }

    /// The newest version of a policy tried out.
    ///
    /// # Errors
    /// `Flawed` when there is no such policy.
    pub(crate) fn simulate(&self, policy: &str, scenario: &Scenario) -> Result<Simulation, Refusal> {
        let unknown = || Refusal::Flawed(vec![Flaw::of("policy", FlawKind::NotAChoice)]);
        let policy = self.known(policy).ok_or_else(unknown)?;
        Ok(self.try_out(policy, scenario))
    }

    /// Any policy tried out, saved or not.
    pub(crate) fn try_out(&self, policy: &Policy, scenario: &Scenario) -> Simulation {
        domain::simulation::simulate(policy, self.timetable(), scenario)
    }
}

fn unnamed(id: &str) -> Bilingual {
    Bilingual { chinese: id.to_owned(), english: id.to_owned() }
}

/// A policy of the program tried out, without a database.
///
/// # Errors
/// `Flawed` when there is no such policy; a fault when a data file is wrong.
pub fn simulate(policy: &str, scenario: &Scenario) -> Result<Simulation> {
    Ok(Policies::built_in()?.simulate(policy, scenario)?)
}

/// The role catalogue of the program.
///
/// # Errors
/// A fault when its file is wrong.
pub fn roles() -> Result<Roles, Fault> {
    read("roles", ROLES_FILE)
}

/// Raised when the rules themselves (`domain::escalation`) change what they plan.
const RULES: &str = "2";

/// `import` is the newest import of holidays that counts.
fn mark(import: i64) -> String {
    let texts = POLICY_FILES.iter().chain(CALENDAR_FILES).map(|(_, text)| *text);
    let mark = secret::hash(&std::iter::once(RULES).chain(texts).collect::<String>());
    // Without an import as it was before there were any, so that nothing is planned anew for nothing.
    if import == 0 { mark } else { format!("{mark}+{import}") }
}

fn wrong(file: &str, message: String) -> Fault {
    Fault::DataFile { file: format!("{file}.toml"), message }
}

pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| wrong(file, error.to_string()))
}

/// Calendars and holidays stand in one folder: a file with a year is one year of a region's holidays.
fn timetable() -> Result<Timetable<Tz>, Fault> {
    let is_holidays = |text: &str| text.lines().any(|line| line.starts_with("year"));
    let mut holidays: Vec<Holidays> = Vec::new();
    for (file, text) in CALENDAR_FILES.iter().filter(|(_, text)| is_holidays(text)) {
        holidays.push(read(file, text)?);
    }
    let mut timetable = Timetable::new();
    for (file, text) in CALENDAR_FILES.iter().filter(|(_, text)| !is_holidays(text)) {
        let calendar: Calendar = read(file, text)?;
        let zone = calendar.time_zone.parse().map_err(|_| wrong(file, "unknown time zone".to_owned()))?;
        let holidays = holidays.iter().filter(|year| calendar.holidays.as_ref() == Some(&year.region));
        let holidays = holidays.cloned().collect();
        timetable.insert(calendar.id.clone(), ServiceHours { calendar, zone, holidays });
    }
    Ok(timetable)
}
