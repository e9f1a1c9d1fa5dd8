//! The demo's knowledge articles: server/demo/knowledge/<slug>.<language>.md with a TOML front matter, their pictures in
//! <slug>/. Written, reviewed and published through the desk, at their own moments; rendering is the store's work.

use super::DemoFault;
use super::company::{Stage, name_of};
use chrono::Duration;
use domain::Moment;
use domain::knowledge::{ArticleDraft, ArticleText, Content, Readers, Step};
use domain::notice::Read;
use domain::person::{Language, OrganisationRef, Viewer};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Answer, Desk, Store};

/// Who reviews what others wrote.
const REVIEWER: &str = "shenyiming";
/// A review takes that long.
const REVIEW: Duration = Duration::hours(20);

#[derive(rust_embed::RustEmbed)]
#[folder = "demo/knowledge"]
struct Files;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    summary: String,
    tags: Vec<String>,
    products: Vec<String>,
    error_codes: Vec<String>,
    updated_days_ago: i64,
    category: String,
    /// `everybody`, `staff`, or the key of an organisation.
    #[serde(default = "everybody")]
    readers: String,
    /// `published`, `review`, `outdated`
    #[serde(default = "published")]
    stage: String,
    #[serde(default = "author")]
    author: String,
    /// Days from now until its owner wants to look at it again.
    review_in_days: Option<i64>,
    /// What readers said of it lately.
    #[serde(default)]
    heard: Vec<Heard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    /// Key of a person.
    who: String,
    /// `helpful`, `solved`; anything else is why it did not help.
    said: String,
}

fn everybody() -> String {
    "everybody".to_owned()
}

fn published() -> String {
    "published".to_owned()
}

fn author() -> String {
    "zhouyan".to_owned()
}

/// An article of both languages, and what the Chinese front matter says of it.
struct DemoArticle {
    front: FrontMatter,
    content: Content,
}

/// Adds every article; answers how many that were.
pub async fn lay_out(store: &Store, stage: &Stage) -> Result<usize, DemoFault> {
    let articles = read_all()?;
    for (slug, article) in &articles {
        article.lay_out(store, stage, slug).await?;
    }
    for (slug, article) in &articles {
        article.hear(store, stage, slug).await?;
    }
    Ok(articles.len())
}

impl DemoArticle {
    async fn lay_out(&self, store: &Store, stage: &Stage, slug: &str) -> Result<(), DemoFault> {
        let published_at = stage.now - Duration::days(self.front.updated_days_ago);
        let author = desk(store, stage, &self.front.author, published_at - REVIEW)?;
        let mut content = self.content.clone();
        content.readers = self.readers(&author).await?;
        let owner_id = author.viewer().person().map(|person| person.id.to_string()).unwrap_or_default();
        let review_on = self.front.review_in_days.map(|days| stage.now + Duration::days(days));
        let draft = ArticleDraft {
            slug: slug.to_owned(),
            draft_key: format!("demo {slug}"),
            owner_id,
            review_on: review_on.map(|at| stage.zone.local(at).date().to_string()).unwrap_or_default(),
            ..ArticleDraft::of(&content)
        };
        author.save_article(None, &draft).await?;
        add_files(&author, slug).await?;
        author.step_article(slug, &Step::Submit).await?;
        if self.front.stage == "review" {
            return Ok(());
        }
        desk(store, stage, REVIEWER, published_at)?.step_article(slug, &Step::Publish).await?;
        if self.front.stage == "outdated" {
            let retired_at = stage.now - Duration::days(40);
            desk(store, stage, REVIEWER, retired_at)?.step_article(slug, &Step::Retire).await?;
        }
        Ok(author.mark_read(&Read::All).await?)
    }

    async fn hear(&self, store: &Store, stage: &Stage, slug: &str) -> Result<(), DemoFault> {
        for heard in &self.front.heard {
            let answer = match heard.said.as_str() {
                "helpful" => Answer::Helpful,
                "solved" => Answer::Solved,
                why => Answer::NotHelpful { why: why.to_owned() },
            };
            let reader = desk(store, stage, &heard.who, stage.now - Duration::hours(26))?;
            reader.answer_article(slug, &answer).await?;
        }
        Ok(())
    }

    async fn readers(&self, desk: &Desk) -> Result<Readers, DemoFault> {
        let key = self.front.readers.as_str();
        Ok(match key {
            "everybody" => Readers::Everybody,
            "customers" => Readers::Customers,
            "staff" => Readers::Staff,
            key => {
                let name = name_of(key)?;
                let customers: Vec<OrganisationRef> = desk.article_form(None, None).await?.customers;
                let one = customers.into_iter().find(|customer| customer.name == name);
                Readers::Organisation(
                    one.ok_or_else(|| DemoFault::Unknown { what: "organisation", key: key.to_owned() })?,
                )
            }
        })
    }
}

