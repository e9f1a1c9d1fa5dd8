//! The policy and calendar files of the crate: complete, consistent, and with the figures of domain.md §4.

use crate::cast::{CALENDARS, HOLIDAYS, POLICIES, calendar, holidays, known, policy, roles, timetable};
use chrono::{Datelike, Weekday};
use domain::case::severity::Severity;
use domain::case::{Kind, Origin};
use domain::clock::Target;
use domain::coverage::Verdict;
use domain::person::Bilingual;
use domain::policy::{Audience, Demand, Emergency, Escalation, Limit, Policy};
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
        let limit = |limit: Limit| match limit {
            Limit::Minutes(minutes) => minutes.to_string(),
            Limit::WorkingDays(days) => format!("{days}d"),
        };
        let told = promises.iter().map(|p| format!("{:?} {} {}", p.target, limit(p.limit()), p.hours));
        format!("{}: {}", severity.level(), told.collect::<Vec<_>>().join(", "))
    };
    Severity::ALL.map(line).join("\n")
}

#[test]
fn policy_a_promises_for_faults_what_the_plan_says() {
    insta::assert_snapshot!(table(&policy("a"), Kind::Fault, Verdict::Covered), @r"
    1: Respond 15 7x24, OnSite 120 7x24, Restore 240 7x24, PartReplaced 2880 7x24, AnalysisReport 1d 5x8
    2: Respond 30 7x24, OnSite 120 7x24, Restore 240 7x24, PartReplaced 2880 7x24, AnalysisReport 1d 5x8
    3: Respond 30 7x24, OnSite 240 7x24, Restore 1440 7x24, PartReplaced 2880 7x24, AnalysisReport 1d 5x8
    4: Respond 30 7x24, OnSite 240 7x24, Restore 1440 7x24, PartReplaced 2880 7x24, AnalysisReport 1d 5x8
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
fn policy_b_answers_the_hotline_at_once_and_promises_no_other_figure() {
    let b = policy("b");
    for (kind, verdict) in [(Kind::Fault, Verdict::Covered), (Kind::Booking, Verdict::Billable)] {
        let demand = |origin| Demand { severity: Severity::Three, kind, verdict, origin };
        let promises = b.promises_on(demand(Origin::Hotline));
        assert!(promises.len() == 1 && promises[0].is_kept_by_opening());
        assert!(b.promises_on(demand(Origin::Web)).is_empty());
    }
}

#[test]
fn policy_c_answers_by_the_first_row_of_its_matrix_and_has_three_levels() {
    insta::assert_snapshot!(table(&policy("c"), Kind::Fault, Verdict::Covered), @r"
    1: Respond 30 7x24
    2: Respond 60 7x24
    3: Respond 120 7x24
    4: Respond 120 7x24
    ");
}

#[test]
fn policy_d_is_on_site_in_an_hour_and_plans_billable_work_within_a_day() {
    let d = policy("d");
    insta::assert_snapshot!(table(&d, Kind::Fault, Verdict::Covered), @r"
    1: OnSite 60 7x24
    2: OnSite 60 7x24
    3: OnSite 60 7x24
    4: OnSite 60 7x24
    ");
    insta::assert_snapshot!(table(&d, Kind::Change, Verdict::Billable), @r"
    1: Quote 1440 7x24
    2: Quote 1440 7x24
    3: Quote 1440 7x24
    4: Quote 1440 7x24
    ");
    let hotline =
        Demand { severity: Severity::One, kind: Kind::Fault, verdict: Verdict::Covered, origin: Origin::Hotline };
    assert_eq!(d.promise_of(Target::Respond, hotline).map(|promise| promise.within_minutes), Some(5));
}

#[test]
fn a_question_asked_by_phone_has_no_limit_for_its_solution() {
    let asked =
        |origin| Demand { severity: Severity::Four, kind: Kind::Consultation, verdict: Verdict::Covered, origin };
    let solved = |origin| policy("a").promise_of(Target::Resolve, asked(origin)).map(|promise| promise.within_minutes);
    assert_eq!([Origin::Email, Origin::Web, Origin::Letter].map(solved), [Some(120); 3]);
    assert_eq!(solved(Origin::Hotline), None);
}

/// One line a row: when, whom, and whether the customer reads it.
fn matrix(policy: &Policy) -> String {
    let line = |row: &Escalation| {
        let reads = if row.audience == Audience::Customer { " · customer" } else { "" };
        format!("{} × {}: {}{reads}", row.elapsed_minutes, row.severity.level(), row.roles.join(" + "))
    };
    policy.escalations.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_matrix_of_policy_b_is_the_plans() {
    insta::assert_snapshot!(matrix(&policy("b")), @r"
    60 × 1: department_manager
    240 × 1: operations_director + vendor_tac · customer
    1440 × 1: vice_president · customer
    2880 × 1: president · customer
    240 × 2: department_manager
    1440 × 2: operations_director + vendor_tac · customer
    2880 × 2: vice_president · customer
    4320 × 2: president · customer
    4320 × 3: department_manager
    5760 × 3: operations_director · customer
    5760 × 4: department_manager
    ");
}

#[test]
fn the_matrix_of_policy_c_is_the_plans() {
    insta::assert_snapshot!(matrix(&policy("c")), @r"
    30 × 1: service_engineer
    60 × 1: technical_support_lead · customer
    120 × 1: general_manager · customer
    60 × 2: service_engineer
    120 × 2: technical_support_lead · customer
    240 × 2: general_manager · customer
    120 × 3: service_engineer
    240 × 3: technical_support_lead · customer
    480 × 3: general_manager · customer
    ");
}

#[test]
fn the_emergency_levels_of_policy_a_are_the_plans() {
    let line = |row: &Emergency| {
        let within = row.within_minutes.map_or("open".to_owned(), |minutes| minutes.to_string());
        format!("{}: {within}: {}; {}", row.severity.level(), row.experts.join(" + "), row.accountable.join(" + "))
    };
    let lines: Vec<String> = policy("a").emergencies.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    1: 120: national_experts + regional_experts + vendor_experts + dedicated_engineer; vendor_regional_manager + local_manager
    2: 120: national_experts + regional_experts + vendor_experts + dedicated_engineer; vendor_regional_manager + local_manager
    3: 240: dedicated_engineer; local_manager
    4: open: dedicated_engineer; 
    ");
}

#[test]
fn only_policy_a_has_rules_for_when_things_go_badly() {
    for policy in policies() {
        let rules = (policy.rise.is_some(), policy.contingency.is_some(), policy.crisis.is_some());
        assert_eq!(rules, (policy.id == "a", policy.id == "a", policy.id == "a"), "{}", policy.id);
    }
    let half_time = policy("a").contingency.expect("a rule");
    assert_eq!((half_time.target, half_time.share_percent), (Target::Restore, 50));
    assert_eq!(policy("a").crisis.expect("a duty").update_every_minutes, 60);
}

#[test]
fn every_policy_promises_a_response_to_whoever_calls() {
    for policy in policies() {
        for severity in Severity::ALL {
            for kind in Kind::ALL {
                for verdict in VERDICTS {
                    let called = Demand { severity, kind, verdict, origin: Origin::Hotline };
                    let responds = policy.promise_of(Target::Respond, called).is_some();
                    assert!(responds, "{} {severity:?} {kind:?} {verdict:?}", policy.id);
                }
            }
        }
    }
}

#[test]
fn only_what_is_covered_is_promised_more_than_a_response_and_a_quote() {
    for policy in policies() {
        let more = |target| !matches!(target, Target::Respond | Target::Quote);
        for promise in policy.promises.iter().filter(|promise| more(promise.target)) {
            assert_eq!(promise.verdicts, [Verdict::Covered], "{} {:?}", policy.id, promise.target);
        }
    }
}

#[test]
fn every_policy_of_the_crate_is_without_flaws() {
    for policy in policies() {
        assert_eq!(policy.flaws(&known()), [], "{}", policy.id);
    }
}

#[test]
fn every_role_is_named_in_both_languages_and_once() {
    let roles = roles().roles;
    assert!(roles.iter().all(|role| in_both_languages(&role.name)), "{roles:?}");
    let ids: BTreeSet<&str> = roles.iter().map(|role| role.id.as_str()).collect();
    assert_eq!(ids.len(), roles.len());
}

#[test]
fn every_policy_is_complete_in_both_languages() {
    for (id, policy) in POLICIES.iter().map(|(id, _)| *id).zip(policies()) {
        assert_eq!(policy.id, id);
        assert!(in_both_languages(&policy.name) && in_both_languages(&policy.summary), "{id}");
        let levels = if id == "c" { &Severity::ALL[..3] } else { &Severity::ALL[..] };
        assert_eq!(policy.severities.iter().map(|d| d.level).collect::<Vec<_>>(), levels, "{id}");
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
fn every_policy_counts_in_hours_that_exist() {
    let timetable = timetable();
    for policy in policies() {
        assert!(policy.calendars().iter().all(|id| timetable.contains_key(*id)), "{}", policy.id);
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
    // By the notices of the State Council.
    for (holidays, announced) in holidays().into_iter().zip([251, 248, 248]) {
        let first = chrono::NaiveDate::from_ymd_opt(holidays.year, 1, 1).expect("a day");
        let weekdays = first.iter_days().take_while(|day| day.year() == holidays.year);
        let weekdays = weekdays.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).count();
        assert_eq!(weekdays - holidays.off.len() + holidays.work.len(), announced, "{}", holidays.year);
    }
}
