//! Time zones of people as plain data: the zone database stays here, pages get the offsets of the years around now.

use chrono::{Datelike, Months, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use domain::Moment;
use domain::zone::Zone;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Pages look back on old cases, and forward to due moments.
const YEARS_BACK: u32 = 3;
const YEARS_AHEAD: u32 = 2;
/// What a guest's zone covers, whose moment is not known.
const DECADES: (i64, i64) = (1_577_836_800, 2_840_140_800);
/// More zones than people of one installation live in; beyond, the memory starts anew.
const KEPT_MOST: usize = 500;

/// Zones as last made: every request needs its person's.
#[derive(Default)]
pub(crate) struct Zones {
    kept: Mutex<HashMap<(String, i32), Zone>>,
}

impl Zones {
    /// The zone of that IANA name with its offsets around that moment; UTC when the name is unknown.
    pub(crate) fn around(&self, name: &str, now: Moment) -> Zone {
        self.kept((name.to_owned(), now.num_days_from_ce()), |zone| zone_around(zone, now))
    }

    /// The zone of that IANA name with its offsets from 2020 to 2059.
    pub(crate) fn for_decades(&self, name: &str) -> Zone {
        let at = |second| Moment::from_timestamp(second, 0).unwrap_or_default();
        self.kept((name.to_owned(), 0), |zone| zone_between(zone, at(DECADES.0), at(DECADES.1)))
    }

    fn kept(&self, key: (String, i32), make: impl FnOnce(Tz) -> Zone) -> Zone {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MOST {
            kept.clear();
        }
        let zone = known(&key.0).unwrap_or(Tz::UTC);
        kept.entry(key).or_insert_with(|| make(zone)).clone()
    }
}

/// The day of that moment in the zone of that name; in UTC when the name is unknown.
pub(crate) fn day(name: &str, at: Moment) -> NaiveDate {
    at.with_timezone(&known(name).unwrap_or(Tz::UTC)).date_naive()
}

/// The moment at which that day is over in the zone of that name; in UTC when the name is unknown. None beyond the calendar.
pub(crate) fn end_of_day(name: &str, day: NaiveDate) -> Option<Moment> {
    let zone = known(name).unwrap_or(Tz::UTC);
    let midnight = day.succ_opt()?.and_time(chrono::NaiveTime::MIN);
    // Where clocks jump over midnight, the day ends when they have.
    let jumped = || zone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest();
    Some(zone.from_local_datetime(&midnight).earliest().or_else(jumped)?.to_utc().into())
}

/// The zone of that IANA name, if there is one.
pub(crate) fn known(name: &str) -> Option<Tz> {
    name.parse().ok()
}

fn offset_seconds(zone: Tz, at: Moment) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

fn zone_around(zone: Tz, now: Moment) -> Zone {
    let from = now.checked_sub_months(Months::new(12 * YEARS_BACK)).unwrap_or(now);
    let until = now.checked_add_months(Months::new(12 * YEARS_AHEAD)).unwrap_or(now);
    zone_between(zone, from, until)
}

fn zone_between(zone: Tz, from: Moment, until: Moment) -> Zone {
    let mut offsets = vec![(from, offset_seconds(zone, from))];
    let mut day = from;
    while day < until {
        let next = day + TimeDelta::days(1);
        if offset_seconds(zone, next) != offset_seconds(zone, day) {
            let change = change_between(zone, day, next);
            offsets.push((change, offset_seconds(zone, change)));
        }
        day = next;
    }
    Zone { name: zone.name().to_owned(), offsets }
}

/// The second at which the offset changes, between a moment before and one after it.
fn change_between(zone: Tz, before: Moment, after: Moment) -> Moment {
    let (mut before, mut after) = (before.timestamp(), after.timestamp());
    let at = |second: i64| Moment::from_timestamp(second, 0).unwrap_or_default();
    let new = offset_seconds(zone, at(after));
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset_seconds(zone, at(middle)) == new { after = middle } else { before = middle }
    }
    at(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment in a test")
    }

    #[test]
    fn a_zone_with_summer_time_has_each_change_to_the_second() {
        let zone = zone_around(Tz::Europe__Berlin, moment("2026-11-21T00:00:00Z"));
        let changes: Vec<String> = zone.offsets.iter().map(|(at, offset)| format!("{at:?} {offset}")).collect();
        assert!(changes.contains(&"2026-03-29T01:00:00Z 7200".to_owned()), "{changes:?}");
        assert!(changes.contains(&"2026-10-25T01:00:00Z 3600".to_owned()), "{changes:?}");
    }

    #[test]
    fn shanghai_has_one_offset_and_an_unknown_zone_is_utc() {
        let now = moment("2026-11-21T00:00:00Z");
        assert_eq!(zone_around(Tz::Asia__Shanghai, now).offsets.len(), 1);
        assert_eq!(Zones::default().around("Nowhere/Else", now).name, "UTC");
        assert_eq!(Zones::default().for_decades("Asia/Shanghai").offset_seconds(now), 8 * 3600);
    }
}
