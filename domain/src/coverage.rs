//! Does a contract cover it, and why (合同覆盖 / 保修, domain.md §3). Shown while reporting and recorded with the case.
//! What a single contract objects is in [`objection`], which of several is the best for the customer in [`best`].

mod best;
mod objection;

pub use best::Strictness;

use crate::asset::Asset;
use crate::case::Kind;
use crate::contract::{Contract, Rates, Standing};
use crate::person::Bilingual;
use best::by_goodness;
use chrono::NaiveDate;
use objection::{Objection, objection, reason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// E-mail of whoever reports it, lower case; none while that is not known.
    pub reporter: Option<&'a str>,
    /// What was found when somebody looked at it; none before.
    pub exclusion: Option<Exclusion>,
    /// How strict the policies of the contracts are for this kind, by their ids.
    pub strictness: &'a BTreeMap<String, Strictness>,
    /// What the company bills where no contract says otherwise.
    pub rates: Option<Rates>,
}

static NO_STRICTNESS: BTreeMap<String, Strictness> = BTreeMap::new();

impl Question<'_> {
    /// Without a device, by nobody in particular.
    pub fn about(kind: Kind, today: NaiveDate) -> Question<'static> {
        Question {
            today,
            kind,
            asset: None,
            serial: "",
            reporter: None,
            exclusion: None,
            strictness: &NO_STRICTNESS,
            rates: None,
        }
    }
}

/// Why something is billable although it is under contract (domain.md §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// Not reported by a contact whom the contract names.
    NotANamedContact,
    /// Installed or used by untrained people, or against the manual.
    UntrainedUse,
    /// Unauthorised modification or deliberate damage.
    UnauthorisedModification,
    /// Fire, lightning, force majeure; a fire caused by the device itself is covered.
    ForceMajeure,
}

impl Exclusion {
    /// Every exclusion.
    pub const ALL: [Exclusion; 4] = [
        Exclusion::NotANamedContact,
        Exclusion::UntrainedUse,
        Exclusion::UnauthorisedModification,
        Exclusion::ForceMajeure,
    ];

    /// The name used in forms.
    pub fn key(self) -> &'static str {
        match self {
            Exclusion::NotANamedContact => "not_a_named_contact",
            Exclusion::UntrainedUse => "untrained_use",
            Exclusion::UnauthorisedModification => "unauthorised_modification",
            Exclusion::ForceMajeure => "force_majeure",
        }
    }

    /// The exclusion of that [`key`](Exclusion::key).
    pub fn from_key(key: &str) -> Option<Exclusion> {
        Exclusion::ALL.into_iter().find(|exclusion| exclusion.key() == key)
    }
}

/// The decision with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub verdict: Verdict,
    /// The contract that covers it.
    pub covered_by: Option<CoveredBy>,
    /// Why, the most telling first; never empty.
    pub reasons: Vec<Reason>,
    /// What it costs when it is billable, as far as that is agreed; none in decisions from before there were rates.
    #[serde(default)]
    pub rates: Option<Rates>,
}

