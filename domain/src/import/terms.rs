//! What a contract says beside its period and scope, as cells of a list: each as the contract's form writes it.

use super::{Column, Values};
use crate::case::Kind;
use crate::contract::draft::{count, hours_written, minutes_of_hours, yuan_written};
use crate::contract::{Included, Rates, Terms};
use crate::typed::hundredths;

/// The cells of the terms, in their one canonical form.
pub fn values_of_terms(terms: &Terms) -> Values {
    let Terms { product_lines, applications, contacts, exclusions, included, rates } = terms;
    let rate = |written: fn(&Rates) -> String| rates.as_ref().map_or_else(String::new, written);
    let metered: Vec<&str> = Kind::ALL.into_iter().filter(|k| included.kinds.contains(k)).map(Kind::key).collect();
    Values::from([
        (Column::ProductLines, product_lines.join("\n")),
        (Column::Applications, applications.join("\n")),
        (Column::Contacts, contacts.join("\n")),
        (Column::Exclusions, exclusions.join("\n")),
        (Column::Hours, included.minutes.map_or_else(String::new, hours_written)),
        (Column::Visits, included.visits.map_or_else(String::new, |visits| visits.to_string())),
        (Column::Metered, metered.join("\n")),
        (Column::RateHour, rate(|rates| yuan_written(rates.hour_cents))),
        (Column::RateTravel, rate(|rates| yuan_written(rates.travel_cents))),
        (Column::RateMinimum, rate(|rates| hours_written(rates.minimum_minutes))),
    ])
}

/// The terms that canonical cells say; a cell that is not there says nothing.
pub fn terms(values: &Values) -> Terms {
    let cell = |column| values.get(&column).map_or("", String::as_str);
    let lines = |column| cell(column).lines().map(str::to_owned).collect();
    let rates = hundredths(cell(Column::RateHour)).map(|hour_cents| Rates {
        hour_cents,
        travel_cents: hundredths(cell(Column::RateTravel)).unwrap_or(0),
        minimum_minutes: minutes_of_hours(cell(Column::RateMinimum)).unwrap_or(0),
    });
    Terms {
        product_lines: lines(Column::ProductLines),
        applications: lines(Column::Applications),
        contacts: lines(Column::Contacts),
        exclusions: lines(Column::Exclusions),
        included: Included {
            minutes: minutes_of_hours(cell(Column::Hours)),
            visits: count(cell(Column::Visits)),
            kinds: cell(Column::Metered).lines().filter_map(Kind::from_key).collect(),
        },
        rates,
    }
}

/// Rates are all three or none: where an hour has no rate the company's hold, and where it has one, no travel and no minimum
/// are nothing to pay.
pub(super) fn settle_rates(values: &mut Values) {
    let Some(hour) = values.get(&Column::RateHour) else { return };
    let none = hour.is_empty();
    for column in [Column::RateTravel, Column::RateMinimum] {
        let rate = values.entry(column).or_default();
        if none {
            rate.clear();
        } else if rate.is_empty() {
            "0".clone_into(rate);
        }
    }
}
