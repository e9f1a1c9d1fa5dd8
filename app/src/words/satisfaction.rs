//! Words for figures of satisfaction: the same on the page and in spreadsheets.

use crate::i18n::{Locale, td_string};
use crate::words;
use domain::satisfaction::{Dimension, Grouped};
use domain::survey::Channel;

/// `满意度`
pub fn title(language: Locale) -> &'static str {
    td_string!(language, satisfaction.title)
}

/// What the columns of the spreadsheet are called; the four grades stand before the last one.
pub fn headings(language: Locale) -> [&'static str; 7] {
    [
        td_string!(language, satisfaction.by),
        td_string!(language, satisfaction.name),
        td_string!(language, satisfaction.surveys),
        td_string!(language, satisfaction.rate),
        td_string!(language, satisfaction.low),
        td_string!(language, satisfaction.high),
        td_string!(language, satisfaction.nps),
    ]
}

/// What the columns of the texts are called, with which the spreadsheet ends.
pub fn headings_of_words(language: Locale) -> [&'static str; 5] {
    [
        td_string!(language, service_report.inspected_on),
        td_string!(language, satisfaction.customer),
        td_string!(language, service_report.case),
        td_string!(language, satisfaction.question),
        td_string!(language, satisfaction.words),
    ]
}

/// `合计`
pub fn total(language: Locale) -> &'static str {
    td_string!(language, satisfaction.total)
}

/// `月份`
pub fn month(language: Locale) -> &'static str {
    td_string!(language, satisfaction.month)
}

/// `客户`
pub fn dimension(language: Locale, dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Question => td_string!(language, satisfaction.question),
        Dimension::Customer => td_string!(language, satisfaction.customer),
        Dimension::Engineer => td_string!(language, satisfaction.engineer),
        Dimension::Product => td_string!(language, satisfaction.product),
        Dimension::Channel => td_string!(language, satisfaction.channel),
    }
}

/// What a row is called; what has no name of its own is called in the reader's language.
pub fn name(language: Locale, row: &Grouped, by: Dimension) -> String {
    match (by, row.group.key.as_str()) {
        (_, "") => td_string!(language, satisfaction.without).to_owned(),
        (Dimension::Channel, key) => channel(language, key),
        _ => row.group.name.clone(),
    }
}

/// `电话`; a key that is none is said as it is.
pub fn channel(language: Locale, key: &str) -> String {
    Channel::from_key(key).map_or(key, |channel| words::channel(language, channel)).to_owned()
}

/// `92.4%`
pub fn percent(permille: u16) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}
