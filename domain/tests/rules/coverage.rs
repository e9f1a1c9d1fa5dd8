//! Is it covered, and why? A table of situations and their verdicts with all reasons.

use domain::asset::Asset;
use domain::case::Kind;
use domain::contract::{Contract, Terms, Used};
use domain::coverage::{Coverage, Lesser, Question, Reason, Verdict, decide};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

/// In force from 2025-04-01 to 2028-03-31, for faults and consultations of every asset.
fn contract(number: &str) -> Contract {
    Contract {
        id: 1,
        number: number.to_owned(),
        organisation_id: 1,
        policy: "a".to_owned(),
        starts_on: day("2025-04-01"),
        ends_on: day("2028-03-31"),
        kinds: vec![Kind::Fault, Kind::Consultation],
        asset_ids: Vec::new(),
        sites: Vec::new(),
        terms: Terms::default(),
        used: Used::default(),
    }
}

fn on_assets(number: &str, asset_ids: &[i64]) -> Contract {
    Contract { asset_ids: asset_ids.to_vec(), ..contract(number) }
}

fn until(number: &str, ends_on: &str) -> Contract {
    Contract { ends_on: day(ends_on), ..contract(number) }
}

fn asset(warranty_ends_on: Option<&str>) -> Asset {
    Asset {
        id: 7,
        organisation_id: 1,
        serial: "7XK2P93".to_owned(),
        name: "DB-01".to_owned(),
        model: "PowerEdge R740xd".to_owned(),
        product_line: String::new(),
        site: "中心机房".to_owned(),
        warranty_ends_on: warranty_ends_on.map(day),
    }
}

/// On 2026-11-18, about that asset.
fn asked(kind: Kind, asset: Option<&Asset>, contracts: &[Contract]) -> Coverage {
    let serial = asset.map_or("", |asset| &asset.serial);
    decide(&Question { asset, serial, ..Question::about(kind, day("2026-11-18")) }, contracts)
}

fn verdict(kind: Kind, asset: Option<&Asset>, contracts: &[Contract]) -> Verdict {
    asked(kind, asset, contracts).verdict
}

fn under(number: &str, ends_on: &str) -> Reason {
    Reason::UnderContract { contract: number.to_owned(), ends_on: day(ends_on) }
}

fn named(number: &str) -> String {
    number.to_owned()
}

#[test]
fn an_asset_on_a_contract_in_force_is_covered_by_it() {
    for contract in [contract("QS-1"), on_assets("QS-1", &[3, 7])] {
        let coverage = asked(Kind::Fault, Some(&asset(None)), &[contract]);
        assert_eq!(coverage.verdict, Verdict::Covered);
        assert_eq!(coverage.reasons, [under("QS-1", "2028-03-31")]);
        let covered_by = coverage.covered_by.expect("a contract");
        assert_eq!((covered_by.contract.as_str(), covered_by.policy.as_str()), ("QS-1", "a"));
    }
}

#[test]
fn of_several_contracts_the_longest_running_that_covers_it_counts() {
    let contracts = [
        until("SHORT", "2026-12-31"),
        contract("LONG"),
        on_assets("OTHER ASSET", &[8]),
        Contract { ends_on: day("2030-01-01"), kinds: vec![Kind::Change], ..contract("OTHER KIND") },
    ];
    let coverage = asked(Kind::Fault, Some(&asset(None)), &contracts);
    assert_eq!(coverage.covered_by.expect("a contract").contract, "LONG");
    let short = Reason::AlsoUnder { contract: named("SHORT"), ends_on: day("2026-12-31"), why: Lesser::EndsSooner };
    let other_kind = Reason::KindNotIncluded { contract: named("OTHER KIND"), kind: Kind::Fault };
    assert_eq!(coverage.reasons, [under("LONG", "2028-03-31"), short, other_kind]);
}

#[test]
fn a_contract_covers_from_its_first_to_its_last_day() {
    let on = |today: &str| {
        let asset = asset(None);
        let question =
            Question { asset: Some(&asset), serial: &asset.serial, ..Question::about(Kind::Fault, day(today)) };
        decide(&question, &[contract("QS-1")])
    };
    assert_eq!(on("2025-04-01").verdict, Verdict::Covered);
    assert_eq!(on("2028-03-31").verdict, Verdict::Covered);
    let before = on("2025-03-31");
    assert_eq!(before.verdict, Verdict::Billable);
    let starts_on = day("2025-04-01");
    assert_eq!(before.reasons, [Reason::ContractNotYetInForce { contract: named("QS-1"), starts_on }]);
    let after = on("2028-04-01");
    assert_eq!(after.verdict, Verdict::Billable);
    assert_eq!(after.reasons, [Reason::ContractExpired { contract: named("QS-1"), ended_on: day("2028-03-31") }]);
}

