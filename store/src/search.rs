//! Finding texts by words, Chinese and English alike. Neither engine cuts Chinese into words, so the tokens are made here
//! (pairs of neighbouring characters), the engines only find them again, and the order is decided here: the same on both.

use domain::typed::half_width;
use std::collections::{BTreeSet, HashMap};

/// Parts of a long word or path stay findable, the whole need not be.
const JOINED_MOST: usize = 64;
/// Terms of one search; more say nothing new.
const TERMS_MOST: usize = 24;

/// Where a term is found counts by how much it says about a text.
const IN_TITLE: f64 = 8.0;
const IN_TAGS: f64 = 6.0;
const IN_TEXT: f64 = 2.0;

/// A stretch of text that is cut alike.
enum Piece {
    /// Characters of a script without spaces between words.
    Unspaced(Vec<char>),
    /// Words held together by `-`, `_`, `.`, `/` or `:`, like `E-1234`.
    Words(Vec<String>),
}

/// Something looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    token: String,
    /// All of these do as well: `e`, `1234` for `e1234`.
    parts: Vec<String>,
    /// Only the beginning was typed so far.
    prefix: bool,
}

/// The tokens of a text, with repetitions, separated by spaces.
pub(crate) fn tokens(text: &str) -> String {
    let mut tokens = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Unspaced(chars) => tokens.extend(pairs(&chars)),
            Piece::Words(words) => {
                let joined = words.concat();
                if words.len() > 1 && joined.chars().count() <= JOINED_MOST {
                    tokens.push(joined);
                }
                tokens.extend(words);
            }
        }
    }
    tokens.join(" ")
}

/// The terms of a search; the last one as a beginning, for it may still be typed.
pub(crate) fn terms(q: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for piece in pieces(q) {
        match piece {
            Piece::Unspaced(chars) => terms.extend(pairs(&chars).into_iter().map(Term::of)),
            Piece::Words(mut words) if words.len() == 1 => terms.extend(words.pop().map(Term::of)),
            Piece::Words(words) => terms.push(Term { token: words.concat(), parts: words, prefix: false }),
        }
    }
    terms.truncate(TERMS_MOST);
    let last = terms.pop();
    terms.retain(|term| Some(term) != last.as_ref());
    let mut seen = BTreeSet::new();
    terms.retain(|term| seen.insert(term.token.clone()));
    terms.extend(last.map(|last| Term { prefix: true, ..last }));
    terms
}

impl Term {
    fn of(token: String) -> Term {
        Term { token, parts: Vec::new(), prefix: false }
    }

    /// A single letter or digit says nothing among other terms.
    pub(crate) fn is_telling(&self) -> bool {
        self.token.chars().count() > 1
    }

    /// How often a text has it.
    fn count_in(&self, text: &Tally) -> usize {
        let whole = text.count(&self.token, self.prefix);
        let Some((last, rest)) = self.parts.split_last() else { return whole };
        let apart = rest.iter().map(|part| text.count(part, false)).chain([text.count(last, self.prefix)]);
        whole.max(apart.min().unwrap_or(0))
    }

    /// What is counted for it: whole tokens, or tokens that begin so.
    fn wanted(&self) -> impl Iterator<Item = (&str, bool)> {
        let last = self.parts.last().map(|last| (last.as_str(), self.prefix));
        let rest = self.parts.iter().rev().skip(1).map(|part| (part.as_str(), false));
        [(self.token.as_str(), self.prefix)].into_iter().chain(last).chain(rest)
    }
}

/// How often a text has each token of a search: every text is read once, however many terms there are.
struct Tally<'a> {
    whole: HashMap<&'a str, usize>,
    begun: Vec<(&'a str, usize)>,
}

impl<'a> Tally<'a> {
    fn of(terms: &'a [Term], tokens: &str) -> Tally<'a> {
        let mut tally = Tally { whole: HashMap::new(), begun: Vec::new() };
        for (token, prefix) in terms.iter().flat_map(Term::wanted) {
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

    fn count(&self, token: &str, prefix: bool) -> usize {
        match prefix {
            true => self.begun.iter().find(|(begun, _)| *begun == token).map_or(0, |(_, count)| *count),
            false => self.whole.get(token).copied().unwrap_or(0),
        }
    }
}

/// How the terms are to be found together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Together {
    All,
    Any,
}

/// The search in the words of SQLite's FTS5.
pub(crate) fn fts5(terms: &[Term], together: Together) -> String {
    let token = |token: &str, prefix: bool| format!("\"{token}\"{}", if prefix { " *" } else { "" });
    written(terms, [" AND ", " OR "], together, &token)
}

/// The search in the words of PostgreSQL's tsquery.
pub(crate) fn tsquery(terms: &[Term], together: Together) -> String {
    let token = |token: &str, prefix: bool| format!("'{token}'{}", if prefix { ":*" } else { "" });
    written(terms, [" & ", " | "], together, &token)
}

/// Distinct tokens as a tsvector literal; SQLite takes the same tokens without the quotes.
pub(crate) fn tsvector(tokens: &str) -> String {
    let distinct: BTreeSet<&str> = tokens.split_whitespace().collect();
    distinct.into_iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" ")
}

fn written(terms: &[Term], [and, or]: [&str; 2], together: Together, token: &dyn Fn(&str, bool) -> String) -> String {
    let written = terms.iter().map(|term| {
        let whole = token(&term.token, term.prefix);
        let Some((last, rest)) = term.parts.split_last() else { return whole };
        let parts = rest.iter().map(|part| token(part, false)).chain([token(last, term.prefix)]);
        format!("({whole}{or}({}))", parts.collect::<Vec<_>>().join(and))
    });
    let between = if together == Together::All { and } else { or };
    written.collect::<Vec<_>>().join(between)
}

/// The tokens of a text that was found, by how much they say.
pub(crate) struct Found<'a> {
    pub(crate) title: &'a str,
    pub(crate) tags: &'a str,
    pub(crate) text: &'a str,
}

