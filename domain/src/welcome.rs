//! The home page that a large customer is given (domain.md §8): its logo, a few words of welcome, whom to call at the service
//! company, and pinned articles. Managers edit it; the customer's people see it above their cases.

use crate::case::report::{LINE_MOST, empty, flag, flawed_email, flawed_phone, too_long};
use crate::organisation::Dedicated;
use crate::person::{Bilingual, OrganisationRef};
use crate::refusal::{Flaw, FlawKind};
use crate::typed;
use serde::{Deserialize, Serialize};

/// Most characters of the words in one language.
pub const WORDS_MOST: usize = 300;
/// Most people beside the dedicated engineer.
pub const CONTACTS_MOST: usize = 4;
/// Most pinned articles.
pub const ARTICLES_MOST: usize = 6;
/// Largest logo.
pub const LOGO_MOST_MIB: u64 = 1;
/// What browsers show as a picture and cannot run.
pub const LOGO_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// What the customer's people see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    pub organisation: OrganisationRef,
    /// Changes with the logo; none without one.
    pub logo: Option<i64>,
    /// In the reader's language, or in the other one where it is missing.
    pub words: String,
    pub dedicated: Vec<Dedicated>,
    pub contacts: Vec<WelcomeContact>,
    /// Slugs and titles, in the order in which they were pinned; those only that the customer's people may read.
    pub articles: Vec<(String, String)>,
}

/// What managers edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeForm {
    pub organisation: OrganisationRef,
    pub logo: Option<i64>,
    pub draft: WelcomeDraft,
}

/// Somebody at the service company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WelcomeContact {
    pub name: String,
    /// What to call them for, e.g. `商务`.
    pub duty: String,
    pub phone: String,
    pub email: String,
}

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WelcomeDraft {
    pub words: String,
    pub words_en: String,
    /// [`CONTACTS_MOST`] of them, `contact.0.name` …; empty ones are passed over.
    pub contacts: Vec<WelcomeContact>,
    /// Addresses or slugs, one a line.
    pub articles: String,
    /// `on` when the logo is to go.
    pub no_logo: String,
}

/// The form with nothing wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeData {
    pub words: Bilingual,
    pub contacts: Vec<WelcomeContact>,
    /// Slugs, each once.
    pub articles: Vec<String>,
    pub no_logo: bool,
}

impl WelcomeDraft {
    /// The form of those fields; what belongs to no form is passed over.
    pub fn read(fields: &[(String, String)]) -> WelcomeDraft {
        let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value).to_owned();
        let contact = |nth: usize| WelcomeContact {
            name: one(&format!("contact.{nth}.name")),
            duty: one(&format!("contact.{nth}.duty")),
            phone: one(&format!("contact.{nth}.phone")),
            email: one(&format!("contact.{nth}.email")),
        };
        WelcomeDraft {
            words: one("words"),
            words_en: one("words_en"),
            contacts: (0..CONTACTS_MOST).map(contact).collect(),
            articles: one("articles"),
            no_logo: one("no_logo"),
        }
    }

    /// What the form means. Whether its articles are there and may be read is for the store to say.
    ///
    /// # Errors
    /// Every flaw of the form, by the names of its fields.
    pub fn parse(&self) -> Result<WelcomeData, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let [chinese, english] = [&self.words, &self.words_en].map(|typed| typed::text(typed));
        flag(&mut flaws, "words", too_long(&chinese, WORDS_MOST));
        flag(&mut flaws, "words_en", too_long(&english, WORDS_MOST));
        let contacts = self.contacts.iter().enumerate().filter_map(|(nth, typed)| contact(&mut flaws, nth, typed));
        let contacts: Vec<WelcomeContact> = contacts.collect();
        let articles = slugs(&self.articles);
        let too_many = FlawKind::OutOfBounds { least: 0, most: u32::try_from(ARTICLES_MOST).unwrap_or(u32::MAX) };
        flag(&mut flaws, "articles", (articles.len() > ARTICLES_MOST).then_some(too_many));
        let no_logo = !self.no_logo.is_empty();
        let words = Bilingual { chinese, english };
        if flaws.is_empty() { Ok(WelcomeData { words, contacts, articles, no_logo }) } else { Err(flaws) }
    }
}

/// None where nothing is typed.
fn contact(flaws: &mut Vec<Flaw>, nth: usize, draft: &WelcomeContact) -> Option<WelcomeContact> {
    let [name, duty] = [&draft.name, &draft.duty].map(|typed| typed::line(typed));
    let [phone, email] = [&draft.phone, &draft.email].map(|typed| typed::line(&typed::half_width(typed)));
    if [&name, &duty, &phone, &email].into_iter().all(String::is_empty) {
        return None;
    }
    let mut flagged = |field: &str, kind| flag(flaws, &format!("contact.{nth}.{field}"), kind);
    flagged("name", empty(&name).or(too_long(&name, LINE_MOST)));
    flagged("duty", too_long(&duty, LINE_MOST));
    flagged("phone", flawed_phone(&phone).filter(|_| !phone.is_empty() || email.is_empty()));
    flagged("email", flawed_email(&email));
    Some(WelcomeContact { name, duty, phone, email })
}

/// The last part of each address.
fn slugs(typed: &str) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for line in typed.lines() {
        let line = typed::line(&typed::half_width(line));
        let path = line.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let slug = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        if !slug.is_empty() && !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}
