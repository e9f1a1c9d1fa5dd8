//! The form of an article as typed, and what it says.

use super::{ArticleText, Categories, Content, Readers};
use crate::case::report::{LINE_MOST, TITLE_MOST};
use crate::person::{Language, OrganisationRef};
use crate::refusal::{Flaw, FlawKind, Refusal};
use crate::typed;
use chrono::NaiveDate;

/// Most characters of a summary.
const SUMMARY_MOST: usize = 300;
/// Most products, error codes or tags of an article.
const NAMES_MOST: usize = 30;
/// What stands beside articles in their folder of addresses.
pub const OWN_PAGES: [&str; 5] = ["new", "case", "desk", "searches", "solved"];
/// Most characters of what readers and reviewers say about an article.
pub const REASON_MOST: usize = 1000;

/// Most characters of a text: both languages together fit into a form that is put aside ([`crate::parked`]).
pub fn text_most(language: Language) -> usize {
    match language {
        Language::Chinese => 7_000,
        Language::English => 16_000,
    }
}

/// The form as typed. Products, error codes and tags are separated by commas or line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleDraft {
    /// Chosen once when the form of a new article is first shown: the same key is the same article, however often it is sent.
    pub draft_key: String,
    /// The version that was on the page when it was changed; empty for a new article.
    pub base: String,
    /// Of a new article; empty for one made of its title.
    pub slug: String,
    pub category: String,
    /// `everybody`, `customers`, `organisation`, `staff`
    pub readers: String,
    pub organisation_id: String,
    pub products: String,
    pub error_codes: String,
    pub tags: String,
    pub owner_id: String,
    /// A day as browsers send it: `2026-11-21`; empty for never.
    pub review_on: String,
    /// Title, summary and text, in the order of [`Language::ALL`].
    pub texts: [[String; 3]; 2],
}

/// What a form says; the store adds who the organisation and the owner are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFacts {
    /// Empty for one made of the title.
    pub slug: String,
    pub content: Content,
    pub review_on: Option<NaiveDate>,
}

/// Names of the fields of a language: title, summary, text.
fn fields_of(language: Language) -> [String; 3] {
    let tag = match language {
        Language::Chinese => "zh",
        Language::English => "en",
    };
    ["title", "summary", "text"].map(|field| format!("{field}_{tag}"))
}

