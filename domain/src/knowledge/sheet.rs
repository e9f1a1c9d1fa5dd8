//! Articles as the pages of those who read and keep them show them.

use super::{ArticleHappening, ArticleHit, Stage};
use crate::Moment;
use crate::person::{OrganisationRef, PersonRef};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// `/kb`: which articles, in the URL's words. Empty asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShelfFilter {
    /// Id of a category.
    pub category: String,
    pub product: String,
    /// The key of a [`Stage`]: only for those who write articles.
    pub stage: String,
    /// The slug of the last one of the page before.
    pub after: String,
}

/// One line of the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfLine {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Reading time of what is published; nothing while nothing is.
    pub minutes: i64,
    pub updated_at: Moment,
    /// Those who write articles are told where the newest version stands, and the owner.
    pub stage: Option<Stage>,
    pub owner: String,
}

/// A page of the shelf, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    pub lines: Vec<ShelfLine>,
    /// Where the next page starts, if there is one: [`ShelfFilter::after`].
    pub more_after: Option<String>,
    /// Ids and names of categories with how many articles the reader finds there.
    pub categories: Vec<(String, String, i64)>,
    /// Products of those articles.
    pub products: Vec<String>,
    pub may_write: bool,
    /// How many wait for a review; nothing for readers.
    pub in_review: i64,
}

/// A file of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFile {
    /// Also the end of its address, and how the text names it.
    pub name: String,
    pub size_bytes: i64,
    pub is_picture: bool,
}

/// What readers made of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub helpful: i64,
    pub not_helpful: i64,
    /// Reports that were not sent, because the article solved it.
    pub solved: i64,
}

/// What those who write articles see above one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleStaff {
    pub stage: Stage,
    /// Of the version that is shown.
    pub version: i64,
    /// Of the newest version, and of the one readers see.
    pub newest: i64,
    pub published: Option<i64>,
    /// For whom: `everybody`, `customers`, `staff`, or `organisation` and its name.
    pub readers: String,
    pub organisation: String,
    pub owner: Option<PersonRef>,
    #[serde(default, with = "crate::day")]
    pub review_on: Option<NaiveDate>,
    /// That day has come.
    pub review_due: bool,
    pub answers: Answers,
    /// What readers said did not help, the latest first.
    pub complaints: Vec<(Moment, String)>,
    /// What the viewer may do next: `submit`, `send_back`, `publish`, `retire`, `revive`.
    pub may: Vec<String>,
    /// Why the review sent it back, when it did so last.
    pub sent_back: Option<String>,
}

/// What the form starts from: fields and values as the form sends them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleForm {
    /// None for a new article.
    pub slug: Option<String>,
    /// As the form's fields are named.
    pub fields: Vec<(String, String)>,
    /// Ids and names.
    pub categories: Vec<(String, String)>,
    pub customers: Vec<OrganisationRef>,
    /// Those who may own an article.
    pub owners: Vec<PersonRef>,
    /// Known product lines, to choose from.
    pub products: Vec<String>,
    pub files: Vec<ArticleFile>,
    /// How it will look, when that was asked: a title and the text's HTML for each language that is there.
    pub preview: Vec<(String, String)>,
}

/// One version in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub number: i64,
    pub at: Moment,
    pub author: String,
    pub published: bool,
}

/// The history of an article, and two of its versions side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleVersions {
    pub slug: String,
    pub title: String,
    /// The newest first.
    pub versions: Vec<VersionLine>,
    /// What happened, the latest first: when, by whom, what.
    pub events: Vec<(Moment, String, ArticleHappening)>,
    pub compared: Option<Comparison>,
}

/// What changed from one version to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub from: i64,
    pub to: i64,
    /// The name of a form's field, and its lines; only fields that differ.
    pub fields: Vec<(String, Vec<(Change, String)>)>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Same,
    Gone,
    New,
    /// So many lines that did not change are left out: the text is their number.
    LeftOut,
}

/// Articles to be put beside a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseArticles {
    pub number: String,
    pub title: String,
    /// What fits, whether the case's customer may read it, and whether it is beside the case already.
    pub found: Vec<(ArticleHit, bool, bool)>,
    /// Whether an article can be made of the case.
    pub may_write: bool,
}
