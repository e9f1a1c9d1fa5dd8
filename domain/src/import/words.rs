//! What spreadsheets call the things we know: `import/words.txt`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

/// `column.serial` by `(column, serialnumber)`, the group and the folded word.
static WORDS: LazyLock<HashMap<(&str, String), &str>> = LazyLock::new(|| {
    let lines = include_str!("../../import/words.txt").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.split_once(": "));
    let named = entries.filter_map(|(thing, words)| Some((thing.split_once('.')?, words)));
    named.flat_map(|((group, key), words)| words.split(", ").map(move |word| ((group, folded(word)), key))).collect()
});

/// The key of what that word means within a group (`column`, `role`, `kind`, `language`).
pub(super) fn meaning(group: &'static str, word: &str) -> Option<&'static str> {
    WORDS.get(&(group, folded(word))).copied()
}

/// Without case, spaces, signs and what stands in brackets: `Serial No. (S/N)` is `serialno`.
fn folded(word: &str) -> String {
    let mut depth = 0_u32;
    let narrow = crate::typed::half_width(word);
    let outside = narrow.chars().filter(|c| {
        match c {
            '(' | '[' | '\u{3010}' => depth += 1,
            ')' | ']' | '\u{3011}' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && c.is_alphanumeric(),
        }
        false
    });
    outside.collect::<String>().to_lowercase()
}

/// Every line, as group and key, with its words: for the tests.
#[cfg(test)]
pub(super) fn all() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let lines = include_str!("../../import/words.txt").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| line.split_once(": "));
    let named = entries.filter_map(|(thing, words)| Some((thing.split_once('.')?, words)));
    named.map(|((group, key), words)| (group, key, words.split(", ").collect())).collect()
}
