//! Letters to customers, in the recipient's language, as plain text and as HTML. What they say is in the app's locale files
//! (`letters.json`); sending them is [`crate::mail`]'s work.

use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::ui::moment;
use domain::Moment;
use domain::person::Language;
use domain::zone::Zone;
use html_escape::{encode_double_quoted_attribute, encode_text};
use serde::Deserialize;

/// A letter ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub plain: String,
    pub html: String,
}

/// What an invitation to the survey says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct SurveyInvitation {
    pub number: String,
    pub title: String,
    #[serde(default)]
    pub name: String,
    /// Path from the site's root.
    pub link: String,
    pub expires_at: Moment,
}

/// The words of a link home.
pub fn home_link(language: Language) -> &'static str {
    td_string!(locale(language), letters.home)
}

impl SurveyInvitation {
    /// The letter; moments in that zone.
    pub fn letter(&self, language: Language, zone: &Zone, public_url: &str) -> Letter {
        let language = locale(language);
        let (number, title) = (one_line(&self.number), one_line(&self.title));
        let until = moment::full(zone, self.expires_at);
        let said = Said {
            subject: td_string!(language, letters.survey_subject, title = title.as_str(), number = number.as_str()),
            greeting: greeting(language, &one_line(&self.name)),
            intro: td_string!(language, letters.survey_intro, title = title.as_str(), number = number.as_str()),
            button: td_string!(language, letters.survey_button),
            link: format!("{public_url}{}", self.link),
            until: td_string!(language, letters.survey_until, until = until.as_str()),
            signature: td_string!(language, letters.signature),
        };
        Letter { plain: said.plain(), html: said.html(), subject: said.subject }
    }
}

fn greeting(language: Locale, name: &str) -> String {
    if name.is_empty() {
        return td_string!(language, letters.greeting_nobody).to_owned();
    }
    td_string!(language, letters.greeting, name = name)
}

/// What people typed does not begin a new line, least of all in a header.
fn one_line(typed: &str) -> String {
    typed.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned()
}

struct Said {
    subject: String,
    greeting: String,
    intro: String,
    button: &'static str,
    link: String,
    until: String,
    signature: &'static str,
}

impl Said {
    fn plain(&self) -> String {
        let Said { greeting, intro, link, until, signature, .. } = self;
        format!("{greeting}\n\n{intro}\n\n{link}\n\n{until}\n\n{signature}\n")
    }

    fn html(&self) -> String {
        let [greeting, intro, button, until, signature] =
            [&self.greeting, &self.intro, self.button, &self.until, self.signature].map(|words| encode_text(words));
        let link = encode_double_quoted_attribute(&self.link);
        format!(
            "<!doctype html><meta charset=\"utf-8\"><p>{greeting}</p><p>{intro}</p>\
             <p><a href=\"{link}\">{button}</a></p><p>{until}</p><p>{signature}</p>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation(title: &str) -> SurveyInvitation {
        SurveyInvitation {
            number: "C-20261121-0042".to_owned(),
            title: title.to_owned(),
            name: "Li".to_owned(),
            link: "/surveys/c0ffee".to_owned(),
            expires_at: "2026-12-05T04:00:00Z".parse().unwrap(),
        }
    }

    fn letter(title: &str, language: Language) -> Letter {
        invitation(title).letter(language, &Zone::fixed("Asia/Shanghai", 8 * 3600), "https://service.example.com")
    }

    #[test]
    fn an_invitation_names_the_case_the_link_and_its_end_in_both_languages() {
        for language in Language::ALL {
            let letter = letter("Server down", language);
            assert!(letter.subject.contains("C-20261121-0042"), "{}", letter.subject);
            for part in ["Server down", "https://service.example.com/surveys/c0ffee", "2026-12-05 12:00"] {
                assert!(letter.plain.contains(part), "{part} is missing in {}", letter.plain);
                assert!(letter.html.contains(part), "{part} is missing in {}", letter.html);
            }
        }
        assert_ne!(letter("x", Language::Chinese).subject, letter("x", Language::English).subject);
    }

    #[test]
    fn a_title_is_no_html_and_no_header() {
        let letter = letter("<script>alert(1)</script>\r\nBcc: everybody@example.com", Language::English);
        assert!(!letter.html.contains("<script>"));
        assert!(!letter.subject.contains(['\r', '\n']));
    }
}
