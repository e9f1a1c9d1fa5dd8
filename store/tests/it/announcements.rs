//! Announcements: read by whom they are for, published once with the sum of each file, corrected, and who has read them.

use crate::refusal;
use chrono::TimeDelta;
use domain::announcement::{AnnouncementDraft, AnnouncementFilter, AnnouncementHappening};
use domain::notice::{NoticeKind, Read};
use domain::refusal::{FlawKind, Refusal};
use store::testing::Fixture;
use store::testing::cast::{COLLEAGUE, CUSTOMER, Cast, ENGINEER, MANAGER, SECRETARY, STRANGER};
use store::{Desk, NewAsset, on_both_engines};

fn draft(key: &str) -> AnnouncementDraft {
    AnnouncementDraft {
        draft_key: key.to_owned(),
        kind: "bulletin".to_owned(),
        audience: "customers".to_owned(),
        title: "阵列卡电池通报".to_owned(),
        title_en: "Batteries of RAID controllers".to_owned(),
        text: "请核对 **E1234**。<script>alert(1)</script>".to_owned(),
        important: "on".to_owned(),
        ..AnnouncementDraft::default()
    }
}

/// For those who own the product line of one device of the water works.
async fn to_owners(cast: &Cast<'_>) -> AnnouncementDraft {
    let device = NewAsset {
        organisation_id: cast.water.id,
        serial: "PE-1".to_owned(),
        name: "APP-01".to_owned(),
        model: "R740xd".to_owned(),
        product_line: "PowerEdge".to_owned(),
        site: String::new(),
        warranty_ends_on: None,
    };
    cast.house.store.setup().asset(&device).await.unwrap();
    AnnouncementDraft {
        kind: "patch".to_owned(),
        audience: "owners".to_owned(),
        product_line: "poweredge".to_owned(),
        version: "2.19.1".to_owned(),
        ..draft("owners")
    }
}

async fn seen(desk: &Desk) -> Vec<i64> {
    let page = desk.announcements(&AnnouncementFilter::default()).await.unwrap();
    page.lines.into_iter().map(|line| line.id).collect()
}

/// What the inbox says of announcements, the latest first, and whether it is unread.
async fn inbox(desk: &Desk) -> Vec<(&'static str, bool)> {
    let rows = desk.inbox(None, 9).await.unwrap().rows;
    rows.iter().map(|row| (row.event.key(), row.read_at.is_none())).collect()
}

async fn upload(house: &Fixture, desk: &Desk, key: &str, content: &[u8]) {
    let file = house.uploaded(content);
    desk.keep_upload(key, "firmware.txt", &file, i64::try_from(content.len()).unwrap()).await.unwrap();
}

