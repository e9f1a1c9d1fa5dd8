//! Who and what the stories are about, the real policy and calendar files, and moments as people in China write them.

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Asia::Shanghai;
use chrono_tz::Tz;
use domain::Moment;
use domain::case::decide::{Command, decide};
use domain::case::event::{Actor, Event, Happening};
use domain::case::severity::Severity;
use domain::case::{Case, Contact, Kind, Opening, Origin, Product};
use domain::clock::calendar::{Calendar, Holidays, ServiceHours};
use domain::clock::{self, Reading, Target, Timetable};
use domain::coverage::{Coverage, Reason, Verdict};
use domain::person::{OrganisationRef, PersonRef, Role};
use domain::policy::{Known, Policy, Promise, Roles, Start, Waiting};
use domain::refusal::Refusal;

pub const CALENDARS: [(&str, &str); 2] =
    [("7x24", include_str!("../../calendars/7x24.toml")), ("5x8", include_str!("../../calendars/5x8.toml"))];
pub const HOLIDAYS: [(i32, &str); 3] = [
    (2024, include_str!("../../calendars/cn-2024.toml")),
    (2025, include_str!("../../calendars/cn-2025.toml")),
    (2026, include_str!("../../calendars/cn-2026.toml")),
];
pub const POLICIES: [(&str, &str); 5] = [
    ("a", include_str!("../../policies/a.toml")),
    ("b", include_str!("../../policies/b.toml")),
    ("c", include_str!("../../policies/c.toml")),
    ("d", include_str!("../../policies/d.toml")),
    ("e", include_str!("../../policies/e.toml")),
];
pub const ROLES: &str = include_str!("../../policies/roles.toml");

pub fn calendar(id: &str) -> Calendar {
    let (_, file) = CALENDARS.iter().find(|(known, _)| *known == id).expect("a calendar of the crate");
    toml::from_str(file).expect("a calendar file")
}

pub fn holidays() -> Vec<Holidays> {
    HOLIDAYS.iter().map(|(_, file)| toml::from_str(file).expect("a holiday file")).collect()
}

pub fn policy(id: &str) -> Policy {
    let (_, file) = POLICIES.iter().find(|(known, _)| *known == id).expect("a policy of the crate");
    toml::from_str(file).expect("a policy file")
}

pub fn roles() -> Roles {
    toml::from_str(ROLES).expect("the role catalogue")
}

/// What the files of the crate may refer to.
pub fn known() -> Known {
    let ids = |files: &[(&str, &str)]| files.iter().map(|(id, _)| (*id).to_owned()).collect();
    let roles = roles().roles.into_iter().map(|role| role.id).collect();
    Known { calendars: ids(&CALENDARS), roles, other_policies: Default::default() }
}

/// A promise for covered faults of every level, counted from the opening.
pub fn promise(target: Target, within_minutes: i64, hours: &str) -> Promise {
    Promise {
        target,
        severities: Severity::ALL.to_vec(),
        kinds: vec![Kind::Fault],
        verdicts: vec![Verdict::Covered],
        origins: Vec::new(),
        within_minutes,
        working_days: None,
        counts_from: Start::Opening,
        hours: hours.to_owned(),
        paused_by: Waiting::ALL.to_vec(),
    }
}

pub fn hours(id: &str) -> ServiceHours<Tz> {
    ServiceHours { calendar: calendar(id), zone: Shanghai, holidays: holidays() }
}

pub fn timetable() -> Timetable<Tz> {
    CALENDARS.iter().map(|(id, _)| ((*id).to_owned(), hours(id))).collect()
}

/// `2026-11-18 09:30` or `2026-11-18 09:30:15` in Shanghai.
pub fn at(wall: &str) -> Moment {
    at_in(Shanghai, wall)
}

pub fn at_in(zone: Tz, wall: &str) -> Moment {
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    let wall = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(wall, format).ok()).expect("a wall time");
    zone.from_local_datetime(&wall).earliest().expect("a wall time that exists").to_utc().into()
}

/// The other way round, for messages and tables.
pub fn wall(at: Moment) -> String {
    at.with_timezone(&Shanghai).format("%Y-%m-%d %H:%M").to_string()
}

pub fn minutes(count: i64) -> i64 {
    count * 60_000
}

