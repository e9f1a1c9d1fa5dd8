//! The clock against an obviously right one that walks minute by minute, over random hours, holidays and pauses, in a
//! zone without and in one with a change of clocks.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Weekday};
use chrono_tz::Tz;
use domain::Moment;
use domain::case::severity::Severity;
use domain::case::{Case, Kind};
use domain::clock::calendar::{Calendar, Holidays, ServiceHours, WeeklyHours};
use domain::clock::{self, Face, Pause, PauseReason, Reading, State, Target, Timetable};
use domain::person::Bilingual;
use domain::policy::Policy;
use proptest::prelude::*;

use crate::cast::{at, opening, policy, promise};

/// How far the oracle walks: beyond it both must agree that the limit is not used up.
const WALK_MINUTES: i64 = 20 * 24 * 60;
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

#[derive(Debug, Clone)]
struct World {
    hours: ServiceHours<Tz>,
    case: Case,
    within_minutes: i64,
}

impl World {
    fn readings(&self) -> Vec<Reading> {
        let promise = promise(Target::Restore, self.within_minutes, "random");
        let policy = Policy { promises: vec![promise], ..policy("a") };
        clock::readings(&self.case, &policy, &Timetable::from([("random".to_owned(), self.hours.clone())]))
    }

    /// For each minute from the opening on: whether the clock runs in it.
    fn walk(&self) -> impl Iterator<Item = bool> {
        (0..WALK_MINUTES).map(|minute| {
            let at = self.case.opened_at + TimeDelta::minutes(minute);
            let paused = |pause: &Pause| pause.since <= at && pause.until.is_none_or(|until| at < until);
            !self.case.pauses.iter().any(paused) && self.open(at.with_timezone(&self.hours.zone))
        })
    }

    fn open(&self, wall: DateTime<Tz>) -> bool {
        let (day, time) = (wall.date_naive(), wall.time());
        let weekly = &self.hours.calendar.weekly;
        let belongs = |hours: &WeeklyHours, day| self.weekday(day).is_some_and(|weekday| hours.days.contains(&weekday));
        let in_day = |hours: &&WeeklyHours| hours.from < hours.until && hours.from <= time && time < hours.until;
        let in_evening = |hours: &&WeeklyHours| hours.from >= hours.until && hours.from <= time;
        let in_morning = |hours: &&WeeklyHours| hours.from >= hours.until && time < hours.until;
        weekly.is_empty()
            || weekly.iter().filter(in_day).any(|hours| belongs(hours, day))
            || weekly.iter().filter(in_evening).any(|hours| belongs(hours, day))
            || weekly.iter().filter(in_morning).any(|hours| belongs(hours, day - Days::new(1)))
    }

    fn weekday(&self, day: NaiveDate) -> Option<Weekday> {
        let holidays = &self.hours.holidays[0];
        match day {
            day if holidays.work.contains(&day) => Some(Weekday::Mon),
            day if holidays.off.contains(&day) => None,
            day => Some(day.weekday()),
        }
    }

    /// Minutes after the opening when the limit is used up, if the walk gets there.
    fn due_minute(&self) -> Option<i64> {
        let mut left = self.within_minutes;
        for (minute, runs) in (0..).zip(self.walk()) {
            left -= i64::from(runs);
            if left == 0 {
                return Some(minute + 1);
            }
        }
        None
    }
}

fn weekly_hours() -> impl Strategy<Value = WeeklyHours> {
    let quarter = || (0_u32..96).prop_map(|quarter| NaiveTime::MIN.with_hour(quarter / 4).expect("an hour"));
    let time = (quarter(), 0_u32..60).prop_map(|(hour, minute)| hour.with_minute(minute).expect("a minute"));
    let times = (time.clone(), time);
    (proptest::sample::subsequence(&WEEK[..], 1..=7), times).prop_map(|(days, (from, until))| WeeklyHours {
        days,
        from,
        until,
    })
}

fn days_around(start: NaiveDate) -> impl Strategy<Value = Vec<NaiveDate>> {
    proptest::collection::vec((0_u64..20).prop_map(move |offset| start + Days::new(offset)), 0..4)
}

