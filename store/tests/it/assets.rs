//! Assets: lists that are searched and paged by key, numbers that come near, what is on file and who changes it. What
//! another organisation has is not even hinted at.

use domain::asset::{AssetAnswer, AssetDraft, AssetFilter, AssetPage, LABELS_MOST, NearAsset};
use domain::case::decide::Command;
use domain::contract::Terms;
use domain::coverage::Verdict;
use domain::import::Column;
use domain::person::PersonRef;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{
    CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, OTHER_SERIAL, SECRETARY, SERIAL,
    STRANGER,
};
use store::{Desk, NewAsset, on_both_engines};

fn filter() -> AssetFilter {
    AssetFilter::default()
}

fn serials(page: &AssetPage) -> Vec<&str> {
    page.lines.iter().map(|line| line.asset.serial.as_str()).collect()
}

async fn found(desk: &Desk, filter: AssetFilter) -> Vec<String> {
    let page = desk.asset_page(&filter).await.unwrap();
    serials(&page).into_iter().map(str::to_owned).collect()
}

async fn add(cast: &Cast<'_>, organisation_id: i64, serial: &str, name: &str, warranty: Option<&str>) {
    let asset = NewAsset {
        organisation_id,
        serial: serial.to_owned(),
        name: name.to_owned(),
        model: "S5735".to_owned(),
        product_line: "网络".to_owned(),
        site: "东区 3 号楼".to_owned(),
        warranty_ends_on: warranty.map(|day| day.parse().unwrap()),
    };
    cast.house.store.setup().asset(&asset).await.unwrap();
}

/// The engineer works on that case from now on.
async fn assign(cast: &Cast<'_>, number: &str) {
    let to = PersonRef { id: cast.engineer.id, name: String::new() };
    cast.desk(SECRETARY).await.act(number, Command::Assign { to }).await.unwrap();
}

async fn near(desk: &Desk, typed: &str) -> Vec<String> {
    match desk.look_up(typed).await.unwrap() {
        AssetAnswer::Unknown { near, .. } => near.into_iter().map(|NearAsset { asset, .. }| asset.serial).collect(),
        AssetAnswer::Found(sheet) => panic!("{typed} is {}", sheet.asset.serial),
    }
}

fn edited(serial: &str) -> AssetDraft {
    AssetDraft {
        serial: serial.to_owned(),
        name: "DB-01".to_owned(),
        model: "PowerEdge R750".to_owned(),
        product_line: "服务器".to_owned(),
        site: "B 座 2 层".to_owned(),
        accepted_on: "2026-03-01".to_owned(),
        warranty_months: "36".to_owned(),
        configuration: "CPU：2 × 6248\r\n内存：256 GB".to_owned(),
        ..AssetDraft::default()
    }
}

