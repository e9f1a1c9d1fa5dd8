//! Adding an asset and changing what is on file of it.

use super::Details;
use crate::access::{Reach, reaching_sql};
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::Action;
use domain::asset::{Acceptance, AssetDraft, AssetEditing, AssetFacts};
use domain::person::OrganisationRef;
use domain::refusal::{Flaw, FlawKind, Refusal};

reaching_sql!(
    ORGANISATIONS,
    "SELECT x.organisation_id, x.name FROM (SELECT o.id AS organisation_id, o.name FROM organisation o) x WHERE ",
    " ORDER BY x.name, x.organisation_id"
);
sql!(
    ADDED,
    "INSERT INTO asset (organisation_id, serial, name, model, site, warranty_ends_on, accepted_on, warranty_months,
                        configuration, product_line)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (serial) DO NOTHING"
);
sql!(
    CHANGED,
    "UPDATE asset SET serial = $2, name = $3, model = $4, site = $5, warranty_ends_on = $6, accepted_on = $7,
                      warranty_months = $8, configuration = $9, product_line = $10
     WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM asset other WHERE other.serial = $2 AND other.id <> $1)"
);

impl Desk {
    /// What the form starts from: that asset, or an empty one with the organisations it can be of.
    ///
    /// # Errors
    /// `NotAllowed` when the role changes no assets, `NotFound` when that one is not the viewer's to change.
    pub async fn asset_editing(&self, serial: Option<&str>) -> Result<AssetEditing> {
        let product_lines = self.product_lines(Action::EditAsset).await?;
        let Some(serial) = serial else {
            let organisations = self.organisations_to_equip().await?;
            let organisation_name = String::new();
            return Ok(AssetEditing { draft: AssetDraft::default(), organisations, organisation_name, product_lines });
        };
        let asset = self.asset_in_sight(Action::EditAsset, serial).await?;
        let organisation_name = self.name_of_organisation(asset.organisation_id).await?;
        let Details { acceptance, configuration } = self.details(asset.id).await?;
        let draft = AssetDraft::of(&AssetFacts {
            serial: asset.serial,
            name: asset.name,
            model: asset.model,
            product_line: asset.product_line,
            site: asset.site,
            acceptance,
            warranty_ends_on: asset.warranty_ends_on,
            configuration,
        });
        Ok(AssetEditing { draft, organisations: Vec::new(), organisation_name, product_lines })
    }

    /// Adds an asset to an organisation; the answer is its serial number.
    ///
    /// # Errors
    /// `NotAllowed` when the role adds no assets, `Flawed` with what is wrong with the form.
    pub async fn add_asset(&self, draft: &AssetDraft) -> Result<String> {
        let organisations = self.organisations_to_equip().await?;
        let chosen = organisations.iter().find(|organisation| organisation.id.to_string() == draft.organisation_id);
        let not_a_choice = || Flaw::of("organisation_id", FlawKind::NotAChoice);
        let facts = match (draft.facts(), chosen) {
            (Ok(facts), Some(_)) => facts,
            (Ok(_), None) => return Err(Refusal::Flawed(vec![not_a_choice()]).into()),
            (Err(Refusal::Flawed(flaws)), None) => {
                return Err(Refusal::Flawed(std::iter::once(not_a_choice()).chain(flaws).collect()).into());
            }
            (Err(refusal), _) => return Err(refusal.into()),
        };
        let organisation_id = chosen.map_or(0, |organisation| organisation.id);
        self.write(&ADDED, organisation_id, facts).await
    }

    /// Changes what is on file of an asset; the answer is its serial number, which may be another now.
    ///
    /// # Errors
    /// `NotFound` when it is not the viewer's to change, `Flawed` with what is wrong with the form.
    pub async fn change_asset(&self, serial: &str, draft: &AssetDraft) -> Result<String> {
        let asset = self.asset_in_sight(Action::EditAsset, serial).await?;
        self.write(&CHANGED, asset.id, draft.facts()?).await
    }

    /// `id`: of the asset, or of the organisation it is added to.
    async fn write(&self, sql: &crate::Sql, id: i64, facts: AssetFacts) -> Result<String> {
        let AssetFacts { serial, name, model, product_line, site, acceptance, warranty_ends_on, configuration } = facts;
        let months = acceptance.warranty_months.map(i64::from);
        let Acceptance { accepted_on, .. } = acceptance;
        let values =
            args![id, &serial, name, model, site, warranty_ends_on, accepted_on, months, configuration, product_line];
        let mut tx = self.db().begin().await?;
        if tx.run(sql, values).await? == 0 {
            return Err(Refusal::Flawed(vec![Flaw::of("serial", FlawKind::Taken)]).into());
        }
        tx.commit().await?;
        Ok(serial)
    }

    async fn organisations_to_equip(&self) -> Result<Vec<OrganisationRef>> {
        let reach = Reach::of(self.person()?, Action::EditAsset)?;
        let rows: Vec<(i64, String)> = self.db().all(ORGANISATIONS.within(reach), args![reach.id()]).await?;
        Ok(rows.into_iter().map(|(id, name)| OrganisationRef { id, name }).collect())
    }
}
