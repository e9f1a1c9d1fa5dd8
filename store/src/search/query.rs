//! Terms in the words of the engines. Nothing typed reaches them as syntax: tokens are letters and digits.

use super::index::TITLE;
use super::terms::{Term, Way};
use crate::Db;
use std::collections::BTreeSet;

/// How the terms are to be found together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Together {
    /// Every term in the title or the tags.
    InTitle,
    All,
}

/// The search in the words of that engine. Of each of the `besides` a text has to have one token (see [`super::sight`]); one
/// without tokens asks for nothing.
pub(crate) fn query(db: &Db, terms: &[Term], together: Together, besides: &[Vec<String>]) -> String {
    match db {
        Db::Sqlite { .. } => fts5(terms, together, besides),
        Db::Postgres(_) => tsquery(terms, together, besides),
    }
}

fn fts5(terms: &[Term], together: Together, besides: &[Vec<String>]) -> String {
    let token = |token: &str, prefix: bool| format!("\"{token}\"{}", if prefix { " *" } else { "" });
    written(terms, [" AND ", " OR "], together, besides, &token)
}

fn tsquery(terms: &[Term], together: Together, besides: &[Vec<String>]) -> String {
    let token = |token: &str, prefix: bool| format!("'{token}'{}", if prefix { ":*" } else { "" });
    written(terms, [" & ", " | "], together, besides, &token)
}

/// Distinct tokens as a tsvector literal; SQLite takes the same tokens without the quotes.
pub(super) fn tsvector(tokens: &BTreeSet<String>) -> String {
    tokens.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" ")
}

fn written(
    terms: &[Term],
    [and, or]: [&str; 2],
    together: Together,
    besides: &[Vec<String>],
    token: &dyn Fn(&str, bool) -> String,
) -> String {
    let scope = if together == Together::InTitle { TITLE } else { "" };
    let any = |ways: Vec<String>| if ways.len() > 1 { format!("({})", ways.join(or)) } else { ways.concat() };
    let way = |way: &Way| {
        let tokens: Vec<String> = way.wanted().map(|(text, prefix)| token(&format!("{scope}{text}"), prefix)).collect();
        if tokens.len() > 1 { format!("({})", tokens.join(and)) } else { tokens.concat() }
    };
    let terms = terms.iter().map(|term| any(term.ways.iter().map(way).collect()));
    let besides = besides.iter().filter(|tokens| !tokens.is_empty());
    let besides = besides.map(|tokens| any(tokens.iter().map(|text| token(text, false)).collect()));
    terms.chain(besides).collect::<Vec<_>>().join(and)
}

#[cfg(test)]
mod tests {
    use super::super::terms::terms;
    use super::*;

    #[test]
    fn terms_are_said_in_the_words_of_each_engine() {
        let terms = terms("pink E-1");
        assert_eq!(fts5(&terms, Together::All, &[]), "\"pink\" AND (\"e1\" * OR (\"e\" AND \"1\" *))");
        assert_eq!(tsquery(&terms, Together::InTitle, &[]), "'§pink' & ('§e1':* | ('§e' & '§1':*))");
        let besides = [vec!["¶a".to_owned(), "¶b".to_owned()], Vec::new(), vec!["‡1".to_owned()]];
        assert_eq!(tsquery(&terms[..1], Together::All, &besides), "'pink' & ('¶a' | '¶b') & '‡1'");
    }

    #[test]
    fn nothing_typed_reaches_the_engines_as_syntax() {
        for q in ["\"' OR 1=1 --", "') & ('x", "* NEAR(", ":*", "\u{0}", "§x", "¶staff", "‡1"] {
            let both = [fts5(&terms(q), Together::All, &[]), tsquery(&terms(q), Together::All, &[])];
            assert!(both.iter().all(|text| !text.contains("''") && !text.contains("--")), "{both:?}");
            assert!(both.iter().all(|text| !text.contains(['§', '¶', '‡'])), "{both:?}");
        }
        assert!(terms("\"' -- *").is_empty());
    }
}
