//! Serial numbers that somebody may have meant who typed another: a key slipped, two keys swapped, an O read as a zero.

use std::collections::BinaryHeap;

/// So many are offered; more would be guessing.
pub const NEAR_MOST: usize = 5;

/// What a slip costs. What eyes confuse is likelier than a wrong key, and separators are often left out.
const SLIP: u8 = 2;
const LOOKALIKE: u8 = 1;
/// Beyond this length two slips are likely; a short number with two would be another number.
const LONG: usize = 7;

/// The known serial numbers nearest to the one typed, the nearest first, at most [`NEAR_MOST`]; that number itself is none
/// of them. All are normalised ([`super::normal_serial`]). The cost grows with how many are known, and with the length of
/// what differs in those whose length and letters fit.
pub fn near<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut comparison = Comparison::with(typed);
    let mut nearest: BinaryHeap<(u8, &str)> = BinaryHeap::new();
    for serial in known {
        if let Some(cost) = comparison.cost(serial).filter(|cost| *cost > 0) {
            nearest.push((cost, serial));
            if nearest.len() > NEAR_MOST {
                nearest.pop();
            }
        }
    }
    nearest.into_sorted_vec().into_iter().map(|(_, serial)| serial).collect()
}

/// What is typed, compared with many, in the same memory.
struct Comparison {
    typed: Vec<char>,
    signature: u64,
    most: u8,
    known: Vec<char>,
    /// The costs of the beginnings of what is known, for so many characters of what is typed: the last three rows.
    rows: [Vec<u8>; 3],
}

impl Comparison {
    fn with(typed: &str) -> Comparison {
        let typed: Vec<char> = typed.chars().collect();
        let most = if typed.len() < LONG { SLIP } else { 2 * SLIP };
        Comparison { signature: signature(&typed), most, known: Vec::new(), rows: Default::default(), typed }
    }

    /// What it costs to make one of the other by slips and swaps; none when more than the most.
    fn cost(&mut self, known: &str) -> Option<u8> {
        self.known.clear();
        self.known.extend(known.chars());
        // Every separator may be missing, so lengths differ by no more characters than are allowed at the lowest price.
        let most_characters = u32::from(self.most / LOOKALIKE);
        let apart = u32::try_from(self.typed.len().abs_diff(self.known.len())).unwrap_or(u32::MAX);
        let lacking = (self.signature & !signature(&self.known)).count_ones();
        if self.typed.is_empty() || apart > most_characters || lacking > most_characters {
            return None;
        }
        let (typed, known) = different(&self.typed, &self.known);
        cost_of(typed, known, self.most, &mut self.rows)
    }
}

/// The two without what they have in common at both ends, which costs nothing.
fn different<'a>(one: &'a [char], other: &'a [char]) -> (&'a [char], &'a [char]) {
    let before = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[before..], &other[before..]);
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    (&one[..one.len() - after], &other[..other.len() - after])
}

fn cost_of(typed: &[char], known: &[char], most: u8, [before, last, row]: &mut [Vec<u8>; 3]) -> Option<u8> {
    last.clear();
    last.push(0);
    for (j, c) in known.iter().enumerate() {
        last.push(last[j].saturating_add(gap(*c)));
    }
    for (i, one) in typed.iter().enumerate() {
        row.clear();
        row.push(last[0].saturating_add(gap(*one)));
        for (j, other) in known.iter().enumerate() {
            let replaced = last[j].saturating_add(replacing(*one, *other));
            let left_out = last[j + 1].saturating_add(gap(*one));
            let put_in = row[j].saturating_add(gap(*other));
            let swapped = i > 0 && j > 0 && *one == known[j - 1] && typed[i - 1] == *other;
            let swap = if swapped { before[j - 1].saturating_add(SLIP) } else { u8::MAX };
            row.push(replaced.min(left_out).min(put_in).min(swap));
        }
        // A swap reaches back two rows.
        if row.iter().chain(last.iter()).all(|cost| *cost > most) {
            return None;
        }
        std::mem::swap(before, last);
        std::mem::swap(last, row);
    }
    last.last().copied().filter(|cost| *cost <= most)
}

/// Which characters there are, those that look alike as one: a bit each.
fn signature(chars: &[char]) -> u64 {
    chars.iter().fold(0, |bits, c| bits | 1 << (u32::from(class(*c)) % 64))
}

/// What a character costs that the other number does not have.
fn gap(c: char) -> u8 {
    if c.is_alphanumeric() { SLIP } else { LOOKALIKE }
}

fn replacing(one: char, other: char) -> u8 {
    match one == other {
        true => 0,
        false if class(one) == class(other) => LOOKALIKE,
        false => SLIP,
    }
}

/// Characters that look alike on a worn label are one.
fn class(c: char) -> char {
    match c {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        'V' => 'U',
        c if !c.is_alphanumeric() => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 7] = ["7XK2P93", "7XK2P94", "6BD8T13", "HX-0042", "CN-O0I1", "210235A1TX", "AB12"];

    #[track_caller]
    fn finds(typed: &str, expected: &[&str]) {
        assert_eq!(near(typed, KNOWN), expected, "{typed}");
    }

    #[test]
    fn slips_swaps_and_lookalikes_lead_to_the_number_that_was_meant() {
        finds("7KX2P93", &["7XK2P93", "7XK2P94"]); // swapped
        finds("7XK2P9", &["7XK2P93", "7XK2P94"]); // left out
        finds("7XK22P93", &["7XK2P93", "7XK2P94"]); // typed twice
        finds("7XKZP93", &["7XK2P93", "7XK2P94"]); // Z for 2
        finds("HXO042", &["HX-0042"]); // O for 0, no hyphen
        finds("CN-0O11", &["CN-O0I1"]);
        finds("68D8TI3", &["6BD8T13"]);
    }

    #[test]
    fn the_nearest_comes_first_and_the_number_itself_is_none() {
        finds("7XK2P93", &["7XK2P94"]);
        finds("7XK2P9S", &["7XK2P93", "7XK2P94"]);
        finds("7XKZP94", &["7XK2P94", "7XK2P93"]);
    }

    #[test]
    fn what_is_far_away_is_no_guess() {
        finds("", &[]);
        finds("ZZZZZZZ", &[]);
        finds("AB", &[]);
        finds("BA12", &["AB12"]);
        finds("CD12", &[]);
        finds("A", &[]);
    }

    #[test]
    fn no_more_are_offered_than_can_be_looked_at() {
        let many: Vec<String> = (0..50_000).map(|n| format!("SN-{n:07}")).collect();
        let found = near("SN-000O123", many.iter().map(String::as_str));
        assert_eq!((found.len(), found[0]), (NEAR_MOST, "SN-0000123"));
    }

    #[test]
    fn the_cost_is_the_same_both_ways() {
        let cost = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|serial| serial.chars().collect::<Vec<_>>());
            let (one, other) = different(&one, &other);
            cost_of(one, other, 40, &mut Default::default())
        };
        for one in KNOWN {
            for other in KNOWN {
                assert_eq!(cost(one, other), cost(other, one), "{one} {other}");
                assert_eq!(cost(one, other) == Some(0), one == other);
            }
        }
    }
}
