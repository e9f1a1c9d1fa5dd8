//! Moments, spans and sizes as people read them, in the reader's zone and language. Own formatting with padded numbers:
//! a locale database would cost the browser more than all pages together.

use crate::i18n::{Locale, td_string};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use domain::Moment;
use domain::zone::Zone;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// `今天 17:30`, `明天 09:00`, `11-23 周一 17:30`, `2025-11-23 17:30`: as short as it is clear at `now`.
pub fn moment(language: Locale, zone: &Zone, now: Moment, at: Moment) -> String {
    let (today, local) = (zone.local(now).date(), zone.local(at));
    format!("{} {}", day_of(language, today, local.date()), clock_of(local))
}

/// `今天`, `昨天`, `11-21 周六`, `2025-11-21`
pub fn day(language: Locale, zone: &Zone, now: Moment, at: Moment) -> String {
    day_of(language, zone.local(now).date(), zone.local(at).date())
}

fn day_of(language: Locale, today: NaiveDate, date: NaiveDate) -> String {
    match (date - today).num_days() {
        -1 => td_string!(language, words.yesterday).to_owned(),
        0 => td_string!(language, words.today).to_owned(),
        1 => td_string!(language, words.tomorrow).to_owned(),
        _ if date.year() == today.year() => {
            format!("{:02}-{:02} {}", date.month(), date.day(), weekday(language, date.weekday()))
        }
        _ => self::date(date),
    }
}

/// `17:30`
pub fn clock(zone: &Zone, at: Moment) -> String {
    clock_of(zone.local(at))
}

fn clock_of(local: NaiveDateTime) -> String {
    time(local.time())
}

/// `17:30`
pub fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `2026-11-23 17:30`, for records that are read in other years.
pub fn full(zone: &Zone, at: Moment) -> String {
    let local = zone.local(at);
    format!("{} {}", date(local.date()), clock_of(local))
}

/// `2026-11-23`
pub fn date(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `2026-11-23T09:30:00Z`, for `datetime` attributes.
pub fn rfc3339(at: Moment) -> String {
    let utc = at.naive_utc();
    format!("{}T{:02}:{:02}:{:02}Z", date(utc.date()), utc.hour(), utc.minute(), utc.second())
}

/// `周一`
pub fn weekday(language: Locale, day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => td_string!(language, words.monday),
        Weekday::Tue => td_string!(language, words.tuesday),
        Weekday::Wed => td_string!(language, words.wednesday),
        Weekday::Thu => td_string!(language, words.thursday),
        Weekday::Fri => td_string!(language, words.friday),
        Weekday::Sat => td_string!(language, words.saturday),
        Weekday::Sun => td_string!(language, words.sunday),
    }
}

/// A span in words, to the minute: `6 分钟`, `1 小时 20 分`, `2 天 3 小时`; below a minute in seconds. Up to two days in
/// hours, as contracts promise them.
pub fn duration(language: Locale, span_ms: i64) -> String {
    let span_ms = span_ms.max(0);
    if span_ms >= 2 * DAY_MS {
        return days(language, span_ms);
    }
    match (span_ms / HOUR_MS, span_ms % HOUR_MS / MINUTE_MS) {
        (0, 0) => td_string!(language, words.seconds, n = span_ms / 1000),
        (0, minutes) => td_string!(language, words.minutes, n = minutes),
        (hours, 0) => td_string!(language, words.hours, n = hours),
        (hours, minutes) => td_string!(language, words.hours_minutes, h = hours, m = minutes),
    }
}

fn days(language: Locale, span_ms: i64) -> String {
    match (span_ms / DAY_MS, span_ms % DAY_MS / HOUR_MS) {
        (days, 0) => whole_days(language, days),
        (days, hours) => td_string!(language, words.days_hours, d = days, h = hours),
    }
}

fn whole_days(language: Locale, days: i64) -> String {
    td_string!(language, words.days, n = days)
}

/// A countdown's numerals: `2:46:18`; from two days on in words, for nobody reads seconds then.
pub fn countdown(language: Locale, left_ms: i64, short: bool) -> String {
    let left_ms = left_ms.max(0);
    if left_ms >= 2 * DAY_MS {
        return if short { whole_days(language, left_ms / DAY_MS) } else { duration(language, left_ms) };
    }
    let seconds = left_ms / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A span as HTML's `datetime` wants it when there is no moment to give: `PT4818S`.
pub fn iso_duration(span_ms: i64) -> String {
    format!("PT{}S", span_ms.max(0) / 1000)
}

/// `640 B`, `12 kB`, `3.4 MB`
pub fn bytes(size_bytes: i64) -> String {
    if size_bytes < 1_000 {
        format!("{size_bytes} B")
    } else if size_bytes < 1_000_000 {
        format!("{} kB", (size_bytes + 500) / 1_000)
    } else {
        format!("{}.{} MB", size_bytes / 1_000_000, size_bytes % 1_000_000 / 100_000)
    }
}
