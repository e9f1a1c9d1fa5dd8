//! The quote for time and materials (工时支持, domain.md §3): hours × rate + travel, valid until a day, accepted or declined by
//! the customer before work starts. Amounts are in fen, a hundredth of a yuan.

use crate::Moment;
use crate::person::PersonRef;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Bounds of what is typed, against a slip of the key: half a year of work, a hundred million yuan.
const MINUTES_MOST: i64 = 1_000 * 60;
const FEN_MOST: i64 = 10_000_000_000;

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub work_minutes: i64,
    /// For an hour of work.
    pub rate_fen: i64,
    pub travel_fen: i64,
    /// The last day on which it can be accepted, in the company's zone.
    #[serde(with = "crate::day")]
    pub valid_until: NaiveDate,
}

impl Offer {
    /// Hours × rate, to the nearest fen.
    pub fn work_fen(&self) -> i64 {
        let fen = i128::from(self.work_minutes) * i128::from(self.rate_fen);
        i64::try_from((fen + 30).div_euclid(60)).unwrap_or(i64::MAX)
    }

    /// Work and travel.
    pub fn total_fen(&self) -> i64 {
        self.work_fen().saturating_add(self.travel_fen)
    }

    /// The hours in figures, at most two decimals: `1.5`.
    pub fn hours(&self) -> String {
        decimal(self.work_minutes * 100 / 60)
    }
}

/// A quote that the customer got. A later one takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Counts the quotes of a case from 1: an answer names the one it was meant for.
    pub nth: u32,
    pub offer: Offer,
    /// The end of the last day: it can be accepted before.
    pub expires_at: Moment,
    /// The plan.
    pub words: String,
    pub at: Moment,
    pub by: Option<PersonRef>,
    pub answer: Option<QuoteAnswer>,
    /// When it was recorded that it ran out unanswered; from then on it has no answer any more.
    #[serde(default)]
    pub lapsed_at: Option<Moment>,
}

/// The customer's word on a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteAnswer {
    pub at: Moment,
    pub by: Option<PersonRef>,
    pub accepted: bool,
    /// Why not.
    pub why: String,
}

/// Where a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteStanding {
    Waiting,
    Expired,
    Accepted,
    Declined,
}

impl Quote {
    /// Where it stands at that moment.
    pub fn standing(&self, now: Moment) -> QuoteStanding {
        match &self.answer {
            Some(answer) if answer.accepted => QuoteStanding::Accepted,
            Some(_) => QuoteStanding::Declined,
            None if now < self.expires_at && self.lapsed_at.is_none() => QuoteStanding::Waiting,
            None => QuoteStanding::Expired,
        }
    }

    /// Whether its end is still to come or to be recorded: neither answered nor lapsed.
    pub fn is_pending(&self) -> bool {
        self.answer.is_none() && self.lapsed_at.is_none()
    }

    /// Whether the customer has accepted it.
    pub fn is_accepted(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.accepted)
    }
}

/// An offer as typed.
#[derive(Clone, Copy, Debug)]
pub struct OfferTyped<'a> {
    pub hours: &'a str,
    pub rate: &'a str,
    pub travel: &'a str,
    pub valid_until: &'a str,
}

impl OfferTyped<'_> {
    /// The offer that was meant. No travel typed is no travel.
    ///
    /// # Errors
    /// Every flaw of its fields.
    pub fn offer(&self) -> Result<Offer, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let mut flawed = |field: &str, kind| flaws.push(Flaw::of(field, kind));
        let work_minutes = match amount(self.hours, false).map(|hundredths| hundredths * 60 / 100) {
            Ok(minutes @ 1..=MINUTES_MOST) => minutes,
            Ok(_) => {
                flawed("hours", FlawKind::NotAnAmount);
                0
            }
            Err(kind) => {
                flawed("hours", kind);
                0
            }
        };
        let mut fen = |field: &str, typed: &str, optional| match amount(typed, optional) {
            Ok(fen) => fen,
            Err(kind) => {
                flawed(field, kind);
                0
            }
        };
        let rate_fen = fen("rate", self.rate, false);
        let travel_fen = fen("travel", self.travel, true);
        let valid_until = typed::day(self.valid_until);
        if valid_until.is_none() {
            let empty = typed::line(self.valid_until).is_empty();
            flaws.push(Flaw::of("valid_until", if empty { FlawKind::Empty } else { FlawKind::NotADay }));
        }
        match valid_until {
            Some(valid_until) if flaws.is_empty() => Ok(Offer { work_minutes, rate_fen, travel_fen, valid_until }),
            _ => Err(flaws),
        }
    }
}

