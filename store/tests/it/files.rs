//! Files: what comes in, what stays outside, and who gets it back.

use domain::refusal::{FlawKind, Refusal};
use store::on_both_engines;
use store::testing::Fixture;
use store::testing::cast::{COLLEAGUE, CUSTOMER, Cast, ENGINEER, STRANGER, draft};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn refused(name: &str) -> Vec<(String, FlawKind)> {
    vec![("files".to_owned(), FlawKind::FileKind { name: name.to_owned() })]
}

fn files_kept(house: &Fixture) -> usize {
    let folders = std::fs::read_dir(house.config.data_dir.join("files")).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

on_both_engines! {
    async fn uploads_of_a_form_become_attachments_of_its_case(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let upload = house.uploaded(PNG);
        let kept = desk.keep_upload("k", "../控制台.png", &upload, 33).await.unwrap();
        assert_eq!((kept.name.as_str(), kept.media_type.as_str()), ("控制台.png", "image/png"));
        assert_eq!(kept.size_bytes, i64::try_from(PNG.len()).unwrap());
        assert!(!upload.exists(), "moved, not copied");
        assert_eq!(crate::refusal(desk.attachment(kept.id).await), Refusal::NotFound, "not part of a case yet");
        desk.keep_upload("k", "messages", &house.uploaded("内核 panic".as_bytes()), 0).await.unwrap();
        assert_eq!(desk.report_form(Some("k".to_owned())).await.unwrap().uploads.len(), 2);
        let number = desk.open_case(&draft("k")).await.unwrap().number;
        let sheet = desk.case(&number).await.unwrap();
        let names: Vec<&str> = sheet.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
        assert_eq!(names, ["控制台.png", "messages"]);
        let keys: Vec<&str> = sheet.events.iter().map(|event| event.happening.key()).collect();
        assert_eq!(keys, ["opened", "attached", "attached"]);
        let stored = desk.attachment(kept.id).await.unwrap();
        assert_eq!(std::fs::read(&stored.path).unwrap(), PNG);
        assert!(!stored.path.to_string_lossy().contains("png"), "never under the name somebody chose");
    }

    async fn nobody_else_gets_at_what_one_person_uploaded(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let kept = desk.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await.unwrap();
        let colleague = cast.desk(COLLEAGUE).await;
        assert!(colleague.report_form(Some("k".to_owned())).await.unwrap().uploads.is_empty());
        assert_eq!(crate::refusal(colleague.drop_upload("k", kept.id).await), Refusal::NotFound);
        let number = colleague.open_case(&draft("k")).await.unwrap().number;
        assert!(colleague.case(&number).await.unwrap().attachments.is_empty());
        let number = desk.open_case(&draft("k")).await.unwrap().number;
        assert_eq!(desk.case(&number).await.unwrap().attachments.len(), 1);
        assert_eq!(crate::refusal(cast.desk(STRANGER).await.attachment(kept.id).await), Refusal::NotFound);
        assert_eq!(crate::refusal(desk.attachment(kept.id + 1).await), Refusal::NotFound);
    }

    async fn files_are_added_to_a_case_later(house) {
        let cast = Cast::move_in(house).await;
        let number = cast.open("k").await;
        let desk = cast.desk(CUSTOMER).await;
        desk.attach(&number, "later").await.unwrap();
        desk.keep_upload("later", "a.txt", &house.uploaded(b"x"), 1).await.unwrap();
        desk.attach(&number, "later").await.unwrap();
        desk.attach(&number, "later").await.unwrap();
        let sheet = desk.case(&number).await.unwrap();
        assert_eq!((sheet.attachments.len(), sheet.events.len()), (1, 2));
        let engineer = cast.desk(ENGINEER).await;
        assert_eq!(crate::refusal(engineer.attach(&number, "later").await), Refusal::NotFound);
    }

    async fn what_a_browser_or_a_computer_would_run_stays_outside(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let page = "<!DOCTYPE html><script>alert(1)</script>".as_bytes();
        let vector = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_bytes();
        for (name, content) in [
            ("photo.png", page),
            ("page.html", page),
            ("page.txt", page),
            ("vector.svg", vector),
            ("vector.xml", vector),
            ("photo.jpg", PNG),
            ("setup.exe", b"MZ\x90\0\x03"),
            ("notes.txt", b"MZ\x90\0\x03"),
            ("archive.rar", b"Rar!\x1a\x07\0"),
        ] {
            let upload = house.uploaded(content);
            assert_eq!(crate::flaws(desk.keep_upload("k", name, &upload, 9).await), refused(name));
            assert!(upload.exists(), "what is refused stays the sender's");
        }
        assert_eq!(files_kept(house), 0);
    }

    async fn a_file_has_a_largest_size_and_a_smallest(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let most = 20 * 1024 * 1024;
        let too_large = house.uploaded(&vec![b'x'; most + 1]);
        let flaw = |kind| vec![("files".to_owned(), kind)];
        let large = FlawKind::FileTooLarge { name: "a.log".to_owned(), most_mib: 20 };
        assert_eq!(crate::flaws(desk.keep_upload("k", "a.log", &too_large, 1).await), flaw(large.clone()));
        let claims_more = house.uploaded(b"x");
        let claimed = i64::try_from(most).unwrap() + 1;
        assert_eq!(crate::flaws(desk.keep_upload("k", "a.log", &claims_more, claimed).await), flaw(large));
        let empty = FlawKind::FileEmpty { name: "a.log".to_owned() };
        assert_eq!(crate::flaws(desk.keep_upload("k", "a.log", &house.uploaded(b""), 0).await), flaw(empty));
        let just_right = house.uploaded(&vec![b'x'; most]);
        desk.keep_upload("k", "a.log", &just_right, 1).await.unwrap();
    }

    async fn a_form_takes_ten_files(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let mut last = 0;
        for _ in 0..10 {
            last = desk.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await.unwrap().id;
        }
        let flaws = crate::flaws(desk.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await);
        assert_eq!(flaws, [("files".to_owned(), FlawKind::TooManyFiles { most: 10 })]);
        desk.drop_upload("k", last).await.unwrap();
        desk.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await.unwrap();
        assert_eq!(files_kept(house), 10);
    }

    async fn uploads_that_never_became_a_case_are_swept_and_attachments_stay(house) {
        let cast = Cast::move_in(house).await;
        let desk = cast.desk(CUSTOMER).await;
        let kept = desk.keep_upload("k", "a.txt", &house.uploaded(b"x"), 1).await.unwrap();
        desk.open_case(&draft("k")).await.unwrap();
        desk.keep_upload("forgotten", "b.txt", &house.uploaded(b"x"), 1).await.unwrap();
        house.store.sweep(cast.now + chrono::TimeDelta::hours(47)).await.unwrap();
        assert_eq!(files_kept(house), 2);
        house.store.sweep(cast.now + chrono::TimeDelta::hours(49)).await.unwrap();
        assert_eq!(files_kept(house), 1);
        assert!(desk.attachment(kept.id).await.unwrap().path.exists());
    }
}
