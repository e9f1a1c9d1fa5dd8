//! The demo's knowledge articles: server/demo/knowledge/<slug>.<language>.md with a TOML front matter. Rendering is the
//! store's work.

use super::DemoFault;
use chrono::Duration;
use domain::Moment;
use domain::person::Language;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{Audience, NewArticle, Store};

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
}

/// Adds every article in every language; answers how many articles that were.
pub async fn lay_out(store: &Store, now: Moment) -> Result<usize, DemoFault> {
    let setup = store.setup();
    let mut slugs = BTreeSet::new();
    for file in Files::iter() {
        let (article, age) = read(&file)?;
        setup.article(&article, now - age).await?;
        slugs.insert(article.slug);
    }
    Ok(slugs.len())
}

/// The article of a file, and how long ago it was written.
fn read(file: &str) -> Result<(NewArticle, Duration), DemoFault> {
    let wrong = |why| DemoFault::Article { file: file.to_owned(), why };
    let content = Files::get(file).ok_or(wrong("gone"))?;
    let text = std::str::from_utf8(&content.data).map_err(|_| wrong("not UTF-8"))?;
    let (slug, tag) =
        file.strip_suffix(".md").and_then(|name| name.split_once('.')).ok_or(wrong("no language in its name"))?;
    let (front, markdown) =
        text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).ok_or(wrong("no front matter"))?;
    let front: FrontMatter =
        toml::from_str(front).map_err(|error| DemoFault::FrontMatter { file: file.to_owned(), error })?;
    let article = NewArticle {
        slug: slug.to_owned(),
        audience: Audience::Everybody,
        language: Language::from_tag(tag).ok_or(wrong("in an unknown language"))?,
        title: front.title,
        summary: front.summary,
        markdown: markdown.trim().to_owned(),
        tags: [front.tags, front.products, front.error_codes].concat(),
    };
    Ok((article, Duration::days(front.updated_days_ago)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn ten_articles_are_complete_in_both_languages() {
        let mut languages: BTreeMap<String, Vec<Language>> = BTreeMap::new();
        for file in Files::iter() {
            let (article, _) = read(&file).unwrap();
            assert!(article.markdown.contains("\n## "), "{file} has headings");
            assert!(!article.title.is_empty() && !article.summary.is_empty() && !article.tags.is_empty(), "{file}");
            languages.entry(article.slug).or_default().push(article.language);
        }
        assert_eq!(languages.len(), 10);
        assert!(languages.values().all(|languages| languages.len() == 2), "{languages:?}");
    }

    #[test]
    fn chinese_articles_use_chinese_punctuation() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for file in Files::iter().filter(|file| file.ends_with(".zh-CN.md")) {
            let (article, _) = read(&file).unwrap();
            let text: Vec<char> = article.markdown.chars().collect();
            for three in text.windows(3) {
                assert!(!(han(three[0]) && ",;:?!".contains(three[1])), "{file}: {three:?}");
            }
        }
    }
}
