//! Letters by SMTP: delivered to a real, if small, mail server; refused, tried again later and later, given up, and sent after
//! all when a manager says so.

use crate::testapp::{CHEN, LI, MANAGER, TestApp};
use chrono::TimeDelta;
use domain::case::decide::Command;
use server::mail::Post;
use server::workers::deliver_outbox;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server for one test: takes every letter, or refuses every recipient.
#[derive(Clone, Default)]
struct PostOffice {
    closed: Arc<AtomicBool>,
    refused: Arc<AtomicUsize>,
    /// Envelope recipient and the letter as it came.
    taken: Arc<Mutex<Vec<(String, String)>>>,
}

impl PostOffice {
    /// Opens it; answers its URL.
    async fn open() -> (PostOffice, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let office = PostOffice::default();
        let behind = office.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let office = behind.clone();
                tokio::spawn(async move { office.serve(connection).await });
            }
        });
        (office, url)
    }

    /// RFC 5321, as far as a letter needs it. Ends when the other side has gone.
    async fn serve(self, connection: TcpStream) -> Option<()> {
        let (reading, mut writing) = connection.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut recipient = String::new();
        writing.write_all(b"220 post.example ESMTP\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-post.example\r\n250 8BITMIME",
                "RCPT" if self.closed.load(Ordering::SeqCst) => {
                    self.refused.fetch_add(1, Ordering::SeqCst);
                    "451 4.3.0 the post office is closed"
                }
                "RCPT" => {
                    recipient = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    "250 ok"
                }
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await.ok()?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                        letter = letter + &line + "\n";
                    }
                    self.taken.lock().unwrap().push((recipient.clone(), letter));
                    "250 taken"
                }
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            writing.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
        Some(())
    }

    fn taken_for(&self, recipient: &str) -> Vec<String> {
        let taken = self.taken.lock().unwrap();
        taken.iter().filter(|(to, _)| to == recipient).map(|(_, letter)| letter.clone()).collect()
    }
}

/// An installation that sends by that post office, with one letter to Li ordered.
async fn app_with_a_letter(url: String) -> TestApp {
    let app = TestApp::with("https://service.example.com", |settings| settings.smtp_url = Some(url)).await;
    let number = app.case_in_work().await;
    app.desk(CHEN).await.act(&number, Command::Comment { words: "on my way".to_owned() }).await.unwrap();
    app
}

#[tokio::test]
async fn a_letter_is_handed_to_the_mail_server_once() {
    let (office, url) = PostOffice::open().await;
    let app = app_with_a_letter(url).await;
    let post = Post::new(&app.house.settings).unwrap();
    deliver_outbox(&app.house, &post).await;
    deliver_outbox(&app.house, &post).await;
    let [letter] = &office.taken_for(LI)[..] else { panic!("{:?}", office.taken) };
    for part in ["From: Lightwell <lightwell@localhost>", "To: li@qingshan.example", "Message-ID: <notification-"] {
        assert!(letter.contains(part), "{part} is missing in {letter}");
    }
    assert!(letter.contains("on my way") && letter.contains("text/html"), "{letter}");
    assert!(!app.data.path().join("mail").exists(), "nothing is written into files");
}

#[tokio::test]
async fn a_refused_letter_comes_again_later_and_later_then_is_given_up_and_sent_when_a_manager_says_so() {
    let (office, url) = PostOffice::open().await;
    office.closed.store(true, Ordering::SeqCst);
    let app = app_with_a_letter(url).await;
    let post = Post::new(&app.house.settings).unwrap();
    deliver_outbox(&app.house, &post).await;
    let letters = app.house.store.clone();
    let ordered = office.refused.load(Ordering::SeqCst);
    assert!(ordered > 0, "nothing was tried");
    // Nothing is tried again before its time; then each time it waits twice as long.
    for minutes in [1_i64, 2, 4, 8, 16, 32, 64, 128, 256] {
        let before = office.refused.load(Ordering::SeqCst);
        app.pass(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        deliver_outbox(&app.house, &post).await;
        assert_eq!(office.refused.load(Ordering::SeqCst), before, "too early after {minutes} min");
        app.pass(TimeDelta::seconds(1));
        deliver_outbox(&app.house, &post).await;
        assert_eq!(office.refused.load(Ordering::SeqCst), before + ordered, "nothing after {minutes} min");
    }
    app.pass(TimeDelta::days(30));
    assert!(letters.claim_outbox(99, app.house.clock.now()).await.unwrap().is_empty(), "given up");

    let manager = app.desk(MANAGER).await;
    let dead = manager.undelivered_letters().await.unwrap().dead;
    assert_eq!(dead.len(), ordered);
    assert!(
        dead.iter().all(|letter| letter.attempts == 10 && letter.why.contains("the post office is closed")),
        "{dead:?}"
    );
    let mut browser = app.browser_of(MANAGER).await;
    browser.get("/manage/letters").await.shows("the post office is closed").shows(LI);
    office.closed.store(false, Ordering::SeqCst);
    let to_li = dead.iter().find(|letter| letter.recipient == LI).unwrap();
    manager.try_letter_again(to_li.id).await.unwrap();
    deliver_outbox(&app.house, &post).await;
    assert_eq!(office.taken_for(LI).len(), 1);
    assert_eq!(manager.undelivered_letters().await.unwrap().dead.len(), ordered - 1);
}
