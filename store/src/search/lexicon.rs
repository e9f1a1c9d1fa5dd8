//! What words mean the same, and what words say nothing: store/search/{aliases,fillers}.txt.

use super::cut::{Piece, pieces};
use super::terms::Way;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The worth of an alias next to what was typed.
const ALIAS: f64 = 0.8;

/// A character of a script without spaces, or words held together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Held together words as one.
    pub(super) text: String,
    pub(super) words: Vec<String>,
    pub(super) unspaced: bool,
    /// The piece it is of: only characters of one piece are neighbours.
    pub(super) piece: usize,
}

/// What the beginning of a search means.
pub(super) enum Meaning {
    Filler,
    /// The ways to say it, the typed one first.
    Alias(Vec<Way>),
}

#[derive(Clone, Copy)]
enum Known {
    Filler,
    Alias { group: usize, member: usize },
}

struct Entry {
    units: Vec<Unit>,
    known: Known,
}

/// A word of a group.
struct Member {
    units: Vec<Unit>,
    /// It says other things too: who means the group does not look for it.
    ambiguous: bool,
}

struct Lexicon {
    groups: Vec<Vec<Member>>,
    /// By the text of their first unit, the longest first.
    entries: HashMap<String, Vec<Entry>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let groups: Vec<Vec<Member>> = lines(include_str!("../../search/aliases.txt"))
        .map(|line| line.split(" = ").map(Member::of).collect())
        .collect();
    let mut all: Vec<Entry> = Vec::new();
    for (group, members) in groups.iter().enumerate() {
        let known = |member| Known::Alias { group, member };
        all.extend(
            members.iter().enumerate().map(|(nth, member)| Entry { units: member.units.clone(), known: known(nth) }),
        );
    }
    let fillers = lines(include_str!("../../search/fillers.txt")).flat_map(str::split_whitespace);
    all.extend(fillers.map(|filler| Entry { units: units(filler), known: Known::Filler }));
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    for entry in all {
        entries.entry(entry.units[0].text.clone()).or_default().push(entry);
    }
    entries.values_mut().for_each(|entries| entries.sort_by_key(|entry| Reverse(entry.units.len())));
    Lexicon { groups, entries }
});

/// The longest entry that these units begin with: how many units it takes, and what they mean.
pub(super) fn meaning(units: &[Unit], fillers: bool) -> Option<(usize, Meaning)> {
    let first = units.first()?;
    let fits = |entry: &&Entry| {
        let wanted = fillers || !matches!(entry.known, Known::Filler);
        let same = entry.units.iter().zip(units).all(|(known, typed)| known.text == typed.text);
        wanted && same && entry.units.len() <= units.len()
    };
    let entry = LEXICON.entries.get(&first.text)?.iter().find(fits)?;
    let meaning = match entry.known {
        Known::Filler => Meaning::Filler,
        Known::Alias { group, member } => Meaning::Alias(ways(&LEXICON.groups[group], member)),
    };
    Some((entry.units.len(), meaning))
}

impl Member {
    fn of(text: &str) -> Member {
        let (ambiguous, text) = match text.trim().strip_prefix('~') {
            Some(word) => (true, word),
            None => (false, text),
        };
        Member { units: units(text), ambiguous }
    }
}

/// The words of the groups that are near to what no text has may be what was meant.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let single = |member: &'static Member| match &member.units[..] {
        [unit] if !unit.unspaced => Some(unit.text.as_str()),
        _ => None,
    };
    LEXICON.groups.iter().flatten().filter_map(single)
}

fn ways(members: &[Member], typed: usize) -> Vec<Way> {
    let others = members.iter().enumerate().filter(|(nth, member)| *nth != typed && !member.ambiguous);
    let others = others.map(|(_, member)| way(&member.units, ALIAS));
    [way(&members[typed].units, 1.0)].into_iter().chain(others).collect()
}

fn way(units: &[Unit], worth: f64) -> Way {
    let mut tokens = Vec::new();
    let mut prefix = false;
    for run in units.chunk_by(|a, b| a.unspaced && b.unspaced && a.piece == b.piece) {
        // A character that stands in the middle of a text only begins a token.
        prefix = matches!(run, [single] if single.unspaced);
        match run {
            [single] => tokens.push(single.text.clone()),
            _ => tokens.extend(run.windows(2).map(|pair| format!("{}{}", pair[0].text, pair[1].text))),
        }
    }
    Way { tokens, prefix, worth }
}

/// The units of a search.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for (nth, piece) in pieces(text).into_iter().enumerate() {
        match piece {
            Piece::Unspaced(signs) => units.extend(signs.iter().map(|sign| Unit {
                text: sign.c.to_string(),
                words: Vec::new(),
                unspaced: true,
                piece: nth,
            })),
            Piece::Words(words) => {
                let words: Vec<String> = words.into_iter().map(|word| word.text).collect();
                units.push(Unit { text: words.concat(), words, unspaced: false, piece: nth });
            }
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_word_stands_in_one_group_and_once() {
        let mut seen = BTreeSet::new();
        for member in LEXICON.groups.iter().flatten() {
            let text: Vec<&str> = member.units.iter().map(|unit| unit.text.as_str()).collect();
            assert!(!text.is_empty() && seen.insert(text.join(" ")), "{text:?}");
        }
        assert!(LEXICON.groups.iter().all(|group| group.len() > 1), "a group says that words mean the same");
    }

    #[test]
    fn the_longest_entry_counts() {
        let (length, Meaning::Alias(ways)) = meaning(&units("阵列卡坏了"), true).unwrap() else {
            panic!("an alias")
        };
        assert_eq!((length, ways[0].tokens.join(" ").as_str()), (3, "阵列 列卡"));
        assert!(ways.iter().any(|way| way.tokens == ["raid", "controller"]), "{ways:?}");
    }
}
