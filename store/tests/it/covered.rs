//! Lists by coverage: devices by what the contracts say today, cases by what was decided of them.

use domain::asset::{AssetFilter, AssetSort};
use domain::case::decide::CoverageDraft;
use domain::case::report::Draft;
use domain::case::sheet::CaseFilter;
use domain::contract::draft::{ContractDraft, UseDraft};
use domain::coverage::Verdict;
use domain::import::Column;
use std::collections::BTreeMap;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, MANAGER, OTHER_SERIAL, SECRETARY, STRANGER, draft,
};
use store::{Desk, NewAsset, on_both_engines};

/// Many devices of many kinds, with and without warranty.
async fn devices(cast: &Cast<'_>) {
    let setup = cast.house.store.setup();
    for n in 0..240_usize {
        let asset = NewAsset {
            organisation_id: if n % 4 == 0 { cast.hospital.id } else { cast.water.id },
            serial: format!("D-{n:03}"),
            name: format!("{}-{n}", ["db", "ORACLE app", "Switch"][n % 3]),
            model: ["PowerEdge R740", "Ｓ5735", "ÄRA 9"][n / 3 % 3].to_owned(),
            product_line: ["", "存储", "Netz Ä"][n / 9 % 3].to_owned(),
            site: ["一楼", " 二楼", ""][n / 27 % 3].to_owned(),
            warranty_ends_on: match n % 11 {
                0 => "2026-11-21".parse().ok(),
                1 => "2026-11-20".parse().ok(),
                _ => None,
            },
        };
        setup.asset(&asset).await.unwrap();
    }
}

/// A contract for faults of every device until the end of the year, but for what is changed of it.
fn contract(number: &str, organisation_id: i64, change: impl FnOnce(&mut ContractDraft)) -> ContractDraft {
    let mut draft = ContractDraft {
        number: number.to_owned(),
        organisation_id: organisation_id.to_string(),
        policy: "a".to_owned(),
        starts_on: "2026-01-01".to_owned(),
        ends_on: "2026-12-31".to_owned(),
        kinds: vec!["fault".to_owned()],
        ..ContractDraft::default()
    };
    change(&mut draft);
    draft
}

/// Contracts that cover some of the devices, each for a reason of its own, and contracts that cover none.
async fn contracts(cast: &Cast<'_>) {
    let manager = cast.desk(MANAGER).await;
    let (water, hospital) = (cast.water.id, cast.hospital.id);
    let mut drafts = vec![
        contract("NAMED", water, |c| c.serials = "D-001\nD-002\nD-005".to_owned()),
        contract("SITE", water, |c| (c.sites, c.product_lines) = ("二楼".to_owned(), "netz ä".to_owned())),
        contract("LINE", hospital, |c| c.product_lines = "存储\ns5735\nära".to_owned()),
        contract("APPLICATION", water, |c| c.applications = "oracle".to_owned()),
        contract("OVER", hospital, |c| c.ends_on = "2026-11-20".to_owned()),
        contract("NOT-YET", hospital, |c| c.starts_on = "2026-11-22".to_owned()),
        contract("ADVICE", hospital, |c| c.kinds = vec!["consultation".to_owned()]),
        contract("USED-UP", hospital, |c| c.hours = "2".to_owned()),
        contract("METERED", hospital, |c| (c.visits, c.serials) = ("4".to_owned(), "D-004\nD-008".to_owned())),
    ];
    drafts[3].contacts = "somebody@water.example".to_owned();
    for draft in &drafts {
        manager.add_contract(draft).await.unwrap();
    }
    let used = UseDraft { hours: "2".to_owned(), words: "all of it".to_owned(), ..UseDraft::default() };
    manager.book_contract_use("USED-UP", &used).await.unwrap();
}

/// Every line of a list, page by page.
async fn listed(desk: &Desk, coverage: &str, sort: AssetSort) -> BTreeMap<String, Verdict> {
    let mut all = BTreeMap::new();
    let mut filter =
        AssetFilter { coverage: coverage.to_owned(), sort: sort.key().to_owned(), ..AssetFilter::default() };
    loop {
        let page = desk.asset_page(&filter).await.unwrap();
        assert!(page.more_after.is_none() || page.lines.len() == 50, "a page is full, or the last one");
        for line in page.lines {
            assert!(all.insert(line.asset.serial, line.verdict).is_none(), "each once");
        }
        match page.more_after {
            Some(after) => filter.after = after,
            None => return all,
        }
    }
}

