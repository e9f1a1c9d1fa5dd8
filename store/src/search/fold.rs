//! One way to write every character: half-width, small, simplified. Characters are folded one for one, so that a place in
//! the folded text is a place in the text.

use domain::typed::half_width_char;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../../search/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let pair = |pair: &str| pair.chars().next().zip(pair.chars().nth(1));
    lines.flat_map(str::split_whitespace).filter_map(pair).collect()
});

/// A folded character and the bytes of the text it stands for.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub(super) c: char,
    pub(super) place: Range<usize>,
}

/// The characters of a text, folded.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    text.char_indices().map(|(at, c)| Sign { c: folded_char(c), place: at..at + c.len_utf8() }).collect()
}

/// A text, folded, with single spaces and nothing around it: what two people typed alike reads alike.
pub(crate) fn folded(text: &str) -> String {
    let folded: String = text.chars().map(folded_char).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn folded_char(c: char) -> char {
    let narrow = half_width_char(c);
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    // The few capitals that become two characters keep the first.
    let small = narrow.to_lowercase().next().unwrap_or(narrow);
    SIMPLIFIED.get(&small).copied().unwrap_or(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_large_and_traditional_characters_are_folded() {
        assert_eq!(folded("　ＲＡＩＤ  伺服器 藍屏，資料庫\n當機 "), "raid 伺服器 蓝屏,资料库 当机");
        assert_eq!(folded("É Ω İ"), "é ω i");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "a藍Ｂ";
        let folded = signs(text);
        let read: Vec<(char, &str)> = folded.iter().map(|sign| (sign.c, &text[sign.place.clone()])).collect();
        assert_eq!(read, [('a', "a"), ('蓝', "藍"), ('b', "Ｂ")]);
    }

    #[test]
    fn the_table_folds_to_what_stays() {
        assert!(SIMPLIFIED.len() > 2_500, "{}", SIMPLIFIED.len());
        for (from, to) in SIMPLIFIED.iter() {
            assert_ne!(from, to);
        }
    }
}
