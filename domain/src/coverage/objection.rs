//! Why one contract does not cover it.

use super::{Exclusion, Question, Reason};
use crate::asset::Asset;
use crate::contract::{Contract, Standing};
use crate::typed;

/// Ordered: the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Objection {
    NoAsset,
    Excluded,
    NotANamedContact,
    UsedUp,
    Kind,
    Site,
    ProductLine,
    Application,
    NotYet,
    Over,
    Asset,
    /// Not worth telling: over or not yet begun, and the asset is not on it anyway.
    Unrelated,
}

impl Objection {
    /// Worth telling although another contract covers it: whoever knows of this contract asks why it does not count.
    pub(super) fn concerns_the_asset(self) -> bool {
        matches!(self, Objection::NotANamedContact | Objection::UsedUp | Objection::Kind)
    }
}

/// What stands against it; none when the contract covers it.
pub(super) fn objection(question: &Question<'_>, contract: &Contract) -> Option<Objection> {
    let named = asset_named(question, contract);
    match contract.standing(question.today) {
        Standing::InForce { .. } if named == Some(false) => Some(Objection::Asset),
        _ if named == Some(false) => Some(Objection::Unrelated),
        Standing::NotYet => Some(Objection::NotYet),
        Standing::Expired { .. } => Some(Objection::Over),
        Standing::InForce { .. } => out_of_scope(question, contract)
            .or_else(|| not_included(question, contract))
            .or_else(|| named.is_none().then_some(Objection::NoAsset)),
    }
}

/// Whether the asset is on the contract; none when no asset is given and that matters.
fn asset_named(question: &Question<'_>, contract: &Contract) -> Option<bool> {
    let every_asset = contract.asset_ids.is_empty();
    match question.asset {
        Some(asset) => Some(every_asset || contract.asset_ids.contains(&asset.id)),
        None if every_asset && !limits_assets(contract) => Some(true),
        None => None,
    }
}

fn limits_assets(contract: &Contract) -> bool {
    let terms = &contract.terms;
    !(contract.sites.is_empty() && terms.product_lines.is_empty() && terms.applications.is_empty())
}

fn out_of_scope(question: &Question<'_>, contract: &Contract) -> Option<Objection> {
    let asset = question.asset?;
    let at = |asset: &Asset| contract.sites.iter().any(|site| site.trim() == asset.site.trim());
    if !contract.sites.is_empty() && !at(asset) {
        return Some(Objection::Site);
    }
    if !of_product_lines(&contract.terms.product_lines, asset) {
        return Some(Objection::ProductLine);
    }
    (!within(&contract.terms.applications, &asset.name)).then_some(Objection::Application)
}

/// Whether the asset is of one of the product lines. Its own line decides when somebody has said it; only otherwise do the
/// words stand for models. No lines are no limit.
fn of_product_lines(lines: &[String], asset: &Asset) -> bool {
    let folded = |line: &str| typed::line(&typed::half_width(line)).to_lowercase();
    match folded(&asset.product_line) {
        own if own.is_empty() => within(lines, &asset.model),
        own => lines.is_empty() || lines.iter().any(|line| folded(line) == own),
    }
}

/// Whether one of the words stands in that text, whatever the case of letters; no words are no limit.
fn within(words: &[String], text: &str) -> bool {
    let text = text.to_lowercase();
    words.is_empty() || words.iter().any(|word| text.contains(&word.trim().to_lowercase()))
}

fn not_included(question: &Question<'_>, contract: &Contract) -> Option<Objection> {
    if !contract.kinds.contains(&question.kind) {
        return Some(Objection::Kind);
    }
    if question.exclusion.is_some() {
        return Some(Objection::Excluded);
    }
    let contacts = &contract.terms.contacts;
    let stranger = |reporter: &str| !contacts.iter().any(|contact| contact.trim().eq_ignore_ascii_case(reporter));
    if !contacts.is_empty() && question.reporter.is_some_and(stranger) {
        return Some(Objection::NotANamedContact);
    }
    let used_up = contract.terms.included.meters(question.kind) && contract.is_used_up();
    used_up.then_some(Objection::UsedUp)
}

/// The objection in words.
pub(super) fn reason(question: &Question<'_>, objection: Objection, contract: &Contract) -> Option<Reason> {
    let number = contract.number.clone();
    Some(match objection {
        Objection::NoAsset => Reason::NoAssetGiven { contract: number },
        Objection::Excluded => Reason::Excluded { contract: Some(number), exclusion: question.exclusion? },
        Objection::NotANamedContact => {
            Reason::Excluded { contract: Some(number), exclusion: Exclusion::NotANamedContact }
        }
        Objection::UsedUp => Reason::IncludedUsedUp { contract: number },
        Objection::Kind => Reason::KindNotIncluded { contract: number, kind: question.kind },
        Objection::Site => Reason::SiteOutOfScope { contract: number, site: question.asset?.site.clone() },
        Objection::ProductLine => {
            let Asset { model, product_line, .. } = question.asset?.clone();
            Reason::ProductLineOutOfScope { contract: number, model, product_line }
        }
        Objection::Application => {
            Reason::ApplicationOutOfScope { contract: number, name: question.asset?.name.clone() }
        }
        Objection::NotYet => Reason::ContractNotYetInForce { contract: number, starts_on: contract.starts_on },
        Objection::Over => Reason::ContractExpired { contract: number, ended_on: contract.ends_on },
        Objection::Asset => Reason::AssetNotOnContract { contract: number },
        Objection::Unrelated => return None,
    })
}
