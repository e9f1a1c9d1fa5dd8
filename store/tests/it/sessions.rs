//! Signing in: attempts, tokens, expiry.

use chrono::TimeDelta;
use domain::person::{Language, Viewer};
use domain::refusal::Refusal;
use store::on_both_engines;
use store::testing::cast::{CUSTOMER, Cast, ENGINEER};

async fn customer_id(cast: &Cast<'_>) -> i64 {
    cast.house.store.credentials(" WANG@water.example ").await.unwrap().unwrap().person_id
}

on_both_engines! {
    async fn a_session_is_the_person_until_it_is_closed(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        let id = customer_id(&cast).await;
        let first = store.open_session(id, cast.now).await.unwrap();
        let second = store.open_session(id, cast.now).await.unwrap();
        assert_ne!(first, second, "every sign-in is a new token");
        assert_eq!(first.len(), 64);
        let Some(Viewer::Person(person)) = store.session_viewer(&first, cast.now).await.unwrap() else { panic!("signed in") };
        assert_eq!((person.id, person.name.as_str(), person.email.as_str()), (id, "王丽", CUSTOMER));
        assert_eq!(person.organisation.unwrap().name, "青山湖水务");
        assert_eq!(person.zone.offset_seconds(cast.now), 8 * 3600);
        store.close_session(&first).await.unwrap();
        assert!(store.session_viewer(&first, cast.now).await.unwrap().is_none());
        assert!(store.session_viewer(&second, cast.now).await.unwrap().is_some());
        assert!(store.session_viewer("", cast.now).await.unwrap().is_none());
    }

    async fn the_token_itself_is_not_in_the_database(house) {
        let cast = Cast::move_in(house).await;
        let token = house.store.open_session(customer_id(&cast).await, cast.now).await.unwrap();
        let kept: Vec<String> = match house.store.db() {
            store::Db::Sqlite { read, .. } => {
                sqlx::query_scalar("SELECT token_hash FROM session").fetch_all(read).await.unwrap()
            }
            store::Db::Postgres(pool) => {
                sqlx::query_scalar("SELECT token_hash FROM session").fetch_all(pool).await.unwrap()
            }
        };
        assert_eq!(kept.len(), 1);
        assert_ne!(kept[0], token);
        assert!(house.store.session_viewer(&kept[0], cast.now).await.unwrap().is_none());
    }

    async fn a_session_ends_when_idle_and_after_thirty_days(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        let id = customer_id(&cast).await;
        let idle = store.open_session(id, cast.now).await.unwrap();
        let hours = |hours: i64| cast.now + TimeDelta::hours(hours);
        assert!(store.session_viewer(&idle, hours(11)).await.unwrap().is_some());
        assert!(store.session_viewer(&idle, hours(22)).await.unwrap().is_some(), "used in between");
        assert!(store.session_viewer(&idle, hours(34)).await.unwrap().is_none(), "twelve hours idle");
        let busy = store.open_session(id, cast.now).await.unwrap();
        let mut hour = 0;
        while hour < 30 * 24 {
            assert!(store.session_viewer(&busy, hours(hour)).await.unwrap().is_some(), "hour {hour}");
            hour += 10;
        }
        assert!(store.session_viewer(&busy, hours(30 * 24)).await.unwrap().is_none());
        store.sweep(hours(30 * 24)).await.unwrap();
        assert!(store.session_viewer(&busy, hours(1)).await.unwrap().is_none(), "swept");
    }

    async fn five_failures_for_an_address_of_mail_are_enough_for_a_quarter_of_an_hour(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        for second in 0..5 {
            store.sign_in_allowed(CUSTOMER, "10.0.0.1", cast.now).await.unwrap();
            let at = cast.now + TimeDelta::seconds(second);
            store.note_failed_sign_in(&CUSTOMER.to_uppercase(), &format!("10.0.0.{second}"), at).await.unwrap();
        }
        let now = cast.now + TimeDelta::seconds(10);
        let refused = crate::refusal(store.sign_in_allowed(CUSTOMER, "10.9.9.9", now).await);
        assert_eq!(refused, Refusal::TooManyAttempts { retry_after_seconds: 891 });
        store.sign_in_allowed(ENGINEER, "10.0.0.1", now).await.unwrap();
        store.sign_in_allowed(CUSTOMER, "10.9.9.9", now + TimeDelta::seconds(891)).await.unwrap();
    }

    async fn thirty_failures_from_one_network_address_are_enough(house) {
        let cast = Cast::move_in(house).await;
        for n in 0..30 {
            house.store.sign_in_allowed(ENGINEER, "10.0.0.1", cast.now).await.unwrap();
            house.store.note_failed_sign_in(&format!("guess{n}@x.example"), "10.0.0.1", cast.now).await.unwrap();
        }
        let refused = crate::refusal(house.store.sign_in_allowed(ENGINEER, "10.0.0.1", cast.now).await);
        assert!(matches!(refused, Refusal::TooManyAttempts { retry_after_seconds: 901 }), "{refused:?}");
        house.store.sign_in_allowed(ENGINEER, "10.0.0.2", cast.now).await.unwrap();
    }

    async fn signing_in_forgives_the_persons_own_failures(house) {
        let cast = Cast::move_in(house).await;
        for _ in 0..4 {
            house.store.note_failed_sign_in(CUSTOMER, "10.0.0.1", cast.now).await.unwrap();
        }
        house.store.open_session(customer_id(&cast).await, cast.now).await.unwrap();
        for _ in 0..4 {
            house.store.note_failed_sign_in(CUSTOMER, "10.0.0.1", cast.now).await.unwrap();
        }
        house.store.sign_in_allowed(CUSTOMER, "10.0.0.1", cast.now).await.unwrap();
    }

    async fn nobody_has_the_credentials_of_nobody(house) {
        Cast::move_in(house).await;
        assert!(house.store.credentials("nobody@nowhere.example").await.unwrap().is_none());
        assert!(house.store.credentials("").await.unwrap().is_none());
    }

    async fn a_chosen_language_stays(house) {
        let cast = Cast::move_in(house).await;
        let token = house.store.open_session(customer_id(&cast).await, cast.now).await.unwrap();
        cast.desk(CUSTOMER).await.set_language(Language::English).await.unwrap();
        let viewer = house.store.session_viewer(&token, cast.now).await.unwrap().unwrap();
        assert_eq!(viewer.language(), Language::English);
    }

    async fn a_new_password_ends_every_session(house) {
        let cast = Cast::move_in(house).await;
        let token = house.store.open_session(customer_id(&cast).await, cast.now).await.unwrap();
        house.store.setup().set_password(CUSTOMER, "$argon2id$new").await.unwrap();
        assert!(house.store.session_viewer(&token, cast.now).await.unwrap().is_none());
        assert_eq!(house.store.credentials(CUSTOMER).await.unwrap().unwrap().password_hash, "$argon2id$new");
        let nobody = house.store.setup().set_password("nobody@nowhere.example", "x").await;
        assert_eq!(crate::refusal(nobody), Refusal::NotFound);
    }
}
