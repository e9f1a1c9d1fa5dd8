//! The history in sentences.

use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use crate::words;
use chrono::TimeDelta;
use domain::Moment;
use domain::case::event::{Event, Happening};
use domain::case::quote::{Offer, yuan};
use domain::clock::PauseReason;
use domain::survey::FollowUpStep;
use domain::zone::Zone;

/// One entry of the history, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who: a name, `您`, or `系统`.
    pub who: String,
    /// What they did, to be read after the name.
    pub did: String,
    /// What was said, paragraph by paragraph.
    pub quotes: Vec<String>,
}

/// Tells one entry of the history to the reader with the id `reader`.
pub fn happening(language: Locale, event: &Event, reader: Option<i64>, zone: &Zone, now: Moment) -> Told {
    let who = match &event.actor.person {
        Some(person) if Some(person.id) == reader => td_string!(language, words.you).to_owned(),
        Some(person) => person.name.clone(),
        None => td_string!(language, words.system).to_owned(),
    };
    let quotes = quotes(language, &event.happening).into_iter().filter(|quote| !quote.is_empty()).collect();
    Told { who, did: did(language, event, zone, now), quotes }
}

fn did(language: Locale, event: &Event, zone: &Zone, now: Moment) -> String {
    match &event.happening {
        Happening::Opened { opening, opened_at } if event.at - *opened_at >= TimeDelta::minutes(1) => {
            let (kind, at) = (words::kind(language, opening.kind), moment::moment(language, zone, now, *opened_at));
            td_string!(language, words.did_opened_late, kind = kind, at = at)
        }
        Happening::Opened { opening, .. } => {
            td_string!(language, words.did_opened, kind = words::kind(language, opening.kind))
        }
        Happening::Assigned { from: None, to } => {
            td_string!(language, words.did_assigned, name = to.name.as_str())
        }
        Happening::Assigned { from: Some(from), to } => {
            td_string!(language, words.did_reassigned, from = from.name.as_str(), name = to.name.as_str())
        }
        Happening::SetOut { expected_at: Some(at) } => {
            let same_day = zone.local(event.at).date() == zone.local(*at).date();
            let at = if same_day { moment::clock(zone, *at) } else { moment::moment(language, zone, now, *at) };
            td_string!(language, words.did_set_out_expected, at = at)
        }
        Happening::Attached { name, .. } => td_string!(language, words.did_attached, name = name.as_str()),
        Happening::ArticleAttached { title, .. } => td_string!(language, words.did_article, name = title.as_str()),
        Happening::SeverityChanged { from, to, .. } => td_string!(
            language,
            words.did_severity,
            from = words::severity(language, *from),
            to = words::severity(language, *to)
        ),
        Happening::QuoteAccepted { nth, total_fen } => {
            td_string!(language, words.did_quote_accepted, nth = *nth, total = yuan(*total_fen))
        }
        Happening::QuoteDeclined { nth, .. } => td_string!(language, words.did_quote_declined, nth = *nth),
        Happening::FollowedUp { step, .. } => did_follow_up(language, step),
        Happening::CoverageDecided { coverage, .. } => {
            td_string!(language, words.did_coverage, verdict = words::verdict(language, coverage.verdict))
        }
        _ => {
            did_badly(language, event, zone, now).unwrap_or_else(|| did_plainly(language, &event.happening).to_owned())
        }
    }
}

/// What a bad answer led to; only these steps stand in the history of a case.
fn did_follow_up(language: Locale, step: &FollowUpStep) -> String {
    let name = match step {
        FollowUpStep::Opened { owner, .. } => owner.as_ref().map_or("—", |owner| owner.name.as_str()),
        FollowUpStep::HandedOn { to } => to.name.as_str(),
        FollowUpStep::Complained { .. } => return words::follow_up_step(language, step),
        _ => return td_string!(language, words.did_follow_up_ended).to_owned(),
    };
    td_string!(language, words.did_follow_up, name = name)
}