fn desk(store: &Store, stage: &Stage, who: &str, at: Moment) -> Result<Desk, DemoFault> {
    Ok(store.desk(Viewer::Person(stage.person(who)?.clone()), at))
}

/// Pictures and other files that stand in a folder of the article's name.
async fn add_files(author: &Desk, slug: &str) -> Result<(), DemoFault> {
    let own = |file: &str| file.strip_prefix(slug)?.strip_prefix('/').map(str::to_owned);
    for (file, name) in Files::iter().filter_map(|file| Some((file.to_string(), own(&file)?))) {
        let fault = |error| DemoFault::File { file: file.clone(), error };
        let content = Files::get(&file).map(|content| content.data).unwrap_or_default();
        let waiting = tempfile::NamedTempFile::new().map_err(fault)?.into_temp_path();
        std::fs::write(&waiting, &content).map_err(fault)?;
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        author.add_article_file(slug, &name, &waiting, size_bytes).await?;
    }
    Ok(())
}

/// Every article by its slug.
fn read_all() -> Result<BTreeMap<String, DemoArticle>, DemoFault> {
    let mut articles: BTreeMap<String, DemoArticle> = BTreeMap::new();
    // The Chinese file of an article comes last and says what is the same in both.
    let mut files: Vec<String> =
        Files::iter().map(|file| file.to_string()).filter(|file| file.ends_with(".md")).collect();
    files.sort();
    for file in files {
        let (slug, language, front, text) = read(&file)?;
        let known = articles.remove(&slug).map(|article| article.content).unwrap_or_default();
        let mut content = Content { category: front.category.clone(), products: front.products.clone(), ..known };
        // Products are told as devices tell them; what they are called otherwise finds the article too.
        let words = [front.tags.as_slice(), &front.products].concat();
        for (all, more) in [(&mut content.tags, &words), (&mut content.error_codes, &front.error_codes)] {
            let fresh: Vec<String> = more.iter().filter(|word| !all.contains(word)).cloned().collect();
            all.extend(fresh);
        }
        match language {
            Language::Chinese => content.chinese = Some(text),
            Language::English => content.english = Some(text),
        }
        articles.insert(slug, DemoArticle { front, content });
    }
    Ok(articles)
}

/// Slug, language, front matter and text of a file.
fn read(file: &str) -> Result<(String, Language, FrontMatter, ArticleText), DemoFault> {
    let wrong = |why| DemoFault::Article { file: file.to_owned(), why };
    let content = Files::get(file).ok_or(wrong("gone"))?;
    let text = std::str::from_utf8(&content.data).map_err(|_| wrong("not UTF-8"))?;
    let (slug, tag) =
        file.strip_suffix(".md").and_then(|name| name.split_once('.')).ok_or(wrong("no language in its name"))?;
    let (front, markdown) =
        text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).ok_or(wrong("no front matter"))?;
    let front: FrontMatter =
        toml::from_str(front).map_err(|error| DemoFault::FrontMatter { file: file.to_owned(), error })?;
    let language = Language::from_tag(tag).ok_or(wrong("in an unknown language"))?;
    let text = ArticleText {
        title: front.title.clone(),
        summary: front.summary.clone(),
        markdown: markdown.trim().to_owned(),
    };
    Ok((slug.to_owned(), language, front, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_complete_and_those_for_everybody_are_in_both_languages() {
        let articles = read_all().unwrap();
        assert_eq!(articles.len(), 15);
        for (slug, DemoArticle { front, content }) in &articles {
            for text in [&content.chinese, &content.english].into_iter().flatten() {
                assert!(text.markdown.contains("## "), "{slug} has headings");
                assert!(!text.title.is_empty() && !text.summary.is_empty() && !front.tags.is_empty(), "{slug}");
            }
            let both = content.chinese.is_some() && content.english.is_some();
            assert!(both || front.readers != "everybody" || front.stage != "published", "{slug}");
        }
    }

    #[test]
    fn chinese_articles_use_chinese_punctuation() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for (slug, article) in read_all().unwrap() {
            let text: Vec<char> = article.content.chinese.unwrap().markdown.chars().collect();
            for three in text.windows(3) {
                assert!(!(han(three[0]) && ",;:?!".contains(three[1])), "{slug}: {three:?}");
            }
        }
    }
}
