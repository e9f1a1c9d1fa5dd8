//! What is done about the targets beyond the first journey: the part, the analysis report; and coverage decided
//! after the opening.

use super::{in_work, quote, said};
use crate::case::Case;
use crate::case::event::Happening;
use crate::clock::Target;
use crate::coverage::Coverage;
use crate::refusal::Refusal;

pub(super) fn need_part(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    in_work(case)?;
    Ok(vec![Happening::PartNeeded { words }])
}

pub(super) fn replace_part(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    in_work(case)?;
    quote::accepted(case)?;
    Ok(vec![Happening::PartReplaced { words }])
}

/// The report is owed after the restoration, also when the case is closed, and is handed in once.
pub(super) fn report_analysis(case: &Case, words: &str) -> Result<Vec<Happening>, Refusal> {
    let words = said("words", words)?;
    if case.restored_at.is_none() || case.met_at(Target::AnalysisReport).is_some() {
        return Err(Refusal::WrongStage);
    }
    Ok(vec![Happening::AnalysisReported { words }])
}

/// Decides coverage after the opening: from then on the promises of that policy hold, counted from the opening. Nothing
/// happens when nothing changes. It is no [`super::Command`], for contracts and policies are the store's to look up;
/// the authority is [`crate::access::Action::DecideCoverage`].
///
/// # Errors
/// [`Refusal::WrongStage`] once the case is resolved: what was promised is not rewritten afterwards.
pub fn decide_coverage(
    case: &Case,
    coverage: Coverage,
    policy: &str,
    policy_version: i64,
) -> Result<Vec<Happening>, Refusal> {
    if case.is_resolved() {
        return Err(Refusal::WrongStage);
    }
    if (case.coverage(), case.policy(), case.policy_version()) == (&coverage, policy, policy_version) {
        return Ok(Vec::new());
    }
    Ok(vec![Happening::CoverageDecided { coverage, policy: policy.to_owned(), policy_version }])
}
