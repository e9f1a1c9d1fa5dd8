//! Escalations, reminders, rises and half-time against an obviously right oracle that walks minute by minute, over random
//! policies, hours and histories. `PROPTEST_CASES=10000 cargo test -p domain -- --ignored` runs the long one.

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use domain::Moment;
use domain::case::crisis::ContingencyAction;
use domain::case::decide::{Command, decide};
use domain::case::event::{Event, Happening};
use domain::case::severity::Severity;
use domain::case::{Case, Kind, Opening, Product};
use domain::clock::calendar::{Calendar, ServiceHours, WeeklyHours};
use domain::clock::{Target, Timetable};
use domain::escalation::{steps, take};
use domain::person::Bilingual;
use domain::policy::{Escalation, EscalationClock, HalfTime, Lead, Policy, Promise, Recipient, Reminder, Rise};
use proptest::prelude::*;
use std::collections::BTreeSet;

use crate::cast::{at_in, engineer, opening, pause, person, policy, promise, refuse, resolve};

const WALK_MINUTES: i64 = 4 * 24 * 60;
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Pause,
    Resume,
    Change(Severity),
    Restore,
    Resolve,
    Refuse,
    Confirm,
}

#[derive(Debug, Clone)]
struct World {
    zone: Tz,
    opened_at: Moment,
    /// Minutes from the opening until it is typed in.
    registered: i64,
    severity: Severity,
    spare: bool,
    weekly: Vec<WeeklyHours>,
    by_service: bool,
    /// Minutes × level.
    matrix: BTreeSet<(i64, Severity)>,
    /// Restore limits of the four levels, in minutes.
    limits: [i64; 4],
    reminder_percent: i64,
    half_time_percent: i64,
    rises: bool,
    /// Minutes after the opening, in order.
    acts: Vec<(i64, Act)>,
}

impl World {
    fn policy(&self) -> Policy {
        let limit = |severity: Severity| Promise {
            severities: vec![severity],
            ..promise(Target::Restore, self.limits[usize::from(severity.level()) - 1], "random")
        };
        let row = |(elapsed_minutes, severity): &(i64, Severity)| Escalation {
            severity: *severity,
            elapsed_minutes: *elapsed_minutes,
            roles: vec!["president".to_owned()],
            audience: Default::default(),
            kinds: vec![Kind::Fault],
            verdicts: vec![domain::coverage::Verdict::Covered],
        };
        let lead = Lead::SharePercent(self.reminder_percent);
        let actions = vec![ContingencyAction::SpareMachine];
        let half_time = HalfTime { target: Target::Restore, share_percent: self.half_time_percent, actions };
        let service = EscalationClock::Service { hours: "random".to_owned() };
        Policy {
            promises: Severity::ALL.map(limit).to_vec(),
            escalation_clock: if self.by_service { service } else { EscalationClock::Wall },
            escalations: self.matrix.iter().map(row).collect(),
            reminders: vec![Reminder { targets: vec![Target::Restore], lead, to: Recipient::Engineer }],
            rise: self.rises.then_some(Rise { target: Target::Restore }),
            contingency: Some(half_time),
            emergencies: Vec::new(),
            ..policy("a")
        }
    }

    fn timetable(&self) -> Timetable<Tz> {
        let calendar = Calendar {
            id: "random".to_owned(),
            name: Bilingual::default(),
            time_zone: self.zone.name().to_owned(),
            holidays: None,
            weekly: self.weekly.clone(),
        };
        Timetable::from([("random".to_owned(), ServiceHours { calendar, zone: self.zone, holidays: Vec::new() })])
    }

    fn case(&self) -> Case {
        let product = Product { spare_on_site: self.spare, ..Product::default() };
        let opening = Opening { product, ..opening(Kind::Fault, self.severity) };
        let mut case = Case::registered(opening, self.opened_at, self.minute(self.registered));
        for happening in [Happening::Assigned { from: None, to: person(20, "周岩") }, Happening::Accepted] {
            apply(&mut case, self.minute(self.registered), happening);
        }
        case
    }

    fn minute(&self, minute: i64) -> Moment {
        self.opened_at + TimeDelta::minutes(minute)
    }

