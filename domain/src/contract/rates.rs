//! The company's own rates (工时支持, domain.md §3): what is billed where no contract says otherwise. The form as typed, and
//! what a page shows of it.

use super::Rates;
use super::draft::{Reading, hours_written, yuan_written};
use crate::Moment;
use crate::refusal::Flaw;
use serde::{Deserialize, Serialize};

/// The form as typed; the names are the form's, and those of a contract's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatesDraft {
    /// Yuan an hour: `800`, `1,200.50`.
    pub rate_hour: String,
    /// Yuan a visit; empty for nothing.
    pub rate_travel: String,
    /// Hours billed at least: `1.5`, `30 min`; empty for none.
    pub rate_minimum: String,
}

impl RatesDraft {
    /// The form of rates as they are.
    pub fn of(rates: Option<&Rates>) -> RatesDraft {
        let Some(rates) = rates else { return RatesDraft::default() };
        RatesDraft {
            rate_hour: yuan_written(rates.hour_cents),
            rate_travel: yuan_written(rates.travel_cents),
            rate_minimum: hours_written(rates.minimum_minutes),
        }
    }

    /// The rates it means; none when all three are empty: the company then names no price before the quote.
    ///
    /// # Errors
    /// Every flaw of its fields.
    pub fn parse(&self) -> Result<Option<Rates>, Vec<Flaw>> {
        let mut read = Reading::default();
        let rates = read.rates([&self.rate_hour, &self.rate_travel, &self.rate_minimum]);
        if read.flaws.is_empty() { Ok(rates) } else { Err(read.flaws) }
    }
}

/// `/manage/rates`: the rates that hold, and who set them when, if a manager did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatesSheet {
    pub rates: Option<Rates>,
    pub set: Option<(Moment, String)>,
    pub now: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::FlawKind;

    fn draft(rate_hour: &str, rate_travel: &str, rate_minimum: &str) -> RatesDraft {
        let [rate_hour, rate_travel, rate_minimum] = [rate_hour, rate_travel, rate_minimum].map(str::to_owned);
        RatesDraft { rate_hour, rate_travel, rate_minimum }
    }

    #[test]
    fn rates_are_read_as_people_write_them_and_come_back_as_they_are_written() {
        let rates = draft("\u{ffe5}1,200.5", " 200 ", "90 min").parse().unwrap().unwrap();
        assert_eq!((rates.hour_cents, rates.travel_cents, rates.minimum_minutes), (120_050, 20_000, 90));
        assert_eq!(RatesDraft::of(Some(&rates)), draft("1200.50", "200", "1.5"));
        let plain = draft("500", "", "").parse().unwrap().unwrap();
        assert_eq!((plain.travel_cents, plain.minimum_minutes), (0, 0));
        assert_eq!(draft(" ", "", "").parse(), Ok(None));
    }

    #[test]
    fn every_flaw_is_told_at_its_field() {
        let fields = |draft: RatesDraft| {
            let flaws = draft.parse().unwrap_err().into_iter();
            flaws.map(|flaw| (flaw.field, flaw.kind)).collect::<Vec<_>>()
        };
        let flaw = |field: &str| (field.to_owned(), FlawKind::NotANumber);
        assert_eq!(fields(draft("-1", "1.234", "soon")), ["rate_hour", "rate_travel", "rate_minimum"].map(flaw));
        assert_eq!(fields(draft("", "200", "")), [flaw("rate_hour")], "travel without the rate of an hour");
    }
}
