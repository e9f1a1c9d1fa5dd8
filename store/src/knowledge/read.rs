//! Reading an article: what is published in the reader's language, and any version for those who write articles.

use super::readable;
use super::record::{Kept, content, kept_by};
use super::render::{Files, html};
use super::write::minutes;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::access::{Action, Whose};
use domain::knowledge::{Article, ArticleDraft, ArticleFile, ArticleHappening, ArticleStaff, Readers};
use domain::person::{Bilingual, Language, PersonRef};
use domain::refusal::Refusal;

/// What readers said did not help, on the page.
const COMPLAINTS_SHOWN: i64 = 10;

sql!(
    ARTICLE,
    concat!(
        "SELECT a.id, t.language, t.title, t.summary, t.markdown, a.updated_at, t.minutes, a.category, a.error_codes,
         a.outdated_at FROM article a JOIN article_text t ON t.article_id = a.id
         WHERE a.slug = $1 AND ",
        readable!("$2"),
        " ORDER BY CASE WHEN t.language = $3 THEN 0 ELSE 1 END, t.id LIMIT 1"
    )
);
sql!(PRODUCTS, "SELECT product FROM article_product WHERE article_id = $1");
sql!(
    COMPLAINTS,
    "SELECT at, payload FROM article_event WHERE article_id = $1 AND key = 'not_helpful' ORDER BY id DESC LIMIT $2"
);
sql!(
    LAST_WORD,
    "SELECT payload FROM article_event WHERE article_id = $1 AND key IN ('saved', 'submitted', 'sent_back', 'published')
     ORDER BY id DESC LIMIT 1"
);
sql!(NAME_OF, "SELECT name FROM person WHERE id = $1");

/// `id, language, title, summary, markdown, updated_at, minutes, category, error_codes, outdated_at`
type ArticleRow = (i64, String, String, String, String, i64, i64, String, String, Option<i64>);

/// How a form will look: title and text of each language that is there.
pub fn preview(slug: &str, files: &[ArticleFile], draft: &ArticleDraft) -> Vec<(String, String)> {
    let typed = Language::ALL.into_iter().map(|language| draft.as_typed(language));
    let there = typed.filter(|text| !(text.title.is_empty() && text.markdown.is_empty()));
    there.map(|text| (text.title, html(&text.markdown, &Files { slug, files }))).collect()
}

impl Desk {
    /// An article in the viewer's language, or in the other one where it is missing; to those who write articles the newest
    /// version while none is published. What is outdated is still read by those who have its address.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not for the viewer.
    pub async fn article(&self, slug: &str) -> Result<Article> {
        let language = self.viewer.language();
        let row: Option<ArticleRow> = self.db().maybe(&ARTICLE, args![slug, self.audience(), language.tag()]).await?;
        let Some(row) = row else { return self.article_version(slug, None).await };
        let (id, written_in, title, summary, markdown, updated_at, minutes, category, error_codes, outdated_at) = row;
        let files = self.files_of(id).await?;
        let mut products: Vec<(String,)> = self.db().all(&PRODUCTS, args![id]).await?;
        products.sort();
        Ok(Article {
            slug: slug.to_owned(),
            title,
            summary,
            html: html(&markdown, &Files { slug, files: &files }),
            other_language: written_in != language.tag(),
            updated_at: moment(updated_at)?,
            minutes,
            category: self.category_name(&category),
            products: products.into_iter().map(|(product,)| product).collect(),
            error_codes: serde_json::from_str(&error_codes)?,
            outdated: outdated_at.is_some(),
            files: files.into_iter().filter(|file| !file.is_picture).collect(),
            staff: self.staff_view(slug, None).await?,
        })
    }

