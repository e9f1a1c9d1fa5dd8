//! What is done to accounts and roles is on record: what, when, by whom; and only for those who may read it.

use crate::people::{NEW, draft};
use crate::refusal;
use domain::import::{ListKind, Mapping, Table};
use domain::people::{Deed, PeopleFilter};
use domain::person::{PersonRef, Role};
use domain::policy::Bound;
use domain::refusal::Refusal;
use store::testing::cast::{CUSTOMER_ADMIN, Cast, MANAGER, SECRETARY};
use store::{Desk, on_both_engines};

on_both_engines! {
    async fn what_is_done_to_an_account_is_on_record_for_those_who_may_alter_it(house) {
        let cast = Cast::move_in(house).await;
        let (admin, manager) = (cast.desk(CUSTOMER_ADMIN).await, cast.desk(MANAGER).await);
        let id = admin.invite_person(&draft(NEW, "customer")).await.unwrap().id;
        admin.invite_again(id).await.unwrap();
        admin.give_role(id, "customer_admin").await.unwrap();
        admin.give_role(id, "customer_admin").await.unwrap();
        manager.deactivate_person(id).await.unwrap();
        manager.deactivate_person(id).await.unwrap();
        manager.reactivate_person(id).await.unwrap();
        manager.reactivate_person(id).await.unwrap();
        let history = admin.person_sheet(id).await.unwrap().history.unwrap();
        let deeds: Vec<Deed> = history.iter().rev().map(|done| done.deed.clone()).collect();
        // What changed nothing is not on record.
        assert_eq!(deeds, [
            Deed::Invited { role: Role::Customer },
            Deed::InvitedAgain,
            Deed::RoleGiven { from: Role::Customer, to: Role::CustomerAdmin },
            Deed::Deactivated,
            Deed::Reactivated,
        ]);
        let name = |desk: &Desk| desk.viewer().person().unwrap().name.clone();
        assert_eq!((history[4].by.clone(), history[0].by.clone()), (name(&admin), name(&manager)));
        assert_eq!(history[0].at, cast.now);
        // Refused deeds leave nothing, and the secretary, who alters nobody, does not read it.
        refusal(cast.desk(SECRETARY).await.deactivate_person(id).await);
        assert_eq!(manager.person_sheet(id).await.unwrap().history.unwrap().len(), 5);
        assert_eq!(cast.desk(SECRETARY).await.person_sheet(id).await.unwrap().history, None);
        let stranger = cast.desk(store::testing::cast::STRANGER_ADMIN).await;
        assert_eq!(refusal(stranger.person_sheet(id).await), Refusal::NotFound);
    }

    async fn accounts_that_come_with_a_list_are_on_record_with_who_brought_which_list(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let text = "邮箱|姓名|角色|客户\nDing@water.example|丁一|客户|青山湖水务\nzhou@lightwell.example|周岩二|工程师|";
        let rows = text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
        let table = Table { rows };
        let id = manager.keep_import(ListKind::People, "人员.xlsx", &table).await.unwrap();
        let history = async |q: &str| {
            let filter = PeopleFilter { q: q.to_owned(), ..PeopleFilter::default() };
            let person = manager.people(&filter).await.unwrap().rows.remove(0);
            manager.person_sheet(person.id).await.unwrap().history.unwrap()
        };
        for _ in 0..2 {
            manager.import(&id, &Mapping::new()).await.unwrap();
            let came = history("ding@").await;
            assert_eq!(came.len(), 1, "the second time changes nothing");
            assert_eq!(came[0].deed, Deed::Imported { role: Role::Customer, list: "人员.xlsx".to_owned() });
            assert_eq!((came[0].by.as_str(), came[0].at), ("陈立", cast.now));
            assert!(history("zhou@").await.is_empty(), "who was here already did not come with it");
        }
        let by_operator = Table { rows: vec![table.rows[0].clone(), ["er@water.example", "丁二", "客户", "青山湖水务"].map(str::to_owned).to_vec()] };
        house.store.setup().import_list(ListKind::People, "b.csv", &by_operator, cast.now).await.unwrap();
        let came = history("er@water").await;
        assert_eq!((came[0].by.as_str(), &came[0].deed), ("", &Deed::Imported { role: Role::Customer, list: "b.csv".to_owned() }));
    }

    async fn roles_that_are_bound_are_on_record_with_whom_they_are_bound_to(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let role = manager.role_bindings().await.unwrap()[0].role.clone();
        let engineer = Bound::Person(PersonRef { id: cast.engineer.id, name: String::new() });
        let vendor = Bound::Address { name: "TAC".to_owned(), email: "tac@vendor.example".to_owned() };
        manager.bind_role_also(&role.id, &engineer).await.unwrap();
        manager.bind_role_also(&role.id, &vendor).await.unwrap();
        manager.unbind_role(&role.id, &engineer).await.unwrap();
        let history = manager.person_sheet(cast.engineer.id).await.unwrap().history.unwrap();
        let deeds: Vec<Deed> = history.into_iter().map(|done| done.deed).collect();
        let (name, address) = (role.name, String::new());
        let bound = Deed::RoleBound { role: name.clone(), address: address.clone() };
        assert_eq!(deeds, [Deed::RoleUnbound { role: name.clone(), address }, bound]);
        let of_addresses = manager.roles_sheet().await.unwrap().history;
        assert_eq!(of_addresses.len(), 1);
        assert_eq!(of_addresses[0].deed, Deed::RoleBound { role: name, address: "tac@vendor.example".to_owned() });
    }
}