#[test]
fn outside_every_contract_a_question_gets_advice_and_work_is_billed() {
    let asset = asset(None);
    let expired = [until("QS-1", "2026-10-31")];
    for kind in [Kind::Fault, Kind::Change, Kind::Booking] {
        assert_eq!(verdict(kind, Some(&asset), &expired), Verdict::Billable, "{kind:?}");
    }
    assert_eq!(verdict(Kind::Consultation, Some(&asset), &expired), Verdict::AdviceOnly);
    assert_eq!(verdict(Kind::Consultation, Some(&asset), &[]), Verdict::AdviceOnly);
}

#[test]
fn a_kind_that_the_contract_does_not_include_is_billed_and_says_so() {
    let coverage = asked(Kind::Change, Some(&asset(None)), &[contract("QS-1")]);
    assert_eq!(coverage.verdict, Verdict::Billable);
    assert_eq!(coverage.covered_by, None);
    assert_eq!(coverage.reasons, [Reason::KindNotIncluded { contract: named("QS-1"), kind: Kind::Change }]);
    let faults_only = Contract { kinds: vec![Kind::Fault], ..contract("QS-1") };
    assert_eq!(verdict(Kind::Consultation, Some(&asset(None)), &[faults_only]), Verdict::AdviceOnly);
}

#[test]
fn a_site_out_of_scope_is_named() {
    let elsewhere = Contract { sites: vec!["二水厂".to_owned()], ..contract("QS-1") };
    let coverage = asked(Kind::Fault, Some(&asset(None)), &[elsewhere]);
    assert_eq!(coverage.verdict, Verdict::Billable);
    let site = "中心机房".to_owned();
    assert_eq!(coverage.reasons, [Reason::SiteOutOfScope { contract: named("QS-1"), site }]);
    let here = Contract { sites: vec!["二水厂".to_owned(), " 中心机房".to_owned()], ..contract("QS-1") };
    assert_eq!(verdict(Kind::Fault, Some(&asset(None)), &[here]), Verdict::Covered);
}

#[test]
fn an_asset_on_no_contract_is_told_which_contract_it_is_missing_from() {
    let coverage = asked(Kind::Fault, Some(&asset(None)), &[on_assets("QS-1", &[8])]);
    assert_eq!(coverage.verdict, Verdict::Billable);
    assert_eq!(coverage.reasons, [Reason::AssetNotOnContract { contract: named("QS-1") }]);
}

#[test]
fn the_most_telling_reason_comes_first() {
    let contracts = [
        on_assets("NOT ON IT", &[8]),
        until("OVER", "2026-10-31"),
        until("LONG OVER", "2025-10-31"),
        Contract { ends_on: day("2025-12-31"), ..on_assets("NEVER ON IT", &[8]) },
        Contract { kinds: vec![Kind::Consultation], ..contract("NO FAULTS") },
    ];
    let coverage = asked(Kind::Fault, Some(&asset(Some("2024-01-31"))), &contracts);
    let expected = [
        Reason::KindNotIncluded { contract: named("NO FAULTS"), kind: Kind::Fault },
        Reason::ContractExpired { contract: named("OVER"), ended_on: day("2026-10-31") },
        Reason::AssetNotOnContract { contract: named("NOT ON IT") },
        Reason::WarrantyOver { ended_on: day("2024-01-31") },
    ];
    assert_eq!(coverage.reasons, expected);
}

#[test]
fn the_warranty_covers_faults_to_its_last_day_when_no_contract_does() {
    let in_warranty = asset(Some("2026-11-18"));
    let coverage = asked(Kind::Fault, Some(&in_warranty), &[until("QS-1", "2026-10-31")]);
    assert_eq!(coverage.verdict, Verdict::Covered);
    assert_eq!(coverage.covered_by, None);
    assert_eq!(coverage.reasons, [Reason::UnderWarranty { ends_on: day("2026-11-18") }]);
    assert_eq!(verdict(Kind::Change, Some(&in_warranty), &[]), Verdict::Billable);
    let over = asked(Kind::Fault, Some(&asset(Some("2026-11-17"))), &[]);
    assert_eq!(over.verdict, Verdict::Billable);
    assert_eq!(over.reasons, [Reason::WarrantyOver { ended_on: day("2026-11-17") }, Reason::NoContract]);
}

#[test]
fn a_contract_is_preferred_to_the_warranty() {
    let coverage = asked(Kind::Fault, Some(&asset(Some("2027-11-18"))), &[contract("QS-1")]);
    assert_eq!(coverage.covered_by.expect("a contract").contract, "QS-1");
}