    /// All hours are within the day here. In the hour that comes twice they open at the first and close at the last time.
    fn open(&self, minute: i64) -> bool {
        let now = self.minute(minute);
        let wall: DateTime<Tz> = now.with_timezone(&self.zone);
        let moment = |time: NaiveTime| self.zone.from_local_datetime(&wall.date_naive().and_time(time));
        let within = |hours: &WeeklyHours| {
            let opened = moment(hours.from).earliest().is_some_and(|from| from <= *now);
            let not_closed = moment(hours.until).latest().is_some_and(|until| *now < until);
            (hours.from <= wall.time() && wall.time() < hours.until) || (opened && not_closed)
        };
        self.weekly.is_empty() || self.weekly.iter().any(within)
    }
}

fn apply(case: &mut Case, at: Moment, happening: Happening) {
    case.apply(&Event { id: 1, at, actor: engineer(), happening });
}

fn command(act: Act) -> Command {
    match act {
        Act::Pause => pause(),
        Act::Resume => Command::ResumeClock,
        Act::Change(to) => Command::ChangeSeverity { to, why: "影响变化".to_owned() },
        Act::Restore => Command::Restore,
        Act::Resolve => resolve(),
        Act::Refuse => refuse(),
        Act::Confirm => Command::ConfirmService,
    }
}

/// What the engine records: every step in its turn, never late, each key once.
fn engine(world: &World) -> Result<Vec<(String, i64)>, TestCaseError> {
    let (policy, timetable, mut case) = (world.policy(), world.timetable(), world.case());
    let (mut fired, mut found, mut now) = (BTreeSet::new(), Vec::new(), world.minute(world.registered));
    let end = (WALK_MINUTES, None);
    for (minute, act) in world.acts.iter().map(|(minute, act)| (*minute, Some(*act))).chain([end]) {
        loop {
            let possible = steps(&case, &policy, &timetable);
            let due = |step: &&domain::escalation::Step| step.at.is_some_and(|at| at <= world.minute(minute));
            let Some(step) = possible.iter().filter(|step| !fired.contains(&step.key)).find(due) else { break };
            let at = step.at.unwrap_or(now);
            prop_assert!(at >= now, "{} was due at {} and shows up at {}", step.key, at, now);
            let happenings = take(&case, &policy, step, at, TimeDelta::zero());
            prop_assert_eq!(happenings.len(), 1, "{} is possible and not taken", step.key);
            prop_assert!(fired.insert(step.key.clone()));
            found.push((step.key.clone(), (at - world.opened_at).num_minutes()));
            happenings.into_iter().for_each(|happening| apply(&mut case, at, happening));
            now = at;
        }
        now = world.minute(minute);
        let happenings = act.map(|act| decide(&case, &command(act), false, now)).and_then(Result::ok);
        happenings.into_iter().flatten().for_each(|happening| apply(&mut case, now, happening));
    }
    found.sort();
    Ok(found)
}

/// What somebody with a stopwatch would write down.
#[derive(Default)]
struct Stopwatch {
    level: i64,
    paused: bool,
    restored: bool,
    resolved: bool,
    closed: bool,
    wall: i64,
    used: i64,
    /// Service minutes since the severity last rose by itself.
    since_rise: Option<i64>,
    found: Vec<(String, i64)>,
}

impl Stopwatch {
    fn act(&mut self, act: Act) {
        match act {
            Act::Pause if !self.resolved => self.paused = true,
            Act::Resume => self.paused = false,
            Act::Change(to) if !self.resolved => self.level = i64::from(to.level()),
            Act::Restore if !self.resolved && !self.restored => (self.paused, self.restored) = (false, true),
            Act::Resolve if !self.resolved => (self.paused, self.restored, self.resolved) = (false, true, true),
            Act::Refuse if self.resolved && !self.closed => (self.restored, self.resolved) = (false, false),
            Act::Confirm if self.resolved => self.closed = true,
            _ => {}
        }
    }

    fn fire(&mut self, key: String, minute: i64) -> bool {
        let new = self.found.iter().all(|(fired, _)| *fired != key);
        if new {
            self.found.push((key, minute));
        }
        new
    }

    /// Everything that is due now, until nothing is any more.
    fn look(&mut self, world: &World, minute: i64) {
        if self.restored {
            return;
        }
        loop {
            let (level, limit) = (self.level, world.limits[self.level as usize - 1]);
            let elapsed = if world.by_service { self.used } else { self.wall };
            for (minutes, severity) in &world.matrix {
                if i64::from(severity.level()) == level && elapsed >= *minutes {
                    self.fire(format!("escalate/{level}/{minutes}"), minute);
                }
            }
            let ahead = !self.paused && self.used < limit;
            if ahead && self.used * 100 >= limit * world.reminder_percent {
                self.fire(format!("remind/restore/{level}/{}", world.reminder_percent), minute);
            }
            if !world.spare && self.used * 100 >= limit * world.half_time_percent {
                self.fire("contingency/restore".to_owned(), minute);
            }
            let passed = self.used >= limit && self.since_rise.is_none_or(|since| since >= limit);
            let rises = world.rises && level > 1 && passed;
            if !(rises && self.fire(format!("raise/restore/{level}"), minute)) {
                return;
            }
            (self.level, self.since_rise) = (level - 1, Some(0));
        }
    }