/// What the policy does by itself, and what is done when things go badly.
fn did_badly(language: Locale, event: &Event, zone: &Zone, now: Moment) -> Option<String> {
    let at = |at: Moment| moment::moment(language, zone, now, at);
    let (did, late) = match &event.happening {
        Happening::Escalated { roles, severity, elapsed_minutes, late, .. } => {
            let (roles, severity) = (words::escalation_roles(language, roles), words::severity(language, *severity));
            let elapsed = moment::duration(language, elapsed_minutes * 60_000);
            (td_string!(language, words.did_escalated, roles = roles, severity = severity, elapsed = elapsed), *late)
        }
        Happening::Reminded { target, due, late, .. } => {
            let target = words::target(language, *target);
            (td_string!(language, words.did_reminded, target = target, due = at(*due)), *late)
        }
        Happening::SeverityRose { from, to, target, late } => {
            let (from, to) = (words::severity(language, *from), words::severity(language, *to));
            let target = words::target(language, *target);
            (td_string!(language, words.did_rose, from = from, to = to, target = target), *late)
        }
        Happening::ContingencyProposed { trigger, .. } => {
            let trigger = words::trigger(language, *trigger);
            (td_string!(language, words.did_contingency_proposed, trigger = trigger), false)
        }
        Happening::ContingencyCalled { trigger, late, .. } => {
            let trigger = words::trigger(language, *trigger);
            (td_string!(language, words.did_contingency_called, trigger = trigger), *late)
        }
        Happening::CrisisUpdateDemanded { due, late } => {
            (td_string!(language, words.did_crisis_demanded, due = at(*due)), *late)
        }
        Happening::QuoteLapsed { nth, late } => (td_string!(language, words.did_quote_lapsed, nth = *nth), *late),
        _ => return None,
    };
    Some(if late { td_string!(language, words.did_late, did = did) } else { did })
}

fn did_plainly(language: Locale, happening: &Happening) -> &'static str {
    match happening {
        Happening::Accepted => td_string!(language, words.did_accepted),
        Happening::Responded { .. } => td_string!(language, words.did_responded),
        Happening::SetOut { .. } => td_string!(language, words.did_set_out),
        Happening::Arrived => td_string!(language, words.did_arrived),
        Happening::Commented { .. } => td_string!(language, words.did_commented),
        Happening::NotedInternally { .. } => td_string!(language, words.did_noted),
        Happening::ClockPaused { why: PauseReason::AwaitingQuoteAnswer } => {
            td_string!(language, words.did_paused_quote)
        }
        Happening::ClockPaused { .. } => td_string!(language, words.did_paused),
        Happening::ClockResumed => td_string!(language, words.did_resumed),
        Happening::Restored => td_string!(language, words.did_restored),
        Happening::Resolved { .. } => td_string!(language, words.did_resolved),
        Happening::ServiceConfirmed => td_string!(language, words.did_confirmed),
        Happening::ServiceRefused { .. } => td_string!(language, words.did_refused),
        Happening::SurveyAnswered => td_string!(language, words.did_surveyed),
        Happening::Quoted { .. } => td_string!(language, words.did_quoted),
        Happening::PartNeeded { .. } => td_string!(language, words.did_part_needed),
        Happening::PartReplaced { .. } => td_string!(language, words.did_part_replaced),
        Happening::AnalysisReported { .. } => td_string!(language, words.did_analysis),
        Happening::CrisisProposed { .. } => td_string!(language, words.did_crisis_proposed),
        Happening::TaskForceFormed { .. } => td_string!(language, words.did_task_force),
        Happening::CrisisUpdated { .. } => td_string!(language, words.did_crisis_updated),
        Happening::CrisisEnded { .. } => td_string!(language, words.did_crisis_ended),
        // Told with their particulars by `did` and `did_badly`.
        Happening::Opened { .. }
        | Happening::Assigned { .. }
        | Happening::Attached { .. }
        | Happening::ArticleAttached { .. }
        | Happening::SeverityChanged { .. }
        | Happening::CoverageDecided { .. }
        | Happening::QuoteAccepted { .. }
        | Happening::QuoteDeclined { .. }
        | Happening::Escalated { .. }
        | Happening::Reminded { .. }
        | Happening::SeverityRose { .. }
        | Happening::ContingencyProposed { .. }
        | Happening::ContingencyCalled { .. }
        | Happening::CrisisUpdateDemanded { .. }
        | Happening::FollowedUp { .. }
        | Happening::QuoteLapsed { .. } => "",
    }
}

