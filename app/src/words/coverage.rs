//! Why something is covered or not, in sentences.

use super::{kind, used};
use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use domain::contract::Terms;
use domain::coverage::{Exclusion, Lesser, Reason};

/// One reason of a coverage decision, as a sentence without a full stop.
pub fn reason(language: Locale, reason: &Reason) -> String {
    match reason {
        Reason::UnderContract { contract, ends_on } => {
            td_string!(language, words.reason_under_contract, contract = contract, day = moment::date(*ends_on))
        }
        Reason::UnderWarranty { ends_on } => {
            td_string!(language, words.reason_under_warranty, day = moment::date(*ends_on))
        }
        Reason::WarrantyOver { ended_on } => {
            td_string!(language, words.reason_warranty_over, day = moment::date(*ended_on))
        }
        Reason::ContractExpired { contract, ended_on } => {
            td_string!(language, words.reason_contract_expired, contract = contract, day = moment::date(*ended_on))
        }
        Reason::ContractNotYetInForce { contract, starts_on } => {
            td_string!(language, words.reason_contract_not_yet, contract = contract, day = moment::date(*starts_on))
        }
        Reason::KindNotIncluded { contract, kind: asked } => {
            td_string!(language, words.reason_kind_not_included, contract = contract, kind = kind(language, *asked))
        }
        Reason::AssetNotOnContract { contract } => {
            td_string!(language, words.reason_asset_not_on_contract, contract = contract)
        }
        Reason::SiteOutOfScope { contract, site } => {
            td_string!(language, words.reason_site_out_of_scope, contract = contract, site = site)
        }
        Reason::ComplaintAlwaysHeard => td_string!(language, words.reason_complaint).to_owned(),
        Reason::UnknownSerial { serial } => td_string!(language, words.reason_unknown_serial, serial = serial),
        Reason::NoAssetGiven { contract } => td_string!(language, words.reason_no_asset, contract = contract),
        Reason::Decided { words } => words.clone(),
        Reason::ProductLineOutOfScope { contract, model, product_line } if product_line.is_empty() => {
            td_string!(language, words.reason_model, contract = contract, model = model)
        }
        Reason::ProductLineOutOfScope { contract, product_line, .. } => {
            td_string!(language, words.reason_product_line, contract = contract, line = product_line)
        }
        Reason::ApplicationOutOfScope { contract, name } => {
            td_string!(language, words.reason_application, contract = contract, name = name)
        }
        Reason::IncludedUsedUp { contract } => td_string!(language, words.reason_used_up, contract = contract),
        Reason::IncludedLeft { contract, minutes, visits } => {
            td_string!(language, words.reason_left, contract = contract, left = used(language, *minutes, *visits))
        }
        Reason::AlsoUnder { contract, ends_on, why } => {
            let (day, why) = (moment::date(*ends_on), lesser(language, *why));
            td_string!(language, words.reason_also, contract = contract, day = day, why = why)
        }
        Reason::Excluded { contract: Some(contract), exclusion } => {
            let exclusion = self::exclusion(language, *exclusion);
            td_string!(language, words.reason_excluded_contract, contract = contract, exclusion = exclusion)
        }
        Reason::Excluded { contract: None, exclusion } => {
            td_string!(language, words.reason_excluded, exclusion = self::exclusion(language, *exclusion))
        }
        Reason::NoContract => td_string!(language, words.reason_no_contract).to_owned(),
    }
}

fn lesser(language: Locale, why: Lesser) -> &'static str {
    match why {
        Lesser::PromisesLess => td_string!(language, words.lesser_promises),
        Lesser::UsesUpIncluded => td_string!(language, words.lesser_uses_up),
        Lesser::EndsSooner => td_string!(language, words.lesser_ends),
    }
}

/// What a contract does not cover: its own words first, then what no contract covers (domain.md §3), each a sentence without a
/// full stop.
pub fn excluded(language: Locale, terms: &Terms) -> Vec<String> {
    let holds = |general: &Exclusion| *general != Exclusion::NotANamedContact || !terms.contacts.is_empty();
    let general = Exclusion::ALL.into_iter().filter(holds).map(|general| exclusion(language, general).to_owned());
    terms.exclusions.iter().cloned().chain(general).collect()
}

/// `未经许可改动或人为损坏`
pub fn exclusion(language: Locale, exclusion: Exclusion) -> &'static str {
    match exclusion {
        Exclusion::NotANamedContact => td_string!(language, words.exclusion_contact),
        Exclusion::UntrainedUse => td_string!(language, words.exclusion_untrained),
        Exclusion::UnauthorisedModification => td_string!(language, words.exclusion_modification),
        Exclusion::ForceMajeure => td_string!(language, words.exclusion_force_majeure),
    }
}
