//! Letters with a link that sets a password: to who was invited, and to who forgot theirs.

use super::{Letter, Said, greeting, one_line};
use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::ui::moment;
use domain::Moment;
use domain::people::LinkPurpose;
use domain::person::Language;
use domain::zone::Zone;
use serde::Deserialize;

/// What such a letter says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct PasswordLink {
    pub name: String,
    /// Empty when they asked for it themselves.
    pub inviter: String,
    /// The customer's organisation; empty for staff.
    pub organisation: String,
    /// Path from the site's root.
    pub link: String,
    pub expires_at: Moment,
}

impl PasswordLink {
    /// The letter; moments in that zone.
    pub fn letter(&self, purpose: LinkPurpose, language: Language, zone: &Zone, public_url: &str) -> Letter {
        let language = locale(language);
        let until = moment::full(zone, self.expires_at);
        let link = Some(format!("{public_url}{}", self.link));
        let greeting = greeting(language, &one_line(&self.name));
        let signature = td_string!(language, letters.signature);
        let said = match purpose {
            LinkPurpose::Invitation => Said {
                subject: td_string!(language, letters.invitation_subject, inviter = one_line(&self.inviter)),
                greeting,
                paragraphs: vec![self.invited(language), td_string!(language, letters.invitation_then).to_owned()],
                list: Vec::new(),
                quotes: Vec::new(),
                button: td_string!(language, letters.invitation_button),
                link,
                after: td_string!(language, letters.invitation_until, until = until),
                signature,
            },
            LinkPurpose::NewPassword => Said {
                subject: td_string!(language, letters.new_password_subject).to_owned(),
                greeting,
                paragraphs: vec![td_string!(language, letters.new_password_intro).to_owned()],
                list: Vec::new(),
                quotes: Vec::new(),
                button: td_string!(language, letters.new_password_button),
                link,
                after: td_string!(language, letters.new_password_until, until = until),
                signature,
            },
        };
        said.letter()
    }

    fn invited(&self, language: Locale) -> String {
        let (inviter, organisation) = (one_line(&self.inviter), one_line(&self.organisation));
        match organisation.is_empty() {
            true => td_string!(language, letters.invitation_intro_staff, inviter = inviter),
            false => td_string!(language, letters.invitation_intro, inviter = inviter, organisation = organisation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, purpose: LinkPurpose, language: Language) -> Letter {
        let link = PasswordLink {
            name: name.to_owned(),
            inviter: "Wang Li\r\nBcc: everybody@example.com".to_owned(),
            organisation: "Qingshan Water".to_owned(),
            link: "/invitation/c0ffee".to_owned(),
            expires_at: "2026-12-05T04:00:00Z".parse().unwrap(),
        };
        link.letter(purpose, language, &Zone::fixed("Asia/Shanghai", 8 * 3600), "https://service.example.com")
    }

    #[test]
    fn both_letters_carry_the_link_and_its_end_in_both_languages() {
        for purpose in [LinkPurpose::Invitation, LinkPurpose::NewPassword] {
            for language in Language::ALL {
                let letter = letter("Li Lei", purpose, language);
                for part in ["Li Lei", "https://service.example.com/invitation/c0ffee", "2026-12-05 12:00"] {
                    assert!(letter.plain.contains(part), "{part} is missing in {}", letter.plain);
                    assert!(letter.html.contains(part), "{part} is missing in {}", letter.html);
                }
            }
        }
        let invitation = letter("Li Lei", LinkPurpose::Invitation, Language::Chinese);
        assert!(invitation.plain.contains("Wang Li") && invitation.plain.contains("Qingshan Water"), "{invitation:?}");
    }

    #[test]
    fn names_are_no_html_and_no_header() {
        let letter = letter("<script>alert(1)</script>", LinkPurpose::Invitation, Language::English);
        assert!(!letter.html.contains("<script>"));
        assert!(!letter.subject.contains(['\r', '\n']));
    }
}
