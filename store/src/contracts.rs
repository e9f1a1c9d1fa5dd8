//! What customers have, what was promised to them for it, and whether it covers a case.

mod documents;
mod edit;
mod expiry;
mod list;
mod page;
mod rates;
pub(crate) mod record;

use crate::access::{Reach, reaching_sql};
use crate::db::{Sql, Val, args, sql};
use crate::{Desk, Fault, Result};
use chrono::{Days, NaiveDate};
use domain::access::{Action, Whose};
use domain::asset::{Asset, normal_serial};
use domain::case::Kind;
use domain::case::sheet::CoverageAnswer;
use domain::contract::{Contract, ContractSheet, EXPIRY_DAYS, Used};
use domain::coverage::{Coverage, Question, Strictness, decide};
use domain::person::Bilingual;
use domain::policy::Policy;
use domain::refusal::{Flaw, FlawKind, Refusal};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Enough to choose from; beyond, people type what they look for.
const ASSETS_MOST: i64 = 200;
/// Contracts on a page that shows other things besides.
const SHOWN_MOST: i64 = 50;
const ENDING_MOST: i64 = 10;

/// Of `asset x`, as [`asset`] reads them.
macro_rules! asset_columns {
    () => {
        "x.id, x.organisation_id, x.serial, x.name, x.model, x.product_line, x.site, x.warranty_ends_on"
    };
}
macro_rules! contract_columns {
    () => {
        "x.id, x.number, x.organisation_id, x.policy, x.starts_on, x.ends_on, x.kinds, x.sites, o.name, x.terms,
         x.used_minutes, x.used_visits"
    };
}
pub(crate) use asset_columns;
use contract_columns;

reaching_sql!(
    ASSETS,
    concat!("SELECT ", asset_columns!(), " FROM asset x WHERE "),
    " AND (LOWER(x.serial) LIKE $2 ESCAPE '\\' OR LOWER(x.name) LIKE $2 ESCAPE '\\' OR LOWER(x.model) LIKE $2 ESCAPE '\\'
           OR LOWER(x.site) LIKE $2 ESCAPE '\\') ORDER BY x.id LIMIT $3"
);
reaching_sql!(
    CONTRACTS,
    concat!("SELECT ", contract_columns!(), " FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE "),
    " ORDER BY x.ends_on DESC, x.id DESC"
);
sql!(
    ASSET_OF_ORGANISATION,
    concat!("SELECT ", asset_columns!(), " FROM asset x WHERE x.organisation_id = $1 AND x.serial = $2")
);
sql!(
    CONTRACTS_OF_ORGANISATION,
    concat!(
        "SELECT ",
        contract_columns!(),
        " FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE x.organisation_id = $1
         ORDER BY x.ends_on DESC, x.id DESC"
    )
);
// Those in force come first, the next to end before the others, then what ended last.
reaching_sql!(
    CONTRACTS_SHOWN,
    concat!("SELECT ", contract_columns!(), " FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE "),
    " ORDER BY CASE WHEN x.ends_on >= $2 THEN 0 ELSE 1 END, CASE WHEN x.ends_on >= $2 THEN x.ends_on END, x.ends_on DESC,
      x.id LIMIT $3"
);
reaching_sql!(
    CONTRACTS_ENDING,
    concat!("SELECT ", contract_columns!(), " FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE "),
    " AND x.ends_on >= $2 AND x.starts_on <= $2 AND x.ends_on <= $3 ORDER BY x.ends_on, x.id LIMIT $4"
);
sql!(NAMED_ASSETS, "SELECT asset_id FROM contract_asset WHERE contract_id = $1 ORDER BY asset_id");
sql!(ASSET_COUNT, "SELECT COUNT(*) FROM asset WHERE organisation_id = $1");
sql!(ORGANISATION_OF_ASSET, "SELECT organisation_id FROM asset WHERE serial = $1");

/// As `asset_columns!` names them.
pub(crate) type AssetRow = (i64, i64, String, String, String, String, String, Option<String>);
/// As `contract_columns!` names them.
type ContractRow = (i64, String, i64, String, String, String, String, String, String, String, i64, i64);

/// What a case of an organisation asks for.
pub(crate) struct Asked<'a> {
    pub(crate) organisation_id: i64,
    pub(crate) kind: Kind,
    /// Normalised; empty when none was given.
    pub(crate) serial: &'a str,
    /// E-mail of the reporter, lower case; none while that is not known.
    pub(crate) reporter: Option<&'a str>,
    pub(crate) today: NaiveDate,
}

/// What holds for a case of an organisation: is it covered, and whose promises count.
pub(crate) struct Promised<'a> {
    pub(crate) asset: Option<Asset>,
    pub(crate) coverage: Coverage,
    pub(crate) policy: &'a Policy,
}

