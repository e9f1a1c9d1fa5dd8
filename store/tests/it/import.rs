//! Lists in spreadsheets: looked at first, imported as a whole or not at all, and twice the same as once.

use crate::{flaws, refusal};
use chrono::TimeDelta;
use domain::import::{Column, Counts, ImportState, ListKind, Mapping, ROWS_MOST, RowProblemKind, Table};
use domain::refusal::{FlawKind, Refusal};
use std::time::Duration;
use store::on_both_engines;
use store::testing::cast::{Cast, MANAGER, ONE_OF_EACH_ROLE, SERIAL};

fn table(text: &str) -> Table {
    Table { rows: text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect() }
}

const ASSETS: &str =
    "序列号|客户|名称|型号|保修截止|产品线\nNEW-1|青山湖水务|DB-09|R740|2027年1月1日|服务器\nnew-2|临江医院|CT-1|||
7XK2P93|青山湖水务|DB-01|PowerEdge R750||小型机";

/// One new contract with everything in it, one on file that gets visits.
const CONTRACTS: &str = "合同编号|客户|服务政策|起始日期|截止日期|产品线范围|指定报修人|不包含的内容|包含工时|包含上门次数|计入的服务|每小时单价|每次上门单价
QS-2026-001|临江医院|a|2026-01-01|2028-12-31|PowerEdge; \"FC, 16G\"|Sun@hospital.example|耗材；\"电池, UPS\"|40|12|故障|800|200
QS-2025-014|青山湖水务|a|2025-04-01|2028-03-31|||||6|||";

fn counts(added: usize, changed: usize, unchanged: usize) -> Counts {
    Counts { added, changed, unchanged }
}

fn many(cast: &Cast<'_>, count: usize) -> Table {
    let heads = ["SN", "Customer", "Name"].map(str::to_owned).to_vec();
    let rows = (0..count).map(|n| vec![format!("P{n}"), cast.water.name.clone(), format!("名 {n}")]);
    Table { rows: std::iter::once(heads).chain(rows).collect() }
}

/// What it has become within a moment; none while it goes on.
async fn polled<T>(work: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    tokio::time::timeout(Duration::from_millis(1), work).await.ok()
}