pub fn opening(kind: Kind, severity: Severity) -> Opening {
    let ends_on = "2028-03-31".parse().expect("a day");
    Opening {
        number: "C-20261118-0001".to_owned(),
        kind,
        origin: Origin::Web,
        severity,
        title: "数据库服务器无法启动".to_owned(),
        description: "控制台停在阵列卡自检".to_owned(),
        organisation: OrganisationRef { id: 1, name: "青山湖水务".to_owned() },
        reporter: Some(person(10, "王丽")),
        contact: Contact::default(),
        product: Product::default(),
        coverage: Coverage {
            verdict: Verdict::Covered,
            covered_by: None,
            reasons: vec![Reason::UnderContract { contract: "QS-2025-014".to_owned(), ends_on }],
            rates: None,
        },
        policy: "a".to_owned(),
        policy_version: 1,
    }
}

pub fn person(id: i64, name: &str) -> PersonRef {
    PersonRef { id, name: name.to_owned() }
}

pub fn customer() -> Actor {
    Actor { person: Some(person(10, "王丽")), role: Some(Role::Customer) }
}

pub fn engineer() -> Actor {
    Actor { person: Some(person(20, "周岩")), role: Some(Role::Engineer) }
}

pub fn secretary() -> Actor {
    Actor { person: Some(person(30, "陈秘书")), role: Some(Role::Secretary) }
}

/// A case whose history is told act by act, each decided by the rules and recorded as the store would.
pub struct Story {
    pub case: Case,
    pub history: Vec<Event>,
}

impl Story {
    /// A covered fault under policy A.
    pub fn of_fault(severity: Severity, opened: &str) -> Story {
        Story::of(opening(Kind::Fault, severity), opened)
    }

    pub fn of(opening: Opening, opened: &str) -> Story {
        let opened_at = at(opened);
        let happening = Happening::Opened { opening: Box::new(opening.clone()), opened_at };
        let first = Event { id: 1, at: opened_at, actor: customer(), happening };
        Story { case: Case::opened(opening, opened_at), history: vec![first] }
    }

    /// The same, assigned to the engineer and accepted at once.
    pub fn in_work(mut self) -> Story {
        let opened = wall(self.case.opened_at);
        self.act(secretary(), &opened, Command::Assign { to: person(20, "周岩") });
        self.act(engineer(), &opened, Command::Accept);
        self
    }

    /// Does it, and panics when the rules refuse.
    pub fn act(&mut self, actor: Actor, when: &str, command: Command) -> &mut Story {
        self.attempt(actor, when, &command).unwrap_or_else(|refusal| panic!("{command:?} at {when}: {refusal}"));
        self
    }

    pub fn attempt(&mut self, actor: Actor, when: &str, command: &Command) -> Result<usize, Refusal> {
        let by_customer = actor.role == Some(Role::Customer);
        let happenings = decide(&self.case, command, by_customer, at(when))?;
        let count = happenings.len();
        self.record(actor, when, happenings);
        Ok(count)
    }

    /// Records what happened, as the store would.
    pub fn record(&mut self, actor: Actor, when: &str, happenings: Vec<Happening>) {
        for happening in happenings {
            let id = self.history.len() as i64 + 1;
            let event = Event { id, at: at(when), actor: actor.clone(), happening };
            self.case.apply(&event);
            self.history.push(event);
        }
    }

    pub fn engineer(&mut self, when: &str, command: Command) -> &mut Story {
        self.act(engineer(), when, command)
    }

    pub fn customer(&mut self, when: &str, command: Command) -> &mut Story {
        self.act(customer(), when, command)
    }

    pub fn readings(&self) -> Vec<Reading> {
        clock::readings(&self.case, &policy(self.case.policy()), &timetable())
    }

    pub fn reading(&self, target: Target) -> Reading {
        let found = self.readings().into_iter().find(|reading| reading.target == target);
        found.unwrap_or_else(|| panic!("{target:?} is promised"))
    }
}

pub fn respond() -> Command {
    Command::Respond { words: "您好，我先远程看日志。".to_owned() }
}

pub fn pause() -> Command {
    Command::PauseClock { words: "请发送控制台照片".to_owned() }
}

pub fn comment() -> Command {
    Command::Comment { words: "照片已上传".to_owned() }
}

pub fn resolve() -> Command {
    Command::Resolve { cause: "阵列卡电池失效".to_owned(), done: "更换电池并重建缓存".to_owned() }
}

pub fn refuse() -> Command {
    Command::RefuseService { why: "重启后又停在自检".to_owned() }
}