on_both_engines! {
    async fn every_order_shows_every_asset_once_fifty_a_page(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..119 {
            // Many of one name and one day: the serial number decides then.
            let warranty = (n % 3 > 0).then(|| format!("2027-01-{:02}", 1 + n % 5));
            add(&cast, cast.water.id, &format!("W-{n:03}"), &format!("SW-{}", n % 7), warranty.as_deref()).await;
        }
        for who in [CUSTOMER, SECRETARY] {
            let desk = cast.desk(who).await;
            for sort in ["", "name", "warranty"] {
                let (mut seen, mut pages, mut after) = (Vec::new(), Vec::new(), String::new());
                loop {
                    let asked = AssetFilter { sort: sort.to_owned(), after, ..filter() };
                    let page = desk.asset_page(&asked).await.unwrap();
                    pages.push(page.lines.len());
                    seen.extend(page.lines.into_iter().map(|line| line.asset));
                    match page.more_after {
                        Some(last) => after = last,
                        None => break,
                    }
                }
                let total = if who == CUSTOMER { 120 } else { 121 };
                assert_eq!(pages, [50, 50, total - 100], "{who} {sort}");
                let never = "9999-12-31".parse().unwrap();
                let key = |asset: &domain::asset::Asset| match sort {
                    "name" => asset.name.clone(),
                    "warranty" => asset.warranty_ends_on.unwrap_or(never).to_string(),
                    _ => asset.serial.clone(),
                };
                assert!(seen.is_sorted_by_key(&key), "{who} {sort}");
                let mut once: Vec<_> = seen.iter().map(|asset| asset.id).collect();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), total, "{who} {sort}");
            }
        }
    }

    async fn words_site_organisation_and_warranty_narrow_the_list(house) {
        let cast = Cast::move_in(house).await; // 2026-11-21
        add(&cast, cast.water.id, "W-OVER", "SW-01", Some("2026-11-20")).await;
        add(&cast, cast.water.id, "W-TODAY", "SW-02", Some("2026-11-21")).await;
        add(&cast, cast.water.id, "W-LATER", "SW-03 100%_x", Some("2027-11-21")).await;
        let desk = cast.desk(SECRETARY).await;
        let q = |q: &str| AssetFilter { q: q.to_owned(), ..filter() };
        assert_eq!(found(&desk, q("s5735 sw-0")).await, ["W-LATER", "W-OVER", "W-TODAY"]);
        assert_eq!(found(&desk, q("sw-03 s5735")).await, ["W-LATER"]);
        assert_eq!(found(&desk, q("东区")).await.len(), 3);
        assert_eq!(found(&desk, q("100%_X")).await, ["W-LATER"]);
        assert_eq!(found(&desk, q("_")).await, ["W-LATER"]);
        assert_eq!(found(&desk, q("pacs")).await, [OTHER_SERIAL]);
        assert_eq!(found(&desk, AssetFilter { site: "3 号楼".to_owned(), ..filter() }).await.len(), 3);
        assert_eq!(found(&desk, AssetFilter { organisation: "医院".to_owned(), ..filter() }).await, [OTHER_SERIAL]);
        let warranty = |key: &str| AssetFilter { warranty: key.to_owned(), ..filter() };
        assert_eq!(found(&desk, warranty("over")).await, ["W-OVER"]);
        assert_eq!(found(&desk, warranty("in_force")).await, ["W-LATER", "W-TODAY"]);
        assert_eq!(found(&desk, warranty("ending")).await, ["W-TODAY"]);
        assert_eq!(found(&desk, warranty("unknown")).await, [SERIAL, OTHER_SERIAL]);
        assert_eq!(found(&desk, warranty("nonsense")).await.len(), 5);
        // What is exported is what is shown.
        let exported = desk.asset_list(&q("s5735")).await.unwrap();
        let exported: Vec<_> = exported.iter().map(|row| row[&Column::Serial].as_str()).collect();
        assert_eq!(exported, ["W-LATER", "W-OVER", "W-TODAY"]);
    }

    async fn a_list_says_what_is_covered_today(house) {
        let cast = Cast::move_in(house).await;
        add(&cast, cast.water.id, "W-1", "SW-01", None).await;
        add(&cast, cast.hospital.id, "H-1", "SW-01", Some("2026-11-21")).await;
        let verdicts = async |who: &str| {
            let page = cast.desk(who).await.asset_page(&filter()).await.unwrap();
            page.lines.into_iter().map(|line| (line.asset.serial, line.verdict)).collect::<Vec<_>>()
        };
        let line = |serial: &str, verdict| (serial.to_owned(), verdict);
        let water = [line(SERIAL, Verdict::Covered), line("W-1", Verdict::Billable)];
        assert_eq!(verdicts(CUSTOMER).await, water);
        let hospital = [line("H-1", Verdict::Covered), line(OTHER_SERIAL, Verdict::Billable)];
        assert_eq!(verdicts(STRANGER).await, hospital);
    }

    async fn nothing_of_another_organisation_is_listed_found_near_labelled_or_exported(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(STRANGER).await;
        for asked in [filter(), AssetFilter { q: SERIAL.to_owned(), ..filter() }, AssetFilter { after: SERIAL.to_owned(), sort: "name".to_owned(), ..filter() }] {
            let page = desk.asset_page(&asked).await.unwrap();
            assert!(!serials(&page).contains(&SERIAL), "{asked:?}");
            assert!(desk.asset_list(&asked).await.unwrap().iter().all(|row| row[&Column::Serial] != SERIAL));
            assert!(desk.labels(&asked, &[]).await.unwrap().iter().all(|asset| asset.serial != SERIAL));
        }
        assert_eq!(found(&desk, AssetFilter { organisation: "青山湖".to_owned(), ..filter() }).await, [""; 0]);
        assert!(desk.labels(&filter(), &[SERIAL.to_owned()]).await.unwrap().is_empty());
        // The number itself, and one beside it, are answered just as a number that nobody has.
        assert_eq!(near(&desk, SERIAL).await, [""; 0]);
        assert_eq!(near(&desk, "7XK2P39").await, [""; 0]);
        assert_eq!(near(&desk, "HXO042").await, [OTHER_SERIAL]);
        assert_eq!(crate::refusal(desk.asset_of_label(SERIAL).await), Refusal::NotFound);
        assert_eq!(desk.organisation_of(SERIAL).await.unwrap(), None);
        // An engineer knows the organisations he works for, and no others.
        let engineer = cast.desk(ENGINEER).await;
        assert_eq!(near(&engineer, "7XK2P39").await, [""; 0]);
        let number = cast.open("k").await;
        assign(&cast, &number).await;
        assert_eq!(near(&engineer, "7XK2P39").await, [SERIAL]);
        assert_eq!(near(&engineer, "HXO042").await, [""; 0]);
        assert_eq!(near(&cast.desk(SECRETARY).await, "HXO042").await, [OTHER_SERIAL]);
    }

    async fn a_number_typed_in_any_way_is_looked_up_and_a_wrong_one_leads_to_those_near(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        for typed in [SERIAL, " 7xk2 p93 ", "７ＸＫ２Ｐ９３"] {
            assert!(matches!(desk.look_up(typed).await.unwrap(), AssetAnswer::Found(sheet) if sheet.asset.serial == SERIAL));
        }
        assert_eq!(near(&desk, "7kx2p93").await, [SERIAL]);
        assert_eq!(near(&desk, "").await, [""; 0]);
        assert_eq!(near(&desk, &"7XK2P93".repeat(2000)).await, [""; 0]);
    }

    async fn the_page_of_an_asset_tells_its_contracts_and_the_parts_of_cases_in_sight(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        assign(&cast, &number).await;
        let engineer = cast.desk(ENGINEER).await;
        engineer.act(&number, Command::Accept).await.unwrap();
        for (needed, words) in [(true, "阵列卡电池"), (false, "阵列卡电池 P/N 0H132V")] {
            let words = words.to_owned();
            let command = if needed { Command::NeedPart { words } } else { Command::ReplacePart { words } };
            engineer.act(&number, command).await.unwrap();
        }
        let sheet = cast.desk(CUSTOMER).await.asset(SERIAL).await.unwrap();
        let parts: Vec<_> = sheet.parts.iter().map(|part| (part.replaced, part.words.as_str(), &part.number)).collect();
        assert_eq!(parts, [(true, "阵列卡电池 P/N 0H132V", &number), (false, "阵列卡电池", &number)]);
        let contracts: Vec<_> = sheet.contracts.iter().map(|line| (line.number.as_str(), line.named)).collect();
        assert_eq!(contracts, [("QS-2025-014", true)]);
        // A colleague does not see the case, so neither its parts.
        let colleague = cast.desk(store::testing::cast::COLLEAGUE).await.asset(SERIAL).await.unwrap();
        assert!(colleague.parts.is_empty() && colleague.contracts.len() == 1);
    }

    async fn staff_change_what_is_on_file_and_the_warranty_runs_from_acceptance(house) {
        let cast = Cast::move_in(house).await;
        let secretary = cast.desk(SECRETARY).await;
        assert_eq!(secretary.change_asset(" 7xk2p93", &edited(SERIAL)).await.unwrap(), SERIAL);
        let sheet = cast.desk(CUSTOMER).await.asset(SERIAL).await.unwrap();
        assert_eq!(sheet.asset.warranty_ends_on, "2029-02-28".parse().ok());
        assert_eq!((sheet.asset.model.as_str(), sheet.acceptance.warranty_months), ("PowerEdge R750", Some(36)));
        assert_eq!(sheet.configuration, "CPU：2 × 6248\n内存：256 GB");
        assert_eq!(found(&secretary, AssetFilter { q: "r750 b 座".to_owned(), ..filter() }).await, [SERIAL]);
        let editing = secretary.asset_editing(Some(SERIAL)).await.unwrap();
        let kept = AssetDraft { configuration: sheet.configuration, ..edited(SERIAL) };
        assert_eq!((editing.draft, editing.organisation_name.as_str()), (kept, "青山湖水务"));
        // Another number: the old one is gone, one that is taken stays whose it is.
        assert_eq!(secretary.change_asset(SERIAL, &edited("7XK2P94")).await.unwrap(), "7XK2P94");
        assert_eq!(near(&secretary, SERIAL).await, ["7XK2P94"]);
        let taken = crate::refusal(secretary.change_asset("7XK2P94", &edited(OTHER_SERIAL)).await);
        assert!(matches!(&taken, Refusal::Flawed(flaws) if flaws[0].kind == FlawKind::Taken), "{taken:?}");
    }

    async fn assets_are_found_by_their_product_line_and_those_in_use_are_offered_within_reach(house) {
        let cast = Cast::move_in(house).await;
        add(&cast, cast.water.id, "W-1", "SW-01", None).await;
        add(&cast, cast.hospital.id, "H-1", "SW-02", None).await;
        let secretary = cast.desk(SECRETARY).await;
        let storage = AssetDraft { product_line: " 存储 ".to_owned(), ..edited(OTHER_SERIAL) };
        secretary.change_asset(OTHER_SERIAL, &storage).await.unwrap();
        let of_line = |line: &str| AssetFilter { product_line: line.to_owned(), ..filter() };
        assert_eq!(found(&secretary, of_line("网络")).await, ["H-1", "W-1"]);
        assert_eq!(found(&secretary, of_line("存储")).await, [OTHER_SERIAL]);
        assert_eq!(found(&cast.desk(CUSTOMER).await, of_line("网络")).await, ["W-1"]);
        assert!(found(&cast.desk(CUSTOMER).await, of_line("存储")).await.is_empty());
        let offered = cast.desk(CUSTOMER).await.asset_page(&filter()).await.unwrap().product_lines;
        assert_eq!(offered, ["网络"], "the customer learns nothing of others");
        let offered = secretary.asset_editing(None).await.unwrap().product_lines;
        assert_eq!(offered.len(), 2);
    }

    async fn the_product_line_on_file_decides_whether_a_contract_covers_it(house) {
        let cast = Cast::move_in(house).await;
        let terms = Terms { product_lines: vec!["服务器".to_owned()], ..Terms::default() };
        cast.house.store.setup().contract_terms("QS-2025-014", &terms).await.unwrap();
        let customer = cast.desk(CUSTOMER).await;
        assert_eq!(customer.asset(SERIAL).await.unwrap().coverage.verdict, Verdict::Billable, "no word of its model");
        cast.desk(SECRETARY).await.change_asset(SERIAL, &AssetDraft { warranty_months: String::new(), ..edited(SERIAL) }).await.unwrap();
        assert_eq!(customer.asset(SERIAL).await.unwrap().coverage.verdict, Verdict::Covered);
        let line = customer.asset_page(&AssetFilter { product_line: "服务器".to_owned(), ..filter() }).await.unwrap();
        assert_eq!(line.lines[0].verdict, Verdict::Covered);
    }

    async fn any_device_of_the_organisation_is_found_by_what_is_typed(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..230 {
            add(&cast, cast.water.id, &format!("W-{n:03}"), &format!("SW-{n:03}"), None).await;
        }
        add(&cast, cast.hospital.id, "H-229", "SW-229", None).await;
        let chosen = async |who: &str, whose: Option<i64>, q: &str| {
            let found = cast.desk(who).await.assets_to_choose(whose, q).await.unwrap();
            found.into_iter().map(|asset| asset.serial).collect::<Vec<_>>()
        };
        assert_eq!(chosen(SECRETARY, Some(cast.water.id), "").await.len(), 200);
        assert_eq!(chosen(SECRETARY, Some(cast.water.id), "sw-229").await, ["W-229"]);
        assert_eq!(chosen(SECRETARY, None, "sw-229").await, ["H-229", "W-229"]);
        assert_eq!(chosen(CUSTOMER, None, "sw-229").await, ["W-229"]);
        assert!(chosen(CUSTOMER, Some(cast.hospital.id), "sw-229").await.is_empty(), "whatever organisation is named");
        assert!(chosen(ENGINEER, None, "229").await.is_empty());
        assert_eq!(crate::refusal(cast.guest().assets_to_choose(None, "229").await), Refusal::SignInNeeded);
    }

    async fn an_asset_is_added_to_an_organisation_within_reach(house) {
        let cast = Cast::move_in(house).await;
        let (water, hospital) = (cast.water.id.to_string(), cast.hospital.id.to_string());
        let new = |organisation_id: &str, serial: &str| AssetDraft { organisation_id: organisation_id.to_owned(), ..edited(serial) };
        let manager = cast.desk(MANAGER).await;
        assert_eq!(manager.asset_editing(None).await.unwrap().organisations.len(), 2);
        assert_eq!(manager.add_asset(&new(&water, " w-900 ")).await.unwrap(), "W-900");
        assert_eq!(cast.desk(CUSTOMER).await.asset("W-900").await.unwrap().organisation_name, "青山湖水务");
        let flaws = |refusal: Refusal| match refusal {
            Refusal::Flawed(flaws) => flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let taken = flaws(crate::refusal(manager.add_asset(&new(&water, OTHER_SERIAL)).await));
        assert_eq!(taken, [("serial".to_owned(), FlawKind::Taken)]);
        let empty = flaws(crate::refusal(manager.add_asset(&AssetDraft::default()).await));
        assert_eq!(empty.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["organisation_id", "serial", "name"]);
        // An engineer adds to those he works for.
        let engineer = cast.desk(ENGINEER).await;
        assert!(engineer.asset_editing(None).await.unwrap().organisations.is_empty());
        assign(&cast, &cast.open("k").await).await;
        engineer.add_asset(&new(&water, "W-901")).await.unwrap();
        let beyond = flaws(crate::refusal(engineer.add_asset(&new(&hospital, "W-902")).await));
        assert_eq!(beyond, [("organisation_id".to_owned(), FlawKind::NotAChoice)]);
    }

    async fn customers_change_nothing_and_engineers_only_where_they_work(house) {
        let cast = Cast::move_in(house).await;
        for who in [CUSTOMER, CUSTOMER_ADMIN] {
            let desk = cast.desk(who).await;
            assert_eq!(crate::refusal(desk.change_asset(SERIAL, &edited(SERIAL)).await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.add_asset(&edited("W-1")).await), Refusal::NotAllowed, "{who}");
            assert_eq!(crate::refusal(desk.asset_editing(None).await), Refusal::NotAllowed, "{who}");
            assert!(!desk.asset(SERIAL).await.unwrap().may_edit && !desk.asset_page(&filter()).await.unwrap().may_edit);
        }
        assign(&cast, &cast.open("k").await).await;
        let other = cast.desk(OTHER_ENGINEER).await;
        assert_eq!(crate::refusal(other.change_asset(SERIAL, &edited(SERIAL)).await), Refusal::NotFound);
        for who in [ENGINEER, EXPERT, SECRETARY, MANAGER] {
            let desk = cast.desk(who).await;
            assert!(desk.asset(SERIAL).await.unwrap().may_edit, "{who}");
            desk.change_asset(SERIAL, &edited(SERIAL)).await.unwrap();
        }
    }

    async fn labels_are_of_those_chosen_or_of_the_whole_list(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..LABELS_MOST + 5 {
            add(&cast, cast.water.id, &format!("W-{n:03}"), "SW", None).await;
        }
        let desk = cast.desk(CUSTOMER).await;
        let chosen = ["W-001".to_owned(), OTHER_SERIAL.to_owned(), "nothing".to_owned(), " w-000".to_owned()];
        let labels = desk.labels(&filter(), &chosen).await.unwrap();
        assert_eq!(labels.iter().map(|asset| asset.serial.as_str()).collect::<Vec<_>>(), ["W-001", "W-000"]);
        assert_eq!(desk.labels(&filter(), &[]).await.unwrap().len(), LABELS_MOST);
        assert_eq!(desk.asset_of_label("w-000").await.unwrap().serial, "W-000");
    }

    async fn a_quote_is_valid_to_the_end_of_its_day_where_the_company_is(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.desk(STRANGER).await.open_case(&domain::case::report::Draft {
            serial: OTHER_SERIAL.to_owned(), ..store::testing::cast::draft("k")
        }).await.unwrap().number;
        assign(&cast, &number).await;
        let engineer = cast.desk(ENGINEER).await;
        let offer = domain::case::quote::Offer {
            work_minutes: 90, rate_fen: 48_000, travel_fen: 5_000, valid_until: "2026-11-22".parse().unwrap(),
        };
        let quote = Command::Quote { words: "更换电源".to_owned(), offer, expires_at: None };
        engineer.act(&number, quote).await.unwrap();
        let set_out = Command::SetOut { minutes: None };
        assert_eq!(crate::refusal(engineer.act(&number, set_out.clone()).await), Refusal::QuoteNotAccepted);
        assert!(engineer.queue().await.unwrap().waiting.iter().any(|row| row.awaits_quote && row.number == number));
        let late = cast.desk_at(STRANGER, store::testing::moment("2026-11-22T16:00:00Z")).await;
        assert_eq!(crate::refusal(late.act(&number, Command::AcceptQuote { nth: 1 }).await), Refusal::QuoteExpired);
        let in_time = cast.desk_at(STRANGER, store::testing::moment("2026-11-22T15:59:59Z")).await;
        in_time.act(&number, Command::AcceptQuote { nth: 1 }).await.unwrap();
        let engineer = cast.desk_at(ENGINEER, store::testing::moment("2026-11-22T16:00:00Z")).await;
        engineer.act(&number, set_out).await.unwrap();
        let case = engineer.case(&number).await.unwrap().case;
        assert_eq!(case.quote.unwrap().answer.unwrap().by.unwrap().name, "孙倩");
    }
}
