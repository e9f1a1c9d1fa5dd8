//! The demo's company, people, customers, assets and contracts, from server/demo/company.toml. The service archives are kept
//! by [`super::archives`]; what happened to everything is told in [`super::cases`].

use super::archives::DemoArchive;
use super::when::{first_of_month, last_of_month};
use super::{CastMember, DemoFault};
use chrono::{Days, NaiveDate, TimeDelta};
use domain::Moment;
use domain::asset::AssetDraft;
use domain::case::Kind;
use domain::contract::draft::UseDraft;
use domain::contract::{Rates, Terms};
use domain::person::{Bilingual, Language, Person, PersonRef, Role, Viewer};
use domain::policy::Bound;
use domain::zone::Zone;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use store::{Company, NewAsset, NewContract, NewPerson, Setup, Store};

/// So far back people were told of contracts that end: what ended before then is of no interest to anybody.
const TOLD_DAYS: i64 = 95;

static FILE: LazyLock<CompanyFile> =
    LazyLock::new(|| toml::from_str(include_str!("../../demo/company.toml")).expect("compiled in, and read by a test"));

/// The company as its file tells it.
pub fn file() -> &'static CompanyFile {
    &FILE
}

/// `company.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyFile {
    company: TheCompany,
    #[serde(rename = "person")]
    people: Vec<DemoPerson>,
    #[serde(rename = "organisation")]
    organisations: Vec<DemoOrganisation>,
    #[serde(rename = "asset")]
    assets: Vec<DemoAsset>,
    #[serde(rename = "contract")]
    contracts: Vec<DemoContract>,
    #[serde(rename = "role")]
    roles: Vec<DemoRole>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TheCompany {
    name: Bilingual,
    hotline: String,
    time_zone: String,
    default_policy: String,
    rates: Rates,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPerson {
    key: String,
    name: String,
    email: String,
    phone: String,
    role: Role,
    #[serde(default)]
    organisation: Option<String>,
    #[serde(default)]
    language: Language,
}

#[derive(Debug, Deserialize)]
struct DemoOrganisation {
    key: String,
    name: String,
    #[serde(flatten)]
    archive: DemoArchive,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoAsset {
    organisation: String,
    serial: String,
    name: String,
    model: String,
    #[serde(default)]
    product_line: String,
    site: String,
    /// The last month of its warranty, counted from this one.
    #[serde(default)]
    warranty_months: Option<i32>,
    /// The month of its acceptance, counted from this one, and for how many months the warranty runs from then.
    #[serde(default)]
    accepted_months: Option<i32>,
    #[serde(default)]
    warranty_for: Option<u32>,
    #[serde(default)]
    configuration: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoContract {
    number: String,
    organisation: String,
    policy: String,
    starts_months: i32,
    #[serde(default)]
    ends_months: i32,
    #[serde(default)]
    ends_days: Option<u64>,
    kinds: Vec<Kind>,
    serials: Vec<String>,
    #[serde(default)]
    terms: Terms,
    /// What was used of it so far.
    #[serde(default, rename = "use")]
    used: Vec<DemoUse>,
}

/// One booking by the secretary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoUse {
    days_ago: i64,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    visits: String,
    words: String,
}

/// Whom a role of the catalogue is bound to: people of the file, or one address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoRole {
    id: String,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

/// Everybody who acts in the demo, by the keys of the files, and the moment it is laid out.
pub struct Stage {
    pub now: Moment,
    /// The company's zone.
    pub zone: Zone,
    people: BTreeMap<&'static str, Person>,
}

impl Stage {
    /// # Errors
    /// When the files name nobody so.
    pub fn person(&self, key: &str) -> Result<&Person, DemoFault> {
        self.people.get(key).ok_or_else(|| unknown("person", key))
    }
}

impl CompanyFile {
    /// The people in the order of the file.
    pub fn cast(&self) -> Vec<CastMember> {
        let named = |key: &String| self.organisations.iter().find(|organisation| organisation.key == *key);
        let member = |person: &DemoPerson| CastMember {
            email: person.email.clone(),
            name: person.name.clone(),
            role: person.role,
            organisation: person.organisation.as_ref().and_then(named).map(|organisation| organisation.name.clone()),
            language: person.language,
        };
        self.people.iter().map(member).collect()
    }
}

/// Adds the company and everything it has; answers who can act now.
pub async fn lay_out(store: &Store, password_hash: &str, now: Moment) -> Result<Stage, DemoFault> {
    let setup = store.setup();
    setup.company(&FILE.company.settings()).await?;
    let organisations = add_organisations(&setup, now).await?;
    let people = add_people(&setup, &organisations, password_hash, now).await?;
    let Some(somebody) = people.values().next() else { return Err(unknown("person", "")) };
    let zone = somebody.zone.clone();
    let today = zone.local(now).date();
    let assets = add_assets(&setup, &organisations, today).await?;
    complete_assets(store, &people, now, today).await?;
    add_contracts(&setup, &organisations, &assets, today).await?;
    bind_roles(&setup, &people, now).await?;
    setup.rates(&FILE.company.rates).await?;
    use_contracts(store, &people, now).await?;
    let stage = Stage { now, zone, people };
    for organisation in &FILE.organisations {
        organisation
            .archive
            .keep(store, &stage, id(&organisations, "organisation", &organisation.key)?, &organisation.name)
            .await?;
    }
    Ok(stage)
}

impl TheCompany {
    fn settings(&self) -> Company {
        Company {
            name: self.name.clone(),
            hotline: self.hotline.clone(),
            time_zone: self.time_zone.clone(),
            default_policy: self.default_policy.clone(),
        }
    }
}

/// Ids by the keys of the file.
type Ids = BTreeMap<&'static str, i64>;

fn id(ids: &Ids, what: &'static str, key: &str) -> Result<i64, DemoFault> {
    ids.get(key).copied().ok_or_else(|| unknown(what, key))
}

/// What the organisation of that key is called.
///
/// # Errors
/// When the file names none so.
pub fn name_of(organisation: &str) -> Result<&'static str, DemoFault> {
    let mut known = FILE.organisations.iter();
    let found = known.find(|known| known.key == organisation).ok_or_else(|| unknown("organisation", organisation))?;
    Ok(&found.name)
}

fn unknown(what: &'static str, key: &str) -> DemoFault {
    DemoFault::Unknown { what, key: key.to_owned() }
}

async fn add_organisations(setup: &Setup, now: Moment) -> Result<Ids, DemoFault> {
    let mut ids = Ids::new();
    for organisation in &FILE.organisations {
        let since = organisation.archive.since(now);
        ids.insert(&organisation.key, setup.organisation(&organisation.name, since).await?.id);
    }
    Ok(ids)
}

async fn add_people(
    setup: &Setup,
    organisations: &Ids,
    password_hash: &str,
    now: Moment,
) -> Result<BTreeMap<&'static str, Person>, DemoFault> {
    let mut people = BTreeMap::new();
    for person in &FILE.people {
        let organisation_id =
            person.organisation.as_deref().map(|key| id(organisations, "organisation", key)).transpose()?;
        let new = NewPerson {
            name: person.name.clone(),
            email: person.email.clone(),
            phone: person.phone.clone(),
            role: person.role,
            organisation_id,
            language: person.language,
            time_zone: FILE.company.time_zone.clone(),
            password_hash: password_hash.to_owned(),
        };
        setup.person(&new, now).await?;
        if let Viewer::Person(added) = setup.viewer(&person.email, now).await? {
            people.insert(person.key.as_str(), added);
        }
    }
    Ok(people)
}

