//! The form of a contract as typed, and the contract it means; and the booking of what is used.

use super::{Contract, Included, Rates, Terms, Used};
use crate::asset::normal_serial;
use crate::case::Kind;
use crate::case::report::{LINE_MOST, TITLE_MOST};
use crate::refusal::{Flaw, FlawKind};
use crate::{duration, typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most lines of sites, serial numbers and their like.
pub const LINES_MOST: usize = 2000;

/// The form as typed; the names are the form's. Lists have one entry a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractDraft {
    pub number: String,
    pub organisation_id: String,
    pub policy: String,
    /// `2026-01-01`
    pub starts_on: String,
    pub ends_on: String,
    /// Keys.
    pub kinds: Vec<String>,
    pub sites: String,
    /// Of the assets it names; empty means every asset.
    pub serials: String,
    pub product_lines: String,
    pub applications: String,
    pub contacts: String,
    /// What it does not cover, in words.
    pub exclusions: String,
    /// `40`, `1.5`, `2 h 30 min`; empty for no limit.
    pub hours: String,
    pub visits: String,
    /// Keys of the kinds that use up hours and visits.
    pub metered: Vec<String>,
    /// Yuan an hour and a visit; all three are empty where the company's rates hold.
    pub rate_hour: String,
    pub rate_travel: String,
    pub rate_minimum: String,
}

/// What the form means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractData {
    pub number: String,
    pub organisation_id: i64,
    pub policy: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub kinds: Vec<Kind>,
    pub sites: Vec<String>,
    /// Normalised.
    pub serials: Vec<String>,
    pub terms: Terms,
}

impl ContractDraft {
    /// The form as it was sent.
    pub fn read(sent: &[(String, String)]) -> ContractDraft {
        let all = |name: &str| {
            let values = sent.iter().filter(move |(field, _)| field == name);
            values.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        ContractDraft {
            number: one("number"),
            organisation_id: one("organisation_id"),
            policy: one("policy"),
            starts_on: one("starts_on"),
            ends_on: one("ends_on"),
            kinds: all("kinds"),
            sites: one("sites"),
            serials: one("serials"),
            product_lines: one("product_lines"),
            applications: one("applications"),
            contacts: one("contacts"),
            exclusions: one("exclusions"),
            hours: one("hours"),
            visits: one("visits"),
            metered: all("metered"),
            rate_hour: one("rate_hour"),
            rate_travel: one("rate_travel"),
            rate_minimum: one("rate_minimum"),
        }
    }

    /// The form of a contract as it is, with the serial numbers of the assets it names.
    pub fn of(contract: &Contract, serials: &[String]) -> ContractDraft {
        let keys = |kinds: &[Kind]| kinds.iter().map(|kind| kind.key().to_owned()).collect();
        let Terms { product_lines, applications, contacts, exclusions, included, rates } = &contract.terms;
        let rate = |of: fn(&Rates) -> String| rates.as_ref().map_or_else(String::new, of);
        ContractDraft {
            number: contract.number.clone(),
            organisation_id: contract.organisation_id.to_string(),
            policy: contract.policy.clone(),
            starts_on: contract.starts_on.to_string(),
            ends_on: contract.ends_on.to_string(),
            kinds: keys(&contract.kinds),
            sites: contract.sites.join("\n"),
            serials: serials.join("\n"),
            product_lines: product_lines.join("\n"),
            applications: applications.join("\n"),
            contacts: contacts.join("\n"),
            exclusions: exclusions.join("\n"),
            hours: included.minutes.map_or_else(String::new, hours_written),
            visits: included.visits.map_or_else(String::new, |visits| visits.to_string()),
            metered: keys(&included.kinds),
            rate_hour: rate(|rates| yuan_written(rates.hour_cents)),
            rate_travel: rate(|rates| yuan_written(rates.travel_cents)),
            rate_minimum: rate(|rates| hours_written(rates.minimum_minutes)),
        }
    }

    /// The contract it means, or every flaw of the form at once.
    ///
    /// # Errors
    /// Flaws by the names of the fields, in the order of the form.
    pub fn parse(&self) -> Result<ContractData, Vec<Flaw>> {
        let mut read = Reading::default();
        let data = ContractData {
            number: read.number(&self.number),
            organisation_id: read.choice("organisation_id", self.organisation_id.parse().ok()),
            policy: read.choice("policy", Some(self.policy.clone()).filter(|policy| !policy.is_empty())),
            starts_on: read.day("starts_on", &self.starts_on),
            ends_on: read.day("ends_on", &self.ends_on),
            kinds: read.kinds(&self.kinds),
            sites: read.lines("sites", &self.sites),
            serials: read.serials(&self.serials),
            terms: Terms {
                product_lines: read.lines("product_lines", &self.product_lines),
                applications: read.lines("applications", &self.applications),
                contacts: read.contacts(&self.contacts),
                exclusions: read.lines("exclusions", &self.exclusions),
                included: Included {
                    minutes: read.limit("hours", &self.hours, minutes_of_hours),
                    visits: read.limit("visits", &self.visits, count),
                    kinds: chosen(&self.metered),
                },
                rates: read.rates([&self.rate_hour, &self.rate_travel, &self.rate_minimum]),
            },
        };
        if read.flaws.is_empty() && data.ends_on < data.starts_on {
            read.flaw("ends_on", FlawKind::EndsBeforeItStarts);
        }
        if read.flaws.is_empty() { Ok(data) } else { Err(read.flaws) }
    }
}

/// Reads field by field; what cannot be read is noted, and something stands in for it.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) flaws: Vec<Flaw>,
}

