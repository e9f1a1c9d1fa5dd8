//! A text cut into tokens: pairs of neighbouring characters where a script has no spaces, words elsewhere, and words that
//! are held together (`E-1234`) both apart and as one.

use super::fold::{Sign, signs};
use std::ops::Range;

/// A longer word or path is found by its beginning; no engine takes a token of any length.
const TOKEN_MOST: usize = 64;
/// Letters before the number of a code or a model: `E-1234`, `RAID 5`.
const CODE_LETTERS_MOST: usize = 4;

/// A stretch of text that is cut alike.
pub(super) enum Piece {
    /// Characters of a script without spaces between words.
    Unspaced(Vec<Sign>),
    /// Words held together by `-`, `_`, `.`, `/` or `:`.
    Words(Vec<Word>),
}

/// A word, folded and without the plural's `s`.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) place: Range<usize>,
}

/// A token and the bytes of the text it stands for.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) place: Range<usize>,
}

/// The tokens of a text, with repetitions, separated by spaces.
pub(super) fn tokens(text: &str) -> String {
    let tokens: Vec<String> = located(text).into_iter().map(|token| token.text).collect();
    tokens.join(" ")
}

/// The tokens of a text and where they stand.
pub(super) fn located(text: &str) -> Vec<Token> {
    let pieces = pieces(text);
    let mut tokens = Vec::new();
    for (nth, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Unspaced(signs) => of_signs(signs, &mut tokens),
            Piece::Words(words) => {
                of_words(words, &mut tokens);
                tokens.extend(pieces.get(nth + 1).and_then(|next| code(text, words, next)));
            }
        }
    }
    tokens
}

/// Every pair, and the last character once more: so every character begins a token, and is found alone.
fn of_signs(signs: &[Sign], tokens: &mut Vec<Token>) {
    for pair in signs.windows(2) {
        let text = pair.iter().map(|sign| sign.c).collect();
        tokens.push(Token { text, place: pair[0].place.start..pair[1].place.end });
    }
    tokens.extend(signs.last().map(|last| Token { text: last.c.to_string(), place: last.place.clone() }));
}

fn of_words(words: &[Word], tokens: &mut Vec<Token>) {
    let joined: String = words.iter().map(|word| word.text.as_str()).collect();
    if let [first, .., last] = words
        && joined.chars().count() <= TOKEN_MOST
    {
        tokens.push(Token { text: joined, place: first.place.start..last.place.end });
    }
    for word in words {
        tokens.push(Token { text: word.text.clone(), place: word.place.clone() });
        tokens.extend(number_of_code(word));
    }
}

/// The number of a code that is written as one word is found without its letters: `1234` of `e1234`.
fn number_of_code(word: &Word) -> Option<Token> {
    let at = word.text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = word.text.split_at(at);
    let is_code = (1..=CODE_LETTERS_MOST).contains(&letters.len()) && digits.len() > 2 && is_number(digits);
    is_code.then(|| Token { text: digits.to_owned(), place: word.place.clone() })
}

/// A code with a space in it, as one: `raid5` for `RAID 5`.
fn code(text: &str, words: &[Word], next: &Piece) -> Option<Token> {
    let ([letters], Piece::Words(next)) = (words, next) else { return None };
    let number = next.first().filter(|number| next.len() == 1 && is_number(&number.text))?;
    let is_code = is_letters(&letters.text) && letters.text.len() <= CODE_LETTERS_MOST;
    (is_code && one_space_between(text, letters, number)).then(|| Token {
        text: format!("{}{}", letters.text, number.text),
        place: letters.place.start..number.place.end,
    })
}

pub(super) fn one_space_between(text: &str, before: &Word, after: &Word) -> bool {
    let mut between = text[before.place.end..after.place.start].chars();
    between.next().is_some_and(char::is_whitespace) && between.next().is_none()
}

pub(super) fn is_letters(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

pub(super) fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The stretches of a text, in its order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let signs = signs(text);
    let mut pieces = Vec::new();
    let mut rest = &signs[..];
    while let Some(first) = rest.first() {
        let length = if is_unspaced(first.c) {
            let length = run(rest, is_unspaced);
            pieces.push(Piece::Unspaced(rest[..length].to_vec()));
            length
        } else if first.c.is_alphanumeric() {
            let length = run(rest, |c| !is_unspaced(c) && (c.is_alphanumeric() || joins(c)));
            let words = rest[..length].split(|sign| joins(sign.c)).filter(|word| !word.is_empty());
            pieces.push(Piece::Words(words.map(Word::of).collect()));
            length
        } else {
            1
        };
        rest = &rest[length..];
    }
    pieces
}

fn run(signs: &[Sign], belongs: impl Fn(char) -> bool) -> usize {
    signs.iter().position(|sign| !belongs(sign.c)).unwrap_or(signs.len())
}

impl Word {
    fn of(signs: &[Sign]) -> Word {
        let text: String = signs.iter().take(TOKEN_MOST).map(|sign| sign.c).collect();
        let place = match (signs.first(), signs.last()) {
            (Some(first), Some(last)) => first.place.start..last.place.end,
            _ => 0..0,
        };
        Word { text: singular(text), place }
    }
}

/// `servers` is found as `server`; what ends like `status` or `access` stays.
fn singular(mut word: String) -> String {
    let stays = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if word.len() > 3 && is_letters(&word) && word.ends_with('s') && !stays {
        word.pop();
    }
    word
}

fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_codes_are_kept_split_and_joined() {
        assert_eq!(tokens("服务器蓝屏"), "服务 务器 器蓝 蓝屏 屏");
        assert_eq!(tokens("阵列卡报 E-1234"), "阵列 列卡 卡报 报 e1234 e 1234");
        assert_eq!(tokens("error E1234, RAID 5"), "error e1234 1234 raid raid5 5");
        assert_eq!(tokens("PowerEdge R740xd"), "poweredge r740xd");
        assert_eq!(tokens("Ｅ１２，屏 藍屏"), "e12 屏 蓝屏 屏");
    }

    #[test]
    fn words_lose_the_s_of_the_plural_and_nothing_else() {
        assert_eq!(tokens("servers status access disks UPS analysis"), "server status access disk ups analysis");
    }

    #[test]
    fn a_word_of_any_length_makes_a_token_of_some() {
        assert!(tokens(&"x".repeat(5_000)).len() <= TOKEN_MOST);
        assert!(tokens(&"ab-".repeat(5_000)).split(' ').all(|token| token.len() <= TOKEN_MOST));
    }

    #[test]
    fn tokens_know_their_places() {
        let text = "藍屏：E-1234";
        let places: Vec<(String, &str)> =
            located(text).into_iter().map(|token| (token.text, &text[token.place])).collect();
        let read: Vec<(&str, &str)> = places.iter().map(|(token, place)| (token.as_str(), *place)).collect();
        assert_eq!(read, [("蓝屏", "藍屏"), ("屏", "屏"), ("e1234", "E-1234"), ("e", "E"), ("1234", "1234")]);
    }
}
