//! Lists of assets: searched, filtered, sorted, and paged by key, fifty rows a page. A statement for each order, so that an
//! index gives the page.

use crate::access::{Reach, Reaching, reaching_sql};
use crate::cases::lists::{pattern_of, patterns};
use crate::contracts::{AssetRow, asset, asset_columns};
use crate::db::args;
use crate::{Desk, Result};
use chrono::Days;
use domain::access::Action;
use domain::asset::{
    Asset, AssetFilter, AssetLine, AssetPage, AssetSort, CoverageFilter, LABELS_MOST, WarrantyFilter, normal_serial,
};
use domain::import::{Column, ListKind, Values};
use domain::refusal::Refusal;

const ROWS_PER_PAGE: usize = 50;
/// More than an installation has: an export is whole.
const EXPORTED_MOST: i64 = 10_000_000;
/// Sorts behind every day there is, as in the index.
const NO_DAY: &str = "9999-12-31";

/// Whether a contract with that on it may cover faults of the asset on the day `$14`. What its sites, product lines, applications
/// and included hours say of it is the domain's to decide.
macro_rules! contract {
    ($with:expr) => {
        concat!(
            "EXISTS (SELECT 1 FROM contract k WHERE k.organisation_id = x.organisation_id AND k.starts_on <= $14
             AND k.ends_on >= $14 AND k.kinds LIKE '%\"fault\"%'",
            $with,
            " AND (EXISTS (SELECT 1 FROM contract_asset n WHERE n.contract_id = k.id AND n.asset_id = x.id)
              OR NOT EXISTS (SELECT 1 FROM contract_asset n WHERE n.contract_id = k.id)))"
        )
    };
}

