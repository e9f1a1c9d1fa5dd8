//! Why a countdown stands where it stands, on demand: the promise, the hours that counted, what was left out, what moved it.

use crate::frame::{said, use_language, use_viewer, use_zone};
use crate::i18n::{Locale, td_string};
use crate::now::use_clock;
use crate::ui::fact::{Fact, FactList};
use crate::ui::moment;
use crate::words;
use domain::Moment;
use domain::clock::explain::{PauseSheet, SkippedDay};
use domain::clock::year::DayKind;
use domain::clock::{self, Background, Pause, Reading, State};
use domain::zone::Zone;
use leptos::prelude::*;

/// Stretches that are listed one by one, and closed days.
const LISTED_MOST: usize = 4;

/// What explains a reading beside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// By the calendar, which only the server has.
    pub explanation: Option<clock::Explanation>,
    pub background: Background,
}

/// The facts.
#[component]
pub fn Explanation(reading: Reading, why: Why) -> impl IntoView {
    let clock = use_clock();
    let telling = Telling { language: use_language(), zone: use_zone(), now: clock.now_untracked() };
    let language = telling.language;
    let mut facts = vec![
        Fact::text(
            td_string!(language, clock.promised),
            td_string!(language, clock.promised_value, limit = moment::duration(language, reading.limit_ms)),
        ),
        Fact::text(td_string!(language, clock.hours), telling.hours(&reading.hours, why.explanation.as_ref())),
        Fact::text(td_string!(language, clock.started), telling.started(&reading, &why.background)),
    ];
    let mut tell = |term: &'static str, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact::view(term, self::lines(lines)));
        }
    };
    tell(td_string!(language, clock.counted), telling.counted(&reading));
    if let Some(explanation) = &why.explanation {
        tell(td_string!(language, clock.skipped), telling.skipped(&explanation.skipped));
        let adjusted = explanation.adjusted.iter().map(|day| moment::date(*day)).collect::<Vec<_>>();
        tell(td_string!(language, clock.adjusted), adjusted);
    }
    tell(td_string!(language, clock.pauses), telling.pauses(&reading, why.explanation.as_ref()));
    tell(td_string!(language, clock.changed), telling.changed(&why.background));
    let due = reading.due.map_or_else(|| td_string!(language, clock.due_paused).to_owned(), |due| telling.at(due));
    facts.push(Fact::text(td_string!(language, clock.due), due));
    let warned = why.explanation.is_some_and(|explanation| explanation.beyond_data);
    let warned = warned.then(|| view! { <p>{td_string!(language, clock.beyond_data)}</p> });
    let customer = use_viewer().person().is_some_and(|person| person.role.is_customer());
    let standing = move || {
        let telling = Telling { now: clock.now(), ..telling.clone() };
        telling.standing(&reading, customer).map(|said| view! { <p class="countdown-now">{said}</p> })
    };
    view! { <div class="countdown-told">{standing}<FactList facts=facts />{warned}</div> }.into_any()
}

fn lines(lines: Vec<String>) -> AnyView {
    lines.into_iter().map(|line| view! { <span class="countdown-line">{line}</span> }).collect::<Vec<_>>().into_any()
}

#[derive(Clone)]
struct Telling {
    language: Locale,
    zone: Zone,
    now: Moment,
}

impl Telling {
    fn at(&self, at: Moment) -> String {
        moment::moment(self.language, &self.zone, self.now, at)
    }

    fn span(&self, from: Moment, until: Moment) -> String {
        moment::duration(self.language, (until - from).num_milliseconds())
    }

    fn hours(&self, id: &str, explanation: Option<&clock::Explanation>) -> String {
        match id {
            "" => td_string!(self.language, clock.hours_wall).to_owned(),
            "7x24" => td_string!(self.language, clock.hours_always).to_owned(),
            id => {
                let hours = explanation.map_or_else(|| id.to_owned(), |told| said(self.language, &told.hours));
                td_string!(self.language, clock.hours_calendar, hours = hours)
            }
        }
    }

    /// Late registered only says something of what counts from the opening.
    fn started(&self, reading: &Reading, background: &Background) -> String {
        let at = self.at(reading.opened_at);
        match background.registered_at.filter(|registered_at| *registered_at > reading.opened_at) {
            Some(registered_at) => {
                td_string!(self.language, clock.started_late, at = at, registered = self.at(registered_at))
            }
            None => at,
        }
    }

    /// Why it does not run now.
    fn standing(&self, reading: &Reading, customer: bool) -> Option<String> {
        match reading.at(self.now).state {
            State::Standing { resumes_at, .. } => {
                Some(td_string!(self.language, clock.now_standing, at = self.at(resumes_at)))
            }
            State::Paused { since, .. } => {
                let (time, since) = (self.span(since, self.now), self.at(since));
                Some(match customer {
                    true => td_string!(self.language, clock.now_paused_you, time = time, since = since),
                    false => td_string!(self.language, clock.now_paused, time = time, since = since),
                })
            }
            _ => None,
        }
    }

    /// One stretch from the start to the due moment says nothing new.
    fn counted(&self, reading: &Reading) -> Vec<String> {
        let counted = if reading.running.len() > 1 { reading.running.as_slice() } else { &[] };
        let stretch = |stretch: &clock::Interval| {
            td_string!(self.language, clock.stretch, from = self.at(stretch.from), until = self.at(stretch.until))
        };
        let mut told: Vec<String> = counted.iter().take(LISTED_MOST).map(stretch).collect();
        if counted.len() > LISTED_MOST {
            told.push(td_string!(self.language, clock.more_stretches, n = counted.len() - LISTED_MOST));
        }
        told
    }

