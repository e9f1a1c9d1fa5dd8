//! The service archives of the demo's customers, kept through the desk of its manager as in any other house.

use super::DemoFault;
use super::company::Stage;
use chrono::TimeDelta;
use domain::Moment;
use domain::organisation::{EntryDraft, OrganisationDraft};
use domain::person::Viewer;
use serde::Deserialize;
use store::Store;

/// Who keeps the archives.
const MANAGER: &str = "chenli";

/// What `company.toml` says of an organisation beside its name.
#[derive(Debug, Deserialize)]
pub struct DemoArchive {
    address: String,
    systems: String,
    /// Keys of people.
    engineer: String,
    deputy: String,
    /// Since when, in months of thirty days.
    engineer_months: i64,
    #[serde(rename = "site")]
    sites: Vec<DemoEntry>,
    #[serde(rename = "contact")]
    contacts: Vec<DemoEntry>,
    #[serde(rename = "part")]
    parts: Vec<DemoEntry>,
}

/// A site, a contact or a spare part.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DemoEntry {
    name: String,
    address: String,
    duty: String,
    phone: String,
    email: String,
    part_number: String,
    quantity: i64,
    place: String,
}

impl DemoArchive {
    /// When the organisation became a customer: a month before somebody was named for it.
    pub fn since(&self, now: Moment) -> Moment {
        now + TimeDelta::days(30 * (self.engineer_months - 1))
    }

    /// Fills the archive of that organisation.
    pub async fn keep(&self, store: &Store, stage: &Stage, id: i64, name: &str) -> Result<(), DemoFault> {
        let manager = Viewer::Person(stage.person(MANAGER)?.clone());
        let desk = store.desk(manager.clone(), stage.now);
        let (name, address, systems) = (name.to_owned(), self.address.clone(), self.systems.clone());
        desk.change_organisation(id, &OrganisationDraft { name, address, systems }).await?;
        for (kind, entries) in [("site", &self.sites), ("contact", &self.contacts), ("part", &self.parts)] {
            for entry in entries {
                desk.save_entry(id, &entry.draft(kind)).await?;
            }
        }
        let then = store.desk(manager, stage.now + TimeDelta::days(30 * self.engineer_months));
        let [engineer, deputy] =
            [&self.engineer, &self.deputy].map(|key| stage.person(key).map(|one| one.id.to_string()));
        Ok(then.name_dedicated(id, &engineer?, &deputy?).await?)
    }
}

impl DemoEntry {
    fn draft(&self, entry: &str) -> EntryDraft {
        let DemoEntry { name, address, duty, phone, email, part_number, quantity, place } = self;
        EntryDraft {
            entry: entry.to_owned(),
            id: String::new(),
            name: name.clone(),
            address: address.clone(),
            duty: duty.clone(),
            phone: phone.clone(),
            email: email.clone(),
            part_number: part_number.clone(),
            quantity: quantity.to_string(),
            place: place.clone(),
        }
    }
}
