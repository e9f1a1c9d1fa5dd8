//! Coverage decided by somebody (domain.md §3, "at acceptance"): the form as typed, and the decision it means. What it does
//! to the case is in [`super::decide_coverage`].

use super::{said, typed};
use crate::contract::Contract;
use crate::coverage::{self, Coverage, Exclusion, Reason, Verdict};
use crate::refusal::{Flaw, FlawKind, Refusal};
use serde::{Deserialize, Serialize};

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CoverageDraft {
    /// `covered`, `advice_only` or `billable`.
    pub verdict: String,
    /// Number of the contract that covers it; empty when none does (goodwill).
    pub contract: String,
    /// Why.
    pub words: String,
    /// Key of the exclusion that makes it billable (domain.md §3); empty when none does.
    pub exclusion: String,
}

impl CoverageDraft {
    /// The decision, with the contract it names among those of the customer. Only what is covered is covered by one.
    ///
    /// # Errors
    /// `Flawed` with every flaw of the form: no verdict, a contract that the customer does not have, no reason, an
    /// exclusion under which it would be covered all the same.
    pub fn decision<'a>(&self, contracts: &'a [Contract]) -> Result<(Coverage, Option<&'a Contract>), Refusal> {
        let mut flaws = Vec::new();
        let verdict = Verdict::DECIDED.into_iter().find(|verdict| verdict.key() == self.verdict);
        flaws.extend(verdict.is_none().then(|| Flaw::of("verdict", FlawKind::NotAChoice)));
        let number = typed::line(&self.contract);
        let named = contracts.iter().find(|contract| contract.number == number);
        let covers = verdict == Some(Verdict::Covered);
        if covers && named.is_none() && !number.is_empty() {
            flaws.push(Flaw::of("contract", FlawKind::NotAChoice));
        }
        let exclusion = Exclusion::from_key(&self.exclusion);
        if exclusion.is_none() != self.exclusion.is_empty() || (covers && exclusion.is_some()) {
            flaws.push(Flaw::of("exclusion", FlawKind::NotAChoice));
        }
        let words = said("words", &self.words);
        if let Err(Refusal::Flawed(more)) = &words {
            flaws.extend(more.clone());
        }
        let (Some(verdict), Ok(words), true) = (verdict, words, flaws.is_empty()) else {
            return Err(Refusal::Flawed(flaws));
        };
        let contract = named.filter(|_| covers);
        let mut reasons = vec![Reason::Decided { words }];
        reasons.extend(contract.map(coverage::under));
        reasons.extend(exclusion.map(|exclusion| Reason::Excluded { contract: None, exclusion }));
        Ok((Coverage { verdict, covered_by: contract.map(coverage::covered_by), reasons, rates: None }, contract))
    }
}
