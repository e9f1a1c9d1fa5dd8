//! What is done to accounts and roles is on record: what, when, by whom; and only for those who may read it.

use crate::people::{NEW, draft};
use crate::refusal;
use domain::people::Deed;
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
