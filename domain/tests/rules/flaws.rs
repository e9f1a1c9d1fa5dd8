//! What is wrong with an edited policy, field by field.

use crate::cast::{known, policy, promise};
use domain::case::Kind;
use domain::case::severity::Severity;
use domain::clock::Target;
use domain::policy::{Escalation, EscalationClock, Lead, Policy, PolicyFlawKind, Start};

/// The flaws of policy A after an edit.
fn flaws(edit: impl FnOnce(&mut Policy)) -> Vec<(String, PolicyFlawKind)> {
    let mut edited = policy("a");
    edit(&mut edited);
    edited.flaws(&known()).into_iter().map(|flaw| (flaw.field, flaw.kind)).collect()
}

fn one(field: &str, kind: PolicyFlawKind) -> Vec<(String, PolicyFlawKind)> {
    vec![(field.to_owned(), kind)]
}

fn row(minutes: i64, role: &str) -> Escalation {
    toml::from_str(&format!("severity = 1\nelapsed_minutes = {minutes}\nroles = [\"{role}\"]")).expect("a row")
}

#[test]
fn what_is_missing_or_taken_is_told_by_its_field() {
    assert_eq!(flaws(|p| p.id.clear()), one("id", PolicyFlawKind::Empty));
    let mut taken = known();
    taken.other_policies.insert("a".to_owned());
    assert_eq!(policy("a").flaws(&taken)[0].kind, PolicyFlawKind::Duplicate);
    assert_eq!(flaws(|p| p.name.chinese.clear()), one("name", PolicyFlawKind::Empty));
    assert_eq!(flaws(|p| p.severities[1].meaning.chinese.clear()), one("severities.1.meaning", PolicyFlawKind::Empty));
    assert_eq!(flaws(|p| p.promises[0].kinds.clear())[0], ("promise.0.kinds".to_owned(), PolicyFlawKind::Empty));
}

#[test]
fn hours_and_roles_that_do_not_exist_are_named() {
    let unknown = PolicyFlawKind::UnknownCalendar { id: "9x9".to_owned() };
    assert_eq!(flaws(|p| p.promises[3].hours = "9x9".to_owned()), one("promise.3.hours", unknown.clone()));
    let by_service = EscalationClock::Service { hours: "9x9".to_owned() };
    assert_eq!(flaws(|p| p.escalation_clock = by_service), one("escalation_clock.service.hours", unknown));
    let king = PolicyFlawKind::UnknownRole { id: "king".to_owned() };
    assert_eq!(flaws(|p| p.escalations.push(row(60, "king"))), one("escalation.0.roles", king.clone()));
    assert_eq!(flaws(|p| p.emergencies[3].experts.push("king".to_owned())), one("emergency.3.experts", king));
}

#[test]
fn levels_are_known_ordered_and_once() {
    let lacking = PolicyFlawKind::LevelLacking { level: Severity::Four };
    let found = flaws(|p| p.severities.truncate(3));
    assert!(!found.is_empty() && found.iter().all(|(_, kind)| *kind == lacking), "{found:?}");
    assert_eq!(flaws(|p| p.severities.swap(0, 1)), one("severities.1.level", PolicyFlawKind::LevelsOutOfOrder));
    let twice = flaws(|p| p.severities.push(p.severities[0].clone()));
    assert_eq!(twice, one("severities.4.level", PolicyFlawKind::Duplicate));
}

#[test]
fn figures_are_positive_and_shares_are_shares() {
    let not_positive = |field: &str| one(field, PolicyFlawKind::NotPositive);
    assert_eq!(flaws(|p| p.promises[2].within_minutes = 0), not_positive("promise.2.within_minutes"));
    assert_eq!(flaws(|p| p.promises[0].within_minutes = -1), not_positive("promise.0.within_minutes"));
    assert_eq!(flaws(|p| p.promises[7].working_days = Some(0)), not_positive("promise.7.working_days"));
    assert_eq!(flaws(|p| p.escalations.push(row(0, "president"))), not_positive("escalation.0.elapsed_minutes"));
    assert_eq!(flaws(|p| p.emergencies[0].within_minutes = Some(0)), not_positive("emergency.0.within_minutes"));
    let no_hours = flaws(|p| p.crisis.as_mut().expect("a duty").update_every_minutes = 0);
    assert_eq!(no_hours, not_positive("crisis.update_every_minutes"));
    let whole = flaws(|p| p.reminders[0].lead = Lead::SharePercent(100));
    assert_eq!(whole, one("reminder.0.lead", PolicyFlawKind::NotAShare));
    let none = flaws(|p| p.contingency.as_mut().expect("a rule").share_percent = 0);
    assert_eq!(none, one("contingency.share_percent", PolicyFlawKind::NotAShare));
}

#[test]
fn an_answer_at_once_is_a_promise_like_any_other() {
    assert_eq!(flaws(|p| p.promises[0].within_minutes = 0), []);
}

#[test]
fn rows_that_say_the_same_cell_twice_are_told() {
    let twice = flaws(|p| p.escalations = vec![row(60, "president"), row(60, "vice_president")]);
    assert_eq!(twice, one("escalation.1.elapsed_minutes", PolicyFlawKind::Duplicate));
    let other_kind = Escalation { kinds: vec![Kind::Complaint], ..row(60, "vice_president") };
    assert_eq!(flaws(|p| p.escalations = vec![row(60, "president"), other_kind]), []);
    let reminded = flaws(|p| p.reminders.push(p.reminders[0].clone()));
    assert!(reminded.iter().all(|(field, kind)| field == "reminder.1.targets" && *kind == PolicyFlawKind::Duplicate));
    assert_eq!(reminded.len(), policy("a").reminders[0].targets.len());
}

#[test]
fn a_level_and_kind_that_nobody_answers_is_named() {
    let found = flaws(|p| p.promises.retain(|promise| promise.target != Target::Respond || promise.hours == "7x24"));
    assert!(found.contains(&(
        "promise".to_owned(),
        PolicyFlawKind::NoResponse { level: Severity::Four, kind: Kind::Complaint }
    )));
    assert!(
        !found
            .contains(&("promise".to_owned(), PolicyFlawKind::NoResponse { level: Severity::Four, kind: Kind::Fault }))
    );
}

#[test]
fn rules_wait_only_for_what_is_promised_and_promises_are_of_what_can_be() {
    let restoreless = flaws(|p| p.promises.retain(|promise| promise.target != Target::Restore));
    let fields: Vec<&str> = restoreless.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["reminder.0.targets", "rise.target", "contingency.target"]);
    let crisis = PolicyFlawKind::NotPromisable { target: Target::CrisisUpdate };
    let promised = flaws(|p| p.promises.push(promise(Target::CrisisUpdate, 60, "7x24")));
    assert_eq!(promised, one("promise.10.target", crisis));
    let from_the_end = flaws(|p| p.promises[4].counts_from = Start::Restoration);
    assert_eq!(from_the_end, one("promise.4.target", PolicyFlawKind::NotPromisable { target: Target::Restore }));
}