fn pauses(opened_at: Moment) -> impl Strategy<Value = Vec<Pause>> {
    let minute = move |minute: i64| opened_at + TimeDelta::minutes(minute);
    let why = PauseReason::AwaitingConfirmation;
    let over = (-60_i64..3000, 0_i64..1500).prop_map(move |(since, length)| Pause {
        since: minute(since),
        until: Some(minute(since + length)),
        why: PauseReason::AwaitingConfirmation,
    });
    let lasting = (0_i64..6000).prop_map(move |since| Pause { since: minute(since), until: None, why: why.clone() });
    (proptest::collection::vec(over, 0..4), proptest::option::weighted(0.3, lasting)).prop_map(
        |(mut pauses, lasting)| {
            pauses.extend(lasting);
            pauses
        },
    )
}

fn world() -> impl Strategy<Value = World> {
    let zones = prop_oneof![Just(chrono_tz::Asia::Shanghai), Just(chrono_tz::America::New_York)];
    // New York goes to summer time on 2026-03-08; its way back would need a rule of the oracle's own.
    let opened = (0_i64..10 * 24 * 60).prop_map(|minute| at("2026-03-03 00:00") + TimeDelta::minutes(minute));
    let weekly = proptest::collection::vec(weekly_hours(), 0..4);
    (zones, opened, weekly, 1_i64..2400).prop_flat_map(|(zone, opened_at, weekly, within_minutes)| {
        let first = opened_at.date_naive();
        (days_around(first), days_around(first), pauses(opened_at)).prop_map(move |(off, work, pauses)| {
            let region = "cn".to_owned();
            let holidays = vec![Holidays { region: region.clone(), year: 2026, source: String::new(), off, work }];
            let calendar = Calendar {
                id: "random".to_owned(),
                name: Bilingual::default(),
                time_zone: zone.name().to_owned(),
                holidays: Some(region),
                weekly: weekly.clone(),
            };
            let mut case = Case::opened(opening(Kind::Fault, Severity::Two), opened_at);
            case.pauses = pauses;
            World { hours: ServiceHours { calendar, zone, holidays }, case, within_minutes }
        })
    })
}

fn left_ms(state: &State) -> Option<i64> {
    match state {
        State::Running { left_ms, .. } | State::Standing { left_ms, .. } | State::Paused { left_ms, .. } => {
            Some(*left_ms)
        }
        State::Breached { .. } => Some(0),
        _ => None,
    }
}

fn breached(face: &Face) -> bool {
    matches!(face.state, State::Breached { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_due_moment_is_the_one_found_by_walking_minute_by_minute(world in world()) {
        let opened_at = world.case.opened_at;
        let walked = world.due_minute().map(|minute| opened_at + TimeDelta::minutes(minute));
        let lasts = world.case.pauses.iter().any(|pause| pause.until.is_none());
        match world.readings().first() {
            Some(reading) => {
                let within_walk = |due: &Moment| *due <= opened_at + TimeDelta::minutes(WALK_MINUTES);
                prop_assert_eq!(reading.due.filter(within_walk), walked);
                prop_assert!(reading.due.is_some() || lasts);
            }
            None => prop_assert!(walked.is_none() && !lasts),
        }
    }

    #[test]
    fn the_time_left_is_the_limit_less_the_minutes_walked_and_never_grows(world in world(), step in 1_usize..200) {
        let readings = world.readings();
        let Some(reading) = readings.first() else { return Ok(()) };
        let mut used = 0;
        let mut before = reading.at(world.case.opened_at);
        for (minute, runs) in (0..).zip(world.walk()).take(6000) {
            if minute % step as i64 == 0 {
                let now = world.case.opened_at + TimeDelta::minutes(minute);
                let face = reading.at(now);
                let expected = (world.within_minutes - used).max(0) * 60_000;
                let lasts = reading.due.is_none();
                prop_assert!(lasts || left_ms(&face.state) == Some(expected), "{:?} but {} at {}", face, expected, now);
                prop_assert!(left_ms(&face.state) <= left_ms(&before.state));
                prop_assert!(face.elapsed_permille >= before.elapsed_permille);
                prop_assert!((0..=1000).contains(&face.elapsed_permille));
                if breached(&before) {
                    prop_assert!(breached(&face), "breached no longer at {}", now);
                }
                if let State::Running { left_ms, .. } = face.state {
                    prop_assert!(runs || left_ms == 0, "runs at {}", now);
                }
                if let State::Standing { resumes_at, .. } = face.state {
                    prop_assert!(!runs, "stands at {}", now);
                    prop_assert!(resumes_at > now);
                }
                before = face;
            }
            used += i64::from(runs);
        }
    }
}
