//! Rows of lists into the database, many with one statement: they travel as one JSON list.

use crate::Result;
use crate::db::{Sql, Tx, args, sql};
use domain::Moment;
use domain::import::{Column, ListKind, Values, terms};
use domain::refusal::Refusal;
use serde_json::json;

/// Enough that the statement costs nothing beside its rows.
const ROWS_AT_ONCE: usize = 1_000;

sql!(
    ORGANISATIONS_WRITTEN,
    sqlite: "INSERT INTO organisation (name, created_at) SELECT r.value ->> 'organisation', $2 FROM json_each($1) r
             WHERE true ON CONFLICT (name) DO NOTHING",
    postgres: "INSERT INTO organisation (name, created_at) SELECT r.organisation, CAST($2 AS BIGINT)
               FROM json_to_recordset(CAST($1 AS JSON)) AS r (organisation TEXT) ON CONFLICT (name) DO NOTHING"
);
macro_rules! assets_written {
    ($rows:expr) => {
        concat!(
            "INSERT INTO asset (organisation_id, serial, name, model, product_line, site, warranty_ends_on)
             SELECT o.id, r.serial, r.name, r.model, r.product_line, r.site, NULLIF(r.warranty_ends_on, '') FROM ",
            $rows,
            " JOIN organisation o ON o.name = r.organisation WHERE true ON CONFLICT (serial) DO UPDATE
             SET name = excluded.name, model = excluded.model, product_line = excluded.product_line,
                 site = excluded.site, warranty_ends_on = excluded.warranty_ends_on
             WHERE asset.organisation_id = excluded.organisation_id"
        )
    };
}
sql!(
    ASSETS_WRITTEN,
    sqlite: assets_written!(
        "(SELECT value ->> 'serial' AS serial, value ->> 'organisation' AS organisation, value ->> 'name' AS name,
                 value ->> 'model' AS model, value ->> 'product_line' AS product_line, value ->> 'site' AS site,
                 value ->> 'warranty_ends_on' AS warranty_ends_on
          FROM json_each($1)) r"
    ),
    postgres: assets_written!(
        "json_to_recordset(CAST($1 AS JSON)) AS r (serial TEXT, organisation TEXT, name TEXT, model TEXT, product_line TEXT,
         site TEXT, warranty_ends_on TEXT)"
    )
);
// Nobody's password has an empty hash: who comes by a list cannot sign in until somebody sets one.
macro_rules! people_written {
    ($rows:expr) => {
        concat!(
            "INSERT INTO person (email, name, phone, role, organisation_id, language, time_zone, password_hash, created_at)
             SELECT r.email, r.name, r.phone, r.role, o.id, r.language, CAST($2 AS TEXT), '', CAST($3 AS BIGINT) FROM ",
            $rows,
            " LEFT JOIN organisation o ON o.name = r.organisation WHERE true ON CONFLICT (email) DO UPDATE
             SET name = excluded.name, phone = excluded.phone, language = excluded.language
             WHERE person.role = excluded.role AND person.organisation_id IS NOT DISTINCT FROM excluded.organisation_id"
        )
    };
}
sql!(
    PEOPLE_WRITTEN,
    sqlite: people_written!(
        "(SELECT value ->> 'email' AS email, value ->> 'name' AS name, value ->> 'phone' AS phone, value ->> 'role' AS role,
                 value ->> 'organisation' AS organisation, value ->> 'language' AS language FROM json_each($1)) r"
    ),
    postgres: people_written!(
        "json_to_recordset(CAST($1 AS JSON)) AS r (email TEXT, name TEXT, phone TEXT, role TEXT, organisation TEXT,
         language TEXT)"
    )
);
macro_rules! contracts_written {
    ($rows:expr) => {
        concat!(
            "INSERT INTO contract (number, organisation_id, policy, starts_on, ends_on, kinds, sites, terms)
             SELECT r.number, o.id, r.policy, r.starts_on, r.ends_on, r.kinds, r.sites, r.terms FROM ",
            $rows,
            " JOIN organisation o ON o.name = r.organisation WHERE true ON CONFLICT (number) DO UPDATE
             SET policy = excluded.policy, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
                 kinds = excluded.kinds, sites = excluded.sites, terms = excluded.terms
             WHERE contract.organisation_id = excluded.organisation_id"
        )
    };
}
sql!(
    CONTRACTS_WRITTEN,
    sqlite: contracts_written!(
        "(SELECT value ->> 'number' AS number, value ->> 'organisation' AS organisation, value ->> 'policy' AS policy,
                 value ->> 'starts_on' AS starts_on, value ->> 'ends_on' AS ends_on, value ->> 'kinds' AS kinds,
                 value ->> 'sites' AS sites, value ->> 'terms' AS terms FROM json_each($1)) r"
    ),
    postgres: contracts_written!(
        "json_to_recordset(CAST($1 AS JSON)) AS r (number TEXT, organisation TEXT, policy TEXT, starts_on TEXT,
         ends_on TEXT, kinds TEXT, sites TEXT, terms TEXT)"
    )
);
sql!(
    NAMED_FORGOTTEN,
    sqlite: "DELETE FROM contract_asset WHERE contract_id IN
             (SELECT c.id FROM contract c JOIN json_each($1) r ON c.number = r.value ->> 'number')",
    postgres: "DELETE FROM contract_asset WHERE contract_id IN
               (SELECT c.id FROM contract c JOIN json_to_recordset(CAST($1 AS JSON)) AS r (number TEXT)
                ON c.number = r.number)"
);
sql!(
    NAMED_WRITTEN,
    sqlite: "INSERT INTO contract_asset (contract_id, asset_id) SELECT c.id, a.id FROM json_each($1) r
             JOIN contract c ON c.number = r.value ->> 'number' JOIN asset a ON a.serial = r.value ->> 'serial'",
    postgres: "INSERT INTO contract_asset (contract_id, asset_id) SELECT c.id, a.id
               FROM json_to_recordset(CAST($1 AS JSON)) AS r (number TEXT, serial TEXT)
               JOIN contract c ON c.number = r.number JOIN asset a ON a.serial = r.serial"
);