impl ArticleDraft {
    /// The form of those fields; what belongs to no form is passed over.
    pub fn read(fields: &[(String, String)]) -> ArticleDraft {
        let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value).to_owned();
        ArticleDraft {
            draft_key: one("draft_key"),
            base: one("base"),
            slug: one("slug"),
            category: one("category"),
            readers: one("readers"),
            organisation_id: one("organisation_id"),
            products: one("products"),
            error_codes: one("error_codes"),
            tags: one("tags"),
            owner_id: one("owner_id"),
            review_on: one("review_on"),
            texts: Language::ALL.map(|language| fields_of(language).map(|field| one(&field))),
        }
    }

    /// The form of what an article says.
    pub fn of(content: &Content) -> ArticleDraft {
        let (readers, organisation_id) = match &content.readers {
            Readers::Everybody => ("everybody", String::new()),
            Readers::Customers => ("customers", String::new()),
            Readers::Organisation(organisation) => ("organisation", organisation.id.to_string()),
            Readers::Staff => ("staff", String::new()),
        };
        let of_language = |language| match content.text(language) {
            Some(text) => [text.title.clone(), text.summary.clone(), text.markdown.clone()],
            None => Default::default(),
        };
        ArticleDraft {
            category: content.category.clone(),
            readers: readers.to_owned(),
            organisation_id,
            products: content.products.join(", "),
            error_codes: content.error_codes.join(", "),
            tags: content.tags.join(", "),
            texts: Language::ALL.map(of_language),
            ..ArticleDraft::default()
        }
    }

    /// Names and values of the fields, as the form sends them.
    pub fn fields(&self) -> Vec<(String, String)> {
        let own = [
            ("draft_key", &self.draft_key),
            ("base", &self.base),
            ("slug", &self.slug),
            ("category", &self.category),
            ("readers", &self.readers),
            ("organisation_id", &self.organisation_id),
            ("products", &self.products),
            ("error_codes", &self.error_codes),
            ("tags", &self.tags),
            ("owner_id", &self.owner_id),
            ("review_on", &self.review_on),
        ];
        let own = own.into_iter().map(|(name, value)| (name.to_owned(), value.clone()));
        let texts = Language::ALL.into_iter().zip(&self.texts);
        own.chain(texts.flat_map(|(language, texts)| fields_of(language).into_iter().zip(texts.iter().cloned())))
            .collect()
    }

    /// What is typed, as far as it says anything, for a look at it before it is right.
    pub fn as_typed(&self, language: Language) -> ArticleText {
        let [title, summary, markdown] = &self.texts[usize::from(language == Language::English)];
        ArticleText { title: typed::line(title), summary: typed::line(summary), markdown: typed::text(markdown) }
    }

    /// What the form says, among those categories and organisations.
    ///
    /// # Errors
    /// [`Refusal::Flawed`] with every flaw of the form. A language is there when anything of it is, and then needs a title and a
    /// text; one of them must be there (`title_zh`).
    pub fn facts(&self, categories: &Categories, customers: &[OrganisationRef]) -> Result<ArticleFacts, Refusal> {
        let mut flaws = Vec::new();
        let slug = typed::line(&typed::half_width(&self.slug)).to_lowercase();
        flag(&mut flaws, "slug", slug_flaw(&slug));
        let unknown = !self.category.is_empty() && categories.get(&self.category).is_none();
        flag(&mut flaws, "category", unknown.then_some(FlawKind::NotAChoice));
        let readers = self.readers_among(customers, &mut flaws);
        let [products, error_codes, tags] =
            [("products", &self.products), ("error_codes", &self.error_codes), ("tags", &self.tags)]
                .map(|(field, typed)| names(field, typed, &mut flaws));
        let [chinese, english] = Language::ALL.map(|language| self.text(language, &mut flaws));
        let wordless = chinese.is_none() && english.is_none() && !flaws.iter().any(|flaw| flaw.field.contains("_zh"));
        flag(&mut flaws, "title_zh", wordless.then_some(FlawKind::Empty));
        let day = typed::day(&self.review_on);
        let no_day = day.is_none() && !typed::line(&self.review_on).is_empty();
        flag(&mut flaws, "review_on", no_day.then_some(FlawKind::NotADay));
        let Some(readers) = readers.filter(|_| flaws.is_empty()) else { return Err(Refusal::Flawed(flaws)) };
        let category = self.category.clone();
        let content = Content { category, readers, products, error_codes, tags, chinese, english };
        Ok(ArticleFacts { slug, content, review_on: day })
    }

    fn readers_among(&self, customers: &[OrganisationRef], flaws: &mut Vec<Flaw>) -> Option<Readers> {
        let chosen = || customers.iter().find(|customer| customer.id.to_string() == self.organisation_id).cloned();
        let (readers, field) = match self.readers.as_str() {
            "everybody" => (Some(Readers::Everybody), ""),
            "customers" => (Some(Readers::Customers), ""),
            "organisation" => (chosen().map(Readers::Organisation), "organisation_id"),
            "staff" => (Some(Readers::Staff), ""),
            _ => (None, "readers"),
        };
        flag(flaws, field, readers.is_none().then_some(FlawKind::NotAChoice));
        readers
    }

    fn text(&self, language: Language, flaws: &mut Vec<Flaw>) -> Option<ArticleText> {
        let text = self.as_typed(language);
        let ArticleText { title, summary, markdown } = &text;
        if [title, summary, markdown].into_iter().all(String::is_empty) {
            return None;
        }
        let most = text_most(language);
        // Characters of three bytes where two languages share the room of one form.
        let fits = markdown.chars().count() <= most && markdown.len() <= 3 * text_most(Language::Chinese);
        let [title_field, summary_field, text_field] = fields_of(language);
        flag(flaws, &title_field, empty(title).or(too_long(title, TITLE_MOST)));
        flag(flaws, &summary_field, too_long(summary, SUMMARY_MOST));
        flag(flaws, &text_field, empty(markdown).or((!fits).then_some(FlawKind::TooLong { most })));
        Some(text)
    }
}

/// As an address shows it: small letters, digits and hyphens between them; `new` leads to the form.
fn slug_flaw(slug: &str) -> Option<FlawKind> {
    let right = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let reserved = OWN_PAGES.contains(&slug);
    match slug {
        "" => None,
        _ if !right || slug.starts_with('-') || slug.ends_with('-') => Some(FlawKind::NotAnId),
        _ if reserved => Some(FlawKind::Taken),
        _ => too_long(slug, LINE_MOST),
    }
}