async fn add_assets(setup: &Setup, organisations: &Ids, today: NaiveDate) -> Result<Ids, DemoFault> {
    let mut ids = Ids::new();
    for asset in &FILE.assets {
        let new = NewAsset {
            organisation_id: id(organisations, "organisation", &asset.organisation)?,
            serial: asset.serial.clone(),
            name: asset.name.clone(),
            model: asset.model.clone(),
            product_line: asset.product_line.clone(),
            site: asset.site.clone(),
            warranty_ends_on: asset.warranty_months.map(|months| last_of_month(today, months)),
        };
        ids.insert(&asset.serial, setup.asset(&new).await?);
    }
    Ok(ids)
}

/// What a secretary has put on file of the assets since then.
async fn complete_assets(
    store: &Store,
    people: &BTreeMap<&'static str, Person>,
    now: Moment,
    today: NaiveDate,
) -> Result<(), DemoFault> {
    let Some(secretary) = people.values().find(|person| person.role == Role::Secretary) else { return Ok(()) };
    let desk = store.desk(Viewer::Person(secretary.clone()), now);
    for asset in FILE.assets.iter().filter(|asset| !asset.configuration.is_empty()) {
        let ends_on = asset.warranty_months.filter(|_| asset.warranty_for.is_none());
        let draft = AssetDraft {
            serial: asset.serial.clone(),
            name: asset.name.clone(),
            model: asset.model.clone(),
            product_line: asset.product_line.clone(),
            site: asset.site.clone(),
            accepted_on: asset.accepted_months.map(|m| first_of_month(today, m).to_string()).unwrap_or_default(),
            warranty_months: asset.warranty_for.map(|months| months.to_string()).unwrap_or_default(),
            warranty_ends_on: ends_on.map(|months| last_of_month(today, months).to_string()).unwrap_or_default(),
            configuration: asset.configuration.clone(),
            ..AssetDraft::default()
        };
        desk.change_asset(&asset.serial, &draft).await?;
    }
    Ok(())
}

