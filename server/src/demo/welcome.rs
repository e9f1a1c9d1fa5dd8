//! The home page that the demo's large customer is given, by its manager.

use super::DemoFault;
use super::cases::copied;
use super::company::Stage;
use domain::person::Viewer;
use domain::welcome::{WelcomeContact, WelcomeDraft};
use serde::Deserialize;
use std::sync::LazyLock;
use store::Store;

const MANAGER: &str = "chenli";

static FILE: LazyLock<WelcomeFile> =
    LazyLock::new(|| toml::from_str(include_str!("../../demo/welcome.toml")).expect("compiled in, and read by a test"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WelcomeFile {
    /// Somebody of the customer.
    person: String,
    words: String,
    words_en: String,
    /// Name in server/demo/files/.
    logo: String,
    articles: Vec<String>,
    #[serde(rename = "contact")]
    contacts: Vec<WelcomeContact>,
}

/// Gives it to them.
pub async fn lay_out(store: &Store, stage: &Stage) -> Result<(), DemoFault> {
    let manager = Viewer::Person(stage.person(MANAGER)?.clone());
    let Some(customer) = &stage.person(&FILE.person)?.organisation else { return Ok(()) };
    let draft = WelcomeDraft {
        words: FILE.words.clone(),
        words_en: FILE.words_en.clone(),
        contacts: FILE.contacts.clone(),
        articles: FILE.articles.join("\n"),
        no_logo: String::new(),
    };
    let (copy, size_bytes) = copied(&FILE.logo)?;
    let logo = Some((FILE.logo.as_str(), copy.path(), size_bytes));
    Ok(store.desk(manager, stage.now).change_welcome(customer.id, &draft, logo).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert!(!FILE.articles.is_empty() && !FILE.contacts.is_empty());
    }
}
