//! Contracts in words: what is used, what it costs, what happened.

use super::Told;
use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use domain::contract::Rates;
use domain::contract::draft::{hours_written, yuan_written};
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::notice::Ending;

/// `12.5 小时、3 次`; without what is none.
pub fn used(language: Locale, minutes: Option<i64>, visits: Option<i64>) -> String {
    let hours = minutes.map(|minutes| hours(language, minutes));
    let visits = visits.map(|visits| match visits {
        1 => td_string!(language, contracts.visits_1).to_owned(),
        visits => td_string!(language, contracts.visits_n, n = visits),
    });
    let said: Vec<String> = [hours, visits].into_iter().flatten().collect();
    said.join(td_string!(language, words.list_separator))
}

fn hours(language: Locale, minutes: i64) -> String {
    let sign = if minutes < 0 { "−" } else { "" };
    let minutes = minutes.abs();
    match minutes * 100 % 60 {
        0 => td_string!(language, contracts.hours_n, n = format!("{sign}{}", hours_written(minutes))),
        _ => format!("{sign}{}", moment::duration(language, minutes * 60_000)),
    }
}

/// `800 元/小时，上门 200 元/次，至少按 1 小时计`
pub fn rates(language: Locale, rates: &Rates) -> String {
    let (hour, travel) = (yuan_written(rates.hour_cents), yuan_written(rates.travel_cents));
    let minimum = hours(language, rates.minimum_minutes);
    match (rates.travel_cents, rates.minimum_minutes) {
        (0, 0) => td_string!(language, contracts.rate_plain_free, hour = hour),
        (_, 0) => td_string!(language, contracts.rate_plain, hour = hour, travel = travel),
        (0, _) => td_string!(language, contracts.rate_free_travel, hour = hour, minimum = minimum),
        _ => td_string!(language, contracts.rate, hour = hour, travel = travel, minimum = minimum),
    }
}

/// `QS-2025-014（青山湖水务）：2026-12-21 到期，还剩 30 天`
pub fn ending(language: Locale, ending: &Ending) -> String {
    let Ending { ends_on, number, organisation, days_left } = ending;
    let day = moment::date(*ends_on);
    match days_left {
        0 => {
            td_string!(language, contracts.letter_ending_today, number = number, organisation = organisation, day = day)
        }
        1 => td_string!(
            language,
            contracts.letter_ending_line_1,
            number = number,
            organisation = organisation,
            day = day
        ),
        days => td_string!(
            language,
            contracts.letter_ending_line,
            number = number,
            organisation = organisation,
            day = day,
            days = *days
        ),
    }
}

/// Tells one entry of the history of a contract to the reader with the id `reader`.
pub fn contract_happening(language: Locale, event: &ContractEvent, reader: Option<i64>) -> Told {
    let who = match &event.actor.person {
        Some(person) if Some(person.id) == reader => td_string!(language, words.you).to_owned(),
        Some(person) => person.name.clone(),
        None => td_string!(language, words.system).to_owned(),
    };
    let quotes = match &event.happening {
        ContractHappening::UseBooked { words, .. } => vec![words.clone()],
        _ => Vec::new(),
    };
    Told { who, did: did(language, &event.happening), quotes }
}

fn did(language: Locale, happening: &ContractHappening) -> String {
    match happening {
        ContractHappening::Created => td_string!(language, contracts.did_created).to_owned(),
        ContractHappening::Edited { fields } => {
            let fields: Vec<&str> = fields.iter().map(|name| field(language, name)).collect();
            td_string!(language, contracts.did_edited, fields = fields.join(td_string!(language, words.list_separator)))
        }
        ContractHappening::UseBooked { used, case, .. } => {
            let some = |amount: i64| Some(amount).filter(|amount| *amount != 0);
            let used = self::used(language, some(used.minutes), some(used.visits));
            match case {
                Some(number) => td_string!(language, contracts.did_used_case, number = number, used = used),
                None => td_string!(language, contracts.did_used, used = used),
            }
        }
        ContractHappening::ExpiryTold { ends_on, days_left: 0 } => {
            td_string!(language, contracts.did_expiry_today, day = moment::date(*ends_on))
        }
        ContractHappening::ExpiryTold { ends_on, days_left } => {
            td_string!(language, contracts.did_expiry, days = *days_left, day = moment::date(*ends_on))
        }
        ContractHappening::RenewalAsked { ends_on } => {
            td_string!(language, contracts.did_renewal, day = moment::date(*ends_on))
        }
        ContractHappening::DocumentAdded { name } => td_string!(language, contracts.did_document, name = name),
    }
}

/// A field of the contract's form.
fn field(language: Locale, name: &str) -> &str {
    match name {
        "policy" => td_string!(language, contracts.policy),
        "starts_on" => td_string!(language, contracts.starts_on),
        "ends_on" => td_string!(language, contracts.ends_on),
        "kinds" => td_string!(language, contracts.kinds),
        "sites" => td_string!(language, contracts.sites),
        "serials" => td_string!(language, contracts.serials),
        "product_lines" => td_string!(language, contracts.product_lines),
        "applications" => td_string!(language, contracts.applications),
        "contacts" => td_string!(language, contracts.contacts),
        "exclusions" => td_string!(language, contracts.exclusions),
        "hours" => td_string!(language, contracts.hours),
        "visits" => td_string!(language, contracts.visits),
        "metered" => td_string!(language, contracts.metered),
        "rate_hour" => td_string!(language, contracts.rate_hour),
        "rate_travel" => td_string!(language, contracts.rate_travel),
        "rate_minimum" => td_string!(language, contracts.rate_minimum),
        other => other,
    }
}
