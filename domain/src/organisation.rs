//! Organisations (客户单位) and the service archive (客户服务档案) of each on one page: who, what, since when, what was done
//! (domain.md §1).

use crate::Moment;
use crate::case::report::{DESCRIPTION_MOST, LINE_MOST, empty, flag, flawed_email, flawed_phone, too_long};
use crate::contract::Standing;
use crate::inspection::InspectionLine;
use crate::people::PersonRow;
use crate::person::{Bilingual, OrganisationRef, PersonRef};
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most of anything counted in an archive.
const QUANTITY_MOST: i64 = 1_000_000;

/// An organisation in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    pub organisation: OrganisationRef,
    /// Empty when nobody is.
    pub dedicated_engineer: String,
    /// With accounts that are not deactivated.
    pub people: i64,
    /// In force today.
    pub contracts: i64,
    pub assets: i64,
    pub open_cases: i64,
}

/// A page of the list, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    pub rows: Vec<OrganisationRow>,
    /// Id after which the next page begins, if there is one.
    pub more_after: Option<i64>,
    pub may_edit: bool,
}

/// Which engineer of an organisation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DedicatedPart {
    /// 专责工程师: cases of the organisation go to them first.
    Engineer,
    /// Stands in.
    Deputy,
}

impl DedicatedPart {
    /// Both, the first to be asked first.
    pub const ALL: [DedicatedPart; 2] = [DedicatedPart::Engineer, DedicatedPart::Deputy];

    /// The name used in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            DedicatedPart::Engineer => "engineer",
            DedicatedPart::Deputy => "deputy",
        }
    }

    /// The part of that [`key`](DedicatedPart::key).
    pub fn from_key(key: &str) -> Option<DedicatedPart> {
        DedicatedPart::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// Who is the dedicated engineer or the deputy of an organisation, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dedicated {
    pub part: DedicatedPart,
    pub person: PersonRef,
    pub phone: String,
    pub email: String,
    pub since: Moment,
}

/// A place of an organisation (场所).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// None for one that only devices name.
    pub id: Option<i64>,
    pub name: String,
    pub address: String,
    /// Devices that stand there.
    pub assets: i64,
}

/// Somebody to be reached at an organisation, with an account or without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteContact {
    pub id: i64,
    pub name: String,
    /// What they are there for, e.g. `信息中心主任`.
    pub duty: String,
    pub phone: String,
    pub email: String,
}

/// A spare part that lies ready for an organisation (备件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SparePart {
    pub id: i64,
    pub name: String,
    /// May be empty.
    pub part_number: String,
    pub quantity: i64,
    /// Where it lies.
    pub place: String,
}

/// A contract in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractLine {
    pub number: String,
    pub policy_name: Bilingual,
    /// First and last day, both inclusive.
    #[serde(with = "crate::day")]
    pub starts_on: NaiveDate,
    #[serde(with = "crate::day")]
    pub ends_on: NaiveDate,
    pub standing: Standing,
}

/// A finished service: what was wrong and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDone {
    pub number: String,
    pub title: String,
    pub closed_at: Moment,
    pub engineer_name: String,
    pub cause: String,
    pub done: String,
}

/// The service archive of a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    pub organisation: OrganisationRef,
    pub address: String,
    /// The configuration of the customer's systems, in words.
    pub systems: String,
    pub since: Moment,
    pub dedicated: Vec<Dedicated>,
    pub sites: Vec<Site>,
    pub contacts: Vec<SiteContact>,
    /// Those who may sign in, as many as are shown.
    pub people: Vec<PersonRow>,
    /// The one that ends last first, as many as are shown.
    pub contracts: Vec<ContractLine>,
    pub contract_count: i64,
    /// The first ones, each its serial number, what it is called and where it stands.
    pub assets: Vec<(String, String, String)>,
    pub asset_count: i64,
    pub parts: Vec<SparePart>,
    /// Finished services within the viewer's sight, the last ones first.
    pub done: Vec<ServiceDone>,
    /// The latest ones.
    pub inspections: Vec<InspectionLine>,
    pub may_edit: bool,
    pub may_see_people: bool,
    pub may_invite: bool,
    pub may_see_report: bool,
    /// What its people are welcomed with, as HTML that the server draws; empty without.
    pub welcome: String,
    /// Whom a manager can choose from; nobody for others.
    pub engineers: Vec<PersonRef>,
}

/// An organisation as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationDraft {
    pub name: String,
    pub address: String,
    pub systems: String,
}

impl OrganisationDraft {
    /// Made fit to be kept, or every flaw of the form at once.
    ///
    /// # Errors
    /// One [`Flaw`] a field.
    pub fn parse(&self) -> Result<OrganisationDraft, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let name = line(&mut flaws, "name", &self.name, true);
        let address = line(&mut flaws, "address", &self.address, false);
        let systems = typed::text(&self.systems);
        flag(&mut flaws, "systems", too_long(&systems, DESCRIPTION_MOST));
        if flaws.is_empty() { Ok(OrganisationDraft { name, address, systems }) } else { Err(flaws) }
    }
}

/// A line of the archive as typed: a site, a contact or a spare part. One form type serves all three, each has its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryDraft {
    /// `site`, `contact`, `part`
    pub entry: String,
    /// Of what is there already; empty for a new one.
    pub id: String,
    pub name: String,
    pub address: String,
    pub duty: String,
    pub phone: String,
    pub email: String,
    pub part_number: String,
    pub quantity: String,
    pub place: String,
}

/// A line of the archive with nothing wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Site { name: String, address: String },
    Contact { name: String, duty: String, phone: String, email: String },
    Part { name: String, part_number: String, quantity: i64, place: String },
}

impl EntryDraft {
    /// The line, or every flaw of the form at once.
    ///
    /// # Errors
    /// One [`Flaw`] a field, in the order of the form.
    pub fn parse(&self) -> Result<Entry, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let name = line(&mut flaws, "name", &self.name, true);
        let entry = match self.entry.as_str() {
            "site" => Entry::Site { name, address: line(&mut flaws, "address", &self.address, false) },
            "contact" => {
                let duty = line(&mut flaws, "duty", &self.duty, false);
                let [phone, email] = [&self.phone, &self.email].map(|said| typed::line(&typed::half_width(said)));
                flag(&mut flaws, "phone", flawed_phone(&phone).filter(|_| !phone.is_empty() || email.is_empty()));
                flag(&mut flaws, "email", flawed_email(&email));
                Entry::Contact { name, duty, phone, email }
            }
            "part" => {
                let part_number = line(&mut flaws, "part_number", &self.part_number, false);
                let quantity = typed::half_width(&self.quantity).trim().parse().ok();
                let quantity = quantity.filter(|quantity| (0..=QUANTITY_MOST).contains(quantity));
                flag(&mut flaws, "quantity", quantity.is_none().then_some(FlawKind::NotANumber));
                let place = line(&mut flaws, "place", &self.place, false);
                Entry::Part { name, part_number, quantity: quantity.unwrap_or_default(), place }
            }
            _ => return Err(vec![Flaw::of("entry", FlawKind::NotAChoice)]),
        };
        if flaws.is_empty() { Ok(entry) } else { Err(flaws) }
    }
}

fn line(flaws: &mut Vec<Flaw>, field: &str, said: &str, needed: bool) -> String {
    let said = typed::line(said);
    flag(flaws, field, empty(&said).filter(|_| needed).or(too_long(&said, LINE_MOST)));
    said
}