fn amount(typed: &str, optional: bool) -> Result<i64, FlawKind> {
    if typed::line(typed).is_empty() {
        return if optional { Ok(0) } else { Err(FlawKind::Empty) };
    }
    typed::hundredths(typed).filter(|hundredths| *hundredths <= FEN_MOST).ok_or(FlawKind::NotAnAmount)
}

/// Hundredths in figures: `150` is `1.5`.
fn decimal(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// An amount of fen as money is written: `1,480.50`.
pub fn yuan(fen: i64) -> String {
    let (whole, part) = (fen / 100, fen % 100);
    let digits = whole.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{part:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed<'a>(hours: &'a str, rate: &'a str, travel: &'a str, valid_until: &'a str) -> OfferTyped<'a> {
        OfferTyped { hours, rate, travel, valid_until }
    }

    #[test]
    fn a_quote_is_hours_times_rate_and_travel() {
        let offer = typed("2.5", "\u{a5}480", "1,200.5", "2026-12-01").offer().unwrap();
        assert_eq!((offer.work_minutes, offer.rate_fen, offer.travel_fen), (150, 48_000, 120_050));
        assert_eq!((offer.work_fen(), offer.total_fen()), (120_000, 240_050));
        assert_eq!((offer.hours(), yuan(offer.total_fen())), ("2.5".to_owned(), "2,400.50".to_owned()));
        let short = Offer { work_minutes: 20, rate_fen: 100, ..offer };
        assert_eq!((short.work_fen(), short.hours()), (33, "0.33".to_owned()));
    }

    #[test]
    fn full_width_figures_are_figures_and_no_travel_is_none() {
        let offer = typed("\u{ff12}", "\u{ffe5}\u{ff15}\u{ff10}\u{ff10}", "", "2026/12/01").offer().unwrap();
        assert_eq!((offer.work_minutes, offer.rate_fen, offer.travel_fen), (120, 50_000, 0));
    }

    #[test]
    fn every_flaw_is_named_at_its_field() {
        let fields = |typed: OfferTyped<'_>| {
            let flaws = typed.offer().unwrap_err();
            flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect::<Vec<_>>()
        };
        let flaw = |field: &str, kind| (field.to_owned(), kind);
        let empty = [("hours", FlawKind::Empty), ("rate", FlawKind::Empty), ("valid_until", FlawKind::Empty)];
        assert_eq!(fields(typed("", "", "", "")), empty.map(|(field, kind)| flaw(field, kind)));
        let wrong = [
            flaw("hours", FlawKind::NotAnAmount),
            flaw("rate", FlawKind::NotAnAmount),
            flaw("travel", FlawKind::NotAnAmount),
            flaw("valid_until", FlawKind::NotADay),
        ];
        assert_eq!(fields(typed("0", "-1", "1.234", "soon")), wrong);
        assert_eq!(fields(typed("1001", "99999999999999", "1e9", "2026-02-30")), wrong);
    }

    #[test]
    fn money_is_grouped_by_thousands() {
        for (fen, shown) in
            [(0, "0.00"), (7, "0.07"), (99_999, "999.99"), (100_000, "1,000.00"), (123_456_789, "1,234,567.89")]
        {
            assert_eq!(yuan(fen), shown);
        }
    }
}
