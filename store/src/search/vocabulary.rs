//! What the index knows of the words of a search: how many texts have them, and which words were meant by misspelt ones.

use super::lexicon::{Meaning, meaning, units, words};
use super::score::rarity;
use super::spelling;
use super::terms::{Term, Way};
use crate::Result;
use crate::db::{Db, args, sql};
use std::collections::{BTreeSet, HashMap};

/// The worth of the word that was meant next to what was typed.
const MEANT: f64 = 0.7;
/// Tokens that begin alike; the ones most texts have stand for all.
const BEGUN_MOST: i64 = 50;

sql!(
    COUNTS,
    sqlite: "SELECT token, texts FROM search_token WHERE token IN (SELECT value FROM json_each($1))",
    postgres: "SELECT token, texts FROM search_token
               WHERE token = ANY (ARRAY (SELECT json_array_elements_text(CAST($1 AS JSON))))"
);
sql!(
    BEGUN,
    "SELECT token, texts FROM search_token WHERE token >= $1 AND token < $2 ORDER BY texts DESC, token LIMIT $3"
);
macro_rules! near {
    ($keys:expr) => {
        concat!(
            "SELECT DISTINCT w.token, w.texts FROM search_spelling s JOIN search_token w ON w.token = s.token WHERE s.key ",
            $keys
        )
    };
}
sql!(
    NEAR,
    sqlite: near!("IN (SELECT value FROM json_each($1))"),
    postgres: near!("= ANY (ARRAY (SELECT json_array_elements_text(CAST($1 AS JSON))))")
);

/// How many texts have the tokens of a search.
pub(crate) struct Vocabulary {
    all: i64,
    whole: HashMap<String, i64>,
    begun: HashMap<String, i64>,
    /// Beginnings of more tokens than were looked at.
    of_many: BTreeSet<String>,
}

impl Vocabulary {
    /// Reads what the terms need.
    pub(crate) async fn read(db: &Db, terms: &[Term]) -> Result<Vocabulary> {
        let (mut whole, mut begun) = (BTreeSet::from([""]), BTreeSet::new());
        for (token, prefix) in terms.iter().flat_map(|term| &term.ways).flat_map(Way::wanted) {
            if prefix {
                begun.insert(token)
            } else {
                whole.insert(token)
            };
        }
        let counts: Vec<(String, i64)> = db.all(&COUNTS, args![serde_json::to_string(&whole)?]).await?;
        let whole: HashMap<String, i64> = counts.into_iter().collect();
        let all = whole.get("").copied().unwrap_or(0);
        let mut vocabulary = Vocabulary { all, whole, begun: HashMap::new(), of_many: BTreeSet::new() };
        for token in begun {
            let rows: Vec<(String, i64)> =
                db.all(&BEGUN, args![token, format!("{token}\u{10ffff}"), BEGUN_MOST]).await?;
            if i64::try_from(rows.len()).is_ok_and(|rows| rows >= BEGUN_MOST) {
                vocabulary.of_many.insert(token.to_owned());
            }
            let texts = rows.into_iter().map(|(_, texts)| texts).sum::<i64>().min(all);
            vocabulary.begun.insert(token.to_owned(), texts);
        }
        Ok(vocabulary)
    }

    /// As many texts have the term, as far as was looked.
    pub(crate) fn texts(&self, term: &Term) -> i64 {
        term.ways.iter().map(|way| self.texts_of_way(way)).sum::<i64>().min(self.all)
    }

    /// At most as many texts have the term.
    pub(crate) fn at_most(&self, term: &Term) -> i64 {
        let unknown =
            term.ways.iter().flat_map(Way::wanted).any(|(token, prefix)| prefix && self.of_many.contains(token));
        if unknown { self.all } else { self.texts(term) }
    }

    /// What the term tells.
    pub(crate) fn rarity(&self, term: &Term) -> f64 {
        rarity(self.texts(term), self.all)
    }

    fn texts_of_way(&self, way: &Way) -> i64 {
        let texts = way.wanted().map(|(token, prefix)| {
            let known = if prefix { &self.begun } else { &self.whole };
            known.get(token).copied().unwrap_or(0)
        });
        texts.min().unwrap_or(0)
    }
}

/// Puts the words that were meant in the place of those no text has. True when there was one.
pub(crate) async fn correct(db: &Db, terms: &mut [Term], vocabulary: &Vocabulary) -> Result<bool> {
    let mut corrected = false;
    for term in terms {
        let Some((word, _)) = term.spelt().filter(|_| vocabulary.texts(term) == 0) else { continue };
        let keys = spelling::keys(word);
        if keys.is_empty() {
            continue;
        }
        let mut near: Vec<(String, i64)> = db.all(&NEAR, args![serde_json::to_string(&keys)?]).await?;
        near.extend(words().filter(|word| !spelling::keys(word).is_disjoint(&keys)).map(|word| (word.to_owned(), 0)));
        let meant = spelling::meant(word, near);
        corrected |= !meant.is_empty();
        term.ways.extend(meant.into_iter().flat_map(ways_of));
    }
    Ok(corrected)
}

/// A word that was meant, and what means the same.
fn ways_of(meant: String) -> Vec<Way> {
    let ways = match meaning(&units(&meant), false) {
        Some((_, Meaning::Alias(ways))) => ways,
        _ => vec![Way { tokens: vec![meant], prefix: false, worth: 1.0 }],
    };
    ways.into_iter().map(|way| Way { worth: way.worth * MEANT, ..way }).collect()
}
