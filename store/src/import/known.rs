//! What is on file, in the words of lists: what rows refer to and what they would change.

use crate::db::{Db, Row, Sql, Tx, Val, args, sql};
use crate::{Result, Store};
use domain::case::Kind;
use domain::contract::{Contract, Terms};
use domain::import::{Known, ListKind, Values, values_of_terms};
use std::collections::HashMap;

sql!(ORGANISATIONS, "SELECT name FROM organisation");
sql!(
    ASSETS,
    "SELECT a.serial, o.name, a.name, a.model, a.product_line, a.site, COALESCE(a.warranty_ends_on, '')
     FROM asset a JOIN organisation o ON o.id = a.organisation_id"
);
sql!(OWNERS, "SELECT a.serial, o.name FROM asset a JOIN organisation o ON o.id = a.organisation_id");
sql!(
    PEOPLE,
    "SELECT p.email, p.name, p.role, COALESCE(o.name, ''), p.phone, p.language
     FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id"
);
sql!(
    CONTRACTS,
    "SELECT c.number, o.name, c.policy, c.starts_on, c.ends_on, c.kinds, c.sites, c.terms
     FROM contract c JOIN organisation o ON o.id = c.organisation_id"
);
sql!(
    NAMED,
    "SELECT c.number, a.serial FROM contract_asset n JOIN contract c ON c.id = n.contract_id
     JOIN asset a ON a.id = n.asset_id"
);

pub(super) type Texts6 = (String, String, String, String, String, String);
type Texts7 = (String, String, String, String, String, String, String);
type Texts8 = (String, String, String, String, String, String, String, String);

/// Where to read: beside the writers, or within the transaction that writes.
pub(super) enum Source<'a> {
    Db(&'a Db),
    Tx(&'a mut Tx),
}

impl Source<'_> {
    async fn all<T: Row>(&mut self, sql: &Sql, values: Vec<Val>) -> sqlx::Result<Vec<T>> {
        match self {
            Source::Db(db) => db.all(sql, values).await,
            Source::Tx(tx) => tx.all(sql, values).await,
        }
    }
}

impl Store {
    /// What is on file, as far as a list of that kind refers to it.
    pub(super) async fn known(&self, source: &mut Source<'_>, kind: ListKind) -> Result<Known> {
        let organisations: Vec<(String,)> = source.all(&ORGANISATIONS, args![]).await?;
        let mut known =
            Known { organisations: organisations.into_iter().map(|(name,)| name).collect(), ..Known::default() };
        known.existing = match kind {
            ListKind::Organisations => named(kind, known.organisations.iter().map(|name| [name.clone()])),
            ListKind::People => {
                let rows: Vec<Texts6> = source.all(&PEOPLE, args![]).await?;
                named(kind, rows.into_iter().map(<[String; 6]>::from))
            }
            ListKind::Assets => {
                let rows: Vec<Texts7> = source.all(&ASSETS, args![]).await?;
                named(kind, rows.into_iter().map(<[String; 7]>::from))
            }
            ListKind::Contracts => {
                known.assets = source.all::<(String, String)>(&OWNERS, args![]).await?.into_iter().collect();
                known.policies = self.policy_words();
                contracts(source).await?
            }
        };
        Ok(known)
    }

    /// Ids of policies by everything they are called.
    fn policy_words(&self) -> HashMap<String, String> {
        let policies = self.policies();
        let newest = policies.newest_of_each().into_iter();
        let words = newest.flat_map(|policy| {
            let called = [&policy.id, &policy.name.chinese, &policy.name.english];
            called.map(|word| (word.to_lowercase(), policy.id.clone()))
        });
        words.filter(|(word, _)| !word.is_empty()).collect()
    }
}

/// Rows by identity, their texts in the order of the kind's columns.
fn named<const N: usize>(kind: ListKind, rows: impl Iterator<Item = [String; N]>) -> HashMap<String, Values> {
    rows.map(|texts| (texts[0].clone(), kind.columns().iter().copied().zip(texts).collect())).collect()
}

async fn contracts(source: &mut Source<'_>) -> Result<HashMap<String, Values>> {
    let mut serials = named_serials(source).await?;
    let rows: Vec<Texts8> = source.all(&CONTRACTS, args![]).await?;
    let mut contracts = HashMap::with_capacity(rows.len());
    for (number, organisation, policy, starts_on, ends_on, kinds, sites, terms) in rows {
        let named = serials.remove(&number).unwrap_or_default();
        let kinds: Vec<Kind> = serde_json::from_str(&kinds)?;
        let sites: Vec<String> = serde_json::from_str(&sites)?;
        let terms: Terms = serde_json::from_str(&terms)?;
        let (kinds, sites, named) = (lines(&kinds), sites.join("\n"), named.join("\n"));
        let texts = [number.clone(), organisation, policy, starts_on, ends_on, kinds, sites, named];
        contracts.insert(number, values_of_contract(texts, &terms));
    }
    Ok(contracts)
}

/// Sorted serial numbers of the assets that contracts name, by contract number.
pub(super) async fn named_serials(source: &mut Source<'_>) -> Result<HashMap<String, Vec<String>>> {
    let mut serials: HashMap<String, Vec<String>> = HashMap::new();
    for (number, serial) in source.all::<(String, String)>(&NAMED, args![]).await? {
        serials.entry(number).or_default().push(serial);
    }
    serials.values_mut().for_each(|named| named.sort());
    Ok(serials)
}

/// A contract in the words of a list.
pub(super) fn contract_listed(contract: Contract, organisation: String, named: Vec<String>) -> Values {
    let Contract { number, policy, starts_on, ends_on, kinds, sites, terms, .. } = contract;
    let (starts_on, ends_on) = (starts_on.to_string(), ends_on.to_string());
    let (kinds, sites, named) = (lines(&kinds), sites.join("\n"), named.join("\n"));
    values_of_contract([number, organisation, policy, starts_on, ends_on, kinds, sites, named], &terms)
}

/// The first columns as texts in their order, the other ones by the terms.
fn values_of_contract(texts: [String; 8], terms: &Terms) -> Values {
    ListKind::Contracts.columns().iter().copied().zip(texts).chain(values_of_terms(terms)).collect()
}

/// Kinds of service in their own order, one a line.
fn lines(kinds: &[Kind]) -> String {
    let included = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
    included.map(Kind::key).collect::<Vec<_>>().join("\n")
}