#[test]
fn without_a_device_a_contract_for_every_device_covers_it() {
    let contracts = [on_assets("NAMED", &[7]), contract("ALL")];
    let coverage = asked(Kind::Fault, None, &contracts);
    assert_eq!(coverage.verdict, Verdict::Covered);
    assert_eq!(coverage.reasons, [under("ALL", "2028-03-31")]);
}

#[test]
fn without_a_device_a_contract_that_names_devices_or_sites_needs_a_decision() {
    let of_sites = Contract { sites: vec!["中心机房".to_owned()], ..contract("QS-1") };
    for contract in [on_assets("QS-1", &[7]), of_sites] {
        let coverage = asked(Kind::Fault, None, &[contract]);
        assert_eq!(coverage.verdict, Verdict::NeedsDecision);
        assert_eq!(coverage.reasons, [Reason::NoAssetGiven { contract: named("QS-1") }]);
    }
    let no_changes = asked(Kind::Change, None, &[on_assets("QS-1", &[7])]);
    assert_eq!(no_changes.verdict, Verdict::Billable, "no device would change it");
    let over = asked(Kind::Fault, None, &[Contract { ends_on: day("2026-01-31"), ..on_assets("QS-1", &[7]) }]);
    assert_eq!(over.verdict, Verdict::Billable);
}

#[test]
fn an_unknown_serial_number_needs_a_decision() {
    let question = Question { serial: "TYP0", ..Question::about(Kind::Fault, day("2026-11-18")) };
    let coverage = decide(&question, &[contract("QS-1")]);
    assert_eq!(coverage.verdict, Verdict::NeedsDecision);
    assert_eq!(coverage.reasons, [Reason::UnknownSerial { serial: "TYP0".to_owned() }]);
}

#[test]
fn a_complaint_is_always_heard() {
    let without = asked(Kind::Complaint, None, &[]);
    assert_eq!(without.verdict, Verdict::Covered);
    assert_eq!(without.reasons, [Reason::ComplaintAlwaysHeard]);
    let with = asked(Kind::Complaint, Some(&asset(None)), &[on_assets("QS-1", &[8]), until("OVER", "2026-10-31")]);
    assert_eq!(with.reasons, [Reason::ComplaintAlwaysHeard, under("QS-1", "2028-03-31")]);
    assert_eq!(with.covered_by.expect("a contract").contract, "QS-1");
    let question = Question { serial: "TYP0", ..Question::about(Kind::Complaint, day("2026-11-18")) };
    assert_eq!(decide(&question, &[]).verdict, Verdict::Covered);
}

#[test]
fn there_is_always_a_reason() {
    let contracts = [contract("QS-1"), on_assets("QS-2", &[8]), until("QS-3", "2026-10-31")];
    let known = asset(Some("2026-01-01"));
    for kind in Kind::ALL {
        for asset in [None, Some(&known)] {
            for serial in ["", "X"] {
                for some in 0..8 {
                    let held: Vec<Contract> =
                        (0..3).filter(|bit| some & (1 << bit) != 0).map(|bit| contracts[bit].clone()).collect();
                    let question = Question { asset, serial, ..Question::about(kind, day("2026-11-18")) };
                    let coverage = decide(&question, &held);
                    assert!(!coverage.reasons.is_empty(), "{question:?} {held:?}");
                    assert!(coverage.covered_by.is_none() || coverage.verdict == Verdict::Covered);
                }
            }
        }
    }
}

#[test]
fn the_product_line_of_a_device_decides_and_only_where_nobody_said_it_do_the_words_of_its_model() {
    let scope = |lines: &[&str]| Contract {
        terms: Terms { product_lines: lines.iter().map(|line| named(line)).collect(), ..Terms::default() },
        ..contract("QS-1")
    };
    let table = [
        ("", vec!["PowerEdge"], true),
        ("", vec!["存储"], false),
        ("小型机", vec!["存储", "小型机"], true),
        ("小型机", vec!["PowerEdge"], false),
        ("存储网络", vec!["存储"], false),
        (" storage ", vec!["Ｓtorage"], true),
        ("小型机", vec![], true),
    ];
    for (product_line, lines, covered) in table {
        let asset = Asset { product_line: named(product_line), ..asset(None) };
        let coverage = asked(Kind::Fault, Some(&asset), &[scope(&lines)]);
        assert_eq!(coverage.verdict == Verdict::Covered, covered, "{product_line:?} {lines:?}");
        if !covered {
            let (contract, model) = (named("QS-1"), asset.model.clone());
            let product_line = named(product_line);
            assert_eq!(coverage.reasons, [Reason::ProductLineOutOfScope { contract, model, product_line }]);
        }
    }
}