/// What a covering contract promises, as recorded with the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredBy {
    pub contract: String,
    #[serde(with = "crate::day")]
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

    /// The better for the customer the greater: somebody may still decide in the customer's favour, and advice is free.
    pub fn goodness(self) -> u8 {
        match self {
            Verdict::Covered => 3,
            Verdict::NeedsDecision => 2,
            Verdict::AdviceOnly => 1,
            Verdict::Billable => 0,
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
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
    },
    UnderWarranty {
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
    },
    WarrantyOver {
        #[serde(with = "crate::day")]
        ended_on: NaiveDate,
    },
    ContractExpired {
        contract: String,
        #[serde(with = "crate::day")]
        ended_on: NaiveDate,
    },
    ContractNotYetInForce {
        contract: String,
        #[serde(with = "crate::day")]
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
    /// The contract is for other product lines than the device's.
    ProductLineOutOfScope {
        contract: String,
        model: String,
        /// The device's own, where somebody has said it: then the model does not count.
        #[serde(default)]
        product_line: String,
    },
    /// The contract is for other applications or functions than the device's (应用/功能范围).
    ApplicationOutOfScope {
        contract: String,
        name: String,
    },
    /// What the contract includes is used up.
    IncludedUsedUp {
        contract: String,
    },
    /// What is left of what the contract includes; none of what it does not limit.
    IncludedLeft {
        contract: String,
        minutes: Option<i64>,
        visits: Option<i64>,
    },
    /// Another contract covers it too, but not as well.
    AlsoUnder {
        contract: String,
        #[serde(with = "crate::day")]
        ends_on: NaiveDate,
        why: Lesser,
    },
    /// Billable although it is under contract; without a contract when somebody decided so.
    Excluded {
        contract: Option<String>,
        exclusion: Exclusion,
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

/// Why a contract that covers it too is not the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lesser {
    /// Its policy promises less for this kind of service.
    PromisesLess,
    /// It promises the same, but uses up what it includes.
    UsesUpIncluded,
    /// It promises the same, but ends sooner, or as soon and is the later number.
    EndsSooner,
}

/// Decides whether one of the organisation's contracts covers it, and why. The order of the contracts does not matter.
pub fn decide(question: &Question<'_>, contracts: &[Contract]) -> Coverage {
    let mut contracts: Vec<&Contract> = contracts.iter().collect();
    contracts.sort_by(|one, other| by_goodness(question, one, other));
    let covering: Vec<&Contract> = contracts.iter().copied().filter(|c| objection(question, c).is_none()).collect();
    match question.kind {
        Kind::Complaint => heard(question, &covering, &contracts),
        _ if !question.serial.is_empty() && question.asset.is_none() => unknown_serial(question),
        _ if !covering.is_empty() => covered(question, &covering, &contracts),
        _ => under_warranty(question).unwrap_or_else(|| not_covered(question, &contracts)),
    }
}

fn free(verdict: Verdict, covered_by: Option<&Contract>, reasons: Vec<Reason>) -> Coverage {
    Coverage { verdict, covered_by: covered_by.map(self::covered_by), reasons, rates: None }
}

/// A complaint is about us, not about a device: any contract in force gives it its policy.
fn heard(question: &Question<'_>, covering: &[&Contract], contracts: &[&Contract]) -> Coverage {
    let in_force = |c: &&&Contract| matches!(c.standing(question.today), Standing::InForce { .. });
    let contract = covering.first().or_else(|| contracts.iter().find(in_force)).copied();
    let reasons = [Reason::ComplaintAlwaysHeard].into_iter().chain(contract.map(under)).collect();
    free(Verdict::Covered, contract, reasons)
}

fn unknown_serial(question: &Question<'_>) -> Coverage {
    free(Verdict::NeedsDecision, None, vec![Reason::UnknownSerial { serial: question.serial.to_owned() }])
}

/// The best contract gives the policy; those that would do too and those that would not are named behind it, each with why.
fn covered(question: &Question<'_>, covering: &[&Contract], contracts: &[&Contract]) -> Coverage {
    let Some((best, others)) = covering.split_first() else { return not_covered(question, contracts) };
    let mut reasons = vec![under(best)];
    reasons.extend(left(question, best));
    reasons.extend(others.iter().map(|other| Reason::AlsoUnder {
        contract: other.number.clone(),
        ends_on: other.ends_on,
        why: best::lesser(question, best, other),
    }));
    let not = worth_telling(question, contracts).into_iter().filter(|(objection, _)| objection.concerns_the_asset());
    reasons.extend(not.filter_map(|(objection, contract)| reason(question, objection, contract)));
    free(Verdict::Covered, Some(best), reasons)
}

fn left(question: &Question<'_>, contract: &Contract) -> Option<Reason> {
    let included = &contract.terms.included;
    included.meters(question.kind).then(|| Reason::IncludedLeft {
        contract: contract.number.clone(),
        minutes: included.minutes.map(|minutes| minutes - contract.used.minutes),
        visits: included.visits.map(|visits| visits - contract.used.visits),
    })
}

/// The warranty repairs faults; it gives no advice and changes nothing.
fn under_warranty(question: &Question<'_>) -> Option<Coverage> {
    let ends_on = question.asset?.warranty_ends_on?;
    let holds = question.kind == Kind::Fault && question.today <= ends_on && question.exclusion.is_none();
    holds.then(|| free(Verdict::Covered, None, vec![Reason::UnderWarranty { ends_on }]))
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
    let excluded = question.exclusion.map(|exclusion| Reason::Excluded { contract: None, exclusion });
    reasons.extend(excluded.filter(|_| no_contract && question.asset.is_some_and(|a| a.warranty_ends_on.is_some())));
    reasons.extend(no_contract.then_some(Reason::NoContract));
    let rates = rates_of(verdict, contracts.iter().copied(), question.today, question.rates);
    Coverage { verdict, covered_by: None, reasons, rates }
}

/// What billable work costs: as a contract in force says, else as the company does; nothing where nothing is billed.
pub fn rates_of<'a>(
    verdict: Verdict,
    mut contracts: impl Iterator<Item = &'a Contract>,
    today: NaiveDate,
    companys: Option<Rates>,
) -> Option<Rates> {
    if verdict != Verdict::Billable {
        return None;
    }
    let in_force = |contract: &Contract| matches!(contract.standing(today), Standing::InForce { .. });
    contracts.find_map(|contract| contract.terms.rates.filter(|_| in_force(contract))).or(companys)
}

/// The objections of all contracts, the most telling first; of contracts that are over only the last one.
fn worth_telling<'a>(question: &Question<'_>, contracts: &[&'a Contract]) -> Vec<(Objection, &'a Contract)> {
    let objected = |contract: &&'a Contract| Some((objection(question, contract)?, *contract));
    let mut objections: Vec<(Objection, &Contract)> = contracts.iter().filter_map(objected).collect();
    objections.sort_by_key(|(objection, contract)| (*objection, std::cmp::Reverse(contract.ends_on)));
    objections.dedup_by(|(later, _), (first, _)| *first == Objection::Over && *later == Objection::Over);
    objections
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
