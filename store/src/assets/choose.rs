//! Devices to choose from while a report is filled in: of one organisation, by what is typed.

use crate::access::{Reach, reaching_sql};
use crate::cases::lists::patterns;
use crate::contracts::{AssetRow, asset, asset_columns};
use crate::db::args;
use crate::{Desk, Result};
use domain::access::Action;
use domain::asset::Asset;

/// Enough to choose from; beyond, people go on typing.
const CHOICES_MOST: i64 = 200;

reaching_sql!(
    CHOICES,
    concat!("SELECT ", asset_columns!(), " FROM asset x WHERE "),
    " AND (CAST($2 AS BIGINT) = 0 OR x.organisation_id = $2) AND x.words LIKE $3 ESCAPE '\\'
      AND x.words LIKE $4 ESCAPE '\\' AND x.words LIKE $5 ESCAPE '\\' ORDER BY x.name, x.serial LIMIT $6"
);

impl Desk {
    /// The devices in sight with those words in serial number, name, model or site, by name; of that organisation, where one
    /// is said.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn assets_to_choose(&self, organisation_id: Option<i64>, q: &str) -> Result<Vec<Asset>> {
        let reach = Reach::of(self.person()?, Action::SeeAsset)?;
        let [first, second, third] = patterns(q);
        let values = args![reach.id(), organisation_id.unwrap_or_default(), first, second, third, CHOICES_MOST];
        let rows: Vec<AssetRow> = self.db().all(CHOICES.within(reach), values).await?;
        rows.into_iter().map(asset).collect()
    }
}
