//! Does a contract cover it, and why (合同覆盖 / 保修, domain.md §3). Shown while reporting and recorded with the case.

use crate::asset::Asset;
use crate::case::Kind;
use crate::contract::{Contract, Standing};
use crate::person::Bilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the decision looks at.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The day in the company's zone.
    pub today: NaiveDate,
    pub kind: Kind,
    /// The asset on file, when the serial number or the choice names one of the organisation's.
    pub asset: Option<&'a Asset>,
    /// The serial number as typed, normalised; empty when none was given.
    pub serial: &'a str,
}

/// The decision with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub verdict: Verdict,
    /// The contract that covers it.
    pub covered_by: Option<CoveredBy>,
    /// Why, the most telling first; never empty.
    pub reasons: Vec<Reason>,
}

/// What a covering contract promises, as recorded with the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredBy {
    pub contract: String,
    pub ends_on: NaiveDate,
    pub policy: String,
    /// Filled in by the store from the policy.
    pub policy_name: Bilingual,
}

/// What happens next (domain.md §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Free of charge, under the contract's promises.
    Covered,
    /// 仅提供建议
    AdviceOnly,
    /// 工时支持: a plan and a quote first, work after the customer accepts.
    Billable,
    /// Somebody of the service company decides at acceptance.
    NeedsDecision,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 4] = [Verdict::Covered, Verdict::AdviceOnly, Verdict::Billable, Verdict::NeedsDecision];

    /// What somebody can decide.
    pub const DECIDED: [Verdict; 3] = [Verdict::Covered, Verdict::AdviceOnly, Verdict::Billable];

    /// The name used in forms and in policy files.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Covered => "covered",
            Verdict::AdviceOnly => "advice_only",
            Verdict::Billable => "billable",
            Verdict::NeedsDecision => "needs_decision",
        }
    }

    /// The verdict of that [`key`](Verdict::key).
    pub fn from_key(key: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.key() == key)
    }
}

/// One reason for a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    UnderContract {
        contract: String,
        ends_on: NaiveDate,
    },
    UnderWarranty {
        ends_on: NaiveDate,
    },
    WarrantyOver {
        ended_on: NaiveDate,
    },
    ContractExpired {
        contract: String,
        ended_on: NaiveDate,
    },
    ContractNotYetInForce {
        contract: String,
        starts_on: NaiveDate,
    },
    KindNotIncluded {
        contract: String,
        kind: Kind,
    },
    AssetNotOnContract {
        contract: String,
    },
    SiteOutOfScope {
        contract: String,
        site: String,
    },
    /// A complaint is heard whatever the contract says.
    ComplaintAlwaysHeard,
    /// The serial number is on no file of the organisation.
    UnknownSerial {
        serial: String,
    },
    /// No device named: the contract names devices, so somebody has to look.
    NoAssetGiven {
        contract: String,
    },
    NoContract,
    /// Somebody of the service company decided it, and says why.
    Decided {
        words: String,
    },
}

/// Decides whether one of the organisation's contracts covers it, and why.
pub fn decide(question: &Question<'_>, contracts: &[Contract]) -> Coverage {
    let mut contracts: Vec<&Contract> = contracts.iter().collect();
    contracts.sort_by_key(|contract| std::cmp::Reverse((contract.ends_on, contract.id)));
    let covering: Vec<&Contract> = contracts.iter().copied().filter(|c| objection(question, c).is_none()).collect();
    match question.kind {
        Kind::Complaint => heard(question, &covering, &contracts),
        _ if !question.serial.is_empty() && question.asset.is_none() => unknown_serial(question),
        _ if !covering.is_empty() => covered(&covering),
        _ => under_warranty(question).unwrap_or_else(|| not_covered(question, &contracts)),
    }
}

/// Why one contract does not cover it, ordered: the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Objection {
    NoAsset,
    Kind,
    Site,
    NotYet,
    Over,
    Asset,
    /// Not worth telling: over or not yet begun, and the asset is not on it anyway.
    Unrelated,
}

fn objection(question: &Question<'_>, contract: &Contract) -> Option<Objection> {
    let standing = contract.standing(question.today);
    let named = asset_named(question, contract);
    let kind_included = contract.kinds.contains(&question.kind);
    match (standing, named) {
        (Standing::InForce { .. }, Some(false)) => Some(Objection::Asset),
        (_, Some(false)) => Some(Objection::Unrelated),
        (Standing::NotYet, _) => Some(Objection::NotYet),
        (Standing::Expired { .. }, _) => Some(Objection::Over),
        (Standing::InForce { .. }, _) if !in_scope_of_sites(question, contract) => Some(Objection::Site),
        (Standing::InForce { .. }, _) if !kind_included => Some(Objection::Kind),
        (Standing::InForce { .. }, None) => Some(Objection::NoAsset),
        (Standing::InForce { .. }, Some(true)) => None,
    }
}