/// How well a text answers a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) points: f64,
    /// It has every term.
    pub(crate) complete: bool,
}

/// How well each text answers the search. Rare terms tell more; a term's tenth mention tells little more than its second.
pub(crate) fn scores(terms: &[Term], found: &[Found<'_>]) -> Vec<Score> {
    let mut scores = vec![Score { points: 0.0, complete: true }; found.len()];
    let tallied = |text: &Found<'_>| [text.title, text.tags, text.text].map(|tokens| Tally::of(terms, tokens));
    let tallies: Vec<[Tally; 3]> = found.iter().map(tallied).collect();
    for term in terms {
        let counts: Vec<[usize; 3]> =
            tallies.iter().map(|parts| parts.each_ref().map(|part| term.count_in(part))).collect();
        let having = counts.iter().filter(|counts| counts.iter().any(|count| *count > 0)).count();
        let rarity = (1.0 + (as_f64(found.len() - having) + 0.5) / (as_f64(having) + 0.5)).ln();
        for (score, counts) in scores.iter_mut().zip(counts) {
            let [title, tags, text] = counts.map(as_f64);
            let weight = IN_TITLE * title.min(1.0) + IN_TAGS * tags.min(1.0) + IN_TEXT * text / (text + 1.2);
            score.points += rarity * weight;
            score.complete &= weight > 0.0;
        }
    }
    scores
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn pairs(chars: &[char]) -> Vec<String> {
    match chars {
        [single] => vec![single.to_string()],
        _ => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn pieces(text: &str) -> Vec<Piece> {
    let text = half_width(text).to_lowercase();
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let run = if is_unspaced(first) {
            let end = rest.find(|c| !is_unspaced(c)).unwrap_or(rest.len());
            pieces.push(Piece::Unspaced(rest[..end].chars().collect()));
            end
        } else if first.is_alphanumeric() {
            let end = rest.find(|c: char| is_unspaced(c) || !(c.is_alphanumeric() || joins(c))).unwrap_or(rest.len());
            let words = rest[..end].split(joins).filter(|word| !word.is_empty()).map(str::to_owned);
            pieces.push(Piece::Words(words.collect()));
            end
        } else {
            first.len_utf8()
        };
        rest = &rest[run..];
    }
    pieces
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_codes_are_kept_split_and_joined() {
        assert_eq!(tokens("服务器蓝屏"), "服务 务器 器蓝 蓝屏");
        assert_eq!(tokens("阵列卡报 E-1234"), "阵列 列卡 卡报 e1234 e 1234");
        assert_eq!(tokens("PowerEdge R740xd"), "poweredge r740xd");
        assert_eq!(tokens("Ｅ１２３４，屏"), "e1234 屏");
    }

    #[test]
    fn a_code_is_found_however_it_is_written() {
        let written_apart = tokens("error E-1234");
        let written_together = tokens("error E1234");
        for q in ["E-1234", "e1234", "E_1234", "E-12"] {
            let [term] = &terms(q)[..] else { panic!("one term for {q}") };
            assert!(
                term.count_in(&Tally::of(std::slice::from_ref(term), &written_apart)) > 0,
                "{q} in {written_apart}"
            );
            assert!(
                term.count_in(&Tally::of(std::slice::from_ref(term), &written_together)) > 0,
                "{q} in {written_together}"
            );
        }
    }

    #[test]
    fn the_last_term_is_a_beginning() {
        assert_eq!(fts5(&terms("blue scr"), Together::All), "\"blue\" AND \"scr\" *");
        assert_eq!(tsquery(&terms("蓝屏 E-1"), Together::Any), "'蓝屏' | ('e1':* | ('e' & '1':*))");
    }

    #[test]
    fn nothing_typed_reaches_the_engines_as_syntax() {
        for q in ["\"' OR 1=1 --", "') & ('x", "* NEAR(", ":*", "\u{0}"] {
            let both = [fts5(&terms(q), Together::Any), tsquery(&terms(q), Together::Any)];
            assert!(both.iter().all(|text| !text.contains("''") && !text.contains("--")), "{both:?}");
        }
        assert!(terms("\"' -- *").is_empty());
    }

    #[test]
    fn a_title_tells_more_than_a_mention() {
        let named = tokens("蓝屏处理");
        let other = tokens("打印机");
        let mentions = tokens("蓝屏 蓝屏 蓝屏");
        let found = [Found { title: &other, tags: "", text: &mentions }, Found { title: &named, tags: "", text: "" }];
        let scores = scores(&terms("蓝屏"), &found);
        assert!(scores[1].points > scores[0].points && scores[0].complete, "{scores:?}");
    }
}
