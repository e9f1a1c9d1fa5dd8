//! Letters to customers and colleagues, in the recipient's language, as plain text and as HTML. What they say is in the app's locale files
//! (`letters.json`); sending them is [`crate::mail`]'s work.

mod account;
mod ending;
mod follow_up;

pub use account::PasswordLink;
pub use ending::ContractsEnding;
pub use follow_up::FollowUp;

use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::ui::moment;
use app::words;
use domain::Moment;
use domain::case::event::Event;
use domain::contract::event::{ContractEvent, ContractHappening};
use domain::notice::NoticeKind;
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
    /// It was sent before and not answered.
    #[serde(default)]
    pub reminder: bool,
}

/// What a notice says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct Notice {
    pub number: String,
    pub title: String,
    #[serde(default)]
    pub name: String,
    pub kind: NoticeKind,
    pub event: Event,
    /// Path from the site's root; empty for whom it would not open.
    pub link: String,
    /// IANA name of the recipient's.
    pub time_zone: String,
}

/// What a notice about a contract says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct ContractNotice {
    pub number: String,
    /// The organisation's name.
    pub title: String,
    #[serde(default)]
    pub name: String,
    pub event: ContractEvent,
    /// Path from the site's root.
    pub link: String,
    /// IANA name of the recipient's.
    pub time_zone: String,
}

impl ContractNotice {
    /// The letter; moments in that zone.
    pub fn letter(&self, language: Language, zone: &Zone, public_url: &str) -> Letter {
        let language = locale(language);
        let (number, organisation) = (one_line(&self.number), one_line(&self.title));
        let (number, organisation) = (number.as_str(), organisation.as_str());
        let told = words::contract_happening(language, &self.event, None);
        let at = moment::full(zone, self.event.at);
        let subject = match self.event.happening {
            ContractHappening::RenewalAsked { .. } => {
                td_string!(language, contracts.letter_subject_renewal, number = number, organisation = organisation)
            }
            _ => td_string!(language, contracts.letter_subject_expiry, number = number, organisation = organisation),
        };
        let said = Said {
            subject,
            greeting: greeting(language, &one_line(&self.name)),
            paragraphs: vec![
                td_string!(language, contracts.letter_intro, number = number, organisation = organisation),
                td_string!(language, letters.notice_told, at = at, who = told.who, did = told.did),
            ],
            list: Vec::new(),
            quotes: told.quotes,
            button: td_string!(language, contracts.letter_button),
            link: Some(format!("{public_url}{}", self.link)),
            after: td_string!(language, letters.notice_choose).to_owned(),
            signature: td_string!(language, letters.signature),
        };
        said.letter()
    }
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
        let (subject, intro) = match number.as_str() {
            "" => (
                td_string!(language, letters.asked_subject, title = title.as_str()),
                td_string!(language, letters.asked_intro, title = title.as_str()),
            ),
            number => (
                td_string!(language, letters.survey_subject, title = title.as_str(), number = number),
                td_string!(language, letters.survey_intro, title = title.as_str(), number = number),
            ),
        };
        let said = Said {
            subject: if self.reminder {
                td_string!(language, letters.reminder_subject, subject = subject)
            } else {
                subject
            },
            greeting: greeting(language, &one_line(&self.name)),
            paragraphs: vec![intro],
            list: Vec::new(),
            quotes: Vec::new(),
            button: td_string!(language, letters.survey_button),
            link: Some(format!("{public_url}{}", self.link)),
            after: td_string!(language, letters.survey_until, until = until.as_str()),
            signature: td_string!(language, letters.signature),
        };
        said.letter()
    }
}