/// The statement in the order of that key, and of the serial number among equals.
macro_rules! list_sql {
    ($name:ident, $key:expr) => {
        reaching_sql!(
            $name,
            concat!(
                "SELECT ",
                asset_columns!(),
                ", (SELECT o.name FROM organisation o WHERE o.id = x.organisation_id) FROM asset x WHERE "
            ),
            concat!(
                " AND x.words LIKE $2 ESCAPE '\\' AND x.words LIKE $3 ESCAPE '\\' AND x.words LIKE $4 ESCAPE '\\'
                  AND ($5 = '%' OR LOWER(x.site) LIKE $5 ESCAPE '\\')
                  AND ($6 = '%' OR x.organisation_id IN
                       (SELECT o.id FROM organisation o WHERE LOWER(o.name) LIKE $6 ESCAPE '\\'))
                  AND ($7 = '' OR COALESCE(x.warranty_ends_on, '') BETWEEN $7 AND $8
                       OR ($7 = 'none' AND x.warranty_ends_on IS NULL))
                  AND ($12 = '' OR x.product_line = $12)
                  AND ($13 = '' OR ($13 = 'covered' AND (COALESCE(x.warranty_ends_on, '') >= $14 OR ",
                contract!(""),
                ")) OR ($13 = 'not_covered' AND NOT (COALESCE(x.warranty_ends_on, '') >= $14 OR ",
                contract!(" AND k.limited = 0"),
                ")))
                  AND (",
                $key,
                ", x.serial) > ($9, $10) ORDER BY ",
                $key,
                ", x.serial LIMIT $11"
            )
        );
    };
}
list_sql!(BY_SERIAL, "x.serial");
list_sql!(BY_NAME, "x.name");
list_sql!(BY_WARRANTY, "COALESCE(x.warranty_ends_on, '9999-12-31')");

reaching_sql!(
    PRODUCT_LINES,
    "SELECT DISTINCT x.product_line FROM asset x WHERE ",
    " AND x.product_line <> '' ORDER BY x.product_line LIMIT 200"
);

/// As [`AssetRow`], and the organisation's name.
type LineRow = (i64, i64, String, String, String, String, String, Option<String>, String);

impl Desk {
    /// A page of the assets in sight, each with whether a fault of it is covered today.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn asset_page(&self, filter: &AssetFilter) -> Result<AssetPage> {
        let one_more = i64::try_from(ROWS_PER_PAGE).unwrap_or(i64::MAX) + 1;
        let mut verdicts = self.verdicts();
        let mut found = self.filtered(filter, one_more, &mut verdicts).await?;
        let more = found.len() > ROWS_PER_PAGE;
        found.truncate(ROWS_PER_PAGE);
        let more_after = found.last().filter(|_| more).map(|(asset, _)| asset.serial.clone());
        let mut lines = Vec::with_capacity(found.len());
        for (asset, organisation_name) in found {
            lines.push(AssetLine { verdict: verdicts.of(&asset).await?, asset, organisation_name });
        }
        Ok(AssetPage {
            more_after,
            lines,
            product_lines: self.product_lines(Action::SeeAsset).await?,
            may_edit: Reach::of(self.person()?, Action::EditAsset).is_ok(),
        })
    }

    /// Every asset of the filter, as an import reads it.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn asset_list(&self, filter: &AssetFilter) -> Result<Vec<Values>> {
        let whole = AssetFilter { after: String::new(), ..filter.clone() };
        let found = self.filtered(&whole, EXPORTED_MOST, &mut self.verdicts()).await?;
        Ok(found.into_iter().map(|(asset, organisation_name)| exported(asset, organisation_name)).collect())
    }

    /// The assets to print labels of: those named, or all of the filter, at most [`LABELS_MOST`]. What is not in sight is
    /// left out.
    ///
    /// # Errors
    /// `SignInNeeded` for guests, `NotAllowed` when the role sees no assets.
    pub async fn labels(&self, filter: &AssetFilter, serials: &[String]) -> Result<Vec<Asset>> {
        if serials.is_empty() {
            let most = i64::try_from(LABELS_MOST).unwrap_or(i64::MAX);
            let whole = AssetFilter { after: String::new(), ..filter.clone() };
            let found = self.filtered(&whole, most, &mut self.verdicts()).await?;
            return Ok(found.into_iter().map(|(asset, _)| asset).collect());
        }
        let mut labels = Vec::with_capacity(serials.len());
        for serial in serials.iter().take(LABELS_MOST) {
            match self.asset_in_sight(Action::SeeAsset, serial).await {
                Ok(asset) => labels.push(asset),
                Err(crate::Error::Refused(Refusal::NotFound)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(labels)
    }

    /// Those in use among the assets in reach for that action.
    pub(super) async fn product_lines(&self, action: Action) -> Result<Vec<String>> {
        let reach = Reach::of(self.person()?, action)?;
        let rows: Vec<(String,)> = self.db().all(PRODUCT_LINES.within(reach), args![reach.id()]).await?;
        Ok(rows.into_iter().map(|(line,)| line).collect())
    }

    /// Those of the filter, and among them perhaps some that are covered otherwise than it asks.
    pub(super) async fn asset_candidates(&self, filter: &AssetFilter, most: i64) -> Result<Vec<(Asset, String)>> {
        let reach = Reach::of(self.person()?, Action::SeeAsset)?;
        let sort = AssetSort::from_key(&filter.sort);
        let sql: &Reaching = match sort {
            AssetSort::Serial => &BY_SERIAL,
            AssetSort::Name => &BY_NAME,
            AssetSort::Warranty => &BY_WARRANTY,
        };
        let [first, second, third] = patterns(&filter.q);
        let (from, until) = self.warranties(WarrantyFilter::from_key(&filter.warranty));
        let (key, serial) = self.place_after(sort, &filter.after).await?;
        let (site, organisation) = (pattern_of(&filter.site), pattern_of(&filter.organisation));
        let product_line = domain::typed::line(&filter.product_line);
        let coverage = CoverageFilter::from_key(&filter.coverage).key();
        let values = args![
            reach.id(),
            first,
            second,
            third,
            site,
            organisation,
            from,
            until,
            key,
            serial,
            most,
            product_line,
            coverage,
            self.today(),
        ];
        let rows: Vec<LineRow> = self.db().all(sql.within(reach), values).await?;
        rows.into_iter().map(line).collect()
    }

    /// The first and the last day on which the warranties end that are asked for; a word beside days for those without.
    fn warranties(&self, filter: WarrantyFilter) -> (String, String) {
        let (today, day) = (self.today(), |day: chrono::NaiveDate| day.to_string());
        let soon = today.checked_add_days(Days::new(WarrantyFilter::SOON_DAYS)).unwrap_or(today);
        match filter {
            WarrantyFilter::Any => (String::new(), String::new()),
            WarrantyFilter::InForce => (day(today), NO_DAY.to_owned()),
            WarrantyFilter::Ending => (day(today), day(soon)),
            WarrantyFilter::Over => ("0000-01-01".to_owned(), day(today.pred_opt().unwrap_or(today))),
            WarrantyFilter::Unknown => ("none".to_owned(), "none".to_owned()),
        }
    }

    /// The key of the last row of the page before. One that is gone, or not in sight, starts the list at its number.
    async fn place_after(&self, sort: AssetSort, after: &str) -> Result<(String, String)> {
        let serial = normal_serial(after);
        if serial.is_empty() || sort == AssetSort::Serial {
            return Ok((serial.clone(), serial));
        }
        let last = match self.asset_in_sight(Action::SeeAsset, &serial).await {
            Ok(last) => last,
            Err(crate::Error::Refused(Refusal::NotFound)) => return Ok((String::new(), String::new())),
            Err(error) => return Err(error),
        };
        Ok(match sort {
            AssetSort::Warranty => {
                (last.warranty_ends_on.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string()), serial)
            }
            AssetSort::Serial | AssetSort::Name => (last.name, serial),
        })
    }
}

fn line(
    (id, organisation_id, serial, name, model, product_line, site, warranty, organisation_name): LineRow,
) -> Result<(Asset, String)> {
    let row: AssetRow = (id, organisation_id, serial, name, model, product_line, site, warranty);
    Ok((asset(row)?, organisation_name))
}

/// In the columns of an import.
fn exported(asset: Asset, organisation_name: String) -> Values {
    let value = |column: &Column| match column {
        Column::Serial => asset.serial.clone(),
        Column::Organisation => organisation_name.clone(),
        Column::Name => asset.name.clone(),
        Column::Model => asset.model.clone(),
        Column::ProductLine => asset.product_line.clone(),
        Column::Site => asset.site.clone(),
        Column::WarrantyEndsOn => asset.warranty_ends_on.map(|day| day.to_string()).unwrap_or_default(),
        _ => String::new(),
    };
    ListKind::Assets.columns().iter().map(|column| (*column, value(column))).collect()
}
