//! The form to add or change an asset, as typed, and what it says.

use super::{Acceptance, normal_serial, warranty_ends_on};
use crate::case::report::LINE_MOST;
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Most characters of a configuration sheet.
pub const CONFIGURATION_MOST: usize = 8000;
/// Longer than any device serves: a month too many is a slip of the key.
const WARRANTY_MONTHS_MOST: u32 = 240;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssetDraft {
    /// Whose it is; asked when it is new.
    pub organisation_id: String,
    pub serial: String,
    pub name: String,
    pub model: String,
    pub product_line: String,
    pub site: String,
    /// Days as browsers send them: `2026-11-21`.
    pub accepted_on: String,
    /// How many months the warranty runs from acceptance.
    pub warranty_months: String,
    /// Its last day, where it was agreed otherwise than by months.
    pub warranty_ends_on: String,
    pub configuration: String,
}

/// What a form says of an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetFacts {
    pub serial: String,
    pub name: String,
    pub model: String,
    pub product_line: String,
    pub site: String,
    pub acceptance: Acceptance,
    pub warranty_ends_on: Option<NaiveDate>,
    pub configuration: String,
}

impl AssetDraft {
    /// What the form says. A last day that is typed counts more than the months.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] with every flaw of the form.
    pub fn facts(&self) -> Result<AssetFacts, Refusal> {
        let mut flaws = Vec::new();
        let serial = normal_serial(&self.serial);
        let serial = line("serial", &serial, true, &mut flaws);
        let name = line("name", &self.name, true, &mut flaws);
        let model = line("model", &self.model, false, &mut flaws);
        let product_line = line("product_line", &self.product_line, false, &mut flaws);
        let site = line("site", &self.site, false, &mut flaws);
        let accepted_on = day("accepted_on", &self.accepted_on, &mut flaws);
        let warranty_months = months(&self.warranty_months, accepted_on, &mut flaws);
        let agreed = day("warranty_ends_on", &self.warranty_ends_on, &mut flaws);
        if let (Some(accepted_on), Some(agreed)) = (accepted_on, agreed)
            && agreed < accepted_on
        {
            flaws.push(Flaw::of("warranty_ends_on", FlawKind::TooEarly));
        }
        let configuration = typed::text(&self.configuration);
        if configuration.chars().count() > CONFIGURATION_MOST {
            flaws.push(Flaw::of("configuration", FlawKind::TooLong { most: CONFIGURATION_MOST }));
        }
        if !flaws.is_empty() {
            return Err(Refusal::Flawed(flaws));
        }
        let by_months = accepted_on.zip(warranty_months).and_then(|(day, months)| warranty_ends_on(day, months));
        let acceptance = Acceptance { accepted_on, warranty_months };
        Ok(AssetFacts {
            serial,
            name,
            model,
            product_line,
            site,
            acceptance,
            warranty_ends_on: agreed.or(by_months),
            configuration,
        })
    }

    /// The form that says just this.
    pub fn of(facts: &AssetFacts) -> AssetDraft {
        let Acceptance { accepted_on, warranty_months } = facts.acceptance;
        let by_months = accepted_on.zip(warranty_months).and_then(|(day, months)| warranty_ends_on(day, months));
        let said = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        AssetDraft {
            organisation_id: String::new(),
            serial: facts.serial.clone(),
            name: facts.name.clone(),
            model: facts.model.clone(),
            product_line: facts.product_line.clone(),
            site: facts.site.clone(),
            accepted_on: said(accepted_on),
            warranty_months: warranty_months.map(|months| months.to_string()).unwrap_or_default(),
            warranty_ends_on: said(facts.warranty_ends_on.filter(|day| Some(*day) != by_months)),
            configuration: facts.configuration.clone(),
        }
    }
}

fn line(field: &str, text: &str, needed: bool, flaws: &mut Vec<Flaw>) -> String {
    let line = typed::line(text);
    if needed && line.is_empty() {
        flaws.push(Flaw::of(field, FlawKind::Empty));
    } else if line.chars().count() > LINE_MOST {
        flaws.push(Flaw::of(field, FlawKind::TooLong { most: LINE_MOST }));
    }
    line
}