impl Notice {
    /// The letter; moments in that zone.
    pub fn letter(&self, language: Language, zone: &Zone, public_url: &str) -> Letter {
        let language = locale(language);
        let (number, title) = (one_line(&self.number), one_line(&self.title));
        let kind = words::notice_kind(language, self.kind);
        // A letter is read whenever: its moments are told as of the event, with their dates.
        let told = words::happening(language, &self.event, None, zone, self.event.at);
        let at = moment::full(zone, self.event.at);
        let told_line = td_string!(language, letters.notice_told, at = at, who = told.who, did = told.did);
        let said = Said {
            subject: td_string!(
                language,
                letters.notice_subject,
                kind = kind,
                title = title.as_str(),
                number = number.as_str()
            ),
            greeting: greeting(language, &one_line(&self.name)),
            paragraphs: vec![
                td_string!(language, letters.notice_intro, title = title.as_str(), number = number.as_str()),
                told_line,
            ],
            list: Vec::new(),
            quotes: told.quotes,
            button: td_string!(language, letters.notice_button),
            link: (!self.link.is_empty()).then(|| format!("{public_url}{}", self.link)),
            after: match (self.link.is_empty(), self.kind.is_demanded()) {
                (true, _) => td_string!(language, letters.notice_told_only).to_owned(),
                (_, true) => td_string!(language, letters.notice_demanded).to_owned(),
                (_, false) => td_string!(language, letters.notice_choose).to_owned(),
            },
            signature: td_string!(language, letters.signature),
        };
        said.letter()
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
    paragraphs: Vec<String>,
    /// What is listed below them, one a line.
    list: Vec<String>,
    /// What people said, as they said it.
    quotes: Vec<String>,
    button: &'static str,
    /// None for whom it would not open.
    link: Option<String>,
    after: String,
    signature: &'static str,
}

impl Said {
    fn letter(self) -> Letter {
        Letter { plain: self.plain(), html: self.html(), subject: self.subject }
    }

    fn plain(&self) -> String {
        let quoted = |quote: &String| quote.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.paragraphs.iter().cloned());
        let list: Vec<String> = self.list.iter().map(|line| format!("- {line}")).collect();
        parts.extend((!list.is_empty()).then(|| list.join("\n")));
        parts.extend(self.quotes.iter().map(quoted));
        parts.extend(self.link.clone());
        parts.extend([self.after.clone(), self.signature.to_owned()]);
        parts.join("\n\n") + "\n"
    }

