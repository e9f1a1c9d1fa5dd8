//! The form of an announcement as typed, and what it means.

use super::{AnnouncementAudience, AnnouncementKind};
use crate::case::report::{LINE_MOST, TITLE_MOST};
use crate::person::Bilingual;
use crate::refusal::{Flaw, FlawKind};
use crate::typed;

/// Most characters of the text in one language.
pub const TEXT_MOST: usize = 20_000;

/// The form as typed; the names are the form's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnouncementDraft {
    /// Chosen once when the form is first shown: the same key is the same announcement, and its files.
    pub draft_key: String,
    pub kind: String,
    pub audience: String,
    pub product_line: String,
    pub version: String,
    pub title: String,
    /// Empty where the Chinese one does for both.
    pub title_en: String,
    /// Markdown.
    pub text: String,
    pub text_en: String,
    /// `on` when readers are asked to say that they have read it.
    pub important: String,
    /// Of one that is published: the edition that was on the page when it was changed.
    pub base: String,
    /// Ids of the files to be taken away.
    pub remove: Vec<String>,
    /// `on` when those who have read it are asked once more.
    pub ask_again: String,
}

/// What the form means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementData {
    pub draft_key: String,
    pub kind: AnnouncementKind,
    pub audience: AnnouncementAudience,
    pub product_line: String,
    pub version: String,
    pub title: Bilingual,
    pub text: Bilingual,
    pub important: bool,
}

impl AnnouncementData {
    /// What it says, by the names of the form's fields.
    pub fn fields(&self) -> Vec<(String, String)> {
        let fields = [
            ("kind", self.kind.key()),
            ("audience", self.audience.key()),
            ("product_line", &self.product_line),
            ("version", &self.version),
            ("title", &self.title.chinese),
            ("title_en", &self.title.english),
            ("text", &self.text.chinese),
            ("text_en", &self.text.english),
            ("important", if self.important { "on" } else { "" }),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// The fields that said something else before, with what that was.
    pub fn changed_since(&self, before: &AnnouncementData) -> Vec<(String, String)> {
        let both = before.fields().into_iter().zip(self.fields());
        both.filter(|(before, now)| before != now).map(|(before, _)| before).collect()
    }
}

impl AnnouncementDraft {
    /// The form of those fields; what belongs to no form is passed over.
    pub fn read(fields: &[(String, String)]) -> AnnouncementDraft {
        let one = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value).to_owned();
        AnnouncementDraft {
            draft_key: one("draft_key"),
            kind: one("kind"),
            audience: one("audience"),
            product_line: one("product_line"),
            version: one("version"),
            title: one("title"),
            title_en: one("title_en"),
            text: one("text"),
            text_en: one("text_en"),
            important: one("important"),
            base: one("base"),
            remove: fields.iter().filter(|(field, _)| field == "remove").map(|(_, id)| id.clone()).collect(),
            ask_again: one("ask_again"),
        }
    }

    /// What the form means. `product_lines` are those that devices have: who owns one is asked by its name.
    ///
    /// # Errors
    /// Every flaw of the form, by the names of its fields.
    pub fn parse(&self, product_lines: &[String]) -> Result<AnnouncementData, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let kind = AnnouncementKind::from_key(&self.kind);
        let audience = AnnouncementAudience::from_key(&self.audience);
        flag(&mut flaws, "kind", kind.is_none().then_some(FlawKind::NotAChoice));
        flag(&mut flaws, "audience", audience.is_none().then_some(FlawKind::NotAChoice));
        let draft_key = typed::line(&self.draft_key);
        flag(&mut flaws, "draft_key", bounds(&draft_key, true, LINE_MOST));
        let software = kind.is_some_and(AnnouncementKind::is_software);
        let typed_line = typed::line(&self.product_line);
        let known = product_lines.iter().find(|known| known.to_lowercase() == typed_line.to_lowercase());
        let to_owners = audience == Some(AnnouncementAudience::Owners);
        let unowned = (to_owners && !typed_line.is_empty() && known.is_none()).then_some(FlawKind::NotAChoice);
        flag(&mut flaws, "product_line", bounds(&typed_line, software || to_owners, LINE_MOST).or(unowned));
        let version = typed::line(&self.version);
        flag(&mut flaws, "version", bounds(&version, software, LINE_MOST));
        let [title, title_en] = [&self.title, &self.title_en].map(|typed| typed::line(typed));
        flag(&mut flaws, "title", bounds(&title, true, TITLE_MOST));
        flag(&mut flaws, "title_en", bounds(&title_en, false, TITLE_MOST));
        let [text, text_en] = [&self.text, &self.text_en].map(|typed| typed::text(typed));
        flag(&mut flaws, "text", bounds(&text, true, TEXT_MOST));
        flag(&mut flaws, "text_en", bounds(&text_en, false, TEXT_MOST));
        match (kind, audience) {
            (Some(kind), Some(audience)) if flaws.is_empty() => Ok(AnnouncementData {
                draft_key,
                kind,
                audience,
                product_line: known.cloned().unwrap_or(typed_line),
                version,
                title: Bilingual { chinese: title, english: title_en },
                text: Bilingual { chinese: text, english: text_en },
                important: !self.important.is_empty(),
            }),
            _ => Err(flaws),
        }
    }
}