    fn pass(&mut self, open: bool) {
        let runs = i64::from(open && !self.paused && !self.restored);
        self.wall += i64::from(!self.restored);
        self.used += runs;
        self.since_rise = self.since_rise.map(|since| since + runs);
    }
}

fn stopwatch(world: &World) -> Vec<(String, i64)> {
    let mut watch = Stopwatch { level: i64::from(world.severity.level()), ..Stopwatch::default() };
    for minute in 0..=WALK_MINUTES {
        if minute >= world.registered {
            watch.look(world, minute);
            for (_, act) in world.acts.iter().filter(|(at, _)| *at == minute) {
                watch.act(*act);
                watch.look(world, minute);
            }
        }
        watch.pass(world.open(minute));
    }
    watch.found.sort();
    watch.found
}

fn severity() -> impl Strategy<Value = Severity> {
    proptest::sample::select(&Severity::ALL[..])
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => Just(Act::Pause),
        3 => Just(Act::Resume),
        3 => severity().prop_map(Act::Change),
        2 => Just(Act::Restore),
        2 => Just(Act::Resolve),
        3 => Just(Act::Refuse),
        1 => Just(Act::Confirm),
    ]
}

fn weekly() -> impl Strategy<Value = Vec<WeeklyHours>> {
    let time = |minute: u32| NaiveTime::MIN.with_hour(minute / 60).and_then(|time| time.with_minute(minute % 60));
    let hours = (0_u32..1300, 20_u32..130).prop_filter_map("within the day", move |(from, length)| {
        Some(WeeklyHours { days: WEEK.to_vec(), from: time(from)?, until: time(from + length)? })
    });
    proptest::collection::vec(hours, 0..4)
}

fn world() -> impl Strategy<Value = World> {
    // Berlin's clocks go forward on 2026-03-29 and back on 2026-10-25.
    let days = proptest::sample::select(&["2026-03-27 06:00", "2026-10-23 06:00", "2026-06-10 09:00"][..]);
    let zones = prop_oneof![Just(chrono_tz::Europe::Berlin), Just(chrono_tz::Asia::Shanghai)];
    let opened = (zones, days, 0_i64..1440);
    let limits = (1_i64..60, 1_i64..60, 1_i64..60, 1_i64..60).prop_map(|(a, b, c, d)| [a, b, c, d].map(|l| l * 20));
    let matrix = proptest::collection::btree_set((1_i64..3000, severity()), 0..8);
    let percents = (1_i64..20, 1_i64..20).prop_map(|(reminder, half_time)| (reminder * 5, half_time * 5));
    let registered = prop_oneof![Just(0_i64), 0_i64..600];
    let acts = proptest::collection::vec((1_i64..WALK_MINUTES, act()), 0..10);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    ((opened, registered, severity(), weekly()), (matrix, limits, percents, flags), acts).prop_map(
        |((opened, registered, severity, weekly), (matrix, limits, percents, flags), mut acts)| {
            let (zone, day, minute) = opened;
            acts.retain(|(minute, _)| *minute > registered);
            acts.sort_by_key(|(minute, _)| *minute);
            World {
                zone,
                opened_at: at_in(zone, day) + TimeDelta::minutes(minute),
                registered,
                severity,
                spare: flags.0,
                weekly,
                by_service: flags.1,
                matrix,
                limits,
                reminder_percent: percents.0,
                half_time_percent: percents.1,
                rises: flags.2,
                acts,
            }
        },
    )
}

fn agree(world: &World) -> Result<(), TestCaseError> {
    let expected = stopwatch(world);
    prop_assert_eq!(engine(world)?, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn steps_come_when_a_stopwatch_says_and_each_once(world in world()) {
        agree(&world)?;
    }
}

proptest! {
    // As many as PROPTEST_CASES says.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "the long run: PROPTEST_CASES=10000"]
    fn steps_come_when_a_stopwatch_says_over_ten_thousand_histories(world in world()) {
        agree(&world)?;
    }
}