fn quotes(language: Locale, happening: &Happening) -> Vec<String> {
    match happening {
        Happening::Opened { opening, .. } => vec![opening.description.clone()],
        Happening::Responded { words }
        | Happening::Commented { words }
        | Happening::NotedInternally { words }
        | Happening::PartNeeded { words }
        | Happening::PartReplaced { words }
        | Happening::AnalysisReported { words }
        | Happening::CrisisProposed { words }
        | Happening::CrisisUpdated { words }
        | Happening::CrisisEnded { words } => vec![words.clone()],
        Happening::Quoted { words, offer, .. } => {
            std::iter::once(words.clone()).chain(offer.as_ref().map(|offer| self::offer(language, offer))).collect()
        }
        Happening::CoverageDecided { coverage, .. } => {
            coverage.reasons.iter().map(|reason| words::reason(language, reason)).collect()
        }
        Happening::ContingencyProposed { actions, words, .. } => {
            vec![words::actions(language, actions), words.clone()]
        }
        Happening::ContingencyCalled { actions, .. } => vec![words::actions(language, actions)],
        Happening::FollowedUp { words, .. } => words.clone(),
        Happening::TaskForceFormed { task_force } => vec![words::task_force(language, task_force)],
        Happening::ClockPaused { why: PauseReason::WaitingForCustomer { words } } => vec![words.clone()],
        Happening::SeverityChanged { why, .. }
        | Happening::ServiceRefused { why }
        | Happening::QuoteDeclined { why, .. } => vec![why.clone()],
        Happening::Resolved { cause, done } => vec![
            td_string!(language, words.cause_is, words = cause.as_str()),
            td_string!(language, words.done_is, words = done.as_str()),
        ],
        _ => Vec::new(),
    }
}

/// What a quote offers in one line: `2 小时 × ¥480.00 + …`.
fn offer(language: Locale, offer: &Offer) -> String {
    td_string!(
        language,
        words.offer,
        hours = offer.hours(),
        rate = yuan(offer.rate_fen),
        travel = yuan(offer.travel_fen),
        total = yuan(offer.total_fen()),
        day = moment::date(offer.valid_until)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};
    use domain::case::event::Actor;
    use domain::case::severity::Severity;
    use domain::person::{PersonRef, Role};

    fn told(language: Locale, happening: Happening, reader: Option<i64>) -> Told {
        let at = Utc.with_ymd_and_hms(2026, 11, 21, 10, 41, 0).unwrap().into();
        let person = Some(PersonRef { id: 7, name: "周岩".to_owned() });
        let event = Event { id: 1, at, actor: Actor { person, role: Some(Role::Engineer) }, happening };
        super::happening(language, &event, reader, &Zone::fixed("Asia/Shanghai", 8 * 3600), at)
    }

    fn set_out(hours: i64) -> Happening {
        let at = domain::Moment::from(Utc.with_ymd_and_hms(2026, 11, 21, 11, 20, 0).unwrap());
        Happening::SetOut { expected_at: Some(at + TimeDelta::hours(hours)) }
    }

    #[test]
    fn an_arrival_on_the_same_day_is_told_by_the_clock_alone() {
        assert_eq!(told(Locale::zh_CN, set_out(0), None).did, "已出发，预计 19:20 到达现场");
        assert_eq!(told(Locale::en, set_out(12), None).did, "set out, expected on site tomorrow 07:20");
    }

    #[test]
    fn the_reader_is_addressed() {
        assert_eq!(told(Locale::zh_CN, Happening::Arrived, Some(7)).who, "您");
        assert_eq!(told(Locale::zh_CN, Happening::Arrived, Some(8)).who, "周岩");
    }

    #[test]
    fn an_escalation_names_the_roles_and_says_when_it_came_late() {
        let escalated = |late| Happening::Escalated {
            roles: vec!["operations_director".to_owned(), "vendor_tac".to_owned()],
            severity: Severity::One,
            elapsed_minutes: 240,
            customer_told: true,
            late,
        };
        let did = told(Locale::zh_CN, escalated(false), None).did;
        assert_eq!(did, "申报后 4 小时仍未解决（一级），升级上报给运营中心总经理、厂家支持中心 (TAC)");
        assert!(told(Locale::en, escalated(true), None).did.ends_with("(late)"));
    }

    #[test]
    fn a_resolution_quotes_cause_and_work() {
        let resolved = Happening::Resolved { cause: "阵列卡损坏".to_owned(), done: "更换".to_owned() };
        assert_eq!(told(Locale::zh_CN, resolved, None).quotes, ["原因：阵列卡损坏", "处理：更换"]);
    }
}
