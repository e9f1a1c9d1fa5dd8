//! Whom a happening concerns: everybody who has to act, the customer where it is meant for customers.

use crate::cast::{at, opening};
use domain::case::crisis::{ContingencyAction, ContingencyTrigger};
use domain::case::event::Happening;
use domain::case::severity::Severity;
use domain::case::{Case, Kind};
use domain::clock::Target;
use domain::notice::{NoticeKind, Whom, concerned};
use domain::person::Role;
use domain::policy::Recipient;

fn case() -> Case {
    Case::opened(opening(Kind::Fault, Severity::One), at("2026-11-18 09:00"))
}

fn escalated(customer_told: bool) -> Happening {
    let roles = vec!["president".to_owned()];
    Happening::Escalated { roles, severity: Severity::One, elapsed_minutes: 60, customer_told, late: false }
}

#[test]
fn the_reporter_hears_of_an_escalation_only_when_it_is_meant_for_customers() {
    let president = || (Whom::Role("president".to_owned()), NoticeKind::Escalation);
    assert_eq!(concerned(&case(), &escalated(false), false), [president()]);
    assert_eq!(concerned(&case(), &escalated(true), false), [president(), (Whom::Reporter, NoticeKind::Progress)]);
}

#[test]
fn nothing_internal_reaches_the_reporter() {
    let due = at("2026-11-18 10:00");
    let words = String::new();
    let internal = [
        escalated(false),
        Happening::NotedInternally { words: words.clone() },
        Happening::Reminded { target: Target::Restore, due, to: Recipient::Engineer, late: false },
        Happening::ContingencyProposed {
            trigger: ContingencyTrigger::NoSparePart,
            actions: vec![ContingencyAction::Parts],
            words,
        },
        Happening::CrisisUpdateDemanded { due, late: false },
    ];
    for happening in internal {
        assert!(happening.is_internal(), "{happening:?}");
        let told = concerned(&case(), &happening, false);
        assert!(told.iter().all(|(whom, _)| *whom != Whom::Reporter), "{happening:?}: {told:?}");
    }
}

#[test]
fn without_a_known_reporter_no_customer_is_told() {
    let mut nameless = case();
    nameless.opening.reporter = None;
    let rose = Happening::SeverityRose { from: Severity::Two, to: Severity::One, target: Target::Restore, late: false };
    assert!(concerned(&nameless, &rose, false).iter().all(|(whom, _)| *whom != Whom::Reporter));
    assert!(concerned(&case(), &rose, false).iter().any(|(whom, _)| *whom == Whom::Reporter));
}

#[test]
fn a_comment_goes_to_the_other_side() {
    let comment = Happening::Commented { words: "x".to_owned() };
    assert_eq!(concerned(&case(), &comment, true), [(Whom::AssigneeOrDispatchers, NoticeKind::Comment)]);
    assert_eq!(concerned(&case(), &comment, false), [(Whom::Reporter, NoticeKind::Comment)]);
}

#[test]
fn every_kind_has_a_key_and_comes_to_somebody() {
    for kind in NoticeKind::ALL {
        assert_eq!(NoticeKind::from_key(kind.key()), Some(kind));
        assert!(Role::ALL.into_iter().any(|role| NoticeKind::of_role(role).contains(&kind)), "{kind:?}");
    }
    let letters_never_come = NoticeKind::ALL.into_iter().filter(|kind| kind.is_inbox_only());
    assert!(letters_never_come.clone().all(|kind| !kind.is_demanded()) && letters_never_come.count() == 2);
    assert!(!NoticeKind::of_role(Role::Customer).contains(&NoticeKind::FollowUp));
    assert!(!NoticeKind::of_role(Role::Customer).iter().any(|kind| kind.is_demanded()));
}
