//! Which assets are covered today. The domain decides it of each; the statements of the list leave out what is certain, so that
//! few are read in vain.

use crate::{Desk, Result};
use domain::asset::{Asset, AssetFilter, CoverageFilter};
use domain::case::Kind;
use domain::contract::Contract;
use domain::coverage::{Question, Verdict, decide};
use std::collections::HashMap;

/// Read at once, when most of what was read is not what was asked for.
const AT_ONCE_MOST: i64 = 5_000;

/// Verdicts about faults today, by the contracts of each organisation, which are read once.
pub(super) struct Verdicts<'a> {
    desk: &'a Desk,
    contracts: HashMap<i64, Vec<Contract>>,
}

impl Verdicts<'_> {
    pub(super) async fn of(&mut self, asset: &Asset) -> Result<Verdict> {
        let contracts = match self.contracts.entry(asset.organisation_id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(unknown) => {
                unknown.insert(self.desk.contracts_of(asset.organisation_id).await?)
            }
        };
        let (today, serial) = (self.desk.today(), asset.serial.as_str());
        let question = Question { asset: Some(asset), serial, ..Question::about(Kind::Fault, today) };
        Ok(decide(&question, contracts).verdict)
    }
}

impl Desk {
    pub(super) fn verdicts(&self) -> Verdicts<'_> {
        Verdicts { desk: self, contracts: HashMap::new() }
    }

    /// At most so many assets of the filter, each with its organisation's name.
    pub(super) async fn filtered(
        &self,
        filter: &AssetFilter,
        most: i64,
        verdicts: &mut Verdicts<'_>,
    ) -> Result<Vec<(Asset, String)>> {
        let coverage = CoverageFilter::from_key(&filter.coverage);
        if coverage == CoverageFilter::Any {
            return self.asset_candidates(filter, most).await;
        }
        let wanted = usize::try_from(most).unwrap_or(usize::MAX);
        let (mut asked, mut at_once, mut found) = (filter.clone(), most.min(AT_ONCE_MOST), Vec::new());
        loop {
            let candidates = self.asset_candidates(&asked, at_once).await?;
            let whole_page = i64::try_from(candidates.len()).is_ok_and(|count| count == at_once);
            let last = candidates.last().map(|(asset, _)| asset.serial.clone()).unwrap_or_default();
            for (asset, organisation_name) in candidates {
                if coverage.takes(verdicts.of(&asset).await?) {
                    found.push((asset, organisation_name));
                }
            }
            if !whole_page || found.len() >= wanted {
                found.truncate(wanted);
                return Ok(found);
            }
            asked.after = last;
            at_once = at_once.saturating_mul(4).min(AT_ONCE_MOST);
        }
    }
}
