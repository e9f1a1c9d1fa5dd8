//! Knowledge articles. Guests find and read the public ones.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::knowledge::{Article, ArticleHit};
use leptos::prelude::*;

/// Articles that fit these words, the most fitting first; without words the latest.
///
/// # Errors
/// Faults only.
#[server(name = FetchArticles, prefix = "/api/fn", endpoint = "articles", protocol = Asked)]
pub async fn articles(q: String) -> Result<Vec<ArticleHit>, Problem> {
    Ok(crate::ssr::desk()?.articles(&q).await?)
}

/// One article, rendered and sanitised.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not read it.
#[server(name = FetchArticle, prefix = "/api/fn", endpoint = "article", protocol = Asked)]
pub async fn article(slug: String) -> Result<Article, Problem> {
    Ok(crate::ssr::desk()?.article(&slug).await?)
}
