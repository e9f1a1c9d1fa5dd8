//! How well texts answer a search. Rare terms tell more, titles and tags more than mentions, codes more than words, and a
//! term's tenth mention little more than its second.

use super::terms::{Term, Way};
use std::collections::HashMap;

const IN_TITLE: f64 = 8.0;
/// More for a title that says little else.
const TITLE_TO_THE_POINT: f64 = 2.0;
const IN_TAGS: f64 = 6.0;
const IN_TEXT: f64 = 2.0;
/// Mentions of which the next one tells half as much.
const MENTIONS: f64 = 1.2;
/// A number or an error code is what somebody is after.
const CODE: f64 = 1.5;

/// The tokens of a text that was found. What was not read yet is empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) title: String,
    pub(crate) tags: String,
    pub(crate) text: String,
}

/// How well a text answers a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) points: f64,
    /// It has every term.
    pub(crate) complete: bool,
}

/// What one term tells: `texts` of `all` have it.
pub(crate) fn rarity(texts: i64, all: i64) -> f64 {
    let (texts, all) = (as_f64(texts.clamp(0, all)), as_f64(all));
    (1.0 + (all - texts + 0.5) / (texts + 0.5)).ln()
}

/// How well a text answers, terms and what each of them tells in the same order.
pub(crate) fn score(terms: &[Term], rarities: &[f64], entry: &Entry) -> Score {
    let [title, tags, text] = [&entry.title, &entry.tags, &entry.text].map(|tokens| Tally::of(terms, tokens));
    let in_title = IN_TITLE + TITLE_TO_THE_POINT / (1.0 + as_f64(length(&entry.title)) / 8.0);
    let mut score = Score { points: 0.0, complete: true };
    for (term, rarity) in terms.iter().zip(rarities) {
        let weigh = |way: &Way| {
            let [title, tags, text] = [&title, &tags, &text].map(|tally| tally.count(way));
            let weight = in_title * title.min(1.0) + IN_TAGS * tags.min(1.0) + IN_TEXT * text / (text + MENTIONS);
            way.worth * weight * if way.is_code() { CODE } else { 1.0 }
        };
        let weight = term.ways.iter().map(weigh).fold(0.0, f64::max);
        score.points += rarity * weight;
        score.complete &= weight > 0.0;
    }
    score
}

/// What a term tells that is known to be somewhere in the text.
pub(crate) fn one_mention(rarity: f64) -> f64 {
    rarity * IN_TEXT / (1.0 + MENTIONS)
}

impl Way {
    fn is_code(&self) -> bool {
        self.tokens.iter().any(|token| token.len() > 1 && token.bytes().any(|byte| byte.is_ascii_digit()))
    }
}

/// How often a text has each token of a search: every text is read once, however many terms there are.
struct Tally<'a> {
    whole: HashMap<&'a str, i64>,
    begun: Vec<(&'a str, i64)>,
}

impl<'a> Tally<'a> {
    fn of(terms: &'a [Term], tokens: &str) -> Tally<'a> {
        let mut tally = Tally { whole: HashMap::new(), begun: Vec::new() };
        if tokens.is_empty() {
            return tally;
        }
        for (token, prefix) in terms.iter().flat_map(|term| &term.ways).flat_map(Way::wanted) {
            match prefix {
                true => tally.begun.push((token, 0)),
                false => _ = tally.whole.insert(token, 0),
            }
        }
        for token in tokens.split(' ') {
            if let Some(count) = tally.whole.get_mut(token) {
                *count += 1;
            }
            tally.begun.iter_mut().filter(|(begun, _)| token.starts_with(begun)).for_each(|(_, count)| *count += 1);
        }
        tally
    }

    /// How often the text says it so.
    fn count(&self, way: &Way) -> f64 {
        let counts = way.wanted().map(|(token, prefix)| match prefix {
            true => self.begun.iter().find(|(begun, _)| *begun == token).map_or(0, |(_, count)| *count),
            false => self.whole.get(token).copied().unwrap_or(0),
        });
        as_f64(counts.min().unwrap_or(0))
    }
}

fn length(tokens: &str) -> i64 {
    i64::try_from(tokens.split_whitespace().count()).unwrap_or(i64::MAX)
}

fn as_f64(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::cut::tokens;
    use super::super::terms::terms;
    use super::*;

    fn points(q: &str, title: &str, text: &str) -> Score {
        let terms = terms(q);
        let entry = Entry { title: tokens(title), tags: String::new(), text: tokens(text) };
        score(&terms, &vec![1.0; terms.len()], &entry)
    }

    #[test]
    fn a_title_tells_more_than_mentions_and_a_short_one_more_than_a_long_one() {
        let named = points("蓝屏", "蓝屏处理", "");
        let mentioned = points("蓝屏", "打印机", "蓝屏 蓝屏 蓝屏");
        let among_others = points("蓝屏", "打印机不响应和蓝屏的处理办法汇总", "");
        assert!(named.points > among_others.points && among_others.points > mentioned.points);
        assert!(named.complete && mentioned.complete && !points("蓝屏", "打印机", "").complete);
    }

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for q in ["E-1234", "e1234", "E 1234", "E_1234", "E-12"] {
            for text in ["error E-1234", "error E1234", "error E 1234"] {
                assert!(points(q, "", text).complete, "{q} in {text}");
            }
            assert!(!points(q, "", "error E-5678").complete, "{q}");
        }
    }

    #[test]
    fn an_alias_tells_nearly_as_much_as_what_was_typed() {
        let (typed, meant) = (points("宕机", "宕机", ""), points("宕机", "crash", ""));
        assert!(typed.points > meant.points && meant.points > typed.points / 2.0);
    }

    #[test]
    fn a_term_few_texts_have_tells_more() {
        assert!(rarity(1, 1_000) > rarity(500, 1_000) && rarity(1_000, 1_000) > 0.0);
        assert!(rarity(9, 0).is_finite());
    }
}