impl Reading {
    fn flaw(&mut self, field: &str, kind: FlawKind) {
        self.flaws.push(Flaw::of(field, kind));
    }

    /// It stands in the address of the contract's page.
    fn number(&mut self, typed: &str) -> String {
        let number = typed::line(&typed::half_width(typed));
        let flaw = match number.chars().count() {
            0 => Some(FlawKind::Empty),
            long if long > LINE_MOST => Some(FlawKind::TooLong { most: LINE_MOST }),
            _ => (number.contains(['/', '\\', '?', '#']) || number == "new").then_some(FlawKind::NotAnId),
        };
        flaw.into_iter().for_each(|kind| self.flaw("number", kind));
        number
    }

    fn choice<T: Default>(&mut self, field: &str, chosen: Option<T>) -> T {
        chosen.unwrap_or_else(|| {
            self.flaw(field, FlawKind::NotAChoice);
            T::default()
        })
    }

    fn day(&mut self, field: &str, typed: &str) -> NaiveDate {
        typed::day(typed).unwrap_or_else(|| {
            self.flaw(field, FlawKind::NotADay);
            NaiveDate::default()
        })
    }

    fn kinds(&mut self, keys: &[String]) -> Vec<Kind> {
        let kinds = chosen(keys);
        if kinds.is_empty() {
            self.flaw("kinds", FlawKind::Empty);
        }
        kinds
    }

    fn lines(&mut self, field: &str, typed: &str) -> Vec<String> {
        let lines = lines(typed);
        if lines.len() > LINES_MOST {
            self.flaw(field, FlawKind::TooManyRows { most: LINES_MOST });
        } else if lines.iter().any(|line| line.chars().count() > TITLE_MOST) {
            self.flaw(field, FlawKind::TooLong { most: TITLE_MOST });
        }
        lines
    }

    /// Normalised, sorted, each once.
    fn serials(&mut self, typed: &str) -> Vec<String> {
        let mut serials: Vec<String> =
            self.lines("serials", typed).iter().map(|serial| normal_serial(serial)).collect();
        serials.sort();
        serials.dedup();
        serials
    }

    fn contacts(&mut self, typed: &str) -> Vec<String> {
        let contacts: Vec<String> =
            self.lines("contacts", typed).iter().map(|contact| contact.to_lowercase()).collect();
        if contacts.iter().any(|contact| !typed::is_email(contact)) {
            self.flaw("contacts", FlawKind::NotAnEmail);
        }
        contacts
    }

    /// Nothing typed is no limit.
    fn limit(&mut self, field: &str, typed: &str, read: fn(&str) -> Option<i64>) -> Option<i64> {
        let value = read(typed).filter(|value| *value > 0);
        if value.is_none() && !typed.trim().is_empty() {
            self.flaw(field, FlawKind::NotANumber);
        }
        value
    }

