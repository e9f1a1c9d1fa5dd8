//! Accounts and archives over HTTP: the link in the letter opens the door once, and one customer never reaches another's people
//! or archive, by no page and no forged form.

use crate::testapp::{Answer, Browser, CHEN, LI, MANAGER, PASSWORD, SUN, TestApp, ZHAO};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::people::{Account, PeopleFilter};
use server::mail::Post;
use server::workers::deliver_outbox;

const ADMIN: &str = "wang@qingshan.example";
const NEW: &str = "new@qingshan.example";
const GOOD: &str = "a sentence that nobody guesses";

/// The letters in the mail folder that begin with that kind, unwrapped.
async fn letters(app: &TestApp, kind: &str) -> Vec<String> {
    deliver_outbox(&app.house, &Post::new(&app.house.settings).unwrap()).await;
    let Ok(entries) = std::fs::read_dir(app.data.path().join("mail")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let of_kind = paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(kind));
    let unwrapped = |letter: String| letter.replace("=\r\n", "").replace("=3D", "=");
    of_kind.map(|path| unwrapped(std::fs::read_to_string(path).unwrap())).collect()
}

/// The path that a letter leads to.
fn link(letter: &str) -> String {
    let (_, rest) = letter.split_once("http://127.0.0.1:3000/invitation/").unwrap_or_else(|| panic!("none: {letter}"));
    format!("/invitation/{}", rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
}

async fn send(browser: &mut Browser, function: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("http://127.0.0.1:3000{page}");
    browser.post_from(&format!("/api/fn/{function}"), &page, fields).await
}

fn invitation<'a>(email: &'a str, role: &'a str) -> [(&'a str, &'a str); 5] {
    [("name", "Fang Yuan"), ("email", email), ("phone", ""), ("role", role), ("language", "en")]
}

/// Somebody invited by the customer admin: the address of their page, and the link.
async fn invited(app: &TestApp) -> (String, String) {
    let mut admin = app.browser_of(ADMIN).await;
    let answer = send(&mut admin, "invite_person", "/people/new", &invitation(NEW, "customer")).await;
    let page = answer.location().split('?').next().unwrap().to_owned();
    assert!(page.starts_with("/people/"), "{}", answer.location());
    let written = letters(app, "invitation").await;
    assert!(written[0].contains(&format!("To: {NEW}")), "{}", written[0]);
    (page, link(&written[0]))
}

async fn id_of(app: &TestApp, email: &str) -> String {
    app.person(email).await.id.to_string()
}