async fn add_contracts(setup: &Setup, organisations: &Ids, assets: &Ids, today: NaiveDate) -> Result<(), DemoFault> {
    for contract in &FILE.contracts {
        let asset_ids: Result<Vec<i64>, DemoFault> =
            contract.serials.iter().map(|serial| id(assets, "asset", serial)).collect();
        let ends_in_days = contract.ends_days.map(|days| today + Days::new(days));
        let new = NewContract {
            number: contract.number.clone(),
            organisation_id: id(organisations, "organisation", &contract.organisation)?,
            policy: contract.policy.clone(),
            starts_on: first_of_month(today, contract.starts_months),
            ends_on: ends_in_days.unwrap_or_else(|| last_of_month(today, contract.ends_months)),
            kinds: contract.kinds.clone(),
            asset_ids: asset_ids?,
            sites: Vec::new(),
        };
        setup.contract(&new).await?;
        setup.contract_terms(&contract.number, &contract.terms).await?;
    }
    Ok(())
}

/// What was used of contracts in the last months, and what was told of their ends meanwhile.
async fn use_contracts(store: &Store, people: &BTreeMap<&'static str, Person>, now: Moment) -> Result<(), DemoFault> {
    let secretary = people.values().find(|person| person.role == Role::Secretary);
    let secretary = secretary.ok_or_else(|| unknown("person", "secretary"))?;
    for contract in &FILE.contracts {
        for used in &contract.used {
            let (hours, visits, words) = (used.hours.clone(), used.visits.clone(), used.words.clone());
            let desk = store.desk(Viewer::Person(secretary.clone()), now - TimeDelta::days(used.days_ago));
            let draft = UseDraft { hours, visits, words, ..UseDraft::default() };
            desk.book_contract_use(&contract.number, &draft).await?;
        }
    }
    for days_ago in (0..=TOLD_DAYS).rev() {
        store.tell_of_expiry(now - TimeDelta::days(days_ago)).await?;
    }
    Ok(())
}

async fn bind_roles(setup: &Setup, people: &BTreeMap<&'static str, Person>, now: Moment) -> Result<(), DemoFault> {
    for role in &FILE.roles {
        let person = |key: &String| people.get(key.as_str()).ok_or_else(|| unknown("person", key));
        let named = |person: &Person| Bound::Person(PersonRef { id: person.id, name: person.name.clone() });
        let mut bound = role.people.iter().map(|key| person(key).map(named)).collect::<Result<Vec<_>, _>>()?;
        if !role.email.is_empty() {
            bound.push(Bound::Address { name: role.name.clone(), email: role.email.clone() });
        }
        setup.bind_role(&role.id, &bound, now).await?;
    }
    Ok(())
}