on_both_engines! {
    async fn an_announcement_is_seen_by_whom_it_is_for(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let to_all = manager.publish_announcement(&draft("all")).await.unwrap();
        let to_owners = manager.publish_announcement(&to_owners(&cast).await).await.unwrap();
        let to_staff = AnnouncementDraft { audience: "staff".to_owned(), ..draft("staff") };
        let to_staff = manager.publish_announcement(&to_staff).await.unwrap();
        for who in [MANAGER, ENGINEER, SECRETARY] {
            assert_eq!(seen(&cast.desk(who).await).await, [to_staff, to_owners, to_all], "{who}");
        }
        let (owner, stranger) = (cast.desk(CUSTOMER).await, cast.desk(STRANGER).await);
        assert_eq!(seen(&owner).await, [to_owners, to_all]);
        assert_eq!(seen(&stranger).await, [to_all]);
        assert_eq!(owner.announcement(to_owners).await.unwrap().line.product_line, "PowerEdge");
        assert_eq!(stranger.announcements(&AnnouncementFilter::default()).await.unwrap().product_lines, [""; 0]);
        for (desk, id) in [(&owner, to_staff), (&stranger, to_staff), (&stranger, to_owners), (&owner, 999)] {
            assert_eq!(refusal(desk.announcement(id).await), Refusal::NotFound);
            assert_eq!(refusal(desk.read_announcement(id).await), Refusal::NotFound);
        }
        let guest = cast.guest();
        assert_eq!(refusal(guest.announcement(to_all).await), Refusal::SignInNeeded);
        assert_eq!(refusal(guest.announcements(&AnnouncementFilter::default()).await), Refusal::SignInNeeded);
    }

    async fn only_managers_publish_and_withdraw(house) {
        let cast = Cast::move_in(house).await;
        let id = cast.desk(MANAGER).await.publish_announcement(&draft("k")).await.unwrap();
        for who in [CUSTOMER, ENGINEER, SECRETARY] {
            let desk = cast.desk(who).await;
            assert_eq!(refusal(desk.publish_announcement(&draft("x")).await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.announcement_form("").await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.announcement_change_form(id, "").await), Refusal::NotAllowed, "{who}");
            assert_eq!(refusal(desk.change_announcement(id, &draft("x")).await), Refusal::NotAllowed, "{who}");
            assert!(desk.announcement(id).await.is_ok_and(|sheet| !sheet.may_change), "{who}");
            assert_eq!(refusal(desk.withdraw_announcement(id).await), Refusal::NotAllowed, "{who}");
        }
        assert_eq!(refusal(cast.guest().publish_announcement(&draft("x")).await), Refusal::SignInNeeded);
        let manager = cast.desk(MANAGER).await;
        manager.withdraw_announcement(id).await.unwrap();
        assert_eq!(refusal(manager.withdraw_announcement(id).await), Refusal::NotFound);
        for who in [CUSTOMER, MANAGER] {
            let desk = cast.desk(who).await;
            assert!(seen(&desk).await.is_empty(), "{who}");
            let sheet = desk.announcement(id).await.unwrap();
            assert_eq!((sheet.line.withdrawn_at, sheet.html.as_str()), (Some(cast.now), ""), "{who} is told, and no more");
            assert!(sheet.files.is_empty() && !sheet.may_change, "{who}");
            assert_eq!(refusal(desk.read_announcement(id).await), Refusal::WrongStage, "{who}");
        }
        assert_eq!(refusal(manager.change_announcement(id, &draft("x")).await), Refusal::NotFound);
        assert_eq!(refusal(manager.announcement_change_form(id, "").await), Refusal::NotFound);
    }

    async fn a_correction_says_what_it_was_and_the_old_files_are_gone(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        upload(house, &manager, "k", b"abc").await;
        let id = manager.publish_announcement(&draft("k")).await.unwrap();
        let old = manager.announcement(id).await.unwrap().files[0].clone();
        let later = cast.desk_at(MANAGER, cast.now + TimeDelta::hours(1)).await;
        let form = later.announcement_change_form(id, "").await.unwrap();
        assert_eq!((form.files.len(), AnnouncementDraft::read(&form.fields).base.as_str()), (1, "1"));
        let asked = |key: &str| AnnouncementDraft {
            title: "阵列卡电池通报（更正）".to_owned(),
            remove: vec![old.id.to_string()],
            base: "1".to_owned(),
            ..draft(key)
        };
        upload(house, &later, "new", b"abcd").await;
        later.change_announcement(id, &asked("new")).await.unwrap();
        later.change_announcement(id, &asked("new")).await.unwrap();
        let sheet = cast.desk(CUSTOMER).await.announcement(id).await.unwrap();
        assert_eq!(sheet.line.title, "阵列卡电池通报（更正）");
        assert_eq!(sheet.line.changed_at, Some(cast.now + TimeDelta::hours(1)));
        assert_eq!(sheet.files.iter().map(|file| file.size_bytes).collect::<Vec<_>>(), [4]);
        assert!(sheet.history.is_empty(), "what it was is for those who publish");
        assert_eq!(refusal(cast.desk(CUSTOMER).await.announcement_file(old.id).await), Refusal::NotFound);
        let history = manager.announcement(id).await.unwrap().history;
        let [change] = &history[..] else { panic!("one change, however often the form is sent: {history:?}") };
        let was = vec![
            ("title".to_owned(), "阵列卡电池通报".to_owned()),
            ("files".to_owned(), format!("firmware.txt {}", old.sha256)),
        ];
        assert_eq!(change.happening, AnnouncementHappening::Changed { was, asked_again: false });
        assert_eq!(change.who, "陈立");
        // Whoever had the first edition on the page is told.
        let overtaken = AnnouncementDraft { title: "别的".to_owned(), base: "1".to_owned(), ..draft("other") };
        assert_eq!(refusal(manager.change_announcement(id, &overtaken).await), Refusal::ChangedMeanwhile);
        let flawed = AnnouncementDraft { title: String::new(), base: "2".to_owned(), ..draft("flawed") };
        assert!(matches!(refusal(manager.change_announcement(id, &flawed).await), Refusal::Flawed(_)));
        // What says nothing new is no change.
        let same = AnnouncementDraft { title: sheet.line.title, base: "2".to_owned(), ..draft("same") };
        manager.change_announcement(id, &same).await.unwrap();
        assert_eq!(manager.announcement(id).await.unwrap().history.len(), 1);
    }

    async fn an_important_change_asks_for_another_receipt_and_the_first_ones_stand(house) {
        let cast = Cast::move_in(house).await;
        let (manager, customer) = (cast.desk(MANAGER).await, cast.desk(CUSTOMER).await);
        let id = manager.publish_announcement(&draft("k")).await.unwrap();
        customer.read_announcement(id).await.unwrap();
        let small = AnnouncementDraft { text: "请核对 **E1235**。".to_owned(), base: "1".to_owned(), ..draft("small") };
        manager.change_announcement(id, &small).await.unwrap();
        assert!(customer.unread_announcements().await.unwrap().is_empty(), "a small change asks nobody");
        customer.mark_read(&Read::All).await.unwrap();
        let again = AnnouncementDraft { ask_again: "on".to_owned(), base: "2".to_owned(), ..draft("again") };
        manager.change_announcement(id, &again).await.unwrap();
        assert_eq!(customer.unread_announcements().await.unwrap().len(), 1);
        assert_eq!(manager.announcement(id).await.unwrap().receipts.unwrap().read.len(), 0);
        assert_eq!(inbox(&customer).await, [("changed", true), ("published", false)]);
        customer.read_announcement(id).await.unwrap();
        assert!(customer.unread_announcements().await.unwrap().is_empty());
        assert_eq!(manager.announcement(id).await.unwrap().receipts.unwrap().read.len(), 1);
    }

    async fn whom_it_is_for_finds_it_in_the_inbox_and_nobody_else(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let mut heard = house.store.subscribe();
        heard.borrow_and_update();
        let to_owners = manager.publish_announcement(&to_owners(&cast).await).await.unwrap();
        assert!(heard.has_changed().unwrap(), "open pages count their notices anew");
        let to_staff = AnnouncementDraft { audience: "staff".to_owned(), ..draft("staff") };
        manager.publish_announcement(&to_staff).await.unwrap();
        for (who, lines) in [(CUSTOMER, 1), (COLLEAGUE, 1), (STRANGER, 0), (ENGINEER, 1), (SECRETARY, 1), (MANAGER, 0)] {
            assert_eq!(inbox(&cast.desk(who).await).await.len(), lines, "{who}");
        }
        let (customer, colleague) = (cast.desk(CUSTOMER).await, cast.desk(COLLEAGUE).await);
        let row = customer.inbox(None, 9).await.unwrap().rows.remove(0);
        assert_eq!((row.kind, row.number, row.in_sight), (NoticeKind::Announcement, to_owners.to_string(), true));
        customer.mark_read(&Read::OfAnnouncement(to_owners)).await.unwrap();
        assert_eq!((customer.unread().await.unwrap(), colleague.unread().await.unwrap()), (0, 1));
        let choices = customer.notification_choices().await.unwrap();
        assert!(choices.iter().all(|choice| choice.kind != NoticeKind::Announcement), "there is no letter to choose");
    }

    async fn a_form_sent_twice_is_one_announcement_with_the_sums_of_its_files(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        upload(house, &manager, "k", b"abc").await;
        assert_eq!(manager.announcement_form("k").await.unwrap().kept, ["firmware.txt"]);
        let id = manager.publish_announcement(&draft("k")).await.unwrap();
        assert_eq!(manager.publish_announcement(&draft("k")).await.unwrap(), id);
        let customer = cast.desk(CUSTOMER).await;
        let sheet = customer.announcement(id).await.unwrap();
        assert!(sheet.html.contains("<strong>E1234</strong>") && !sheet.html.contains("script"), "{}", sheet.html);
        // FIPS 180-2, appendix B.1.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((sheet.files.len(), sheet.files[0].sha256.as_str(), sheet.files[0].size_bytes), (1, sum, 3));
        let (file, told) = customer.announcement_file(sheet.files[0].id).await.unwrap();
        assert_eq!((std::fs::read(file.path).unwrap(), told.as_str()), (b"abc".to_vec(), sum));
        // No longer an upload that waits: the sweep leaves it.
        house.store.sweep(cast.now + chrono::TimeDelta::days(9)).await.unwrap();
        assert!(customer.announcement_file(sheet.files[0].id).await.unwrap().0.path.exists());
        manager.withdraw_announcement(id).await.unwrap();
        assert_eq!(refusal(customer.announcement_file(sheet.files[0].id).await), Refusal::NotFound);
    }

    async fn a_file_is_for_whom_its_announcement_is(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        upload(house, &manager, "owners", b"abc").await;
        let id = manager.publish_announcement(&to_owners(&cast).await).await.unwrap();
        let file = manager.announcement(id).await.unwrap().files[0].id;
        assert!(cast.desk(CUSTOMER).await.announcement_file(file).await.is_ok());
        assert_eq!(refusal(cast.desk(STRANGER).await.announcement_file(file).await), Refusal::NotFound);
        assert_eq!(refusal(cast.guest().announcement_file(file).await), Refusal::SignInNeeded);
    }

    async fn who_has_read_an_important_one_is_told_to_managers(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let id = manager.publish_announcement(&draft("k")).await.unwrap();
        manager.publish_announcement(&AnnouncementDraft { important: String::new(), ..draft("other") }).await.unwrap();
        let customer = cast.desk(CUSTOMER).await;
        let unread = customer.unread_announcements().await.unwrap();
        assert_eq!(unread.iter().map(|line| line.id).collect::<Vec<_>>(), [id]);
        customer.read_announcement(id).await.unwrap();
        let later = cast.desk_at(CUSTOMER, cast.now + chrono::TimeDelta::hours(1)).await;
        later.read_announcement(id).await.unwrap();
        assert_eq!(customer.announcement(id).await.unwrap().line.read_at, Some(cast.now), "the first time counts");
        assert!(customer.unread_announcements().await.unwrap().is_empty());
        assert_eq!(cast.desk(COLLEAGUE).await.unread_announcements().await.unwrap().len(), 1);
        let receipts = manager.announcement(id).await.unwrap().receipts.unwrap();
        assert_eq!((receipts.of, receipts.read.len()), (5, 1));
        assert_eq!((receipts.read[0].name.as_str(), receipts.read[0].organisation.as_str()), ("王丽", "青山湖水务"));
        assert!(customer.announcement(id).await.unwrap().receipts.is_none());
    }

    async fn lists_are_filtered_and_paged(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        for n in 0..51 {
            let title = format!("通报 {n:02}");
            manager.publish_announcement(&AnnouncementDraft { title, ..draft(&n.to_string()) }).await.unwrap();
        }
        manager.publish_announcement(&to_owners(&cast).await).await.unwrap();
        let page = async |filter: AnnouncementFilter| manager.announcements(&filter).await.unwrap();
        let first = page(AnnouncementFilter::default()).await;
        let after = first.more_after.unwrap().to_string();
        let last = page(AnnouncementFilter { after, ..AnnouncementFilter::default() }).await;
        assert_eq!((first.lines.len(), last.lines.len(), last.more_after), (50, 2, None));
        let patches = page(AnnouncementFilter { kind: "patch".to_owned(), ..AnnouncementFilter::default() }).await;
        assert_eq!(patches.lines[0].version, "2.19.1");
        let of_line = AnnouncementFilter { product_line: "PowerEdge".to_owned(), ..AnnouncementFilter::default() };
        assert_eq!(page(of_line).await.lines.len(), 1);
        let found = page(AnnouncementFilter { q: "通报 07".to_owned(), ..AnnouncementFilter::default() }).await;
        assert_eq!(found.lines.len(), 1);
        assert!(page(AnnouncementFilter { q: "%".to_owned(), ..AnnouncementFilter::default() }).await.lines.is_empty());
    }

    async fn a_flawed_form_publishes_nothing(house) {
        let cast = Cast::move_in(house).await;
        let manager = cast.desk(MANAGER).await;
        let flawed = AnnouncementDraft { title: String::new(), kind: "version".to_owned(), ..draft("k") };
        let Refusal::Flawed(flaws) = refusal(manager.publish_announcement(&flawed).await) else { panic!("flaws") };
        let told: Vec<(&str, &FlawKind)> = flaws.iter().map(|flaw| (flaw.field.as_str(), &flaw.kind)).collect();
        let empty = &FlawKind::Empty;
        assert_eq!(told, [("product_line", empty), ("version", empty), ("title", empty)]);
        assert!(seen(&manager).await.is_empty());
    }
}