    /// All three or none; no travel and no minimum are nothing to pay.
    pub(super) fn rates(&mut self, typed: [&str; 3]) -> Option<Rates> {
        let [rate_hour, rate_travel, rate_minimum] = typed;
        if typed.into_iter().all(|typed| typed.trim().is_empty()) {
            return None;
        }
        let or_nothing = |typed: &str| if typed.trim().is_empty() { "0".to_owned() } else { typed.to_owned() };
        Some(Rates {
            hour_cents: self.figure("rate_hour", rate_hour, typed::hundredths),
            travel_cents: self.figure("rate_travel", &or_nothing(rate_travel), typed::hundredths),
            minimum_minutes: self.figure("rate_minimum", &or_nothing(rate_minimum), minutes_of_hours),
        })
    }

    fn figure(&mut self, field: &str, typed: &str, read: fn(&str) -> Option<i64>) -> i64 {
        read(typed).unwrap_or_else(|| {
            self.flaw(field, FlawKind::NotANumber);
            0
        })
    }
}

/// The booking of what is used, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UseDraft {
    /// As in [`ContractDraft::hours`], with a minus before it to correct an earlier booking.
    pub hours: String,
    pub visits: String,
    /// Number of a case; empty when it was for none.
    pub case: String,
    /// For what.
    pub words: String,
}

impl UseDraft {
    /// What was used, and for what.
    ///
    /// # Errors
    /// `Flawed` fields: what is no number, nothing at all, no words.
    pub fn parse(&self) -> Result<(Used, String), Vec<Flaw>> {
        let mut flaws = Vec::new();
        let signed = |typed: &str, read: fn(&str) -> Option<i64>| {
            let typed = typed::half_width(typed).replace('\u{2212}', "-");
            match typed.trim() {
                "" => Some(0),
                typed => match typed.strip_prefix('-') {
                    Some(correction) => read(correction).map(|value| -value),
                    None => read(typed),
                },
            }
        };
        let minutes = signed(&self.hours, minutes_of_hours);
        let visits = signed(&self.visits, count);
        flaws.extend(minutes.is_none().then(|| Flaw::of("hours", FlawKind::NotANumber)));
        flaws.extend(visits.is_none().then(|| Flaw::of("visits", FlawKind::NotANumber)));
        flaws.extend((minutes == Some(0) && visits == Some(0)).then(|| Flaw::of("hours", FlawKind::Empty)));
        let words = typed::text(&self.words);
        flaws.extend(words.is_empty().then(|| Flaw::of("words", FlawKind::Empty)));
        let long = words.chars().count() > TITLE_MOST;
        flaws.extend(long.then(|| Flaw::of("words", FlawKind::TooLong { most: TITLE_MOST })));
        match (minutes, visits) {
            (Some(minutes), Some(visits)) if flaws.is_empty() => Ok((Used { minutes, visits }, words)),
            _ => Err(flaws),
        }
    }
}

/// Lines in which something stands, each once.
fn lines(typed: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in typed::text(typed).lines().map(typed::line) {
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Kinds in their own order.
fn chosen(keys: &[String]) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| keys.iter().any(|key| key == kind.key())).collect()
}

/// `12`
pub(crate) fn count(typed: &str) -> Option<i64> {
    typed::half_width(typed).trim().parse().ok().filter(|count| (0..=1_000_000).contains(count))
}

/// Minutes of `40`, `1.5`, or of a length of time in words.
pub(crate) fn minutes_of_hours(typed: &str) -> Option<i64> {
    match typed::hundredths(typed) {
        Some(hundredths) if (hundredths * 60) % 100 == 0 => Some(hundredths * 60 / 100),
        Some(_) => None,
        None => duration::minutes(typed),
    }
}

/// `1200`, `1200.50`
pub fn yuan_written(cents: i64) -> String {
    if cents % 100 == 0 { (cents / 100).to_string() } else { format!("{}.{:02}", cents / 100, cents % 100) }
}

/// Hours as a figure with at most two places: `40`, `1.5`; minutes that make none as a length of time.
pub fn hours_written(minutes: i64) -> String {
    match minutes * 100 % 60 {
        0 => {
            let text = yuan_written(minutes * 100 / 60);
            if text.contains('.') { text.trim_end_matches('0').to_owned() } else { text }
        }
        _ => duration::written(crate::person::Language::English, minutes),
    }
}
