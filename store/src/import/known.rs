//! What is on file, in the words of lists: what rows refer to and what they would change.

use crate::db::{Db, Row, Sql, Tx, Val, args, sql};
use crate::{Result, Store};
use domain::case::Kind;
use domain::contract::Contract;
use domain::import::{Known, ListKind, Values};
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
    "SELECT c.number, o.name, c.policy, c.starts_on, c.ends_on, c.kinds, c.sites
     FROM contract c JOIN organisation o ON o.id = c.organisation_id"
);
sql!(
    NAMED,
    "SELECT c.number, a.serial FROM contract_asset n JOIN contract c ON c.id = n.contract_id
     JOIN asset a ON a.id = n.asset_id"
);

pub(super) type Texts6 = (String, String, String, String, String, String);
type Texts7 = (String, String, String, String, String, String, String);

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
    let rows: Vec<Texts7> = source.all(&CONTRACTS, args![]).await?;
    let mut texts = Vec::with_capacity(rows.len());
    for (number, organisation, policy, starts_on, ends_on, kinds, sites) in rows {
        let named = serials.remove(&number).unwrap_or_default();
        let kinds: Vec<Kind> = serde_json::from_str(&kinds)?;
        let sites: Vec<String> = serde_json::from_str(&sites)?;
        texts.push([
            number,
            organisation,
            policy,
            starts_on,
            ends_on,
            lines(&kinds),
            sites.join("\n"),
            named.join("\n"),
        ]);
    }
    Ok(named(ListKind::Contracts, texts.into_iter()))
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

/// A contract in the words of a list, in the order of its columns.
pub(super) fn texts_of_contract(contract: Contract, organisation: String, named: Vec<String>) -> [String; 8] {
    let Contract { number, policy, starts_on, ends_on, kinds, sites, .. } = contract;
    let (starts_on, ends_on) = (starts_on.to_string(), ends_on.to_string());
    [number, organisation, policy, starts_on, ends_on, lines(&kinds), sites.join("\n"), named.join("\n")]
}

/// Kinds of service in their own order, one a line.
fn lines(kinds: &[Kind]) -> String {
    let included = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
    included.map(Kind::key).collect::<Vec<_>>().join("\n")
}