    fn html(&self) -> String {
        let paragraph = |words: &str| format!("<p>{}</p>", encode_text(words));
        let quoted = |quote: &String| {
            let lines: Vec<_> = quote.lines().map(|line| encode_text(line).into_owned()).collect();
            format!("<blockquote>{}</blockquote>", lines.join("<br>"))
        };
        let told: String = self.paragraphs.iter().map(|words| paragraph(words)).collect();
        let items: String = self.list.iter().map(|line| format!("<li>{}</li>", encode_text(line))).collect();
        let list = if items.is_empty() { items } else { format!("<ul>{items}</ul>") };
        let quotes: String = self.quotes.iter().map(quoted).collect();
        let link = self.link.as_ref().map(|link| {
            let (link, button) = (encode_double_quoted_attribute(link), encode_text(self.button));
            format!("<p><a href=\"{link}\">{button}</a></p>")
        });
        let link = link.unwrap_or_default();
        let [greeting, after, signature] = [&self.greeting, &self.after, self.signature].map(paragraph);
        format!("<!doctype html><meta charset=\"utf-8\">{greeting}{told}{list}{quotes}{link}{after}{signature}\n")
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
            reminder: false,
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
    fn what_is_about_no_case_names_none_and_a_reminder_says_so() {
        for language in Language::ALL {
            let asked = SurveyInvitation { number: String::new(), ..invitation("Fire drill") };
            let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
            let letter = asked.letter(language, &zone, "");
            assert!(letter.subject.contains("Fire drill") && !letter.subject.contains("()"), "{}", letter.subject);
            let reminder = SurveyInvitation { reminder: true, ..asked }.letter(language, &zone, "");
            assert!(reminder.subject.len() > letter.subject.len(), "{}", reminder.subject);
        }
    }

    #[test]
    fn a_title_is_no_html_and_no_header() {
        let letter = letter("<script>alert(1)</script>\r\nBcc: everybody@example.com", Language::English);
        assert!(!letter.html.contains("<script>"));
        assert!(!letter.subject.contains(['\r', '\n']));
    }

    fn notice(words: &str) -> Notice {
        let happening = domain::case::event::Happening::Commented { words: words.to_owned() };
        let person = Some(domain::person::PersonRef { id: 7, name: "Li Na".to_owned() });
        let at = "2026-11-21T09:30:00Z".parse().unwrap();
        Notice {
            number: "C-20261121-0042".to_owned(),
            title: "Server down".to_owned(),
            name: "Zhou Yan".to_owned(),
            kind: NoticeKind::Comment,
            event: Event { id: 9, at, actor: domain::case::event::Actor { person, role: None }, happening },
            link: "/cases/C-20261121-0042#event-9".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
        }
    }

    #[test]
    fn a_notice_says_who_did_what_when_and_opens_the_case_in_both_languages() {
        let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
        for language in Language::ALL {
            let letter = notice("It burns\nagain").letter(language, &zone, "https://service.example.com");
            let link = "https://service.example.com/cases/C-20261121-0042#event-9";
            for part in ["Li Na", "Server down", "2026-11-21 17:30", link] {
                assert!(letter.plain.contains(part), "{part} is missing in {}", letter.plain);
                assert!(letter.html.contains(part), "{part} is missing in {}", letter.html);
            }
            assert!(letter.plain.contains("> It burns\n> again"), "{}", letter.plain);
            assert!(letter.subject.contains("C-20261121-0042"), "{}", letter.subject);
        }
    }

    #[test]
    fn a_letter_about_a_contract_says_which_when_and_where_in_both_languages() {
        let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
        let ends_on = "2026-12-21".parse().unwrap();
        let at = "2026-11-21T09:30:00Z".parse().unwrap();
        let actor = || domain::case::event::Actor { person: None, role: None };
        let notice = |happening| ContractNotice {
            number: "QS-2025-014".to_owned(),
            title: "Water works".to_owned(),
            name: "Liu Yang".to_owned(),
            event: ContractEvent { id: 3, at, actor: actor(), happening },
            link: "/contracts/QS-2025-014".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
        };
        for language in Language::ALL {
            let ends = notice(ContractHappening::ExpiryTold { ends_on, days_left: 30 });
            let ends = ends.letter(language, &zone, "https://service.example.com");
            let link = "https://service.example.com/contracts/QS-2025-014";
            for part in ["Water works", "QS-2025-014", "2026-12-21", "30", "2026-11-21 17:30", link] {
                assert!(ends.plain.contains(part), "{part} is missing in {}", ends.plain);
            }
            let renewal = notice(ContractHappening::RenewalAsked { ends_on });
            assert_ne!(renewal.letter(language, &zone, "").subject, ends.subject);
        }
    }

    #[test]
    fn whoever_could_not_open_the_case_is_told_without_a_link() {
        let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
        for language in Language::ALL {
            let told_only = Notice { link: String::new(), ..notice("It burns") };
            let letter = told_only.letter(language, &zone, "https://service.example.com");
            assert!(letter.plain.contains("It burns"), "{}", letter.plain);
            assert!(!letter.plain.contains("https://") && !letter.html.contains("href"), "{}", letter.html);
        }
    }

    #[test]
    fn what_is_quoted_is_no_html() {
        let zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
        let letter = notice("<script>alert(1)</script>").letter(Language::Chinese, &zone, "");
        assert!(!letter.html.contains("<script>"), "{}", letter.html);
    }

    #[test]
    fn every_role_of_the_catalogue_has_words() {
        for role in store::built_in_roles().unwrap().roles {
            for language in Language::ALL {
                assert_eq!(words::escalation_role(locale(language), &role.id), role.name.get(language));
            }
        }
    }
}
