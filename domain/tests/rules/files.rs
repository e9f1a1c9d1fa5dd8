//! The policy and calendar files of the crate: complete, consistent, and with the figures of domain.md §4.

use crate::cast::{CALENDARS, HOLIDAYS, POLICIES, calendar, holidays, policy, timetable};
use chrono::{Datelike, Weekday};
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::Target;
use domain::coverage::Verdict;
use domain::person::Bilingual;
use domain::policy::Policy;
use std::collections::BTreeSet;

const VERDICTS: [Verdict; 4] = [Verdict::Covered, Verdict::AdviceOnly, Verdict::Billable, Verdict::NeedsDecision];

fn policies() -> impl Iterator<Item = Policy> {
    POLICIES.iter().map(|(id, _)| policy(id))
}

fn in_both_languages(text: &Bilingual) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    text.chinese.contains(han) && !text.english.trim().is_empty() && !text.english.contains(han)
}

/// One line a level: what is promised, in minutes and in whose hours.
fn table(policy: &Policy, kind: Kind, verdict: Verdict) -> String {
    let line = |severity: Severity| {
        let promises = policy.promises_for(severity, kind, verdict);
        let told = promises.iter().map(|p| format!("{:?} {} {}", p.target, p.within_minutes, p.hours));
        format!("{}: {}", severity.level(), told.collect::<Vec<_>>().join(", "))
    };
    Severity::ALL.map(line).join("\n")
}

#[test]
fn policy_a_promises_for_faults_what_the_plan_says() {
    insta::assert_snapshot!(table(&policy("a"), Kind::Fault, Verdict::Covered), @r"
    1: Respond 15 7x24, OnSite 120 7x24, Restore 240 7x24
    2: Respond 30 7x24, OnSite 120 7x24, Restore 240 7x24
    3: Respond 30 7x24, OnSite 240 7x24, Restore 1440 7x24
    4: Respond 30 7x24, OnSite 240 7x24, Restore 1440 7x24
    ");
}

#[test]
fn policy_a_answers_a_question_in_half_an_hour_and_solves_it_in_two() {
    insta::assert_snapshot!(table(&policy("a"), Kind::Consultation, Verdict::Covered), @r"
    1: Respond 30 5x8, Resolve 120 5x8
    2: Respond 30 5x8, Resolve 120 5x8
    3: Respond 30 5x8, Resolve 120 5x8
    4: Respond 30 5x8, Resolve 120 5x8
    ");
}

#[test]
fn policy_e_promises_in_working_hours_only() {
    insta::assert_snapshot!(table(&policy("e"), Kind::Fault, Verdict::Covered), @r"
    1: Respond 120 5x8, OnSite 1440 5x8
    2: Respond 120 5x8, OnSite 1440 5x8
    3: Respond 120 5x8, OnSite 1440 5x8
    4: Respond 120 5x8, OnSite 1440 5x8
    ");
}

#[test]
fn every_policy_promises_a_response_to_everything() {
    for policy in policies() {
        for severity in Severity::ALL {
            for kind in Kind::ALL {
                for verdict in VERDICTS {
                    let promises = policy.promises_for(severity, kind, verdict);
                    let responds = promises.iter().any(|promise| promise.target == Target::Respond);
                    assert!(responds, "{} {severity:?} {kind:?} {verdict:?}", policy.id);
                }
            }
        }
    }
}

#[test]
fn only_what_is_covered_is_promised_more_than_a_response() {
    for policy in policies() {
        for promise in policy.promises.iter().filter(|promise| promise.target != Target::Respond) {
            assert_eq!(promise.verdicts, [Verdict::Covered], "{} {:?}", policy.id, promise.target);
        }
    }
}

#[test]
fn every_policy_is_complete_in_both_languages() {
    for (id, policy) in POLICIES.iter().map(|(id, _)| *id).zip(policies()) {
        assert_eq!(policy.id, id);
        assert!(in_both_languages(&policy.name) && in_both_languages(&policy.summary), "{id}");
        assert_eq!(policy.severities.iter().map(|d| d.level).collect::<Vec<_>>(), Severity::ALL, "{id}");
        for definition in &policy.severities {
            assert!(
                in_both_languages(&definition.name) && in_both_languages(&definition.meaning),
                "{id} {definition:?}"
            );
            assert_eq!(policy.definition(definition.level), Some(definition));
        }
    }
}

#[test]
fn every_promise_is_of_some_minutes_in_hours_that_exist() {
    let timetable = timetable();
    for policy in policies() {
        assert!(policy.calendars().iter().all(|id| timetable.contains_key(*id)), "{}", policy.id);
        assert!(
            policy.promises.iter().all(|p| p.within_minutes > 0 && !p.kinds.is_empty() && !p.severities.is_empty())
        );
    }
}

#[test]
fn every_calendar_is_named_and_its_zone_exists() {
    for (id, _) in CALENDARS {
        let calendar = calendar(id);
        assert_eq!(calendar.id, id);
        assert!(in_both_languages(&calendar.name), "{id}");
        assert!(calendar.time_zone.parse::<chrono_tz::Tz>().is_ok(), "{id}");
    }
}

#[test]
fn holidays_take_weekdays_off_and_adjusted_days_are_weekends() {
    for (year, holidays) in HOLIDAYS.iter().map(|(year, _)| *year).zip(holidays()) {
        let weekend = |day: &chrono::NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!((holidays.year, holidays.region.as_str()), (year, "cn"));
        assert!(!holidays.source.is_empty());
        assert!(holidays.off.iter().chain(&holidays.work).all(|day| day.year() == year));
        assert!(!holidays.off.iter().any(weekend) && holidays.work.iter().all(weekend), "{year}");
        let days: BTreeSet<_> = holidays.off.iter().chain(&holidays.work).collect();
        assert_eq!(days.len(), holidays.off.len() + holidays.work.len(), "{year}: a day is listed twice");
    }
}

#[test]
fn the_working_days_of_each_year_are_as_many_as_announced() {
    // 2025: 248, 2026: 248 working days, by the notices of the State Council.
    for holidays in holidays() {
        let first = chrono::NaiveDate::from_ymd_opt(holidays.year, 1, 1).expect("a day");
        let weekdays = first.iter_days().take_while(|day| day.year() == holidays.year);
        let weekdays = weekdays.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count();
        assert_eq!(weekdays - holidays.off.len() + holidays.work.len(), 248, "{}", holidays.year);
    }
}
