//! The letter about all contracts that end soon, as of one look: which, and how many days are left.

use super::{Letter, Said, greeting, one_line};
use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::words;
use chrono::NaiveDate;
use domain::notice::Ending;
use domain::person::Language;
use serde::Deserialize;

/// What it says (`OutboxMessage::payload`).
#[derive(Clone, Debug, Deserialize)]
pub struct ContractsEnding {
    #[serde(default)]
    pub name: String,
    /// The first ones, the next to end first.
    pub contracts: Vec<EndingContract>,
    /// Of all of them.
    pub count: usize,
    /// Path from the site's root.
    pub link: String,
}

/// One of them.
#[derive(Clone, Debug, Deserialize)]
pub struct EndingContract {
    pub number: String,
    pub organisation: String,
    pub ends_on: NaiveDate,
    pub days_left: i64,
}

impl ContractsEnding {
    /// The letter.
    pub fn letter(&self, language: Language, public_url: &str) -> Letter {
        let language = locale(language);
        let count = self.count as u64;
        let mut list: Vec<String> = self.contracts.iter().map(|contract| line(language, contract)).collect();
        let unnamed = self.count.saturating_sub(list.len()) as u64;
        list.extend((unnamed > 0).then(|| td_string!(language, contracts.letter_ending_more, count = unnamed)));
        let said = Said {
            subject: td_string!(language, contracts.letter_subject_ending, count = count),
            greeting: greeting(language, &one_line(&self.name)),
            paragraphs: vec![td_string!(language, contracts.letter_ending_intro, count = count)],
            list,
            quotes: Vec::new(),
            button: td_string!(language, contracts.letter_ending_button),
            link: Some(format!("{public_url}{}", self.link)),
            after: td_string!(language, letters.notice_choose).to_owned(),
            signature: td_string!(language, letters.signature),
        };
        said.letter()
    }
}

fn line(language: Locale, contract: &EndingContract) -> String {
    let (number, organisation) = (one_line(&contract.number), one_line(&contract.organisation));
    let (ends_on, days_left) = (contract.ends_on, contract.days_left);
    words::ending(language, &Ending { ends_on, number, organisation, days_left })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(count: usize, language: Language) -> Letter {
        let contract = |number: &str, days_left| EndingContract {
            number: number.to_owned(),
            organisation: "Water <works>".to_owned(),
            ends_on: "2026-12-21".parse().unwrap(),
            days_left,
        };
        let contracts = vec![contract("QS-1", 0), contract("QS-2", 1), contract("QS-3", 30)];
        let ending = ContractsEnding {
            name: "Liu Yang".to_owned(),
            contracts,
            count,
            link: "/contracts?show=ending".to_owned(),
        };
        ending.letter(language, "https://service.example.com")
    }

    #[test]
    fn it_lists_every_contract_with_its_last_day_in_both_languages_and_both_forms() {
        for language in Language::ALL {
            let letter = letter(3, language);
            assert!(letter.subject.contains('3'), "{}", letter.subject);
            for part in
                ["QS-1", "QS-2", "QS-3", "2026-12-21", "30", "https://service.example.com/contracts?show=ending"]
            {
                assert!(letter.plain.contains(part), "{part} is missing in {}", letter.plain);
                assert!(letter.html.contains(part), "{part} is missing in {}", letter.html);
            }
            assert!(letter.plain.contains("\n- QS-1") && letter.html.matches("<li>").count() == 3, "{}", letter.plain);
            assert!(letter.html.contains("&lt;works&gt;"), "{}", letter.html);
        }
        assert_ne!(letter(3, Language::Chinese).subject, letter(3, Language::English).subject);
    }

    #[test]
    fn what_it_does_not_name_it_counts() {
        for language in Language::ALL {
            let letter = letter(1_003, language);
            assert!(letter.plain.contains("1000") && letter.html.matches("<li>").count() == 4, "{}", letter.plain);
        }
    }
}
