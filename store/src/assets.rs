//! Assets (设备): lists, one asset with all that is known of it, numbers that come near, and changing what is on file.

mod choose;
mod covered;
mod edit;
mod list;
mod near;

use crate::access::{Reach, reaching_sql, scoped_sql};
use crate::cases::moment;
use crate::contracts::{Asked, AssetRow, asset, asset_columns, day};
use crate::db::{args, sql};
use crate::{Desk, Fault, Result};
use domain::access::Action;
use domain::asset::{Acceptance, Asset, AssetAnswer, AssetSheet, ContractLine, Part, normal_serial};
use domain::case::Kind;
use domain::case::event::Happening;
use domain::contract::Contract;
use domain::refusal::Refusal;

reaching_sql!(ASSET, concat!("SELECT ", asset_columns!(), " FROM asset x WHERE "), " AND x.serial = $2");
sql!(ORGANISATION_NAME, "SELECT name FROM organisation WHERE id = $1");
sql!(DETAILS, "SELECT accepted_on, warranty_months, configuration FROM asset WHERE id = $1");
scoped_sql!(
    PARTS,
    "SELECT e.at, c.number, e.payload FROM service_case c JOIN event e ON e.case_id = c.id WHERE ",
    " AND c.asset_id = $2 AND e.key IN ('part_needed', 'part_replaced') ORDER BY e.at DESC, e.id DESC LIMIT 50"
);

/// `accepted_on, warranty_months, configuration`
type DetailsRow = (Option<String>, Option<i64>, String);

/// What is on file of an asset beside its name.
pub(crate) struct Details {
    pub(crate) acceptance: Acceptance,
    pub(crate) configuration: String,
}

impl Desk {
    /// One asset: is a fault of it covered today, and what is known of it; or the numbers in sight that come near.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn look_up(&self, serial: &str) -> Result<AssetAnswer> {
        match self.asset(serial).await {
            Ok(sheet) => Ok(AssetAnswer::Found(Box::new(sheet))),
            Err(crate::Error::Refused(Refusal::NotFound)) => {
                let serial = normal_serial(serial);
                let near = self.near(&serial).await?;
                Ok(AssetAnswer::Unknown { serial, near })
            }
            Err(error) => Err(error),
        }
    }

    /// One asset: is a fault of it covered today, and what happened to it.
    ///
    /// # Errors
    /// `NotFound` when there is none of that serial number, or it is not the viewer's to see.
    pub async fn asset(&self, serial: &str) -> Result<AssetSheet> {
        let asset = self.asset_in_sight(Action::SeeAsset, serial).await?;
        let (organisation_id, serial) = (asset.organisation_id, asset.serial.as_str());
        let asked = Asked { organisation_id, kind: Kind::Fault, serial, reporter: None, today: self.today() };
        let promised = self.promised(&asked).await?;
        let Details { acceptance, configuration } = self.details(asset.id).await?;
        Ok(AssetSheet {
            organisation_name: self.name_of_organisation(asset.organisation_id).await?,
            coverage: promised.coverage,
            acceptance,
            configuration,
            contracts: self.contracts_naming(&asset).await?,
            parts: self.parts(asset.id).await?,
            findings: self.findings_of_asset(asset.id).await?,
            cases: self.rows_of_asset(asset.id).await?,
            may_edit: self.asset_in_sight(Action::EditAsset, serial).await.is_ok(),
            asset,
        })
    }

    /// What its label says, if the viewer may see it.
    ///
    /// # Errors
    /// `NotFound` when there is none of that serial number, or it is not the viewer's to see.
    pub async fn asset_of_label(&self, serial: &str) -> Result<Asset> {
        self.asset_in_sight(Action::SeeAsset, serial).await
    }

    /// Whose that asset is, if the viewer may see it.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn organisation_of(&self, serial: &str) -> Result<Option<i64>> {
        match self.asset_in_sight(Action::SeeAsset, serial).await {
            Ok(asset) => Ok(Some(asset.organisation_id)),
            Err(crate::Error::Refused(Refusal::NotFound)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The asset of that serial number, if the viewer's role reaches it for that action.
    pub(crate) async fn asset_in_sight(&self, action: Action, serial: &str) -> Result<Asset> {
        let reach = Reach::of(self.person()?, action)?;
        let values = args![reach.id(), normal_serial(serial)];
        let row: Option<AssetRow> = self.db().maybe(ASSET.within(reach), values).await?;
        asset(row.ok_or(Refusal::NotFound)?)
    }

    pub(crate) async fn name_of_organisation(&self, id: i64) -> Result<String> {
        Ok(self.db().one::<(String,)>(&ORGANISATION_NAME, args![id]).await?.0)
    }

    pub(crate) async fn details(&self, asset_id: i64) -> Result<Details> {
        let (accepted_on, months, configuration): DetailsRow = self.db().one(&DETAILS, args![asset_id]).await?;
        let accepted_on = accepted_on.as_deref().map(day).transpose()?;
        let months = months.map(u32::try_from).transpose();
        let warranty_months = months.map_err(|_| Fault::Broken("a warranty of less than no months"))?;
        Ok(Details { acceptance: Acceptance { accepted_on, warranty_months }, configuration })
    }

    /// The contracts that the asset is on by its number, its site, or as one of all.
    async fn contracts_naming(&self, asset: &Asset) -> Result<Vec<ContractLine>> {
        let contracts = self.contracts_of(asset.organisation_id).await?;
        let line = |contract: Contract| ContractLine {
            policy_name: self.policies().name(&contract.policy),
            standing: contract.standing(self.today()),
            named: !contract.asset_ids.is_empty(),
            number: contract.number,
            starts_on: contract.starts_on,
            ends_on: contract.ends_on,
        };
        Ok(contracts.into_iter().filter(|contract| contract.concerns(asset)).map(line).collect())
    }

    async fn parts(&self, asset_id: i64) -> Result<Vec<Part>> {
        let scope = self.case_scope()?;
        let rows: Vec<(i64, String, String)> = self.db().all(PARTS.within(scope), args![scope.id(), asset_id]).await?;
        let mut parts = Vec::with_capacity(rows.len());
        for (at, number, payload) in rows {
            let (replaced, words) = match serde_json::from_str(&payload)? {
                Happening::PartNeeded { words } => (false, words),
                Happening::PartReplaced { words } => (true, words),
                _ => return Err(Fault::Broken("an event under another key than its own").into()),
            };
            parts.push(Part { at: moment(at)?, number, replaced, words });
        }
        Ok(parts)
    }
}
