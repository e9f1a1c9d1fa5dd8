//! Accounts: invited by a link that works once, given other roles, deactivated and brought back; and who may do that to whom.

use crate::{flaws, refusal};
use chrono::TimeDelta;
use domain::access::{Action, Whose, may};
use domain::case::decide::Command;
use domain::people::{Account, InvitationDraft, LinkPurpose, PeopleFilter};
use domain::person::{PersonRef, Role};
use domain::refusal::{FlawKind, Refusal};
use store::testing::cast::{
    COLLEAGUE, CUSTOMER, CUSTOMER_ADMIN, Cast, ENGINEER, MANAGER, ONE_OF_EACH_ROLE, OTHER_ENGINEER, SECRETARY, STRANGER,
};
use store::{Desk, on_both_engines};

pub(crate) const NEW: &str = "new@water.example";

pub(crate) fn draft(email: &str, role: &str) -> InvitationDraft {
    InvitationDraft {
        name: "方圆".to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        language: "en".to_owned(),
        ..InvitationDraft::default()
    }
}

pub(crate) async fn id_of(cast: &Cast<'_>, email: &str) -> i64 {
    cast.desk(email).await.viewer().person().unwrap().id
}

/// Letters of that kind that wait to be sent, each with its recipient and the token in its link.
pub(crate) async fn letters(cast: &Cast<'_>, kind: &str) -> Vec<(String, String)> {
    let waiting = cast.house.store.claim_outbox(100, cast.now + TimeDelta::days(30)).await.unwrap();
    let of_kind = waiting.into_iter().filter(|letter| letter.kind == kind);
    let token = |link: &str| link.strip_prefix("/invitation/").unwrap().to_owned();
    of_kind.map(|letter| (letter.recipient.clone(), token(letter.payload["link"].as_str().unwrap()))).collect()
}

async fn account(desk: &Desk, id: i64) -> Account {
    desk.person_sheet(id).await.unwrap().person.account
}

async fn names(desk: &Desk, filter: PeopleFilter) -> Vec<String> {
    desk.people(&filter).await.unwrap().rows.into_iter().map(|row| row.name).collect()
}

