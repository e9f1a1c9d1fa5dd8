//! The people of the tests: a service company and two customers, small and always the same.

use super::Fixture;
use crate::{Desk, NewAsset, NewContract, NewPerson};
use domain::Moment;
use domain::case::Kind;
use domain::case::report::Draft;
use domain::person::{Language, OrganisationRef, PersonRef, Role};

/// The water works, whose devices are under contract (policy A), and the hospital, which has none.
pub struct Cast<'a> {
    pub house: &'a Fixture,
    pub now: Moment,
    pub water: OrganisationRef,
    pub hospital: OrganisationRef,
    pub engineer: PersonRef,
}

/// Reports faults of the water works.
pub const CUSTOMER: &str = "wang@water.example";
/// A colleague of [`CUSTOMER`].
pub const COLLEAGUE: &str = "zhao@water.example";
pub const CUSTOMER_ADMIN: &str = "liu@water.example";
/// Of the other organisation.
pub const STRANGER: &str = "sun@hospital.example";
pub const STRANGER_ADMIN: &str = "qian@hospital.example";
pub const SECRETARY: &str = "he@lightwell.example";
pub const ENGINEER: &str = "zhou@lightwell.example";
/// An engineer who has nothing to do with the cases of the tests.
pub const OTHER_ENGINEER: &str = "lin@lightwell.example";
pub const EXPERT: &str = "gu@lightwell.example";
pub const MANAGER: &str = "chen@lightwell.example";

/// Everybody of the service company and one person of each role of the customers.
pub const ONE_OF_EACH_ROLE: [(Role, &str); 6] = [
    (Role::Customer, CUSTOMER),
    (Role::CustomerAdmin, CUSTOMER_ADMIN),
    (Role::Secretary, SECRETARY),
    (Role::Engineer, ENGINEER),
    (Role::Expert, EXPERT),
    (Role::Manager, MANAGER),
];

/// On the water works' contract.
pub const SERIAL: &str = "7XK2P93";
/// The hospital's, on no contract.
pub const OTHER_SERIAL: &str = "HX-0042";

impl Cast<'_> {
    /// Everybody moves in: 2026-11-21 is a Saturday, 17:30 in Shanghai.
    pub async fn move_in(house: &Fixture) -> Cast<'_> {
        let now = super::moment("2026-11-21T09:30:00Z");
        let setup = house.store.setup();
        let water = setup.organisation("青山湖水务", now).await.expect("an organisation");
        let hospital = setup.organisation("临江医院", now).await.expect("an organisation");
        let people = [
            ("王丽", CUSTOMER, Role::Customer, Some(water.id)),
            ("赵敏", COLLEAGUE, Role::Customer, Some(water.id)),
            ("刘洋", CUSTOMER_ADMIN, Role::CustomerAdmin, Some(water.id)),
            ("孙倩", STRANGER, Role::Customer, Some(hospital.id)),
            ("钱伟", STRANGER_ADMIN, Role::CustomerAdmin, Some(hospital.id)),
            ("何静", SECRETARY, Role::Secretary, None),
            ("周岩", ENGINEER, Role::Engineer, None),
            ("林涛", OTHER_ENGINEER, Role::Engineer, None),
            ("顾问", EXPERT, Role::Expert, None),
            ("陈立", MANAGER, Role::Manager, None),
        ];
        let mut engineer = PersonRef { id: 0, name: String::new() };
        for (name, email, role, organisation_id) in people {
            let person = setup.person(&person(name, email, role, organisation_id), now).await.expect("a person");
            if email == ENGINEER {
                engineer = person;
            }
        }
        let cast = Cast { house, now, water, hospital, engineer };
        cast.equip().await;
        cast
    }

    async fn equip(&self) {
        let setup = self.house.store.setup();
        let device = |organisation_id, serial: &str, name: &str| NewAsset {
            organisation_id,
            serial: serial.to_owned(),
            name: name.to_owned(),
            model: "PowerEdge R740xd".to_owned(),
            product_line: String::new(),
            site: "中心机房".to_owned(),
            warranty_ends_on: None,
        };
        let covered = setup.asset(&device(self.water.id, SERIAL, "DB-01")).await.expect("an asset");
        setup.asset(&device(self.hospital.id, OTHER_SERIAL, "PACS-01")).await.expect("an asset");
        let contract = NewContract {
            number: "QS-2025-014".to_owned(),
            organisation_id: self.water.id,
            policy: "a".to_owned(),
            starts_on: "2025-04-01".parse().expect("a day"),
            ends_on: "2028-03-31".parse().expect("a day"),
            kinds: Kind::ALL.to_vec(),
            asset_ids: vec![covered],
            sites: Vec::new(),
        };
        setup.contract(&contract).await.expect("a contract");
    }

    /// The desk of that person at the moment the tests begin.
    pub async fn desk(&self, email: &str) -> Desk {
        self.desk_at(email, self.now).await
    }

    /// The desk of that person at that moment.
    pub async fn desk_at(&self, email: &str, now: Moment) -> Desk {
        let viewer = self.house.store.setup().viewer(email, now).await.expect("somebody of the cast");
        self.house.store.desk(viewer, now)
    }

    /// The desk of somebody who is not signed in.
    pub fn guest(&self) -> Desk {
        self.house.store.desk(self.house.store.guest(Language::Chinese), self.now)
    }

    /// A case of [`CUSTOMER`], opened with that form key.
    pub async fn open(&self, draft_key: &str) -> String {
        self.desk(CUSTOMER).await.open_case(&draft(draft_key)).await.expect("a case is opened").number
    }
}

/// A filled-in report form about the device under contract.
pub fn draft(draft_key: &str) -> Draft {
    Draft {
        draft_key: draft_key.to_owned(),
        kind: "fault".to_owned(),
        serial: SERIAL.to_owned(),
        severity: "1".to_owned(),
        title: "数据库服务器无法启动，收费系统停止".to_owned(),
        description: "控制台停在阵列卡自检".to_owned(),
        contact_name: "王丽".to_owned(),
        contact_phone: "138 0000 1234".to_owned(),
        contact_email: CUSTOMER.to_owned(),
        ..Draft::default()
    }
}

fn person(name: &str, email: &str, role: Role, organisation_id: Option<i64>) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        phone: "138 0000 0000".to_owned(),
        role,
        organisation_id,
        language: Language::Chinese,
        time_zone: "Asia/Shanghai".to_owned(),
        // No password has this hash: tests that sign in set one.
        password_hash: "-".to_owned(),
    }
}
