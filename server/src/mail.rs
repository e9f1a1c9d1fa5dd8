//! Sends letters: through an SMTP server, or into files while none is named. It knows nothing of what letters say, and
//! decides nothing about trying again.

use crate::config::Settings;
use crate::letters::Letter;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::PathBuf;

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("letter: {0}")]
    Letter(#[from] lettre::error::Error),
    #[error("SMTP: {0}")]
    Smtp(#[from] smtp::Error),
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
}

/// The way out for letters.
pub struct Post {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

impl Post {
    /// # Errors
    /// When the sender is no address or the SMTP server no URL.
    pub fn new(settings: &Settings) -> Result<Post, MailFault> {
        let way = match settings.smtp_url.as_deref().filter(|url| !url.is_empty()) {
            Some(url) => Way::Smtp(Box::new(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build())),
            None => Way::Folder(settings.data.join("mail")),
        };
        Ok(Post { from: settings.mail_from.parse()?, way })
    }

    /// Sends a letter. The same `key` is the same letter: a file is written over, and mail programs can tell a repetition by
    /// its Message-ID.
    ///
    /// # Errors
    /// When the address is none, or the server or the disk refuses.
    pub async fn send(&self, key: &str, to: &str, letter: &Letter) -> Result<(), MailFault> {
        let message = self.message(key, to, letter)?;
        match &self.way {
            Way::Smtp(server) => {
                server.send(message).await?;
            }
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                tokio::fs::write(folder.join(format!("{}.eml", safe(key))), message.formatted()).await?;
            }
        }
        Ok(())
    }

    fn message(&self, key: &str, to: &str, letter: &Letter) -> Result<Message, MailFault> {
        let id = format!("<{}@{}>", safe(key), self.from.email.domain());
        let content = MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone());
        let message =
            Message::builder().message_id(Some(id)).from(self.from.clone()).to(Mailbox::new(None, to.parse()?));
        Ok(message.subject(letter.subject.clone()).multipart(content)?)
    }
}

/// Keys become parts of file names and Message-IDs.
fn safe(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter { subject: "Hello".to_owned(), plain: "plain".to_owned(), html: "<p>html</p>".to_owned() }
    }

    #[tokio::test]
    async fn without_a_server_a_letter_is_one_file_however_often_it_is_sent() {
        let data = tempfile::tempdir().unwrap();
        let post = Post::new(&Settings::in_folder(data.path().to_owned(), None, "http://localhost")).unwrap();
        post.send("survey/7", "li@example.com", &letter()).await.unwrap();
        post.send("survey/7", "li@example.com", &letter()).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(data.path().join("mail")).unwrap().collect();
        assert_eq!(files.len(), 1);
        let content = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        assert!(content.contains("To: li@example.com"));
        assert!(content.contains("Message-ID: <survey-7@localhost>"));
    }

    #[tokio::test]
    async fn what_is_no_address_gets_no_letter() {
        let data = tempfile::tempdir().unwrap();
        let post = Post::new(&Settings::in_folder(data.path().to_owned(), None, "http://localhost")).unwrap();
        let sent = post.send("x", "li@example.com\r\nBcc: all@example.com", &letter()).await;
        assert!(matches!(sent, Err(MailFault::Address(_))));
    }
}
