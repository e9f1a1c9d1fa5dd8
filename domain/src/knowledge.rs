//! Knowledge articles (domain.md §1: experts review them). Here is what an article says, how it lives and how its form is read;
//! finding and rendering articles is the store's work.

mod draft;
mod life;
mod of_case;
mod sheet;

pub use draft::{ArticleDraft, ArticleFacts, REASON_MOST, text_most};
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
