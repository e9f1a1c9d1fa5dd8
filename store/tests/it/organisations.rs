//! The service archive: who sees which, what managers make of it, and the dedicated engineer who is offered first.

use crate::journey::up_to_confirmation;
use crate::{flaws, refusal};
use chrono::TimeDelta;
use domain::case::decide::Command;
use domain::contract::Standing;
use domain::organisation::{DedicatedPart, EntryDraft, OrganisationDraft};
use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, OTHER_ENGINEER, SECRETARY, SERIAL,
    STRANGER_ADMIN,
};

fn entry(kind: &str, name: &str) -> EntryDraft {
    EntryDraft {
        entry: kind.to_owned(),
        name: name.to_owned(),
        address: "湖滨路 1 号".to_owned(),
        phone: "0571 8888 0000".to_owned(),
        quantity: "2".to_owned(),
        place: "机房 A 柜".to_owned(),
        ..EntryDraft::default()
    }
}

fn named(name: &str) -> OrganisationDraft {
    OrganisationDraft { name: name.to_owned(), ..OrganisationDraft::default() }
}

on_both_engines! {
    async fn an_archive_tells_who_what_since_when_and_what_was_done(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let water = cast.water.id;
        let about = OrganisationDraft { systems: "两台数据库服务器，双活。".to_owned(), ..named("青山湖水务") };
        manager.change_organisation(water, &about).await.unwrap();
        for (kind, name) in [("site", "中心机房"), ("site", "二号泵站"), ("contact", "王工"), ("part", "600 GB SAS 硬盘")] {
            manager.save_entry(water, &entry(kind, name)).await.unwrap();
        }
        let other = cast.desk(OTHER_ENGINEER).await.viewer().person().unwrap().id;
        manager.name_dedicated(water, &cast.engineer.id.to_string(), &other.to_string()).await.unwrap();
        let number = cast.open("k").await;
        up_to_confirmation(&cast, &number).await;
        cast.desk(CUSTOMER).await.act(&number, Command::ConfirmService).await.unwrap();
        let archive = cast.desk(CUSTOMER_ADMIN).await.archive(water).await.unwrap();
        assert_eq!((archive.organisation.name.as_str(), archive.since), ("青山湖水务", cast.now));
        assert_eq!(archive.systems, about.systems);
        let sites: Vec<_> = archive.sites.iter().map(|site| (site.name.as_str(), site.assets)).collect();
        assert_eq!(sites, [("中心机房", 1), ("二号泵站", 0)]);
        assert_eq!((archive.contacts[0].name.as_str(), archive.parts[0].quantity), ("王工", 2));
        let ours: Vec<_> = archive.dedicated.iter().map(|one| (one.part, one.person.name.as_str(), one.since)).collect();
        assert_eq!(ours, [(DedicatedPart::Engineer, "周岩", cast.now), (DedicatedPart::Deputy, "林涛", cast.now)]);
        assert_eq!(archive.people.len(), 3);
        assert_eq!((archive.contracts[0].number.as_str(), archive.contract_count), ("QS-2025-014", 1));
        assert!(matches!(archive.contracts[0].standing, Standing::InForce { .. }));
        assert_eq!((archive.assets[0].0.as_str(), archive.asset_count), (SERIAL, 1));
        assert_eq!(archive.done.len(), 1);
        assert_eq!((archive.done[0].number.as_str(), archive.done[0].engineer_name.as_str()), (number.as_str(), "周岩"));
        assert!(!archive.done[0].cause.is_empty() && !archive.done[0].done.is_empty());
        assert!(!archive.may_edit && archive.may_invite && archive.engineers.is_empty());
    }

    async fn an_archive_is_seen_by_those_it_concerns_and_by_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let (water, hospital) = (cast.water.id, cast.hospital.id);
        let listed = async |who: &str| {
            let page = cast.desk(who).await.organisation_list("", None).await.unwrap();
            page.rows.into_iter().map(|row| row.organisation.name).collect::<Vec<_>>()
        };
        for who in [SECRETARY, EXPERT, MANAGER] {
            assert_eq!(listed(who).await, ["临江医院", "青山湖水务"], "{who}");
            cast.desk(who).await.archive(hospital).await.unwrap();
        }
        for (who, own, other) in [(CUSTOMER_ADMIN, water, hospital), (STRANGER_ADMIN, hospital, water)] {
            let desk = cast.desk(who).await;
            assert_eq!(listed(who).await.len(), 1, "{who}");
            desk.archive(own).await.unwrap();
            assert_eq!(refusal(desk.archive(other).await), Refusal::NotFound, "{who}");
            assert_eq!(desk.organisation_list("", Some(i64::MAX)).await.unwrap().rows.len(), 1, "{who}");
        }
        for who in [CUSTOMER, COLLEAGUE] {
            assert_eq!(refusal(cast.desk(who).await.archive(water).await), Refusal::NotFound, "{who}");
            assert_eq!(refusal(cast.desk(who).await.organisation_list("", None).await), Refusal::NotAllowed, "{who}");
        }
        assert_eq!(refusal(cast.guest().archive(water).await), Refusal::SignInNeeded);
        assert_eq!(refusal(cast.guest().organisation_list("", None).await), Refusal::SignInNeeded);
        assert_eq!(refusal(cast.desk(MANAGER).await.archive(404).await), Refusal::NotFound);
    }

    async fn an_engineer_sees_whom_they_work_for_by_a_case_or_as_dedicated_engineer(house) {
        let cast = Cast::move_in(house).await;
        let (engineer, other) = (cast.desk(ENGINEER).await, cast.desk(OTHER_ENGINEER).await);
        assert_eq!(refusal(engineer.archive(cast.water.id).await), Refusal::NotFound);
        let number = cast.open("k").await;
        cast.desk(SECRETARY).await.act(&number, Command::Assign { to: cast.engineer.clone() }).await.unwrap();
        engineer.archive(cast.water.id).await.unwrap();
        assert_eq!(refusal(engineer.archive(cast.hospital.id).await), Refusal::NotFound);
        let id = other.viewer().person().unwrap().id.to_string();
        let manager = cast.desk(MANAGER).await;
        manager.name_dedicated(cast.water.id, &id, "").await.unwrap();
        assert!(other.archive(cast.water.id).await.unwrap().done.is_empty(), "the cases of others stay theirs");
        assert_eq!(other.assets("").await.unwrap().len(), 1);
        manager.name_dedicated(cast.water.id, "", "").await.unwrap();
        assert_eq!(refusal(other.archive(cast.water.id).await), Refusal::NotFound);
    }

    async fn only_managers_edit_archives(house) {
        let cast = Cast::move_in(house).await;
        let water = cast.water.id;
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT] {
            let desk = cast.desk(who).await;
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            refused(refusal(desk.add_organisation(&named("新客户")).await));
            refused(refusal(desk.change_organisation(water, &named("改名")).await));
            refused(refusal(desk.save_entry(water, &entry("site", "x")).await));
            refused(refusal(desk.remove_entry(water, "site", "1").await));
            refused(refusal(desk.name_dedicated(water, "", "").await));
        }
        assert_eq!(refusal(cast.guest().add_organisation(&named("x")).await), Refusal::SignInNeeded);
        assert_eq!(refusal(cast.guest().save_entry(water, &entry("site", "x")).await), Refusal::SignInNeeded);
    }

    async fn lines_are_changed_and_removed_within_their_own_archive(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let (water, hospital) = (cast.water.id, cast.hospital.id);
        for kind in ["site", "contact", "part"] {
            manager.save_entry(water, &entry(kind, "甲")).await.unwrap();
            let ids = async || {
                let archive = manager.archive(water).await.unwrap();
                match kind {
                    "site" => archive.sites.iter().filter_map(|one| one.id.map(|id| (id, one.name.clone()))).collect(),
                    "contact" => archive.contacts.iter().map(|one| (one.id, one.name.clone())).collect(),
                    _ => archive.parts.iter().map(|one| (one.id, one.name.clone())).collect::<Vec<_>>(),
                }
            };
            let id = ids().await[0].0;
            let changed = EntryDraft { id: id.to_string(), ..entry(kind, "乙") };
            assert_eq!(refusal(manager.save_entry(hospital, &changed).await), Refusal::NotFound, "{kind}");
            assert_eq!(refusal(manager.remove_entry(hospital, kind, &id.to_string()).await), Refusal::NotFound, "{kind}");
            manager.save_entry(water, &changed).await.unwrap();
            assert_eq!(ids().await, [(id, "乙".to_owned())], "{kind}");
            manager.remove_entry(water, kind, &id.to_string()).await.unwrap();
            assert!(ids().await.is_empty(), "{kind}");
            assert_eq!(refusal(manager.remove_entry(water, kind, &id.to_string()).await), Refusal::NotFound, "{kind}");
        }
        for (kind, id) in [("site", "x"), ("car", "1"), ("site", "")] {
            assert_eq!(refusal(manager.remove_entry(water, kind, id).await), Refusal::NotFound);
        }
    }

    async fn names_are_taken_once(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let taken = [("name".to_owned(), FlawKind::Taken)];
        assert_eq!(flaws(manager.add_organisation(&named(" 临江医院 ")).await), taken);
        assert_eq!(flaws(manager.change_organisation(cast.water.id, &named("临江医院")).await), taken);
        manager.save_entry(cast.water.id, &entry("site", "泵站")).await.unwrap();
        assert_eq!(flaws(manager.save_entry(cast.water.id, &entry("site", "泵站")).await), taken);
        manager.save_entry(cast.hospital.id, &entry("site", "泵站")).await.unwrap();
        let new = manager.add_organisation(&named("新客户")).await.unwrap();
        assert_eq!(manager.archive(new.id).await.unwrap().organisation.name, "新客户");
        let found = manager.organisation_list("新客", None).await.unwrap().rows;
        assert_eq!(found.len(), 1);
    }

    async fn the_dedicated_engineer_is_offered_first_and_the_deputy_next(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let other = cast.desk(OTHER_ENGINEER).await.viewer().person().unwrap().id;
        let number = cast.open("k").await;
        let offered = async || {
            let engineers = manager.case(&number).await.unwrap().engineers;
            engineers.into_iter().map(|engineer| engineer.name).collect::<Vec<_>>()
        };
        assert_eq!(offered().await, ["周岩", "林涛", "顾问"]);
        manager.name_dedicated(cast.water.id, &other.to_string(), &cast.engineer.id.to_string()).await.unwrap();
        assert_eq!(offered().await, ["林涛", "周岩", "顾问"]);
        let board = cast.desk(SECRETARY).await.dispatch().await.unwrap();
        let dedicated: Vec<_> = board.dedicated.iter().map(|one| (one.organisation_name.as_str(), one.person_id)).collect();
        assert_eq!(dedicated, [("青山湖水务", other), ("青山湖水务", cast.engineer.id)]);
        manager.deactivate_person(other).await.unwrap();
        assert_eq!(offered().await, ["周岩", "顾问"]);
        assert_eq!(manager.archive(cast.water.id).await.unwrap().dedicated.len(), 1, "who left is nobody's engineer");
    }

    async fn one_person_has_one_part_and_naming_anew_keeps_the_day_of_who_stays(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let (water, engineer) = (cast.water.id, cast.engineer.id.to_string());
        let other = cast.desk(OTHER_ENGINEER).await.viewer().person().unwrap().id.to_string();
        let taken = flaws(manager.name_dedicated(water, &engineer, &engineer).await);
        assert_eq!(taken, [("deputy".to_owned(), FlawKind::Taken)]);
        for wrong in ["x", "404", &cast.desk(SECRETARY).await.viewer().person().unwrap().id.to_string()] {
            let refused = flaws(manager.name_dedicated(water, wrong, "").await);
            assert_eq!(refused, [("engineer".to_owned(), FlawKind::NotAChoice)], "{wrong}");
        }
        manager.name_dedicated(water, &engineer, "").await.unwrap();
        let later = cast.desk_at(MANAGER, cast.now + TimeDelta::days(9)).await;
        later.name_dedicated(water, &engineer, &other).await.unwrap();
        let since: Vec<_> = later.archive(water).await.unwrap().dedicated.iter().map(|one| one.since).collect();
        assert_eq!(since, [cast.now, cast.now + TimeDelta::days(9)]);
        // The two change places.
        later.name_dedicated(water, &other, &engineer).await.unwrap();
        let now: Vec<_> = later.archive(water).await.unwrap().dedicated.into_iter().map(|one| one.person.name).collect();
        assert_eq!(now, ["林涛", "周岩"]);
    }

    async fn a_deactivated_role_holder_no_longer_takes_escalations(house) {
        use domain::policy::Bound;
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        manager.bind_role("regional_experts", &[Bound::Person(cast.engineer.clone())]).await.unwrap();
        let bound = async || {
            let bindings = manager.role_bindings().await.unwrap();
            bindings.into_iter().find(|one| one.role.id == "regional_experts").unwrap().bound.len()
        };
        assert_eq!(bound().await, 1);
        manager.deactivate_person(cast.engineer.id).await.unwrap();
        assert_eq!(bound().await, 0);
        manager.reactivate_person(cast.engineer.id).await.unwrap();
        assert_eq!(bound().await, 1);
    }
}
