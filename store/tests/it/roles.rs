//! Who fills the roles of escalation matrices: bound and unbound one by one, and what a policy in use lacks.

use domain::person::PersonRef;
use domain::policy::Bound;
use domain::policy::sheet::RoleRow;
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, EXPERT, MANAGER, SECRETARY};
use store::{Desk, on_both_engines};

async fn row(desk: &Desk, role: &str) -> RoleRow {
    desk.roles_sheet().await.unwrap().rows.into_iter().find(|row| row.binding.role.id == role).unwrap()
}

fn address(email: &str) -> Bound {
    Bound::Address { name: "TAC".to_owned(), email: email.to_owned() }
}

on_both_engines! {
    async fn roles_are_filled_and_emptied_one_by_one(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let staff = manager.roles_sheet().await.unwrap().staff;
        assert_eq!(staff.len(), 5, "the company's own people: {staff:?}");
        let expert = Bound::Person(staff.iter().find(|one| one.name == "顾问").unwrap().clone());
        for bound in [&expert, &address("tac@vendor.example"), &expert] {
            manager.bind_role_also("vendor_tac", bound).await.unwrap();
        }
        assert_eq!(row(&manager, "vendor_tac").await.binding.bound, [expert.clone(), address("tac@vendor.example")]);
        manager.unbind_role("vendor_tac", &expert).await.unwrap();
        manager.unbind_role("vendor_tac", &address("nobody@vendor.example")).await.unwrap();
        assert_eq!(row(&manager, "vendor_tac").await.binding.bound, [address("tac@vendor.example")]);
    }

    async fn policies_in_use_name_the_roles_they_need(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        // The water works' contract promises policy A, which calls the national experts; nobody has policy B.
        assert_eq!(row(&manager, "national_experts").await.demanded_by[0].chinese, "三年 7×24");
        assert!(row(&manager, "president").await.demanded_by.is_empty());
    }

    async fn what_is_no_role_no_person_and_no_address_is_told_by_its_field(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let flaw = |field: &str, kind| [(field.to_owned(), kind)];
        let king = manager.bind_role_also("king", &address("a@b.example")).await;
        assert_eq!(crate::flaws(king), flaw("role", FlawKind::NotAChoice));
        let nobody = Bound::Person(PersonRef { id: 4711, name: String::new() });
        assert_eq!(crate::flaws(manager.bind_role_also("president", &nobody).await), flaw("person", FlawKind::NotAChoice));
        assert_eq!(crate::flaws(manager.bind_role_also("president", &address("")).await), flaw("email", FlawKind::NotAnEmail));
    }

    async fn roles_are_for_managers_alone(house) {
        let cast = Cast::move_in(house).await;
        for who in [CUSTOMER, CUSTOMER_ADMIN, SECRETARY, ENGINEER, EXPERT] {
            let desk = cast.desk(who).await;
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            refused(crate::refusal(desk.roles_sheet().await));
            refused(crate::refusal(desk.bind_role_also("president", &address("a@b.example")).await));
            refused(crate::refusal(desk.unbind_role("president", &address("a@b.example")).await));
        }
        assert_eq!(crate::refusal(cast.guest().roles_sheet().await), Refusal::SignInNeeded);
    }
}