pub(crate) fn day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| Fault::Broken("a stored day is none").into())
}

fn list<T: DeserializeOwned>(json: &str) -> Result<Vec<T>> {
    Ok(serde_json::from_str(json)?)
}

pub(crate) fn asset(
    (id, organisation_id, serial, name, model, product_line, site, warranty): AssetRow,
) -> Result<Asset> {
    let warranty_ends_on = warranty.as_deref().map(day).transpose()?;
    Ok(Asset { id, organisation_id, serial, name, model, product_line, site, warranty_ends_on })
}

impl Desk {
    /// Whether a contract covers it and why, while the form is filled in. Staff name the organisation, or the serial number
    /// names it. An empty `kind` stands for a fault.
    ///
    /// # Errors
    /// `Flawed` when the kind is none or the organisation cannot be told; `NotAllowed` when the role opens no cases.
    pub async fn check_coverage(
        &self,
        kind: &str,
        serial: &str,
        organisation_id: Option<i64>,
    ) -> Result<CoverageAnswer> {
        let not_a_choice = |field: &str| Refusal::Flawed(vec![Flaw::of(field, FlawKind::NotAChoice)]);
        let kind = if kind.is_empty() { "fault" } else { kind };
        let kind = Kind::from_key(kind).ok_or_else(|| not_a_choice("kind"))?;
        let serial = normal_serial(serial);
        let organisation_id = match &self.person()?.organisation {
            Some(own) if self.may(Action::OpenCase, Whose::Own) => own.id,
            None if self.may(Action::OpenCaseForCaller, Whose::Others) => {
                let of_asset = self.organisation_of_asset(&serial).await?;
                organisation_id.or(of_asset).ok_or_else(|| not_a_choice("organisation_id"))?
            }
            _ => return Err(Refusal::NotAllowed.into()),
        };
        let person = self.person()?;
        let reporter = person.organisation.as_ref().map(|_| person.email.as_str());
        let asked = Asked { organisation_id, kind, serial: &serial, reporter, today: self.today() };
        let Promised { asset, coverage, policy } = self.promised(&asked).await?;
        let asset = asset.map(|asset| (asset.title(), asset.site));
        Ok(CoverageAnswer { coverage, asset, policy: policy.clone() })
    }

    async fn organisation_of_asset(&self, serial: &str) -> Result<Option<i64>> {
        let row: Option<(i64,)> = self.db().maybe(&ORGANISATION_OF_ASSET, args![serial]).await?;
        Ok(row.map(|(id,)| id))
    }

