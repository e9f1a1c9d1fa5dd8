//! An article made of a resolved case: what was seen, why, and what was done, without what says whose case it was.

use super::{ArticleText, Content};
use crate::case::report::TITLE_MOST;
use crate::case::{Case, Resolution};
use crate::person::{Bilingual, Language};
use serde::{Deserialize, Serialize};

/// What stands where somebody was named.
const SOMEBODY: &str = "…";
/// Shorter names would be found within other words.
const NAME_LEAST: usize = 2;

/// The headings of such an article, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headings {
    pub symptom: Bilingual,
    pub cause: Bilingual,
    pub done: Bilingual,
}

impl Content {
    /// The beginning of an article for our own people, in the language the case is told in; none while it is not resolved.
    pub fn of_case(case: &Case, headings: &Headings) -> Option<Content> {
        let Resolution { cause, done, .. } = case.resolution.as_ref()?;
        let names = names_in(case);
        let nameless = |text: &str| names.iter().fold(text.to_owned(), |text, name| text.replace(name, SOMEBODY));
        let opening = &case.opening;
        let told = format!("{}{}{cause}{done}", opening.title, opening.description);
        let han = told.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let language = if han { Language::Chinese } else { Language::English };
        let parts = [(&headings.symptom, &opening.description), (&headings.cause, cause), (&headings.done, done)];
        let parts = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let sections: Vec<String> =
            parts.map(|(heading, text)| format!("## {}\n\n{}", heading.get(language), nameless(text))).collect();
        let title: String = nameless(&opening.title).chars().take(TITLE_MOST).collect();
        let text = Some(ArticleText { title, summary: String::new(), markdown: sections.join("\n\n") });
        let (chinese, english) = if han { (text, None) } else { (None, text) };
        Some(Content { chinese, english, ..Content::default() })
    }
}

/// Everything that says whose case it was, the longest first, so that no part of a name stays behind.
fn names_in(case: &Case) -> Vec<&str> {
    let opening = &case.opening;
    let contact = &opening.contact;
    let reporter = opening.reporter.as_ref().map_or("", |reporter| &reporter.name);
    let mut names = vec![
        opening.number.as_str(),
        &opening.organisation.name,
        reporter,
        &contact.name,
        &contact.phone,
        &contact.email,
        &opening.product.serial,
        &opening.product.site,
    ];
    names.retain(|name| name.chars().count() >= NAME_LEAST);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}
