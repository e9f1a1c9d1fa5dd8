//! What people change of their own account, and that it is nobody else's.

use crate::people::{id_of, letters};
use crate::{flaws, refusal};
use domain::people::SelfDraft;
use domain::person::{Language, Role};
use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{COLLEAGUE, CUSTOMER, Cast};

on_both_engines! {
    async fn people_change_what_is_their_own_and_nothing_else(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let draft = SelfDraft {
            name: "王丽丽".to_owned(),
            phone: "139 0000 2101".to_owned(),
            language: "en".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
        };
        desk.change_own(&draft).await.unwrap();
        let desk = cast.desk(CUSTOMER).await;
        let person = desk.viewer().person().unwrap();
        assert_eq!((person.name.as_str(), person.phone.as_str()), ("王丽丽", "139 0000 2101"));
        assert_eq!((person.language, person.zone.name.as_str()), (Language::English, "Europe/Berlin"));
        assert_eq!((person.role, person.email.as_str()), (Role::Customer, CUSTOMER));
        assert_eq!(cast.desk(COLLEAGUE).await.viewer().person().unwrap().name, "赵敏");
        let nowhere = SelfDraft { time_zone: "Nowhere/Else".to_owned(), ..draft.clone() };
        assert_eq!(flaws(desk.change_own(&nowhere).await), [("time_zone".to_owned(), FlawKind::NotAChoice)]);
        assert_eq!(refusal(cast.guest().change_own(&draft).await), Refusal::SignInNeeded);
        assert_eq!(refusal(cast.guest().change_own_password("hash", "").await), Refusal::SignInNeeded);
    }

    async fn a_new_password_ends_every_session_but_the_one_it_was_set_in(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        let id = id_of(&cast, CUSTOMER).await;
        let [here, elsewhere] = [store.open_session(id, cast.now).await.unwrap(), store.open_session(id, cast.now).await.unwrap()];
        let colleague = store.open_session(id_of(&cast, COLLEAGUE).await, cast.now).await.unwrap();
        store.forgot_password(CUSTOMER, "1.2.3.4", cast.now).await.unwrap();
        let (_, token) = letters(&cast, "new_password").await.remove(0);
        cast.desk(CUSTOMER).await.change_own_password("new hash", &here).await.unwrap();
        assert_eq!(store.credentials(CUSTOMER).await.unwrap().unwrap().password_hash, "new hash");
        assert!(store.session_viewer(&here, cast.now).await.unwrap().is_some());
        assert!(store.session_viewer(&elsewhere, cast.now).await.unwrap().is_none());
        assert!(store.session_viewer(&colleague, cast.now).await.unwrap().is_some());
        assert_eq!(refusal(cast.guest().password_link(&token).await), Refusal::LinkUsed);
    }
}
