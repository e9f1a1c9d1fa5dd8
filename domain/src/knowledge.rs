//! Knowledge articles (domain.md §1: experts review them). Here is what an article says, how it lives and how its form is read;
//! finding and rendering articles is the store's work.

mod draft;
mod life;
mod of_case;
mod sheet;

pub use draft::{ArticleDraft, ArticleFacts, OWN_PAGES, REASON_MOST, text_most};
pub use life::{ArticleHappening, Concerned, Life, Stage, Step, decide};
pub use of_case::Headings;
pub use sheet::{
    Answers, ArticleFile, ArticleForm, ArticleStaff, ArticleVersions, CaseArticles, Change, Comparison, Shelf,
    ShelfFilter, ShelfLine, VersionLine,
};

use crate::person::{Bilingual, Language, OrganisationRef};
use serde::{Deserialize, Serialize};

/// An article in a list or a search result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleHit {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// The passage that answers a search, as HTML of text and `<mark>` only; empty where nothing was asked.
    pub excerpt: String,
    /// Reading time.
    pub minutes: i64,
}

/// An article, rendered and sanitised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub html: String,
    /// True when only the other language exists and is shown instead.
    pub other_language: bool,
    pub updated_at: crate::Moment,
    pub minutes: i64,
    /// What it is about, in the reader's language; empty when nobody said it.
    pub category: String,
    pub products: Vec<String>,
    pub error_codes: Vec<String>,
    /// It is no longer right; those who have its address still read it.
    pub outdated: bool,
    /// Names of its files that are no pictures.
    pub files: Vec<ArticleFile>,
    /// What only those who write articles see.
    pub staff: Option<ArticleStaff>,
}

/// What articles are about, as data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Categories {
    #[serde(rename = "category")]
    pub all: Vec<Category>,
}

/// One thing that articles are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: String,
    pub name: Bilingual,
}

impl Categories {
    /// The category of that id.
    pub fn get(&self, id: &str) -> Option<&Category> {
        self.all.iter().find(|category| category.id == id)
    }
}

/// Whom an article is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    /// Also those who are not signed in.
    Everybody,
    /// Everybody who is signed in.
    Customers,
    /// The people of one customer, and the service company.
    Organisation(OrganisationRef),
    /// The service company only.
    #[default]
    Staff,
}

/// One language of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleText {
    pub title: String,
    pub summary: String,
    pub markdown: String,
}

/// What an article says: one version of it. At least one of the languages is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Id of a [`Category`]; empty for none.
    pub category: String,
    pub readers: Readers,
    /// Product lines or models, as people call them.
    pub products: Vec<String>,
    pub error_codes: Vec<String>,
    /// Words people search by that the text may not say.
    pub tags: Vec<String>,
    pub chinese: Option<ArticleText>,
    pub english: Option<ArticleText>,
}

impl Content {
    /// The text of exactly that language.
    pub fn text(&self, language: Language) -> Option<&ArticleText> {
        match language {
            Language::Chinese => self.chinese.as_ref(),
            Language::English => self.english.as_ref(),
        }
    }

    /// The text in that language, or in the other one where it is missing; and the language it is in.
    pub fn text_or_other(&self, language: Language) -> Option<(Language, &ArticleText)> {
        let own = self.text(language).map(|text| (language, text));
        own.or_else(|| Language::ALL.into_iter().find_map(|other| Some((other, self.text(other)?))))
    }

    /// Its title in that language, or in the other one.
    pub fn title(&self, language: Language) -> &str {
        self.text_or_other(language).map_or("", |(_, text)| &text.title)
    }
}

/// Words people searched for that found nothing, folded, without who it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    pub words: String,
    /// How often.
    pub times: i64,
    pub last_at: crate::Moment,
}

/// A page of what was searched for and not found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissPage {
    pub misses: Vec<Miss>,
    /// What the next page begins after, if there is one.
    pub more_after: Option<String>,
}

/// The characters of a search that is worth keeping.
const SEARCH_LEAST: usize = 2;
const SEARCH_MOST: usize = 60;
/// As many digits in a row are somebody's telephone or a serial number.
const DIGITS_MOST: usize = 6;

/// Whether words that found nothing say what an article is missing for. What may name a person is not kept.
pub fn is_kept_as_miss(words: &str) -> bool {
    let length = words.chars().count();
    let digits = words.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    let says_something = words.chars().filter(|c| c.is_alphanumeric()).count() >= SEARCH_LEAST;
    length <= SEARCH_MOST && says_something && digits <= DIGITS_MOST && !words.contains('@')
}

#[cfg(test)]
mod tests {
    use super::is_kept_as_miss;

    #[test]
    fn what_says_nothing_or_may_name_a_person_is_not_kept() {
        for words in ["量子", "e-9999", "tape robot"] {
            assert!(is_kept_as_miss(words), "{words}");
        }
        for words in ["", "x", "--!", "13800001234", "li@example.com", &"长".repeat(61)] {
            assert!(!is_kept_as_miss(words), "{words}");
        }
    }
}