    /// A version of an article, the newest when no number is given; only for those who write articles.
    ///
    /// # Errors
    /// `NotFound` when there is no such version, or the viewer writes no articles.
    pub async fn article_version(&self, slug: &str, number: Option<i64>) -> Result<Article> {
        if !self.may(Action::WriteArticle, Whose::Others) {
            return Err(Refusal::NotFound.into());
        }
        let kept = self.kept(slug).await?;
        let number = number.unwrap_or(kept.life.version);
        let content = content(self.db(), kept.id, number).await?;
        let language = self.viewer.language();
        let (written_in, text) = content.text_or_other(language).ok_or(Refusal::NotFound)?;
        let files = self.files_of(kept.id).await?;
        Ok(Article {
            title: text.title.clone(),
            summary: text.summary.clone(),
            html: html(&text.markdown, &Files { slug, files: &files }),
            other_language: written_in != language,
            updated_at: kept.updated_at,
            minutes: minutes(&text.markdown),
            category: self.category_name(&content.category),
            outdated: kept.life.outdated,
            files: files.into_iter().filter(|file| !file.is_picture).collect(),
            staff: self.staff_view(slug, Some(number)).await?,
            slug: kept.slug,
            products: content.products,
            error_codes: content.error_codes,
        })
    }

    fn category_name(&self, id: &str) -> String {
        let category = self.categories().get(id);
        category
            .map_or_else(Bilingual::default, |category| category.name.clone())
            .get(self.viewer.language())
            .to_owned()
    }

    /// What those who write articles see above one: of that version, or of the published one.
    async fn staff_view(&self, slug: &str, version: Option<i64>) -> Result<Option<ArticleStaff>> {
        if !self.may(Action::WriteArticle, Whose::Others) {
            return Ok(None);
        }
        let Some(kept) = kept_by(self.db(), slug).await? else { return Ok(None) };
        let version = version.or(kept.life.published).unwrap_or(kept.life.version);
        let (readers, organisation) = match content(self.db(), kept.id, version).await?.readers {
            Readers::Everybody => ("everybody", String::new()),
            Readers::Customers => ("customers", String::new()),
            Readers::Organisation(organisation) => ("organisation", organisation.name),
            Readers::Staff => ("staff", String::new()),
        };
        let owner = self.owner_of(&kept).await?;
        let rows: Vec<(i64, String)> = self.db().all(&COMPLAINTS, args![kept.id, COMPLAINTS_SHOWN]).await?;
        let complaint = |(at, payload): (i64, String)| match serde_json::from_str(&payload)? {
            ArticleHappening::NotHelpful { why } => Ok(Some((moment(at)?, why))),
            _ => Ok(None),
        };
        let complaints: Vec<_> = rows.into_iter().map(complaint).collect::<Result<_>>()?;
        Ok(Some(ArticleStaff {
            stage: kept.life.stage,
            version,
            newest: kept.life.version,
            published: kept.life.published,
            readers: readers.to_owned(),
            organisation,
            owner,
            review_on: kept.review_on,
            review_due: kept.review_on.is_some_and(|day| day <= self.today()),
            answers: self.answers_of(kept.id).await?,
            complaints: complaints.into_iter().flatten().collect(),
            may: self.steps_open(&kept),
            sent_back: self.sent_back(&kept).await?,
        }))
    }

    async fn owner_of(&self, kept: &Kept) -> Result<Option<PersonRef>> {
        let Some(id) = kept.owner_id else { return Ok(None) };
        let row: Option<(String,)> = self.db().maybe(&NAME_OF, args![id]).await?;
        Ok(row.map(|(name,)| PersonRef { id, name }))
    }

    /// Why the review sent the newest version back, if that is the last that happened to it.
    async fn sent_back(&self, kept: &Kept) -> Result<Option<String>> {
        let last: Option<(String,)> = self.db().maybe(&LAST_WORD, args![kept.id]).await?;
        let happening = last.map(|(payload,)| serde_json::from_str(&payload)).transpose()?;
        Ok(match happening {
            Some(ArticleHappening::SentBack { why, .. }) => Some(why),
            _ => None,
        })
    }
}
