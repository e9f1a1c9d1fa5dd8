//! Parked forms: nothing typed is lost, and nobody else reads it.

use chrono::TimeDelta;
use domain::parked::Parked;
use domain::refusal::{Flaw, FlawKind, Refusal};
use store::on_both_engines;
use store::testing::cast::{COLLEAGUE, CUSTOMER, Cast, MANAGER};

fn form(title: &str) -> Parked {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Parked {
        fields: vec![field("title", title), field("password", "secret"), field("new_password", "secret")],
        refusal: Refusal::Flawed(vec![Flaw::of("title", FlawKind::Empty)]),
    }
}

on_both_engines! {
    async fn a_persons_form_is_that_persons(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.desk(CUSTOMER).await.park(&form("</textarea><script>alert(1)</script>")).await.unwrap();
        let parked = cast.desk(CUSTOMER).await.parked(&id).await.unwrap();
        assert_eq!(parked.field("title"), "</textarea><script>alert(1)</script>");
        assert_eq!(parked.flaws(), [Flaw::of("title", FlawKind::Empty)]);
        assert_eq!(crate::refusal(cast.desk(COLLEAGUE).await.parked(&id).await), Refusal::NotFound);
        assert_eq!(crate::refusal(cast.desk(MANAGER).await.parked(&id).await), Refusal::NotFound);
        assert_eq!(crate::refusal(cast.guest().parked(&id).await), Refusal::NotFound);
    }

    async fn a_guests_form_is_found_again_after_signing_in(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.guest().park(&form("蓝屏")).await.unwrap();
        assert_eq!(cast.desk(CUSTOMER).await.parked(&id).await.unwrap().field("title"), "蓝屏");
        assert_eq!(crate::refusal(cast.guest().parked("nothing").await), Refusal::NotFound);
    }

    async fn passwords_are_never_kept(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.guest().park(&form("x")).await.unwrap();
        let parked = cast.guest().parked(&id).await.unwrap();
        assert_eq!(parked.fields, [("title".to_owned(), "x".to_owned())]);
    }

    async fn a_day_later_it_is_gone(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.desk(CUSTOMER).await.park(&form("x")).await.unwrap();
        let next_day = cast.now + TimeDelta::hours(24);
        cast.desk_at(CUSTOMER, next_day - TimeDelta::microseconds(1)).await.parked(&id).await.unwrap();
        house.store.sweep(next_day - TimeDelta::microseconds(1)).await.unwrap();
        cast.desk(CUSTOMER).await.parked(&id).await.unwrap();
        assert_eq!(crate::refusal(cast.desk_at(CUSTOMER, next_day).await.parked(&id).await), Refusal::NotFound);
        house.store.sweep(next_day).await.unwrap();
        assert_eq!(crate::refusal(cast.desk(CUSTOMER).await.parked(&id).await), Refusal::NotFound);
    }

    async fn a_form_has_a_largest_size(house) {
        let cast = Cast::move_in(house).await;
        let flaws = crate::flaws(cast.desk(CUSTOMER).await.park(&form(&"长".repeat(22_000))).await);
        assert_eq!(flaws, [("form".to_owned(), FlawKind::TooLong { most: 65_536 })]);
    }

    async fn guests_cannot_flood_the_house_but_people_go_on(house) {
        let cast = Cast::move_in(house).await;
        for _ in 0..60 {
            cast.guest().park(&form("x")).await.unwrap();
        }
        let refused = crate::refusal(cast.guest().park(&form("x")).await);
        assert_eq!(refused, Refusal::TooManyAttempts { retry_after_seconds: 60 });
        cast.desk(CUSTOMER).await.park(&form("x")).await.unwrap();
        let later = house.store.desk(cast.guest().viewer().clone(), cast.now + TimeDelta::minutes(1));
        later.park(&form("x")).await.unwrap();
    }
}
