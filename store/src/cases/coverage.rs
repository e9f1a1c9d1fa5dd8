//! Deciding late, or otherwise, whether a contract covers a case: by whom and why is in the history, and its clocks count by
//! what was decided from then on.

use super::Held;
use super::act::TRIES;
use super::record::actor;
use crate::{Desk, Result};
use domain::access::Action;
use domain::case::Case;
use domain::case::decide::{CoverageDraft, decide_coverage};
use domain::coverage::rates_of;
use domain::refusal::Refusal;

impl Desk {
    /// Decides coverage as the form says. What is decided so already leaves no event.
    ///
    /// # Errors
    /// `NotFound` when the case is not the viewer's to see, `NotAllowed` when the role may not decide this, `Flawed` with
    /// every flaw of the form, `WrongStage` once the case is resolved.
    pub async fn decide_coverage(&self, number: &str, draft: &CoverageDraft) -> Result<()> {
        for _ in 0..TRIES {
            let mut held = self.held(number).await?;
            let person = self.permitted(&held, Action::DecideCoverage)?;
            let contracts = self.contracts_of(held.case.opening.organisation.id).await?;
            let (mut coverage, contract) = draft.decision(&contracts)?;
            let companys = self.rates_of_company().await?;
            coverage.rates = rates_of(coverage.verdict, contracts.iter(), self.today(), companys);
            let covering = contract.map(|contract| self.policy_of(Some(&contract.policy), &[])).transpose()?;
            let (policy, version) = match covering {
                Some(policy) => (policy.id.as_str(), policy.version),
                None => (held.case.policy(), held.case.policy_version()),
            };
            if let Some(covered_by) = &mut coverage.covered_by {
                covered_by.policy_name = self.policies().name(policy);
            }
            let happenings = decide_coverage(&held.case, coverage, policy, version)?;
            if happenings.is_empty() {
                return Ok(());
            }
            let actor = actor(person);
            let mut recording = self.begin_recording().await?;
            if recording.append(&mut held, &actor, self.now, happenings).await?.is_ok() {
                return recording.commit(&self.store).await;
            }
        }
        Err(Refusal::ChangedMeanwhile.into())
    }

    /// The contracts to decide by; none unless the viewer may decide now.
    pub(crate) async fn contracts_to_decide_by(&self, held: &Held) -> Result<Option<Vec<String>>> {
        if self.permitted(held, Action::DecideCoverage).is_err() || Case::is_resolved(&held.case) {
            return Ok(None);
        }
        let contracts = self.contracts_of(held.case.opening.organisation.id).await?;
        Ok(Some(contracts.into_iter().map(|contract| contract.number).collect()))
    }
}
