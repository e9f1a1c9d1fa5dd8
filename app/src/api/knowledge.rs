//! Knowledge articles. Guests find and read the public ones.

use crate::problem::Problem;
use crate::wire::Asked;
use domain::knowledge::{
    Article, ArticleForm, ArticleHit, ArticleVersions, CaseArticles, MissPage, Shelf, ShelfFilter,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Articles that fit these words, the most fitting first; without words the latest. `settled` when nothing more is being
/// typed: then it is noted that nothing was found.
///
/// # Errors
/// Faults only.
#[server(name = FetchArticles, prefix = "/api/fn", endpoint = "articles", protocol = Asked)]
pub async fn articles(q: String, settled: bool) -> Result<Vec<ArticleHit>, Problem> {
    let desk = crate::ssr::desk()?;
    let hits = desk.articles(&q).await?;
    if settled && hits.is_empty() {
        desk.note_miss(&q).await?;
    }
    Ok(hits)
}

/// A page of what was searched for and not found.
///
/// # Errors
/// `NotAllowed` for those who write no articles.
#[server(name = FetchMisses, prefix = "/api/fn", endpoint = "misses", protocol = Asked)]
pub async fn misses(after: String) -> Result<MissPage, Problem> {
    Ok(crate::ssr::desk()?.misses(&after).await?)
}

/// Articles that may make a report unnecessary: about its title, the device and what is described.
///
/// # Errors
/// Faults only.
#[server(name = FetchFitting, prefix = "/api/fn", endpoint = "fitting_articles", protocol = Asked)]
pub async fn fitting_articles(title: String, serial: String, description: String) -> Result<Vec<ArticleHit>, Problem> {
    Ok(crate::ssr::desk()?.fitting_articles(&title, &serial, &description).await?)
}

/// Articles to be put beside a case: those that fit it, or what words find.
///
/// # Errors
/// A refusal for those who may put nothing beside it.
#[server(name = FetchCaseArticles, prefix = "/api/fn", endpoint = "case_articles", protocol = Asked)]
pub async fn case_articles(number: String, q: Option<String>) -> Result<CaseArticles, Problem> {
    Ok(crate::ssr::desk()?.case_articles(&number, &q.unwrap_or_default()).await?)
}

/// A page of the shelf: by category and product, or by stage.
///
/// # Errors
/// A refusal when a stage is asked for by those who write no articles.
#[server(name = FetchShelf, prefix = "/api/fn", endpoint = "shelf", protocol = Asked)]
pub async fn shelf(#[server(default)] filter: ShelfFilter) -> Result<Shelf, Problem> {
    Ok(crate::ssr::desk()?.shelf(&filter).await?)
}

/// One article, rendered and sanitised: as readers see it, or the version that the address names (`newest`, or its number).
///
/// # Errors
/// `NotFound` when there is none or the viewer may not read it.
#[server(name = FetchArticle, prefix = "/api/fn", endpoint = "article", protocol = Asked)]
pub async fn article(slug: String, version: Option<String>) -> Result<Article, Problem> {
    let desk = crate::ssr::desk()?;
    // Whoever opens the page has read what it tells.
    if desk.viewer().person().is_some() {
        desk.mark_read(&domain::notice::Read::OfArticle(slug.clone())).await?;
    }
    Ok(match version.as_deref() {
        None | Some("") => desk.article(&slug).await?,
        Some("newest") => desk.article_version(&slug, None).await?,
        Some(number) => {
            let number = number.parse().map_err(|_| Refusal::NotFound)?;
            desk.article_version(&slug, Some(number)).await?
        }
    })
}

/// The form of an article: as it is, or as somebody left it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ArticleFormPage {
    pub form: ArticleForm,
    /// Why it came back.
    pub refusal: Option<Refusal>,
}

/// The form of that article, or of a new one; as it was left, when the address says where it was put aside. One that was put
/// aside without a flaw shows how it will look.
///
/// # Errors
/// A refusal for those who write no articles, and when there is no such article.
#[server(name = FetchArticleForm, prefix = "/api/fn", endpoint = "article_form", protocol = Asked)]
pub async fn article_form(slug: Option<String>, parked: Option<String>) -> Result<ArticleFormPage, Problem> {
    use domain::knowledge::ArticleDraft;
    let desk = crate::ssr::desk()?;
    // A form that is gone is no reason to withhold the page.
    let parked = match parked {
        Some(parked) => desk.parked(&parked).await.ok(),
        None => None,
    };
    // A form of the same page about its files has none of the fields.
    let typed = parked.as_ref().filter(|parked| parked.fields.iter().any(|(field, _)| field == "readers"));
    let typed = typed.map(|parked| ArticleDraft::read(&parked.fields));
    let refusal = parked.map(|parked| parked.refusal);
    let mut form = desk.article_form(slug.as_deref(), typed.as_ref()).await?;
    let flawless = refusal == Some(Refusal::Flawed(Vec::new()));
    if let Some(typed) = typed.as_ref().filter(|_| flawless) {
        form.preview = store::preview_article(slug.as_deref().unwrap_or_default(), &form.files, typed);
    }
    Ok(ArticleFormPage { form, refusal: refusal.filter(|_| !flawless) })
}

/// The history of an article, and two of its versions compared when both are named.
///
/// # Errors
/// A refusal for those who write no articles, and when there is no such article or version.
#[server(name = FetchArticleVersions, prefix = "/api/fn", endpoint = "article_versions", protocol = Asked)]
pub async fn article_versions(slug: String, from: Option<i64>, to: Option<i64>) -> Result<ArticleVersions, Problem> {
    Ok(crate::ssr::desk()?.article_versions(&slug, from, to).await?)
}
