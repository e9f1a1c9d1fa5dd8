//! The form of an inspection: what was looked at and what was found, whatever else came with it.

use domain::case::Kind;
use domain::inspection::{Checklist, InspectionDraft, InspectionFacts, Outcome, Subject, WORDS_MOST};
use domain::refusal::{FlawKind, Refusal};

type Typed<'a> = &'a [(&'a str, &'a str)];

fn checklist() -> Checklist {
    toml::from_str(include_str!("../../inspections/checklist.toml")).expect("the checklist of the program")
}

fn fields(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let usual = [
        ("draft_key", "k"),
        ("organisation_id", "1"),
        ("site", "中心机房"),
        ("inspected_on", "2026-11-20"),
        ("inspector_id", "5"),
        ("summary", "整体良好"),
        ("outcome.item.temperature", "fine"),
    ];
    let set = |name: &str| more.iter().any(|(field, _)| *field == name);
    let usual = usual.iter().filter(|(name, _)| !set(name));
    usual.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn facts(more: &[(&str, &str)]) -> Result<InspectionFacts, Refusal> {
    InspectionDraft::read(&fields(more)).facts(&checklist(), "2026-11-22".parse().expect("a day"))
}

fn flaws(more: &[(&str, &str)]) -> Vec<(String, FlawKind)> {
    match facts(more) {
        Err(Refusal::Flawed(flaws)) => flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_checklist_names_every_item_once_and_in_both_languages() {
    let checklist = checklist();
    let mut ids: Vec<&str> = checklist.sections.iter().map(|section| section.id.as_str()).collect();
    ids.extend(checklist.sections.iter().flat_map(|section| &section.items).map(|item| item.id.as_str()));
    let names = checklist.sections.iter().map(|section| &section.name);
    let names = names.chain(checklist.sections.iter().flat_map(|section| &section.items).map(|item| &item.name));
    assert!(names.into_iter().all(|name| !name.chinese.is_empty() && !name.english.is_empty()));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(checklist.sections.iter().filter(|section| section.each_device).count(), 1);
}

#[test]
fn what_nobody_looked_at_is_left_out_and_devices_are_known_by_their_normal_number() {
    let facts = facts(&[
        ("outcome.item.dust", ""),
        ("words.item.dust", " "),
        ("outcome.device.7xk2p93", "fault"),
        ("words.device.7xk2p93", "风扇报警"),
        ("outcome.nonsense", "fault"),
        ("button", "save"),
    ]);
    let facts = facts.expect("a report");
    let found: Vec<_> = facts.findings.iter().map(|finding| (finding.subject.clone(), finding.outcome)).collect();
    let device = Subject::Device("7XK2P93".to_owned());
    assert_eq!(found, [(Subject::Item("temperature".to_owned()), Outcome::Fine), (device, Outcome::Fault)]);
    assert_eq!((facts.site.as_str(), facts.findings[1].words.as_str()), ("中心机房", "风扇报警"));
}

#[test]
fn every_flaw_is_named_at_its_field() {
    let table: [(Typed<'_>, &str, FlawKind); 10] = [
        (&[("draft_key", " ")], "draft_key", FlawKind::Empty),
        (&[("inspected_on", "gestern")], "inspected_on", FlawKind::NotADay),
        (&[("inspected_on", "2026-11-23")], "inspected_on", FlawKind::InTheFuture),
        (&[("inspected_on", "2024-11-22")], "inspected_on", FlawKind::TooLongAgo { most_days: 366 }),
        (&[("summary", "")], "summary", FlawKind::Empty),
        (&[("outcome.item.temperature", "")], "findings", FlawKind::Empty),
        (&[("outcome.item.temperature", "warm")], "outcome.item.temperature", FlawKind::NotAChoice),
        (&[("outcome.item.moon", "fine")], "outcome.item.moon", FlawKind::NotAChoice),
        (&[("outcome.item.temperature", "remark")], "words.item.temperature", FlawKind::Empty),
        (&[("outcome.item.dust", ""), ("words.item.dust", "有灰")], "outcome.item.dust", FlawKind::NotAChoice),
    ];
    for (more, field, kind) in table {
        assert_eq!(flaws(more), [(field.to_owned(), kind)], "{more:?}");
    }
    let long = "x".repeat(WORDS_MOST + 1);
    assert_eq!(flaws(&[("words.item.temperature", &long)])[0].1, FlawKind::TooLong { most: WORDS_MOST });
}

#[test]
fn only_what_is_not_fine_opens_a_case() {
    assert_eq!(Outcome::ALL.map(Outcome::opens), [None, Some(Kind::Consultation), Some(Kind::Fault)]);
    assert!(Outcome::ALL.into_iter().all(|outcome| Outcome::from_key(outcome.key()) == Some(outcome)));
}