fn flag(flaws: &mut Vec<Flaw>, field: &str, kind: Option<FlawKind>) {
    flaws.extend(kind.map(|kind| Flaw::of(field, kind)));
}

fn bounds(text: &str, needed: bool, most: usize) -> Option<FlawKind> {
    match text.chars().count() {
        0 if needed => Some(FlawKind::Empty),
        length if length > most => Some(FlawKind::TooLong { most }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut AnnouncementDraft)) -> Result<AnnouncementData, Vec<(String, FlawKind)>> {
        let mut draft = AnnouncementDraft {
            draft_key: "k".to_owned(),
            kind: "bulletin".to_owned(),
            audience: "customers".to_owned(),
            title: "电池召回".to_owned(),
            text: "请核对序列号。".to_owned(),
            ..AnnouncementDraft::default()
        };
        change(&mut draft);
        let lines = ["PowerEdge".to_owned()];
        draft.parse(&lines).map_err(|flaws| flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect())
    }

    #[test]
    fn a_bulletin_needs_a_title_and_a_text_only() {
        let data = draft(|_| ()).unwrap();
        assert_eq!((data.kind, data.important), (AnnouncementKind::Bulletin, false));
        assert_eq!(draft(|draft| draft.title = " ".to_owned()).unwrap_err(), [("title".to_owned(), FlawKind::Empty)]);
    }

    #[test]
    fn software_is_of_a_product_line_and_has_a_version() {
        let flaws = draft(|draft| draft.kind = "patch".to_owned()).unwrap_err();
        assert_eq!(flaws, [("product_line".to_owned(), FlawKind::Empty), ("version".to_owned(), FlawKind::Empty)]);
    }

    #[test]
    fn owners_are_those_of_a_product_line_that_somebody_owns() {
        let to_owners =
            |line: &str| draft(|draft| (draft.audience, draft.product_line) = ("owners".to_owned(), line.to_owned()));
        assert_eq!(to_owners("poweredge").unwrap().product_line, "PowerEdge");
        assert_eq!(to_owners("").unwrap_err(), [("product_line".to_owned(), FlawKind::Empty)]);
        assert_eq!(to_owners("Cray").unwrap_err(), [("product_line".to_owned(), FlawKind::NotAChoice)]);
    }

    #[test]
    fn a_change_names_what_was_said_before() {
        let before = draft(|_| ()).unwrap();
        assert_eq!(before.changed_since(&before), []);
        let after = draft(|draft| {
            (draft.title, draft.important, draft.base) =
                ("电池召回（更正）".to_owned(), "on".to_owned(), "3".to_owned());
        });
        let was = [("title".to_owned(), "电池召回".to_owned()), ("important".to_owned(), String::new())];
        assert_eq!(after.unwrap().changed_since(&before), was);
        let read = AnnouncementDraft::read(&before.fields());
        assert_eq!((read.kind.as_str(), read.title), ("bulletin", before.title.chinese));
    }

    #[test]
    fn what_is_chosen_is_offered_and_no_text_is_endless() {
        let flaws = draft(|draft| {
            (draft.kind, draft.audience, draft.text) = ("x".to_owned(), String::new(), "长".repeat(TEXT_MOST + 1));
        });
        let fields: Vec<String> = flaws.unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["kind", "audience", "text"]);
    }
}
