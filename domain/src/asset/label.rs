//! Labels to stick on devices: their QR code opens the report form with the device filled in.

/// So many labels are printed at once: some ten sheets.
pub const LABELS_MOST: usize = 240;

/// As much of a text as fits into so many columns of a label, where a Chinese character takes two.
pub fn printable(text: &str, columns: usize) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let fitting = text.chars().take_while(|c| {
        let fits = width(*c) <= left;
        left = left.saturating_sub(width(*c));
        fits
    });
    let mut cut: String = fitting.collect();
    cut.truncate(cut.trim_end().len());
    cut.push('\u{2026}');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        assert_eq!(printable("DB-01", 10), "DB-01");
        assert_eq!(printable("PowerEdge R740xd", 10), "PowerEdge\u{2026}");
        assert_eq!(printable("\u{84dd}\u{5c4f}\u{84dd}\u{5c4f}", 8), "\u{84dd}\u{5c4f}\u{84dd}\u{5c4f}");
        assert_eq!(printable("\u{84dd}\u{5c4f}\u{84dd}\u{5c4f}", 7), "\u{84dd}\u{5c4f}\u{84dd}\u{2026}");
    }
}
