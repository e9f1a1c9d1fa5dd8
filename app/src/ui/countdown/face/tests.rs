//! What the face of a countdown shows in each of its states.

use super::*;
use chrono::{TimeDelta, TimeZone, Utc};
use domain::clock::{Interval, Pause, PauseReason, Target};

/// Saturday 2026-11-21, 17:30 in Shanghai.
fn opened() -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 21, 9, 30, 0).unwrap().into()
}

fn after(minutes: i64) -> Moment {
    opened() + TimeDelta::minutes(minutes)
}

/// Restored within four hours, around the clock.
fn reading() -> Reading {
    Reading {
        target: Target::Restore,
        limit_ms: 4 * 3_600_000,
        hours: "7x24".to_owned(),
        opened_at: opened(),
        running: vec![Interval { from: opened(), until: after(240) }],
        due: Some(after(240)),
        met_at: None,
        pauses: Vec::new(),
        dropped: false,
    }
}

fn shown(language: Locale, reading: &Reading, now: Moment, row: bool) -> String {
    let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
    let shown = show(language, &zone, reading, now, row);
    format!("{} | {} | {} | {} | {}", shown.state, shown.standing, shown.face, shown.due, shown.elapsed_permille)
}

fn chinese(reading: &Reading, now: Moment) -> String {
    shown(Locale::zh_CN, reading, now, false)
}

fn english(reading: &Reading, now: Moment) -> String {
    shown(Locale::en, reading, now, false)
}

#[test]
fn a_running_countdown_says_what_is_left_and_until_when() {
    let now = after(73) + TimeDelta::seconds(42);
    assert_eq!(chinese(&reading(), now), "running | 剩余 | 2:46:18 | 今天 21:30 前 · 7×24 计时中 | 307");
    assert_eq!(english(&reading(), now), "running | left | 2:46:18 | by today 21:30 · counting around the clock | 307");
    assert_eq!(shown(Locale::zh_CN, &reading(), now, true), "running | 剩余 | 2:46:18 | 恢复 今天 21:30 | 307");
}

#[test]
fn in_the_last_quarter_it_is_at_risk_in_words() {
    assert_eq!(
        chinese(&reading(), after(194)),
        "at_risk | 剩余 · 即将到期 | 0:46:00 | 今天 21:30 前 · 7×24 计时中 | 808"
    );
    assert!(english(&reading(), after(194)).starts_with("at_risk | left · due soon | 0:46:00"));
}

#[test]
fn a_breach_counts_up_from_the_due_moment() {
    assert_eq!(chinese(&reading(), after(252)), "breached | 已超时 | +0:12:00 | 期限：今天 21:30 | 1000");
    assert_eq!(english(&reading(), after(252)), "breached | overdue | +0:12:00 | was due today 21:30 | 1000");
    assert_eq!(
        shown(Locale::en, &reading(), after(252), true),
        "breached | overdue | +0:12:00 | restore overdue | 1000"
    );
}

#[test]
fn what_was_met_says_how_long_it_took_and_what_was_promised() {
    let reading = Reading { met_at: Some(after(66)), ..reading() };
    assert_eq!(chinese(&reading, after(300)), "met | 按时达成 | ✓ 1 小时 6 分 | 承诺 4 小时，今天 18:36 达成 | 275");
    assert_eq!(english(&reading, after(300)), "met | met | ✓ 1 h 6 min | promised in 4 h, met today 18:36 | 275");
}

#[test]
fn what_was_met_late_says_by_how_much() {
    let reading = Reading { met_at: Some(after(260)), ..reading() };
    assert_eq!(chinese(&reading, after(300)), "met_late | 逾期达成 | 迟 20 分钟 | 承诺 4 小时，今天 21:50 达成 | 1000");
    assert!(english(&reading, after(300)).starts_with("met_late | met late | 20 min late"));
}

#[test]
fn a_paused_countdown_says_for_whom_it_waits_and_what_is_left() {
    let pause =
        Pause { since: after(60), until: None, why: PauseReason::WaitingForCustomer { words: "日志".to_owned() } };
    let running = vec![Interval { from: opened(), until: after(60) }];
    let reading = Reading { running, due: None, pauses: vec![pause], ..reading() };
    assert_eq!(chinese(&reading, after(140)), "paused | 暂停 | 暂停 | 等客户 1 小时 20 分 · 剩 3:00:00 | 250");
    assert_eq!(shown(Locale::zh_CN, &reading, after(140), true), "paused | 暂停 | 暂停 | 等客户 1 小时 20 分 | 250");
    let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
    assert_eq!(show(Locale::en, &zone, &reading, after(140), false).datetime, "PT10800S");
}

#[test]
fn outside_service_hours_it_stands_still_and_says_when_it_goes_on() {
    let monday = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap().into();
    let due = monday + TimeDelta::hours(4);
    let reading = Reading {
        hours: "5x8".to_owned(),
        running: vec![Interval { from: monday, until: due }],
        due: Some(due),
        ..reading()
    };
    assert_eq!(chinese(&reading, opened()), "standing | 停走 · 非服务时间 | 4:00:00 | 11-23 周一 09:00 继续计时 | 0");
    assert!(english(&reading, opened()).ends_with("4:00:00 | goes on 11-23 Mon 09:00 | 0"));
}

#[test]
fn what_is_not_needed_any_more_says_so() {
    let reading = Reading { dropped: true, ..reading() };
    assert_eq!(chinese(&reading, after(10)), "dropped | 无需 | — | 已解决，不再需要 | 41");
    assert!(english(&reading, after(10)).starts_with("dropped | not needed | — | resolved without it"));
}

#[test]
fn the_due_moment_is_machine_readable() {
    let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
    assert_eq!(show(Locale::en, &zone, &reading(), opened(), false).datetime, "2026-11-21T13:30:00Z");
}

#[test]
fn from_two_days_on_nobody_reads_seconds() {
    let long = 49 * 3_600_000;
    assert_eq!(moment::countdown(Locale::zh_CN, long, false), "2 天 1 小时");
    assert_eq!(moment::countdown(Locale::zh_CN, long, true), "2 天");
    assert_eq!(moment::countdown(Locale::en, 47 * 3_600_000, true), "47:00:00");
}
