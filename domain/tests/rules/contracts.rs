//! Contracts as managers type them, what is used of them, and when it is time to tell of their end.

use domain::case::Kind;
use domain::contract::draft::{ContractDraft, UseDraft, hours_written};
use domain::contract::{Contract, Rates, Standing, Used, expiry_step};
use domain::coverage::Verdict;
use domain::refusal::FlawKind;

fn filled() -> ContractDraft {
    let text = str::to_owned;
    ContractDraft {
        number: text(" QS-2026-001 "),
        organisation_id: text("3"),
        policy: text("a"),
        starts_on: text("2026-01-01"),
        ends_on: text("2026-12-31"),
        kinds: vec![text("booking"), text("fault")],
        sites: text("机房\n\n 二水厂 \n机房"),
        serials: text("7xk2p93\n7XK2P93"),
        product_lines: text("PowerEdge"),
        applications: String::new(),
        contacts: text("Wang@Water.example"),
        exclusions: text("耗材，如碳粉\n\n电池 "),
        hours: text("１２.5"),
        visits: text("4"),
        metered: vec![text("booking")],
        rate_hour: text("1,200.50"),
        rate_travel: String::new(),
        rate_minimum: text("2"),
    }
}

#[test]
fn a_contract_is_what_was_typed_and_gives_its_form_back() {
    let data = filled().parse().expect("a contract");
    assert_eq!((data.number.as_str(), data.kinds.as_slice()), ("QS-2026-001", &[Kind::Fault, Kind::Booking][..]));
    assert_eq!(
        (data.sites, data.serials.clone()),
        (vec!["机房".to_owned(), "二水厂".to_owned()], vec!["7XK2P93".to_owned()])
    );
    assert_eq!(data.terms.contacts, ["wang@water.example"]);
    assert_eq!(data.terms.exclusions, ["耗材，如碳粉", "电池"]);
    assert_eq!((data.terms.included.minutes, data.terms.included.visits), (Some(750), Some(4)));
    assert_eq!(data.terms.rates, Some(Rates { hour_cents: 120_050, travel_cents: 0, minimum_minutes: 120 }));
    let contract = Contract {
        id: 1,
        number: data.number.clone(),
        organisation_id: data.organisation_id,
        policy: data.policy.clone(),
        starts_on: data.starts_on,
        ends_on: data.ends_on,
        kinds: data.kinds.clone(),
        asset_ids: vec![7],
        sites: vec!["机房".to_owned(), "二水厂".to_owned()],
        terms: data.terms.clone(),
        used: Used::default(),
    };
    let again = ContractDraft::of(&contract, &data.serials).parse().expect("a contract");
    assert_eq!((again.terms, again.serials, again.kinds), (data.terms, data.serials, data.kinds));
}

#[test]
fn every_flaw_is_told_at_its_field() {
    let flaws = |draft: ContractDraft| -> Vec<(String, FlawKind)> {
        draft.parse().expect_err("flaws").into_iter().map(|flaw| (flaw.field, flaw.kind)).collect()
    };
    let fields: Vec<String> = flaws(ContractDraft::default()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["number", "organisation_id", "policy", "starts_on", "ends_on", "kinds"]);
    let one = |change: fn(&mut ContractDraft)| {
        let mut draft = filled();
        change(&mut draft);
        flaws(draft)
    };
    let said = |field: &str, kind| vec![(field.to_owned(), kind)];
    assert_eq!(one(|draft| draft.ends_on = "2025-12-31".to_owned()), said("ends_on", FlawKind::EndsBeforeItStarts));
    assert_eq!(one(|draft| draft.starts_on = "2026-02-30".to_owned()), said("starts_on", FlawKind::NotADay));
    assert_eq!(one(|draft| draft.hours = "many".to_owned()), said("hours", FlawKind::NotANumber));
    assert_eq!(one(|draft| draft.visits = "-1".to_owned()), said("visits", FlawKind::NotANumber));
    assert_eq!(one(|draft| draft.rate_hour = String::new()), said("rate_hour", FlawKind::NotANumber));
    assert_eq!(one(|draft| draft.rate_travel = "1.234".to_owned()), said("rate_travel", FlawKind::NotANumber));
    assert_eq!(one(|draft| draft.contacts = "王丽".to_owned()), said("contacts", FlawKind::NotAnEmail));
    assert_eq!(one(|draft| draft.number = "QS/1".to_owned()), said("number", FlawKind::NotAnId));
}

#[test]
fn what_is_used_is_a_figure_with_words_and_may_correct_an_earlier_one() {
    let booked = |hours: &str, visits: &str, words: &str| {
        let draft = UseDraft {
            hours: hours.to_owned(),
            visits: visits.to_owned(),
            words: words.to_owned(),
            ..UseDraft::default()
        };
        draft.parse().map(|(used, _)| (used.minutes, used.visits))
    };
    assert_eq!(booked("1.5", "1", "巡检"), Ok((90, 1)));
    assert_eq!(booked("−2", "", "更正"), Ok((-120, 0)));
    assert_eq!(booked("30 分钟", "", "电话"), Ok((30, 0)));
    for (hours, visits, words, field) in
        [("", "", "x", "hours"), ("x", "", "x", "hours"), ("1", "x", "x", "visits"), ("1", "", " ", "words")]
    {
        assert_eq!(booked(hours, visits, words).expect_err("a flaw")[0].field, field);
    }
}

#[test]
fn hours_are_written_as_they_are_read() {
    for (minutes, written) in [(60, "1"), (90, "1.5"), (75, "1.25"), (20, "20 min"), (2400, "40")] {
        assert_eq!(hours_written(minutes), written);
    }
}

#[test]
fn the_end_is_told_at_the_last_step_that_has_come() {
    let step = |days_left| expiry_step(Standing::InForce { days_left });
    let steps = [91, 90, 31, 30, 8, 7, 0].map(step);
    assert_eq!(steps, [None, Some(90), Some(90), Some(30), Some(30), Some(7), Some(7)]);
    assert_eq!(expiry_step(Standing::Expired { days_ago: 1 }), None);
    assert_eq!(expiry_step(Standing::NotYet), None);
}

#[test]
fn verdicts_are_ordered_by_what_they_mean_for_the_customer() {
    let mut verdicts = Verdict::ALL;
    verdicts.sort_by_key(|verdict| verdict.goodness());
    assert_eq!(verdicts, [Verdict::Billable, Verdict::AdviceOnly, Verdict::NeedsDecision, Verdict::Covered]);
}