    /// The decision for a case.
    pub(crate) async fn promised(&self, asked: &Asked<'_>) -> Result<Promised<'_>> {
        let Asked { organisation_id, kind, serial, reporter, today } = *asked;
        let row: Option<AssetRow> = self.db().maybe(&ASSET_OF_ORGANISATION, args![organisation_id, serial]).await?;
        let asset = row.map(asset).transpose()?;
        let contracts = self.contracts_of(organisation_id).await?;
        let strictness = self.strictness(&contracts, kind);
        let rates = self.rates_of_company().await?;
        let asset_asked = asset.as_ref();
        let question = Question {
            today,
            kind,
            asset: asset_asked,
            serial,
            reporter,
            exclusion: None,
            strictness: &strictness,
            rates,
        };
        let mut coverage = decide(&question, &contracts);
        if let Some(covered_by) = &mut coverage.covered_by {
            covered_by.policy_name = self.policies().name(&covered_by.policy);
        }
        let covering = coverage.covered_by.as_ref().map(|covered_by| covered_by.policy.as_str());
        let policy = self.policy_of(covering, &contracts)?;
        Ok(Promised { asset, coverage, policy })
    }

    /// How strict the policies of contracts are for that kind.
    fn strictness(&self, contracts: &[Contract], kind: Kind) -> BTreeMap<String, Strictness> {
        let weekly = |hours: &str| {
            self.policies().timetable().get(hours).map_or(i64::MAX, |hours| hours.calendar.weekly_minutes())
        };
        let policies = contracts.iter().filter_map(|contract| self.policies().known(&contract.policy));
        policies.map(|policy| (policy.id.clone(), Strictness::of(policy, kind, weekly))).collect()
    }

    /// The covering contract's policy, else that of the organisation's latest contract, else the company's default.
    pub(crate) fn policy_of(&self, covering: Option<&str>, contracts: &[Contract]) -> Result<&Policy> {
        let latest = || contracts.iter().max_by_key(|contract| (contract.ends_on, contract.id));
        let id = covering.or_else(|| latest().map(|contract| contract.policy.as_str()));
        id.and_then(|id| self.policies().known(id)).map_or_else(|| self.default_policy(), Ok)
    }

    pub(crate) async fn policy_of_organisation(&self, organisation_id: i64) -> Result<&Policy> {
        self.policy_of(None, &self.contracts_of(organisation_id).await?)
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.store.company_day(self.now)
    }

    /// Every contract the viewer may see, the one that ends last first.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no contracts.
    pub async fn contracts(&self) -> Result<Vec<ContractSheet>> {
        let reach = Reach::of(self.person()?, Action::SeeContract)?;
        let rows: Vec<ContractRow> = self.db().all(CONTRACTS.within(reach), args![reach.id()]).await?;
        self.sheets(rows).await
    }

    /// The contracts to look at first: those in force, the next to end first, then what ended last; at most 50.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no contracts.
    pub async fn first_contracts(&self) -> Result<Vec<ContractSheet>> {
        let reach = Reach::of(self.person()?, Action::SeeContract)?;
        let values = args![reach.id(), self.today(), SHOWN_MOST];
        let rows: Vec<ContractRow> = self.db().all(CONTRACTS_SHOWN.within(reach), values).await?;
        self.sheets(rows).await
    }

    /// The contracts in sight that end soon, the next first; a few, for the side of a page.
    pub(crate) async fn ending_contracts(&self) -> Result<Vec<ContractSheet>> {
        let reach = Reach::of(self.person()?, Action::SeeContract)?;
        let soon = self.today() + Days::new(EXPIRY_DAYS[0].unsigned_abs());
        let values = args![reach.id(), self.today(), soon, ENDING_MOST];
        let rows: Vec<ContractRow> = self.db().all(CONTRACTS_ENDING.within(reach), values).await?;
        self.sheets(rows).await
    }

    async fn sheets(&self, rows: Vec<ContractRow>) -> Result<Vec<ContractSheet>> {
        let mut sheets = Vec::with_capacity(rows.len());
        for row in rows {
            let organisation_name = row.8.clone();
            sheets.push(self.sheet(self.contract(row).await?, organisation_name).await?);
        }
        Ok(sheets)
    }

    async fn sheet(&self, contract: Contract, organisation_name: String) -> Result<ContractSheet> {
        let asset_count = match contract.asset_ids.len() {
            0 => self.db().one::<(i64,)>(&ASSET_COUNT, args![contract.organisation_id]).await?.0,
            named => i64::try_from(named).unwrap_or(i64::MAX),
        };
        Ok(ContractSheet {
            policy_name: self.policies().name(&contract.policy),
            policy_summary: self
                .policies()
                .known(&contract.policy)
                .map_or_else(Bilingual::default, |known| known.summary.clone()),
            standing: contract.standing(self.today()),
            contract,
            organisation_name,
            asset_count,
        })
    }

    pub(crate) async fn contracts_of(&self, organisation_id: i64) -> Result<Vec<Contract>> {
        let rows: Vec<ContractRow> = self.db().all(&CONTRACTS_OF_ORGANISATION, args![organisation_id]).await?;
        let mut contracts = Vec::with_capacity(rows.len());
        for row in rows {
            contracts.push(self.contract(row).await?);
        }
        Ok(contracts)
    }

    async fn contract(&self, row: ContractRow) -> Result<Contract> {
        let (id, number, organisation_id, policy, starts_on, ends_on, kinds, sites, _, terms, minutes, visits) = row;
        let named: Vec<(i64,)> = self.db().all(&NAMED_ASSETS, args![id]).await?;
        Ok(Contract {
            id,
            number,
            organisation_id,
            policy,
            starts_on: day(&starts_on)?,
            ends_on: day(&ends_on)?,
            kinds: list(&kinds)?,
            asset_ids: named.into_iter().map(|(id,)| id).collect(),
            sites: list(&sites)?,
            terms: serde_json::from_str(&terms)?,
            used: Used { minutes, visits },
        })
    }

    /// Assets the viewer may see with those words in serial number, name, model or site; at most 200.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn assets(&self, q: &str) -> Result<Vec<Asset>> {
        let reach = Reach::of(self.person()?, Action::SeeAsset)?;
        let pattern = crate::cases::lists::pattern_of(q);
        self.assets_of(ASSETS.within(reach), args![reach.id(), pattern, ASSETS_MOST]).await
    }

    async fn assets_of(&self, sql: &Sql, values: Vec<Val>) -> Result<Vec<Asset>> {
        let rows: Vec<AssetRow> = self.db().all(sql, values).await?;
        rows.into_iter().map(asset).collect()
    }
}
