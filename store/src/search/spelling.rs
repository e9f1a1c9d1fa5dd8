//! English words that were meant by misspelt ones: one slip in words of four letters or more, two in words of eight. Every
//! word of the index has the keys that are left of its beginning when letters are dropped; two words that are near share one.

use std::collections::BTreeSet;

const WORD_LEAST: usize = 4;
const TWO_SLIPS_FROM: usize = 8;
/// Only the beginning of a word makes keys, otherwise long words would make hundreds.
const BEGINNING: usize = 7;
/// A longer one is no word that anybody misspells.
const WORD_MOST: usize = 24;
/// As many of the words nearest to a misspelt one.
const MEANT_MOST: usize = 3;

/// The keys of a word of small letters, none when it is too short for slips to be told from other words.
pub(crate) fn keys(word: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    if !can_be_misspelt(word) {
        return keys;
    }
    keys.insert(word.chars().take(BEGINNING).collect::<String>());
    for _ in 0..slips(word) {
        let shorter: Vec<String> = keys.iter().flat_map(|key| without_one(key)).collect();
        keys.extend(shorter);
    }
    keys
}

/// Only words of letters: codes are found as they are, or not.
pub(crate) fn can_be_misspelt(word: &str) -> bool {
    (WORD_LEAST..=WORD_MOST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Of words that share a key with the typed one, each with the number of texts that have it: the nearest, then those most
/// texts have.
pub(crate) fn meant(typed: &str, near: Vec<(String, i64)>) -> Vec<String> {
    let within = |(word, texts): (String, i64)| {
        let distance = distance(typed.as_bytes(), word.as_bytes());
        (distance <= slips(typed).min(slips(&word))).then_some((distance, -texts, word))
    };
    let mut words: Vec<(usize, i64, String)> = near.into_iter().filter_map(within).collect();
    words.sort();
    words.dedup_by(|a, b| a.2 == b.2);
    let nearest = words.first().map_or(0, |(distance, ..)| *distance);
    words.into_iter().filter(|(distance, ..)| *distance == nearest).take(MEANT_MOST).map(|(.., word)| word).collect()
}

fn slips(word: &str) -> usize {
    if word.len() < TWO_SLIPS_FROM { 1 } else { 2 }
}

fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    (0..word.len()).map(|at| [&word[..at], &word[at + 1..]].concat())
}

/// Letters left out, added, replaced, or changed with their neighbour (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, slips) in [
            ("server", "server", 0),
            ("server", "sever", 1),
            ("server", "serverr", 1),
            ("server", "sevrer", 1),
            ("database", "dadabsae", 2),
            ("", "abc", 3),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), slips, "{a} {b}");
        }
    }

    #[test]
    fn near_words_share_a_key() {
        for (typed, word) in
            [("servr", "server"), ("raod", "road"), ("controler", "controller"), ("tempreture", "temperature")]
        {
            assert!(!keys(typed).is_disjoint(&keys(word)), "{typed} {word}");
        }
        assert!(keys("ups").is_empty() && keys("e1234").is_empty());
        assert!(keys("configuration").len() <= 1 + 7 + 21);
    }

    #[test]
    fn the_nearest_word_is_meant_and_of_those_what_most_texts_have() {
        let near = |words: &[(&str, i64)]| words.iter().map(|(word, texts)| ((*word).to_owned(), *texts)).collect();
        assert_eq!(meant("servr", near(&[("serve", 2), ("server", 40), ("sever", 90)])), ["server", "serve"]);
        assert_eq!(meant("databse", near(&[("database", 1), ("databank", 90)])), ["database"]);
        assert!(meant("disk", near(&[("desks", 5)])).is_empty());
    }
}
