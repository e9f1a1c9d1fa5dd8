//! A policy as a form: there and back without a loss, and every flaw at the field it stands in.

use crate::cast::{POLICIES, known, policy};
use domain::case::severity::Severity;
use domain::person::Language;
use domain::policy::draft::PolicyCopy;
use domain::policy::{Escalation, Lead, Policy, PolicyDraft, PolicyFlawKind};
use domain::refusal::{Flaw, FlawKind};
use proptest::prelude::*;

/// What is wrong with policy A after somebody typed into its form.
fn flaws(edit: impl FnOnce(&mut PolicyDraft)) -> Vec<(String, FlawKind)> {
    flaws_of("a", edit)
}

fn flaws_of(id: &str, edit: impl FnOnce(&mut PolicyDraft)) -> Vec<(String, FlawKind)> {
    let mut draft = PolicyDraft::of(&policy(id), Language::English);
    edit(&mut draft);
    let flaws = draft.parse(&known()).err().unwrap_or_default();
    flaws.into_iter().map(|Flaw { field, kind }| (field, kind)).collect()
}

fn one(field: &str, kind: FlawKind) -> Vec<(String, FlawKind)> {
    vec![(field.to_owned(), kind)]
}

/// The same policy, saved once more.
fn newer(policy: &Policy) -> Policy {
    Policy { version: policy.version + 1, ..policy.clone() }
}

#[test]
fn every_policy_survives_its_form_in_both_languages() {
    for (id, _) in POLICIES {
        for language in Language::ALL {
            let draft = PolicyDraft::of(&policy(id), language);
            assert_eq!(draft.parse(&known()), Ok(newer(&policy(id))), "{id}");
            assert_eq!(PolicyDraft::read(&draft.fields()), draft, "{id}");
        }
    }
}

#[test]
fn a_matrix_reads_like_the_table_of_the_domain() {
    let draft = PolicyDraft::of(&policy("b"), Language::English);
    let elapsed: Vec<&str> = draft.matrix.iter().map(|row| row.elapsed.as_str()).collect();
    assert_eq!(elapsed, ["1 h", "4 h", "24 h", "48 h", "72 h", "96 h"]);
    let fourth_hour: Vec<String> = draft.matrix[1].cells.iter().map(|cell| cell.roles.join("+")).collect();
    assert_eq!(fourth_hour, ["operations_director+vendor_tac", "department_manager", "", ""]);
    assert!(draft.matrix[1].cells[0].told && !draft.matrix[1].cells[1].told);
}

#[test]
fn a_browser_sends_each_choice_by_itself() {
    let sent = [("promise.7.kinds", "fault"), ("promise.7.kinds", "complaint"), ("promise.7.within", "2 h")];
    let sent: Vec<(String, String)> = sent.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let draft = PolicyDraft::read(&sent);
    assert_eq!(draft.promises.len(), 1, "rows are counted anew");
    assert_eq!(
        (draft.promises[0].kinds.join("+").as_str(), draft.promises[0].within.as_str()),
        ("fault+complaint", "2 h")
    );
}

#[test]
fn what_cannot_be_read_is_told_where_it_was_typed_and_only_once() {
    assert_eq!(flaws(|d| d.promises[2].within = "soon".into()), one("promise.2.within", FlawKind::NotADuration));
    assert_eq!(flaws(|d| d.promises[2].within = " ".into()), one("promise.2.within", FlawKind::Empty));
    assert_eq!(flaws(|d| d.promises[2].kinds.push("war".into())), one("promise.2.kinds", FlawKind::NotAChoice));
    assert_eq!(flaws(|d| d.reminders[0].lead = "early".into()), one("reminder.0.lead", FlawKind::NotADuration));
    assert_eq!(
        flaws(|d| d.emergencies[0].within = "2 moons".into()),
        one("emergency.0.within", FlawKind::NotADuration)
    );
    assert_eq!(flaws(|d| d.name_zh = "长".repeat(81)), one("name_zh", FlawKind::TooLong { most: 80 }));
    assert_eq!(flaws_of("b", |d| d.matrix[1].elapsed = "4".into()), one("matrix.1.elapsed", FlawKind::NotADuration));
}

