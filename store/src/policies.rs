//! Service policies and calendars: the data files of the domain crate, read once. Nothing here knows a figure.

use crate::error::Fault;
use crate::{Error, Result};
use chrono_tz::Tz;
use domain::Moment;
use domain::case::Case;
use domain::clock::calendar::{Calendar, Holidays, ServiceHours, Timetable};
use domain::clock::{Reading, readings};
use domain::person::Bilingual;
use domain::policy::Policy;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/data_files.rs"));

/// Every policy by its id, with the calendars they count by.
pub(crate) struct Policies {
    policies: BTreeMap<String, Policy>,
    timetable: Timetable<Tz>,
}

impl Policies {
    /// The policies that ship with the program.
    ///
    /// # Errors
    /// Names the file that cannot be read, or the policy that counts by an unknown calendar.
    pub(crate) fn built_in() -> Result<Policies, Fault> {
        let timetable = timetable()?;
        let mut policies = BTreeMap::new();
        for (file, text) in POLICY_FILES {
            let policy: Policy = read(file, text)?;
            if let Some(unknown) = policy.calendars().into_iter().find(|id| !timetable.contains_key(*id)) {
                return Err(wrong(file, format!("counts by the unknown calendar {unknown}")));
            }
            policies.insert(policy.id.clone(), policy);
        }
        Ok(Policies { policies, timetable })
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

    /// The name of a policy; its id when it is no more.
    pub(crate) fn name(&self, id: &str) -> Bilingual {
        let unnamed = || Bilingual { chinese: id.to_owned(), english: id.to_owned() };
        self.known(id).map_or_else(unnamed, |policy| policy.name.clone())
    }

    /// The countdowns of a case.
    pub(crate) fn readings(&self, case: &Case) -> Vec<Reading> {
        self.known(&case.opening.policy).map_or_else(Vec::new, |policy| readings(case, policy, &self.timetable))
    }

    /// The countdown a list shows.
    pub(crate) fn next_due(&self, case: &Case, now: Moment) -> Option<Reading> {
        domain::clock::next_due(&self.readings(case), now).cloned()
    }
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
