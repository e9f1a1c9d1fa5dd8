//! Letters about follow-ups (回访): one opens, is handed on, is soon due, is overdue.

use super::{Letter, Said, greeting, one_line};
use app::frame::locale;
use app::i18n::td_string;
use app::ui::moment;
use domain::Moment;
use domain::person::Language;
use domain::zone::Zone;
use serde::Deserialize;

/// What such a letter says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct FollowUp {
    pub what: What,
    pub name: String,
    pub organisation: String,
    /// Number of the case, the training, or the questionnaire's name.
    pub about: String,
    pub due_at: Moment,
    /// Path from the site's root.
    pub link: String,
    /// IANA name of the recipient's.
    pub time_zone: String,
}

/// What happened to it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Opened,
    HandedOn,
    Reminded,
    Overdue,
}

impl FollowUp {
    /// The letter; moments in that zone.
    pub fn letter(&self, language: Language, zone: &Zone, public_url: &str) -> Letter {
        let language = locale(language);
        let organisation = one_line(&self.organisation);
        let organisation = organisation.as_str();
        let subject = match self.what {
            What::Opened => td_string!(language, follow_ups.letter_opened, organisation = organisation),
            What::HandedOn => td_string!(language, follow_ups.letter_handed_on, organisation = organisation),
            What::Reminded => td_string!(language, follow_ups.letter_reminded, organisation = organisation),
            What::Overdue => td_string!(language, follow_ups.letter_overdue, organisation = organisation),
        };
        let due = moment::full(zone, self.due_at);
        let about = td_string!(language, follow_ups.letter_about, about = one_line(&self.about), due = due);
        let said = Said {
            paragraphs: vec![about],
            subject,
            greeting: greeting(language, &one_line(&self.name)),
            list: Vec::new(),
            quotes: Vec::new(),
            button: td_string!(language, follow_ups.letter_button),
            link: Some(format!("{public_url}{}", self.link)),
            after: td_string!(language, follow_ups.letter_after).to_owned(),
            signature: td_string!(language, letters.signature),
        };
        said.letter()
    }
}