on_both_engines! {
    async fn a_customer_admin_invites_a_colleague_whose_link_sets_the_password_once(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        // Whatever organisation the form names, it is the admin's own.
        let forged = InvitationDraft { organisation: cast.hospital.id.to_string(), ..draft(NEW, "customer") };
        let invited = admin.invite_person(&forged).await.unwrap();
        let sheet = admin.person_sheet(invited.id).await.unwrap();
        assert_eq!(sheet.person.organisation.unwrap().name, "青山湖水务");
        assert_eq!(sheet.person.account, Account::Invited { until: cast.now + TimeDelta::days(7) });
        assert!(house.store.credentials(NEW).await.unwrap().is_none(), "no password, nobody");
        let sent = letters(&cast, "invitation").await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        let (to, token) = sent.into_iter().next().unwrap();
        assert_eq!(to, NEW);
        let guest = cast.guest();
        let link = guest.password_link(&token).await.unwrap();
        assert_eq!((link.purpose, link.name.as_str(), link.email.as_str()), (LinkPurpose::Invitation, "方圆", NEW));
        assert_eq!(guest.set_password_by_link(&token, "hash").await.unwrap(), invited.id);
        assert_eq!(house.store.credentials(NEW).await.unwrap().unwrap().password_hash, "hash");
        assert_eq!(account(&admin, invited.id).await, Account::Active);
        assert_eq!(refusal(guest.set_password_by_link(&token, "other").await), Refusal::LinkUsed);
        assert_eq!(refusal(guest.password_link(&token).await), Refusal::LinkUsed);
        assert_eq!(house.store.credentials(NEW).await.unwrap().unwrap().password_hash, "hash");
    }

    async fn a_link_is_good_for_seven_days_and_not_a_moment_longer(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        let invited = admin.invite_person(&draft(NEW, "customer")).await.unwrap();
        let (_, token) = letters(&cast, "invitation").await.remove(0);
        let at = |span: TimeDelta| house.store.desk(cast.guest().viewer().clone(), cast.now + span);
        let late = at(TimeDelta::days(7));
        assert_eq!(refusal(late.password_link(&token).await), Refusal::LinkExpired);
        assert_eq!(refusal(late.set_password_by_link(&token, "hash").await), Refusal::LinkExpired);
        let admin_later = cast.desk_at(CUSTOMER_ADMIN, cast.now + TimeDelta::days(7)).await;
        assert_eq!(account(&admin_later, invited.id).await, Account::NotInvited);
        at(TimeDelta::days(7) - TimeDelta::microseconds(1)).set_password_by_link(&token, "hash").await.unwrap();
        for wrong in ["", "0", "%", "\u{0}", &"a".repeat(64)] {
            assert_eq!(refusal(cast.guest().password_link(wrong).await), Refusal::NotFound, "{wrong:?}");
            assert_eq!(refusal(cast.guest().set_password_by_link(wrong, "h").await), Refusal::NotFound, "{wrong:?}");
        }
    }

    async fn neither_the_token_nor_a_delivered_link_stays_in_the_database(house) {
        let cast = Cast::move_in(house).await;
        cast.desk(CUSTOMER_ADMIN).await.invite_person(&draft(NEW, "customer")).await.unwrap();
        let letter = house.store.claim_outbox(10, cast.now).await.unwrap().remove(0);
        let token = letter.payload["link"].as_str().unwrap().strip_prefix("/invitation/").unwrap().to_owned();
        house.store.mark_delivered(letter.id, cast.now).await.unwrap();
        let everything = "SELECT token_hash FROM password_link UNION ALL SELECT payload FROM outbox
                          UNION ALL SELECT dedupe_key FROM outbox";
        let kept: Vec<String> = match house.store.db() {
            store::Db::Sqlite { read, .. } => sqlx::query_scalar(everything).fetch_all(read).await.unwrap(),
            store::Db::Postgres(pool) => sqlx::query_scalar(everything).fetch_all(pool).await.unwrap(),
        };
        assert_eq!(kept.len(), 3);
        assert!(kept.iter().all(|text| !text.contains(&token)), "{kept:?}");
    }

    async fn of_two_who_use_a_link_at_once_one_does(house) {
        let cast = Cast::move_in(house).await;
        cast.desk(CUSTOMER_ADMIN).await.invite_person(&draft(NEW, "customer")).await.unwrap();
        let (_, token) = letters(&cast, "invitation").await.remove(0);
        let tried: Vec<_> = (0..6)
            .map(|n| {
                let (guest, token) = (cast.guest(), token.clone());
                tokio::spawn(async move { guest.set_password_by_link(&token, &format!("hash {n}")).await })
            })
            .collect();
        let mut used = 0;
        for one in tried {
            match one.await.unwrap() {
                Ok(_) => used += 1,
                Err(error) => assert_eq!(refusal::<i64>(Err(error)), Refusal::LinkUsed),
            }
        }
        assert_eq!(used, 1);
    }

    async fn inviting_again_ends_the_link_before(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        let invited = admin.invite_person(&draft(NEW, "customer")).await.unwrap();
        let (_, first) = letters(&cast, "invitation").await.remove(0);
        admin.invite_again(invited.id).await.unwrap();
        let sent = letters(&cast, "invitation").await;
        let second = &sent.iter().find(|(_, token)| *token != first).unwrap().1;
        assert_eq!(refusal(cast.guest().password_link(&first).await), Refusal::LinkUsed);
        cast.guest().set_password_by_link(second, "hash").await.unwrap();
        assert_eq!(refusal(admin.invite_again(invited.id).await), Refusal::ChangedMeanwhile, "has a password");
    }

    async fn who_came_by_a_list_is_invited_from_the_list(house) {
        use domain::import::{ListKind, Table};
        let cast = Cast::move_in(house).await;
        let text = [["姓名", "邮箱", "角色", "客户"], ["丁一", "ding@water.example", "客户", "青山湖水务"]];
        let table = Table { rows: text.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect() };
        let counts = house.store.setup().import_list(ListKind::People, "list", &table, cast.now).await.unwrap();
        assert_eq!(counts.added, 1);
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        let page = admin.people(&PeopleFilter { q: "ding@".to_owned(), ..PeopleFilter::default() }).await.unwrap();
        assert_eq!(page.rows[0].account, Account::NotInvited);
        admin.invite_again(page.rows[0].id).await.unwrap();
        let (to, token) = letters(&cast, "invitation").await.remove(0);
        assert_eq!(to, "ding@water.example");
        cast.guest().set_password_by_link(&token, "hash").await.unwrap();
        assert!(house.store.credentials(&to).await.unwrap().is_some());
    }

    async fn an_address_that_has_an_account_is_not_invited_again_as_somebody_else(house) {
        let cast = Cast::move_in(house).await;
        for who in [CUSTOMER_ADMIN, MANAGER] {
            let to = InvitationDraft { organisation: cast.water.id.to_string(), ..draft(" WANG@water.example", "customer") };
            let taken = flaws(cast.desk(who).await.invite_person(&to).await);
            assert_eq!(taken, [("email".to_owned(), FlawKind::Taken)], "{who}");
        }
        assert!(letters(&cast, "invitation").await.is_empty());
    }

    async fn a_customer_admin_sees_and_alters_nobody_of_another_organisation(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        let all = PeopleFilter { show: "all".to_owned(), ..PeopleFilter::default() };
        assert_eq!(names(&admin, all.clone()).await, ["刘洋", "赵敏", "王丽"], "who came last first");
        assert_eq!(names(&admin, PeopleFilter { q: "孙倩".to_owned(), ..all.clone() }).await, [""; 0]);
        assert_eq!(names(&admin, PeopleFilter { q: "临江".to_owned(), ..all.clone() }).await, [""; 0]);
        let asked = PeopleFilter { organisation: cast.hospital.id.to_string(), ..all };
        assert_eq!(refusal(admin.people(&asked).await), Refusal::NotFound);
        for other in [STRANGER, ENGINEER, MANAGER] {
            let id = id_of(&cast, other).await;
            assert_eq!(refusal(admin.person_sheet(id).await), Refusal::NotFound, "{other}");
            assert_eq!(refusal(admin.give_role(id, "customer").await), Refusal::NotFound, "{other}");
            assert_eq!(refusal(admin.deactivate_person(id).await), Refusal::NotFound, "{other}");
            assert_eq!(refusal(admin.reactivate_person(id).await), Refusal::NotFound, "{other}");
            assert_eq!(refusal(admin.invite_again(id).await), Refusal::NotFound, "{other}");
            assert!(house.store.credentials(other).await.unwrap().is_some(), "{other}");
        }
    }

    async fn every_role_does_with_accounts_what_the_table_says(house) {
        let cast = Cast::move_in(house).await;
        let colleague = id_of(&cast, COLLEAGUE).await;
        for (role, who) in ONE_OF_EACH_ROLE {
            let desk = cast.desk(who).await;
            let whose = if role.is_customer() { Whose::OwnOrganisation } else { Whose::Others };
            let (sees, edits) = (may(role, Action::SeePeople, whose), may(role, Action::EditPeople, whose));
            let refused = |refusal: Refusal| assert_eq!(refusal, Refusal::NotAllowed, "{who}");
            match sees {
                true => drop(desk.people(&PeopleFilter::default()).await.unwrap()),
                false => refused(crate::refusal(desk.people(&PeopleFilter::default()).await)),
            }
            match sees {
                true => assert_eq!(!desk.person_sheet(colleague).await.unwrap().roles.is_empty(), edits, "{who}"),
                false => refused(crate::refusal(desk.person_sheet(colleague).await)),
            }
            let to = InvitationDraft { organisation: cast.water.id.to_string(), ..draft(&format!("{who}.new"), "customer") };
            match edits {
                true => {
                    desk.invite_person(&to).await.unwrap();
                    desk.deactivate_person(colleague).await.unwrap();
                    desk.reactivate_person(colleague).await.unwrap();
                    desk.give_role(colleague, "customer_admin").await.unwrap();
                    desk.give_role(colleague, "customer").await.unwrap();
                }
                false => {
                    refused(crate::refusal(desk.invite_person(&to).await));
                    refused(crate::refusal(desk.deactivate_person(colleague).await));
                    refused(crate::refusal(desk.reactivate_person(colleague).await));
                    refused(crate::refusal(desk.give_role(colleague, "customer_admin").await));
                    refused(crate::refusal(desk.invite_again(colleague).await));
                }
            }
        }
        let guest = cast.guest();
        assert_eq!(refusal(guest.people(&PeopleFilter::default()).await), Refusal::SignInNeeded);
        assert_eq!(refusal(guest.person_sheet(colleague).await), Refusal::SignInNeeded);
        assert_eq!(refusal(guest.invite_person(&draft(NEW, "customer")).await), Refusal::SignInNeeded);
        assert_eq!(refusal(guest.deactivate_person(colleague).await), Refusal::SignInNeeded);
    }

    async fn nobody_gives_a_role_beyond_their_own_authority_or_alters_their_own_account(house) {
        let cast = Cast::move_in(house).await;
        let (admin, manager) = (cast.desk(CUSTOMER_ADMIN).await, cast.desk(MANAGER).await);
        let colleague = id_of(&cast, COLLEAGUE).await;
        for role in ["manager", "engineer", "nothing"] {
            let expected = [("role".to_owned(), FlawKind::NotAChoice)];
            assert_eq!(flaws(admin.give_role(colleague, role).await), expected, "{role}");
            assert_eq!(flaws(manager.give_role(colleague, role).await), expected, "{role}: a customer stays one");
            assert_eq!(flaws(admin.invite_person(&draft(NEW, role)).await), expected, "{role}");
        }
        for (desk, who) in [(&admin, CUSTOMER_ADMIN), (&manager, MANAGER)] {
            let id = id_of(&cast, who).await;
            assert_eq!(refusal(desk.deactivate_person(id).await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.give_role(id, "customer").await), Refusal::NotAllowed, "{who}");
            assert!(desk.person_sheet(id).await.unwrap().roles.is_empty(), "{who}");
        }
        manager.give_role(cast.engineer.id, "expert").await.unwrap();
        let Some(person) = cast.desk(ENGINEER).await.viewer().person().cloned() else { panic!("still somebody") };
        assert_eq!(person.role, Role::Expert);
    }

    async fn who_is_deactivated_is_out_at_once_and_history_keeps_the_name(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        let number = cast.open("k").await;
        let secretary = cast.desk(SECRETARY).await;
        secretary.act(&number, Command::Assign { to: cast.engineer.clone() }).await.unwrap();
        let session = store.open_session(cast.engineer.id, cast.now).await.unwrap();
        let manager = cast.desk(MANAGER).await;
        assert_eq!(manager.person_sheet(cast.engineer.id).await.unwrap().open_cases, 1);
        manager.deactivate_person(cast.engineer.id).await.unwrap();
        assert!(store.session_viewer(&session, cast.now).await.unwrap().is_none(), "signed out");
        assert!(store.credentials(ENGINEER).await.unwrap().is_none(), "no way in");
        let late = store.open_session(cast.engineer.id, cast.now).await.unwrap();
        assert!(store.session_viewer(&late, cast.now).await.unwrap().is_none(), "who was just signing in is out, too");
        let sheet = manager.person_sheet(cast.engineer.id).await.unwrap();
        assert_eq!(sheet.person.account, Account::Deactivated { since: cast.now });
        assert_eq!(sheet.deactivated_by, "陈立");
        let case = manager.case(&number).await.unwrap();
        assert_eq!(case.case.assignee.unwrap().name, "周岩");
        assert!(case.engineers.iter().all(|engineer| engineer.id != cast.engineer.id), "offered no more");
        let to = PersonRef { id: cast.engineer.id, name: String::new() };
        let refused = flaws(secretary.act(&number, Command::Assign { to: to.clone() }).await);
        assert_eq!(refused, [("to".to_owned(), FlawKind::NotAChoice)]);
        assert_eq!(names(&manager, PeopleFilter { q: "周岩".to_owned(), ..PeopleFilter::default() }).await, [""; 0]);
        let gone = PeopleFilter { show: "deactivated".to_owned(), ..PeopleFilter::default() };
        assert_eq!(names(&manager, gone).await, ["周岩"]);
        manager.reactivate_person(cast.engineer.id).await.unwrap();
        assert!(store.credentials(ENGINEER).await.unwrap().is_some(), "with the password they had");
        secretary.act(&number, Command::Assign { to }).await.unwrap();
    }

    async fn who_is_deactivated_is_told_nothing_more(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let secretary = cast.desk(SECRETARY).await;
        secretary.act(&number, Command::Assign { to: cast.engineer.clone() }).await.unwrap();
        cast.desk(CUSTOMER_ADMIN).await.deactivate_person(id_of(&cast, CUSTOMER).await).await.unwrap();
        house.store.claim_outbox(100, cast.now).await.unwrap();
        cast.desk(ENGINEER).await.act(&number, Command::Accept).await.unwrap();
        let words = "马上到".to_owned();
        cast.desk(ENGINEER).await.act(&number, Command::Respond { words }).await.unwrap();
        let written = house.store.claim_outbox(100, cast.now).await.unwrap();
        assert!(written.iter().all(|letter| letter.recipient != CUSTOMER), "{written:?}");
    }

    async fn a_deactivated_account_has_no_link_that_opens_it(house) {
        let cast = Cast::move_in(house).await;
        let admin = cast.desk(CUSTOMER_ADMIN).await;
        let invited = admin.invite_person(&draft(NEW, "customer")).await.unwrap();
        let (_, token) = letters(&cast, "invitation").await.remove(0);
        admin.deactivate_person(invited.id).await.unwrap();
        assert_eq!(refusal(cast.guest().set_password_by_link(&token, "hash").await), Refusal::LinkUsed);
        assert_eq!(refusal(admin.invite_again(invited.id).await), Refusal::ChangedMeanwhile);
        house.store.forgot_password(NEW, "1.2.3.4", cast.now).await.unwrap();
        assert!(letters(&cast, "new_password").await.is_empty());
    }

    async fn a_forgotten_password_is_replaced_and_every_session_ends(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        let id = id_of(&cast, CUSTOMER).await;
        let session = store.open_session(id, cast.now).await.unwrap();
        store.forgot_password(" Wang@water.example ", "1.2.3.4", cast.now).await.unwrap();
        let (to, token) = letters(&cast, "new_password").await.remove(0);
        assert_eq!(to, CUSTOMER);
        assert_eq!(cast.guest().password_link(&token).await.unwrap().purpose, LinkPurpose::NewPassword);
        assert!(store.session_viewer(&session, cast.now).await.unwrap().is_some(), "asking alone changes nothing");
        assert_eq!(cast.guest().set_password_by_link(&token, "new hash").await.unwrap(), id);
        assert!(store.session_viewer(&session, cast.now).await.unwrap().is_none());
        assert_eq!(store.credentials(CUSTOMER).await.unwrap().unwrap().password_hash, "new hash");
    }

    async fn nobodys_address_is_answered_like_somebodys_and_no_mailbox_is_flooded(house) {
        let cast = Cast::move_in(house).await;
        let store = &house.store;
        store.forgot_password("nobody@water.example", "1.2.3.4", cast.now).await.unwrap();
        assert!(letters(&cast, "new_password").await.is_empty());
        for _ in 0..5 {
            store.forgot_password(CUSTOMER, "1.2.3.4", cast.now).await.unwrap();
        }
        assert_eq!(letters(&cast, "new_password").await.len(), 3);
        for n in 0..24 {
            store.forgot_password(&format!("{n}@water.example"), "1.2.3.4", cast.now).await.unwrap();
        }
        let many = refusal(store.forgot_password(CUSTOMER, "1.2.3.4", cast.now).await);
        assert!(matches!(many, Refusal::TooManyAttempts { .. }), "{many:?}");
        store.forgot_password(CUSTOMER, "5.6.7.8", cast.now).await.unwrap();
        store.forgot_password(CUSTOMER, "1.2.3.4", cast.now + TimeDelta::hours(1)).await.unwrap();
    }

    async fn the_list_goes_on_where_the_page_before_ended(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        for n in 0..95 {
            let to = draft(&format!("new{n}@lightwell.example"), "engineer");
            manager.invite_person(&to).await.unwrap();
        }
        let (mut seen, mut filter) = (Vec::new(), PeopleFilter::default());
        loop {
            let page = manager.people(&filter).await.unwrap();
            assert!(page.rows.len() <= 50);
            seen.extend(page.rows.into_iter().map(|row| row.id));
            let Some(after) = page.more_after else { break };
            filter.after = after;
        }
        assert_eq!(seen.len(), 105);
        assert!(seen.is_sorted_by(|one, other| one > other), "each once");
        let engineers = PeopleFilter { role: "engineer".to_owned(), q: "周".to_owned(), ..PeopleFilter::default() };
        assert_eq!(names(&manager, engineers).await, ["周岩"]);
        let of_water = PeopleFilter { organisation: cast.water.id.to_string(), ..PeopleFilter::default() };
        assert_eq!(names(&manager, of_water).await, ["刘洋", "赵敏", "王丽"]);
        assert_eq!(names(&manager, PeopleFilter { q: "LIN@".to_owned(), ..PeopleFilter::default() }).await.len(), 1);
        assert_eq!(id_of(&cast, OTHER_ENGINEER).await, seen[seen.len() - 8]);
    }
}
