//! Accounts and archives as typed: which roles may be given, what a password has to be, what a line of an archive needs.

use domain::organisation::{Entry, EntryDraft, OrganisationDraft};
use domain::people::{InvitationDraft, PASSWORD_LEAST, PASSWORD_MOST_BYTES, SelfDraft, password_flaws, roles_to_give};
use domain::person::{Language, Role};
use domain::refusal::{Flaw, FlawKind};

fn said(flaws: Vec<Flaw>) -> Vec<(String, FlawKind)> {
    flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect()
}

fn draft(role: &str) -> InvitationDraft {
    InvitationDraft {
        name: " 李雷 ".to_owned(),
        email: " Li.Lei＠Water.example ".to_owned(),
        role: role.to_owned(),
        language: "zh-CN".to_owned(),
        ..InvitationDraft::default()
    }
}

#[test]
fn a_manager_gives_every_role_a_customer_admin_those_of_customers_and_others_none() {
    for to_customer in [true, false] {
        for giver in Role::ALL {
            let given = roles_to_give(giver, to_customer);
            let expected: Vec<Role> = match (giver, to_customer) {
                (Role::Manager | Role::CustomerAdmin, true) => vec![Role::Customer, Role::CustomerAdmin],
                (Role::Manager, false) => vec![Role::Secretary, Role::Engineer, Role::Expert, Role::Manager],
                _ => Vec::new(),
            };
            assert_eq!(given, expected, "{giver:?} to_customer={to_customer}");
        }
    }
}

#[test]
fn an_invitation_is_read_as_people_type_it() {
    let invitation = draft("customer").parse(Role::CustomerAdmin, true).unwrap();
    assert_eq!((invitation.name.as_str(), invitation.email.as_str()), ("李雷", "li.lei@water.example"));
    assert_eq!((invitation.role, invitation.language), (Role::Customer, Language::Chinese));
}

#[test]
fn every_flaw_of_an_invitation_is_told_at_once() {
    let nothing = InvitationDraft { phone: "call me".to_owned(), ..InvitationDraft::default() };
    let flaws = said(nothing.parse(Role::Manager, true).unwrap_err());
    let expected = [
        ("name", FlawKind::Empty),
        ("email", FlawKind::Empty),
        ("phone", FlawKind::NotAPhone),
        ("role", FlawKind::NotAChoice),
        ("language", FlawKind::NotAChoice),
    ];
    assert_eq!(flaws, expected.map(|(field, kind)| (field.to_owned(), kind)));
}

#[test]
fn no_role_beyond_ones_own_authority_can_be_given_by_a_forged_form() {
    for role in ["manager", "engineer", "secretary", "expert", "owner", ""] {
        let flaws = said(draft(role).parse(Role::CustomerAdmin, true).unwrap_err());
        assert_eq!(flaws, [("role".to_owned(), FlawKind::NotAChoice)], "{role}");
    }
    assert!(draft("customer").parse(Role::Manager, false).is_err(), "a customer belongs to an organisation");
    assert!(draft("customer").parse(Role::Secretary, true).is_err());
}

#[test]
fn a_password_is_long_enough_and_typed_twice_alike() {
    let of = |field: &str, kind| vec![(field.to_owned(), kind)];
    assert_eq!(password_flaws("correct horse", "correct horse"), []);
    assert_eq!(password_flaws("八个字也就够长了", "八个字也就够长了"), [], "characters count, not bytes");
    let short = FlawKind::TooShort { least: PASSWORD_LEAST };
    assert_eq!(said(password_flaws("1234567", "1234567")), of("password", short));
    assert_eq!(said(password_flaws("", "")), of("password", FlawKind::Empty));
    assert_eq!(said(password_flaws("correct horse", "correct house")), of("password_again", FlawKind::NotTheSame));
    let book = "x".repeat(PASSWORD_MOST_BYTES + 1);
    assert!(matches!(password_flaws(&book, &book)[0].kind, FlawKind::TooLong { .. }));
}

#[test]
fn a_line_of_an_archive_has_a_name_and_what_is_typed_is_tidied() {
    let typed = |entry: &str| EntryDraft {
        entry: entry.to_owned(),
        name: " 中心机房\n".to_owned(),
        phone: "0571 8888 0000".to_owned(),
        quantity: "２".to_owned(),
        ..EntryDraft::default()
    };
    let (name, none) = ("中心机房".to_owned(), String::new);
    assert_eq!(typed("site").parse().unwrap(), Entry::Site { name: name.clone(), address: none() });
    let phone = "0571 8888 0000".to_owned();
    let contact = Entry::Contact { name: name.clone(), duty: none(), phone, email: none() };
    assert_eq!(typed("contact").parse().unwrap(), contact);
    let part = Entry::Part { name, part_number: none(), quantity: 2, place: none() };
    assert_eq!(typed("part").parse().unwrap(), part);
    for entry in ["site", "contact", "part"] {
        let nameless = EntryDraft { name: "\u{200b} ".to_owned(), ..typed(entry) };
        assert_eq!(said(nameless.parse().unwrap_err()), [("name".to_owned(), FlawKind::Empty)], "{entry}");
    }
    for quantity in ["-1", "many", "", "99999999999999999999"] {
        let part = EntryDraft { quantity: quantity.to_owned(), ..typed("part") };
        assert_eq!(said(part.parse().unwrap_err()), [("quantity".to_owned(), FlawKind::NotANumber)], "{quantity}");
    }
    assert!(typed("car").parse().is_err());
}

#[test]
fn a_contact_can_be_reached_somehow() {
    let contact = |phone: &str, email: &str| EntryDraft {
        entry: "contact".to_owned(),
        name: "王工".to_owned(),
        phone: phone.to_owned(),
        email: email.to_owned(),
        ..EntryDraft::default()
    };
    assert!(contact("", "wang@water.example").parse().is_ok());
    assert_eq!(said(contact("", "").parse().unwrap_err()), [("phone".to_owned(), FlawKind::Empty)]);
    assert_eq!(
        said(contact("138 0000 0000", "wang").parse().unwrap_err()),
        [("email".to_owned(), FlawKind::NotAnEmail)]
    );
}

#[test]
fn an_organisation_has_a_name_and_a_configuration_of_some_pages_at_most() {
    let long = OrganisationDraft { systems: "长".repeat(8001), ..OrganisationDraft::default() };
    let expected = [("name", FlawKind::Empty), ("systems", FlawKind::TooLong { most: 8000 })];
    assert_eq!(said(long.parse().unwrap_err()), expected.map(|(field, kind)| (field.to_owned(), kind)));
    let good = OrganisationDraft { name: "青山湖水务".to_owned(), ..OrganisationDraft::default() };
    assert_eq!(good.parse().unwrap().name, "青山湖水务");
}

#[test]
fn what_people_say_of_themselves_is_tidied_and_every_flaw_told() {
    let said_all = SelfDraft {
        name: " 王丽 ".to_owned(),
        phone: "１３９ 0000 2101".to_owned(),
        language: "en".to_owned(),
        time_zone: " Asia/Shanghai ".to_owned(),
    };
    let myself = said_all.parse().unwrap();
    assert_eq!((myself.name.as_str(), myself.phone.as_str()), ("王丽", "139 0000 2101"));
    assert_eq!((myself.language, myself.time_zone.as_str()), (Language::English, "Asia/Shanghai"));
    assert!(SelfDraft { phone: String::new(), ..said_all }.parse().is_ok(), "a phone is not needed to sign in");
    let fields: Vec<String> =
        said(SelfDraft::default().parse().unwrap_err()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "language", "time_zone"]);
}
