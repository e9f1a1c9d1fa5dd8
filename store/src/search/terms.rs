//! A search cut into terms: what has to be found, and the ways it may be written.

use super::cut::{Piece, Word, is_letters, is_number, one_space_between, pieces};
use super::lexicon::{Meaning, Unit, meaning, units};
use std::collections::BTreeSet;

/// Terms of one search; more say nothing new.
const TERMS_MOST: usize = 16;
/// A code typed with a space, like `E 1234`: fewer digits after more letters may be anything.
const TYPED_CODE_LETTERS_MOST: usize = 3;
const TYPED_CODE_DIGITS_LEAST: usize = 3;

/// Something looked for. Any of its ways will do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Term {
    /// The typed one first; never empty.
    pub(crate) ways: Vec<Way>,
}

/// One way to write it: all of these tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) tokens: Vec<String>,
    /// The last token only has to begin so.
    pub(crate) prefix: bool,
    /// 1 for what was typed, less for what it may mean.
    pub(crate) worth: f64,
}

/// The terms of a search; the last one as a beginning, for it may still be typed.
pub(crate) fn terms(q: &str) -> Vec<Term> {
    let terms = cut(q, true);
    if terms.is_empty() { cut(q, false) } else { terms }
}

fn cut(q: &str, fillers: bool) -> Vec<Term> {
    let codes_as_one = with_codes_as_one(q);
    let units = units(&codes_as_one);
    let mut terms: Vec<Term> = Vec::new();
    let mut at = 0;
    while let Some(rest) = units.get(at..).filter(|rest| !rest.is_empty()) {
        at += match meaning(rest, fillers) {
            Some((length, Meaning::Filler)) => length,
            Some((length, Meaning::Alias(ways))) => {
                terms.push(Term { ways });
                length
            }
            None if rest[0].unspaced => {
                let length = plain_run(rest, fillers);
                terms.extend(of_run(&units, at, length));
                length
            }
            None => {
                terms.push(Term::of_words(&rest[0]));
                1
            }
        };
    }
    ends_as_beginning(terms)
}

/// Characters of one piece until something is known again.
fn plain_run(rest: &[Unit], fillers: bool) -> usize {
    let known = |nth: usize| meaning(&rest[nth..], fillers).is_some();
    let ends = |nth: &usize| !rest[*nth].unspaced || rest[*nth].piece != rest[0].piece || known(*nth);
    (1..rest.len()).find(ends).unwrap_or(rest.len())
}

/// Pairs; a single character says something when nobody cut it off from others.
fn of_run(units: &[Unit], at: usize, length: usize) -> Vec<Term> {
    let run = &units[at..at + length];
    if let [single] = run {
        let neighbour = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.piece == single.piece);
        let cut_off = neighbour(units.get(at + 1)) || at.checked_sub(1).is_some_and(|nth| neighbour(units.get(nth)));
        let term = Term { ways: vec![Way { tokens: vec![single.text.clone()], prefix: true, worth: 1.0 }] };
        return if cut_off { Vec::new() } else { vec![term] };
    }
    run.windows(2).map(|pair| Term::of(format!("{}{}", pair[0].text, pair[1].text))).collect()
}

/// Each term once; of the last one only the beginning was typed so far.
fn ends_as_beginning(mut terms: Vec<Term>) -> Vec<Term> {
    terms.truncate(TERMS_MOST);
    let mut last = terms.pop();
    let mut seen: BTreeSet<Vec<String>> = last.iter().map(|last| last.ways[0].tokens.clone()).collect();
    terms.retain(|term| seen.insert(term.ways[0].tokens.clone()));
    if let Some(last) = &mut last {
        let typed = if last.ways.len() > 1 && last.is_code() { 2 } else { 1 };
        last.ways.iter_mut().take(typed).for_each(|way| way.prefix = true);
    }
    terms.extend(last);
    terms
}

