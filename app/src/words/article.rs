//! Articles: where they stand, for whom they are, what happened to them.

use crate::i18n::{Locale, td_string};
use crate::ui::moment;
use domain::knowledge::{ArticleHappening, Stage};

/// `草稿`
pub fn article_stage(language: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => td_string!(language, articles.draft),
        Stage::Review => td_string!(language, articles.review),
        Stage::Published => td_string!(language, articles.published),
        Stage::Outdated => td_string!(language, articles.outdated),
    }
}

/// `所有客户`, of the value of the form's field.
pub fn article_readers(language: Locale, readers: &str) -> &'static str {
    match readers {
        "everybody" => td_string!(language, articles.for_everybody),
        "customers" => td_string!(language, articles.for_customers),
        "organisation" => td_string!(language, articles.for_organisation),
        _ => td_string!(language, articles.for_staff),
    }
}

/// `发布了第 3 版`, after who did it.
pub fn article_happening(language: Locale, happening: &ArticleHappening) -> String {
    match happening {
        ArticleHappening::Saved { version, restored: None } => td_string!(language, articles.did_saved, n = version),
        ArticleHappening::Saved { version, restored: Some(old) } => {
            td_string!(language, articles.did_restored, old = old, n = version)
        }
        ArticleHappening::Submitted { version } => td_string!(language, articles.did_submitted, n = version),
        ArticleHappening::SentBack { version, why } => {
            td_string!(language, articles.did_sent_back, n = version, why = why)
        }
        ArticleHappening::Published { version } => td_string!(language, articles.did_published, n = version),
        ArticleHappening::Retired => td_string!(language, articles.did_retired).to_owned(),
        ArticleHappening::Revived => td_string!(language, articles.did_revived).to_owned(),
        ArticleHappening::ReviewDue { on } => td_string!(language, articles.did_review_due, day = moment::date(*on)),
        ArticleHappening::NotHelpful { why } => td_string!(language, articles.did_not_helpful, why = why),
    }
}

/// A field of the article's form.
pub fn article_field(language: Locale, name: &str) -> String {
    let one = match name {
        "category" => td_string!(language, articles.category),
        "readers" => td_string!(language, articles.readers),
        "organisation_id" => td_string!(language, articles.organisation),
        "products" => td_string!(language, articles.products),
        "error_codes" => td_string!(language, articles.error_codes),
        "tags" => td_string!(language, articles.tags),
        _ => "",
    };
    if !one.is_empty() {
        return one.to_owned();
    }
    let (what, tag) = name.split_once('_').unwrap_or((name, ""));
    let what = match what {
        "title" => td_string!(language, articles.title),
        "summary" => td_string!(language, articles.summary),
        _ => td_string!(language, articles.text),
    };
    let of = if tag == "en" { td_string!(language, articles.english) } else { td_string!(language, articles.chinese) };
    format!("{of} · {what}")
}
