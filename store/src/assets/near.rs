//! Serial numbers that come near one that is unknown: of those in sight, and never a word about the others.

use crate::access::{Reach, reaching_sql};
use crate::db::args;
use crate::{Desk, Result};
use domain::access::Action;
use domain::asset::{NearAsset, near};

/// A mistyped number differs by so many characters at most (domain::asset::near), separators left out included.
const LENGTH_APART: i64 = 4;

// All numbers in one row: fifty thousand rows of one number each cost many times more. No serial number has a space.
reaching_sql!(
    SERIALS,
    "SELECT COALESCE(STRING_AGG(s.serial, ' '), '') FROM (SELECT x.serial FROM asset x WHERE ",
    " AND LENGTH(x.serial) BETWEEN $2 AND $3 ORDER BY x.serial LIMIT 200000) s"
);

impl Desk {
    /// The serial number is normalised.
    pub(super) async fn near(&self, serial: &str) -> Result<Vec<NearAsset>> {
        let reach = Reach::of(self.person()?, Action::SeeAsset)?;
        let length = i64::try_from(serial.chars().count()).unwrap_or(i64::MAX);
        let values = args![reach.id(), length.saturating_sub(LENGTH_APART), length.saturating_add(LENGTH_APART)];
        let (known,): (String,) = self.db().one(SERIALS.within(reach), values).await?;
        let mut found = Vec::new();
        for serial in near(serial, known.split(' ').filter(|serial| !serial.is_empty())) {
            let asset = self.asset_in_sight(Action::SeeAsset, serial).await?;
            let organisation_name = self.name_of_organisation(asset.organisation_id).await?;
            found.push(NearAsset { asset, organisation_name });
        }
        Ok(found)
    }
}