/// Adds and changes rows, and says how many of them are written.
///
/// # Errors
/// `ChangedMeanwhile` when a row could not be written as it was judged, because of somebody else.
pub(super) async fn write(
    tx: &mut Tx,
    kind: ListKind,
    records: Vec<Values>,
    time_zone: &str,
    now: Moment,
    written: &(dyn Fn(usize) + Sync),
) -> Result<()> {
    let named = named_assets(&records);
    let records = records.into_iter().map(|record| row(kind, record)).collect::<Result<Vec<_>>>()?;
    let mut count = 0;
    for rows in records.chunks(ROWS_AT_ONCE) {
        let json = serde_json::to_string(rows)?;
        let (sql, values): (&Sql, _) = match kind {
            ListKind::Organisations => (&ORGANISATIONS_WRITTEN, args![json, now]),
            ListKind::People => (&PEOPLE_WRITTEN, args![json, time_zone, now]),
            ListKind::Assets => (&ASSETS_WRITTEN, args![json]),
            ListKind::Contracts => {
                tx.run(&NAMED_FORGOTTEN, args![&json]).await?;
                (&CONTRACTS_WRITTEN, args![json])
            }
        };
        if usize::try_from(tx.run(sql, values).await?) != Ok(rows.len()) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        count += rows.len();
        written(count);
    }
    for rows in named.chunks(ROWS_AT_ONCE) {
        tx.run(&NAMED_WRITTEN, args![serde_json::to_string(rows)?]).await?;
    }
    Ok(())
}

/// Which contract names which asset.
fn named_assets(records: &[Values]) -> Vec<serde_json::Value> {
    let pairs = records.iter().filter_map(|record| record.get(&Column::Number).zip(record.get(&Column::Serials)));
    pairs
        .flat_map(|(number, serials)| serials.lines().map(move |serial| json!({ "number": number, "serial": serial })))
        .collect()
}

/// A record as its statement takes it. Kinds, sites and terms of contracts are kept as JSON.
fn row(kind: ListKind, record: Values) -> Result<serde_json::Value> {
    if kind != ListKind::Contracts {
        return Ok(serde_json::to_value(record)?);
    }
    let cell = |column| record.get(&column).map_or("", String::as_str);
    let list = |column| serde_json::to_string(&cell(column).lines().collect::<Vec<_>>());
    Ok(json!({
        "number": cell(Column::Number),
        "organisation": cell(Column::Organisation),
        "policy": cell(Column::Policy),
        "starts_on": cell(Column::StartsOn),
        "ends_on": cell(Column::EndsOn),
        "kinds": list(Column::Kinds)?,
        "sites": list(Column::Sites)?,
        "terms": serde_json::to_string(&terms(&record))?,
    }))
}
