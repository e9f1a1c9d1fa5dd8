//! Numbers that people read out: a day of the company's zone, and how many there were on it. The counter is written within the
//! transaction that gives the number out: of two that come at once the second waits for the first.

use crate::Result;
use crate::db::{Sql, Tx, args, sql};
use chrono::NaiveDate;

macro_rules! counted {
    ($name:ident, $counter:literal) => {
        sql!(
            $name,
            concat!(
                "INSERT INTO ",
                $counter,
                " (day, last) VALUES ($1, 1) ON CONFLICT (day) DO UPDATE SET last = ",
                $counter,
                ".last + 1 RETURNING last"
            )
        );
    };
}
counted!(CASES, "case_counter");
counted!(INSPECTIONS, "inspection_counter");

/// What has numbers of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// `C-20261121-0042`
    Case,
    /// `XJ-20261121-001`
    Inspection,
}

impl Numbered {
    /// The next number of that day.
    pub(crate) async fn next(self, tx: &mut Tx, day: NaiveDate) -> Result<String> {
        let (sql, prefix, digits): (&Sql, _, _) = match self {
            Numbered::Case => (&CASES, "C", 4),
            Numbered::Inspection => (&INSPECTIONS, "XJ", 3),
        };
        let (nth,): (i64,) = tx.one(sql, args![day]).await?;
        Ok(format!("{prefix}-{}-{nth:0digits$}", day.format("%Y%m%d")))
    }
}
