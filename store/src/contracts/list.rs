//! `/contracts`: those the viewer may see, searched, filtered and sorted, page by page by key.

use super::day;
use crate::access::{Reach, Reaching, reaching_sql};
use crate::cases::lists::pattern_of;
use crate::db::args;
use crate::{Desk, Result};
use chrono::Days;
use domain::access::{Action, Whose};
use domain::contract::sheet::{ContractFilter, ContractList, ContractRow};
use domain::contract::{EXPIRY_DAYS, Standing};

const ROWS_PER_PAGE: usize = 50;

macro_rules! rows {
    () => {
        "SELECT x.number, o.name, x.policy, x.starts_on, x.ends_on, x.renewal_for
         FROM contract x JOIN organisation o ON o.id = x.organisation_id WHERE "
    };
}
// $3 is the day it is, $4 the day by which a contract ends soon.
macro_rules! filtered {
    ($key:literal, $tie:literal) => {
        concat!(
            " AND ($2 = 'all' OR ($2 = 'in_force' AND x.starts_on <= $3 AND x.ends_on >= $3)
                   OR ($2 = 'ending' AND x.starts_on <= $3 AND x.ends_on >= $3 AND x.ends_on <= $4)
                   OR ($2 = 'not_yet' AND x.starts_on > $3) OR ($2 = 'expired' AND x.ends_on < $3)
                   OR ($2 = 'renewal' AND x.renewal_for = x.ends_on))
              AND (LOWER(x.number) LIKE $5 ESCAPE '\\' OR LOWER(o.name) LIKE $5 ESCAPE '\\')
              AND (CAST($6 AS BIGINT) = 0 OR x.organisation_id = $6)
              AND ($7 = '' OR (",
            $key,
            ", x.id) > (SELECT ",
            $tie,
            ", b.id FROM contract b JOIN organisation p ON p.id = b.organisation_id WHERE b.number = $7))
              ORDER BY ",
            $key,
            ", x.id LIMIT $8"
        )
    };
}
reaching_sql!(BY_END, rows!(), filtered!("x.ends_on", "b.ends_on"));
reaching_sql!(BY_NUMBER, rows!(), filtered!("x.number", "b.number"));
reaching_sql!(BY_ORGANISATION, rows!(), filtered!("o.name", "p.name"));

/// `number, organisation, policy, starts_on, ends_on, renewal_for`
type Row = (String, String, String, String, String, String);

impl Desk {
    /// A page of the contracts the viewer may see; those in force, the next to end first, unless the filter says otherwise.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no contracts.
    pub async fn contract_list(&self, filter: &ContractFilter) -> Result<ContractList> {
        let reach = Reach::of(self.person()?, Action::SeeContract)?;
        let show = match filter.show.as_str() {
            known @ ("all" | "ending" | "not_yet" | "expired" | "renewal") => known,
            _ => "in_force",
        };
        let sql: &Reaching = match filter.sort.as_str() {
            "number" => &BY_NUMBER,
            "organisation" => &BY_ORGANISATION,
            _ => &BY_END,
        };
        let today = self.today();
        let soon = today + Days::new(EXPIRY_DAYS[0].unsigned_abs());
        let organisation: i64 = filter.organisation.parse().unwrap_or(0);
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let pattern = pattern_of(&filter.q);
        let values = args![reach.id(), show, today, soon, pattern, organisation, &filter.after, one_more];
        let mut rows: Vec<Row> = self.db().all(sql.within(reach), values).await?;
        let more = rows.len() > ROWS_PER_PAGE;
        rows.truncate(ROWS_PER_PAGE);
        let more_after = rows.last().filter(|_| more).map(|row| row.0.clone());
        let rows = rows.into_iter().map(|row| self.contract_row(row)).collect::<Result<_>>()?;
        let organisations = match reach {
            Reach::Everything => self.organisations().await?,
            _ => Vec::new(),
        };
        Ok(ContractList { rows, more_after, organisations, may_edit: self.may(Action::EditContracts, Whose::Others) })
    }

    fn contract_row(&self, row: Row) -> Result<ContractRow> {
        let (number, organisation_name, policy, starts, ends, renewal_for) = row;
        let (starts_on, ends_on) = (day(&starts)?, day(&ends)?);
        Ok(ContractRow {
            number,
            organisation_name,
            policy_name: self.policies().name(&policy),
            starts_on,
            ends_on,
            standing: Standing::of(starts_on, ends_on, self.today()),
            renewal_asked: renewal_for == ends,
        })
    }
}