    fn skipped(&self, days: &[SkippedDay]) -> Vec<String> {
        let day = |day: &SkippedDay| match day.kind {
            DayKind::Holiday => td_string!(self.language, clock.holiday, day = moment::date(day.date)),
            _ => td_string!(self.language, clock.weekend, day = moment::date(day.date)),
        };
        let mut told: Vec<String> = days.iter().take(LISTED_MOST).map(day).collect();
        if days.len() > LISTED_MOST {
            told.push(td_string!(self.language, clock.more_days, n = days.len()));
        }
        told
    }

    fn pauses(&self, reading: &Reading, explanation: Option<&clock::Explanation>) -> Vec<String> {
        if reading.pauses.is_empty() {
            return vec![td_string!(self.language, clock.no_pauses).to_owned()];
        }
        let worth = |pause: &Pause| {
            let same = |sheet: &&PauseSheet| sheet.since == pause.since;
            explanation.and_then(|explanation| explanation.pauses.iter().find(same)?.service_ms)
        };
        reading.pauses.iter().map(|pause| self.pause(pause, worth(pause))).collect()
    }

    fn pause(&self, pause: &Pause, worth_ms: Option<i64>) -> String {
        let (language, since) = (self.language, self.at(pause.since));
        let told = match (pause.until, worth_ms) {
            (None, _) => td_string!(language, clock.pause_open, since = since),
            (Some(until), Some(worth_ms)) if worth_ms != (until - pause.since).num_milliseconds() => {
                let (time, worth) = (self.span(pause.since, until), moment::duration(language, worth_ms));
                td_string!(
                    language,
                    clock.pause_worth,
                    since = since,
                    until = self.at(until),
                    time = time,
                    worth = worth
                )
            }
            (Some(until), _) => {
                let time = self.span(pause.since, until);
                td_string!(language, clock.pause, since = since, until = self.at(until), time = time)
            }
        };
        format!("{told} · {}", words::pause_reason(language, &pause.why))
    }

    fn changed(&self, background: &Background) -> Vec<String> {
        let language = self.language;
        let severity =
            background.severity_since.map(|at| td_string!(language, clock.severity_changed, at = self.at(at)));
        let decided = background.decided_at.map(|at| td_string!(language, clock.decided, at = self.at(at)));
        let reopened = background.reopened.iter().map(|at| td_string!(language, clock.reopened, at = self.at(*at)));
        severity.into_iter().chain(decided).chain(reopened).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone, Utc};
    use domain::clock::{Interval, PauseReason, Target};

    fn at(hour: u32, minute: u32) -> Moment {
        // Shanghai is eight hours ahead.
        Utc.with_ymd_and_hms(2026, 11, 20, hour - 8, minute, 0).unwrap().into()
    }

    fn telling(now: Moment) -> Telling {
        Telling { language: Locale::zh_CN, zone: Zone::fixed("Asia/Shanghai", 8 * 3600), now }
    }

    /// A promise of two service hours, from ten o'clock on.
    fn reading(pauses: Vec<Pause>, due: Option<Moment>) -> Reading {
        Reading {
            target: Target::Respond,
            limit_ms: 7_200_000,
            hours: "5x8".to_owned(),
            opened_at: at(10, 0),
            running: vec![
                Interval { from: at(10, 0), until: at(11, 0) },
                Interval { from: at(14, 0), until: at(15, 0) },
            ],
            due,
            met_at: None,
            pauses,
            dropped: false,
        }
    }

    fn waiting(since: Moment, until: Option<Moment>) -> Pause {
        Pause { since, until, why: PauseReason::WaitingForCustomer { words: "机房门禁".to_owned() } }
    }

    #[test]
    fn it_says_for_whom_it_waits_and_since_when() {
        let paused = reading(vec![waiting(at(11, 0), None)], None);
        let said = telling(at(12, 20));
        assert_eq!(said.standing(&paused, true).unwrap(), "等您已 1 小时 20 分，自今天 11:00 起停走");
        assert_eq!(said.standing(&paused, false).unwrap(), "等客户已 1 小时 20 分，自今天 11:00 起停走");
    }

    #[test]
    fn outside_service_hours_it_says_when_it_runs_again() {
        let standing = reading(Vec::new(), Some(at(15, 0)));
        let said = telling(at(12, 0)).standing(&standing, false).unwrap();
        assert_eq!(said, "不在服务时间内，停走；今天 14:00 继续计时");
        assert_eq!(telling(at(10, 30)).standing(&standing, false), None);
        assert_eq!(telling(at(10, 30)).counted(&standing), ["今天 10:00 至 今天 11:00", "今天 14:00 至 今天 15:00"]);
    }

    #[test]
    fn a_pause_over_the_noon_break_gave_back_less_than_it_lasted() {
        let pause = waiting(at(11, 0), Some(at(14, 0)));
        let said = telling(at(16, 0)).pause(&pause, Some(TimeDelta::hours(2).num_milliseconds()));
        assert!(said.starts_with("今天 11:00 至 今天 14:00，共 3 小时，顺延服务时间 2 小时"), "{said}");
    }

    #[test]
    fn a_call_typed_in_later_says_so() {
        let background = Background { registered_at: Some(at(12, 0)), ..Background::default() };
        let said = telling(at(12, 0)).started(&reading(Vec::new(), None), &background);
        assert_eq!(said, "今天 10:00（今天 12:00 登记，从来电时起算）");
    }
}