#[test]
fn what_a_policy_must_not_say_is_told_at_the_field_that_says_it() {
    let policy_flaw = |field: &str, kind| one(field, FlawKind::Policy(kind));
    assert_eq!(flaws(|d| d.name_zh.clear()), policy_flaw("name_zh", PolicyFlawKind::Empty));
    assert_eq!(flaws(|d| d.levels[1].meaning_zh.clear()), policy_flaw("level.1.meaning_zh", PolicyFlawKind::Empty));
    assert_eq!(
        flaws(|d| d.promises[2].within = "at once".into()),
        policy_flaw("promise.2.within", PolicyFlawKind::NotPositive)
    );
    let unknown = PolicyFlawKind::UnknownCalendar { id: "9x9".into() };
    assert_eq!(flaws(|d| d.clock = "9x9".into()), policy_flaw("clock", unknown));
    assert_eq!(
        flaws(|d| d.half_time.share = "100 %".into()),
        policy_flaw("half_time.share", PolicyFlawKind::NotAShare)
    );
    assert_eq!(flaws(|d| d.half_time.share = "most".into()), policy_flaw("half_time.share", PolicyFlawKind::NotAShare));
    assert_eq!(flaws(|d| d.crisis = "0 min".into()), policy_flaw("crisis", PolicyFlawKind::NotPositive));
    let king = PolicyFlawKind::UnknownRole { id: "king".into() };
    let crowned = flaws_of("b", |d| d.matrix[2].cells[1].roles.push("king".into()));
    assert_eq!(crowned, policy_flaw("matrix.2.2.roles", king));
    let twice = flaws_of("b", |d| d.matrix[1].elapsed = "60 min".into());
    assert_eq!(twice, policy_flaw("matrix.1.elapsed", PolicyFlawKind::Duplicate));
    let lacking = flaws_of("c", |d| d.matrix[0].cells[3].roles.push("president".into()));
    assert_eq!(lacking, policy_flaw("matrix.0.4.roles", PolicyFlawKind::LevelLacking { level: Severity::Four }));
}

#[test]
fn a_row_of_the_matrix_says_when_and_to_whom_or_nothing() {
    assert_eq!(flaws_of("b", |d| d.matrix.push(Default::default())), []);
    let nobody = flaws_of("b", |d| d.matrix[5].cells.iter_mut().for_each(|cell| cell.roles.clear()));
    assert_eq!(nobody, one("matrix.5.roles", FlawKind::Empty));
    let never = flaws_of("b", |d| d.matrix[5].elapsed.clear());
    assert_eq!(never, one("matrix.5.elapsed", FlawKind::Empty));
}

#[test]
fn rows_are_added_removed_and_moved_by_the_buttons_of_the_form() {
    let mut draft = PolicyDraft::of(&policy("a"), Language::English);
    let before = draft.clone();
    assert_eq!(draft.change_rows("add.promise"), Some("promise"));
    assert_eq!(draft.promises.len(), before.promises.len() + 1);
    assert_eq!(draft.change_rows(&format!("remove.promise.{}", before.promises.len())), Some("promise"));
    assert_eq!(draft, before);
    assert_eq!(draft.change_rows("up.promise.1"), Some("promise"));
    assert_eq!((&draft.promises[0], &draft.promises[1]), (&before.promises[1], &before.promises[0]));
    for nonsense in
        ["save", "", "add.nothing", "remove.promise.99", "remove.promise.x", "up.promise.0", "remove.promise"]
    {
        let unchanged = draft.clone();
        assert_eq!((draft.change_rows(nonsense), &draft), (None, &unchanged), "{nonsense}");
    }
}

