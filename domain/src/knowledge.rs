//! Knowledge articles as pages show them. Finding and rendering them is the store's work.

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
}