#[tokio::test]
async fn the_link_in_the_letter_sets_the_password_and_opens_the_door_once() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    let mut guest = app.browser();
    let page = guest.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    page.shows(NEW).shows("Qingshan Water").shows("Fang Yuan").shows("autocomplete=\"new-password\"");
    let answer = guest.post(&link, &[("password", GOOD), ("password_again", GOOD)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    guest.get("/").await.shows("Fang Yuan");
    let again = app.browser().get(&link).await;
    assert_eq!(again.status, StatusCode::GONE);
    again.shows("was used").shows("href=\"/sign-in\"");
    let mut thief = app.browser();
    let refused = thief.post(&link, &[("password", "another sentence"), ("password_again", "another sentence")]).await;
    assert_eq!(refused.location(), link);
    assert!(!thief.cookies.contains_key("sid"));
    assert_eq!(app.browser().sign_in(NEW, GOOD, "/").await.location(), "/");
}

#[tokio::test]
async fn a_password_that_will_not_do_comes_back_with_what_is_wrong_and_without_itself() {
    let app = TestApp::new().await;
    let (_, link) = invited(&app).await;
    let mut guest = app.browser();
    for (typed, again, said) in
        [("short", "short", "id=\"password-flaw\""), (GOOD, "else", "id=\"password_again-flaw\"")]
    {
        let answer = guest.post(&link, &[("password", typed), ("password_again", again)]).await;
        assert!(answer.location().starts_with(&format!("{link}?parked=")), "{}", answer.location());
        guest.get(answer.location()).await.shows(said).hides(&format!("value=\"{typed}\""));
    }
    assert_eq!(guest.post(&link, &[("password", GOOD), ("password_again", GOOD)]).await.location(), "/");
}

#[tokio::test]
async fn an_old_a_forged_and_an_overlong_link_explain_themselves() {
    let app = TestApp::new().await;
    let (page, link) = invited(&app).await;
    app.browser_of(ADMIN).await.get(&page).await.shows("Invited");
    app.pass(TimeDelta::days(7));
    let late = app.browser().get(&link).await;
    assert_eq!(late.status, StatusCode::GONE);
    late.shows("expired").shows("href=\"/forgotten\"");
    let answer = app.browser().post(&link, &[("password", GOOD), ("password_again", GOOD)]).await;
    assert_eq!(answer.location(), link);
    for forged in ["/invitation/c0ffee", "/invitation/%00", &format!("/invitation/{}", "a".repeat(5000))] {
        assert_eq!(app.browser().get(forged).await.status, StatusCode::NOT_FOUND, "{forged:.40}");
        let answer = app.browser().post(forged, &[("password", GOOD), ("password_again", GOOD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{forged:.40}");
    }
    assert!(app.house.store.credentials(NEW).await.unwrap().is_none());
}

#[tokio::test]
async fn a_flawed_invitation_comes_back_with_what_was_typed() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMIN).await;
    let sent = send(&mut admin, "invite_person", "/people/new", &invitation(LI, "manager")).await;
    assert!(sent.location().starts_with("/people/new?parked="), "{}", sent.location());
    let form = admin.get(sent.location()).await;
    form.shows("value=\"Fang Yuan\"").shows("id=\"role-flaw\"");
    let taken = send(&mut admin, "invite_person", "/people/new", &invitation(LI, "customer")).await;
    admin.get(taken.location()).await.shows("id=\"email-flaw\"");
}

#[tokio::test]
async fn who_is_deactivated_is_out_with_the_next_request() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    let mut admin = app.browser_of(ADMIN).await;
    let id = id_of(&app, LI).await;
    let page = format!("/people/{id}");
    let answer = send(&mut admin, "deactivate_person", &page, &[("id", &id)]).await;
    assert_eq!(answer.location(), format!("{page}?done=deactivated"));
    admin.get(answer.location()).await.shows("Deactivated");
    li.get("/").await.hides("Li Na");
    assert!(app.browser().sign_in(LI, PASSWORD, "/").await.location().starts_with("/sign-in"));
    send(&mut admin, "reactivate_person", &page, &[("id", &id)]).await;
    assert_eq!(app.browser().sign_in(LI, PASSWORD, "/").await.location(), "/");
}

#[tokio::test]
async fn a_customer_admin_reaches_nobody_of_another_organisation() {
    let app = TestApp::new().await;
    let mut admin = app.browser_of(ADMIN).await;
    admin.get("/people?show=all").await.shows("Li Na").hides("Zhao Lei").hides("Zhou Min");
    admin.get("/people?show=all&q=zhao").await.hides("Zhao Lei");
    for other in [ZHAO, CHEN, MANAGER] {
        let id = id_of(&app, other).await;
        let page = format!("/people/{id}");
        assert_eq!(admin.get(&page).await.status, StatusCode::NOT_FOUND, "{other}");
        for function in ["deactivate_person", "give_role", "invite_again", "reactivate_person"] {
            let answer = send(&mut admin, function, "/people", &[("id", &id), ("role", "customer")]).await;
            assert!(answer.location().starts_with("/people?parked="), "{other} {function}: {}", answer.location());
        }
        assert_eq!(app.browser().sign_in(other, PASSWORD, "/").await.location(), "/", "{other}");
    }
    let hongtu = app.desk(ZHAO).await.viewer().person().unwrap().organisation.clone().unwrap();
    let mut forged = invitation(NEW, "customer_admin").to_vec();
    let theirs = hongtu.id.to_string();
    forged.push(("organisation", &theirs));
    send(&mut admin, "invite_person", "/people/new", &forged).await;
    let found = app.desk(MANAGER).await.people(&PeopleFilter { q: NEW.to_owned(), ..PeopleFilter::default() }).await;
    let found = found.unwrap().rows.remove(0);
    assert_eq!(found.organisation.unwrap().name, "Qingshan Water", "their own, whatever the form says");
    assert!(matches!(found.account, Account::Invited { .. }));
    assert_eq!(admin.get(&format!("/people?organisation={theirs}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_archive_is_for_its_customers_admin_and_the_staff() {
    let app = TestApp::new().await;
    let own = app.desk(ADMIN).await.viewer().person().unwrap().organisation.clone().unwrap().id;
    let theirs = app.desk(ZHAO).await.viewer().person().unwrap().organisation.clone().unwrap().id;
    let mut manager = app.browser_of(MANAGER).await;
    let chen = id_of(&app, CHEN).await;
    let edit = format!("/organisations/{own}/edit");
    let of = own.to_string();
    let named = [("of", of.as_str()), ("form", "dedicated"), ("engineer", chen.as_str()), ("deputy", "")];
    let answer = send(&mut manager, "name_dedicated", &edit, &named).await;
    assert_eq!(answer.location(), format!("{edit}?saved=1"));
    let site = [("of", of.as_str()), ("entry", "site"), ("id", ""), ("name", "Pump room"), ("address", "Lake Road 1")];
    let answer = send(&mut manager, "save_entry", &edit, &site).await;
    assert_eq!(answer.location(), format!("{edit}?saved=1#site"));
    let unreachable = [("of", of.as_str()), ("entry", "contact"), ("id", ""), ("name", "Mr Zheng")];
    let answer = send(&mut manager, "save_entry", &edit, &unreachable).await;
    assert!(answer.location().starts_with(&format!("{edit}?parked=")), "{}", answer.location());
    manager.get(answer.location()).await.shows("value=\"Mr Zheng\"").shows("id=\"contact--phone-flaw\"");
    let mut admin = app.browser_of(ADMIN).await;
    let archive = format!("/organisations/{own}");
    admin.get(&archive).await.shows("Chen Tao").shows("Pump room").shows("QS-2026-001").hides(&edit);
    assert_eq!(admin.get(&format!("/organisations/{theirs}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.get(&edit).await.status, StatusCode::FORBIDDEN);
    for who in [LI, ZHAO] {
        assert_eq!(app.browser_of(who).await.get(&archive).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    for who in [ADMIN, SUN, CHEN] {
        let mut other = app.browser_of(who).await;
        for function in ["save_entry", "remove_entry", "change_organisation", "name_dedicated"] {
            let fields = [("of", of.as_str()), ("entry", "site"), ("id", "1"), ("name", "Taken over")];
            let answer = send(&mut other, function, "/", &fields).await;
            assert!(answer.location().starts_with("/?parked="), "{who} {function}: {}", answer.location());
        }
    }
    admin.get(&archive).await.shows("Pump room").hides("Taken over");
    for who in [SUN, CHEN] {
        app.browser_of(who).await.get(&archive).await.shows("Pump room");
    }
}

#[tokio::test]
async fn lists_and_forms_are_for_those_who_may() {
    let app = TestApp::new().await;
    let statuses = async |who: &str| {
        let mut browser = app.browser_of(who).await;
        let mut of = Vec::new();
        for path in ["/people", "/people/new", "/organisations", "/organisations/new"] {
            of.push(browser.get(path).await.status.as_u16());
        }
        of
    };
    assert_eq!(statuses(MANAGER).await, [200, 200, 200, 200]);
    assert_eq!(statuses(SUN).await, [200, 403, 200, 403]);
    assert_eq!(statuses(ADMIN).await, [200, 200, 200, 403]);
    assert_eq!(statuses(CHEN).await, [403, 403, 200, 403]);
    assert_eq!(statuses(LI).await, [403, 403, 403, 403]);
    for path in ["/people", "/people/1", "/people/new", "/organisations", "/organisations/1"] {
        assert!(app.browser().get(path).await.location().starts_with("/sign-in?next="), "{path}");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_letter_and_the_answer_tells_nobody_who_is_here() {
    let app = TestApp::new().await;
    let known = app.browser().post("/forgotten", &[("email", " LI@Qingshan.example ")]).await;
    let unknown = app.browser().post("/forgotten", &[("email", "nobody@qingshan.example")]).await;
    assert_eq!((known.status, known.location()), (unknown.status, unknown.location()));
    app.browser().get(known.location()).await.shows("on its way");
    let written = letters(&app, "new_password").await;
    assert_eq!(written.len(), 1, "{written:?}");
    assert!(written[0].contains(&format!("To: {LI}")), "{}", written[0]);
    let link = link(&written[0]);
    let mut li = app.browser_of(LI).await;
    assert_eq!(app.browser().post(&link, &[("password", GOOD), ("password_again", GOOD)]).await.location(), "/");
    li.get("/").await.hides("Li Na");
    assert!(app.browser().sign_in(LI, PASSWORD, "/").await.location().starts_with("/sign-in"));
    assert_eq!(app.browser().sign_in(LI, GOOD, "/").await.location(), "/");
    let wrong = app.browser().post("/forgotten", &[("email", "nobody")]).await;
    assert!(wrong.location().starts_with("/forgotten?parked="), "{}", wrong.location());
}

#[tokio::test]
async fn people_change_their_own_account_and_their_password_if_they_know_it() {
    let app = TestApp::new().await;
    let mut li = app.browser_of(LI).await;
    li.get("/me").await.shows("value=\"Li Na\"").shows("value=\"Asia/Shanghai\"");
    let own = |zone| [("form", "own"), ("name", "Li Nana"), ("phone", ""), ("language", "en"), ("time_zone", zone)];
    let wrong = send(&mut li, "change_own", "/me", &own("Nowhere/Else")).await;
    assert!(wrong.location().starts_with("/me?parked="), "{}", wrong.location());
    li.get(wrong.location()).await.shows("value=\"Li Nana\"").shows("id=\"time_zone-flaw\"");
    let done = send(&mut li, "change_own", "/me", &own("Europe/Berlin")).await;
    assert_eq!(done.location(), "/me?done=own");
    li.get(done.location()).await.shows("value=\"Europe/Berlin\"").shows("Qingshan Water · Li Nana");

    let mut elsewhere = app.browser_of(LI).await;
    let change = |before| [("password_before", before), ("password", GOOD), ("password_again", GOOD)];
    let refused = li.post("/me/password", &change("a guess")).await;
    li.get(refused.location()).await.shows("id=\"password_before-flaw\"").hides(GOOD);
    assert_eq!(li.post("/me/password", &change(PASSWORD)).await.location(), "/me?done=password");
    li.get("/").await.shows("Li Nana");
    elsewhere.get("/").await.hides("Li Nana");
    assert_eq!(app.browser().sign_in(LI, GOOD, "/").await.location(), "/");
    let guest = app.browser().post("/me/password", &change(GOOD)).await;
    assert!(guest.location().starts_with("/sign-in?next="), "{}", guest.location());
    for _ in 0..5 {
        li.post("/me/password", &change("a guess")).await;
    }
    let many = li.post("/me/password", &change(GOOD)).await;
    li.get(many.location()).await.shows("Too many attempts");
}