/// `E 1234` as `E-1234`.
fn with_codes_as_one(q: &str) -> String {
    let mut joined = q.to_owned();
    let pieces = pieces(q);
    for pair in pieces.windows(2).rev() {
        if let [Piece::Words(letters), Piece::Words(number)] = pair
            && let ([letters], [number]) = (&letters[..], &number[..])
            && is_typed_code(letters, number)
            && one_space_between(q, letters, number)
        {
            joined.replace_range(letters.place.end..number.place.start, "-");
        }
    }
    joined
}

fn is_typed_code(letters: &Word, number: &Word) -> bool {
    let (few, many) = (letters.text.len() <= TYPED_CODE_LETTERS_MOST, number.text.len() >= TYPED_CODE_DIGITS_LEAST);
    few && many && is_letters(&letters.text) && is_number(&number.text)
}

impl Term {
    fn of(token: String) -> Term {
        Term { ways: vec![Way { tokens: vec![token], prefix: false, worth: 1.0 }] }
    }

    /// Words that are held together are found as one and apart.
    fn of_words(unit: &Unit) -> Term {
        let mut term = Term::of(unit.text.clone());
        if unit.words.len() > 1 {
            term.ways.push(Way { tokens: unit.words.clone(), prefix: false, worth: 1.0 });
        }
        term
    }

    /// Typed as several words that are held together.
    fn is_code(&self) -> bool {
        self.ways.iter().all(|way| way.worth >= 1.0)
    }

    /// A single letter or digit says nothing among other terms.
    pub(crate) fn is_telling(&self) -> bool {
        self.ways.iter().any(|way| way.tokens.iter().any(|token| token.chars().count() > 1))
    }

    /// A single word of letters that may be misspelt, and whether only its beginning was typed.
    pub(crate) fn spelt(&self) -> Option<(&str, bool)> {
        match &self.ways[..] {
            [Way { tokens, prefix, .. }] => match &tokens[..] {
                [word] if is_letters(word) => Some((word, *prefix)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Way {
    /// Its tokens, each with whether a beginning will do.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = (&str, bool)> {
        let last = self.tokens.len() - 1;
        self.tokens.iter().enumerate().map(move |(nth, token)| (token.as_str(), self.prefix && nth == last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(q: &str) -> Vec<String> {
        let typed = |term: Term| {
            let way = &term.ways[0];
            format!("{}{}", way.tokens.join("+"), if way.prefix { "*" } else { "" })
        };
        terms(q).into_iter().map(typed).collect()
    }

    #[test]
    fn the_last_term_is_a_beginning() {
        assert_eq!(typed("white scr"), ["white", "scr*"]);
        assert_eq!(typed("降级 E-1"), ["降级", "e1*"]);
        assert_eq!(typed("屏"), ["屏*"]);
    }

    #[test]
    fn what_is_known_is_cut_as_a_whole() {
        assert_eq!(typed("服务器蓝屏"), ["服务+务器", "蓝屏*"]);
        assert_eq!(typed("我们的服务器又宕机了怎么办"), ["服务+务器", "宕机*"]);
        assert_eq!(typed("how do i replace a disk"), ["replace", "disk*"]);
        assert_eq!(typed("怎么办"), ["怎么", "么办*"]);
    }

    #[test]
    fn a_code_is_one_term_however_it_is_written() {
        for q in ["E-1234", "e1234", "E 1234", "Ｅ_1234", "e.1234"] {
            assert_eq!(typed(q), ["e1234*"], "{q}");
        }
        assert_eq!(typed("disk 3"), ["disk", "3*"]);
    }

    #[test]
    fn a_long_text_has_some_terms() {
        assert_eq!(terms(&"量子纠缠超导磁体".repeat(40)).len(), 8);
        assert_eq!(terms(&(0..90).map(|n| format!("w{n} ")).collect::<String>()).len(), TERMS_MOST);
    }
}
