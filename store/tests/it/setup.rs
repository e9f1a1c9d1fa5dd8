//! The operator's door.

use domain::person::{Bilingual, Language, Role};
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{CUSTOMER, Cast, SERIAL};
use store::testing::moment;
use store::{Company, NewAsset, NewContract, NewPerson, on_both_engines};

fn newcomer(email: &str) -> NewPerson {
    NewPerson {
        name: "新人".to_owned(),
        email: email.to_owned(),
        phone: String::new(),
        role: Role::Engineer,
        organisation_id: None,
        language: Language::English,
        time_zone: "Europe/Berlin".to_owned(),
        password_hash: "-".to_owned(),
    }
}

fn field<T: std::fmt::Debug>(result: store::Result<T>) -> (String, FlawKind) {
    crate::flaws(result).remove(0)
}

on_both_engines! {
    async fn an_installation_is_empty_until_somebody_can_sign_in(house) {
        let setup = house.store.setup();
        assert!(setup.is_empty().await.unwrap());
        setup.person(&newcomer("New@Lightwell.example"), moment("2026-11-21T00:00:00Z")).await.unwrap();
        assert!(!setup.is_empty().await.unwrap());
        let viewer = setup.viewer("new@lightwell.EXAMPLE", moment("2026-07-01T00:00:00Z")).await.unwrap();
        assert_eq!(viewer.zone().offset_seconds(moment("2026-07-01T00:00:00Z")), 7200);
        assert_eq!(viewer.zone().offset_seconds(moment("2026-12-01T00:00:00Z")), 3600);
        let nobody = setup.viewer("nobody@nowhere.example", moment("2026-07-01T00:00:00Z")).await;
        assert_eq!(crate::refusal(nobody), Refusal::NotFound);
    }

    async fn what_does_not_fit_is_refused_by_field(house) {
        let cast = Cast::move_in(house).await;
        let setup = house.store.setup();
        let refused = async |new: NewPerson| field(setup.person(&new, cast.now).await);
        assert_eq!(refused(newcomer(CUSTOMER)).await, ("email".to_owned(), FlawKind::NotAChoice));
        assert_eq!(refused(newcomer("nobody")).await, ("email".to_owned(), FlawKind::NotAnEmail));
        let lost = NewPerson { time_zone: "Mars/Olympus".to_owned(), ..newcomer("a@b.c") };
        assert_eq!(refused(lost).await.0, "time_zone");
        let homeless = NewPerson { role: Role::Customer, ..newcomer("a@b.c") };
        assert_eq!(refused(homeless).await.0, "organisation_id");

        let asset = NewAsset {
            organisation_id: cast.water.id,
            serial: format!(" {} ", SERIAL.to_lowercase()),
            name: String::new(),
            model: String::new(),
            product_line: String::new(),
            site: String::new(),
            warranty_ends_on: None,
        };
        assert_eq!(field(setup.asset(&asset).await), ("serial".to_owned(), FlawKind::NotAChoice));
        assert_eq!(field(setup.asset(&NewAsset { serial: "  ".to_owned(), ..asset }).await).0, "serial");

        let contract = NewContract {
            number: "X-1".to_owned(),
            organisation_id: cast.water.id,
            policy: "e".to_owned(),
            starts_on: "2026-01-01".parse().unwrap(),
            ends_on: "2026-12-31".parse().unwrap(),
            kinds: Vec::new(),
            asset_ids: Vec::new(),
            sites: vec!["中心机房".to_owned()],
        };
        let known = NewContract { number: "QS-2025-014".to_owned(), ..contract.clone() };
        assert_eq!(field(setup.contract(&known).await).0, "number");
        let unknown = NewContract { policy: "zz".to_owned(), ..contract.clone() };
        assert_eq!(field(setup.contract(&unknown).await).0, "policy");
        let backwards = NewContract { ends_on: "2025-12-31".parse().unwrap(), ..contract.clone() };
        assert_eq!(field(setup.contract(&backwards).await).0, "ends_on");
        setup.contract(&contract).await.unwrap();
    }

    async fn an_organisation_is_found_by_its_name(house) {
        let cast = Cast::move_in(house).await;
        let again = house.store.setup().organisation(" 青山湖水务 ", cast.now).await.unwrap();
        assert_eq!(again, cast.water);
    }

    async fn the_companys_settings_hold_at_once_and_after_a_restart(house) {
        let now = moment("2026-11-21T00:00:00Z");
        let company = Company {
            name: Bilingual { chinese: "晨光服务".to_owned(), english: "Dawn".to_owned() },
            hotline: "400-123-4567".to_owned(),
            time_zone: "America/New_York".to_owned(),
            default_policy: "a".to_owned(),
        };
        house.store.setup().company(&company).await.unwrap();
        assert_eq!(*house.store.company(), company);
        assert_eq!(*house.replica().await.company(), company);
        assert_eq!(house.store.guest(Language::English).zone().offset_seconds(now), -5 * 3600);
        let unknown = Company { default_policy: "zz".to_owned(), ..company.clone() };
        assert_eq!(field(house.store.setup().company(&unknown).await).0, "default_policy");
        let nowhere = Company { time_zone: "Mars/Olympus".to_owned(), ..company };
        assert_eq!(field(house.store.setup().company(&nowhere).await).0, "time_zone");
    }
}