on_both_engines! {
    async fn a_list_of_assets_is_looked_at_first_and_changes_nothing_the_second_time(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let by_hand = Mapping::new();
        let id = desk.keep_import(ListKind::Assets, "设备.xlsx", &table(ASSETS)).await.unwrap();
        let preview = desk.preview_import(&id, &by_hand).await.unwrap();
        assert!(preview.is_clean(), "{preview:?}");
        assert_eq!((preview.file.as_str(), preview.counts), ("设备.xlsx", counts(2, 1, 0)));
        assert_eq!(desk.assets("").await.unwrap().len(), 2, "nothing counts yet");
        assert_eq!(desk.import(&id, &by_hand).await.unwrap(), counts(2, 1, 0));
        assert_eq!(desk.import(&id, &by_hand).await.unwrap(), counts(0, 0, 3));
        let changed = desk.asset(SERIAL).await.unwrap().asset;
        assert_eq!((changed.model.as_str(), changed.product_line.as_str()), ("PowerEdge R750", "小型机"));
        assert_eq!(changed.site, "中心机房", "what the list does not say stays");
        let new = desk.asset("NEW-1").await.unwrap();
        assert_eq!(new.asset.warranty_ends_on, "2027-01-01".parse().ok());
        assert_eq!(new.organisation_name, "青山湖水务");
    }

    async fn one_wrong_cell_keeps_the_whole_list_out(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let wrong = format!("{ASSETS}\nNEW-3|没有这家|X|||\nHX-0042|青山湖水务|moved|||");
        let id = desk.keep_import(ListKind::Assets, "a.csv", &table(&wrong)).await.unwrap();
        let preview = desk.preview_import(&id, &Mapping::new()).await.unwrap();
        let found: Vec<_> = preview.problems.into_iter().map(|problem| (problem.row, problem.column, problem.kind)).collect();
        let unknown = RowProblemKind::Unknown { text: "没有这家".to_owned() };
        let moved = RowProblemKind::OfAnotherOrganisation { name: "临江医院".to_owned() };
        assert_eq!(found, [(5, Column::Organisation, unknown), (6, Column::Organisation, moved)]);
        assert_eq!(refusal(desk.import(&id, &Mapping::new()).await), Refusal::ChangedMeanwhile);
        assert_eq!(desk.assets("").await.unwrap().len(), 2);
    }

    async fn a_column_of_another_name_is_said_by_hand(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let text = "条码|客户|名称\nB-1|临江医院|CT";
        let id = desk.keep_import(ListKind::Assets, "a.csv", &table(text)).await.unwrap();
        let preview = desk.preview_import(&id, &Mapping::new()).await.unwrap();
        assert_eq!((preview.lacking, preview.counts), (vec![Column::Serial], Counts::default()));
        assert_eq!(refusal(desk.import(&id, &Mapping::new()).await), Refusal::ChangedMeanwhile);
        assert_eq!(desk.import(&id, &vec![(0, Some(Column::Serial))]).await.unwrap(), counts(1, 0, 0));
    }

    async fn organisations_people_and_contracts_come_the_same_way(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let lists = [
            (ListKind::Organisations, "单位名称\n新客户\n临江医院", counts(1, 0, 1)),
            (ListKind::People, "邮箱|姓名|角色|客户|语言\nMa@New.example|马兰|客户负责人|新客户|en\nzhou@lightwell.example|周岩|工程师||", counts(1, 0, 1)),
            (ListKind::Assets, "SN|Customer|Name\nN-1|新客户|DB\nN-2|新客户|APP", counts(2, 0, 0)),
            (ListKind::Contracts, "合同编号|客户|服务政策|起始日期|截止日期|覆盖设备|服务地点
QS-2026-001|新客户|a|46023|2028/12/31|n-2,N-1|一楼；二楼
QS-2025-014|青山湖水务|a|2025-04-01|2029-03-31||", counts(1, 1, 0)),
        ];
        for (kind, text, expected) in lists {
            let id = desk.keep_import(kind, "list", &table(text)).await.unwrap();
            let preview = desk.preview_import(&id, &Mapping::new()).await.unwrap();
            assert!(preview.is_clean(), "{preview:?}");
            assert_eq!(desk.import(&id, &Mapping::new()).await.unwrap(), expected, "{kind:?}");
            let again = desk.import(&id, &Mapping::new()).await.unwrap();
            assert_eq!(again, counts(0, 0, expected.added + expected.changed + expected.unchanged), "{kind:?}");
        }
        let contracts = desk.contracts().await.unwrap();
        let of = |number: &str| contracts.iter().find(|sheet| sheet.contract.number == number).unwrap();
        let new = of("QS-2026-001");
        assert_eq!((new.asset_count, new.contract.starts_on.to_string().as_str()), (2, "2026-01-01"));
        assert_eq!(new.contract.sites, ["一楼", "二楼"]);
        let renewed = &of("QS-2025-014").contract;
        assert_eq!((renewed.ends_on.to_string().as_str(), renewed.asset_ids.len()), ("2029-03-31", 0), "an empty cell: all");
        let admin = cast.desk("ma@new.example").await;
        assert_eq!(admin.contracts().await.unwrap().len(), 1);
        assert!(house.store.credentials("ma@new.example").await.unwrap().is_none(), "nobody signs in without a password");
        assert!(house.store.credentials(MANAGER).await.unwrap().is_some());
        assert_eq!(house.store.claim_outbox(100, cast.now + TimeDelta::hours(1)).await.unwrap().len(), 0, "no letters");
    }

    async fn contracts_bring_their_terms_and_what_is_exported_changes_nothing_when_it_comes_back(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let id = desk.keep_import(ListKind::Contracts, "list", &table(CONTRACTS)).await.unwrap();
        assert_eq!(desk.import(&id, &Mapping::new()).await.unwrap(), counts(1, 1, 0));
        assert_eq!(desk.import(&id, &Mapping::new()).await.unwrap(), counts(0, 0, 2));
        let contracts = desk.contracts().await.unwrap();
        let of = |number: &str| &contracts.iter().find(|sheet| sheet.contract.number == number).unwrap().contract;
        let terms = &of("QS-2026-001").terms;
        assert_eq!(terms.product_lines, ["PowerEdge", "FC, 16G"]);
        assert_eq!((terms.contacts.as_slice(), terms.included.minutes), (&["sun@hospital.example".to_owned()][..], Some(2400)));
        assert_eq!((terms.included.visits, terms.included.kinds.len()), (Some(12), 1));
        assert_eq!(terms.rates.unwrap().travel_cents, 20_000);
        assert_eq!(of("QS-2025-014").terms.included.visits, Some(6), "also of what is on file already");
        let form = desk.contract_form(Some("QS-2026-001"), None).await.unwrap().draft;
        assert_eq!((form.hours.as_str(), form.rate_minimum.as_str()), ("40", "0"), "the form shows the same");
        // Every column of the export, as cells that an import reads.
        let columns = ListKind::Contracts.columns();
        let heads = columns.iter().map(|column| column.key().to_owned()).collect::<Vec<_>>();
        let cell = |column: &Column, row: &domain::import::Values| match column {
            Column::Number | Column::Organisation | Column::Policy => row[column].clone(),
            _ => domain::import::listed(row[column].lines()),
        };
        let rows = desk.list(ListKind::Contracts, "").await.unwrap();
        let exported: Vec<Vec<String>> = rows.iter().map(|row| columns.iter().map(|column| cell(column, row)).collect()).collect();
        let back = Table { rows: std::iter::once(heads).chain(exported).collect() };
        let by_hand = columns.iter().copied().map(Some).enumerate().collect::<Mapping>();
        let id = desk.keep_import(ListKind::Contracts, "back", &back).await.unwrap();
        let preview = desk.preview_import(&id, &by_hand).await.unwrap();
        assert_eq!((preview.counts, preview.problems), (counts(0, 0, 2), Vec::new()));
    }

    async fn lists_are_the_managers_own(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.desk(MANAGER).await.keep_import(ListKind::Assets, "a", &table(ASSETS)).await.unwrap();
        for (_, email) in ONE_OF_EACH_ROLE.into_iter().filter(|(_, email)| *email != MANAGER) {
            let desk = cast.desk(email).await;
            assert_eq!(refusal(desk.keep_import(ListKind::Assets, "a", &table(ASSETS)).await), Refusal::NotAllowed);
            assert_eq!(refusal(desk.preview_import(&id, &Mapping::new()).await), Refusal::NotAllowed);
            assert_eq!(refusal(desk.import(&id, &Mapping::new()).await), Refusal::NotAllowed);
        }
        assert_eq!(refusal(cast.guest().import(&id, &Mapping::new()).await), Refusal::SignInNeeded);
        let tomorrow = cast.desk_at(MANAGER, cast.now + TimeDelta::hours(25)).await;
        assert_eq!(refusal(tomorrow.import(&id, &Mapping::new()).await), Refusal::NotFound);
        house.store.sweep(cast.now + TimeDelta::hours(25)).await.unwrap();
        let desk = cast.desk(MANAGER).await;
        assert_eq!(refusal(desk.preview_import(&id, &Mapping::new()).await), Refusal::NotFound, "it is swept");
    }

    async fn how_far_an_import_is_is_known_to_every_process_while_it_runs_and_to_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let id = desk.keep_import(ListKind::Assets, "m.csv", &many(&cast, 20_000)).await.unwrap();
        let replica = house.replica().await;
        let there = replica.desk(replica.setup().viewer(MANAGER, cast.now).await.unwrap(), cast.now);
        assert_eq!(there.import_progress(&id).await.unwrap(), ImportState::Waiting);
        let asked = id.clone();
        let asking = tokio::spawn(async move {
            let mut seen = Vec::new();
            loop {
                match there.import_progress(&asked).await.unwrap() {
                    ImportState::Running(progress) => seen.push(progress),
                    ImportState::Done(counts) => return (seen, counts, there),
                    state => assert_eq!((state, seen.len()), (ImportState::Waiting, 0)),
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        });
        assert_eq!(desk.import(&id, &Mapping::new()).await.unwrap(), counts(20_000, 0, 0));
        let (seen, done, there) = asking.await.unwrap();
        assert_eq!(done, counts(20_000, 0, 0));
        assert!(seen.is_sorted_by_key(|progress| (progress.checked, progress.written)), "{seen:?}");
        assert!(seen.iter().any(|progress| progress.to_write == Some(20_000) && progress.rows == 20_000), "{seen:?}");
        let preview = there.preview_import(&id, &Mapping::new()).await.unwrap();
        assert_eq!((preview.state, preview.counts), (ImportState::Done(done), counts(0, 0, 20_000)));
        let engineer = cast.desk(store::testing::cast::ENGINEER).await;
        assert_eq!(refusal(engineer.import_progress(&id).await), Refusal::NotAllowed);
        assert_eq!(refusal(desk.import_progress("nobody's").await), Refusal::NotFound);
        replica.close().await;
    }

    async fn of_two_who_import_the_same_file_the_second_is_refused_or_finds_it_done(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let id = desk.keep_import(ListKind::Assets, "m.csv", &many(&cast, 6_000)).await.unwrap();
        let (first, of) = (cast.desk(MANAGER).await, id.clone());
        let first = tokio::spawn(async move { first.import(&of, &Mapping::new()).await });
        let later = cast.desk_at(MANAGER, cast.now + TimeDelta::seconds(90)).await;
        let mut silent = ImportState::Waiting;
        while silent == ImportState::Waiting {
            silent = later.import_progress(&id).await.unwrap();
        }
        // By its own clock nothing was heard of it for a minute and a half.
        assert!(matches!(silent, ImportState::BrokenOff | ImportState::Done(_)), "{silent:?}");
        match desk.import(&id, &Mapping::new()).await {
            Ok(second) => assert_eq!(second, counts(0, 0, 6_000)),
            second => assert_eq!(refusal(second), Refusal::ChangedMeanwhile),
        }
        assert_eq!(first.await.unwrap().unwrap(), counts(6_000, 0, 0));
    }

    async fn whoever_walks_away_leaves_nothing_behind_and_can_begin_again(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let id = desk.keep_import(ListKind::Assets, "m.csv", &many(&cast, 3_000)).await.unwrap();
        let by_hand = Mapping::new();
        {
            let import = desk.import(&id, &by_hand);
            tokio::pin!(import);
            while desk.import_progress(&id).await.unwrap() == ImportState::Waiting {
                assert!(polled(&mut import).await.is_none(), "it takes longer than this");
            }
        }
        while desk.import_progress(&id).await.unwrap() != ImportState::Waiting {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        assert_eq!(refusal(desk.asset("P1").await), Refusal::NotFound);
        assert_eq!(desk.import(&id, &by_hand).await.unwrap(), counts(3_000, 0, 0));
    }

    async fn an_empty_or_endless_list_is_not_taken(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(MANAGER).await;
        let kept = desk.keep_import(ListKind::Assets, "a.csv", &table(" | \n")).await;
        assert_eq!(flaws(kept), [("file".to_owned(), FlawKind::FileEmpty { name: "a.csv".to_owned() })]);
        let endless = Table { rows: vec![vec!["x".to_owned()]; ROWS_MOST + 11] };
        let kept = desk.keep_import(ListKind::Assets, "a.csv", &endless).await;
        assert_eq!(flaws(kept), [("file".to_owned(), FlawKind::TooManyRows { most: ROWS_MOST })]);
    }

    async fn many_rows_travel_together_and_all_arrive(house) {
        let cast = Cast::move_in(house).await;
        let heads = ["SN", "Customer", "Name"].map(str::to_owned).to_vec();
        let rows = (0..2_500).map(|n| vec![format!("M{n}"), cast.water.name.clone(), format!("名 \"{n}\" \\")]);
        let many = Table { rows: std::iter::once(heads).chain(rows).collect() };
        let setup = house.store.setup();
        assert_eq!(setup.import_list(ListKind::Assets, "list", &many, cast.now).await.unwrap(), counts(2_500, 0, 0));
        assert_eq!(setup.preview_list(ListKind::Assets, "m", &many).await.unwrap().counts, counts(0, 0, 2_500));
        let last = cast.desk(MANAGER).await.asset("m2499").await.unwrap();
        assert_eq!(last.asset.name, "名 \"2499\" \\");
    }
}