fn day(field: &str, text: &str, flaws: &mut Vec<Flaw>) -> Option<NaiveDate> {
    if typed::line(text).is_empty() {
        return None;
    }
    let day = typed::day(text);
    flaws.extend(day.is_none().then(|| Flaw::of(field, FlawKind::NotADay)));
    day
}

/// Months count from the acceptance, so that its day must be known.
fn months(text: &str, accepted_on: Option<NaiveDate>, flaws: &mut Vec<Flaw>) -> Option<u32> {
    let text = typed::line(&typed::half_width(text));
    if text.is_empty() {
        return None;
    }
    let months = text.parse().ok().filter(|months| (1..=WARRANTY_MONTHS_MOST).contains(months));
    let not_a_number = || Flaw::of("warranty_months", FlawKind::OutOfBounds { least: 1, most: WARRANTY_MONTHS_MOST });
    flaws.extend(months.is_none().then(not_a_number));
    let lacks_acceptance = accepted_on.is_none() && !flaws.iter().any(|flaw| flaw.field == "accepted_on");
    flaws.extend((months.is_some() && lacks_acceptance).then(|| Flaw::of("accepted_on", FlawKind::Empty)));
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> AssetDraft {
        AssetDraft {
            serial: " 7xk2p93 ".to_owned(),
            name: "DB-01".to_owned(),
            product_line: " 小型机 ".to_owned(),
            accepted_on: "2026-03-01".to_owned(),
            warranty_months: "12".to_owned(),
            ..AssetDraft::default()
        }
    }

    fn flaws(draft: &AssetDraft) -> Vec<String> {
        match draft.facts() {
            Err(Refusal::Flawed(flaws)) => flaws.into_iter().map(|flaw| flaw.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_warranty_runs_from_acceptance_and_a_last_day_that_was_agreed_counts_more() {
        let facts = draft().facts().unwrap();
        assert_eq!((facts.serial.as_str(), facts.warranty_ends_on), ("7XK2P93", "2027-02-28".parse().ok()));
        let agreed = AssetDraft { warranty_ends_on: "2028/01/31".to_owned(), ..draft() };
        assert_eq!(agreed.facts().unwrap().warranty_ends_on, "2028-01-31".parse().ok());
        assert_eq!(AssetDraft { warranty_months: String::new(), ..draft() }.facts().unwrap().warranty_ends_on, None);
    }

    #[test]
    fn a_form_says_again_what_it_said() {
        for typed in [draft(), AssetDraft { warranty_ends_on: "2028-01-31".to_owned(), ..draft() }] {
            let facts = typed.facts().unwrap();
            assert_eq!(AssetDraft::of(&facts).facts().unwrap(), facts);
            assert_eq!(AssetDraft::of(&facts).warranty_ends_on, typed.warranty_ends_on);
        }
    }

    #[test]
    fn every_flaw_is_named_at_its_field() {
        let wrong = AssetDraft {
            accepted_on: "1 March".to_owned(),
            warranty_months: "-3".to_owned(),
            warranty_ends_on: "x".to_owned(),
            product_line: "x".repeat(LINE_MOST + 1),
            site: "x".repeat(LINE_MOST + 1),
            configuration: "x".repeat(CONFIGURATION_MOST + 1),
            ..AssetDraft::default()
        };
        let fields = [
            "serial",
            "name",
            "product_line",
            "site",
            "accepted_on",
            "warranty_months",
            "warranty_ends_on",
            "configuration",
        ];
        assert_eq!(flaws(&wrong), fields);
        assert_eq!(flaws(&AssetDraft { accepted_on: String::new(), ..draft() }), ["accepted_on"]);
        assert_eq!(flaws(&AssetDraft { warranty_ends_on: "2026-02-28".to_owned(), ..draft() }), ["warranty_ends_on"]);
    }
}
