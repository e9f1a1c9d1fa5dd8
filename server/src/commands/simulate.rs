//! `lightwell simulate`: a policy tried out on the command line, the same as on the page: every due moment and every step on
//! a time line, each with its reasons.

use super::CommandFault;
use crate::config::Settings;
use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::ui::moment;
use app::words;
use chrono::{DateTime, FixedOffset};
use domain::Moment;
use domain::case::severity::Severity;
use domain::case::{Kind, Origin};
use domain::coverage::Verdict;
use domain::person::Language;
use domain::simulation::{Mark, Scenario, SimulatedTarget, Simulation};
use domain::zone::Zone;
use std::fmt::Write as _;

/// What is assumed to happen.
#[derive(clap::Args)]
pub struct Assumed {
    /// Id of the service policy, e.g. a
    #[arg(long)]
    policy: String,
    /// 1 to 4
    #[arg(long, value_parser = severity)]
    severity: Severity,
    /// When the case is opened, e.g. 2026-09-30T17:30+08:00; moments are printed with this offset
    #[arg(long, value_parser = at)]
    opened: DateTime<FixedOffset>,
    /// fault, consultation, complaint, change or booking
    #[arg(long, default_value = "fault", value_parser = kind)]
    kind: Kind,
    /// web, hotline, email, letter, reception, inspection or callback
    #[arg(long, default_value = "web", value_parser = origin)]
    origin: Origin,
    /// When it is typed in, if later
    #[arg(long, value_parser = at)]
    registered: Option<DateTime<FixedOffset>>,
    /// Waiting for the customer, as FROM..TO or FROM.. without an end; may be given several times
    #[arg(long, value_name = "FROM..TO", value_parser = pause)]
    paused: Vec<Paused>,
    /// When a part turns out to be needed
    #[arg(long, value_parser = at)]
    part_needed: Option<DateTime<FixedOffset>>,
    /// When the fault is restored
    #[arg(long, value_parser = at)]
    restored: Option<DateTime<FixedOffset>>,
    /// A spare stands at the site
    #[arg(long)]
    spare_on_site: bool,
    /// zh-CN or en; otherwise that of LANG
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    #[arg(long, env = "LANG", hide = true)]
    lang: Option<String>,
    /// As managers last saved it in the database; otherwise as the program ships it, and no database is needed
    #[arg(long)]
    saved: bool,
    /// As JSON, with moments in UTC
    #[arg(long)]
    json: bool,
}

/// From when to when; for ever when there is no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Paused(Moment, Option<Moment>);

fn severity(typed: &str) -> Result<Severity, &'static str> {
    typed.parse().ok().and_then(Severity::from_level).ok_or("1, 2, 3 or 4")
}

fn kind(typed: &str) -> Result<Kind, &'static str> {
    Kind::from_key(typed).ok_or("fault, consultation, complaint, change or booking")
}

fn origin(typed: &str) -> Result<Origin, &'static str> {
    Origin::from_key(typed).ok_or("web, hotline, email, letter, reception, inspection or callback")
}

fn language(typed: &str) -> Result<Language, &'static str> {
    Language::from_tag(typed).ok_or("zh-CN or en")
}

/// RFC 3339, with or without seconds.
fn at(typed: &str) -> Result<DateTime<FixedOffset>, &'static str> {
    let without_seconds = |_| DateTime::parse_from_str(&typed.replace('Z', "+00:00"), "%Y-%m-%dT%H:%M%:z");
    DateTime::parse_from_rfc3339(typed).or_else(without_seconds).map_err(|_| "a moment like 2026-09-30T17:30+08:00")
}

fn pause(typed: &str) -> Result<Paused, &'static str> {
    let (from, until) =
        typed.split_once("..").ok_or("FROM..TO, e.g. 2026-09-30T18:00+08:00..2026-09-30T19:20+08:00")?;
    let from = at(from)?.to_utc().into();
    let until = if until.is_empty() { None } else { Some(at(until)?.to_utc().into()) };
    if until.is_some_and(|until| until < from) {
        return Err("it ends before it begins");
    }
    Ok(Paused(from, until))
}