/// Whether the asset is on the contract; none when no asset is given and that matters.
fn asset_named(question: &Question<'_>, contract: &Contract) -> Option<bool> {
    let every_asset = contract.asset_ids.is_empty();
    match question.asset {
        Some(asset) => Some(every_asset || contract.asset_ids.contains(&asset.id)),
        None if every_asset && contract.sites.is_empty() => Some(true),
        None => None,
    }
}

fn in_scope_of_sites(question: &Question<'_>, contract: &Contract) -> bool {
    let at = |asset: &Asset| contract.sites.iter().any(|site| site.trim() == asset.site.trim());
    contract.sites.is_empty() || question.asset.is_none_or(at)
}

/// A complaint is about us, not about a device: any contract in force gives it its policy.
fn heard(question: &Question<'_>, covering: &[&Contract], contracts: &[&Contract]) -> Coverage {
    let in_force = |c: &&&Contract| matches!(c.standing(question.today), Standing::InForce { .. });
    let contract = covering.first().or_else(|| contracts.iter().find(in_force));
    let reasons = [Reason::ComplaintAlwaysHeard].into_iter().chain(contract.map(|c| under(c))).collect();
    Coverage { verdict: Verdict::Covered, covered_by: contract.map(|c| covered_by(c)), reasons }
}

fn unknown_serial(question: &Question<'_>) -> Coverage {
    let reasons = vec![Reason::UnknownSerial { serial: question.serial.to_owned() }];
    Coverage { verdict: Verdict::NeedsDecision, covered_by: None, reasons }
}

/// Of several contracts the longest-running gives the policy; the others are named behind it.
fn covered(covering: &[&Contract]) -> Coverage {
    Coverage {
        verdict: Verdict::Covered,
        covered_by: covering.first().map(|contract| covered_by(contract)),
        reasons: covering.iter().map(|contract| under(contract)).collect(),
    }
}

/// The warranty repairs faults; it gives no advice and changes nothing.
fn under_warranty(question: &Question<'_>) -> Option<Coverage> {
    let ends_on = question.asset?.warranty_ends_on?;
    (question.kind == Kind::Fault && question.today <= ends_on).then(|| Coverage {
        verdict: Verdict::Covered,
        covered_by: None,
        reasons: vec![Reason::UnderWarranty { ends_on }],
    })
}

fn not_covered(question: &Question<'_>, contracts: &[&Contract]) -> Coverage {
    let objections = worth_telling(question, contracts);
    let verdict = match (objections.first(), question.kind) {
        (Some((Objection::NoAsset, _)), _) => Verdict::NeedsDecision,
        (_, Kind::Consultation) => Verdict::AdviceOnly,
        _ => Verdict::Billable,
    };
    let told = |(objection, contract): &(Objection, &Contract)| reason(question, *objection, contract);
    let mut reasons: Vec<Reason> = objections.iter().filter_map(told).collect();
    let no_contract = reasons.is_empty();
    reasons.extend(warranty_over(question));
    reasons.extend(no_contract.then_some(Reason::NoContract));
    Coverage { verdict, covered_by: None, reasons }
}

/// The objections of all contracts, the most telling first; of contracts that are over only the last one.
fn worth_telling<'a>(question: &Question<'_>, contracts: &[&'a Contract]) -> Vec<(Objection, &'a Contract)> {
    let objected = |contract: &&'a Contract| Some((objection(question, contract)?, *contract));
    let mut objections: Vec<(Objection, &Contract)> = contracts.iter().filter_map(objected).collect();
    objections.sort_by_key(|(objection, _)| *objection);
    objections.dedup_by(|(later, _), (first, _)| *first == Objection::Over && *later == Objection::Over);
    objections
}

fn reason(question: &Question<'_>, objection: Objection, contract: &Contract) -> Option<Reason> {
    let number = contract.number.clone();
    Some(match objection {
        Objection::NoAsset => Reason::NoAssetGiven { contract: number },
        Objection::Kind => Reason::KindNotIncluded { contract: number, kind: question.kind },
        Objection::Site => Reason::SiteOutOfScope { contract: number, site: question.asset?.site.clone() },
        Objection::NotYet => Reason::ContractNotYetInForce { contract: number, starts_on: contract.starts_on },
        Objection::Over => Reason::ContractExpired { contract: number, ended_on: contract.ends_on },
        Objection::Asset => Reason::AssetNotOnContract { contract: number },
        Objection::Unrelated => return None,
    })
}

fn warranty_over(question: &Question<'_>) -> Option<Reason> {
    let ended_on = question.asset?.warranty_ends_on?;
    (question.kind == Kind::Fault && ended_on < question.today).then_some(Reason::WarrantyOver { ended_on })
}

pub(crate) fn under(contract: &Contract) -> Reason {
    Reason::UnderContract { contract: contract.number.clone(), ends_on: contract.ends_on }
}

pub(crate) fn covered_by(contract: &Contract) -> CoveredBy {
    CoveredBy {
        contract: contract.number.clone(),
        ends_on: contract.ends_on,
        policy: contract.policy.clone(),
        policy_name: Bilingual::default(),
    }
}