async fn cases(desk: &Desk, coverage: &str) -> Vec<(String, Verdict)> {
    let filter = CaseFilter { show: "all".to_owned(), coverage: coverage.to_owned(), ..CaseFilter::default() };
    let page = desk.cases(&filter).await.unwrap();
    page.rows.into_iter().map(|row| (row.number, row.verdict)).collect()
}

on_both_engines! {
    async fn devices_are_listed_as_covered_or_not_exactly_as_the_rules_decide_of_each(house) {
        let cast = Cast::move_in(house).await;
        devices(&cast).await;
        contracts(&cast).await;
        for (who, all) in [(CUSTOMER, 181), (STRANGER, 61), (SECRETARY, 242)] {
            let desk = cast.desk(who).await;
            let whole = listed(&desk, "", AssetSort::Serial).await;
            assert_eq!((whole.len(), &listed(&desk, "nonsense", AssetSort::Serial).await), (all, &whole), "{who}");
            for sort in AssetSort::ALL {
                for (coverage, covered) in [("covered", true), ("not_covered", false)] {
                    let mut expected = whole.clone();
                    expected.retain(|_, verdict| (*verdict == Verdict::Covered) == covered);
                    assert!(expected.len() > 10, "{who} {coverage}: {}", expected.len());
                    assert_eq!(listed(&desk, coverage, sort).await, expected, "{who} {coverage} {sort:?}");
                }
            }
        }
        // What is exported and printed is what is shown.
        let desk = cast.desk(STRANGER).await;
        let filter = AssetFilter { coverage: "covered".to_owned(), ..AssetFilter::default() };
        let shown: Vec<String> = listed(&desk, "covered", AssetSort::Serial).await.into_keys().collect();
        let exported = desk.asset_list(&filter).await.unwrap();
        assert_eq!(exported.iter().map(|row| row[&Column::Serial].clone()).collect::<Vec<_>>(), shown);
        let labels = desk.labels(&filter, &[]).await.unwrap();
        assert_eq!(labels.into_iter().map(|asset| asset.serial).collect::<Vec<_>>(), shown);
    }

    async fn cases_are_listed_by_the_verdict_recorded_with_them_also_when_it_is_overruled(house) {
        let cast = Cast::move_in(house).await;
        let covered = cast.open("covered").await;
        let opened = async |who: &str, key: &str, kind: &str, serial: &str| {
            let draft = Draft { kind: kind.to_owned(), serial: serial.to_owned(), ..draft(key) };
            cast.desk(who).await.open_case(&draft).await.unwrap().number
        };
        let unknown = opened(CUSTOMER, "unknown", "fault", "NOBODYS-1").await;
        let billable = opened(STRANGER, "billable", "fault", OTHER_SERIAL).await;
        let advice = opened(STRANGER, "advice", "consultation", OTHER_SERIAL).await;
        let secretary = cast.desk(SECRETARY).await;
        for (key, number, verdict) in [
            ("covered", &covered, Verdict::Covered),
            ("needs_decision", &unknown, Verdict::NeedsDecision),
            ("billable", &billable, Verdict::Billable),
            ("advice_only", &advice, Verdict::AdviceOnly),
        ] {
            assert_eq!(cases(&secretary, key).await, [(number.clone(), verdict)]);
        }
        assert_eq!(cases(&secretary, "nonsense").await.len(), 4);
        // Everybody within their own sight.
        assert_eq!(cases(&cast.desk(CUSTOMER_ADMIN).await, "covered").await.len(), 1);
        for who in [COLLEAGUE, STRANGER, ENGINEER] {
            assert!(cases(&cast.desk(who).await, "covered").await.is_empty(), "{who}");
        }
        let overruled = CoverageDraft {
            verdict: "billable".to_owned(),
            words: "人为损坏".to_owned(),
            ..CoverageDraft::default()
        };
        secretary.decide_coverage(&covered, &overruled).await.unwrap();
        assert!(cases(&secretary, "covered").await.is_empty());
        assert_eq!(cases(&secretary, "billable").await.len(), 2);
    }
}
