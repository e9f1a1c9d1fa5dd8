//! A few sentences about authority; the whole table is pinned in the store.

use domain::access::{Action, Whose, may};
use domain::person::Role;

#[test]
fn only_customers_confirm_or_refuse_their_service_records() {
    for role in Role::ALL {
        for action in [Action::ConfirmService, Action::RefuseService] {
            let expected = matches!(role, Role::Customer | Role::CustomerAdmin);
            assert_eq!(may(role, action, Whose::Own), expected, "{role:?} {action:?}");
            assert!(!may(role, action, Whose::Others), "{role:?} {action:?}");
        }
    }
}

#[test]
fn a_customer_sees_own_cases_and_an_admin_those_of_the_organisation() {
    let sees = |role| Whose::ALL.map(|whose| may(role, Action::SeeCase, whose));
    assert_eq!(sees(Role::Customer), [true, false, false, false]);
    assert_eq!(sees(Role::CustomerAdmin), [true, true, false, false]);
    assert_eq!(sees(Role::Engineer), [false, false, true, false]);
    assert_eq!(sees(Role::Manager), [true, true, true, true]);
}

#[test]
fn no_customer_works_assigns_or_notes_internally() {
    let staffs = [Action::Work, Action::Assign, Action::NoteInternally, Action::ChangeSeverity, Action::SeeOverview];
    for action in staffs {
        for whose in Whose::ALL {
            assert!(!may(Role::Customer, action, whose) && !may(Role::CustomerAdmin, action, whose), "{action:?}");
        }
    }
}
