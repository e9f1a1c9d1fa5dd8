//! What holds of the coverage decision whatever the contracts, the device, and the day: properties, not examples.

use chrono::{Days, NaiveDate};
use domain::asset::Asset;
use domain::case::Kind;
use domain::contract::{Contract, Included, Rates, Standing, Terms, Used};
use domain::coverage::{Coverage, Exclusion, Question, Reason, Strictness, Verdict, decide};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(offset: u64) -> NaiveDate {
    "2026-01-01".parse::<NaiveDate>().expect("a day") + Days::new(offset)
}

fn strategy_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    prop_oneof![3 => Just(Vec::new()), 2 => proptest::sample::subsequence(words, 1..=2)]
}

fn terms() -> impl Strategy<Value = Terms> {
    let limit = || proptest::option::of(1_i64..4);
    let metered = proptest::sample::subsequence(Kind::ALL.to_vec(), 0..=2);
    let included = (limit(), limit(), metered).prop_map(|(minutes, visits, kinds)| Included { minutes, visits, kinds });
    let rates = proptest::option::of((1_i64..3).prop_map(|hour_cents| Rates {
        hour_cents,
        travel_cents: 0,
        minimum_minutes: 60,
    }));
    let scope = (
        strategy_of(&["PowerEdge", "Huawei", "小型机"]),
        strategy_of(&["DB", "web"]),
        strategy_of(&["wang@water.example", "liu@water.example"]),
    );
    (scope, included, rates).prop_map(|((product_lines, applications, contacts), included, rates)| Terms {
        product_lines,
        applications,
        contacts,
        included,
        rates,
        ..Terms::default()
    })
}

fn contract() -> impl Strategy<Value = Contract> {
    let period = (0_u64..30, 0_u64..30);
    let kinds = proptest::sample::subsequence(Kind::ALL.to_vec(), 1..=5);
    let asset_ids = prop_oneof![2 => Just(Vec::new()), 2 => Just(vec![7]), 1 => Just(vec![8, 9])];
    let sites = strategy_of(&["机房", "二水厂"]);
    let used = (0_i64..4, 0_i64..4).prop_map(|(minutes, visits)| Used { minutes, visits });
    (period, kinds, asset_ids, sites, terms(), used, proptest::sample::select(&["a", "e", "gone"][..])).prop_map(
        |((starts, length), kinds, asset_ids, sites, terms, used, policy)| Contract {
            id: 0,
            number: String::new(),
            organisation_id: 1,
            policy: policy.to_owned(),
            starts_on: day(starts),
            ends_on: day(starts + length),
            kinds,
            asset_ids,
            sites,
            terms,
            used,
        },
    )
}

/// Numbered as they stand, for numbers are unique.
fn contracts() -> impl Strategy<Value = Vec<Contract>> {
    proptest::collection::vec(contract(), 0..6).prop_map(|contracts| {
        let numbered = |(id, contract): (i64, Contract)| Contract { id, number: format!("QS-{id}"), ..contract };
        (1_i64..).zip(contracts).map(numbered).collect()
    })
}

/// Everything a question asks but what it borrows.
#[derive(Clone, Debug)]
struct Asked {
    today: NaiveDate,
    kind: Kind,
    asset: Option<Asset>,
    unknown_serial: bool,
    reporter: Option<&'static str>,
    exclusion: Option<Exclusion>,
    rates: Option<Rates>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let asset = proptest::option::weighted(0.8, proptest::option::of(0_u64..60)).prop_map(|known| {
        known.map(|warranty| Asset {
            id: 7,
            organisation_id: 1,
            serial: "7XK2P93".to_owned(),
            name: "DB-01".to_owned(),
            model: "PowerEdge R740xd".to_owned(),
            product_line: String::new(),
            site: "机房".to_owned(),
            warranty_ends_on: warranty.map(day),
        })
    });
    let reporter = proptest::option::of(proptest::sample::select(&["wang@water.example", "sun@hospital.example"][..]));
    let exclusion = proptest::option::weighted(0.2, proptest::sample::select(&Exclusion::ALL[..]));
    let rates = proptest::option::of(Just(Rates { hour_cents: 9, travel_cents: 9, minimum_minutes: 9 }));
    let kind = proptest::sample::select(&Kind::ALL[..]);
    let line = proptest::sample::select(&["", "小型机", "存储"][..]);
    (0_u64..60, kind, (asset, line), any::<bool>(), reporter, exclusion, rates).prop_map(
        |(today, kind, (asset, line), unknown_serial, reporter, exclusion, rates)| Asked {
            today: day(today),
            kind,
            asset: asset.map(|asset| Asset { product_line: line.to_owned(), ..asset }),
            unknown_serial,
            reporter,
            exclusion,
            rates,
        },
    )
}

/// Of the policies that ship with the program; `gone` is none of them.
fn strictness(kind: Kind) -> BTreeMap<String, Strictness> {
    let file = |text: &str| toml::from_str::<domain::policy::Policy>(text).expect("a policy");
    let policies = [file(include_str!("../../policies/a.toml")), file(include_str!("../../policies/e.toml"))];
    let weekly = |hours: &str| if hours == "5x8" { 2400 } else { 7 * 24 * 60 };
    policies.iter().map(|policy| (policy.id.clone(), Strictness::of(policy, kind, weekly))).collect()
}