/// What stands between commas, semicolons and line ends, each once.
fn names(field: &str, typed: &str, flaws: &mut Vec<Flaw>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // U+3001, U+FF0C and U+FF1B: the separators of Chinese.
    for name in typed.split(['\n', ',', ';', '\u{3001}', '\u{ff0c}', '\u{ff1b}']).map(typed::line) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let flaw = match names.iter().any(|name| name.chars().count() > LINE_MOST) {
        true => Some(FlawKind::TooLong { most: LINE_MOST }),
        false => (names.len() > NAMES_MOST).then_some(FlawKind::TooManyRows { most: NAMES_MOST }),
    };
    flag(flaws, field, flaw);
    names
}

fn flag(flaws: &mut Vec<Flaw>, field: &str, kind: Option<FlawKind>) {
    flaws.extend(kind.map(|kind| Flaw::of(field, kind)));
}

fn empty(text: &str) -> Option<FlawKind> {
    text.is_empty().then_some(FlawKind::Empty)
}

fn too_long(text: &str, most: usize) -> Option<FlawKind> {
    (text.chars().count() > most).then_some(FlawKind::TooLong { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ArticleDraft {
        ArticleDraft {
            readers: "everybody".to_owned(),
            products: "PowerEdge R740xd，PowerVault; PowerVault".to_owned(),
            texts: [["阵列卡电池告警".into(), String::new(), "先看日志。".into()], Default::default()],
            ..ArticleDraft::default()
        }
    }

    fn flaws(draft: &ArticleDraft) -> Vec<String> {
        let hospital = OrganisationRef { id: 7, name: "临江医院".to_owned() };
        match draft.facts(&Categories::default(), &[hospital]) {
            Err(Refusal::Flawed(flaws)) => flaws.into_iter().map(|flaw| flaw.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_language_is_enough_and_names_are_told_apart_by_either_comma() {
        let facts = draft().facts(&Categories::default(), &[]).unwrap();
        assert_eq!(facts.content.products, ["PowerEdge R740xd", "PowerVault"]);
        assert_eq!(facts.content.english, None);
        let (language, text) = facts.content.text_or_other(Language::English).unwrap();
        assert_eq!((language, text.title.as_str()), (Language::Chinese, "阵列卡电池告警"));
    }

    #[test]
    fn a_form_comes_back_as_it_was_read() {
        let content = draft().facts(&Categories::default(), &[]).unwrap().content;
        let again = ArticleDraft::of(&content).facts(&Categories::default(), &[]).unwrap();
        assert_eq!(again.content, content);
    }

    #[test]
    fn fields_are_those_that_are_read() {
        let draft = ArticleDraft { slug: "a".into(), review_on: "2027-01-01".into(), ..draft() };
        assert_eq!(ArticleDraft::read(&draft.fields()), draft);
    }

    #[test]
    fn a_language_that_is_begun_needs_a_title_and_a_text() {
        let mut half = draft();
        half.texts[1][1] = "A summary".to_owned();
        assert_eq!(flaws(&half), ["title_en", "text_en"]);
        assert_eq!(flaws(&ArticleDraft { texts: Default::default(), ..draft() }), ["title_zh"]);
    }

    #[test]
    fn readers_are_a_choice_and_one_organisation_is_one_of_ours() {
        assert_eq!(flaws(&ArticleDraft { readers: "world".into(), ..draft() }), ["readers"]);
        let of_one = ArticleDraft { readers: "organisation".into(), organisation_id: "8".into(), ..draft() };
        assert_eq!(flaws(&of_one), ["organisation_id"]);
    }

    #[test]
    fn addresses_are_plain_and_never_those_of_other_pages() {
        for slug in ["new", "a b", "-a", "蓝屏", "a/b"] {
            assert_eq!(flaws(&ArticleDraft { slug: slug.into(), ..draft() }), ["slug"], "{slug}");
        }
        let facts = ArticleDraft { slug: " RAID-Battery ".into(), ..draft() }.facts(&Categories::default(), &[]);
        assert_eq!(facts.unwrap().slug, "raid-battery");
    }

    #[test]
    fn what_cannot_be_kept_is_named() {
        let mut long = ArticleDraft { category: "gone".into(), review_on: "soon".into(), ..draft() };
        long.tags = (0..31).map(|n| format!("{n},")).collect();
        long.texts[0][2] = "字".repeat(7_001);
        assert_eq!(flaws(&long), ["category", "tags", "text_zh", "review_on"]);
    }
}