impl Assumed {
    fn scenario(&self) -> Scenario {
        let utc = |at: DateTime<FixedOffset>| at.to_utc().into();
        Scenario {
            severity: self.severity,
            kind: self.kind,
            origin: self.origin,
            verdict: Verdict::Covered,
            opened_at: utc(self.opened),
            registered_at: self.registered.map(utc),
            pauses: self.paused.iter().map(|Paused(from, until)| (*from, *until)).collect(),
            part_needed_at: self.part_needed.map(utc),
            restored_at: self.restored.map(utc),
            spare_on_site: self.spare_on_site,
        }
    }

    fn language(&self) -> Language {
        let of_environment = self.lang.as_deref().and_then(Language::from_tag);
        self.language.or(of_environment).unwrap_or_default()
    }
}

/// Prints what the policy makes of it.
///
/// # Errors
/// When there is no such policy.
pub async fn run(settings: &Settings, assumed: &Assumed) -> Result<(), CommandFault> {
    let (policy, scenario) = (&assumed.policy, assumed.scenario());
    let simulation = match assumed.saved {
        true => super::open(settings).await?.setup().simulate(policy, &scenario)?,
        false => store::simulate(policy, &scenario)?,
    };
    if assumed.json {
        println!("{}", serde_json::to_string_pretty(&simulation)?);
        return Ok(());
    }
    let offset = assumed.opened.offset().local_minus_utc();
    let told = Told { language: locale(assumed.language()), zone: Zone::fixed("", offset) };
    print!("{}", told.simulation(&simulation, assumed.kind));
    Ok(())
}

/// How it is told.
struct Told {
    language: Locale,
    zone: Zone,
}

impl Told {
    fn simulation(&self, simulation: &Simulation, kind: Kind) -> String {
        let language = self.language;
        let mut text = td_string!(
            language,
            simulate.heading,
            policy = simulation.policy.to_uppercase(),
            version = simulation.policy_version,
            severity = words::severity(language, simulation.severity),
            kind = words::kind(language, kind)
        );
        text.push_str("\n\n");
        let targets = if simulation.targets.is_empty() {
            td_string!(language, simulate.no_targets)
        } else {
            td_string!(language, simulate.targets)
        };
        let _ = writeln!(text, "{targets}");
        for target in &simulation.targets {
            self.target(&mut text, target);
        }
        let _ = writeln!(text, "\n{}", td_string!(language, simulate.line));
        for mark in &simulation.line {
            let _ = writeln!(text, "  {}", self.mark(mark));
        }
        if !simulation.standing.is_empty() {
            let _ = writeln!(text, "\n{}", td_string!(language, simulate.standing));
            for step in &simulation.standing {
                let _ = writeln!(text, "  {}", words::deed(language, &step.deed));
            }
        }
        text
    }

    fn target(&self, text: &mut String, target: &SimulatedTarget) {
        let (said, why) = words::simulated_target(self.language, &self.zone, target);
        let _ = writeln!(text, "  {said}");
        for line in why {
            let _ = writeln!(text, "    {line}");
        }
    }

    fn mark(&self, mark: &Mark) -> String {
        let (at, what) = (moment::full(&self.zone, mark.at), words::occurrence(self.language, &mark.what));
        let why = words::occurrence_because(self.language, &mark.what);
        if why.is_empty() { format!("{at}  {what}") } else { format!("{at}  {what} · {why}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_may_leave_out_the_seconds_but_not_the_offset() {
        assert_eq!(at("2026-09-30T17:30+08:00").unwrap().to_utc(), at("2026-09-30T09:30:00Z").unwrap().to_utc());
        assert_eq!(at("2026-09-30T09:30Z").unwrap().to_utc(), at("2026-09-30T09:30:00Z").unwrap().to_utc());
        assert!(at("2026-09-30T17:30").is_err());
    }

    #[test]
    fn a_pause_may_have_no_end_but_none_before_its_beginning() {
        assert!(pause("2026-09-30T17:30+08:00..").unwrap().1.is_none());
        assert!(pause("2026-09-30T17:30+08:00..2026-09-30T17:00+08:00").is_err());
        assert!(pause("2026-09-30T17:30+08:00").is_err());
    }
}