fn answer(asked: &Asked, contracts: &[Contract]) -> Coverage {
    let strictness = strictness(asked.kind);
    let serial = match &asked.asset {
        Some(asset) => &asset.serial,
        None if asked.unknown_serial => "TYP0",
        None => "",
    };
    let question = Question {
        today: asked.today,
        kind: asked.kind,
        asset: asked.asset.as_ref(),
        serial,
        reporter: asked.reporter,
        exclusion: asked.exclusion,
        strictness: &strictness,
        rates: asked.rates,
    };
    decide(&question, contracts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_a_contract_in_force_that_includes_the_kind_and_has_something_left_covers(
        asked in asked(), contracts in contracts()
    ) {
        let coverage = answer(&asked, &contracts);
        if let Some(by) = &coverage.covered_by {
            let contract = contracts.iter().find(|contract| contract.number == by.contract).expect("one of them");
            prop_assert!(matches!(contract.standing(asked.today), Standing::InForce { .. }), "{contract:?}");
            prop_assert_eq!(coverage.verdict, Verdict::Covered);
            if asked.kind != Kind::Complaint {
                prop_assert!(contract.kinds.contains(&asked.kind));
                prop_assert!(asked.exclusion.is_none());
                let metered = contract.terms.included.meters(asked.kind);
                prop_assert!(!(metered && contract.is_used_up()));
            }
        }
    }

    #[test]
    fn one_contract_more_never_makes_the_verdict_worse(asked in asked(), contracts in contracts()) {
        let Some((_, fewer)) = contracts.split_last() else { return Ok(()) };
        let (before, after) = (answer(&asked, fewer), answer(&asked, &contracts));
        prop_assert!(after.verdict.goodness() >= before.verdict.goodness(), "{before:?} then {after:?}");
    }

    #[test]
    fn every_verdict_has_a_reason_and_only_what_is_billable_a_price(asked in asked(), contracts in contracts()) {
        let coverage = answer(&asked, &contracts);
        prop_assert!(!coverage.reasons.is_empty());
        prop_assert!(coverage.rates.is_none() || coverage.verdict == Verdict::Billable);
        if coverage.verdict == Verdict::Billable && asked.rates.is_some() {
            prop_assert!(coverage.rates.is_some(), "what the company bills holds where nothing else is agreed");
        }
    }

    #[test]
    fn the_order_of_the_contracts_does_not_matter(
        asked in asked(), (contracts, shuffled) in contracts().prop_flat_map(|some| (Just(some.clone()), Just(some).prop_shuffle()))
    ) {
        prop_assert_eq!(answer(&asked, &contracts), answer(&asked, &shuffled));
    }

    #[test]
    fn every_contract_that_would_cover_it_is_named_and_the_best_one_counts(asked in asked(), contracts in contracts()) {
        let coverage = answer(&asked, &contracts);
        prop_assume!(asked.kind != Kind::Complaint);
        let alone = |contract: &&Contract| answer(&asked, std::slice::from_ref(*contract)).covered_by.is_some();
        let strictness = strictness(asked.kind);
        let covering: Vec<&Contract> = contracts.iter().filter(alone).collect();
        prop_assert_eq!(coverage.covered_by.is_some(), !covering.is_empty());
        for contract in covering {
            let named = coverage.reasons.iter().any(|reason| match reason {
                Reason::UnderContract { contract: number, .. } | Reason::AlsoUnder { contract: number, .. } => {
                    *number == contract.number
                }
                _ => false,
            });
            prop_assert!(named, "{} is not named in {coverage:?}", contract.number);
            let best = coverage.covered_by.as_ref().and_then(|by| strictness.get(&by.policy));
            let this = strictness.get(&contract.policy);
            prop_assert!(this.is_none() || best.is_some_and(|best| best <= this.expect("known")), "{coverage:?}");
        }
    }

    #[test]
    fn a_complaint_is_heard_whatever_stands_in_contracts(asked in asked(), contracts in contracts()) {
        let complaint = Asked { kind: Kind::Complaint, ..asked };
        prop_assert_eq!(answer(&complaint, &contracts).verdict, Verdict::Covered);
    }

    #[test]
    fn where_a_device_says_its_product_line_its_model_decides_nothing(asked in asked(), contracts in contracts()) {
        let named = |model: &str| {
            let (model, product_line) = (model.to_owned(), "小型机".to_owned());
            Asked { asset: asked.asset.clone().map(|asset| Asset { model, product_line, ..asset }), ..asked.clone() }
        };
        let (one, other) =
            (answer(&named("PowerEdge R740xd"), &contracts), answer(&named("TaiShan 200"), &contracts));
        prop_assert_eq!((one.verdict, one.covered_by), (other.verdict, other.covered_by));
    }

    #[test]
    fn an_exclusion_never_makes_it_better(asked in asked(), contracts in contracts()) {
        let without = Asked { exclusion: None, ..asked.clone() };
        prop_assert!(answer(&asked, &contracts).verdict.goodness() <= answer(&without, &contracts).verdict.goodness());
    }
}

#[test]
fn what_was_decided_before_there_were_rates_still_reads() {
    let stored = r#"{"verdict":"covered","covered_by":{"contract":"QS-1","ends_on":"2028-03-31","policy":"a",
        "policy_name":{"zh-CN":"A","en":"A"}},"reasons":[{"under_contract":{"contract":"QS-1","ends_on":"2028-03-31"}}]}"#;
    let coverage: Coverage = serde_json::from_str(stored).expect("a decision of old");
    assert_eq!((coverage.verdict, coverage.rates), (Verdict::Covered, None));
}

#[test]
fn two_hours_around_the_clock_are_stricter_than_two_hours_of_working_days() {
    let policy: domain::policy::Policy = toml::from_str(include_str!("../../policies/a.toml")).expect("a policy");
    let around = Strictness::of(&policy, Kind::Fault, |_| 7 * 24 * 60);
    let working = Strictness::of(&policy, Kind::Fault, |_| 2400);
    assert!(around < working);
}