#[test]
fn no_button_makes_a_form_without_end() {
    let mut draft = PolicyDraft::default();
    for _ in 0..1000 {
        draft.change_rows("add.level");
    }
    assert_eq!(draft.levels.len(), domain::policy::draft::ROWS_MOST);
}

proptest! {
    /// Whatever figures stand in the matrix and the reminders, the form gives them back.
    #[test]
    fn figures_survive_the_form(minutes in proptest::collection::btree_set(1_i64..500_000, 1..8), left in 1_i64..500_000) {
        let mut edited = policy("b");
        let cell = edited.escalations[0].clone();
        edited.escalations =
            minutes.iter().map(|elapsed| Escalation { elapsed_minutes: *elapsed, ..cell.clone() }).collect();
        edited.reminders = policy("c").reminders;
        edited.reminders[0].lead = Lead::MinutesLeft(left);
        for language in Language::ALL {
            prop_assert_eq!(PolicyDraft::of(&edited, language).parse(&known()), Ok(newer(&edited)));
        }
    }

    /// A forged form is a flawed one at worst.
    #[test]
    fn nothing_that_is_sent_breaks_it(sent in proptest::collection::vec(("[a-z]{4,9}(\\.[0-9]{1,3}){0,2}\\.[a-z_]{2,8}", "\\PC{0,12}"), 0..30)) {
        let draft = PolicyDraft::read(&sent);
        let _ = draft.parse(&known());
        prop_assert_eq!(PolicyDraft::read(&draft.fields()), draft);
    }
}

#[test]
fn a_copy_has_an_id_that_can_stand_in_addresses() {
    let copy = |new_id: &str| PolicyCopy {
        of: "a".into(),
        new_id: new_id.into(),
        name_zh: " 医院专用 ".into(),
        name_en: String::new(),
    };
    let (id, name) = copy(" ｈospital-2027 ").parse().unwrap();
    assert_eq!((id.as_str(), name.chinese.as_str()), ("hospital-2027", "医院专用"));
    let flaws = |new_id: &str| copy(new_id).parse().unwrap_err();
    assert_eq!(flaws(""), [Flaw::of("new_id", FlawKind::Empty)]);
    assert_eq!(flaws(&"x".repeat(31)), [Flaw::of("new_id", FlawKind::TooLong { most: 30 })]);
    for not_an_id in ["a b", "A", "a/b", "../a", "-a", "a-", "三年", "a.b"] {
        assert_eq!(flaws(not_an_id), [Flaw::of("new_id", FlawKind::NotAnId)], "{not_an_id}");
    }
    let nameless = PolicyCopy { name_zh: " ".into(), ..copy("x") };
    assert_eq!(nameless.parse().unwrap_err(), [Flaw::of("name_zh", FlawKind::Empty)]);
}

#[test]
fn a_policy_at_a_glance_tells_every_promise_and_every_cell_once() {
    for policy in POLICIES.map(|(id, _)| policy(id)) {
        let lines = policy.target_lines();
        let told: usize = lines.iter().map(|line| line.cells.iter().flatten().count()).sum();
        assert_eq!(
            told,
            policy.promises.iter().map(|promise| promise.severities.len()).sum::<usize>(),
            "{}",
            policy.id
        );
        for line in &lines {
            for (severity, promise) in Severity::ALL.into_iter().zip(line.cells) {
                let Some(promise) = promise else { continue };
                assert!(promise.severities.contains(&severity) && promise.target == line.target);
                assert_eq!((&*promise.kinds, &*promise.origins), (line.kinds, line.origins));
            }
        }
        let matrix = policy.matrix_lines();
        let told: usize = matrix.iter().map(|line| line.cells.iter().flatten().count()).sum();
        assert_eq!(told, policy.escalations.len(), "{}", policy.id);
        assert!(matrix.is_sorted_by_key(|line| line.elapsed_minutes));
    }
}
