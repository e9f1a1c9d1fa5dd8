//! Service policies, the role catalogue and calendars: the data files of the domain crate, read once. Nothing here knows a
//! figure.

use crate::error::Fault;
use crate::{Error, Result, secret};
use chrono_tz::Tz;
use domain::Moment;
use domain::case::Case;
use domain::clock::calendar::{Calendar, Holidays, ServiceHours, Timetable};
use domain::clock::{Reading, readings};
use domain::escalation::{Step, steps};
use domain::person::Bilingual;
use domain::policy::{Known, Policy, Roles};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::simulation::{Scenario, Simulation};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/data_files.rs"));

/// Every policy by its id, with the roles they name and the calendars they count by.
pub(crate) struct Policies {
    policies: BTreeMap<String, Policy>,
    roles: Roles,
    timetable: Timetable<Tz>,
    mark: String,
}

impl Policies {
    /// The policies that ship with the program.
    ///
    /// # Errors
    /// Names the file that cannot be read, or the policy that nobody could count by.
    pub(crate) fn built_in() -> Result<Policies, Fault> {
        let (roles, timetable): (Roles, _) = (read("roles", ROLES_FILE)?, timetable()?);
        let mut policies = BTreeMap::new();
        for (file, text) in POLICY_FILES {
            let policy: Policy = read(file, text)?;
            let known = Known {
                calendars: timetable.keys().cloned().collect(),
                roles: roles.roles.iter().map(|role| role.id.clone()).collect(),
                other_policies: policies.keys().cloned().collect(),
            };
            if let Some(flaw) = policy.flaws(&known).into_iter().next() {
                return Err(wrong(file, format!("{}: {:?}", flaw.field, flaw.kind)));
            }
            policies.insert(policy.id.clone(), policy);
        }
        Ok(Policies { policies, roles, timetable, mark: mark() })
    }

    /// Tells one state of the rules and calendars from another: what was planned by an older one is planned again.
    pub(crate) fn mark(&self) -> &str {
        &self.mark
    }

    pub(crate) fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The policy of that id, if there is one.
    pub(crate) fn known(&self, id: &str) -> Option<&Policy> {
        self.policies.get(id)
    }

    /// The policy of an id that a record names.
    ///
    /// # Errors
    /// A fault when the record names a policy that is no more.
    pub(crate) fn get(&self, id: &str) -> Result<&Policy> {
        self.known(id).ok_or(Error::Fault(Fault::Broken("a record names a policy that does not exist")))
    }

    /// The policy that holds for a case. Only the version that ships with the program is kept so far.
    pub(crate) fn of(&self, case: &Case) -> Option<&Policy> {
        self.known(case.policy())
    }

    /// The name of a policy; its id when it is no more.
    pub(crate) fn name(&self, id: &str) -> Bilingual {
        let unnamed = || Bilingual { chinese: id.to_owned(), english: id.to_owned() };
        self.known(id).map_or_else(unnamed, |policy| policy.name.clone())
    }

    /// The countdowns of a case.
    pub(crate) fn readings(&self, case: &Case) -> Vec<Reading> {
        self.of(case).map_or_else(Vec::new, |policy| readings(case, policy, &self.timetable))
    }

    /// The countdown a list shows.
    pub(crate) fn next_due(&self, case: &Case, now: Moment) -> Option<Reading> {
        domain::clock::next_due(&self.readings(case), now).cloned()
    }

    /// What happens to a case by itself unless somebody is faster.
    pub(crate) fn steps(&self, case: &Case) -> Vec<Step> {
        self.of(case).map_or_else(Vec::new, |policy| steps(case, policy, &self.timetable))
    }

    /// A policy tried out.
    ///
    /// # Errors
    /// `Flawed` when there is no such policy.
    pub(crate) fn simulate(&self, policy: &str, scenario: &Scenario) -> Result<Simulation, Refusal> {
        let unknown = || Refusal::Flawed(vec![Flaw::of("policy", FlawKind::NotAChoice)]);
        let policy = self.known(policy).ok_or_else(unknown)?;
        Ok(domain::simulation::simulate(policy, &self.timetable, scenario))
    }
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
const RULES: &str = "1";

fn mark() -> String {
    let texts = POLICY_FILES.iter().chain(CALENDAR_FILES).map(|(_, text)| *text);
    secret::hash(&std::iter::once(RULES).chain(texts).collect::<String>())
}

fn wrong(file: &str, message: String) -> Fault {
    Fault::DataFile { file: format!("{file}.toml"), message }
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
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
